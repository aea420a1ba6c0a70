"""Keys of classes: a person's own, no two the same, and what gives way to them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.base.key_choice import KeyChoice
from desktop.curriculum.schema import Label, LabelSchema
from desktop.views.widgets.canvas.key_actions import BY_ID
from desktop.views.widgets.canvas.key_classes import found_at, given_way, is_key, reassigned, with_class_keys
from desktop.views.widgets.canvas.keys import DESKTOP
from desktop.views.widgets.canvas.keys_in_use import KeysInUse

KEYS = "123456qwerty"


def schema(*keys: str) -> LabelSchema:
    """Classes l0, l1 ... with these keys."""
    labels = tuple(
        Label(id=f"l{place}", name=f"第{place}类", short="类", key=key, colour=place)
        for place, key in enumerate(keys)
    )
    return LabelSchema(task="boxes", labels=labels)


def keys(of: LabelSchema) -> list[str]:
    """The keys in the order of the classes."""
    return [label.key for label in of.labels]


@given(
    native=st.lists(st.sampled_from(KEYS), min_size=1, max_size=8, unique=True),
    own=st.dictionaries(
        st.sampled_from([f"l{n}" for n in range(9)]), st.sampled_from([*KEYS, "", "ab", "键"])
    ),
)
def test_no_two_classes_ever_have_the_same_key(native: list[str], own: dict[str, str]) -> None:
    given_keys = keys(with_class_keys(schema(*native), own))
    assert len({key.upper() for key in given_keys}) == len(native)
    assert all(is_key(key) for key in given_keys)


def test_own_keys_come_first_and_who_loses_one_takes_what_is_left() -> None:
    assert keys(with_class_keys(schema("1", "2", "3"), {"l2": "1"})) == ["3", "2", "1"]
    assert keys(with_class_keys(schema("1", "2"), {"l0": "r"})) == ["r", "2"]
    plain = schema("1", "2")
    assert with_class_keys(plain, {"other": "r"}) is plain


def test_two_classes_of_different_orders_may_wish_for_the_same_key() -> None:
    assert keys(with_class_keys(schema("1", "2"), {"l0": "r", "l1": "r"})) == ["r", "2"]


def test_a_key_is_free_or_says_whose_it_is() -> None:
    own = schema("1", "2")
    wanted = own.labels[0]

    def found(key: str) -> str:
        return found_at(own, DESKTOP, wanted, key, available=set(BY_ID)).kind

    assert (found("1"), found("2"), found("y"), found("r"), found("R")) == (
        "own",
        "class",
        "free",
        "action",
        "action",
    )
    assert (found("Ctrl+D"), found(" "), found("键")) == ("none", "none", "none")
    assert found_at(own, DESKTOP, wanted, "r", available=set()).kind == "free"


def test_a_key_that_changes_hands_is_changed_for_both() -> None:
    own = schema("1", "2")
    assert reassigned(own, {}, own.labels[0], "2") == {"l0": "2", "l1": "1"}
    assert reassigned(own, {"x": "z"}, own.labels[0], "y") == {"x": "z", "l0": "y"}


def test_only_what_loses_its_last_key_gets_another_and_nobodys() -> None:
    by_action = {own.action: own.chords for own in given_way(DESKTOP, ["q", "=", "z"])}
    assert by_action["tool.quad"] == ("Q", "Alt+Q")
    # Zooming in has + beside =, and Alt+Z is somebody's already.
    assert by_action["zoom.in"] == ("+", "=")
    assert by_action["zoom.selected"] == ("Z", "Alt+Shift+Z")
    assert given_way(DESKTOP, []) == DESKTOP


def test_own_keys_are_in_force_in_every_profile() -> None:
    for profile in ("desktop", "cvat", "label_studio"):
        in_use = KeysInUse()
        in_use.use(KeyChoice(profile, classes={"l1": "y"}))
        keyed = in_use.keyed(schema("1", "2"))
        assert keyed.labels[1].key == "y"
        assert in_use.keymap(keyed).label_keys()[1][1][0] == "y"
