"""Reading the roster that the office sent: xlsx or CSV, whatever its encoding, with every cell at fault named."""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.refusals import reason
from desktop.base.wording import _

MAX_BYTES = 20 * 2**20
#: The first number that Excel does not keep digit by digit.
MOST_EXACT = 10**15
MAX_ROWS = 5_000
#: Header words that offices use, by field.
HEADERS = {
    "name": ("姓名", "学员姓名", "名字", "name"),
    "number": ("学号", "编号", "工号", "学员编号", "number", "no"),
    "identity": ("身份证号", "身份证", "身份证号码", "证件号", "证件号码", "id"),
    "pin": ("pin", "密码", "初始密码", "口令"),
}
_IDENTITY = re.compile(r"^\d{17}[\dXx]$|^\d{15}$")
#: The check digit of GB 11643 (ISO 7064 MOD 11-2): the weight of each of the first 17 digits, and the remainders' signs.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
#: Digits of an identity number from before 1999.
OLD_IDENTITY = 15
#: Nobody born earlier is trained.
FIRST_YEAR = 1900
_SCIENTIFIC = re.compile(r"^\d(\.\d+)?[eE]\+\d+$")


@dataclass(frozen=True)
class RosterRow:
    """A trainee to be created. Of an identity number only the last four characters are kept."""

    line: int
    name: str
    number: str
    id_tail: str
    pin: str


@dataclass(frozen=True)
class RosterFault:
    """A cell that cannot be used: the line of the sheet (1 is the header), the column's title, a sentence."""

    line: int
    column: str
    message: str


@dataclass(frozen=True)
class RosterPlan:
    """A dry run: what would be created and what is wrong. Nothing is imported while there are faults."""

    path: Path
    rows: tuple[RosterRow, ...]
    faults: tuple[RosterFault, ...]
    encoding: str


def read_roster(path: Path) -> RosterPlan:
    """Return the dry run of a roster file. Raises KnownError when it is no sheet at all or has no name column."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DamagedFileError(_("名册文件超过 {mb} MB。", mb=MAX_BYTES // 2**20), where=str(path))
        content = path.read_bytes()
    except OSError as fault:
        raise KnownError(_("名册读不出来：{reason}", reason=reason(fault)), where=str(path)) from fault
    if content.startswith(b"PK"):
        table, encoding = _xlsx(content, path), "xlsx"
    else:
        table, encoding = _csv(content, path)
    return _plan(path, table, encoding)


def _csv(content: bytes, path: Path) -> tuple[list[list[str]], str]:
    # Excel's “Unicode 文本” is UTF-16 with a byte order mark.
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        try:
            dialect = csv.Sniffer().sniff(text[:4096], ",;\t")
        except csv.Error:
            dialect = csv.excel
        try:
            return list(csv.reader(io.StringIO(text, newline=""), dialect)), encoding
        except csv.Error:
            break
    raise DamagedFileError(
        _("不是 xlsx，也不是 UTF-8 或 GB18030 的 CSV。"),
        where=str(path),
        remedy=_("请在 Excel 里另存为 xlsx 再导入。"),
    )


def _xlsx(content: bytes, path: Path) -> list[list[str]]:
    # openpyxl is slow to import and only a roster needs it.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        table = [
            [_cell(value) for value in row]
            for row in sheet.iter_rows(max_row=MAX_ROWS + 2, max_col=50, values_only=True)
        ]
        book.close()
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        IndexError,
        OSError,
        SyntaxError,
    ) as fault:
        raise DamagedFileError(_("xlsx 打不开或不完整。"), where=str(path)) from fault
    return table


def _cell(value: object) -> str:
    if value is None:
        return ""
    # Excel keeps 15 digits of a number: the last ones of an identity number are gone, and it must be typed again.
    if isinstance(value, int | float) and abs(value) >= MOST_EXACT:
        return f"{value:.5E}"
    # A number column turned into a float by Excel: 20240101.0 is the number 20240101.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _plan(path: Path, table: list[list[str]], encoding: str) -> RosterPlan:
    lines = [(line, [cell.strip() for cell in row]) for line, row in enumerate(table, 1) if any(row)]
    if not lines:
        raise KnownError(_("名册是空的。"), where=str(path))
    if len(lines) > MAX_ROWS + 1:
        raise KnownError(
            _("名册超过 {most} 行。", most=MAX_ROWS), where=str(path), remedy=_("请分几次导入。")
        )
    columns = _columns(lines[0][1])
    if "name" not in columns:
        raise KnownError(
            _("第 {line} 行是表头，但里面没有“姓名”一列。", line=lines[0][0]),
            where=str(path),
            remedy=_("请把姓名一列的表头改成“姓名”。"),
        )
    titles = {field: lines[0][1][place] for field, place in columns.items()}
    given: list[RosterRow] = []
    identities: list[tuple[int, str]] = []
    faults: list[RosterFault] = []
    for line, row in lines[1:]:
        cells = {field: row[place] if place < len(row) else "" for field, place in columns.items()}
        wrong = [RosterFault(line, titles[field], message) for field, message in _cell_faults(cells)]
        faults += wrong
        given.append(_row(line, cells))
        identities.append((line, _comparable(cells.get("identity", ""))))
    numbers = [(row.line, row.number) for row in given]
    faults += _twice(
        numbers,
        titles.get("number", _("学号")),
        lambda number, line: _("学号 {number} 与第 {line} 行重复", number=number, line=line),
    )
    # The number itself is not repeated: faults are shown, printed and sent about.
    faults += _twice(
        identities,
        titles.get("identity", _("身份证号")),
        lambda _number, line: _("与第 {line} 行的身份证号相同", line=line),
    )
    faults.sort(key=lambda fault: fault.line)
    at_fault = {fault.line for fault in faults}
    rows = tuple(row for row in given if row.line not in at_fault)
    return RosterPlan(path, rows, tuple(faults), encoding)


def _columns(header: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, title in enumerate(header):
        for field, words in HEADERS.items():
            if title.lower().replace(" ", "") in words:
                found.setdefault(field, place)
    return found


def _cell_faults(cells: dict[str, str]) -> Iterable[tuple[str, str]]:
    name = cells["name"]
    if not name:
        yield "name", _("姓名是空的")
    elif len(name) > 40 or not name.isprintable():
        yield "name", _("姓名过长或含有控制字符：{name}", name=repr(name[:20]))
    if cells.get("number") and (len(cells["number"]) > 32 or not cells["number"].isprintable()):
        yield "number", _("学号过长：{number}", number=cells["number"][:20])
    identity = cells.get("identity", "")
    if _SCIENTIFIC.match(identity):
        yield "identity", _("身份证号被 Excel 变成了数字 {value}，请把这一列设为文本再填", value=identity)
    elif identity and not _IDENTITY.match(identity):
        yield "identity", _("身份证号应为 18 或 15 位，这里是 {n} 位", n=len(identity))
    elif identity and not _is_born(identity):
        yield "identity", _("身份证号里的出生日期 {born} 不存在", born=_born(identity))
    elif len(identity) == len(_WEIGHTS) + 1 and _check_digit(identity) != identity[-1].upper():
        yield "identity", _("身份证号的最后一位（校验码）对不上，请核对有没有抄错；证件上就是这样的请留空")
    pin = cells.get("pin", "")
    if pin and not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 12):
        yield "pin", _("PIN 要由 4 到 12 位数字组成")


def _row(line: int, cells: dict[str, str]) -> RosterRow:
    identity = cells.get("identity", "").upper()
    return RosterRow(
        line, " ".join(cells["name"].split()), cells.get("number", ""), identity[-4:], cells.get("pin", "")
    )


def _born(identity: str) -> str:
    """Return year, month and day of birth: 8 digits; an old number of 15 digits leaves the century out."""
    return identity[6:14] if len(identity) > OLD_IDENTITY else f"19{identity[6:12]}"


def _is_born(identity: str) -> bool:
    try:
        return datetime.strptime(_born(identity), "%Y%m%d").year >= FIRST_YEAR  # noqa: DTZ007  a day, no moment
    except ValueError:
        return False


def _check_digit(identity: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(identity[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % len(_CHECKS)]


def _comparable(identity: str) -> str:
    """Return an identity number by which two rows are the same person; an old one as its 17 digits of today."""
    if not _IDENTITY.match(identity):
        return ""
    return identity[:17] if len(identity) > OLD_IDENTITY else f"{identity[:6]}19{identity[6:]}"


def _twice(
    given: Iterable[tuple[int, str]], title: str, says: Callable[[str, int], str]
) -> Iterator[RosterFault]:
    first: dict[str, int] = {}
    for line, value in given:
        if value and value in first:
            yield RosterFault(line, title, says(value, first[value]))
        first.setdefault(value, line)
