"""The questions about what is selected: one button an option, one answer shown, none where the marks differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span
from desktop.curriculum.schema import Attribute, Label, LabelSchema, Option
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.attributes import AttributePanel, OptionButton
from desktop.views.widgets.bench.text_attributes import AttributeForm
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.keys import KeyMap, option_keys
from tests.gui.canvas import drivers as at_pictures
from tests.gui.text import drivers as at_texts

AtPicture = Callable[..., at_pictures.BenchDriver]
AtText = Callable[..., at_texts.TextDriver]
Keys = Mapping[tuple[str, str], str]


def _desk(*boxes: Box, schema: LabelSchema | None = None) -> ImageDesk:
    own = schema or at_pictures.schema()
    desk = ImageDesk(History(Document(boxes)), own, (400, 300))
    desk.take("select")
    return desk


def _keys(desk: ImageDesk, label: str = "car") -> Keys:
    return option_keys(desk.schema.attributes_of(label), KeyMap(schema=desk.schema))


@pytest.fixture
def panel(qtbot: QtBot) -> AttributePanel:
    """A panel on its own."""
    one = AttributePanel()
    qtbot.addWidget(one)
    return one


def _show(panel: AttributePanel, desk: ImageDesk, *ids: str) -> None:
    desk.select(ids)
    panel.show_selection(desk, _keys(desk))


def _options(panel: AttributePanel | AttributeForm) -> dict[tuple[str, object], OptionButton]:
    return dict(panel._buttons)


def _checked(panel: AttributePanel | AttributeForm) -> list[str]:
    return [button.text() for button in _options(panel).values() if button.isChecked()]


def _titles(panel: AttributePanel) -> list[str]:
    return [title.text() for title in panel._titles.values() if isinstance(title, QLabel)]


CAR = at_pictures.car("a", 10, 10, 60, 50)
BARE = Box("bare", "car", 100, 10, 160, 50)
LIGHT = Box("light", "light", 200, 10, 220, 50)


# -- what is asked


def test_without_a_selection_the_panel_says_what_to_do(panel: AttributePanel) -> None:
    _show(panel, _desk(CAR))
    assert panel._about.text() == "选中一个标注后，在这里填写属性。"
    assert _options(panel) == {}
    assert not panel.focus_first()


def test_a_schema_without_attributes_says_so_and_leaves_the_room_to_the_objects(
    at_picture: AtPicture,
) -> None:
    asking, plain = at_picture(), at_picture(rules=at_pictures.object_schema())
    assert plain.bench.panel.attributes._about.text() == "这张图的标注没有属性要填。"
    assert plain.bench.panel.objects.height() > asking.bench.panel.objects.height()


def test_one_box_is_named_with_its_size(panel: AttributePanel) -> None:
    _show(panel, _desk(CAR), "a")
    assert panel._about.text().split() == ["轿车", "50", "×", "40", "px"]
    assert [button.text() for button in _options(panel).values()] == [
        "无遮挡",
        "轻度",
        "中度",
        "重度",
        "是",
        "否",
    ]


def test_a_class_without_questions_says_so(panel: AttributePanel) -> None:
    _show(panel, _desk(LIGHT), "light")
    assert "没有属性要填。" in panel._about.text()
    assert _options(panel) == {}


def test_several_boxes_of_a_class_without_questions_are_not_asked_to_be_filled_in(
    panel: AttributePanel,
) -> None:
    _show(panel, _desk(LIGHT, Box("other", "light", 240, 10, 260, 50)), "light", "other")
    assert "一起填写" not in panel._about.text()
    assert "没有属性要填。" in panel._about.text()


def test_several_boxes_of_one_class_are_asked_together(panel: AttributePanel) -> None:
    _show(panel, _desk(CAR, BARE), "a", "bare")
    assert panel._about.text() == "已选 2 个标注，一起填写："
    assert _checked(panel) == []


def test_classes_that_share_no_question_are_not_asked(panel: AttributePanel) -> None:
    _show(panel, _desk(CAR, LIGHT), "a", "light")
    assert panel._about.text() == "已选 2 个不同类别的标注。没有共有的属性。"
    assert _options(panel) == {}


def test_what_several_classes_share_is_asked_together_and_what_differs_says_so(panel: AttributePanel) -> None:
    bus = Box("bus", "bus", 100, 10, 160, 50, attributes={"occluded": "3", "cut": False})
    _show(panel, _desk(CAR, bus), "a", "bus")
    assert panel._about.text() == "已选 2 个不同类别的标注。它们共有的属性一起填写："
    assert _titles(panel) == ["遮挡（多种）", "截断"]
    assert _checked(panel) == ["否"]


def test_only_what_all_classes_share_is_asked(panel: AttributePanel) -> None:
    own = at_pictures.schema()
    only_bus = Attribute(id="line", name="线路", kind="number", labels=("bus",), minimum=1, maximum=999)
    both = Attribute(id="wheels", name="轮数", kind="number", labels=("bus", "car"), minimum=2, maximum=40)
    desk = _desk(
        Box("a", "car", 0, 0, 20, 20, attributes={"wheels": 4}),
        Box("b", "bus", 30, 0, 60, 20, attributes={"wheels": 6}),
        schema=own.model_copy(update={"attributes": (*own.attributes, only_bus, both)}),
    )
    _show(panel, desk, "a", "b")
    assert [each.id for each in panel._asked] == ["occluded", "cut", "wheels"]
    assert panel._fields["wheels"].text() == ""
    assert panel._fields["wheels"].placeholderText() == "多种"
    _show(panel, desk, "b")
    assert panel._fields["wheels"].text() == "6"
    assert panel._fields["wheels"].placeholderText() == "2 到 40"


def test_marks_of_several_classes_are_answered_by_key_in_one_step(at_picture: AtPicture) -> None:
    bus = Box("bus", "bus", 100, 10, 160, 50, attributes={"occluded": "3"})
    worker = at_picture(BARE, bus)
    worker.press("V", "Ctrl+A", "W")
    assert [box.attributes["occluded"] for box in worker.desk.document.boxes()] == ["1", "1"]
    worker.press("Ctrl+Z")
    assert [dict(box.attributes) for box in worker.desk.document.boxes()] == [{}, {"occluded": "3"}]


def test_a_class_that_nobody_knows_is_named_by_its_id(panel: AttributePanel) -> None:
    _show(panel, _desk(Box("x", "ufo", 0, 0, 20, 20)), "x")
    assert panel._about.text().startswith("ufo")


def test_the_answers_held_are_shown(panel: AttributePanel) -> None:
    desk = _desk(Box("a", "car", 0, 0, 20, 20, attributes={"occluded": "2", "cut": True}))
    _show(panel, desk, "a")
    assert _checked(panel) == ["中度", "是"]


def test_what_lacks_an_answer_is_marked_in_words(panel: AttributePanel) -> None:
    desk = _desk(BARE, CAR)
    _show(panel, desk, "bare")
    assert _titles(panel) == ["遮挡（待填）", "截断（待填）"]
    _show(panel, desk, "a")
    assert _titles(panel) == ["遮挡", "截断"]


def test_answers_that_differ_are_told_to_differ_and_not_to_be_missing(panel: AttributePanel) -> None:
    other = Box("o", "car", 0, 0, 20, 20, attributes={"occluded": "3", "cut": False})
    _show(panel, _desk(CAR, other), "a", "o")
    assert _titles(panel) == ["遮挡（多种）", "截断"]
    assert _checked(panel) == ["否"]


def test_no_is_an_answer_and_not_a_gap(panel: AttributePanel) -> None:
    _show(panel, _desk(Box("a", "car", 0, 0, 20, 20, attributes={"cut": False})), "a")
    assert _checked(panel) == ["否"]
    assert _titles(panel) == ["遮挡（待填）", "截断"]


def test_going_from_box_to_box_keeps_the_buttons(panel: AttributePanel) -> None:
    desk = _desk(CAR, BARE)
    _show(panel, desk, "a")
    before = _options(panel)
    _show(panel, desk, "bare")
    assert _options(panel) == before


def test_other_keys_are_shown_when_the_classes_take_the_old_ones(panel: AttributePanel) -> None:
    """The next exercise asks the same questions, but one of its classes has the key of an option."""
    first = _desk(CAR)
    _show(panel, first, "a")
    assert panel._buttons["occluded", "0"].toolTip() == f"无遮挡（按 {_keys(first)['occluded', '0']}）"
    option, key = next((own, key) for own, key in _keys(first).items() if len(key) == 1)
    labels = (Label(id="car", name="轿车", short="车", key=key.lower(), colour=0),)
    second = _desk(CAR, schema=at_pictures.schema().model_copy(update={"labels": labels}))
    _show(panel, second, "a")
    assert _keys(second)[option] != key
    shown = panel._buttons[option[0], True if option[1] == "yes" else option[1]]
    assert shown.toolTip().endswith(f"（按 {_keys(second)[option]}）")


# -- answering


def test_a_click_tells_question_and_answer(panel: AttributePanel) -> None:
    told: list[tuple[str, object]] = []
    panel.answered.connect(lambda name, value: told.append((name, value)))
    _show(panel, _desk(BARE), "bare")
    for place in (("occluded", "3"), ("cut", True), ("cut", False)):
        panel._buttons[place].click()
    assert told == [("occluded", "3"), ("cut", True), ("cut", False)]


def test_the_first_option_takes_the_keyboard(panel: AttributePanel) -> None:
    _show(panel, _desk(CAR), "a")
    assert panel.focus_first()
    assert panel.focusWidget() is panel._buttons["occluded", "0"]


def test_space_on_an_option_answers(at_picture: AtPicture) -> None:
    worker = at_picture(BARE)
    worker.press("V", "Tab")
    button = worker.bench.panel.attributes._buttons["occluded", "3"]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert worker.box().attributes == {"occluded": "3"}
    assert button.hasFocus()
    assert button.isChecked()


def test_an_answer_pressed_twice_stays_given_and_is_one_step(at_picture: AtPicture) -> None:
    worker = at_picture(BARE)
    worker.press("V", "Tab")
    button = worker.bench.panel.attributes._buttons["occluded", "3"]
    for _time in range(3):
        button.click()
        assert button.isChecked()
    worker.desk.undo()
    assert worker.box().attributes == {}
    assert not button.isChecked()


def test_a_yes_no_key_turns_the_answer_over_from_nothing_to_yes(at_picture: AtPicture) -> None:
    worker = at_picture(BARE)
    worker.press("V", "Tab")
    panel = worker.bench.panel
    for expected in (True, False, True):
        panel.press(("cut", "yes"))
        assert worker.box().attributes["cut"] is expected


def test_a_key_without_a_selection_answers_nothing(at_picture: AtPicture) -> None:
    worker = at_picture(BARE)
    worker.bench.panel.press(("occluded", "0"))
    assert worker.box().attributes == {}


def test_the_room_for_questions_is_kept_so_that_nothing_jumps(panel: AttributePanel) -> None:
    desk = _desk(CAR, LIGHT)
    panel.reserve(desk)
    reserved = panel.minimumHeight()
    _show(panel, desk, "a")
    assert panel.sizeHint().height() <= reserved + theme().px(24)
    _show(panel, desk, "light")
    assert panel.minimumHeight() == reserved


def test_more_questions_reserve_more_room(panel: AttributePanel) -> None:
    panel.reserve(_desk(CAR))
    high = panel.minimumHeight()
    few = at_pictures.schema().model_copy(update={"attributes": ()})
    panel.reserve(_desk(CAR, schema=few))
    assert panel.minimumHeight() < high


# -- an option


def _option(qtbot: QtBot, name: str, key: str = "") -> OptionButton:
    button = OptionButton(name, key, question="遮挡")
    qtbot.addWidget(button)
    button.resize(120, button.sizeHint().height())
    return button


def _image(button: OptionButton) -> QImage:
    return button.grab().toImage()


def test_an_option_is_spoken_with_its_question(qtbot: QtBot) -> None:
    button = _option(qtbot, "轻度", "W")
    assert button.accessibleName() == "遮挡：轻度"
    assert button.toolTip() == "轻度（按 W）"
    assert _option(qtbot, "轻度").toolTip() == "轻度"


def test_what_stands_in_brackets_goes_on_a_second_line(qtbot: QtBot) -> None:
    for name, lines in (
        ("轻度（不到三成）", ["轻度", "不到三成"]),
        ("轻度", ["轻度"]),
        ("（全部）", ["（全部）"]),
        ("轻度（未完", ["轻度（未完"]),
        ("甲（乙）丙", ["甲（乙）丙"]),
    ):
        button = _option(qtbot, name)
        assert button._lines == lines
        assert (button.sizeHint().height() > theme().px(32)) == (len(lines) == 2)


def test_a_chosen_option_looks_otherwise_and_its_key_is_seen(qtbot: QtBot) -> None:
    plain, keyed = _option(qtbot, "轻度"), _option(qtbot, "轻度", "W")
    assert _image(plain) != _image(keyed)
    before = _image(plain)
    plain.setChecked(True)
    assert _image(plain) != before


def test_a_long_name_is_cut_and_stays_whole_on_the_hint(qtbot: QtBot) -> None:
    name = "一个特别特别特别特别特别长的选项名称"
    button = _option(qtbot, name)
    assert button.toolTip() == name
    assert not _image(button).isNull()


# -- the same for spans


def _span_schema() -> LabelSchema:
    degree = Attribute(
        id="degree",
        name="程度",
        kind="choice",
        options=(Option(id="low", name="低"), Option(id="high", name="高")),
        labels=("intent",),
    )
    polite = Attribute(id="polite", name="礼貌", kind="yesno", labels=("intent", "money"))
    return at_texts.schema(attributes=[degree, polite])


def test_a_span_is_asked_what_its_class_needs(qtbot: QtBot) -> None:
    form = AttributeForm()
    qtbot.addWidget(form)
    own = _span_schema()
    assert not form.focus_first()
    for label, options in (
        ("intent", ["低", "高", "是", "否"]),
        ("money", ["是", "否"]),
        ("time", []),
    ):
        form.show_span(own, Span("s", label, 0, 3))
        assert [button.text() for button in _options(form).values()] == options
        assert form.isHidden() == (not options)
    form.show_span(own, None)
    assert _options(form) == {}


def test_a_span_s_answers_are_shown_and_no_is_one(qtbot: QtBot) -> None:
    form = AttributeForm()
    qtbot.addWidget(form)
    own = _span_schema()
    form.show_span(own, Span("s", "intent", 0, 3, attributes={"degree": "high", "polite": False}))
    assert _checked(form) == ["高", "否"]
    form.show_span(own, Span("t", "intent", 5, 7))
    assert _checked(form) == []
    assert form.option("degree", "low").text() == "低"
    with pytest.raises(KeyError):
        form.option("degree", "none")


def test_a_click_on_a_span_s_option_tells_question_and_answer(qtbot: QtBot) -> None:
    form = AttributeForm()
    qtbot.addWidget(form)
    told: list[tuple[str, object]] = []
    form.answered.connect(lambda name, value: told.append((name, value)))
    form.show_span(_span_schema(), Span("s", "intent", 0, 3))
    form.option("degree", "high").click()
    form.option("polite", False).click()
    assert told == [("degree", "high"), ("polite", False)]


def test_the_same_answer_of_a_span_again_stays_given(at_text: AtText) -> None:
    worker = at_text("退款299元", [Span("s", "intent", 0, 2)], own_schema=_span_schema())
    worker.press(Qt.Key.Key_Tab)
    form = worker.bench.panel.form
    for _time in range(3):
        form.option("degree", "high").click()
        assert _checked(form) == ["高"]
    assert worker.bench.editor is not None
    assert worker.bench.editor.document["s"].attributes == {"degree": "high"}


def test_a_locked_span_keeps_its_answers_and_the_form_shows_so(at_text: AtText) -> None:
    worker = at_text(
        "退款299元",
        [Span("s", "intent", 0, 2, attributes={"degree": "low"}, locked=True)],
        own_schema=_span_schema(),
    )
    worker.press(Qt.Key.Key_Tab)
    form = worker.bench.panel.form
    form.option("degree", "high").click()
    assert "已锁定" in worker.said
    assert worker.bench.editor is not None
    assert worker.bench.editor.document["s"].attributes == {"degree": "low"}
    assert _checked(form) == ["低"]


def test_an_answer_is_undone_in_the_form_too(at_text: AtText) -> None:
    worker = at_text("退款299元", [Span("s", "intent", 0, 2)], own_schema=_span_schema())
    worker.press(Qt.Key.Key_Tab)
    form = worker.bench.panel.form
    form.option("polite", True).click()
    assert _checked(form) == ["是"]
    worker.bench.carry_out("undo")
    QApplication.processEvents()
    assert _checked(form) == []
