"""What goes into a pointer tool and what comes out of it: the values that all of them share."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from desktop.annotation.hits import ShapeTable
from desktop.annotation.limits import Limits, Sheet
from desktop.annotation.outcome import Done
from desktop.annotation.shapes.base import Attributes, Point, Rect, Shape
from desktop.annotation.shapes.bitmap import Bits, TilePlace
from desktop.annotation.shapes.skeleton import JointState

#: press, move and release of a button; hover: a move while none is held; word: a key that speaks to the stroke.
Kind: TypeAlias = Literal["press", "move", "release", "hover", "word"]
#: undo: take the last point back; close: finish; the others say how the next joint is seen.
Word: TypeAlias = Literal["", "undo", "close", "visible", "hidden", "out"]
#: x1, y1, x2, y2 in whole pixels -> height x width x 3 bytes of the picture, red green blue.
Pixels: TypeAlias = Callable[[int, int, int, int], NDArray[np.uint8]]


@dataclass(frozen=True)
class Pointer:
    """One pointer event in image pixels. ``reach`` is the hand's tolerance, a few screen pixels in image pixels.

    ``adds``, ``shift`` and ``alt`` are the modifier keys Ctrl, Shift and Alt; ``pressure`` of a pen is 0 to 1.
    """

    x: float
    y: float
    kind: Kind = "move"
    reach: float = 4.0
    adds: bool = False
    shift: bool = False
    alt: bool = False
    button: Literal["left", "right"] = "left"
    pressure: float = 1.0
    word: Word = ""

    @property
    def at(self) -> Point:
        """Where it is."""
        return self.x, self.y


@dataclass(frozen=True)
class MaskPatch:
    """A brush under way: the tiles of a mask that changed so far, as they are now; the tool goes on writing into them.

    ``rect`` is where the stroke changed anything, ``fresh`` where the last move did. ``adds``: brush, else eraser.
    """

    mask_id: str
    label: str
    rect: Rect
    fresh: Rect
    tiles: Mapping[TilePlace, Bits]
    adds: bool


@dataclass(frozen=True)
class Preview:
    """What to show while a stroke is under way.

    ``shapes`` in their new state; a rubber ``band``; ``warning`` (red) and ``note`` (size, angle, points) at the
    pointer; ``spot`` a point snaps to; ``trail`` the unfinished line, which ``closes`` where it would become a ring;
    ``patch`` the pixels that a brush has painted; ``knot`` where an outline crosses itself.
    """

    shapes: tuple[Shape, ...] = ()
    band: Rect | None = None
    warning: str = ""
    note: str = ""
    spot: Point | None = None
    trail: tuple[Point, ...] = ()
    closes: bool = False
    patch: MaskPatch | None = None
    knot: Point | None = None


Stroke: TypeAlias = Generator[Preview, Pointer, Done]


@dataclass(frozen=True)
class Template:
    """The joints of a skeleton class: names in their order, and where each is in a square of side 1."""

    names: tuple[str, ...] = ()
    places: tuple[Point, ...] = ()
    bones: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Settings:
    """How the hand is set: brush size and tip, snapping, how much a colour may differ, spacing of freehand points.

    ``brush`` is its diameter in image pixels; ``spacing`` is in units of the pointer's reach.
    """

    brush: float = 20.0
    tip: Literal["disc", "square"] = "disc"
    snap: bool = True
    tolerance: float = 24.0
    #: How faint an edge scissors still follow, 0 to 100.
    edges: float = 50.0
    spacing: float = 2.0
    corners: Literal["drag", "extremes"] = "drag"
    #: Paint takes its pixels away from the other masks that it runs over.
    takes: bool = False


@dataclass(frozen=True)
class Context:
    """All that a tool may ask for when it begins."""

    sheet: Sheet
    table: ShapeTable
    label: str
    name: str
    attributes: Attributes = field(default_factory=dict)
    selected: tuple[str, ...] = ()
    template: Template = Template()
    settings: Settings = Settings()
    pixels: Pixels | None = None
    #: Another's marks under inspection: they are flagged, not changed.
    underlay: ShapeTable | None = None
    #: The class is ground without single objects: one mask holds all of it.
    is_stuff: bool = False
    #: What scissors and wand make of the class: pixels, an open line, or (neither) a polygon.
    as_mask: bool = False
    as_line: bool = False
    #: How the next joint of a skeleton is seen.
    joint_state: JointState = "visible"
    #: Tells how the hand is set by now: it may be set otherwise in the middle of a stroke.
    ask: Callable[[], Settings] | None = None

    @property
    def limits(self) -> Limits:
        """What may be drawn of the class."""
        return self.sheet.limits_of(self.label)

    @property
    def settings_now(self) -> Settings:
        """How the hand is set at this moment of the stroke."""
        return self.ask() if self.ask is not None else self.settings


class Gesture:
    """A running stroke: feed it pointers until ``done`` is set. ``preview`` is what to show now."""

    def __init__(self, stroke: Stroke) -> None:
        self._stroke = stroke
        self.done: Done | None = None
        self.preview = Preview()
        try:
            self.preview = next(stroke)
        except StopIteration as end:
            self.done = end.value

    def feed(self, pointer: Pointer) -> Done | None:
        """Pass one pointer event on; return the outcome when it ended the stroke."""
        if self.done is None:
            try:
                self.preview = self._stroke.send(pointer)
            except StopIteration as end:
                self.done = end.value
        return self.done

    def cancel(self) -> None:
        """Leave the stroke: nothing happens."""
        self._stroke.close()
