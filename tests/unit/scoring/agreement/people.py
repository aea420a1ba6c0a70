"""What two people may have done: any shapes, shaken, renamed, left out and added."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from desktop.annotation.marks import Mark
from desktop.annotation.spans import Span
from tests.unit.scoring.judges.scenes import (
    DRAWN,
    box,
    dot,
    ellipse,
    line,
    mask,
    polygon,
    quad,
    rotated,
    skeleton,
    tag,
)
from tests.unit.scoring.judges.scenes import schema as objects
from tests.unit.scoring.measures.shapes import square
from tests.unit.scoring.samples import DOOR, OCCLUSION
from tests.unit.scoring.samples import schema as samples

SCHEMA = objects(attributes=(DOOR,))
SPANS = samples("spans", attributes=(OCCLUSION,))
SIZE = (1000, 1000)


def shapes(name: str, x: float, y: float) -> list[Mark]:
    """One mark of every kind around a place."""
    return [
        box(f"{name}b", x, y, x + 40, y + 30),
        rotated(f"{name}r", x + 300, y + 20, 60, 30, 25, label="van"),
        polygon(f"{name}p", square(x, y + 300, 50)),
        ellipse(f"{name}e", x + 320, y + 320, 30, 20, 10, label="van"),
        mask(f"{name}m", (int(x), int(y) + 600, int(x) + 40, int(y) + 640)),
        line(f"{name}l", (x, y + 100), (x + 100, y + 130)),
        dot(f"{name}d", x + 200, y + 200),
        skeleton(f"{name}s", (x + 500, y), (x + 540, y + 30), (x + 470, y + 30), (x + 500, y + 90)),
        quad(f"{name}q", x + 600, y, x + 660, y + 20, text="四十二"),
        tag(f"{name}t", "rain"),
    ]


@st.composite
def scenes(draw: st.DrawFn) -> tuple[Mark, ...]:
    """What one person made of a picture on which things stand at a few places."""
    found: list[Mark] = []
    for number in range(draw(st.integers(0, 2))):
        x, y = draw(st.floats(0, 60)), draw(st.floats(0, 60))
        made = shapes(f"{number}", x, y)
        for mark in draw(st.lists(st.sampled_from(made), unique_by=lambda each: each.id)):
            others = [name for name, drawn in DRAWN.items() if mark.kind in drawn]
            label = draw(st.sampled_from([mark.label, *others])) if others else mark.label
            given = {"door": draw(st.booleans())} if label in {"car", "van"} and draw(st.booleans()) else {}
            found.append(replace(mark, label=label, attributes=given))  # type: ignore[type-var]
    return tuple(found)


@st.composite
def texts(draw: st.DrawFn) -> tuple[Mark, ...]:
    """What one person made of a text."""
    places = draw(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 8)), max_size=6))
    labels = draw(st.lists(st.sampled_from(["car", "van"]), min_size=6, max_size=6))
    return tuple(
        Span(f"s{number}", labels[number], start, start + length)
        for number, (start, length) in enumerate(places)
    )
