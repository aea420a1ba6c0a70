"""The steps of a person, in image pixels, the same for every program."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

from program import Program
from report import Report
from stopwatch import Step, Stopwatch

#: The middle of the picture: one polygon stands alone there, with a vertex 60 px to the right.
MIDDLE = (2000.0, 1500.0)
RADIUS = 60.0
NOTCH = 1.1
UNDOS = 5


def all_steps(program: Program, watch: Stopwatch, report: Report, *, count: int) -> None:
    """Time every series on an open picture with polygons. ``count`` is how many steps a series has."""
    program.prepare()
    fitting = program.scale()
    report.value("fitting scale", fitting)
    # The scale changes as seldom as can be: with many polygons the peers take half a minute for each way there.
    for series in (
        _zoom_from_whole,
        _zoom_until_exact,
        _hover_whole,
        _pan_over_some,
        _zoom_beyond_one,
        _pan_near,
        _hover_near,
        _vertex,
    ):
        series(program, watch, fitting, count)
    _save(program, watch, report)


def _zoom_from_whole(program: Program, watch: Stopwatch, fitting: float, count: int) -> None:
    """A wheel's notches from the whole picture in and back."""
    _go(program, watch, fitting)
    there = [fitting * NOTCH**step for step in range(1, count // 2 + 1)]
    _zoom(program, watch, "zoom, from whole picture", [*there, *reversed(there[:-1]), fitting])


def _zoom_beyond_one(program: Program, watch: Stopwatch, fitting: float, count: int) -> None:
    """A wheel's notches between 100 % and 260 %."""
    _go(program, watch, 1.0)
    there = [NOTCH**step for step in range(1, min(count // 2, 10) + 1)]
    _zoom(program, watch, "zoom, from 1:1", [*there, *reversed(there[:-1]), 1.0])


def _zoom(program: Program, watch: Stopwatch, name: str, scales: list[float]) -> None:
    watch.series(name, [_calling(program.zoom_to, scale) for scale in scales], until=watch.painted)


def _zoom_until_exact(program: Program, watch: Stopwatch, fitting: float, count: int) -> None:
    """Single notches, each until the picture is exact: a stretched one in the meantime does not count."""
    _go(program, watch, fitting)
    scales = [fitting * (NOTCH**2 if step % 2 else NOTCH) for step in range(max(3, count // 5))]

    acts = [_calling(program.zoom_to, scale) for scale in scales]
    watch.series("zoom, until exact", acts, until=_exact(program, watch))


def _pan_over_some(program: Program, watch: Stopwatch, fitting: float, count: int) -> None:
    """Drags with a quarter of the picture in view."""
    _go(program, watch, 2 * fitting)
    _pan(program, watch, "pan, at twice the whole", count)


def _pan_near(program: Program, watch: Stopwatch, fitting: float, count: int) -> None:
    """Drags at 1:1."""
    _go(program, watch, 1.0)
    _pan(program, watch, "pan, at 1:1", count)


def _pan(program: Program, watch: Stopwatch, name: str, count: int) -> None:
    """Drags of 40 px across and 30 px down, away from the middle and back."""
    there = [(-40, 0) if step % 2 else (0, -30) for step in range(8)]
    back = [(-dx, -dy) for dx, dy in there]
    acts = [_calling(program.pan, dx, dy) for dx, dy in ([*there, *back] * (count // 16 + 1))[:count]]
    watch.series(name, acts, until=watch.painted)
    watch.quiet()
    watch.series(f"{name}, exact", acts[: max(3, count // 5)], until=_exact(program, watch))


def _hover_whole(program: Program, watch: Stopwatch, fitting: float, count: int) -> None:
    """The pointer over the whole picture, no button down."""
    _go(program, watch, fitting)
    _hover(program, watch, "hover, whole picture", (1800, 1300), count)


def _hover_near(program: Program, watch: Stopwatch, fitting: float, count: int) -> None:
    """The pointer near the middle at 1:1."""
    _go(program, watch, 1.0)
    _hover(program, watch, "hover, at 1:1", (400, 280), count)


def _hover(program: Program, watch: Stopwatch, name: str, reach: tuple[int, int], count: int) -> None:
    chance = random.Random(5)
    places = [
        (MIDDLE[0] + chance.uniform(-reach[0], reach[0]), MIDDLE[1] + chance.uniform(-reach[1], reach[1]))
        for _ in range(count)
    ]
    # Moves that change nothing need not paint: no step waits for a repaint.
    watch.series(name, [_calling(program.move, x, y) for x, y in places])


def _vertex(program: Program, watch: Stopwatch, fitting: float, count: int) -> None:
    """The middle polygon's right vertex, dragged by the mouse and let go; then undo. A few times over."""
    _go(program, watch, 1.0)
    for act in (program.move, program.press, program.release):
        act(*MIDDLE)
        watch.turn()
    watch.quiet(0.1)
    drags: list[Step] = []
    releases: list[Step] = []
    undos: list[Step] = []
    moves = max(4, count // UNDOS)
    begun = time.perf_counter()
    for _ in range(UNDOS):
        end = _drag(program, watch, drags, moves)
        releases.append(watch.time(_calling(program.release, *end)))
        moved = program.vertex_moved()
        _rest(program, watch)
        undos.append(watch.time(program.undo, until=watch.painted))
        _rest(program, watch)
        if not moved or program.vertex_moved():
            raise SystemExit(f"the vertex was not dragged and put back: moved {moved}")
        if time.perf_counter() - begun > 2 * watch.seconds:
            break
        _select_again(program, watch)
    watch.tell("vertex drag", drags, planned=UNDOS * moves)
    watch.tell("vertex drag, let go", releases, planned=UNDOS)
    watch.tell("undo", undos, planned=UNDOS)


def _drag(program: Program, watch: Stopwatch, drags: list[Step], moves: int) -> tuple[float, float]:
    """Grip the right vertex of the middle polygon and move it, as often as the time allows; return where it is."""
    x, y = MIDDLE[0] + RADIUS, MIDDLE[1]
    for near in (6, 0):
        program.move(x - near, y)
        watch.turn()
    program.press(x, y)
    watch.quiet(0.1)
    begun = time.perf_counter()
    for _ in range(moves):
        x, y = x + 1, y + 0.5
        drags.append(watch.time(_calling(program.drag, x, y), until=watch.painted))
        if time.perf_counter() - begun > watch.seconds:
            break
    return x, y


def _rest(program: Program, watch: Stopwatch) -> None:
    """Let a program finish what it does beside the window, a save say: off the clock."""
    while not program.is_idle():
        watch.turn()
    watch.quiet(0.1)


def _select_again(program: Program, watch: Stopwatch) -> None:
    """Select the middle polygon: an undo may have made it anew."""
    program.move(MIDDLE[0] - 5, MIDDLE[1] + 5)
    watch.turn()
    if not program.is_selected():
        program.press(MIDDLE[0] - 5, MIDDLE[1] + 5)
        program.release(MIDDLE[0] - 5, MIDDLE[1] + 5)
    watch.quiet(0.1)


def _save(program: Program, watch: Stopwatch, report: Report) -> None:
    watch.series("save, whole document", [program.save] * 3)
    report.value("saved bytes", program.saved_bytes())


def _exact(program: Program, watch: Stopwatch) -> Callable[[int], bool]:
    return lambda seen: watch.painted(seen) and program.is_exact()


def _go(program: Program, watch: Stopwatch, scale: float) -> None:
    program.zoom_to(scale)
    _centre(program)
    watch.quiet()


def _centre(program: Program) -> None:
    """Bring the middle of the picture to the middle of the view."""
    x, y = program.to_view(*MIDDLE)
    middle = program.view_middle()
    program.pan(middle[0] - x, middle[1] - y)


def _calling(act: Callable[..., None], *arguments: Any) -> Callable[[], None]:
    return lambda: act(*arguments)
