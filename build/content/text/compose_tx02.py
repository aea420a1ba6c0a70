"""Lay the further parts of ORD-TX-02 over the course: relations, then inspection of texts.

    .venv/bin/python build/content/text/compose_tx02.py --layers relations,inspection --to FOLDER
    .venv/bin/python build/content/text/compose_tx02.py --layers relations --into-course

A layer is kept beside the course as long as the program has no bench for what it asks.  Its ``pack.toml``,
``profile.toml`` and ``blueprint.toml`` take the place of the course's, its ``order.toml`` and ``rules.toml`` are added at
the end, its modules stand before the trial (module m5); lessons, theory and exercises are copied.  Of a layer that is
there already order and rules stay as they are; the rest is laid again.
"""

from __future__ import annotations

import argparse
import re
import shutil
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
COURSE = HERE.parents[2] / "courses" / "ord-tx-02"
LAYERS = HERE / "tx02"
NAMES = ("relations", "inspection")
REPLACED, APPENDED = ("pack.toml", "profile.toml", "blueprint.toml"), ("order.toml", "rules.toml")
COPIED = ("lessons", "theory", "exercises")
TRIAL = '[[modules]]\nid = "m5"\n'


def has(folder: Path, layer: str) -> bool:
    """Tell whether a pack holds a layer already: by the ids of its schemas."""
    mine, theirs = (
        {schema["id"] for schema in tomllib.loads((place / "order.toml").read_text("utf-8"))["schemas"]}
        for place in (LAYERS / layer, folder)
    )
    return mine <= theirs


def lay(folder: Path, layer: str) -> None:
    """Lay one layer over a pack's folder, in place; of one that is there already everything but order and rules again."""
    source, new = LAYERS / layer, not has(folder, layer)

    def read(name: str) -> str:
        return (source / name).read_text("utf-8")

    for name in REPLACED if new or layer == NAMES[-1] else ():
        if (source / name).exists():
            _write(folder / name, read(name))
    for name in APPENDED if new else ():
        _write(folder / name, (folder / name).read_text("utf-8") + read(name))
    if new or layer == NAMES[-1]:
        _write(
            folder / "course.toml",
            with_modules((folder / "course.toml").read_text("utf-8"), read("course.toml")),
        )
    for name in COPIED:
        if (source / name).is_dir():
            shutil.copytree(source / name, folder / name, dirs_exist_ok=True)


def with_modules(course: str, modules: str) -> str:
    """Return a course with a layer's modules before the trial, in the place of those that are there already."""
    for own in re.findall(r'^\[\[modules\]\]\nid = "(\w+)"$', modules, flags=re.MULTILINE):
        course = re.sub(
            rf'\[\[modules\]\]\nid = "{own}"\n.*?(?=\[\[modules\]\]\n)', "", course, flags=re.DOTALL
        )
    before, after = course.split(TRIAL)
    return before + modules + TRIAL + after


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def composed(target: Path, layers: tuple[str, ...] = NAMES) -> Path:
    """Copy the course to a new folder, lay the layers over it in their order, and return the folder."""
    shutil.copytree(COURSE, target)
    for layer in NAMES:
        if layer in layers:
            lay(target, layer)
    return target


def main() -> None:
    """Compose what was asked for."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--layers", default=",".join(NAMES))
    where = words.add_mutually_exclusive_group(required=True)
    where.add_argument("--to", type=Path)
    where.add_argument("--into-course", action="store_true")
    asked = words.parse_args()
    layers = tuple(name for name in NAMES if name in asked.layers.split(","))
    if asked.to is not None:
        print(composed(asked.to, layers))
        return
    for layer in layers:
        lay(COURSE, layer)


if __name__ == "__main__":
    main()
