"""Draw texts as on a PC without a single font of its own, and tell which came out with an empty box.

``python -m tests.bare_pc [LINE ...]`` draws the given lines, or else all that the program can show. It is a process of
its own because Qt reads the system's fonts once. Only Linux's fontconfig can be emptied like this.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.words import printed, texts

ROOT = Path(__file__).resolve().parents[1]
EMPTY = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><cachedir>{}</cachedir></fontconfig>"""


def hide_system_fonts(folder: Path) -> None:
    """Leave Qt nothing but what the program brings; call it before Qt is imported."""
    config = folder / "fonts.conf"
    config.write_text(EMPTY.format(folder))
    os.environ |= {
        "QT_QPA_PLATFORM": "offscreen",
        "FONTCONFIG_FILE": str(config),
        "QT_QPA_FONTDIR": str(folder),
    }


def rare_lines() -> Iterator[str]:
    """Yield the lines of the program's texts that hold more than ASCII and everyday Chinese characters."""
    for _path, text in texts(ROOT):
        for line in text.splitlines():
            if any(
                not "\x20" <= char <= "\x7e" and not "\u4e00" <= char <= "\u9fff" for char in printed(line)
            ):
                yield line


def holes(lines: Iterable[str]) -> Iterator[str]:
    """Lay each line out in both weights; glyph 0 is the box, and another family than ours is the system's."""
    from PySide6.QtGui import QTextLayout
    from PySide6.QtWidgets import QApplication

    from desktop.views.theme import tokens
    from desktop.views.theme.apply import EMOJI, dress
    from desktop.views.theme.current import theme

    dress(QApplication([]))
    for line in lines:
        for bold in (False, True):
            layout = QTextLayout(line, theme().font(bold=bold))
            layout.beginLayout()
            layout.createLine()
            layout.endLayout()
            for run in layout.glyphRuns():
                family = run.rawFont().familyName()
                if 0 in run.glyphIndexes() or family not in {tokens.FAMILY, EMOJI}:
                    yield f"{family}{' bold' * bold}: {line}"


def main(lines: list[str]) -> None:
    """Print a line per hole, then how many lines were drawn."""
    for hole in holes(lines):
        print(hole)
    print(len(lines))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as empty:
        hide_system_fonts(Path(empty))
        main(sys.argv[1:] or sorted(set(rare_lines())))
