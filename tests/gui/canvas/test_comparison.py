"""Looking back: the answer beside the gold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.annotation.document import Document
from desktop.annotation.shapes.box import Box
from desktop.curriculum.items import Gold, GoldMark
from desktop.scoring.grading import grade
from desktop.session.explain import not_judged
from desktop.session.shown import Feedback, FindingShown
from desktop.views.widgets.canvas.review_items import Marker, Outline, SideOffset
from desktop.views.widgets.canvas.viewport import ORIENTATIONS
from tests.gui.canvas.drivers import BenchDriver, attempt, car, schema

GOLD = (
    GoldMark(id="g1", label="car", box=(100, 100, 200, 180), attributes={"occluded": "0", "cut": False}),
    GoldMark(id="g2", label="light", box=(300, 40, 320, 90)),
    GoldMark(id="g3", label="car", box=(20, 220, 90, 280), ignore=True),
)
ANSWER = (car("a", 94, 100, 210, 180), car("x", 250, 200, 330, 270))


@pytest.fixture
def looking_back(sit_down: Callable[..., BenchDriver]) -> BenchDriver:
    """Somebody who has handed in a loose box, a superfluous one, and missed a light."""
    trainee = sit_down(*ANSWER)
    trainee.bench.show_feedback(_feedback())
    return trainee


def _feedback() -> Feedback:
    done = attempt(ANSWER)
    score = grade(ANSWER, GOLD, schema())
    return Feedback(
        attempt=done,
        score=score,
        findings=tuple(FindingShown(finding, "", "", None) for finding in score.findings),
        gold=Document(mark.mark() for mark in GOLD),
        ignored=frozenset({"g3"}),
        first_try=True,
        may_retry=True,
        gate="",
        next_reason="",
    )


def _items(trainee: BenchDriver, kind: type) -> list:
    return [item for item in trainee.bench.comparison.all_items() if isinstance(item, kind)]


def _index(code: str, side: str = "") -> int:
    findings = _feedback().findings
    return next(
        place
        for place, shown in enumerate(findings)
        if shown.finding.code == code and shown.finding.detail.get("side", "") == side
    )


def test_gold_is_dashed_the_answer_solid_and_what_is_ignored_hatched(looking_back: BenchDriver) -> None:
    outlines: list[Outline] = _items(looking_back, Outline)
    assert sorted((bool(one.pattern), one.hatched) for one in outlines) == [
        (False, False),
        (False, False),
        (True, False),
        (True, False),
        (True, True),
    ]


def test_layers_can_be_looked_at_apart(looking_back: BenchDriver) -> None:
    told: list[str] = []
    looking_back.bench.layer_changed.connect(told.append)
    looking_back.press("G")
    assert len(_items(looking_back, Outline)) == 3
    looking_back.press("M")
    assert len(_items(looking_back, Outline)) == 2
    assert _items(looking_back, SideOffset) == []
    looking_back.press("B")
    assert len(_items(looking_back, Outline)) == 5
    assert told == ["gold", "answer", "both"]


def test_offsets_are_lettered_at_the_sides_concerned(looking_back: BenchDriver) -> None:
    offsets: list[SideOffset] = _items(looking_back, SideOffset)
    assert sorted((one.side, one.text) for one in offsets) == [("left", "+6 px"), ("right", "+10 px")]


def test_each_thing_has_one_marker_and_clicks_go_through_its_findings(looking_back: BenchDriver) -> None:
    markers: list[Marker] = _items(looking_back, Marker)
    assert sorted(one.count for one in markers) == [1, 1, 2]
    told: list[int] = []
    looking_back.bench.finding_chosen.connect(told.append)
    first = next(one for one in markers if one.count == 2)
    for _time in range(3):
        marker = next(one for one in _items(looking_back, Marker) if one.count == 2)
        point = QPoint(round(marker.at.x()), round(marker.at.y()))
        QTest.mouseClick(looking_back.bench.comparison, Qt.MouseButton.LeftButton, pos=point)
    assert told == [first.index, first.index + 1, first.index]


def test_tab_walks_through_the_findings_and_zooms_to_each(looking_back: BenchDriver) -> None:
    told: list[int] = []
    looking_back.bench.finding_chosen.connect(told.append)
    n = len(_feedback().findings)
    looking_back.press(*["Tab"] * (n + 1))
    assert told == [*range(n), 0]
    looking_back.press("Shift+Tab")
    assert told[-1] == n - 1


def test_a_finding_is_brought_into_view(looking_back: BenchDriver) -> None:
    view = looking_back.bench.comparison.view
    for code, side, corners in (
        ("MISS", "", (300, 40, 320, 90)),
        ("EXTRA", "", (250, 200, 330, 270)),
        ("LOOSE", "right", (200, 100, 210, 180)),
    ):
        looking_back.bench.focus_finding(_index(code, side))
        x1, y1, x2, y2 = view.rect(corners)
        assert -1 <= x1 <= x2 <= view.width + 1
        assert -1 <= y1 <= y2 <= view.height + 1
        assert view.scale > view.fitting_scale


def test_a_thin_strip_on_a_big_box_is_still_seen(looking_back: BenchDriver) -> None:
    bench = looking_back.bench
    big = Box("a", "car", 0, 0, 400, 298)
    gold = GoldMark(id="g", label="car", box=(0, 0, 400, 294))
    score = grade([big], [gold], schema(side_px=1.0, side_share=0.0))
    feedback = _feedback()
    bench.show_feedback(
        Feedback(
            attempt=attempt([big]),
            score=score,
            findings=tuple(FindingShown(finding, "", "", None) for finding in score.findings),
            gold=Document([gold.mark()]),
            ignored=frozenset(),
            first_try=True,
            may_retry=False,
            gate="",
            next_reason=feedback.next_reason,
        )
    )
    place = next(place for place, finding in enumerate(score.findings) if finding.code == "LOOSE")
    bench.focus_finding(place)
    assert 4 * bench.comparison.view.scale >= 6


def test_nothing_can_be_changed_while_looking_back(looking_back: BenchDriver) -> None:
    bench = looking_back.bench
    compared = bench.comparison.compared
    assert compared is not None
    before = compared.answer.marks()
    for chord in ("R", "V", "Del", "Ctrl+Z", "Ctrl+D", "H", "1", "Q", "Right"):
        looking_back.press(chord)
    QTest.mousePress(bench.comparison, Qt.MouseButton.LeftButton, pos=QPoint(400, 300))
    QTest.mouseMove(bench.comparison, QPoint(450, 340))
    QTest.mouseRelease(bench.comparison, Qt.MouseButton.LeftButton, pos=QPoint(450, 340))
    assert compared.answer.marks() == before
    assert bench.desk is None
    assert not bench.panel.isVisible()


def test_a_second_try_puts_the_tools_back(looking_back: BenchDriver) -> None:
    looking_back.bench.load(attempt(ANSWER))
    assert looking_back.bench.panel.isVisible()
    looking_back.bench.setFocus()
    looking_back.press("R")
    looking_back.draw_box(10, 10, 60, 60)
    assert len(looking_back.boxes) == 3


def test_every_code_has_an_icon_that_is_there(root: object) -> None:
    from desktop.views.theme.icons import icon_path
    from desktop.views.widgets.canvas.signs import FINDING_ICONS

    assert all(icon_path(name).exists() for name in FINDING_ICONS.values())


# -- what is not judged

ASIDE = (
    GoldMark(id="g1", label="car", box=(100, 100, 200, 180), free_sides=("right",), note="树叶里只有碎块"),
    GoldMark(id="g3", label="car", box=(20, 220, 90, 280), ignore=True, note="遮挡约 84 %"),
)


@pytest.fixture
def leaving_out(sit_down: Callable[..., BenchDriver]) -> BenchDriver:
    """Somebody whose box is loose at a side that is not judged, beside a car that is not judged at all."""
    answer = (car("a", 100, 100, 230, 180),)
    trainee = sit_down(*answer)
    score = grade(answer, ASIDE, schema())
    trainee.bench.show_feedback(
        replace(
            _feedback(),
            attempt=attempt(answer),
            score=score,
            findings=(),
            gold=Document(mark.mark() for mark in ASIDE),
            not_judged=not_judged(Gold(marks=ASIDE), schema()),
        )
    )
    assert score.findings == ()
    return trainee


def test_a_side_that_is_not_judged_is_a_hatched_band(leaving_out: BenchDriver) -> None:
    outlines: list[Outline] = _items(leaving_out, Outline)
    assert sorted(sorted(one.free) for one in outlines) == [[], [], ["right"]]
    (partly,) = (one for one in outlines if one.free)
    assert partly.pattern
    assert not partly.hatched
    assert partly.tag is not None


def test_a_side_that_is_not_judged_turns_with_the_picture(leaving_out: BenchDriver) -> None:
    leaving_out.bench.comparison.view.orientation = ORIENTATIONS[6]
    outlines: list[Outline] = _items(leaving_out, Outline)
    assert [sorted(one.free) for one in outlines if one.free] == [["bottom"]]


def test_pointing_at_what_is_not_judged_tells_why(leaving_out: BenchDriver) -> None:
    comparison = leaving_out.bench.comparison

    def told(x: float, y: float) -> str:
        return comparison.why_not_judged(*comparison.view.to_view(x, y))

    assert told(50, 250) == "不评分：遮挡约 84 %"
    assert told(150, 140) == "右边不评分：树叶里只有碎块"
    assert told(390, 10) == ""
    leaving_out.press("M")
    assert told(50, 250) == ""


def test_what_is_not_judged_is_brought_into_view(leaving_out: BenchDriver) -> None:
    comparison = leaving_out.bench.comparison
    leaving_out.bench.focus_gold("g3")
    x1, _top, x2, _bottom = comparison.view.rect((20, 220, 90, 280))
    assert -1 <= x1 <= x2 <= comparison.view.width + 1
    assert comparison.view.scale > comparison.view.fitting_scale
    scale = comparison.view.scale
    leaving_out.bench.focus_gold("nobody")
    assert comparison.view.scale == scale
