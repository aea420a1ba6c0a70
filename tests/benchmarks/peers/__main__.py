"""``python -m tests.benchmarks.peers [--quick]``: set the peers up, measure them and us, print the tables."""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.peers import environment, machine
from tests.benchmarks.peers.plan import FULL, PROGRAMS, QUICK, ROOT, WORK, Extent, Program
from tests.benchmarks.peers.runner import Found, Runner
from tests.benchmarks.peers.table import tables
from tests.benchmarks.peers.texts.run import compare
from tests.benchmarks.peers.web import run as web


def main() -> int:
    """Measure what the command line says; peers that cannot be had are left out, and it is said."""
    asked = _arguments()
    clock = "processor" if asked.processor else "ms"
    if asked.show:
        found = [Found(**json.loads(line)) for line in Path(asked.show).read_text().splitlines()]
        _print(tables([one for one in PROGRAMS if one.name in {row.program for row in found}], found, clock))
        return 0
    interpreters = _set_up([one for one in PROGRAMS if one.name in asked.programs])
    found = _measure(Runner(interpreters, _extent(asked), pictures=asked.pictures))
    _print(["", *tables(list(interpreters), found, clock)])
    _print([f"load average after: {_load()}", f"all times: {(_results()).relative_to(ROOT)}", ""])
    differ = compare(rounds=1 if asked.quick else 3)
    _print([""])
    return web.compare(quick=asked.quick) or differ


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.peers", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="fewer polygons, steps and starts: for development"
    )
    parser.add_argument("--counts", help="numbers of polygons instead, with commas; 0: none")
    parser.add_argument("--starts", type=int, help="cold and warm starts of each program")
    parser.add_argument("--openings", type=int, help="openings of the large picture by each program")
    parser.add_argument(
        "--patience", type=float, help="seconds to wait at most for idle processors before each measurement"
    )
    parser.add_argument("--programs", default=",".join(one.name for one in PROGRAMS), help="with commas")
    parser.add_argument("--pictures", action="store_true", help="leave a picture of every window")
    parser.add_argument(
        "--processor",
        action="store_true",
        help="steps by the processor time of the window's thread: for a machine with other work",
    )
    parser.add_argument("--show", help="print the tables of an earlier run's file and measure nothing")
    asked = parser.parse_args()
    asked.programs = asked.programs.split(",")
    return asked


def _extent(asked: argparse.Namespace) -> Extent:
    extent = QUICK if asked.quick else FULL
    changes = {
        name: getattr(asked, name) for name in ("starts", "openings") if getattr(asked, name) is not None
    }
    if asked.patience is not None:
        changes["quiet_seconds"] = asked.patience
    if asked.counts:
        changes["counts"] = tuple(int(count) for count in asked.counts.split(",") if int(count))
    return dataclasses.replace(extent, **changes)


def _set_up(programs: Sequence[Program]) -> dict[Program, Path]:
    """Return the programs that can be run, with their Python; say of the others why not."""
    interpreters = {}
    for program in programs:
        try:
            interpreters[program] = environment.interpreter(program)
        except environment.UnreachableError as fault:
            _print([str(fault)])
    return interpreters


def _measure(runner: Runner) -> list[Found]:
    now = dt.datetime.now(tz=dt.UTC)
    _print([f"{now:%Y-%m-%d %H:%M} UTC, {machine.described()}, load average before: {_load()}"])
    results = _results()
    results.parent.mkdir(parents=True, exist_ok=True)
    found = []
    with results.open("w", encoding="utf-8") as file:
        for one in runner.everything():
            found.append(one)
            file.write(json.dumps(dataclasses.asdict(one)) + "\n")
            file.flush()
            said = one.ended or f"{len(one.series)} series"
            _print([f"  {one.program}, {one.case}: {said} (idle before: {one.idle:.0%})"])
    return found


def _results() -> Path:
    return WORK / "results.jsonl"


def _load() -> str:
    return ", ".join(f"{load:.2f}" for load in os.getloadavg())


def _print(lines: Sequence[str]) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
