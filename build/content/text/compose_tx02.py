"""Lay the further parts of ORD-TX-02 over the course: relations, then inspection of texts.

    .venv/bin/python build/content/text/compose_tx02.py --layers relations,inspection --to FOLDER
    .venv/bin/python build/content/text/compose_tx02.py --layers relations --into-course

A layer is kept beside the course as long as the program has no bench for what it asks.  Its ``pack.toml``,
``profile.toml`` and ``blueprint.toml`` take the place of the course's, its ``order.toml`` and ``rules.toml`` are added at
the end, its modules stand before the trial (module m5); lessons, theory and exercises are copied.  Of a layer that is
there already only these three are copied again.
"""

from __future__ import annotations

import argparse
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
    """Lay one layer over a pack's folder, in place; of one that is there already copy lessons, theory and exercises."""
    source = LAYERS / layer
    if not has(folder, layer):
        _extend(folder, source)
    for name in COPIED:
        if (source / name).is_dir():
            shutil.copytree(source / name, folder / name, dirs_exist_ok=True)


def _extend(folder: Path, source: Path) -> None:
    """Replace and append what a pack has one file of."""
    for name in REPLACED:
        if (source / name).exists():
            shutil.copyfile(source / name, folder / name)
    for name in APPENDED:
        text = (folder / name).read_text("utf-8") + (source / name).read_text("utf-8")
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    path = folder / "course.toml"
    before, after = path.read_text("utf-8").split(TRIAL)
    modules = (source / "course.toml").read_text("utf-8")
    path.write_text(before + modules + TRIAL + after, encoding="utf-8", newline="\n")


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
