"""Print a folder as instructions for makensis: every file by name, in order.

file_list.py FOLDER
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath


def instructions(folder: Path) -> Iterator[str]:
    """Yield ``SetOutPath`` and ``File`` lines; names inside strings of makensis need their dollars doubled."""
    shown = None
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        inside = path.relative_to(folder)
        if inside.parent != shown:
            shown = inside.parent
            yield f'SetOutPath "{_target(PurePosixPath(shown.as_posix()))}"'
        yield f'File "{_quoted(str(path))}"'


def _target(inside: PurePosixPath) -> str:
    return "\\".join(["$INSTDIR", *(_quoted(part) for part in inside.parts)])


def _quoted(text: str) -> str:
    if '"' in text:
        raise ValueError(f"a name that makensis cannot take: {text}")
    return text.replace("$", "$$")


if __name__ == "__main__":
    sys.stdout.write("\n".join(instructions(Path(sys.argv[1]))) + "\n")
