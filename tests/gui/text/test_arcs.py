"""Arcs are routed above their rows, whatever the relations are, and move nothing but the height of a row."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.annotation.marks import Mark
from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.annotation.text_arcs import MAX_ARC_LANES
from desktop.views.widgets.text.arcs import Arc
from desktop.views.widgets.text.flow import PlacedRow
from tests.gui.text.drivers import TextDriver
from tests.gui.text.linked import TEXT, LinkDriver, attempt, case, spanned


def drawn(person: TextDriver) -> list[tuple[PlacedRow, Arc]]:
    """Return every arc with its row."""
    flow, router = person.view.flow, person.view.painter.router
    rows = list(flow.visible(0, flow.height))
    return [(row, arc) for row in rows for arc in router.of(row.segment, row.laid, row.row)]


def test_an_arc_points_from_its_head_to_its_tail(sit_down: Callable[..., TextDriver]) -> None:
    person = LinkDriver(sit_down(attempt(case())).bench)
    ((row, arc),) = drawn(person)
    # 高血压 stands left of 硝苯地平, which is the head.
    assert (arc.left_end, arc.right_end) == ("tail", "head")
    assert arc.left < arc.right
    assert row.above >= person.view.painter.router.lane
    assert person.view.painter.router.line_y(row.top, arc) < row.top


def test_a_row_without_arcs_is_as_high_as_ever(sit_down: Callable[..., TextDriver]) -> None:
    person = LinkDriver(sit_down(attempt(case())).bench)
    heights = [row.above for row in person.view.flow.visible(0, person.view.flow.height)]
    assert heights[0] > 0
    assert set(heights[1:]) == {0.0}


def test_an_arc_to_the_next_row_goes_on_there(sit_down: Callable[..., TextDriver]) -> None:
    marks = [*case()[:-1], Relation("r", "has", "p", "d2")]
    person = LinkDriver(sit_down(attempt(marks)).bench)
    (first, leaves), (second, comes) = drawn(person)
    assert first.segment + 1 == second.segment
    assert (leaves.left_end, leaves.right_end) == ("head", "open")
    assert (comes.left_end, comes.right_end) == ("open", "tail")
    assert leaves.right == person.view.flow.sizes.width
    assert comes.left == 0
    assert leaves.near


def test_an_arc_that_leads_far_names_the_other_end(sit_down: Callable[..., TextDriver]) -> None:
    text = "\n".join([TEXT] * 4)
    far = text.rindex("前壁心肌梗死")
    marks: list[Mark] = [
        spanned("阿司匹林", "drug", "m"),
        Span("d", "disease", far, far + 6),
        Relation("r", "treats", "m", "d"),
    ]
    person = LinkDriver(sit_down(attempt(marks, text=text)).bench)
    assert [arc.words for _row, arc in drawn(person)] == ["治疗 → 前壁心肌梗死", "治疗 ← 阿司匹林"]


def test_a_span_with_very_many_relations_is_drawn_in_few_lanes(sit_down: Callable[..., TextDriver]) -> None:
    spans: list[Mark] = [Span(f"s{place}", "disease", place, place + 1) for place in range(30)]
    relations = [Relation(f"r{place}", "has", "s0", f"s{place}") for place in range(1, 30)]
    person = LinkDriver(sit_down(attempt([*spans, *relations])).bench)
    found = drawn(person)
    assert len(found) == 29
    assert max(arc.lane for _row, arc in found) == MAX_ARC_LANES - 1
    person.view.grab()


def test_relations_with_an_end_missing_or_hidden_are_not_drawn(sit_down: Callable[..., TextDriver]) -> None:
    marks: list[Mark] = [
        spanned("阿司匹林", "drug", "m"),
        spanned("高血压", "disease", "d", hidden=True),
        Relation("r", "treats", "m", "d"),
        Relation("s", "treats", "m", "nobody"),
    ]
    person = LinkDriver(sit_down(attempt(marks)).bench)
    assert drawn(person) == []
    said = person.bench.panel.lists.relations.model().index(1, 0).data()
    assert said == "阿司匹林 → ?"
    person.view.grab()


def test_moving_an_end_to_another_row_takes_the_arc_along(sit_down: Callable[..., TextDriver]) -> None:
    person = LinkDriver(sit_down(attempt(case())).bench)
    assert person.bench.editor is not None
    person.bench.editor.pick("d1")
    person.bench.editor.move_edge("d1", "start", 0)
    ((_row, arc),) = drawn(person)
    assert arc.left < person.view.flow.sizes.em * 16
    person.bench.editor.undo()
    ((_row, back),) = drawn(person)
    assert back.left > arc.left


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=25))
def test_whatever_is_related_every_end_that_is_shown_has_its_leg(
    sit_down: Callable[..., TextDriver], pairs: list[tuple[int, int]]
) -> None:
    spans: list[Mark] = [Span(f"s{at}", "disease", 3 * at, 3 * at + 2) for at in range(30)]
    relations = [
        Relation(f"r{number}", "has", f"s{one}", f"s{other}")
        for number, (one, other) in enumerate(pairs)
        if one != other
    ]
    person = LinkDriver(sit_down(attempt([*spans, *relations])).bench)
    ends = [end for _row, arc in drawn(person) for end in (arc.left_end, arc.right_end)]
    assert ends.count("head") == ends.count("tail") == len(relations)
    width = person.view.flow.sizes.width
    assert all(-1 <= arc.left <= arc.right <= width + 60 for _row, arc in drawn(person))
