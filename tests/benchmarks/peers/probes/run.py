"""Run one program in this process, measure one thing, and write what was found: PROGRAM TASK REPORT [FOLDER PICTURE].

Runs with the program's own Python; needs nothing but that program and the modules beside this file. The variables
PEERS_BEGUN (monotonic seconds when the process was asked for), PEERS_WINDOW, PEERS_SECONDS and PEERS_STEPS say how.
"""

from __future__ import annotations

import importlib
import os
import pathlib
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from program import Program
from report import Report, memory
from stopwatch import Stopwatch

BEGUN = float(os.environ["PEERS_BEGUN"])
#: Milliseconds between looks for a dialog that waits for an answer.
LOOK = 20
TASKS = ("start", "open", "work")


def main() -> None:
    name, task, report_path, *files = sys.argv[1:]
    if task not in TASKS:
        raise SystemExit(f"task must be one of {TASKS}")
    report = Report(report_path, BEGUN)
    module = importlib.import_module(f"drive_{name}")
    report.since_spawn("imported")
    program = module.PROGRAM()
    program.launch(lambda: _begin(program, task, report, files))


def _begin(program: Program, task: str, report: Report, files: list[Path]) -> None:
    """The main window has been painted: measure, then end this process without asking the program."""
    report.since_spawn("window")
    try:
        _measure(program, task, report, [pathlib.Path(file) for file in files])
    except BaseException:  # noqa: BLE001  told, whatever it is: nobody sees this process
        report.value("fault", traceback.format_exc())
        os._exit(1)
    report.value("done", True)
    os._exit(0)


def _measure(program: Program, task: str, report: Report, files: list[Path]) -> None:
    _pause(program, 1.0)
    report.value("resident at start", memory("VmRSS"))
    if task == "start":
        return
    watch = _open(program, report, *files)
    if watch is not None and task == "work":
        from steps import all_steps

        all_steps(program, watch, report, count=int(os.environ["PEERS_STEPS"]))
    report.value("peak", memory("VmHWM"))


def _open(program: Program, report: Report, folder: Path, picture: Path) -> Stopwatch | None:
    """Open a picture; return the stopwatch on its canvas, or None when the program refuses."""
    answering = _answer_dialogs(program)
    seconds = float(os.environ["PEERS_SECONDS"])
    watch = Stopwatch(program.toolkit, program.canvas(), report, seconds=seconds, counts=program.is_open)
    begun = time.perf_counter()
    program.open(folder, picture)
    watch.turn()
    while not watch.paints and program.met != "refused":
        watch.turn()
    report.value("met", program.met)
    if program.met == "refused":
        return None
    report.value("first sight", time.perf_counter() - begun)
    while not program.is_complete():
        watch.turn()
    report.value("complete", time.perf_counter() - begun)
    answering.stop()
    watch.quiet(1.0)
    report.value("resident", memory("VmRSS"))
    report.value("peak of opening", memory("VmHWM"))
    report.value("view", program.view_size())
    report.value("marks", program.count())
    if os.environ["PEERS_PICTURE"]:
        program.canvas().window().grab().save(os.environ["PEERS_PICTURE"])
    return watch


def _answer_dialogs(program: Program) -> Any:
    """Answer modal dialogs, in which ``open`` would otherwise wait for ever."""
    core, widgets = program.toolkit.QtCore, program.toolkit.QtWidgets
    timer = core.QTimer()

    def look() -> None:
        dialog = widgets.QApplication.activeModalWidget()
        if dialog is not None:
            program.met = program.answer(dialog)

    timer.timeout.connect(look)
    timer.start(LOOK)
    return timer


def _pause(program: Program, seconds: float) -> None:
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        program.toolkit.QtWidgets.QApplication.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    main()
