"""The table: medians, p95 and ratios of every measurement, beside the aims; what was cut short says so."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.benchmarks.peers.plan import Program
from tests.benchmarks.peers.runner import Found

OURS = "doorstep"
NAME, CELL = 32, 31


@dataclass(frozen=True)
class Aim:
    """The most that the median and the p95 of ours may be; 0: no aim."""

    median: float
    p95: float = 0.0


@dataclass(frozen=True)
class Row:
    """A value of each program's process: its name there, the unit shown, and our aim."""

    title: str
    case: str
    value: str
    unit: str
    aim: Aim | None = None


ROWS = (
    Row("start, cold", "cold", "window", "s"),
    Row("start, warm", "warm", "window", "s"),
    Row("resident after the start", "warm", "resident at start", "MB"),
    Row("12000x8000, first sight", "large", "first sight", "s", Aim(0.5)),
    Row("12000x8000, all of it", "large", "complete", "s"),
    Row("12000x8000, peak memory", "large", "peak of opening", "MB", Aim(500)),
)
LIFTED = ", limit lifted"

#: Aims by series, then by number of polygons.
_MOVING = {10_000: Aim(16, 33), 50_000: Aim(20, 33)}
_AT_ONCE = dict.fromkeys((200, 2_000, 10_000, 50_000), Aim(2))
_BACK = dict.fromkeys((200, 2_000, 10_000, 50_000), Aim(5))
#: The series in the order of the table, with their aims.
AIMS: dict[str, dict[int, Aim]] = {
    "zoom, from whole picture": _MOVING,
    "zoom, from 1:1": _MOVING,
    "zoom, until exact": {},
    "pan, at twice the whole": _MOVING,
    "pan, at twice the whole, exact": {},
    "pan, at 1:1": _MOVING,
    "pan, at 1:1, exact": {},
    "hover, whole picture": _MOVING,
    "hover, at 1:1": _MOVING,
    "vertex drag": _AT_ONCE,
    "vertex drag, let go": {},
    "undo": _BACK,
    "save, whole document": {},
}
_VALUES = (
    ("opened", "first sight", 1000.0),
    ("peak memory, MB", "peak", 1.0),
)


def tables(programs: Sequence[Program], found: Sequence[Found], clock: str = "ms") -> list[str]:
    """Return the lines of all tables. ``clock`` "processor" tells the steps by processor time instead of the wall's."""
    lines = [_head("", programs)]
    lines += [_value_row(row, programs, found) for row in ROWS]
    for count in sorted({int(one.case) for one in found if one.case.isdigit()}):
        lines += ["", *_work_table(count, programs, found, clock)]
    ends = [f"{one.program}, {one.case}: {one.ended}" for one in found if one.ended]
    idle = [one.idle for one in found]
    lines += ["", *_notes(ends)]
    if idle:
        lines.append(
            f"idle processors before a measurement: median {statistics.median(idle):.0%}, least {min(idle):.0%}"
        )
    return lines


def _notes(ends: Iterable[str]) -> list[str]:
    return [
        "ms unless a unit is named: median / p95 of the steps; x = ours / theirs, below 1: ours is quicker or smaller",
        "[n/m]: the series was cut by time after n of m steps",
        "-: not measured, for the reason below; where nothing stands there, the process ended at its limit",
        *ends,
    ]


def _head(title: str, programs: Sequence[Program]) -> str:
    return f"{title:{NAME}}" + "".join(f"{program.title:>{CELL}}" for program in programs) + "   aim"


def _value_row(row: Row, programs: Sequence[Program], found: Sequence[Found]) -> str:
    cells = {program.name: _values(program.name, row, found) for program in programs}
    ours = cells.get(OURS, [])
    line = f"{f'{row.title}, {row.unit}':{NAME}}"
    for program in programs:
        line += f"{_cell(cells[program.name], ours if program.name != OURS else [], refused=_refused(program, row, found)):>{CELL}}"
    return line + _against(row.aim, ours)


def _values(program: str, row: Row, found: Sequence[Found]) -> list[float]:
    cases = {row.case, row.case + LIFTED}
    mine = (one for one in found if one.program == program and one.case in cases)
    return [float(one.values[row.value]) for one in mine if row.value in one.values]


def _refused(program: Program, row: Row, found: Sequence[Found]) -> str:
    met = {one.values.get("met") for one in found if one.program == program.name and one.case == row.case}
    return "refused! " if "refused" in met else ""


def _work_table(count: int, programs: Sequence[Program], found: Sequence[Found], clock: str) -> list[str]:
    mine = {one.program: one for one in found if one.case == str(count)}
    names = [name for name in AIMS if any(name in one.series for one in mine.values())]
    lines = [_head(f"{count:,} polygons", programs)]
    for title, value, factor in _VALUES:
        cells = {
            name: [one.values[value] * factor] if value in one.values else [] for name, one in mine.items()
        }
        lines.append(_line(title, programs, cells, {}))
    for name in names:
        cells = {program: one.series.get(name, {}).get(clock, []) for program, one in mine.items()}
        cuts = {program: _cut(one, name) for program, one in mine.items()}
        # The aims are of the wall: processor time that stays below them proves nothing.
        aim = AIMS[name].get(count) if clock == "ms" else None
        lines.append(_line(name, programs, cells, cuts) + _against(aim, cells.get(OURS, [])))
    return lines


def _line(
    title: str, programs: Sequence[Program], cells: dict[str, list[float]], cuts: dict[str, str]
) -> str:
    ours = cells.get(OURS, [])
    line = f"{title:{NAME}}"
    for program in programs:
        own = program.name == OURS
        cell = _cell(cells.get(program.name, []), [] if own else ours, cut=cuts.get(program.name, ""))
        line += f"{cell:>{CELL}}"
    return line


def _cut(one: Found, name: str) -> str:
    told = one.series.get(name)
    if told is None or len(told["ms"]) >= told["planned"]:
        return ""
    return f" [{len(told['ms'])}/{told['planned']}]"


def _cell(values: list[float], ours: list[float], *, cut: str = "", refused: str = "") -> str:
    if not values:
        return refused.strip() or "-"
    median = statistics.median(values)
    text = _number(median) + (f" / {_number(p95(values))}" if len(values) > 1 else "")
    if ours and median:
        text += f" x{_ratio(statistics.median(ours) / median)}"
    return refused + text + cut


def _against(aim: Aim | None, ours: list[float]) -> str:
    if aim is None:
        return ""
    said = f"   {aim.median:g}" + (f" / {aim.p95:g}" if aim.p95 else "")
    if not ours:
        return said
    met = statistics.median(ours) <= aim.median and (not aim.p95 or p95(ours) <= aim.p95)
    return f"{said} {'met' if met else 'MISSED'}"


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 % of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def _number(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _ratio(value: float) -> str:
    return f"{value:.2f}" if value >= 0.1 else f"{value:.1g}" if value < 0.001 else f"{value:.3f}"
