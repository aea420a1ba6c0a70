"""Lanes are worked out per segment and once; findings lie where they belong."""

from __future__ import annotations

from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.annotation.text_lanes import SpanIndex
from desktop.annotation.text_relations import RelationIndex
from desktop.scoring.result import Finding
from desktop.views.widgets.text.scene import FindingMark, Scene, range_of
from desktop.views.widgets.text.segments import cut
from tests.gui.text.drivers import schema

TEXT = "晋北市教育局通知\n张三和李四参加"


def scene(*spans: Span) -> Scene:
    return Scene(cut(TEXT), schema(), SpanIndex(spans))


def finding(code: str, place: tuple[int, int], **more: str) -> Finding:
    return Finding(code, "ordinary", place, **more)  # type: ignore[arg-type]


def test_a_row_is_as_deep_as_its_own_lanes() -> None:
    own = scene(Span("a", "order", 0, 6), Span("b", "address", 0, 3), Span("c", "time", 9, 11))
    assert own.depth(0, 0, 3) == 2
    assert own.depth(0, 3, 6) == 2
    assert own.depth(0, 6, 8) == 0
    assert own.depth(1, 9, 16) == 1


def test_lanes_are_kept_until_they_are_forgotten() -> None:
    own = scene(Span("a", "order", 0, 6))
    before = own.lanes(0)
    assert own.lanes(0) is before
    own.answer.put(Span("b", "time", 9, 11))
    own.forget(1)
    assert own.lanes(0) is before
    assert [item.span.id for item in own.lanes(1)] == ["b"]
    own.forget_all()
    assert own.lanes(0) is not before


def test_gold_met_exactly_is_a_twin_in_the_answer_s_lane() -> None:
    own = scene(Span("a", "order", 0, 6), Span("b", "address", 0, 3))
    own.compare(SpanIndex([Span("g", "order", 0, 6), Span("h", "address", 0, 3)]), [], [])
    lanes = {item.span.id: (item.kind, item.lane) for item in own.lanes(0)}
    assert lanes == {"a": ("answer", 1), "b": ("answer", 0), "g": ("twin", 1), "h": ("twin", 0)}
    assert own.depth(0, 0, 8) == 2


def test_gold_met_by_an_answer_with_a_fault_is_no_twin() -> None:
    own = scene(Span("a", "order", 0, 6))
    own.compare(
        SpanIndex([Span("g", "order", 0, 6)]),
        [finding("ATTR", (0, 6), answer_id="a", gold_id="g")],
        ["缺属性"],
    )
    assert [(item.kind, item.fault) for item in own.lanes(0)] == [("answer", "①属性错"), ("gold", "")]


def test_missed_gold_lies_in_the_first_lane_when_nothing_is_in_its_way() -> None:
    own = scene(Span("a", "order", 0, 3))
    own.compare(SpanIndex([Span("g", "address", 3, 6)]), [finding("MISS", (3, 6), gold_id="g")], ["漏了"])
    assert {(item.kind, item.lane, item.fault) for item in own.lanes(0)} == {
        ("answer", 0, ""),
        ("gold", 0, "①漏标"),
    }


def test_a_span_carries_its_first_finding_and_the_place_carries_all() -> None:
    own = scene(Span("a", "order", 0, 6))
    found = [
        finding("CLS", (0, 6), answer_id="a", gold_id="g"),
        finding("BND", (5, 6), answer_id="a", gold_id="g"),
    ]
    own.compare(SpanIndex([Span("g", "address", 0, 5)]), found, ["类别", "边界"])
    assert {item.fault for item in own.lanes(0) if item.kind == "answer"} == {"①类别错"}
    assert [mark.code for mark in own.findings_within(5, 6)] == ["CLS", "BND"]
    assert own.tip(5).splitlines()[-2:] == ["类别", "边界"]


def test_findings_past_the_twentieth_are_counted_in_figures() -> None:
    spans = [Span(f"s{number}", "time", number, number + 1) for number in range(8)]
    own = scene(*spans)
    found = [finding("EXTRA", (0, 1), answer_id=f"x{number}") for number in range(20)]
    found.append(finding("EXTRA", (7, 8), answer_id="s7"))
    own.compare(SpanIndex(), found, [""] * 21)
    assert [item.fault for item in own.lanes(0) if item.span.id == "s7"] == ["(21)多标"]


def test_a_finding_without_a_range_is_not_on_the_text() -> None:
    own = scene()
    box = Finding("MISS", "severe", (0.0, 0.0, 1.0, 1.0))
    own.compare(SpanIndex(), [box, finding("MISS", (3, 3), gold_id="g")], ["图上的", "空的"])
    assert own.findings == [FindingMark(1, "MISS", 3, 4, "空的")]
    assert range_of(box) is None
    assert range_of(finding("MISS", (3, 4))) == (3, 4)


def test_the_end_of_a_comparison_is_the_answer_alone() -> None:
    own = scene(Span("a", "order", 0, 6))
    own.compare(SpanIndex([Span("g", "address", 3, 6)]), [finding("EXTRA", (0, 6), answer_id="a")], [""])
    own.end_comparison()
    assert [(item.kind, item.fault) for item in own.lanes(0)] == [("answer", "")]
    assert own.findings == []


def test_a_label_that_nobody_knows_shows_its_id() -> None:
    own = scene(Span("a", "mystery-label", 0, 3))
    assert own.look("mystery-label").short == "myster"
    assert own.tip(0) == "mystery-label · 3 字"


# -- relations


def linked(*relations: Relation) -> Scene:
    spans = SpanIndex([Span("a", "order", 0, 3), Span("b", "address", 3, 6), Span("c", "time", 9, 11)])
    return Scene(cut(TEXT), schema(), spans, text=TEXT, links=RelationIndex(relations))


def test_relations_are_found_at_the_spans_that_begin_in_a_row() -> None:
    own = linked(Relation("r", "x", "a", "c"), Relation("s", "x", "b", "gone"))
    found = own.links_from(0, 0, 8)
    assert [(span.id, [link.relation.id for link in links]) for span, links in found] == [("a", ["r"])]
    assert own.links_from(0, 1, 8) == []
    link = found[0][1][0]
    assert (link.end(link.head), link.end(link.tail)) == ("head", "tail")
    assert link.other(link.head).id == "c"


def test_arcs_are_forgotten_by_the_row_and_all_at_once() -> None:
    own = linked(Relation("r", "x", "a", "c"))
    own.arcs |= {(0, 0): (), (0, 1): (), (1, 0): ()}
    own.forget(0, [0])
    assert set(own.arcs) == {(0, 1), (1, 0)}
    own.forget_all()
    assert own.arcs == {}


def test_a_relation_of_the_gold_that_the_answer_has_is_drawn_once() -> None:
    own = linked(Relation("r", "x", "a", "c"))
    gold = SpanIndex([Span("g", "order", 0, 3), Span("h", "address", 3, 6), Span("i", "time", 9, 11)])
    own.compare(gold, [], [], RelationIndex([Relation("met", "x", "g", "i"), Relation("not", "x", "g", "h")]))
    found = {link.relation.id: link.kind for _span, links in own.links_from(0, 0, 8) for link in links}
    assert found == {"r": "answer", "not": "gold"}
    own.show_layer("gold")
    found = {link.relation.id: link.kind for _span, links in own.links_from(0, 0, 8) for link in links}
    assert found == {"met": "gold", "not": "gold"}
    own.end_comparison()
    assert own.has_links
    assert len(own.gold_links) == 0


def test_what_is_wrong_with_a_relation_stands_on_its_arc() -> None:
    own = linked(Relation("r", "x", "a", "c"))
    own.compare(SpanIndex(), [finding("REL", (0, 11), answer_id="r")], ["类型错"])
    assert own.findings == []
    assert own.links_from(0, 0, 8)[0][1][0].fault == "①关系错"


def test_a_relation_is_said_in_one_sentence_even_with_an_end_missing() -> None:
    own = linked()
    assert own.relation_said(Relation("r", "x", "a", "gone")) == "x：晋北市 → ?"
