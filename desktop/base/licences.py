"""The parts that the program is made of, with the full text of each licence, wherever the program runs.

A frozen program has ``licences/`` beside it, written at the build (build/installers/licences.py). A checkout has the
installed distributions, which carry their own texts. Either way a list comes out; a damaged folder is no reason to fail.
"""

from __future__ import annotations

import importlib.metadata
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import desktop
from desktop.base.places import find_places, program_folder

log = logging.getLogger(__name__)

FOLDER = "licences"
INDEX = "index.json"
PROJECT = "doorstep"
#: The program itself, and what a dependency names without needing it here.
NEVER_SHIPPED = frozenset({PROJECT, "pip"})
_LEGAL = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Part:
    """One part: a library, a font, a course. ``texts`` are files, the most telling first; there may be none."""

    name: str
    version: str
    licence: str
    source: str
    texts: tuple[Path, ...]

    def matches(self, words: str) -> bool:
        """Tell whether every word stands in the name, the version or the licence, in any case."""
        here = f"{self.name} {self.version} {self.licence}".casefold()
        return all(word in here for word in words.casefold().split())


def licence_folder(beside: Path | None = None) -> Path | None:
    """Return the folder of texts beside a frozen program, or None where there is none."""
    folder = (beside or program_folder()) / FOLDER
    return folder if folder.is_dir() else None


def shipped_parts(beside: Path | None = None) -> tuple[Part, ...]:
    """Return every part, the program itself first."""
    folder = licence_folder(beside)
    if folder is not None and (found := tuple(_indexed(folder))):
        return found
    return (_program(folder or beside or program_folder()), *_assets(), *_distributions())


def text_of(path: Path) -> str:
    """Return a licence's text; raises OSError. Bytes that are no UTF-8 are shown as signs for what is missing."""
    return path.read_text(encoding="utf-8", errors="replace")


def _indexed(folder: Path) -> Iterator[Part]:
    try:
        rows = json.loads((folder / INDEX).read_bytes())["parts"]
        names = {str(row["id"]): str(row["name"]) for row in rows}
        for row in rows:
            yield _row(folder, row, names)
    except (OSError, ValueError, LookupError, TypeError) as fault:
        log.warning("the list of licences cannot be read: %s", fault)


def _row(folder: Path, row: dict[str, Any], names: dict[str, str]) -> Part:
    # Names come from a file: none may lead out of the folder.
    texts = [(folder / str(name)).resolve() for name in row["texts"]]
    inside = tuple(path for path in texts if path.is_relative_to(folder.resolve()))
    owner = names.get(str(row.get("part_of")), "")
    name = str(row["name"]) + (f" ({owner})" if owner else "")
    return Part(name, str(row["version"]), str(row["licence"]), str(row["source"] or row["home"]), inside)


def _program(folder: Path) -> Part:
    texts = tuple(path for name in ("LICENSE", "NOTICE") if (path := folder / name).is_file())
    return Part("Doorstep 家门口标注实训工作站", desktop.__version__, "Apache-2.0", "", texts)


def _assets() -> Iterator[Part]:
    assets = find_places().assets
    for name, licence, texts in (
        ("Noto Sans SC", "OFL-1.1", ("fonts/OFL.txt", "fonts/OFL-Symbols2.txt")),
        ("Noto Emoji", "OFL-1.1", ("fonts/OFL-Emoji.txt",)),
        ("Lucide", "ISC", ("icons/LICENSE",)),
    ):
        found = tuple(path for text in texts if (path := assets / text).is_file())
        if found:
            yield Part(name, "", licence, "", found)


def _distributions() -> Iterator[Part]:
    """Yield the installed distributions that the project asks for, and what they ask for."""
    for name in sorted(_needed(PROJECT) - NEVER_SHIPPED):
        about = importlib.metadata.distribution(name)
        said = about.metadata
        stated = [*(said.get_all("License-Expression") or []), _classified(said.get_all("Classifier") or [])]
        stated += [str(said_once).splitlines()[0] for said_once in said.get_all("License") or [] if said_once]
        texts = tuple(
            sorted(
                Path(str(file.locate()))
                for file in about.files or []
                if ".dist-info/" in file.as_posix() and _LEGAL.search(file.name) and file.suffix != ".json"
            )
        )
        yield Part(
            str(said["Name"]),
            about.version,
            next((str(words) for words in stated if words), ""),
            _home(said.get_all("Home-page") or [], said.get_all("Project-URL") or []),
            texts,
        )


def _home(pages: list[Any], links: list[Any]) -> str:
    """Return where a distribution's source is to be had: its repository before its home page."""
    known = {name.casefold(): url for name, _, url in (str(link).partition(", ") for link in links)}
    wanted = ("source", "source code", "repository", "github", "code", "homepage", "home")
    return next((known[name] for name in wanted if name in known), str(next(iter(pages), "")))


def _classified(classifiers: list[Any]) -> str:
    return ", ".join(str(line).rsplit(" :: ", 1)[-1] for line in classifiers if "License ::" in line)


def _needed(project: str) -> set[str]:
    """Return the distributions that are installed of all that a project needs, itself included."""
    seen: set[str] = set()
    waiting = [project]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        try:
            asked = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue
        seen.add(name)
        # Only what is asked for without conditions of an extra: what developers need is not shipped.
        found = [_NAME.match(line) for line in asked if "extra ==" not in line]
        waiting += [re.sub(r"[-_.]+", "-", match.group()).lower() for match in found if match]
    return seen
