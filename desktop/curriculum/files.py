"""The files of a pack: a folder while it is written, one archive when it is delivered. Both are hostile until read."""

from __future__ import annotations

import codecs
import json
import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from desktop.base.digest import digest, digest_of
from desktop.base.errors import DamagedFileError
from desktop.base.refusals import reason
from desktop.base.wording import _
from desktop.curriculum.fault_words import faults_told, syntax_told
from desktop.curriculum.frozen import Frozen, Id, MediaPath
from desktop.curriculum.pack import FORMAT

SUFFIX = ".dspack"
MANIFEST = "manifest.json"
MAX_FILES = 20_000
MAX_FILE_BYTES = 256 * 2**20
MAX_TOTAL_BYTES = 2**30
MAX_MANIFEST_BYTES = 8 * 2**20
_PATH = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
_SYMLINK_BITS = 0o170000
#: Where more than one byte of so many is NUL, a text is UTF-16.
_FEW = 8
#: What a build writes; LZMA may ask for gigabytes before its first byte.
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: What zipfile raises for altered bytes. RuntimeError: encrypted, or a compression or version it does not know.
_UNREADABLE = (
    OSError,
    zipfile.BadZipFile,
    RuntimeError,
    KeyError,
    EOFError,
    ValueError,
    struct.error,
    zlib.error,
)


class Entry(Frozen):
    """One file of a delivered pack."""

    path: MediaPath
    size: int = Field(ge=0, le=MAX_FILE_BYTES)
    digest: str = Field(pattern=r"^sha256:[0-9a-f]{64}$")


class Manifest(Frozen):
    """``manifest.json`` of a delivered pack: what it must hold, byte for byte."""

    format: int = Field(ge=1)
    id: Id
    version: str
    files: tuple[Entry, ...] = Field(min_length=1, max_length=MAX_FILES)


class FolderFiles:
    """A pack in a folder. Links are refused, so nothing outside the folder is ever read."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._digests: dict[str, str] = {}
        self._paths = tuple(sorted(self._walk()))

    def paths(self) -> tuple[str, ...]:
        """Return every file's path inside the pack, sorted."""
        return self._paths

    def read(self, path: str) -> bytes:
        """Return a file's bytes. Raises DamagedFileError when it is missing, too large or unreadable."""
        if path not in self._paths:
            raise DamagedFileError(_("课程包里没有这个文件。"), where=path)
        place = self.root / path
        try:
            if place.stat().st_size > MAX_FILE_BYTES:
                raise DamagedFileError(_("文件超过 {mb} MB 的上限。", mb=MAX_FILE_BYTES // 2**20), where=path)
            return place.read_bytes()
        except OSError as fault:
            raise DamagedFileError(_("文件读不出来：{reason}", reason=reason(fault)), where=path) from fault

    def digest(self, path: str) -> str:
        """Return ``sha256:…`` of a file. Raises DamagedFileError."""
        if path not in self._digests:
            self._digests[path] = digest(self.read(path))
        return self._digests[path]

    def close(self) -> None:
        """Let go; a folder is never held."""

    def _walk(self) -> list[str]:
        found: list[str] = []
        for place in self.root.rglob("*"):
            path = place.relative_to(self.root).as_posix()
            # A delivered pack unpacked again carries its manifest, which names the files and is none of them.
            if path == MANIFEST or any(part.startswith(".") for part in path.split("/")):
                continue
            if place.is_symlink():
                raise DamagedFileError(_("课程包里不允许有链接。"), where=path)
            if place.is_dir():
                continue
            if not place.is_file() or not _PATH.fullmatch(path):
                raise DamagedFileError(
                    _("文件名不合规。"), where=path, remedy=_("只用英文字母、数字、点、横线和下划线。")
                )
            found.append(path)
        if len(found) > MAX_FILES:
            raise DamagedFileError(_("文件太多：{n} 个，上限 {most} 个。", n=len(found), most=MAX_FILES))
        return found


class ArchiveFiles:
    """A delivered pack. Every read is checked against the manifest's size and digest."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except _UNREADABLE as fault:
            raise DamagedFileError(_("不是课程包，或者文件不完整。"), where=str(path)) from fault
        try:
            self.manifest = self._read_manifest()
            self._entries = {entry.path: entry for entry in self.manifest.files}
            self._check_members()
        except BaseException:
            self._zip.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def paths(self) -> tuple[str, ...]:
        """Return every file's path inside the pack, sorted."""
        return tuple(sorted(self._entries))

    def read(self, path: str) -> bytes:
        """Return a file's bytes. Raises DamagedFileError when it is missing or differs from the manifest."""
        entry = self._entries.get(path)
        if entry is None:
            raise DamagedFileError(_("课程包里没有这个文件。"), where=path)
        content = self._inflate(path, entry.size)
        if len(content) != entry.size or digest(content) != entry.digest:
            raise DamagedFileError(_("内容与清单的摘要不符。"), where=path, remedy=_("请重新拷贝课程包。"))
        return content

    def digest(self, path: str) -> str:
        """Return the digest the manifest gives for a file. Raises DamagedFileError when it is missing."""
        entry = self._entries.get(path)
        if entry is None:
            raise DamagedFileError(_("课程包里没有这个文件。"), where=path)
        return entry.digest

    def _inflate(self, path: str, limit: int) -> bytes:
        # One byte more than allowed is enough to see a bomb; the rest is never inflated.
        try:
            if self._zip.getinfo(path).compress_type not in _COMPRESSIONS:
                raise DamagedFileError(_("文件解不开。"), where=path)
            with self._zip.open(path) as stream:
                return stream.read(limit + 1)
        except _UNREADABLE as fault:
            raise DamagedFileError(_("文件解不开。"), where=path) from fault

    def _read_manifest(self) -> Manifest:
        if MANIFEST not in self._zip.namelist():
            raise DamagedFileError(_("不是课程包：缺少清单 {name}。", name=MANIFEST), where=str(self.path))
        raw = self._inflate(MANIFEST, MAX_MANIFEST_BYTES)
        if len(raw) > MAX_MANIFEST_BYTES:
            raise DamagedFileError(_("清单过大。"), where=MANIFEST)
        value = parse_json(raw, MANIFEST)
        if isinstance(value, dict) and isinstance(value.get("format"), int) and value["format"] > FORMAT:
            raise newer_format(value["format"], str(self.path))
        try:
            return Manifest.model_validate(value)
        except ValidationError as fault:
            field, words = faults_told(fault)[0]
            raise DamagedFileError(f"{field}: {words}", where=MANIFEST) from fault

    def _check_members(self) -> None:
        members = self._zip.infolist()
        names = [member.filename for member in members]
        if len(set(names)) != len(names) or len(self._entries) != len(self.manifest.files):
            raise DamagedFileError(_("同一个文件出现了两次。"), where=str(self.path))
        for member in members:
            self._check_member(member)
        if missing := sorted(set(self._entries) - set(names)):
            raise DamagedFileError(_("清单里的文件不在包里。"), where=missing[0])
        if sum(entry.size for entry in self.manifest.files) > MAX_TOTAL_BYTES:
            raise DamagedFileError(_("解开后超过 {mb} MB 的上限。", mb=MAX_TOTAL_BYTES // 2**20))

    def _check_member(self, member: zipfile.ZipInfo) -> None:
        name = member.filename
        if not _PATH.fullmatch(name):
            raise DamagedFileError(_("包内路径不合规，可能想写到包外。"), where=repr(name))
        if stat.S_ISLNK((member.external_attr >> 16) & _SYMLINK_BITS):
            raise DamagedFileError(_("课程包里不允许有链接。"), where=name)
        if name == MANIFEST:
            return
        entry = self._entries.get(name)
        if entry is None:
            raise DamagedFileError(_("文件不在清单里。"), where=name)
        if member.file_size != entry.size:
            raise DamagedFileError(_("文件大小与清单不符。"), where=name)


def open_files(path: Path) -> FolderFiles | ArchiveFiles:
    """Return the files of a pack folder or a delivered pack. Raises DamagedFileError when it is neither."""
    try:
        if path.is_dir():
            return FolderFiles(path)
        if not path.exists():
            raise DamagedFileError(_("找不到课程包。"), where=str(path), remedy=_("请检查路径。"))
    except OSError as fault:
        # A name that is too long, a folder without the right to look into it, a stick that was pulled.
        raise DamagedFileError(
            _("课程包读不出来：{reason}", reason=reason(fault)), where=str(path)
        ) from fault
    return ArchiveFiles(path)


def files_digest(files: FolderFiles | ArchiveFiles) -> str:
    """Return the one digest that names the whole content of a pack, however it is carried."""
    return digest_of({path: files.digest(path) for path in files.paths()})


def parse_json(content: bytes, where: str) -> Any:
    """Return the value of a UTF-8 JSON file. Raises DamagedFileError; NaN and infinities are refused."""

    def refuse(constant: str) -> float:
        raise DamagedFileError(_("不是合规的 JSON：不允许出现 {constant}", constant=constant), where=where)

    text = text_of(content, where)
    try:
        return json.loads(text, parse_constant=refuse)
    except (ValueError, RecursionError) as fault:
        raise DamagedFileError(syntax_told(fault, "JSON"), where=where) from fault


def text_of(content: bytes, where: str = "") -> str:
    """Return the text of a UTF-8 file, a byte order mark before it left out. Raises DamagedFileError."""
    # UTF-16 of Latin letters is UTF-8 of the same letters with NULs between them.
    if content.count(0) * _FEW > len(content):
        raise _not_utf8(_("像是 UTF-16"), 1, where)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise _not_utf8(_guess(content), line, where) from fault


def _not_utf8(guess: str, line: int, where: str) -> DamagedFileError:
    return DamagedFileError(
        _("不是 UTF-8 编码的文本：{guess}，第 {line} 行起读不出来。", guess=guess, line=line),
        where=where,
        remedy=_("请用记事本打开，另存为 UTF-8 再放回去。"),
    )


def _guess(content: bytes) -> str:
    """Say in what encoding a file that is not UTF-8 probably is."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _("像是 UTF-16")
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return _("编码认不出来，或者不是文本")
    return _("像是 GB18030（GBK）")


def newer_format(found: int, where: str) -> DamagedFileError:
    """Return the refusal of a pack made for a later release."""
    return DamagedFileError(
        _("课程包格式 {found} 比本程序支持的 {ours} 新。", found=found, ours=FORMAT),
        where=where,
        remedy=_("请升级本程序。"),
    )
