"""The fonts print every name and give it back from a PDF; the icons are whole, licensed and of one set."""

from __future__ import annotations

import io
import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QPageSize, QPainter, QPdfWriter, QRawFont
from pytestqt.qtbot import QtBot

SAMPLE = ["证书编号 DT-2026-000317", "犇翀玥 昇骉淼堃喆㛃", "能力 力量 efficient office 1.5×10 ≥98 % ①②③"]
WEIGHTS = ["Regular", "Bold"]
DROPPED = "\u2f12\u2f08\u2fa6\uf90a\uac00"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def family(root: Path, qtbot: QtBot) -> Iterator[str]:
    """The family name after both weights are loaded."""
    numbers = [
        QFontDatabase.addApplicationFont(str(root / f"assets/fonts/NotoSansSC-{weight}.ttf"))
        for weight in WEIGHTS
    ]
    yield QFontDatabase.applicationFontFamilies(numbers[0])[0]
    for number in numbers:
        QFontDatabase.removeApplicationFont(number)


def font(family: str, weight: str, points: int = 20) -> QFont:
    return QFont(family, points, QFont.Weight.Bold if weight == "Bold" else QFont.Weight.Normal)


def page(target: Path, made_with: QFont) -> str:
    """Print SAMPLE to a PDF and return the text that pdftotext finds in it."""
    writer = QPdfWriter(str(target))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(20, 20, 20, 20))
    painter = QPainter(writer)
    painter.setFont(made_with)
    height = QFontMetrics(made_with, writer).height() * 2
    for row, line in enumerate(SAMPLE):
        painter.drawText(QRectF(0, row * height, writer.width(), height), Qt.AlignmentFlag.AlignLeft, line)
    painter.end()
    done = subprocess.run(["pdftotext", "-layout", str(target), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def test_both_weights_are_one_family(family: str) -> None:
    assert family == "Noto Sans SC"
    assert set(QFontDatabase.styles(family)) >= set(WEIGHTS)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_names_beyond_gb2312_have_their_own_glyph(root: Path, family: str, weight: str) -> None:
    raw = QRawFont(str(root / f"assets/fonts/NotoSansSC-{weight}.ttf"), 16)
    assert [char for char in "".join(SAMPLE) if not raw.supportsCharacter(ord(char))] == []
    assert [char for char in DROPPED if raw.supportsCharacter(ord(char))] == []


@pytest.mark.parametrize("weight", WEIGHTS)
def test_there_is_no_substitution_table_but_kerning_is_kept(root: Path, qtbot: QtBot, weight: str) -> None:
    raw = QRawFont(str(root / f"assets/fonts/NotoSansSC-{weight}.ttf"), 16)
    assert raw.fontTable("GSUB").isEmpty()
    assert not raw.fontTable("GPOS").isEmpty()


@pytest.mark.parametrize("weight", WEIGHTS)
def test_text_copied_from_a_pdf_is_what_was_printed(tmp_path: Path, family: str, weight: str) -> None:
    target = tmp_path / "page.pdf"
    text = page(target, font(family, weight))
    for line in SAMPLE:
        assert line.replace(" ", "") in re.sub(r"\s", "", text)
    read = pypdf.PdfReader(io.BytesIO(target.read_bytes())).pages[0].extract_text()
    assert "DT-2026-000317" in read


def test_the_licences_lie_beside_the_files(root: Path) -> None:
    assert "SIL Open Font License, Version 1.1" in (root / "assets/fonts/OFL.txt").read_text(encoding="utf-8")
    assert (root / "assets/icons/LICENSE").read_text(encoding="utf-8").startswith("ISC License")


def test_every_icon_is_a_line_drawing_of_the_one_set(root: Path) -> None:
    icons = sorted((root / "assets/icons").glob("*.svg"))
    assert len(icons) > 90
    for icon in icons:
        top = ET.parse(icon).getroot()
        assert top.tag == f"{SVG}svg", icon.name
        assert (top.get("viewBox"), top.get("stroke")) == ("0 0 24 24", "currentColor"), icon.name
        assert len(top) > 0, icon.name
