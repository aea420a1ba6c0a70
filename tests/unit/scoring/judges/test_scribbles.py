"""Whatever is scribbled is graded: crossing, flat and far-off shapes are marks like any other, never an error."""

from __future__ import annotations

import json
import math

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.skeleton import Joint
from desktop.curriculum.shape_rules import ObjectRules
from desktop.scoring import codec
from desktop.scoring.result import Counts
from tests.unit.scoring.judges.scenes import (
    dot,
    ellipse,
    graded,
    label,
    line,
    polygon,
    quad,
    rotated,
    schema,
    skeleton,
)

QUICK = settings(max_examples=60, deadline=None)
#: Few places, so that corners fall together, edges run back over each other and shapes are flat.
number = st.sampled_from([-40.0, 0.0, 10.0, 10.5, 30.0, 55.0, 200.0, 990.0, 1200.0])
point = st.tuples(number, number)
size = st.sampled_from([0.0, 0.5, 20.0, 300.0])
angle = st.sampled_from([0.0, 45.0, 90.0, 179.9, 300.0])
joint = st.builds(Joint, number, number, st.sampled_from(["visible", "hidden", "out"]))


@st.composite
def scribbles(draw: st.DrawFn, prefix: str) -> list[Shape]:
    kinds = draw(
        st.lists(
            st.sampled_from(["polygon", "rotated", "ellipse", "line", "dot", "skeleton", "quad"]), max_size=5
        )
    )
    found: list[Shape] = []
    for n, kind in enumerate(kinds):
        mark_id = f"{prefix}{n}"
        if kind == "polygon":
            rings = draw(st.lists(st.lists(point, min_size=3, max_size=7), min_size=1, max_size=2))
            found.append(polygon(mark_id, *rings, label=draw(st.sampled_from(["car", "van"]))))
        elif kind == "rotated":
            found.append(rotated(mark_id, draw(number), draw(number), draw(size), draw(size), draw(angle)))
        elif kind == "ellipse":
            found.append(ellipse(mark_id, draw(number), draw(number), draw(size), draw(size), draw(angle)))
        elif kind == "line":
            found.append(line(mark_id, *draw(st.lists(point, min_size=2, max_size=5))))
        elif kind == "dot":
            found.append(dot(mark_id, draw(number), draw(number)))
        elif kind == "skeleton":
            found.append(skeleton(mark_id, *(draw(joint) for _ in range(4))))
        else:
            left, top = draw(number), draw(number)
            found.append(
                quad(
                    mark_id,
                    left,
                    top,
                    left + draw(size),
                    top + draw(size),
                    text=draw(st.text("a一 #", max_size=4)),
                )
            )
    return found


PLAIN = schema(ObjectRules(groups=True, ordered=("lane",)))
LAYERED = schema(
    ObjectRules(visible_parts=True),
    labels=[*PLAIN.labels, label("sky", 30, role="stuff")],
)


@QUICK
@given(scribbles("g"), scribbles("a"), st.booleans())
def test_any_scribble_is_graded_and_the_books_balance(
    golds: list[Shape], answers: list[Shape], layered: bool
) -> None:
    score = graded(golds, answers, LAYERED if layered else PLAIN)
    counts = score.counts
    assert counts.matched + counts.missed == counts.gold
    assert counts.matched + counts.extra == counts.answer
    assert sum(score.per_label.values(), Counts()) == counts
    assert 0 <= score.accuracy <= 1
    assert all(math.isfinite(value) for value in score.measures.values())
    text = json.dumps(codec.score_to_json(score), allow_nan=False)
    assert codec.score_from_json(json.loads(text)) == score


@QUICK
@given(scribbles("g"), scribbles("a"))
def test_pairs_are_alike_from_both_sides(golds: list[Shape], answers: list[Shape]) -> None:
    there, back = graded(golds, answers), graded(answers, golds)
    assert there.counts.gold == back.counts.answer
    assert all(0 < pair.similarity <= 1 for pair in (*there.pairs, *back.pairs))
