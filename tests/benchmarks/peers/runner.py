"""Run the programs, one process a measurement, in turn: what disturbs the machine disturbs all of them alike."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from tests.benchmarks.peers import data, machine
from tests.benchmarks.peers.plan import HERE, ROOT, WINDOW, WORK, Extent, Program

#: Lifts Qt's limit of 256 MB for one picture, which X-AnyLabeling leaves in force unless told otherwise.
LIMIT_LIFTED = "--qt-image-allocation-limit 0"


@dataclass
class Found:
    """What one process told. ``case`` names the measurement: "cold", "warm", "large", or the number of polygons."""

    program: str
    case: str
    idle: float
    values: dict[str, Any] = field(default_factory=dict)
    series: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: Why it did not come to its end: "" when it did.
    ended: str = ""


@dataclass(frozen=True)
class Runner:
    """Starts the probes. ``interpreters`` are the programs that could be set up, with their Python."""

    interpreters: dict[Program, Path]
    extent: Extent
    #: Leave a picture of every window with its polygons under build/_work/peers/pictures: to see that all are drawn.
    pictures: bool = False

    def everything(self) -> Iterator[Found]:
        """Measure all, program by program within each case; yield each finding at once."""
        yield from self._starts()
        yield from self._openings()
        yield from self._work()

    def _starts(self) -> Iterator[Found]:
        for program in self.interpreters:
            self._probe(program, "warm-up", ["start"])
        for _ in range(self.extent.starts):
            for program in self.interpreters:
                machine.forget(self._own_files(program))
                yield self._probe(program, "cold", ["start"])
                yield self._probe(program, "warm", ["start"])

    def _openings(self) -> Iterator[Found]:
        large = data.large_picture()
        for _ in range(self.extent.openings):
            for program in self.interpreters:
                yield from self._opening(program, large)

    def _opening(self, program: Program, large: Path) -> Iterator[Found]:
        with _Desk(program) as desk:
            picture = desk.lay(large)
            files = ["open", str(desk.folder), str(picture)]
            found = self._probe(program, "large", files)
            yield found
            if found.values.get("met") == "refused":
                yield self._probe(program, "large, limit lifted", files, arguments=LIMIT_LIFTED)

    def _work(self) -> Iterator[Found]:
        for count in self.extent.counts:
            source = data.polygons_folder(count)
            for program in self.interpreters:
                with _Desk(program) as desk:
                    for name in ("picture.jpg", "picture.json", "document.json"):
                        desk.lay(source / name)
                    yield self._probe(
                        program, str(count), ["work", str(desk.folder), str(desk.folder / "picture.jpg")]
                    )

    def _own_files(self, program: Program) -> Sequence[Path]:
        environment = self.interpreters[program].parents[1]
        own = () if program.lock else (ROOT / "desktop", ROOT / "assets", ROOT / "courses")
        return (environment, *own)

    def _probe(self, program: Program, case: str, task: list[str], arguments: str = "") -> Found:
        found = Found(program.name, case, machine.wait_for_quiet(self.extent.quiet_seconds))
        home = WORK / "homes" / program.name
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(0o700)
        report = home / "report.jsonl"
        report.unlink(missing_ok=True)
        if task[0] != "start":
            # A picture whose tiles were kept from another run would open in no time.
            shutil.rmtree(home / "data", ignore_errors=True)
        command = [str(self.interpreters[program]), str(HERE / "probes" / "run.py"), program.name, task[0]]
        with (home / "output.txt").open("wb") as output:
            process = subprocess.Popen(
                [*command, str(report), *task[1:]],
                cwd=home,
                env=self._environment(program, home, arguments, self._picture(program, case)),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            try:
                process.wait(self.extent.process_seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                found.ended = f"ended after {self.extent.process_seconds:.0f} s"
        _read(report, found)
        if not found.ended and not found.values.get("done"):
            fault = str(found.values.get("fault") or (home / "output.txt").read_text(errors="replace"))
            found.ended = f"failed: {' | '.join(fault.strip().splitlines()[-3:])}"
            sys.stderr.write(f"{program.name}, {case}: {fault[-3000:]}\n")
        return found

    def _picture(self, program: Program, case: str) -> Path | None:
        if not self.pictures:
            return None
        folder = WORK / "pictures"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{program.name}-{case}.png"

    def _environment(
        self, program: Program, home: Path, arguments: str, picture: Path | None
    ) -> dict[str, str]:
        mine = {
            name: os.environ[name] for name in ("PATH", "DISPLAY", "QT_QPA_PLATFORM") if name in os.environ
        }
        if not program.lock:
            mine["PYTHONPATH"] = str(ROOT)
        return {
            **mine,
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "DOORSTEP_DATA": str(home / "data"),
            "LC_ALL": "C.UTF-8",
            "PEERS_BEGUN": str(time.monotonic()),
            "PEERS_WINDOW": f"{WINDOW[0]}x{WINDOW[1]}",
            "PEERS_SECONDS": str(self.extent.series_seconds),
            "PEERS_STEPS": str(self.extent.steps),
            "PEERS_ARGUMENTS": arguments,
            "PEERS_PICTURE": str(picture or ""),
        }


class _Desk:
    """A folder with files of its own for one process: programs save into it."""

    def __init__(self, program: Program) -> None:
        self.folder = WORK / "desks" / program.name

    def __enter__(self) -> Self:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def lay(self, file: Path) -> Path:
        """Put a copy of a file here and return its path."""
        return Path(shutil.copyfile(file, self.folder / file.name))


def _read(report: Path, found: Found) -> None:
    if not report.exists():
        return
    for line in report.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        if "series" in told:
            found.series[told["series"]] = told
        else:
            found.values[told["value"]] = told["is"]
