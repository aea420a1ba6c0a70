"""The scripted trainee's labelling gives the gold, with the slips it is told to make; its drills come to an end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.marks import Mark
from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span
from desktop.base.errors import KnownError
from desktop.curriculum.items import Exercise, Gold, GoldMark
from desktop.curriculum.schema import LabelSchema
from desktop.session.shown import OpenAttempt
from desktop.views.demo import drills, play
from desktop.views.demo.actor import Actor, LostError
from desktop.views.demo.clock import HastenedClock
from desktop.views.demo.labelling import SECONDS_A_BOX, SECONDS_A_SPAN, Slips, erase_all, label
from desktop.views.widgets.bench.image_bench import ImageBench
from desktop.views.widgets.bench.text_bench import TextBench
from desktop.views.widgets.canvas.keys import KeyMap
from desktop.views.widgets.drill_fields import BoxField, ClickField, DrillField, ZoomField
from desktop.views.widgets.key_drill import KeyDrillView
from tests.gui.canvas import drivers as at_pictures
from tests.gui.text import drivers as at_texts

Stand = Callable[..., Actor]
BOXES = (
    GoldMark(id="g1", label="car", box=(20, 30, 90, 80), attributes={"occluded": "0", "cut": False}),
    GoldMark(id="g2", label="bus", box=(120, 60, 260, 150), attributes={"occluded": "3", "cut": True}),
    GoldMark(id="g3", label="light", box=(300, 20, 320, 60)),
    GoldMark(id="g4", label="car", box=(0, 200, 60, 260), ignore=True),
    GoldMark(id="g5", label="person", box=(330, 180, 360, 270), attributes={"occluded": "2", "cut": False}),
)
TEXT = "李四3月15日买手表，\n付399元，要退款。"
SPANS = (
    GoldMark(id="s1", label="time", start=2, end=7),
    GoldMark(id="s2", label="product", start=8, end=10),
    GoldMark(id="s3", label="money", start=13, end=17),
    GoldMark(id="s4", label="intent", start=19, end=21),
)


def _attempt(
    exercise: Exercise, schema: LabelSchema, media: bytes, marks: tuple[Mark, ...] = ()
) -> OpenAttempt:
    return OpenAttempt(
        attempt_id="a",
        exercise=exercise,
        schema=schema,
        history=History(Document(marks)),
        mode="practice",
        try_number=1,
        media=media,
        clauses=(),
    )


def _picture_exercise() -> Exercise:
    return Exercise(
        id="cv-1", title="路口", pool="practice", media="m.png", size=(400, 300), golds=(Gold(marks=BOXES),)
    )


def _text_exercise() -> Exercise:
    return Exercise(id="tx-1", title="客服", pool="practice", text=TEXT, golds=(Gold(marks=SPANS),))


def _image_bench(*marks: Mark) -> ImageBench:
    return ImageBench(_attempt(_picture_exercise(), at_pictures.schema(), at_pictures.picture(), marks))


def _text_bench(*marks: Mark) -> TextBench:
    return TextBench(_attempt(_text_exercise(), at_texts.schema(), b"", marks))


def _drawn(bench: ImageBench) -> list[Box]:
    assert bench.desk is not None
    return list(bench.desk.document.boxes())


def _marked(bench: TextBench) -> list[tuple[str, int, int]]:
    assert bench.editor is not None
    return sorted(
        ((span.label, span.start, span.end) for span in bench.editor.document.spans()), key=lambda one: one[1]
    )


# -- boxes


def test_every_box_of_the_gold_is_drawn_within_a_pixel_with_its_class_and_answers(
    stand: Stand, clock: HastenedClock
) -> None:
    bench = _image_bench()
    label(stand(bench), clock, _picture_exercise())
    wanted = [mark for mark in BOXES if not mark.ignore]
    drawn = _drawn(bench)
    assert [box.label for box in drawn] == [mark.label for mark in wanted]
    for box, mark in zip(drawn, wanted, strict=True):
        assert mark.box is not None
        assert box.corners == pytest.approx(mark.box, abs=1.0)
        assert dict(box.attributes) == mark.attributes
    assert clock.skipped == SECONDS_A_BOX * len(wanted)


def test_the_slips_asked_for_are_made_and_no_others(stand: Stand, clock: HastenedClock) -> None:
    bench = _image_bench()
    slips = Slips(loose=frozenset({0}), missed=frozenset({2}), attribute=frozenset({1}), loose_px=9.0)
    label(stand(bench), clock, _picture_exercise(), slips)
    drawn = _drawn(bench)
    assert [box.label for box in drawn] == ["car", "bus", "person"]
    assert drawn[0].x2 == pytest.approx(99, abs=1.0)
    assert drawn[0].x1 == pytest.approx(20, abs=1.0)
    assert drawn[1].attributes["occluded"] != "3"
    assert drawn[2].attributes == {"occluded": "2", "cut": False}


@pytest.mark.parametrize("n", [0, 1, 4])
def test_all_boxes_on_the_bench_are_erased(stand: Stand, n: int) -> None:
    bench = _image_bench(
        *(at_pictures.car(f"b{place}", 40 * place, 10, 40 * place + 30, 60) for place in range(n))
    )
    erase_all(stand(bench), _picture_exercise())
    assert _drawn(bench) == []


def test_boxes_that_withstand_are_told(stand: Stand) -> None:
    bench = _image_bench(at_pictures.car("b", 10, 10, 60, 60, locked=True))
    with pytest.raises(LostError, match="1 marks were not deleted"):
        erase_all(stand(bench), _picture_exercise())


def test_without_a_bench_there_is_nothing_to_label(stand: Stand, clock: HastenedClock) -> None:
    actor = stand(QPushButton("返回"))
    for exercise in (_picture_exercise(), _text_exercise()):
        with pytest.raises(LostError, match="Bench"):
            label(actor, clock, exercise)
        with pytest.raises(LostError, match="Bench"):
            erase_all(actor, exercise)


def test_an_empty_bench_is_told(stand: Stand, clock: HastenedClock) -> None:
    with pytest.raises(LostError, match="no picture lies on the bench"):
        label(stand(ImageBench()), clock, _picture_exercise())
    with pytest.raises(LostError, match="no text lies on the bench"):
        label(stand(TextBench()), clock, _text_exercise())


# -- spans


def test_every_span_of_the_gold_is_marked_exactly(stand: Stand, clock: HastenedClock) -> None:
    bench = _text_bench()
    label(stand(bench), clock, _text_exercise())
    assert _marked(bench) == [(mark.label, mark.start, mark.end) for mark in SPANS]
    assert clock.skipped == SECONDS_A_SPAN * len(SPANS)


def test_a_loose_span_is_one_character_longer_and_a_missed_one_not_there(
    stand: Stand, clock: HastenedClock
) -> None:
    bench = _text_bench()
    label(stand(bench), clock, _text_exercise(), Slips(loose=frozenset({1}), missed=frozenset({0})))
    assert _marked(bench) == [("product", 8, 11), ("money", 13, 17), ("intent", 19, 21)]


def test_all_spans_on_the_bench_are_erased(stand: Stand) -> None:
    bench = _text_bench(Span("a", "time", 2, 7), Span("b", "money", 13, 17), Span("c", "money", 2, 4))
    erase_all(stand(bench), _text_exercise())
    assert _marked(bench) == []


# -- drills


class Warmup(QWidget):
    """A drill of some rounds, and at the end the button to do it again."""

    def __init__(self, field: DrillField, rounds: int) -> None:
        super().__init__()
        self.hits: list[bool] = []
        self._field, self._left = field, rounds
        self._again = QPushButton("再来一次")
        column = QVBoxLayout(self)
        column.addWidget(field)
        column.addWidget(self._again)
        self._again.hide()
        field.scored.connect(self._scored)

    def _scored(self, hit: bool, _error: float) -> None:
        self.hits.append(hit)
        self._left -= 1
        if self._left:
            self._field.next_round()
        else:
            self._field.hide()
            self._again.show()


@pytest.mark.parametrize("kind", [ClickField, BoxField, ZoomField])
@pytest.mark.parametrize("rounds", [1, 5])
def test_a_drill_is_done_to_its_end_and_every_round_is_hit(
    stand: Stand, clock: HastenedClock, kind: type[DrillField], rounds: int
) -> None:
    warmup = Warmup(kind(rounds, 7), rounds)
    drills.do_drill(stand(warmup), clock)
    assert warmup.hits == [True] * rounds
    assert clock.skipped == drills.SECONDS_A_ROUND * rounds


def test_the_keys_that_are_asked_for_are_pressed(stand: Stand, clock: HastenedClock) -> None:
    view = KeyDrillView(KeyMap(), ("tool.box", "select.next", "redo"), lambda: 0.0)
    whole = QWidget()
    again = QPushButton("再来一次")
    column = QVBoxLayout(whole)
    column.addWidget(view)
    column.addWidget(again)
    again.hide()
    view.finished.connect(lambda _outcome: (view.hide(), again.show()))
    actor = stand(whole)
    view.setFocus()
    drills.do_drill(actor, clock)
    outcome = view.drill.outcome()
    assert (outcome.asked, outcome.wrong) == (3, 0)


def test_a_drill_without_an_end_is_told(
    stand: Stand, clock: HastenedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drills, "MOST_ROUNDS", 3)
    with pytest.raises(LostError, match="does not come to its end"):
        drills.do_drill(stand(Warmup(ClickField(9, 7), 9)), clock)


# -- the folder and the pace


@pytest.mark.parametrize("there", ["nothing", "empty", "earlier"])
def test_a_new_an_empty_and_an_earlier_folder_are_taken(tmp_path: Path, there: str) -> None:
    folder = tmp_path / "演示"
    if there != "nothing":
        folder.mkdir()
    if there == "earlier":
        (folder / play.MARKER).write_text("")
        (folder / "01-首页.png").write_text("old")
    play._clear(folder)
    assert [path.name for path in folder.iterdir()] == [play.MARKER]


def test_a_folder_with_strange_things_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "论文.docx").write_text("precious")
    with pytest.raises(KnownError, match="不是空的") as refused:
        play._clear(tmp_path)
    assert refused.value.where == str(tmp_path)
    assert refused.value.remedy
    assert (tmp_path / "论文.docx").read_text() == "precious"


def test_a_file_in_the_place_of_the_folder_is_refused_in_plain_words(tmp_path: Path) -> None:
    file = tmp_path / "演示"
    file.write_text("precious")
    with pytest.raises(KnownError):
        play._clear(file)
    with pytest.raises(KnownError):
        play._clear(file / "里面")
    assert file.read_text() == "precious"


@pytest.mark.parametrize(
    ("asked", "said", "pace"),
    [
        (0.5, "3", 0.5),
        (0.0, "3", 0.0),
        (-1.0, None, 0.0),
        (None, "1.5", 1.5),
        (None, "-2", 0.0),
        (None, "0", 0.0),
        (None, "quick", play.VISIBLE_PACE),
        (None, "", play.VISIBLE_PACE),
        (None, None, play.VISIBLE_PACE),
    ],
)
def test_the_pace_is_what_was_asked_for_else_what_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, asked: float | None, said: str | None, pace: float
) -> None:
    monkeypatch.delenv(play.PACE_VARIABLE, raising=False)
    if said is not None:
        monkeypatch.setenv(play.PACE_VARIABLE, said)
    assert play._pace(asked) == pace


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_roster_is_written_as_people_s_programs_write_it(tmp_path: Path, encoding: str) -> None:
    path = play._roster(tmp_path / "名册.csv", play.IMAGE_ROSTER, encoding)
    lines = path.read_text(encoding).splitlines()
    assert lines[0] == "姓名,学号,身份证号,PIN"
    assert len(lines) == len(play.IMAGE_ROSTER) + 1
    assert lines[1].startswith("犇翀玥,")
