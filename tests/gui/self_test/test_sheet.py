"""The report on paper: one A4 page, its words, and room for whatever was found."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter

from desktop.base.errors import KnownError
from desktop.base.places import find_places
from desktop.base.wording import use_language
from desktop.session.health.report import Report
from desktop.session.health.row import Row, Verdict
from desktop.views.self_test.sheet import paint, write_pdf
from tests.gui.self_test import fakes

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
pytestmark = [
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not here"),
    pytest.mark.usefixtures("qapp"),
]


def rows(**verdicts: Verdict) -> list[Row]:
    return [
        Row(key, name, verdicts.get(key, "ok"), seen, remedy if key in verdicts else "")
        for key, name, _group, seen, remedy in fakes.ROWS
    ]


def report(found: Sequence[Row], site: str = "御河街道家门口实训点") -> Report:
    return Report(found, site, "JIFANG-07", AT)


def said(path: Path) -> str:
    """The words on the page, without the breaks of lines."""
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return re.sub(r"\s+", "", done.stdout.decode())


def facts(path: Path) -> str:
    return subprocess.run(["pdfinfo", path], capture_output=True, check=True).stdout.decode()


def test_the_page_says_everything(tmp_path: Path) -> None:
    path = tmp_path / "r.pdf"
    found = rows(fonts="failed", zone="warning")
    write_pdf(report(found), path)
    words = said(path)
    assert "有1处要处理" in words
    assert "御河街道家门口实训点" in words
    assert "JIFANG-07" in words
    assert f"{AT.astimezone():%Y-%m-%d}" in words
    for row in found:
        assert row.name.replace(" ", "") in words
        assert re.sub(r"\s+", "", row.found) in words, row.found
    assert "→请重新安装本程序。" in words
    assert "→请改成北京时间。" in words
    assert "检查人签名" in words


def test_it_is_one_a4_page_with_its_fonts(tmp_path: Path) -> None:
    path = tmp_path / "r.pdf"
    write_pdf(report(rows()), path)
    assert re.search(r"Pages:\s+1\n", facts(path))
    assert "A4" in facts(path)
    fonts = subprocess.run(["pdffonts", path], capture_output=True, check=True).stdout.decode()
    assert "NotoSansSC" in fonts
    assert all(line.split()[-5] == "yes" for line in fonts.splitlines()[2:])


def test_a_pc_with_every_fault_and_long_stories_fits_the_page(tmp_path: Path) -> None:
    story = "数据文件夹里的东西写进去以后读出来不一样，" * 8
    found = [Row(key, name, "failed", story, story) for key, name, *_rest in fakes.ROWS]
    path = tmp_path / "r.pdf"
    write_pdf(report(found, site="很长的名字的家门口数据标注实训点（第二分点）" * 2), path)
    assert re.search(r"Pages:\s+1\n", facts(path))
    words = said(path)
    assert words.count("读出来不一样") == len(fakes.ROWS) * 16
    assert "检查人签名" in words


def test_a_long_path_without_a_blank_breaks(tmp_path: Path) -> None:
    where = "C:\\" + "\\".join(["Users"] * 60)
    path = tmp_path / "r.pdf"
    write_pdf(report([Row("data", "数据文件夹", "ok", where)]), path)
    assert where in said(path)


def test_a_pc_without_a_site_has_a_dash(tmp_path: Path) -> None:
    path = tmp_path / "r.pdf"
    write_pdf(report(rows(), site=""), path)
    assert "实训点" in said(path)
    assert "—" in said(path)


def test_a_place_that_takes_no_page_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(KnownError, match="报告写不下来"):
        write_pdf(report(rows()), tmp_path / "file" / "r.pdf")


def test_a_printer_gets_the_same_page(tmp_path: Path) -> None:
    for name, resolution in (
        ("high", QPrinter.PrinterMode.HighResolution),
        ("screen", QPrinter.PrinterMode.ScreenResolution),
    ):
        printer = QPrinter(resolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / f"{name}.pdf"))
        paint(report(rows(zone="warning")), printer)
    write_pdf(report(rows(zone="warning")), tmp_path / "file.pdf")
    assert said(tmp_path / "high.pdf") == said(tmp_path / "file.pdf") == said(tmp_path / "screen.pdf")


@pytest.fixture
def _english() -> Iterator[None]:
    locale = find_places().assets / "locale"
    use_language("en", locale)
    yield
    use_language("zh", locale)


@pytest.mark.usefixtures("_english")
def test_in_english_the_frame_is_english(tmp_path: Path) -> None:
    path = tmp_path / "r.pdf"
    write_pdf(Report([Row("x", "Fonts", "failed", "missing", "Install again.")], "", "PC-07", AT), path)
    words = said(path)
    assert "Toputright:1" in words
    assert "Testedby" in words
    assert not re.search(r"[\u3400-\u9fff]", words)
