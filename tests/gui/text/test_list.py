"""The list of spans is the text's mirror: the same spans, in reading order, after any step."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt

from desktop.annotation.document import Document, Step, adding, removing, replacing
from desktop.annotation.history import History
from desktop.annotation.spans import Span
from desktop.annotation.text_lanes import reading_order
from desktop.views.widgets.bench.text_labels import LabelList
from desktop.views.widgets.bench.text_list import SpanList, SpanModel, added_labels, one_line
from desktop.views.widgets.text.segments import cut
from tests.gui.text.drivers import schema

TEXT = "晋北市教育局通知\n" * 30
ONCE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)


def model_of(*spans: Span, text: str = TEXT) -> SpanModel:
    return SpanModel(text, schema(), cut(text), spans)


def ids(model: SpanModel) -> list[str]:
    return [model.span_at(row).id for row in range(model.rowCount())]


class Shadow:
    """Follows a model only by what its signals say, as a view does."""

    def __init__(self, model: SpanModel) -> None:
        self._model = model
        self.rows = ids(model)
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        model.modelReset.connect(self._reset)

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.rows[first:first] = [self._model.span_at(row).id for row in range(first, last + 1)]

    def _removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        del self.rows[first : last + 1]

    def _reset(self) -> None:
        self.rows = ids(self._model)


Move = st.tuples(
    st.sampled_from(["add", "remove", "move", "undo", "many"]), st.integers(0, 200), st.integers(1, 30)
)


@ONCE
@given(st.lists(Move, max_size=40))
def test_after_any_walk_the_list_holds_the_document_in_reading_order(
    walk: list[tuple[str, int, int]],
) -> None:
    document = Document()
    history = History(document)
    model = model_of()
    shadow = Shadow(model)
    history.listen(model.follow)
    for number, (kind, place, length) in enumerate(walk):
        if kind == "undo":
            history.undo()
        elif (step := step_of(kind, document, number, (place, length))) is not None:
            history.do(step)
        expected = [span.id for span in sorted(document.spans(), key=reading_order)]
        assert ids(model) == expected
        assert shadow.rows == expected
        for span in document.spans():
            assert model.span_at(model.row_of(span)) == span


def step_of(kind: str, document: Document, number: int, where: tuple[int, int]) -> Step | None:
    place, length = where
    spans = document.spans()
    if kind == "add":
        return adding("add", document, Span(f"s{number}", "time", place, place + length))
    if kind == "many":
        made = (Span(f"s{number}.{part}", "money", part * 3, part * 3 + 2) for part in range(40))
        return adding("add", document, *made)
    if not spans:
        return None
    span = spans[place % len(spans)]
    if kind == "remove":
        return removing("remove", document, span.id)
    return replacing("move", document, Span(span.id, span.label, place, place + length))


def test_a_label_changed_in_place_moves_no_row() -> None:
    span = Span("a", "time", 0, 3)
    model = model_of(span, Span("b", "time", 4, 6))
    moved: list[str] = []
    model.rowsRemoved.connect(lambda *_rows: moved.append("removed"))
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    document = Document([span])
    model.follow(replacing("label", document, Span("a", "money", 0, 3)))
    assert moved == []
    assert changed == [0]


def test_a_stranger_has_no_row() -> None:
    assert model_of(Span("a", "time", 0, 3)).row_of(Span("x", "time", 0, 3)) == -1


def test_rows_say_what_is_marked_where() -> None:
    model = model_of(Span("a", "address", 9, 12), Span("b", "nobody", 0, 2))
    assert model.data(model.index(0)) == "晋北"
    assert model.data(model.index(0), Qt.ItemDataRole.ToolTipRole) == "nobody：晋北，第 1 行，2 字"
    assert model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole) == "地址：晋北市，第 2 行，3 字"
    assert model.data(model.index(1), Qt.ItemDataRole.DecorationRole) is None
    assert model.where(Span("a", "address", 9, 12)) == "第 2 行"


def test_in_a_text_of_one_line_the_length_stands_for_the_place() -> None:
    model = model_of(Span("a", "address", 0, 3), text="晋北市教育局")
    assert model.where(model.span_at(0)) == "3 字"


def test_words_are_shown_on_one_line_cut_and_without_what_qt_would_drop() -> None:
    assert one_line("一\n二\t三", 0, 5) == "一□二 三"
    assert one_line("字" * 100, 0, 100) == "字" * 60 + "…"
    assert one_line("a\ufeffb", 0, 3) == "a¤b"


def test_labels_lost_and_won_are_told_for_every_edit() -> None:
    document = Document([Span("a", "time", 0, 3)])
    assert added_labels(adding("x", document, Span("b", "money", 0, 1))) == [(None, "money")]
    assert added_labels(removing("x", document, "a")) == [("time", None)]
    assert added_labels(replacing("x", document, Span("a", "money", 0, 3))) == [("time", "money")]


def test_the_list_marks_without_choosing_and_chooses_by_walking() -> None:
    spans = [Span("a", "time", 0, 3), Span("b", "time", 4, 6)]
    view = SpanList()
    view.mark(None)
    view.show_model(model_of(*spans))
    chosen: list[str] = []
    view.chosen.connect(chosen.append)
    view.mark(spans[1])
    assert view.currentIndex().row() == 1
    assert chosen == []
    view.setCurrentIndex(view.model().index(0, 0))
    assert chosen == ["a"]
    view.mark(None)
    assert not view.currentIndex().isValid()
    view.deleteLater()


def test_a_foreign_model_is_left_alone() -> None:
    view = SpanList()
    assert isinstance(view.model(), QAbstractItemModel | None)
    view.follow(Step("nothing", ()))
    view.deleteLater()


def test_the_classes_show_counts_and_whose_turn_it_is() -> None:
    labels = LabelList()
    labels.show_schema(schema())
    labels.show_counts({"time": 3}, picked="time", sticky="money")
    assert labels.row("time").accessibleName() == "时间，键 1，已标 3 处，当前标注的类别"
    assert labels.row("money").accessibleName() == "金额，键 5，已标 0 处，连标中"
    labels.show_counts({"time": 2})
    assert labels.row("time").accessibleName() == "时间，键 1，已标 2 处"
    labels.deleteLater()
