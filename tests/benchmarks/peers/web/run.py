"""Set Label Studio and a browser up, open the same documents there and in ours, in turn, and print the tables."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.peers import environment, machine
from tests.benchmarks.peers.plan import ROOT, WORK, Program
from tests.benchmarks.peers.web.chromium import chromium, version
from tests.benchmarks.peers.web.document import SIZES, Size, as_ours, as_task, made, write
from tests.benchmarks.peers.web.memory import family, megabytes
from tests.benchmarks.peers.web.server import USER, Server, serving
from tests.benchmarks.peers.web.table import Found, table

PEER = Program(
    "web",
    "Label Studio 1.23.2",
    lock="web.txt",
    beyond="web-itself.txt",
    takes="about 1.3 GB",
)
STEPS = 40
#: Seconds that a page may take for one step, and that a process may take for all of them.
PATIENCE, LONGEST = 180, 600.0
#: Spans from which on theirs is measured once: a round takes minutes there.
LARGE = 10_000


def compare(*, quick: bool = False) -> int:
    """Print the comparison; 0 also where the peer cannot be had: it is then left out, and it is said."""
    _print([f"{machine.described()}, load average before: {_load()}"])
    sizes, rounds = (SIZES[:2], 1) if quick else (SIZES, 3)
    try:
        browser, python = chromium(), environment.interpreter(PEER)
        with serving(python) as server:
            _print([f"{PEER.title} with its own server, {version(browser)}, headless"])
            for size in sizes:
                _compare(size, rounds, (server, python, browser))
            _print([f"memory of Label Studio's server: {megabytes(family(server.pid)):,.0f} MB"])
    except environment.UnreachableError as fault:
        _print([str(fault)])
        for size in sizes:
            _compare(size, rounds, None)
    _print([f"load average after: {_load()}"])
    return 0


def ours(path: Path) -> dict[str, Any]:
    """Return what our process found at a document. Raises CalledProcessError where it failed; it has said why."""
    command = [sys.executable, "-m", "tests.benchmarks.peers.web.ours", str(path), str(STEPS)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=_environment())
    return _told(done.stdout)


def theirs(there: tuple[Server, Path, Path], project: int, spans: int) -> dict[str, Any]:
    """Return what a browser of its own found at the one task of a project."""
    server, python, browser = there
    module = [str(python), "-m", "tests.benchmarks.peers.web.drive", str(browser)]
    numbers = [str(number) for number in (project, spans, STEPS, PATIENCE)]
    command = [*module, server.address, USER, server.password, *numbers]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment())
    try:
        said, fault = process.communicate(timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return {"fault": f"ended after {LONGEST:.0f} s"}
    finally:
        _end(process)
    if not said:
        lines = fault.decode(errors="replace").strip().splitlines()
        return {"fault": lines[-1] if lines else "the browser's driver said nothing"}
    return _told(said)


def _compare(size: Size, rounds: int, there: tuple[Server, Path, Path] | None) -> None:
    document = made(size)
    path = write(as_ours(document), WORK / "data" / f"web-{size.spans}.json")
    mine, other = Found(), Found()
    project = there[0].task(size.title, as_task(document)) if there is not None else 0
    for number in range(rounds):
        machine.wait_for_quiet(5.0)
        mine.take(ours(path))
        if there is not None and not other.fault and (number == 0 or size.spans < LARGE):
            other.take(theirs(there, project, size.spans))
    kilobytes = len(document.text.encode()) / 1000
    _print(["", *table(f"{size.title}, {kilobytes:,.0f} KB", mine, other)])


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a driver that still runs, with the browser that it started."""
    if process.poll() is None:
        for own in reversed(family(process.pid)):
            os.kill(own, signal.SIGKILL)
        process.wait()


def _told(said: bytes) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(said)
    return told


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def _load() -> str:
    return ", ".join(f"{load:.2f}" for load in os.getloadavg())


def _print(lines: Sequence[str]) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
