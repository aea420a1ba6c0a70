"""The small widgets: what they show, tell and let be done by keyboard."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.session.shown import Light, NotJudged, Tile
from desktop.views.models.rows import Cell, Column, RowsModel
from desktop.views.theme.current import theme
from desktop.views.widgets.bands import band
from desktop.views.widgets.buttons import Segments, button, icon_button
from desktop.views.widgets.cards import clear, column, row, scrolled
from desktop.views.widgets.charts import IntervalBar, Lamp, ProgressLine, Ring, ShareLine
from desktop.views.widgets.chips import ClauseChip
from desktop.views.widgets.choices import ChoiceCard, OrderList
from desktop.views.widgets.claims import claim_card
from desktop.views.widgets.dots import Dots
from desktop.views.widgets.empty import empty
from desktop.views.widgets.fields import Select, Switch, text_field
from desktop.views.widgets.findings import FindingList, NotJudgedCard, NotJudgedList
from desktop.views.widgets.flow import Flow
from desktop.views.widgets.item import ItemView, letters_of, offered
from desktop.views.widgets.labels import line
from desktop.views.widgets.paper import Paper
from desktop.views.widgets.path import PathView
from desktop.views.widgets.pinpad import PinPad
from desktop.views.widgets.rows import RowButton, RowLook
from desktop.views.widgets.tables import table
from desktop.views.widgets.tiles import NameTile
from desktop.views.widgets.watch import Elapsed, Remaining, clock_words
from tests.gui.pages import fakes

LEFT = Qt.MouseButton.LeftButton


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    """Put a widget on the screen."""
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget, timeout=30_000)
    return widget


# -- PIN pad


@pytest.fixture
def pad(qtbot: QtBot) -> PinPad:
    made = PinPad()
    shown(qtbot, made)
    made.setFocus()
    return made


def test_a_pin_can_be_typed(pad: PinPad) -> None:
    entered: list[str] = []
    pad.entered.connect(entered.append)
    QTest.keyClicks(pad, "2a46 8")
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    QTest.keyClicks(pad, "9")
    QTest.keyClick(pad, Qt.Key.Key_Return)
    assert entered == ["2469"]


def test_a_pin_can_be_pressed(pad: PinPad) -> None:
    entered: list[str] = []
    pad.entered.connect(entered.append)
    for digit in "1357":
        QTest.mouseClick(pad.findChild(QPushButton, digit), LEFT)
    QTest.mouseClick(pad.findChild(QPushButton, "enter"), LEFT)
    assert entered == ["1357"]


def test_three_digits_are_no_pin(pad: PinPad) -> None:
    entered: list[str] = []
    pad.entered.connect(entered.append)
    QTest.keyClicks(pad, "123")
    QTest.keyClick(pad, Qt.Key.Key_Enter)
    assert entered == []
    assert not pad.findChild(QPushButton, "enter").isEnabled()


def test_no_more_digits_than_a_pin_has(pad: PinPad) -> None:
    entered: list[str] = []
    pad.entered.connect(entered.append)
    QTest.keyClicks(pad, "1" * 20)
    pad.press("enter")
    assert entered == ["1" * 12]


def test_a_closed_pad_takes_nothing(pad: PinPad) -> None:
    entered: list[str] = []
    pad.entered.connect(entered.append)
    pad.set_open(open_=False)
    QTest.keyClicks(pad, "1234")
    pad.press("enter")
    pad.set_open(open_=True)
    pad.press("enter")
    assert entered == []


def test_a_cleared_pad_is_empty(pad: PinPad) -> None:
    QTest.keyClicks(pad, "1234")
    pad.clear()
    assert not pad.findChild(QPushButton, "enter").isEnabled()


def test_a_pad_never_shows_a_digit_typed(pad: PinPad) -> None:
    QTest.keyClicks(pad, "8888")
    assert [label.text() for label in pad.findChildren(QLabel) if "8" in label.text()] == []


# -- buttons


def test_exactly_one_segment_is_down(qtbot: QtBot) -> None:
    segments = Segments([("gold", "金标"), ("answer", "我的"), ("both", "叠加")], "both", says="显示")
    shown(qtbot, segments)
    told: list[str] = []
    segments.chosen.connect(told.append)
    QTest.mouseClick(segments.findChildren(QPushButton)[0], LEFT)
    assert (told, segments.current()) == (["gold"], "gold")
    segments.choose("answer")
    assert (told, segments.current()) == (["gold", "answer"], "answer")
    assert segments.findChildren(QPushButton)[0].accessibleName() == "显示 金标"


def test_an_icon_button_says_what_it_does(qtbot: QtBot) -> None:
    made = icon_button("lock", "锁屏")
    qtbot.addWidget(made)
    assert (made.accessibleName(), made.toolTip(), made.text()) == ("锁屏", "锁屏", "")


def test_a_button_calls(qtbot: QtBot) -> None:
    called: list[bool] = []
    made = button("好", lambda: called.append(True))
    shown(qtbot, made)
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_Space)
    assert called == [True]


def test_a_clause_chip_tells_its_number(qtbot: QtBot) -> None:
    chip = ClauseChip("2.1")
    shown(qtbot, chip)
    told: list[str] = []
    chip.opened.connect(told.append)
    chip.click()
    assert (told, chip.text()) == (["2.1"], "规则 2.1")


def test_a_switch_is_switched_by_space(qtbot: QtBot) -> None:
    made = Switch("十字线")
    shown(qtbot, made)
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_Space)
    assert made.isChecked()
    made.grab()


def test_a_select_keeps_its_choice_when_it_offers_anew(qtbot: QtBot) -> None:
    made = Select([("a", "甲"), ("b", "乙")], "班级")
    shown(qtbot, made)
    made.choose("b")
    told: list[int] = []
    made.currentIndexChanged.connect(told.append)
    made.offer([("c", "丙"), ("b", "乙")])
    assert (made.currentData(), told) == ("b", [])
    made.offer([("c", "丙")])
    assert made.currentData() == "c"
    made.choose("nobody")
    assert made.currentData() == "c"


def test_a_secret_field_shows_no_words(qtbot: QtBot) -> None:
    made = text_field("PIN", secret=True)
    qtbot.addWidget(made)
    made.setText("1234")
    assert made.displayText() != "1234"


# -- choices and items


def test_a_choice_grows_with_its_words(qtbot: QtBot) -> None:
    short, long = ChoiceCard("a", 0, "短"), ChoiceCard("b", 1, "很长的一句话" * 40)
    for each in (short, long):
        qtbot.addWidget(each)
    assert short.heightForWidth(600) == 48
    assert long.heightForWidth(600) > 90
    assert long.heightForWidth(300) > long.heightForWidth(600)


def test_a_choice_with_a_picture_has_room_for_it(qtbot: QtBot) -> None:
    made = ChoiceCard("a", 0, "看图", fakes.street())
    shown(qtbot, made)
    assert made.heightForWidth(600) > 150
    made.grab()


@pytest.mark.parametrize("verdict", ["right", "wrong", "missed"])
def test_a_judged_choice_cannot_be_changed(qtbot: QtBot, verdict: str) -> None:
    made = ChoiceCard("a", 0, "甲")
    shown(qtbot, made)
    made.judge(verdict)
    QTest.mouseClick(made, LEFT)
    assert not made.isChecked()
    assert made.accessibleDescription()
    made.grab()


def test_steps_are_ordered_by_keys_and_buttons(qtbot: QtBot) -> None:
    steps = OrderList([("a", "甲"), ("b", "乙"), ("c", "丙")])
    shown(qtbot, steps)
    changes: list[int] = []
    steps.changed.connect(lambda: changes.append(1))
    steps.shift(1)
    assert steps.order() == ("b", "a", "c")
    steps.shift(1)
    steps.shift(1)
    assert steps.order() == ("b", "c", "a")
    steps.shift(-1)
    assert (steps.order(), len(changes)) == (("b", "a", "c"), 3)
    steps.freeze()
    assert not steps.findChildren(QPushButton)[0].isEnabled()


@pytest.mark.parametrize("item", fakes.ITEMS, ids=lambda item: item.kind)
def test_an_item_starts_as_it_was_answered(qtbot: QtBot, item: object) -> None:
    view = ItemView(item, item.answer, lambda _path: b"")
    shown(qtbot, view)
    assert set(view.chosen()) == set(item.answer)
    view.judge(item.answer, item.answer)
    view.press(0)
    assert set(view.chosen()) == set(item.answer)


def test_one_of_one_is_settled_at_once(qtbot: QtBot) -> None:
    view = ItemView(fakes.ITEMS[0], (), lambda _path: b"")
    shown(qtbot, view)
    settled: list[tuple[str, ...]] = []
    view.settled.connect(lambda: settled.append(view.chosen()))
    QTest.keyClick(view, Qt.Key.Key_2)
    QTest.keyClick(view, Qt.Key.Key_C)
    assert settled == [("b",), ("c",)]


def test_several_of_several_wait_for_a_yes(qtbot: QtBot) -> None:
    view = ItemView(fakes.ITEMS[1], (), lambda _path: b"")
    shown(qtbot, view)
    settled: list[int] = []
    view.settled.connect(lambda: settled.append(1))
    QTest.keyClicks(view, "ac")
    assert (view.chosen(), settled) == (("a", "c"), [])
    QTest.keyClicks(view, "a9")
    assert view.chosen() == ("c",)


def test_answers_in_words() -> None:
    single, multiple, judgement, ordering = fakes.ITEMS
    assert letters_of(single, ("b",)) == "B"
    assert letters_of(multiple, ("c", "a")) == "A、C"
    assert letters_of(judgement, ("true",)) == "对"
    assert letters_of(ordering, ("a", "b", "c", "d")).startswith("先选类别 → ")
    assert [choice for choice, _text, _picture in offered(judgement)] == ["true", "false"]


# -- map


def test_a_field_of_the_map_leads_to_its_item(qtbot: QtBot) -> None:
    dots = Dots(12, columns=5)
    shown(qtbot, dots)
    told: list[int] = []
    dots.chosen.connect(told.append)
    QTest.mouseClick(dots, LEFT, pos=QPoint(2 + 32 + 10, 2 + 32 + 10))
    assert told == [6]
    dots.show_marks([True, False, None] * 4, 6)
    for key, place in (
        (Qt.Key.Key_Left, 5),
        (Qt.Key.Key_Right, 7),
        (Qt.Key.Key_Up, 1),
        (Qt.Key.Key_Down, 11),
    ):
        QTest.keyClick(dots, key)
        assert told[-1] == place
    QTest.mouseClick(dots, LEFT, pos=QPoint(dots.width() - 2, dots.height() - 2))
    assert len(told) == 5, "there is no thirteenth item"


def test_the_map_says_how_far_one_is(qtbot: QtBot) -> None:
    verdicts, answers = Dots(4), Dots(4, neutral=True)
    for dots in (verdicts, answers):
        qtbot.addWidget(dots)
        dots.show_marks([True, False, None, None], 1)
        dots.grab()
    assert "已答 2" in verdicts.accessibleName()
    assert "已答 1" in answers.accessibleName(), "begun is not answered"


# -- numbers


@pytest.mark.parametrize("light", ["none", "red", "amber", "green"])
def test_a_lamp_says_its_light(qtbot: QtBot, light: Light) -> None:
    lamp = Lamp(light)
    shown(qtbot, lamp)
    assert lamp.accessibleName()
    lamp.grab()


@pytest.mark.parametrize(
    ("share", "lower", "upper", "cut"),
    [(None, None, None, None), (None, None, None, 0.98), (0.95, 0.9, 0.99, 0.98), (0.99, 0.985, 1.0, 0.98), (0.5, 0.1, 0.9, None), (0.9, 0.8, None, 0.95)],
)  # fmt: skip
def test_an_interval_is_drawn_and_said(
    qtbot: QtBot, share: float | None, lower: float | None, upper: float | None, cut: float | None
) -> None:
    bar = IntervalBar(share, lower, upper, cut)
    shown(qtbot, bar)
    bar.resize(300, 40)
    bar.grab()
    assert ("还没有" in bar.accessibleName()) == (share is None)


@pytest.mark.parametrize(("done", "total"), [(0, 0), (0, 5), (3, 5), (5, 5), (40, 90)])
def test_progress_is_said_in_numbers(qtbot: QtBot, done: int, total: int) -> None:
    for widget in (ProgressLine(done, total), Ring(done, total), ShareLine(done / total if total else 0.0)):
        shown(qtbot, widget)
        widget.grab()
        assert widget.accessibleName()


def test_a_claim_shows_its_n_and_its_interval(qtbot: QtBot) -> None:
    card = claim_card(fakes.result().practical, 0.98)
    qtbot.addWidget(card)
    words = "\n".join(label.text() for label in card.findChildren(QLabel))
    assert "315 / 318" in words
    assert "97.30%–99.80%" in words
    assert "还不能写" in words


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "00:00"), (65.9, "01:05"), (3600, "1:00:00"), (7384, "2:03:04")]
)
def test_time_in_words(seconds: float, said: str) -> None:
    assert clock_words(seconds) == said


def test_time_that_runs_out_is_told_once(qtbot: QtBot) -> None:
    remaining = Remaining()
    shown(qtbot, remaining)
    told: list[int] = []
    remaining.over.connect(lambda: told.append(1))
    remaining.set_left(1000)
    assert (told, remaining.property("tone")) == ([], "")
    remaining.set_left(200)
    assert remaining.property("tone") == "caution"
    remaining.set_left(0)
    assert (told, remaining.text()) == ([1], "剩余 00:00")
    remaining.stop()


def test_elapsed_time_stands_still_when_stopped(qtbot: QtBot) -> None:
    elapsed = Elapsed()
    shown(qtbot, elapsed)
    elapsed.stop()
    assert elapsed.text() == "用时 00:00"


# -- path, rows, tiles


def test_the_path_opens_what_is_open(qtbot: QtBot) -> None:
    path = PathView(fakes.modules())
    shown(qtbot, path)
    opened: list[str] = []
    path.opened.connect(opened.append)
    rows = {each.key: each for each in path.findChildren(RowButton)}
    assert rows["c3"].isVisible()
    assert not rows["a1"].isVisible(), "a finished module is folded"
    rows["c3"].click()
    rows["c4"].click()
    rows["c5"].click()
    assert opened == ["c3"], "what is locked, and a gate, opens nothing"
    path.grab()


def test_a_finished_module_can_be_unfolded(qtbot: QtBot) -> None:
    path = PathView(fakes.modules())
    shown(qtbot, path)
    head = next(each for each in path.findChildren(QPushButton.__mro__[1]) if "入门" in each.accessibleName())
    head.click()
    first = next(each for each in path.findChildren(RowButton) if each.key == "a1")
    assert first.isVisible()
    assert "已完成" in head.accessibleName()
    head.click()
    assert not first.isVisible()


def test_a_row_says_everything(qtbot: QtBot) -> None:
    row_button = RowButton(RowLook("flag", "过关", "还差 4 张", "2/6"))
    shown(qtbot, row_button)
    assert row_button.accessibleName() == "过关，还差 4 张，2/6"
    row_button.setCheckable(True)
    row_button.setChecked(True)
    row_button.grab()


def test_a_name_tile_says_who_it_is(qtbot: QtBot) -> None:
    trainee, instructor = NameTile(fakes.tiles()[1]), NameTile(Tile("i", "周敏", "instructor", "zm"))
    for each in (trainee, instructor):
        shown(qtbot, each)
        each.grab()
    assert trainee.accessibleName() == "张小梅，第 24 期·2402"
    assert instructor.accessibleName() == "周敏，讲师"


# -- findings


def test_a_finding_is_chosen_by_mouse_and_by_key(qtbot: QtBot) -> None:
    findings = FindingList(fakes.findings())
    shown(qtbot, findings)
    told: list[int] = []
    findings.chosen.connect(told.append)
    QTest.mouseClick(findings.card(1), LEFT, pos=QPoint(20, 40))
    QTest.keyClick(findings.card(2), Qt.Key.Key_Return)
    assert told == [1, 2]
    assert findings.card(2).property("look") == "band"
    findings.mark(0)
    assert (told, findings.card(2).property("look")) == ([1, 2], "card")


def test_a_findings_clause_is_told(qtbot: QtBot) -> None:
    findings = FindingList(fakes.findings())
    shown(qtbot, findings)
    told: list[str] = []
    findings.clause_opened.connect(told.append)
    findings.findChildren(ClauseChip)[1].click()
    assert told == ["3.2"]


# -- layouts


def test_flow_goes_on_in_the_next_line(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    boxes = [QLabel() for _box in range(5)]
    for box in boxes:
        box.setFixedSize(100, 30)
    flow = Flow(*boxes, gap=10)
    holder.setLayout(flow)
    assert flow.heightForWidth(330) == 70
    flow.setGeometry(QRect(0, 0, 330, 70))
    assert [box.pos() for box in boxes] == [
        QPoint(x, y) for x, y in ((0, 0), (110, 0), (220, 0), (0, 40), (110, 40))
    ]
    assert (flow.count(), flow.itemAt(9), flow.takeAt(9)) == (5, None, None)
    assert flow.minimumSize() == QSize(100, 30)
    taken = flow.takeAt(0)
    assert taken is not None
    assert flow.count() == 4


def test_clearing_takes_nested_layouts_too(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    body = column(line("甲"), row(line("乙"), 8, None), 12)
    holder.setLayout(body)
    clear(body)
    assert body.count() == 0
    assert all(label.isHidden() for label in holder.findChildren(QLabel))


def test_a_reading_column_never_grows_wider_than_asked(qtbot: QtBot) -> None:
    area = scrolled(column(line("x"), None), width=400)
    shown(qtbot, area)
    area.resize(1200, 300)
    qtbot.wait(10)
    label = area.findChild(QLabel)
    assert label.parentWidget().width() == theme().px(400)


@pytest.mark.parametrize("tone", ["plain", "accent", "good", "caution", "bad"])
def test_a_band_says_its_title_and_text(qtbot: QtBot, tone: str) -> None:
    made = band(tone, "标题", "说明", row(line("更多")))
    shown(qtbot, made)
    assert {"标题", "说明", "更多"} <= {label.text() for label in made.findChildren(QLabel)}


def test_an_empty_state_says_what_will_be_here_and_how(qtbot: QtBot) -> None:
    go = button("去建班")
    made = empty("school", "还没有班级", "先建班。", go)
    shown(qtbot, made)
    assert {"还没有班级", "先建班。"} <= {label.text() for label in made.findChildren(QLabel)}
    assert go.isVisible()


def test_the_paper_is_drawn_with_and_without_its_code(qtbot: QtBot) -> None:
    for code in ("", "DS1:ABC", "x" * 9000):
        paper = Paper(fakes.result(), code)
        shown(qtbot, paper)
        assert paper.heightForWidth(297) == 210
        paper.grab()


# -- tables


@dataclass(frozen=True)
class Fruit:
    name: str
    weight: float


FRUIT = [Fruit("梨", 200), Fruit("枣", 20), Fruit("瓜", 3000)]
COLUMNS: list[Column[Fruit]] = [
    Column("名", 100, lambda fruit: Cell(fruit.name, "check", "good", f"{fruit.name}好吃")),
    Column(
        "克",
        0,
        lambda fruit: Cell(f"{fruit.weight:g}"),
        number=True,
        key=lambda fruit: fruit.weight,
        hint="重量",
    ),
]


@pytest.fixture
def model() -> RowsModel[Fruit]:
    return RowsModel(COLUMNS, FRUIT)


def test_the_model_is_a_proper_model(model: RowsModel[Fruit]) -> None:
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert isinstance(model, QAbstractItemModel)
    model.show(FRUIT[:1])
    assert (model.rowCount(), model.columnCount()) == (1, 2)
    assert model.rowCount(model.index(0, 0)) == 0


def test_cells_show_words_icons_and_hints(model: RowsModel[Fruit]) -> None:
    first = model.index(0, 0)
    assert first.data() == "梨"
    assert first.data(Qt.ItemDataRole.ToolTipRole) == "梨好吃"
    assert not first.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert first.data(Qt.ItemDataRole.ForegroundRole) == theme().colour("good")
    weight = model.index(0, 1)
    assert weight.data(Qt.ItemDataRole.DecorationRole) is None
    assert weight.data(Qt.ItemDataRole.ForegroundRole) is None
    assert weight.data(Qt.ItemDataRole.ToolTipRole) == "200"
    assert weight.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert weight.data(Qt.ItemDataRole.UserRole) is None


def test_heads_show_titles_and_hints(model: RowsModel[Fruit]) -> None:
    across = Qt.Orientation.Horizontal
    assert model.headerData(1, across) == "克"
    assert model.headerData(1, across, Qt.ItemDataRole.ToolTipRole) == "重量"
    assert model.headerData(0, across, Qt.ItemDataRole.ToolTipRole) == "名"
    assert model.headerData(1, across, Qt.ItemDataRole.TextAlignmentRole) & int(Qt.AlignmentFlag.AlignRight)
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.headerData(0, across, Qt.ItemDataRole.UserRole) is None


def test_columns_with_a_key_sort(model: RowsModel[Fruit]) -> None:
    model.sort(1)
    assert [model.row(place).name for place in range(3)] == ["枣", "梨", "瓜"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert model.index(0, 0).data() == "瓜"
    model.sort(0)
    model.sort(-1)
    assert model.index(0, 0).data() == "瓜", "without a key the order stays"


def test_a_row_of_a_table_is_opened(qtbot: QtBot, model: RowsModel[Fruit]) -> None:
    opened: list[int] = []
    view = table(model, says="水果", opened=lambda index: opened.append(index.row()), sortable=True)
    shown(qtbot, view)
    view.selectRow(1)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened == [1]
    view.horizontalHeader().sectionClicked.emit(1)
    assert not isinstance(view.model(), QStandardItemModel)


def test_what_is_not_judged_says_why_and_leads_to_its_place(qtbot: QtBot) -> None:
    listed = NotJudgedList(
        [
            NotJudged("g1", "货车", "右边不评分：只有碎块", ("right",)),
            NotJudged("g2", "小汽车", "不评分：遮挡约 84 %"),
        ]
    )
    shown(qtbot, listed)
    told: list[str] = []
    listed.chosen.connect(told.append)
    first, second = listed.findChildren(NotJudgedCard)
    assert first.accessibleName() == "货车：右边不评分：只有碎块"
    QTest.mouseClick(first, LEFT)
    QTest.keyClick(second, Qt.Key.Key_Return)
    QTest.keyClick(second, Qt.Key.Key_Left)
    assert told == ["g1", "g2"]
