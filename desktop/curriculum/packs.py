"""Reading a pack: every file parsed, every fault named with file and field, in one run."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.wording import _
from desktop.curriculum.course import Blueprint, Lesson, Module
from desktop.curriculum.fault_words import faults_told, syntax_told
from desktop.curriculum.files import (
    ArchiveFiles,
    FolderFiles,
    files_digest,
    newer_format,
    open_files,
    parse_json,
    text_of,
)
from desktop.curriculum.frozen import Frozen
from desktop.curriculum.items import Exercise, TheoryItem
from desktop.curriculum.order import Order, Profile, RuleBook
from desktop.curriculum.pack import FORMAT, Pack, PackHead
from desktop.curriculum.strange_text import MATERIAL, strange

HEAD = "pack.toml"
_FRONT = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n(.*)\Z", re.DOTALL)

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a pack: the file, the field inside it (may be empty) and a sentence."""

    file: str
    field: str
    message: str

    def __str__(self) -> str:
        """Return ``file · field: message``."""
        place = f"{self.file} · {self.field}" if self.field else self.file
        return f"{place}: {self.message}"


class PackError(KnownError):
    """A pack that cannot be used; ``faults`` names everything that is wrong."""

    def __init__(self, where: str, faults: tuple[Fault, ...]) -> None:
        first = _("；").join(str(fault) for fault in faults[:3])
        more = _("等 {n} 处", n=len(faults)) if len(faults) > 3 else ""
        super().__init__(_("课程包有错：{first}{more}", first=first, more=more), where=where)
        self.faults = faults


class Modules(Frozen):
    """``course.toml``."""

    modules: tuple[Module, ...]


class Items(Frozen):
    """A file of ``theory/``."""

    items: tuple[TheoryItem, ...]


@dataclass
class Reader:
    """Reads the files of one pack and gathers the faults instead of stopping at the first."""

    files: FolderFiles | ArchiveFiles
    faults: list[Fault] = field(default_factory=list)

    def fault(self, file: str, place: str, message: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(file, place, message))

    def toml(self, path: str, model: type[M]) -> M | None:
        """Return a TOML file as a model, or None with its faults noted."""
        return self._model(path, model, _toml)

    def json(self, path: str, model: type[M]) -> M | None:
        """Return a JSON file as a model, or None with its faults noted."""
        return self._model(path, model, lambda content: parse_json(content, ""), MATERIAL)

    def lesson(self, path: str) -> Lesson | None:
        """Return a lesson of front matter and Markdown, or None with its faults noted."""

        def parse(content: bytes) -> Mapping[str, Any]:
            found = _FRONT.match(text_of(content).replace("\r\n", "\n"))
            if found is None:
                raise DamagedFileError(_("开头要有一段 +++ 包住的 TOML"))
            return _toml(found[1].encode()) | {"body": found[2]}

        return self._model(path, Lesson, parse)

    def _model(
        self, path: str, model: type[M], parse: Callable[[bytes], Any], material: frozenset[str] = frozenset()
    ) -> M | None:
        try:
            value = parse(self.files.read(path))
            if found := list(strange(value, material)):
                self.faults += [Fault(path, place, words) for place, words in found]
                return None
            return model.model_validate(value)
        except ValidationError as invalid:
            self.faults += [Fault(path, place, words) for place, words in faults_told(invalid)]
        except KnownError as damaged:
            self.fault(path, "", f"{damaged.what} {damaged.remedy}".strip())
        return None


def read_head(path: Path) -> PackHead:
    """Return the head of a pack without reading the rest. Raises PackError or DamagedFileError."""
    files = open_files(path)
    reader = Reader(files)
    try:
        head = _head(reader, str(path))
    finally:
        files.close()
    if head is None:
        raise PackError(str(path), tuple(reader.faults))
    return head


def open_pack(path: Path) -> Pack:
    """Return the pack in a folder or a delivered file. Raises PackError with every fault, or DamagedFileError.

    Only form is checked here; :func:`desktop.curriculum.check.check_pack` also checks that the parts fit together.
    """
    pack, faults = read_pack(path)
    if pack is None:
        raise PackError(str(path), faults)
    return pack


def read_pack(path: Path) -> tuple[Pack | None, tuple[Fault, ...]]:
    """Return the pack, or None, with the faults of form. Raises DamagedFileError when there is no pack to read.

    The pack's files stay open for as long as it is used; ``pack.files.close()`` lets go of them.
    """
    reader = Reader(open_files(path))
    try:
        pack = _parts(reader, str(path))
    except BaseException:
        reader.files.close()
        raise
    if pack is None:
        # An archive that stays open can be neither replaced nor removed on Windows.
        reader.files.close()
    return pack, tuple(reader.faults)


def _parts(reader: Reader, where: str) -> Pack | None:
    head = _head(reader, where)
    order = reader.toml("order.toml", Order)
    rules = reader.toml("rules.toml", RuleBook)
    profile = reader.toml("profile.toml", Profile)
    course = reader.toml("course.toml", Modules)
    blueprint = reader.toml("blueprint.toml", Blueprint)
    lessons = _by_id(reader, "lessons/", ".md", lambda name: _one(reader.lesson(name)))
    items = _by_id(reader, "theory/", ".toml", lambda name: getattr(reader.toml(name, Items), "items", ()))
    exercises = _by_id(reader, "exercises/", ".json", lambda name: _one(_exercise(reader, name)))
    if reader.faults or not (head and order and rules and profile and course and blueprint):
        return None
    return Pack(
        head=head,
        order=order,
        rules=rules,
        profile=profile,
        modules=course.modules,
        lessons=lessons,
        items=items,
        exercises=exercises,
        blueprint=blueprint,
        files=reader.files,
        digest=files_digest(reader.files),
    )


def _head(reader: Reader, where: str) -> PackHead | None:
    if HEAD not in reader.files.paths():
        raise DamagedFileError(_("这里没有课程包：缺少 {name}。", name=HEAD), where=where)
    try:
        raw = _toml(reader.files.read(HEAD))
    except KnownError as malformed:
        reader.fault(HEAD, "", f"{malformed.what} {malformed.remedy}".strip())
        return None
    if isinstance(raw.get("format"), int) and raw["format"] > FORMAT:
        raise newer_format(raw["format"], where)
    return reader.toml(HEAD, PackHead)


def _toml(content: bytes) -> dict[str, Any]:
    """Return the table of a TOML file. Raises DamagedFileError."""
    text = text_of(content)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        raise DamagedFileError(syntax_told(fault, "TOML")) from fault


def _exercise(reader: Reader, path: str) -> Exercise | None:
    exercise = reader.json(path, Exercise)
    if exercise is not None and path.split("/")[1] != exercise.pool:
        reader.fault(path, "pool", _("{pool} 的练习不能放在这个文件夹里", pool=exercise.pool))
    return exercise


def _one(found: M | None) -> tuple[M, ...]:
    return () if found is None else (found,)


def _by_id(
    reader: Reader, folder: str, suffix: str, read: Callable[[str], tuple[Any, ...]]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for path in reader.files.paths():
        if not (path.startswith(folder) and path.endswith(suffix)):
            continue
        for entry in read(path):
            if entry.id in found:
                reader.fault(path, "id", _("编号 {id} 用了两次", id=entry.id))
            found[entry.id] = entry
    return found
