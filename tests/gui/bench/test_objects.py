"""The list of objects and the list of classes: in step with the canvas whatever is done on either side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.annotation.document import Step
from desktop.annotation.shapes.box import Box
from desktop.curriculum.schema import Label
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.classes import LEAST_ROWS, MOST_ROWS, ROW, ClassList, ClassModel
from desktop.views.widgets.bench.objects import MarkModel
from tests.gui.canvas.drivers import BenchDriver, attempt, car, schema

AtPicture = Callable[..., BenchDriver]
THREE = (car("a", 10, 10, 60, 50), car("b", 100, 10, 160, 50), Box("c", "light", 200, 10, 230, 60))


@pytest.fixture
def worker(at_picture: AtPicture) -> BenchDriver:
    """Somebody at a picture with two cars and a light, the select tool in hand."""
    one = at_picture(*THREE)
    one.press("V")
    return one


def _rows(worker: BenchDriver) -> list[str]:
    model = worker.bench.panel.objects.marks
    return [str(model.data(model.index(row))) for row in range(model.rowCount())]


def _ids(worker: BenchDriver) -> list[str]:
    model = worker.bench.panel.objects.marks
    return [model.mark(row).id for row in range(model.rowCount())]


def _chosen(worker: BenchDriver) -> set[str]:
    """Return the ids of the rows that are shown as chosen."""
    listed = worker.bench.panel.objects
    return {listed.marks.mark(index.row()).id for index in listed.selectionModel().selectedIndexes()}


def _agree(worker: BenchDriver) -> None:
    """Assert that list and canvas show the same marks in the same order and the same selection."""
    assert _ids(worker) == [mark.id for mark in worker.desk.document]
    assert _chosen(worker) == set(worker.selected)


def _click(worker: BenchDriver, row: int, x: int = 60, **how: object) -> None:
    listed = worker.bench.panel.objects
    rect = listed.visualRect(listed.marks.index(row))
    modifiers = how.get("modifiers", Qt.KeyboardModifier.NoModifier)
    assert isinstance(modifiers, Qt.KeyboardModifier)
    at = QPoint(rect.left() + x if x > 0 else rect.right() + x, rect.center().y())
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, modifiers, at)
    QApplication.processEvents()


# -- both ways


def test_a_selection_on_the_canvas_is_chosen_in_the_list(worker: BenchDriver) -> None:
    worker.click(35, 30)
    assert worker.selected == ("a",)
    _agree(worker)
    worker.click(130, 30, ctrl=True)
    assert set(worker.selected) == {"a", "b"}
    _agree(worker)
    worker.press("Esc")
    assert worker.selected == ()
    _agree(worker)


def test_rows_chosen_with_ctrl_are_selected_together(worker: BenchDriver) -> None:
    _click(worker, 0)
    _click(worker, 2, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert set(worker.selected) == {"a", "c"}
    _click(worker, 0, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert worker.selected == ("c",)
    _agree(worker)


def test_a_range_is_chosen_with_shift(worker: BenchDriver) -> None:
    _click(worker, 0)
    _click(worker, 2, modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert worker.selected == ("a", "b", "c")


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (Qt.Key.Key_Down, ("c",)),
        (Qt.Key.Key_Up, ("a",)),
        (Qt.Key.Key_Home, ("a",)),
        (Qt.Key.Key_End, ("c",)),
        (Qt.Key.Key_PageUp, ("a",)),
        (Qt.Key.Key_PageDown, ("c",)),
    ],
)
def test_the_keys_that_walk_select_as_they_go(
    worker: BenchDriver, key: Qt.Key, expected: tuple[str, ...]
) -> None:
    _click(worker, 1)
    QTest.keyClick(worker.bench.panel.objects, key)
    assert worker.selected == expected
    _agree(worker)


@pytest.mark.parametrize("chord", ["Ctrl+Z", "Del", "Esc", "1", "H", "L"])
def test_all_other_keys_belong_to_the_bench(worker: BenchDriver, chord: str) -> None:
    _click(worker, 0)
    worker.bench.panel.objects.setFocus()
    worker.press(chord, on=worker.bench.panel.objects)
    _agree(worker)
    assert _chosen(worker) == ({"a"} if chord not in {"Del", "Esc"} else set())


def test_what_several_steps_at_once_bring_back_leaves_the_selection_in_the_list(worker: BenchDriver) -> None:
    """Undoing the deletion of two boxes lists everything anew; what is selected stays chosen."""
    worker.desk.select(("a", "b"))
    worker.press("Del")
    assert _ids(worker) == ["c"]
    worker.desk.select(("c",))
    worker.press("Ctrl+Z")
    assert worker.selected == ("c",)
    assert _ids(worker) == ["a", "b", "c"]
    _agree(worker)


def test_after_any_of_the_verbs_list_and_canvas_agree(worker: BenchDriver) -> None:
    for chord in (
        "Ctrl+A Ctrl+D Right Ctrl+Right H T T L L Del Ctrl+Z Ctrl+Z Ctrl+Y Tab Shift+Tab Del "
        "Ctrl+Z Ctrl+A 2 Ctrl+Z Tab Ctrl+D Ctrl+Z Ctrl+Shift+Z Esc Ctrl+A Del Ctrl+Z"
    ).split():
        worker.press(chord, on=worker.canvas)
        _agree(worker)


def test_a_chosen_row_is_brought_into_sight(at_picture: AtPicture) -> None:
    boxes = [car(f"n{place}", 5 + place, 5, 40 + place, 60) for place in range(60)]
    worker = at_picture(*boxes)
    listed = worker.bench.panel.objects
    worker.desk.select(("n59",))
    assert listed.viewport().rect().contains(listed.visualRect(listed.marks.index(59)).center())
    worker.desk.select(("n0",))
    assert listed.viewport().rect().contains(listed.visualRect(listed.marks.index(0)).center())


def test_many_marks_are_found_as_few_are(at_picture: AtPicture) -> None:
    boxes = [car(f"n{place}", 5 + place, 5, 40 + place, 60) for place in range(60)]
    worker = at_picture(*boxes)
    model = worker.bench.panel.objects.marks
    wanted = [f"n{place}" for place in range(0, 60, 2)]
    assert model.rows(wanted) == list(range(0, 60, 2))
    assert model.rows(wanted[:3][::-1]) == [0, 2, 4]
    assert model.row("n7") == 7
    with pytest.raises(ValueError, match="nobody"):
        model.row("nobody")


# -- what a row says


def test_a_row_says_hidden_and_locked(worker: BenchDriver) -> None:
    worker.desk.select(("a",))
    worker.press("H", "L")
    assert _rows(worker)[0] == "1 轿车 50 × 40 像素 已隐藏 已锁定"


def test_the_hint_of_a_row_names_what_is_missing_and_only_then(at_picture: AtPicture) -> None:
    worker = at_picture(Box("a", "car", 0, 0, 20, 20), car("b", 30, 0, 60, 20))
    model = worker.bench.panel.objects.marks
    role = Qt.ItemDataRole.ToolTipRole
    assert model.data(model.index(0), role) == "还没有填写：遮挡、截断"
    assert model.data(model.index(1), role) is None
    assert model.data(model.index(0), Qt.ItemDataRole.DecorationRole) is None


def test_a_class_that_nobody_knows_is_listed_by_its_id(at_picture: AtPicture) -> None:
    worker = at_picture(Box("a", "ufo", 0, 0, 20, 20))
    assert _rows(worker) == ["1 ufo 20 × 20 像素"]
    assert not worker.bench.panel.objects.grab().isNull()


def test_a_row_follows_a_nudge(worker: BenchDriver) -> None:
    worker.desk.select(("a",))
    worker.press("Ctrl+Right", "Ctrl+Right", on=worker.canvas)
    assert _rows(worker)[0] == "1 轿车 52 × 40 像素"


# -- eye and lock


def test_a_click_on_eye_or_lock_selects_nothing(worker: BenchDriver) -> None:
    _click(worker, 0)
    _click(worker, 2, x=-18)
    assert worker.selected == ("a",)
    assert worker.desk.document["c"].hidden
    _click(worker, 2, x=-18)
    assert not worker.desk.document["c"].hidden
    _click(worker, 2, x=-42)
    assert worker.desk.document["c"].locked
    _agree(worker)


def test_a_click_at_the_very_edge_is_neither_eye_nor_lock(worker: BenchDriver) -> None:
    _click(worker, 1, x=-3)
    assert not worker.desk.document["b"].hidden
    assert worker.selected == ("b",)


def test_the_eye_of_a_row_is_one_step_that_can_be_undone(worker: BenchDriver) -> None:
    _click(worker, 1, x=-18)
    worker.press("Ctrl+Z", on=worker.canvas)
    assert not worker.desk.document["b"].hidden
    assert worker.desk.history.next_undo == ""


# -- the model on its own


def test_an_empty_model_lists_nothing() -> None:
    model = MarkModel()
    assert model.rowCount() == 0
    model.show(None)
    assert model.rowCount() == 0


def test_no_row_has_children(worker: BenchDriver) -> None:
    for model in (worker.bench.panel.objects.marks, worker.bench.panel.classes.classes):
        assert isinstance(model, QAbstractItemModel)
        assert model.rowCount(model.index(0, 0)) == 0
        assert model.rowCount(QModelIndex()) > 0


def test_a_change_in_place_tells_just_the_rows_between(worker: BenchDriver) -> None:
    model = worker.bench.panel.objects.marks
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last, _roles: told.append((first.row(), last.row())))
    worker.desk.select(("b", "c"))
    worker.press("Down", on=worker.canvas)
    assert told == [(1, 2)]


def test_one_mark_that_comes_or_goes_is_one_row(worker: BenchDriver) -> None:
    model = worker.bench.panel.objects.marks
    told: list[str] = []
    model.rowsInserted.connect(lambda _parent, first, last: told.append(f"+{first}-{last}"))
    model.rowsRemoved.connect(lambda _parent, first, last: told.append(f"-{first}-{last}"))
    model.modelReset.connect(lambda: told.append("reset"))
    worker.desk.select(("b",))
    worker.press("Del", "Ctrl+Z", on=worker.canvas)
    assert told == ["-1-1", "+1-1"]


def test_a_step_without_edits_changes_no_row(worker: BenchDriver) -> None:
    worker.desk.do(Step("nothing", ()))
    assert len(_rows(worker)) == 3


# -- the classes


def _class_row(worker: BenchDriver, row: int) -> None:
    listed = worker.bench.panel.classes
    at = listed.visualRect(listed.classes.index(row)).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_counts_of_classes_follow_every_step(worker: BenchDriver) -> None:
    model = worker.bench.panel.classes.classes

    def counts() -> list[int]:
        return [model.counted(label) for label in model.labels]

    assert counts() == [2, 0, 0, 1]
    worker.desk.select(("a",))
    worker.press("2", on=worker.canvas)
    assert counts() == [1, 1, 0, 1]
    worker.press("Ctrl+A", "Del", on=worker.canvas)
    assert counts() == [0, 0, 0, 0]
    worker.press("Ctrl+Z", "Ctrl+Z", on=worker.canvas)
    assert counts() == [2, 0, 0, 1]


def test_a_click_on_another_class_changes_the_selected_boxes(worker: BenchDriver) -> None:
    worker.desk.select(("a",))
    _class_row(worker, 1)
    assert worker.labels == ["bus", "car", "light"]


def test_a_click_on_the_class_in_hand_changes_the_selected_boxes_too(worker: BenchDriver) -> None:
    """The class to draw with is the car; a selected light becomes a car by a click on that very row."""
    assert worker.desk.label.id == "car"
    worker.desk.select(("c",))
    _class_row(worker, 0)
    assert worker.labels == ["car", "car", "car"]


def test_a_click_on_a_class_makes_one_step_at_most(worker: BenchDriver) -> None:
    worker.desk.select(("c",))
    _class_row(worker, 1)
    worker.press("Ctrl+Z", on=worker.canvas)
    assert worker.labels == ["car", "car", "light"]
    assert worker.desk.history.next_undo == ""


def test_a_click_below_the_classes_chooses_none(worker: BenchDriver) -> None:
    told: list[Label] = []
    worker.bench.panel.classes.chosen.connect(told.append)
    listed = worker.bench.panel.classes
    listed.setMaximumHeight(600)
    listed.setFixedHeight(400)
    QApplication.processEvents()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 380))
    assert told == []
    assert worker.desk.label.id == "car"


def test_walking_through_the_classes_chooses_at_once(worker: BenchDriver) -> None:
    listed = worker.bench.panel.classes
    listed.setFocus()
    for key, label in (
        (Qt.Key.Key_Down, "bus"),
        (Qt.Key.Key_End, "light"),
        (Qt.Key.Key_Up, "person"),
        (Qt.Key.Key_Home, "car"),
    ):
        QTest.keyClick(listed, key)
        assert worker.desk.label.id == label


def test_a_key_of_a_class_works_from_the_list_and_moves_its_row(worker: BenchDriver) -> None:
    listed = worker.bench.panel.classes
    listed.setFocus()
    worker.press("3", on=listed)
    assert worker.desk.label.id == "person"
    assert listed.currentIndex().row() == 2


def test_choosing_from_outside_tells_nobody() -> None:
    listed = ClassList()
    labels = schema().labels
    told: list[Label] = []
    listed.chosen.connect(told.append)
    listed.show_labels(labels)
    listed.choose(labels[2])
    assert listed.currentIndex().row() == 2
    assert told == []
    listed.selectionModel().setCurrentIndex(
        listed.classes.index(1), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    assert [label.id for label in told] == ["bus"]
    listed.deleteLater()


@pytest.mark.parametrize(("n", "rows"), [(1, 1), (2, 2), (7, 7), (12, MOST_ROWS), (32, MOST_ROWS)])
def test_the_list_of_classes_is_as_tall_as_its_rows_up_to_seven(n: int, rows: int) -> None:
    listed = ClassList()
    listed.show_labels(_labels(n))
    assert listed.sizeHint().height() == theme().px(ROW) * rows
    assert listed.maximumHeight() == theme().px(ROW) * rows
    assert listed.minimumHeight() == theme().px(ROW) * min(rows, LEAST_ROWS)
    assert listed.classes.rowCount() == n
    listed.deleteLater()


def _labels(n: int) -> tuple[Label, ...]:
    return tuple(
        Label(id=f"l{place}", name=f"类别{place}", short="类", key=chr(65 + place % 26), colour=place % 32)
        for place in range(n)
    )


def test_a_class_says_its_key_its_name_and_how_many_there_are() -> None:
    model = ClassModel()
    labels = _labels(3)
    model.show(labels)
    model.count(Counter({"l1": 4}))
    assert [model.data(model.index(row)) for row in range(3)] == [
        "A 类别0，0 个",
        "B 类别1，4 个",
        "C 类别2，0 个",
    ]


def test_the_hint_of_a_class_is_its_description_or_its_name() -> None:
    model = ClassModel()
    first, second = _labels(2)
    model.show((first.model_copy(update={"description": "四个轮子"}), second))
    role = Qt.ItemDataRole.ToolTipRole
    hints = [str(model.data(model.index(row), role)).splitlines() for row in range(2)]
    assert [hint[0] for hint in hints] == ["四个轮子", "类别1"]
    assert all("换一个键" in hint[1] for hint in hints)
    assert model.data(model.index(0), Qt.ItemDataRole.DecorationRole) is None


def test_the_same_counts_again_tell_nobody() -> None:
    model = ClassModel()
    model.show(_labels(3))
    told: list[int] = []
    model.dataChanged.connect(lambda first, last, _roles: told.append(last.row() - first.row()))
    model.count(Counter({"l1": 4}))
    model.count(Counter({"l1": 4}))
    model.count(Counter({"l1": 4, "l2": 0}))
    assert told == [2]


def test_counting_before_there_is_a_class_is_nothing() -> None:
    model = ClassModel()
    model.count(Counter({"l1": 4}))
    assert model.rowCount() == 0


def test_another_exercise_brings_its_own_classes_and_counts(worker: BenchDriver) -> None:
    worker.bench.load(attempt([Box("x", "person", 0, 0, 20, 40)]))
    model = worker.bench.panel.classes.classes
    assert [model.counted(label) for label in model.labels] == [0, 0, 1, 0]
    assert worker.bench.panel.classes.currentIndex().row() == 0


@pytest.mark.parametrize("state", ["none", "chosen", "hovered"])
def test_rows_are_painted_in_every_state(worker: BenchDriver, state: str) -> None:
    listed = worker.bench.panel.objects
    if state == "chosen":
        worker.desk.select(("a", "c"))
    if state == "hovered":
        QTest.mouseMove(listed.viewport(), listed.visualRect(listed.marks.index(1)).center())
    image = listed.grab().toImage()
    rect = listed.visualRect(listed.marks.index(0))
    swatch = image.pixelColor(rect.left() + theme().px(14), rect.center().y() - theme().px(7))
    assert swatch.name() == theme().class_colour(0).name()


def test_the_selected_row_stays_in_sight_when_what_is_asked_of_it_takes_room(at_picture: AtPicture) -> None:
    many = at_picture(*(car(f"m{place}", 10 * place, 10, 10 * place + 8, 50) for place in range(30)))
    listed = many.bench.panel.objects
    many.press("V")
    for mark_id in ("m29", "m15"):
        many.desk.select([mark_id])
        QApplication.processEvents()
        row = listed.visualRect(listed.currentIndex())
        assert listed.viewport().rect().contains(row)
        listed.resize(listed.width(), listed.height() - 60)
        assert listed.viewport().rect().contains(listed.visualRect(listed.currentIndex()))
