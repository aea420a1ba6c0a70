"""The three key profiles and what a person may change in them: one key, one meaning in a scope, whatever is asked."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from desktop.base.key_choice import PROFILES as PROFILE_IDS
from desktop.base.key_choice import KeyChoice
from desktop.curriculum.schema import Label, LabelSchema
from desktop.views.theme.icons import icon_path
from desktop.views.widgets.canvas.key_actions import ACTIONS, BY_ID, GROUP_ICONS, SCOPES, Binding, bind
from desktop.views.widgets.canvas.key_profiles import DEALT, PROFILES, REVIEW, bindings_of
from desktop.views.widgets.canvas.key_table import (
    KEPT,
    as_it_comes,
    judge,
    keys_of,
    table_of,
    with_key,
)
from desktop.views.widgets.canvas.keys import DESKTOP, KeyMap, chords, dealt, named, parse, sheet, shown
from desktop.views.widgets.canvas.keys_in_use import KeysInUse

NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
FREE = [action.id for action in ACTIONS if not action.fixed]
profiles = pytest.mark.parametrize("profile", PROFILE_IDS)
some_chords = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "Ctrl+", "Shift+", "Alt+", "Ctrl+Shift+"]),
        st.sampled_from([*"ABDRZ15[=.", "Tab", "Esc", "F5", "Left", "Return", "Backspace"]),
    ),
)
asked = st.lists(st.tuples(st.sampled_from(FREE), some_chords, st.booleans()), max_size=12)


def press(chord: str, text: str = "") -> QKeyEvent:
    """Return the press of a chord as a table writes it."""
    key, modifiers = parse(chord)
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)


def places(bindings: tuple[Binding, ...]) -> list[tuple]:
    """Return every place a table gives away: scope and chord."""
    return [(binding.scope, parse(chord)) for binding in bindings for chord in binding.chords]


def schema(*keys: str) -> LabelSchema:
    """Return a schema with a class for each key."""
    labels = tuple(
        Label(id=f"l{place}", name=f"第{place}类", short="类", key=key, colour=0)
        for place, key in enumerate(keys)
    )
    return LabelSchema(task="boxes", labels=labels)


# -- the tables as they come


@profiles
def test_no_key_of_a_profile_means_two_things_in_one_scope(profile: str) -> None:
    taken = Counter(places(bindings_of(PROFILES[profile].keys)))
    assert [place for place, times in taken.items() if times > 1] == []


@profiles
def test_every_action_has_a_key_in_every_profile(profile: str) -> None:
    assert {action.id for action in ACTIONS} - set(PROFILES[profile].keys) == set()
    assert set(PROFILES[profile].keys) <= set(BY_ID)


@profiles
def test_no_profile_gives_away_what_is_kept(profile: str) -> None:
    given_away = {chord for scope, chord in places(bindings_of(PROFILES[profile].keys)) if scope != "walk"}
    assert given_away & KEPT == set()
    assert given_away & {parse(digit) for digit in "0123456789"} == set(), "digits choose classes"


def test_counted_profiles_leave_ctrl_and_digits_to_the_classes() -> None:
    given_away = {chord for _scope, chord in places(bindings_of(PROFILES["cvat"].keys))}
    assert PROFILES["cvat"].labels == "counted"
    assert given_away & {parse(f"Ctrl+{digit}") for digit in "0123456789"} == set()


def test_what_all_four_tools_share_is_the_same_everywhere() -> None:
    shared = {
        "undo": "Ctrl+Z",
        "redo": "Ctrl+Shift+Z",
        "copy": "Ctrl+C",
        "paste": "Ctrl+V",
        "duplicate": "Ctrl+D",
        "erase": "Del",
        "cancel": "Esc",
        "save": "Ctrl+S",
        "zoom.fit": "Ctrl+F",
        "help": "F1",
        "submit": "Ctrl+Return",
    }
    for profile in PROFILES.values():
        assert {action: key for action, key in shared.items() if key in profile.keys[action]} == shared
        assert "Ctrl+Y" in profile.keys["redo"]


@pytest.mark.parametrize(
    ("key", "desktop", "cvat", "label_studio"),
    [
        ("D", "image.next", "image.previous", ""),
        ("F", "tool.flag", "image.next", ""),
        ("A", "image.previous", "", ""),
        ("R", "tool.box", "", "tool.box"),
        ("O", "tool.rotated", "", "tool.ellipse"),
        ("P", "tool.polygon", "pin", "tool.polygon"),
        ("W", "tool.wand", "", "tool.wand"),
        ("E", "tool.eraser", "", "tool.eraser"),
        ("B", "tool.brush", "", "tool.brush"),
        ("N", "tool.repeat", "tool.repeat", "tool.repeat"),
        ("G", "group", "group", ""),
        ("J", "shape.join", "shape.join", ""),
        ("M", "tool.pan", "shape.join", ""),
        ("Q", "tool.quad", "", ""),
        ("H", "hide", "hide", "tool.pan"),
        ("L", "lock", "lock", ""),
        ("K", "tool.skeleton", "", "tool.point"),
        ("V", "tool.select", "", "tool.select"),
        ("Alt+J", "", "tool.slice", ""),
        ("Alt+H", "", "", "hide"),
        ("Alt+L", "", "", "lock"),
        ("Shift+1", "", "tool.brush", "zoom.fit"),
        ("Shift+S", "tool.polyline", "tool.skeleton", "tool.slice"),
        ("Shift+P", "tool.point", "tool.polygon", "tool.polyline"),
        ("+", "zoom.in", "order.front", "zoom.in"),
        ("-", "zoom.out", "order.back", "zoom.out"),
        ("Ctrl+B", "propagate", "propagate", "propagate"),
        ("Ctrl+E", "label.edit", "label.edit", "label.edit"),
        ("Ctrl+R", "", "", ""),
        ("Ctrl+N", "", "", ""),
    ],
)
def test_where_the_tools_contradict_each_other_every_profile_follows_its_own(
    key: str, desktop: str, cvat: str, label_studio: str
) -> None:
    found = [KeyMap(bindings_of(PROFILES[profile].keys)).meaning(parse(key)) for profile in PROFILE_IDS]
    assert found == [desktop, cvat, label_studio]


def test_every_action_has_words_an_icon_and_a_place() -> None:
    for action in ACTIONS:
        assert action.says
        assert action.group in GROUP_ICONS
        assert action.scope in SCOPES
        assert icon_path(action.shown_icon).exists(), action.shown_icon
    assert len(BY_ID) == len(ACTIONS)


def test_only_what_belongs_together_says_the_same() -> None:
    words = Counter(action.says for action in ACTIONS)
    together = {words for words, times in words.items() if times > 1}
    kinds = {action.id.rsplit(".", 1)[0].split(".")[0] for action in ACTIONS if action.says in together}
    assert kinds == {"arrow", "grow", "shrink", "walk"}


def test_the_first_things_to_drill_are_about_thirty() -> None:
    assert 20 <= sum(action.core for action in ACTIONS) <= 40
    assert not any(action.core and action.fixed for action in ACTIONS)


# -- scopes


def test_one_key_means_different_things_in_different_scopes() -> None:
    keymap = KeyMap()
    assert keymap.action(press("Backspace")) == "erase"
    assert keymap.action(press("Backspace"), "draw") == "draw.undo_point"
    assert keymap.action(press("Backspace"), "vertex") == "vertex.delete"
    assert keymap.action(press("Return")) == "draw.corner"
    assert keymap.action(press("Return"), "draw") == "draw.close"
    assert keymap.action(press("Tab"), "walk") == "walk.next_mark"
    assert keymap.action(press("[")) == "edge.less"
    assert keymap.action(press("["), "paint") == "brush.smaller"


def test_what_a_scope_does_not_mean_is_the_desks() -> None:
    for scope in SCOPES:
        assert KeyMap().action(press("Ctrl+Z"), scope) == "undo"


def test_while_attributes_are_walked_through_digits_are_values_and_not_classes() -> None:
    keymap = KeyMap(schema=schema("1", "2"))
    assert keymap.action(press("2")) == "label.l1"
    assert keymap.action(press("2"), "draw") == "label.l1"
    assert keymap.action(press("2"), "walk") == "walk.value.2"


def test_a_key_without_a_verb_does_nothing_and_is_on_no_sheet() -> None:
    own = schema("1")
    keymap = KeyMap(schema=own, available={"tool.box", "undo", "erase"})
    assert keymap.action(press("R")) == "tool.box"
    for chord in ("P", "D", "Shift+B", "F1"):
        assert keymap.action(press(chord)) == ""
        assert not keymap.takes(chord)
    assert keymap.action(press("Backspace"), "draw") == "erase"
    printed = [caps for name, rows in sheet(keymap, own) for caps, _says in rows if name != "鼠标"]
    assert printed == ["1", "R", "Ctrl+Z", "Delete  Backspace"]
    assert keymap.chord("tool.polygon") == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("所选的标注已锁定，按 ‹lock› 解锁。", "所选的标注已锁定，按 L 解锁。"),
        ("按 ‹tool.select› 后单击，或按 ‹select.next›。", "按 V 后单击，或按 Tab。"),
        ("没有键：‹tool.polygon›", "没有键：“多边形工具”"),
        ("‹no.such› ‹› <lock>", "“no.such” ‹› <lock>"),
        ("{label}", "{label}"),
    ],
)
def test_a_sentence_names_the_key_in_force(text: str, said: str) -> None:
    keymap = KeyMap(available={"lock", "tool.select", "select.next"})
    assert keymap.worded(text) == said
    cvat = KeyMap(bindings_of(PROFILES["cvat"].keys))
    assert cvat.worded("按 ‹tool.box› 画框") == "按 Shift+R 画框"


# -- readings of shifted signs


@pytest.mark.parametrize(
    ("chord", "key", "modifiers", "text"),
    [
        ("Shift+1", Qt.Key.Key_Exclam, SHIFT, "!"),
        ("Shift+1", Qt.Key.Key_1, SHIFT, "1"),
        ("Shift+1", 0, SHIFT, "！"),
        ("Shift+,", Qt.Key.Key_Less, SHIFT, "<"),
        ("Shift+.", Qt.Key.Key_Greater, SHIFT, ">"),
        ("_", Qt.Key.Key_Underscore, SHIFT, "_"),
        ("-", Qt.Key.Key_Minus, NONE, "-"),
        ("Ctrl++", Qt.Key.Key_Plus, CTRL | SHIFT, "+"),
    ],
)
def test_a_sign_that_takes_shift_is_read_as_the_table_writes_it(
    chord: str, key: int, modifiers: Qt.KeyboardModifier, text: str
) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)
    assert parse(chord) in chords(event)


@pytest.mark.parametrize(
    "chord",
    (
        "R Shift+R Ctrl+Shift+Z Alt+J Shift+1 Shift+, Esc Del Tab Shift+Tab F7 PgUp Home Left Ctrl+Left Return"
        " [ \\ + = - / Ctrl++ Backspace Space Ctrl+Space"
    ).split(),
)
def test_a_key_that_is_pressed_gets_the_name_the_tables_use(chord: str) -> None:
    assert named(press(chord)) == chord
    assert parse(named(press(chord))) == parse(chord)


@pytest.mark.parametrize(
    ("event", "name"),
    [
        (QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, SHIFT), ""),
        (QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Control, CTRL), ""),
        (QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_AltGr, NONE), ""),
        (QKeyEvent(QEvent.Type.KeyPress, 0, NONE, "人"), ""),
        (QKeyEvent(QEvent.Type.KeyPress, 0, NONE, "ｒ"), "R"),
        (QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Backtab, SHIFT), "Shift+Tab"),
        (QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Plus, SHIFT, "+"), "+"),
        (QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_BraceLeft, SHIFT | CTRL, "{"), "Ctrl+Shift+["),
    ],
)
def test_a_key_as_an_input_method_or_a_real_keyboard_sends_it_gets_its_name(
    event: QKeyEvent, name: str
) -> None:
    assert named(event) == name


@profiles
def test_every_chord_of_a_profile_is_found_by_its_own_press(profile: str) -> None:
    keymap = KeyMap(bindings_of(PROFILES[profile].keys))
    for binding in keymap.bindings:
        for chord in binding.chords:
            assert keymap.action(press(chord), binding.scope) == binding.action


# -- classes


def test_a_class_key_covers_a_tool_and_the_sheet_says_so() -> None:
    own = schema("r", "1")
    keymap = KeyMap(schema=own)
    assert keymap.action(press("R")) == "label.l0"
    groups = dict(sheet(keymap, own))
    assert groups["让给类别的键"] == [("R", "现在选“第0类”；“画框工具：拖动，或点两个对角”改按 Alt+R")]
    assert ("Alt+R", "画框工具：拖动，或点两个对角") in groups["工具"]
    assert keymap.chord("tool.box") == "Alt+R"
    assert keymap.action(press("Alt+R")) == "tool.box"


@pytest.mark.parametrize("profile", PROFILE_IDS)
def test_no_class_key_leaves_anything_without_a_key(profile: str) -> None:
    bindings = bindings_of(PROFILES[profile].keys)
    for key in "abcdefghijklmnopqrstuvwxyz[],./-=+\\":
        keymap = KeyMap(bindings, schema(key, "1"))
        assert keymap.action(press(key)) == "label.l0"
        keyless = [own.action for own in keymap.bindings if own.scope != "walk" and not keymap.live(own)]
        assert keyless == []
        chords = [(own.scope, parse(chord)) for own in keymap.bindings for chord in keymap.live(own)]
        assert len(set(chords)) == len(chords)


@pytest.mark.parametrize("scope", [scope for scope in SCOPES if scope != "desk"])
def test_the_sheet_begins_with_what_holds_now_and_names_everything_once(scope: str) -> None:
    own = schema("1")
    keymap = KeyMap(schema=own)
    plain, now = sheet(keymap, own), sheet(keymap, own, scope)
    assert now[0][0] == f"现在：{SCOPES[scope]}"
    inner = {BY_ID[action.id].says for action in ACTIONS if action.scope == scope}
    assert {says for _caps, says in now[0][1]} == inner
    assert Counter(row for _group, rows in now for row in rows) == Counter(
        row for _group, rows in plain for row in rows
    )


def test_a_key_that_is_left_of_two_is_the_one_on_the_sheet() -> None:
    own = schema("=")
    keymap = KeyMap(schema=own)
    assert keymap.chord("zoom.in") == "+"
    assert ("+", "放大") in dict(sheet(keymap, own))["查看"]


@profiles
@given(st.lists(st.sampled_from("1234567890qwertyuiopasdfghjklzxcvbnm[]+-="), unique=True, max_size=12))
def test_everything_on_the_sheet_does_what_it_says(profile: str, keys: list[str]) -> None:
    in_use = KeysInUse()
    in_use.use(KeyChoice(profile))
    own = in_use.keyed(schema(*(keys or ["1"])))
    keymap = in_use.keymap(own)
    said = {(binding.scope, chord) for binding in keymap.bindings for chord in keymap.live(binding)}
    for binding in keymap.bindings:
        for chord in binding.chords:
            does = keymap.action(press(chord), binding.scope)
            assert (does == binding.action) == ((binding.scope, chord) in said)
    for label, chords_of in keymap.label_keys():
        for chord in chords_of:
            assert keymap.action(press(chord)) == f"label.{label.id}"


def test_in_cvat_ctrl_and_a_digit_choose_a_class_by_its_place() -> None:
    in_use = KeysInUse()
    in_use.use(KeyChoice("cvat"))
    own = in_use.keyed(schema(*"abcdefghijk"))
    keymap = in_use.keymap(own)
    assert keymap.action(press("Ctrl+1")) == "label.l0"
    assert keymap.action(press("Ctrl+0")) == "label.l9"
    assert keymap.action(press("C")) == "label.l2"
    assert sheet(keymap, own)[0][1][1] == ("b  Ctrl+2", "第1类")
    assert sheet(keymap, own)[0][1][10] == ("k", "第10类")


def test_label_studio_deals_keys_in_its_order_without_those_of_its_tools() -> None:
    in_use = KeysInUse()
    in_use.use(KeyChoice("label_studio"))
    own = in_use.keyed(schema(*"abcdefghijklmnopq"))
    assert "".join(label.key for label in own.labels) == "1234567890qtasdfg"
    keymap = in_use.keymap(own)
    assert keymap.covered() == []
    assert keymap.action(press("W")) == "tool.wand"


def test_when_keys_run_out_the_last_classes_keep_their_own() -> None:
    own = schema(*(chr(ord("a") + place % 26) for place in range(60)))
    keys = [label.key for label in dealt(own, DESKTOP, DEALT).labels]
    assert keys[-1] == own.labels[-1].key
    assert keys[0] == "1"


def test_other_profiles_leave_the_schemas_keys_alone() -> None:
    own = schema("x", "y")
    assert KeysInUse().keyed(own) is own


# -- what a person changes


def test_a_free_key_is_given() -> None:
    choice = KeyChoice()
    assert judge(choice, "tool.box", "Y").kind == "free"
    choice = with_key(choice, "tool.box", "Y")
    assert keys_of(choice)["tool.box"] == ("Y",)
    assert KeyMap(table_of(choice).bindings).meaning(parse("R")) == ""


def test_a_key_can_be_added_to_those_there_are() -> None:
    choice = with_key(KeyChoice(), "tool.box", "Y", adding=True)
    assert keys_of(choice)["tool.box"] == ("R", "Y")
    assert keys_of(with_key(choice, "tool.box", "r", adding=True))["tool.box"] == ("Y", "r")


def test_the_action_that_has_the_key_is_named_and_loses_it() -> None:
    choice = KeyChoice()
    found = judge(choice, "tool.box", "P")
    assert (found.kind, found.action) == ("taken", "tool.polygon")
    choice = with_key(choice, "tool.box", "P")
    assert keys_of(choice)["tool.box"] == ("P",)
    assert "tool.polygon" not in keys_of(choice)


def test_who_lost_a_key_gets_it_back_with_the_change() -> None:
    choice = with_key(KeyChoice(), "tool.box", "P")
    choice = as_it_comes(choice, "tool.box")
    assert choice == KeyChoice()
    assert keys_of(choice)["tool.polygon"] == ("P",)


def test_who_wants_its_own_key_back_takes_it_from_whoever_has_it() -> None:
    choice = with_key(KeyChoice(), "tool.box", "P")
    choice = as_it_comes(choice, "tool.polygon")
    assert keys_of(choice)["tool.polygon"] == ("P",)
    assert "tool.box" not in keys_of(choice)


def test_keys_are_moved_on_from_a_change_to_another() -> None:
    choice = with_key(with_key(KeyChoice(), "tool.box", "Y"), "tool.polygon", "Y")
    assert keys_of(choice)["tool.polygon"] == ("Y",)
    assert "tool.box" not in keys_of(choice)


def test_the_same_key_again_changes_nothing() -> None:
    assert judge(KeyChoice(), "tool.box", "R").kind == "own"
    assert with_key(KeyChoice(), "tool.box", "R") == KeyChoice()


def test_the_same_key_in_another_scope_is_free_and_what_it_covers_is_said() -> None:
    found = judge(KeyChoice(), "brush.smaller", "R")
    assert (found.kind, found.covers) == ("free", "tool.box")
    choice = with_key(KeyChoice(), "brush.smaller", "R")
    keymap = KeyMap(table_of(choice).bindings)
    assert keymap.action(press("R")) == "tool.box"
    assert keymap.action(press("R"), "paint") == "brush.smaller"


@pytest.mark.parametrize("chord", ["1", "0", "Ctrl+L", "Space", "Esc", "F1", "Left", "Return", "Alt+F4"])
def test_keys_that_everything_hangs_on_are_not_given_away(chord: str) -> None:
    assert judge(KeyChoice(), "tool.box", chord).kind == "kept"
    with pytest.raises(ValueError, match="cannot be the key"):
        with_key(KeyChoice(), "tool.box", chord)


def test_fixed_actions_keep_their_keys() -> None:
    with pytest.raises(ValueError, match="cannot be the key"):
        with_key(KeyChoice(), "help", "Y")


def test_in_cvat_ctrl_and_a_digit_are_not_given_away() -> None:
    assert judge(KeyChoice("cvat"), "tool.box", "Ctrl+3").kind == "kept"
    assert judge(KeyChoice("desktop"), "tool.box", "Ctrl+3").kind == "free"


@profiles
@given(asked)
def test_whatever_is_changed_no_key_means_two_things(profile: str, wishes: list) -> None:
    choice = KeyChoice(profile)
    for action, chord, adding in wishes:
        if judge(choice, action, chord).kind != "kept":
            choice = with_key(choice, action, chord, adding=adding)
            assert chord in keys_of(choice)[action]
            table = table_of(choice)
            assert table.ignored == ()
            assert max(Counter(places(table.bindings)).values()) == 1
    for action, _chord, _adding in wishes:
        choice = as_it_comes(choice, action)
        assert keys_of(choice).get(action) == PROFILES[profile].keys[action]
    for action in list(choice.own):
        choice = as_it_comes(choice, action)
    assert choice.own == {}


hostile = st.dictionaries(
    st.sampled_from([*FREE[:8], "help", "arrow.left", "no.such", "label.car"]),
    st.lists(some_chords | st.sampled_from(["", "Hyper+R", "你", "Ctrl+", "1"]), max_size=3).map(tuple),
    max_size=6,
)


@profiles
@given(hostile)
def test_a_file_of_any_content_gives_a_table_without_collisions(profile: str, own: dict) -> None:
    table = table_of(KeyChoice(profile).with_own(own))
    taken = Counter(places(table.bindings))
    assert not taken or max(taken.values()) == 1
    standard = {binding.action: binding.chords for binding in bindings_of(PROFILES[profile].keys)}
    for binding in table.bindings:
        if BY_ID[binding.action].fixed:
            assert binding.chords == standard[binding.action]
    assert {"no.such", "label.car", "help", "arrow.left"} & set(own) <= set(table.ignored)


def test_what_a_file_asks_for_in_vain_is_named() -> None:
    own = {"no.such": ("Q",), "help": ("Q",), "tool.box": ("Y",), "lock": ("Hyper+L",), "pin": ("Y",)}
    table = table_of(KeyChoice().with_own(own))
    assert table.ignored == ("no.such", "help", "lock", "pin")
    assert ("tool.box", ("Y",)) in [(binding.action, binding.chords) for binding in table.bindings]


# -- the keys in use


def test_other_keys_are_told_once_and_the_same_keys_never() -> None:
    in_use, told = KeysInUse(), []
    in_use.changed.connect(lambda: told.append(in_use.choice.profile))
    in_use.use(KeyChoice("cvat"))
    in_use.use(KeyChoice("cvat"))
    in_use.use(KeyChoice())
    assert told == ["cvat", "desktop"]
    assert in_use.bindings == DESKTOP


def test_looking_back_has_keys_of_its_own() -> None:
    assert {binding.action for binding in bind((("undo", ("Ctrl+Z",)),))} == {"undo"}
    assert max(Counter(places(REVIEW)).values()) == 1
    assert shown("Shift+Left") == "Shift+←"
