"""What is measured with whom: the programs, the numbers of polygons, and how long a series may take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HERE = Path(__file__).resolve().parent
WORK = ROOT / "build" / "_work" / "peers"
#: The window of every program, in pixels, on a screen of SCREEN.
WINDOW = (1600, 1000)
SCREEN = "1920x1080x24"


@dataclass(frozen=True)
class Program:
    """A program to measure. ``lock`` names its file of pinned packages; empty: this checkout's own environment.

    ``beyond`` is installed after the lock, without looking at the Python version it asks for: see README.md.
    """

    name: str
    title: str
    lock: str = ""
    beyond: str = ""
    #: How much room its environment takes, for the one who waits for it.
    takes: str = "about 1 GB"


PROGRAMS = (
    Program("doorstep", "doorstep"),
    Program("labelme6", "labelme 6.3.1", lock="labelme6.txt"),
    Program("labelme7", "labelme 7.9.1", lock="labelme7.txt", beyond="labelme7-itself.txt"),
    Program("xanylabeling", "X-AnyLabeling 4.2.1", lock="xanylabeling.txt"),
)


@dataclass(frozen=True)
class Extent:
    """How much a run measures. Seconds are of the wall."""

    counts: tuple[int, ...]
    #: Starts of each program, cold and warm.
    starts: int
    #: Openings of the large picture, each in a process of its own.
    openings: int
    #: Steps of a series that is not cut short.
    steps: int
    #: A series ends after the step with which it has taken this long.
    series_seconds: float
    #: A process that has not ended by then is ended.
    process_seconds: float
    #: How long to wait at most for idle processors before a measurement.
    quiet_seconds: float


FULL = Extent(
    counts=(200, 2_000, 10_000, 50_000),
    starts=5,
    openings=3,
    steps=40,
    series_seconds=10.0,
    process_seconds=1200.0,
    quiet_seconds=20.0,
)
QUICK = Extent(
    counts=(200, 2_000),
    starts=1,
    openings=1,
    steps=12,
    series_seconds=3.0,
    process_seconds=120.0,
    quiet_seconds=1.0,
)
