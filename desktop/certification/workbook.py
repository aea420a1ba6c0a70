"""Writing sheets as an Excel workbook or a CSV file, and reading them back before success is claimed."""

from __future__ import annotations

import csv
import io
import math
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.base.errors import KnownError
from desktop.base.files import write_whole
from desktop.base.refusals import in_use, reason, remedy
from desktop.base.wording import _
from desktop.certification.sheets import Cell, Sheet, Table, outcome_words

#: A spreadsheet takes a cell that begins with one of these for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FONT = "微软雅黑"
INK, ACCENT, QUIET, LINE = "#1B2430", "#1F4E8C", "#5B6776", "#D5DCE5"
PASSED, FAILED = "#1E7B4F", "#B3261E"
# A step in from the border: a number must not touch the words of the next column.
_LEFT: dict[str, object] = {"align": "left", "indent": 1}
_RIGHT: dict[str, object] = {"align": "right", "indent": 1}
_FORMATS: dict[str, dict[str, object]] = {
    "text": {"num_format": "@", **_LEFT},
    "wide": {"num_format": "@", "text_wrap": True, **_LEFT},
    "outcome": {"num_format": "@", "align": "center"},
    "number": {"num_format": "0", **_RIGHT},
    "decimal": {"num_format": "0.0", **_RIGHT},
    "share": {"num_format": "0.00%", **_RIGHT},
    "time": {"num_format": "yyyy-mm-dd hh:mm", **_RIGHT},
}


def write_workbook(
    path: Path, sheets: Iterable[Sheet], *, title: str, author: str, made_at: datetime
) -> None:
    """Write a workbook, read it back and compare every cell. Raises KnownError; a half-written file is never left."""
    given = tuple(sheets)
    content = _xlsx(given, title=title, author=author, made_at=made_at)
    _compare([list(_laid_out(sheet)) for sheet in given], _read_xlsx(content), path)
    _put(path, content)


def write_csv(path: Path, table: Table) -> None:
    """Write a table as CSV the way Excel opens it: UTF-8 with BOM, CRLF. Read back and compared first."""
    rows = [[_csv_text(column.title) for column in table.columns]]
    rows += [[_csv_text(cell) for cell in row] for row in table.rows]
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    content = stream.getvalue().encode("utf-8-sig")
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    _compare([rows], [read], path)
    _put(path, content)


def _xlsx(sheets: tuple[Sheet, ...], *, title: str, author: str, made_at: datetime) -> bytes:
    # Needed only for an export, and 80 ms to load.
    import xlsxwriter

    stream = io.BytesIO()
    never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, {"in_memory": True, **never})
    book.set_properties({"title": title, "author": author, "created": made_at.replace(tzinfo=None)})
    formats = _formats(book)
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    return stream.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    base: dict[str, object] = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter"}
    cell = base | {"border": 1, "border_color": LINE}
    formats = {kind: book.add_format(cell | more) for kind, more in _FORMATS.items()}
    head = cell | {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": ACCENT,
        "text_wrap": True,
        "align": "center",
    }
    formats["head"] = book.add_format(head)
    formats["title"] = book.add_format(base | {"font_size": 15, "bold": True, "font_color": ACCENT})
    formats["made"] = book.add_format(base | {"font_size": 9, "font_color": QUIET})
    formats["passed"] = book.add_format({"font_color": PASSED})
    formats["failed"] = book.add_format({"font_color": FAILED, "bold": True})
    formats["heading"] = book.add_format(base | {"font_size": 11, "bold": True})
    return formats


def _write_sheet(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&L&8{}&R&8&P / &N".format(sheet.title[0].replace("&", "&&")))
    for place, column in enumerate(sheet.tables[0].columns):
        page.set_column(place, place, column.width)
    line = 0
    for place, text in enumerate(sheet.title):
        page.set_row(line, 24 if place == 0 else 15)
        page.write_string(line, 0, text, formats["title" if place == 0 else "made"])
        line += 1
    for table in sheet.tables:
        line = _write_table(page, table, formats, line + 1)
    if len(sheet.tables) == 1:
        head = len(sheet.title) + 2
        table = sheet.tables[0]
        page.freeze_panes(head + 1, min(2, len(table.columns) - 1))
        page.repeat_rows(head)
        page.autofilter(head, 0, head + len(table.rows), len(table.columns) - 1)
    else:
        page.freeze_panes(len(sheet.title), 0)


def _write_table(page: Any, table: Table, formats: dict[str, Any], line: int) -> int:
    page.set_row(line, 20)
    page.write_string(line, 0, table.heading, formats["heading"])
    page.set_row(line + 1, 30)
    for place, column in enumerate(table.columns):
        page.write_string(line + 1, place, column.title, formats["head"])
    for down, row in enumerate(table.rows, line + 2):
        page.set_row(down, _height(table, row))
        for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            _write_cell(page, down, place, cell, formats[column.kind])
    _colour_outcomes(page, table, formats, line + 2)
    return line + 2 + len(table.rows)


def _colour_outcomes(page: Any, table: Table, formats: dict[str, Any], top: int) -> None:
    """Colour passes and failures by a rule of the sheet, so that the colour follows a filter or a correction."""
    rules = (("distinction", "passed"), ("pass", "passed"), ("fail", "failed"))
    for place, column in enumerate(table.columns):
        if column.kind != "outcome" or not table.rows:
            continue
        for outcome, look in rules:
            words = outcome_words(outcome).replace('"', '""')
            rule = {"type": "cell", "criteria": "==", "value": f'"{words}"', "format": formats[look]}
            page.conditional_format(top, place, top + len(table.rows) - 1, place, rule)


def _write_cell(page: Any, line: int, place: int, cell: Cell, style: Any) -> None:
    if cell is None or cell == "":
        page.write_blank(line, place, None, style)
    elif isinstance(cell, str):
        page.write_string(line, place, cell, style)
    elif isinstance(cell, datetime):
        page.write_datetime(line, place, cell, style)
    else:
        page.write_number(line, place, _value(cell), style)


def _height(table: Table, row: tuple[Cell, ...]) -> float:
    """Return a row's height in points: as many lines as its longest wrapped text takes, Chinese counting double."""
    lines = 1
    for column, cell in zip(table.columns, row, strict=True):
        if column.kind == "wide" and isinstance(cell, str):
            lines = max(lines, math.ceil(sum(1 if char.isascii() else 2 for char in cell) / column.width))
    return 17 + 14 * (lines - 1)


def _laid_out(sheet: Sheet) -> Iterable[list[Cell]]:
    """Yield the cells of a sheet line by line, as a reader finds them."""
    for text in sheet.title:
        yield [text]
    for table in sheet.tables:
        yield []
        yield [table.heading]
        yield [column.title for column in table.columns]
        yield from (list(row) for row in table.rows)


def _read_xlsx(content: bytes) -> list[list[list[Any]]]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content))
    found = [[list(row) for row in page.iter_rows(values_only=True)] for page in book.worksheets]
    if any(cell.data_type == "f" for page in book.worksheets for row in page.iter_rows() for cell in row):
        raise ValueError("a formula got into the workbook")
    book.close()
    return found


def _compare(written: list[list[Any]], read: list[list[Any]], path: Path) -> None:
    """Raise KnownError unless what is read back is what was written."""
    same = len(written) == len(read) and all(
        _plain(given) == _plain(found) for given, found in zip(written, read, strict=True)
    )
    if not same:
        raise KnownError(
            _("导出的文件回读后和记录不一致，没有保存。"),
            where=str(path),
            remedy=_("请重试，仍不行请保留日志。"),
        )


def _plain(lines: list[list[Any]]) -> list[list[Any]]:
    """Return lines with empty cells at the ends left out and numbers as precise as a file keeps them."""
    plain = []
    for line in lines:
        cells = [_value(cell) for cell in line]
        while cells and cells[-1] == "":
            cells.pop()
        plain.append(cells)
    return plain


def _value(cell: Any) -> Any:
    if cell is None:
        return ""
    # A workbook keeps 16 digits, a float has up to 17: what is written is rounded first, so that it is read back.
    return float(f"{cell:.15g}") if isinstance(cell, float) else cell


def _csv_text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, float):
        return f"{cell:.4f}"
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _put(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as fault:
        raise KnownError(
            _("写不下来：{reason}。", reason=reason(fault)), where=str(path), remedy=_what_to_do(fault, path)
        ) from fault


def _what_to_do(fault: OSError, path: Path) -> str:
    # Excel keeps what it has open from being replaced; of a file that is not there it is never to blame.
    held = in_use(fault) or (isinstance(fault, PermissionError) and os.path.lexists(path))
    return _("请关掉正打开它的 Excel，或换一个文件夹。") if held else remedy(fault)
