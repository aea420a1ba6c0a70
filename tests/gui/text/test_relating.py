"""Relations are made by drag and by key, between the ends that the schema allows, and are one history with the rest."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication, QMenu

from desktop.annotation.relations import Relation
from desktop.views.widgets.text.editor import TextEditor
from desktop.views.widgets.text.targets import arc_under, hover, tip_at
from tests.gui.text.drivers import CONTROL, SHIFT
from tests.gui.text.linked import LinkDriver, attempt, case, schema, spanned


@pytest.fixture
def doctor(sit_down: Callable[..., object]) -> LinkDriver:
    """Somebody at the case."""
    return LinkDriver(sit_down(attempt(case())).bench)  # type: ignore[attr-defined]


def test_a_relation_is_made_by_key_from_head_to_tail(doctor: LinkDriver) -> None:
    doctor.pick("m2")
    doctor.type("a")
    doctor.press(Qt.Key.Key_Tab)
    assert doctor.picked == "高血压"
    doctor.press(Qt.Key.Key_Tab)
    assert doctor.picked == "前壁心肌梗死"
    doctor.press(Qt.Key.Key_Return)
    assert doctor.related[-1] == ("treats", "阿司匹林", "前壁心肌梗死")


def test_while_a_relation_is_made_tab_offers_only_the_ends_that_the_schema_allows(doctor: LinkDriver) -> None:
    doctor.pick("m2")
    doctor.type("a")
    offered = set()
    for _number in range(6):
        doctor.press(Qt.Key.Key_Tab)
        offered.add(doctor.picked)
    assert offered == {"高血压", "前壁心肌梗死"}


def test_escape_lets_a_relation_go_that_is_being_made(doctor: LinkDriver) -> None:
    doctor.pick("m2")
    doctor.type("a")
    assert "治疗" in doctor.hint
    doctor.press(Qt.Key.Key_Escape)
    doctor.pick("d2")
    doctor.press(Qt.Key.Key_Return)
    assert len(doctor.related) == 1


def test_a_key_that_cannot_begin_at_the_picked_class_says_so(doctor: LinkDriver) -> None:
    doctor.pick("p")
    doctor.type("a")
    assert "没有可以作终点的标注" in doctor.said
    assert doctor.bench.editor is not None
    assert doctor.bench.editor.links.link is None


def test_a_relation_is_made_by_drag_from_a_bar(doctor: LinkDriver) -> None:
    doctor.drag_link("心电图", "前壁心肌梗死")
    assert doctor.related[-1] == ("shows", "心电图", "前壁心肌梗死")
    assert doctor.view.rubber is None


def test_a_relation_is_made_by_drag_from_the_words_with_alt(doctor: LinkDriver) -> None:
    doctor.drag_from_text("心电图", "前壁心肌梗死")
    assert doctor.related[-1] == ("shows", "心电图", "前壁心肌梗死")


def test_a_drag_the_wrong_way_makes_nothing_and_says_so(doctor: LinkDriver) -> None:
    doctor.drag_link("前壁心肌梗死", "心电图")
    assert len(doctor.related) == 1
    assert "方向反了" in doctor.said


def test_a_drag_between_classes_that_have_no_relation_says_so(doctor: LinkDriver) -> None:
    doctor.drag_link("张建国", "心电图")
    assert len(doctor.related) == 1
    assert "没有可建的关系" in doctor.said


def test_where_several_kinds_are_allowed_the_drag_asks_which(sit_down: Callable[..., object]) -> None:
    both = schema().model_copy(
        update={
            "relations": tuple(
                kind.model_copy(update={"heads": (), "tails": ()}) for kind in schema().relations[:2]
            )
        }
    )
    person = LinkDriver(sit_down(attempt(case(), own_schema=both)).bench)  # type: ignore[attr-defined]
    person.drag_link("心电图", "前壁心肌梗死")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["治疗\ta", "提示\ts"]
    menu.actions()[1].trigger()
    menu.close()
    assert person.related[-1][0] == "shows"


def test_dragging_over_the_words_still_selects_them(doctor: LinkDriver) -> None:
    doctor.select("阿司匹林")
    assert doctor.selected == "阿司匹林"
    assert len(doctor.related) == 1


def test_a_click_on_an_arc_picks_its_relation_and_delete_takes_it_away(doctor: LinkDriver) -> None:
    doctor.click_arc("r1")
    assert doctor.bench.editor is not None
    assert doctor.bench.editor.links.relation_id == "r1"
    assert doctor.picked == ""
    doctor.press(Qt.Key.Key_Delete)
    assert doctor.related == []
    assert doctor.picked == "硝苯地平"


def test_an_arc_under_the_pointer_is_shown_and_named(doctor: LinkDriver) -> None:
    point = QPointF(doctor.arc("r1"))
    hover(doctor.view, arc_under(doctor.view, point))
    assert doctor.view.hovered == "r1"
    assert tip_at(doctor.view, point) == "治疗：硝苯地平 → 高血压"
    hover(doctor.view, "")
    assert doctor.view.hovered == ""


def test_a_relation_is_reversed_only_where_the_schema_allows_it(doctor: LinkDriver) -> None:
    doctor.click_arc("r1")
    doctor.press(Qt.Key.Key_Space, SHIFT)
    assert doctor.related == [("treats", "硝苯地平", "高血压")]
    assert "不能反向" in doctor.said
    doctor.drag_link("阿司匹林", "氯吡格雷")
    assert doctor.related[-1] == ("with", "阿司匹林", "氯吡格雷")
    doctor.press(Qt.Key.Key_Space, SHIFT)
    assert doctor.related[-1] == ("with", "氯吡格雷", "阿司匹林")


def test_a_symmetric_relation_is_not_made_twice_the_other_way(doctor: LinkDriver) -> None:
    doctor.drag_link("阿司匹林", "氯吡格雷")
    doctor.drag_link("氯吡格雷", "阿司匹林")
    assert [kind for kind, _head, _tail in doctor.related].count("with") == 1
    assert "已经有这种关系" in doctor.said


def test_the_key_of_another_kind_changes_the_picked_relation_where_it_may(
    sit_down: Callable[..., object],
) -> None:
    free = schema().model_copy(
        update={
            "relations": tuple(k.model_copy(update={"heads": (), "tails": ()}) for k in schema().relations)
        }
    )
    person = LinkDriver(sit_down(attempt(case(), own_schema=free)).bench)  # type: ignore[attr-defined]
    person.click_arc("r1")
    person.type("s")
    assert person.related == [("shows", "硝苯地平", "高血压")]


def test_deleting_a_span_takes_its_relations_along_and_one_undo_brings_all_back(doctor: LinkDriver) -> None:
    before = doctor.spans, doctor.related
    doctor.pick("d1")
    doctor.press(Qt.Key.Key_Delete)
    assert doctor.related == []
    assert "1 个关系一起删除" in doctor.said
    doctor.press(Qt.Key.Key_Z, CONTROL)
    assert (doctor.spans, doctor.related) == before


def test_every_relation_is_in_the_list_with_a_name_for_screen_readers(doctor: LinkDriver) -> None:
    lists = doctor.bench.panel.lists
    doctor.drag_link("心电图", "前壁心肌梗死")
    assert lists.shown == "relations"
    model = lists.relations.model()
    said = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert said == ["关系 治疗：从 硝苯地平 到 高血压", "关系 提示：从 心电图 到 前壁心肌梗死"]
    lists.relations.setCurrentIndex(model.index(0, 0))
    assert doctor.bench.editor is not None
    assert doctor.bench.editor.links.relation_id == "r1"
    assert lists.relations.accessibleName() == "关系列表"
    assert doctor.bench.panel.said() == "关系 治疗：从 硝苯地平 到 高血压"


def test_the_list_follows_what_is_undone(doctor: LinkDriver) -> None:
    model = doctor.bench.panel.lists.relations.model()
    doctor.drag_link("心电图", "前壁心肌梗死")
    doctor.press(Qt.Key.Key_Z, CONTROL)
    assert model.rowCount() == 1
    doctor.press(Qt.Key.Key_Y, CONTROL)
    assert model.rowCount() == 2
    assert "已建 1 个" in doctor.bench.panel.labels.row("shows").accessibleName()


def test_ctrl_j_walks_the_relations_both_ways(sit_down: Callable[..., object]) -> None:
    marks = [*case(), Relation("r2", "shows", "t", "d2"), Relation("r3", "treats", "m2", "d2")]
    person = LinkDriver(sit_down(attempt(marks)).bench)  # type: ignore[attr-defined]
    assert person.bench.editor is not None
    links = person.bench.editor.links
    walked = []
    for modifiers in (CONTROL, CONTROL, CONTROL, CONTROL, CONTROL | SHIFT):
        person.press(Qt.Key.Key_J, modifiers)
        walked.append(links.relation_id)
    assert walked == ["r1", "r2", "r3", "r1", "r3"]


def test_a_selection_takes_the_keys_from_the_picked_relation(doctor: LinkDriver) -> None:
    doctor.click_arc("r1")
    doctor.select("胸痛")
    doctor.press(Qt.Key.Key_Delete)
    assert len(doctor.related) == 1


def test_what_was_handed_in_can_be_looked_at_but_not_changed(doctor: LinkDriver) -> None:
    assert doctor.bench.editor is not None
    editor = TextEditor(doctor.bench.editor.text, schema(), doctor.bench.editor.document)
    editor.pick("m2")
    for act in (editor.links.begin_chain, editor.links.leave_chain, editor.delete, editor.links.reverse):
        act()
    editor.links.press("treats")
    assert editor.links.link is None
    editor.links.pick("r1")
    editor.delete()
    assert len(editor.links.index) == 1


def test_mentions_are_joined_into_a_chain_by_key_and_listed(sit_down: Callable[..., object]) -> None:
    marks = [spanned("张建国", "person", "p"), spanned("患者", "person", "q"), spanned("他", "person", "he")]
    person = LinkDriver(sit_down(attempt(marks)).bench)  # type: ignore[attr-defined]
    person.pick("q")
    person.press(Qt.Key.Key_G, CONTROL)
    for _number in range(2):
        person.press(Qt.Key.Key_Tab)
        person.press(Qt.Key.Key_Return)
    person.press(Qt.Key.Key_Escape)
    assert person.chained == [{"张建国", "患者", "他"}]
    chains = person.bench.panel.lists.chains.model()
    said = chains.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "指代链1，3 处：患者、张建国、他"
    assert "链1" in person.bench.panel.list.model().said(person.bench.editor.document["he"])  # type: ignore[union-attr]
    person.pick("he")
    person.press(Qt.Key.Key_G, CONTROL | SHIFT)
    assert person.chained == [{"张建国", "患者"}]
    person.press(Qt.Key.Key_Z, CONTROL)
    person.press(Qt.Key.Key_Z, CONTROL)
    person.press(Qt.Key.Key_Z, CONTROL)
    assert person.chained == []
    assert chains.rowCount() == 0
