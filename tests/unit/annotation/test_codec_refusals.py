"""Every malformed value is refused with the field it is about; what is merely unusual still gets in."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

import pytest

from desktop.annotation.codec import (
    MAX_MARKS,
    decode_mark,
    decode_marks,
    decode_step,
    encode_step,
)
from desktop.annotation.document import Add, Edit, Remove, Replace, Step
from desktop.annotation.shapes import bitmap
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.reading import MAX_NUMBER
from desktop.annotation.spans import Span

BOX: dict[str, Any] = {"id": "b", "label": "car", "type": "box", "box": [1, 2, 3, 4]}
SPAN: dict[str, Any] = {"id": "s", "label": "PER", "type": "span", "start": 1, "end": 4}
HUGE = 10**400


def without(value: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: entry for key, entry in value.items() if key != name}


def refused(read: Any, value: Any, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        read(value)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, "NoneType"),
        (True, "bool"),
        (7, "int"),
        (1.5, "float"),
        ("box", "str"),
        ([], "list"),
        ([BOX], "list"),
    ],
)
def test_a_mark_that_is_no_object_is_refused_with_what_came_instead(value: Any, kind: str) -> None:
    refused(decode_mark, value, f"a mark must be an object, got {kind}")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (without(BOX, "id"), "id must be a text of at most 200 characters, got None"),
        (without(BOX, "label"), "label must be a text of at most 200 characters, got None"),
        (without(BOX, "type"), "got None"),
        (without(BOX, "box"), "box must be a list of 4 numbers, got None"),
        (without(SPAN, "start"), "start must be a whole number, got None"),
        (without(SPAN, "end"), "end must be a whole number, got None"),
        (BOX | {"type": "span"}, "start must be a whole number, got None"),
        (SPAN | {"type": "box"}, "box must be a list of 4 numbers, got None"),
        ({}, "id must be a text"),
    ],
)
def test_a_mark_with_a_field_missing_is_refused_with_the_field(value: Any, said: str) -> None:
    refused(decode_mark, value, said)


@pytest.mark.parametrize("field", ["id", "label"])
@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "True"),
        (0, "0"),
        (1.5, "1.5"),
        (["b"], "['b']"),
        ({"text": "b"}, "{'text': 'b'}"),
        ("x" * 201, "'xxx"),
        ("字" * 201, "'字字字"),
    ],
)
def test_a_name_that_is_no_short_text_is_refused(field: str, value: Any, shown: str) -> None:
    said = f"{field} must be a text of at most 200 characters, got {shown}"
    refused(decode_mark, BOX | {field: value}, said)
    refused(decode_mark, SPAN | {field: value}, said)


@pytest.mark.parametrize("text", ["", "x" * 200, "字" * 200, "😀" * 200, "\n\t\0", "a'b\"c"])
def test_any_text_of_up_to_200_characters_is_a_name(text: str) -> None:
    mark = decode_mark(BOX | {"id": text, "label": text})
    assert (mark.id, mark.label) == (text, text)


@pytest.mark.parametrize("kind", ["Box", "BOX", " box", "", "cuboid", 1, True, ["box"], {"box": 1}, None])
def test_an_unknown_type_is_refused_and_shown(kind: Any) -> None:
    refused(decode_mark, BOX | {"type": kind}, f"got {kind!r}")


@pytest.mark.parametrize(
    "value",
    [
        [],
        [1, 2, 3],
        [1, 2, 3, 4, 5],
        [[1, 2, 3, 4]],
        [[1, 2], [3, 4]],
        {"x1": 1, "y1": 2, "x2": 3, "y2": 4},
        "1234",
        1234,
        True,
        None,
    ],
)
def test_a_box_that_is_no_list_of_four_is_refused(value: Any) -> None:
    refused(decode_mark, BOX | {"box": value}, f"box must be a list of 4 numbers, got {value!r:.60}")


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize(
    "number",
    [
        math.nan,
        math.inf,
        -math.inf,
        True,
        False,
        None,
        "1",
        [1],
        {"x": 1},
        MAX_NUMBER + 1,
        -MAX_NUMBER - 1,
        HUGE,
        -HUGE,
    ],
)
def test_a_coordinate_that_is_no_finite_number_is_refused_wherever_it_stands(place: int, number: Any) -> None:
    corners: list[Any] = [1, 2, 3, 4]
    corners[place] = number
    refused(decode_mark, BOX | {"box": corners}, f"box must hold finite numbers, got {number!r:.60}")


@pytest.mark.parametrize(
    "corners",
    [
        [0, 0, 0, 0],
        [-5, -5, -1, -1],
        [0.25, 0.5, 0.75, 1.5],
        [-MAX_NUMBER, -MAX_NUMBER, MAX_NUMBER, MAX_NUMBER],
        (1, 2, 3, 4),
    ],
)
def test_finite_corners_in_order_come_in_as_floats(corners: Any) -> None:
    box = decode_mark(BOX | {"box": corners})
    assert isinstance(box, Box)
    assert box.corners == tuple(corners)
    assert {type(corner) for corner in box.corners} == {float}


@pytest.mark.parametrize("corners", [[4, 2, 3, 4], [1, 5, 3, 4], [3, 4, 1, 2]])
def test_a_box_turned_inside_out_is_refused_with_its_id(corners: list[int]) -> None:
    refused(decode_mark, BOX | {"box": corners}, "box b: x1 <= x2 and y1 <= y2 must hold")


@pytest.mark.parametrize("field", ["start", "end"])
@pytest.mark.parametrize("value", [True, False, 2.0, 2.5, math.nan, math.inf, "2", "", [2], {"at": 2}, None])
def test_a_place_in_a_text_that_is_no_whole_number_is_refused(field: str, value: Any) -> None:
    refused(decode_mark, SPAN | {field: value}, f"{field} must be a whole number, got {value!r}")


@pytest.mark.parametrize(("start", "end"), [(0, 0), (4, 4), (5, 4), (-1, 4), (-4, -1), (0, -HUGE), (HUGE, 4)])
def test_an_empty_or_backward_span_is_refused_with_its_id(start: int, end: int) -> None:
    refused(decode_mark, SPAN | {"start": start, "end": end}, "span s: 0 <= start < end must hold")


@pytest.mark.parametrize("value", [None, [], [["a", 1]], "a", 1, True])
def test_attributes_that_are_no_object_are_refused(value: Any) -> None:
    refused(decode_mark, BOX | {"attributes": value}, "attributes must be an object of at most 50 entries")


@pytest.mark.parametrize(
    "entry",
    [
        None,
        [],
        ["x"],
        {},
        {"x": 1},
        math.nan,
        math.inf,
        -math.inf,
        MAX_NUMBER + 1,
        -MAX_NUMBER - 1,
        HUGE,
    ],
)
def test_an_answer_of_another_kind_is_refused_with_its_attribute(entry: Any) -> None:
    said = f"attribute 'size' must be a text, a finite number or yes/no, got {entry!r:.60}"
    refused(decode_mark, BOX | {"attributes": {"kind": "x", "size": entry}}, said)
    refused(decode_mark, SPAN | {"attributes": {"kind": "x", "size": entry}}, said)


@pytest.mark.parametrize("name", [1, None, True, 1.5, ("a", "b")])
def test_an_attribute_without_a_text_for_its_name_is_refused(name: Any) -> None:
    refused(decode_mark, BOX | {"attributes": {name: "x"}}, f"attribute {name!r} must be")


@pytest.mark.parametrize("entry", ["", "字", True, False, 0, -1.5, 1e300, MAX_NUMBER, -MAX_NUMBER])
def test_an_answer_keeps_its_value_and_its_kind(entry: Any) -> None:
    kept = decode_mark(BOX | {"attributes": {"size": entry}}).attributes["size"]
    assert (kept, type(kept)) == (entry, type(entry))


def test_fifty_attributes_get_in_and_one_more_does_not() -> None:
    fifty = {f"a{number}": number for number in range(50)}
    assert decode_mark(BOX | {"attributes": fifty}).attributes == fifty
    refused(decode_mark, BOX | {"attributes": fifty | {"more": 1}}, "at most 50 entries")


def test_the_attributes_of_a_mark_are_a_copy_of_what_was_read() -> None:
    answers = {"kind": "x"}
    mark = decode_mark(BOX | {"attributes": answers})
    answers["kind"] = "y"
    assert mark.attributes == {"kind": "x"}


@pytest.mark.parametrize("flag", ["hidden", "locked"])
@pytest.mark.parametrize("value", [0, 1, 1.0, "", "true", None, [], {}])
def test_a_flag_that_is_not_true_or_false_is_refused(flag: str, value: Any) -> None:
    refused(decode_mark, BOX | {flag: value}, f"{flag} must be true or false, got {value!r}")


@pytest.mark.parametrize("mark", [BOX, SPAN])
def test_unknown_keys_are_tolerated(mark: dict[str, Any]) -> None:
    more = {"color": "red", "nested": {"deep": [None, math.nan]}, "": HUGE}
    assert decode_mark(mark | more) == decode_mark(mark)
    edit = {"do": "add", "mark": mark, "index": 0}
    plain = decode_step({"name": "n", "edits": [edit]})
    assert decode_step({"name": "n", "edits": [edit | more], **more}) == plain


def test_a_long_wrong_value_is_shown_cut_off() -> None:
    with pytest.raises(ValueError, match="box must be a list") as caught:
        decode_mark(BOX | {"box": "9" * 10_000})
    assert len(str(caught.value)) < 150


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, "NoneType"),
        (True, "bool"),
        (3, "int"),
        ("", "str"),
        (BOX, "dict"),
    ],
)
def test_marks_that_are_no_list_are_refused_with_what_came_instead(value: Any, kind: str) -> None:
    refused(decode_marks, value, f"marks must be a list, got {kind}")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([None], "[0]: a mark must be an object, got NoneType"),
        ([[BOX]], "[0]: a mark must be an object, got list"),
        ([BOX, SPAN, {}], "[2]: id must be a text"),
        ([BOX, SPAN | {"start": True}], "[1]: start must be a whole number, got True"),
        ([SPAN, BOX | {"box": [3, 2, 1, 4]}], "[1]: box b: x1 <= x2"),
        ([BOX, SPAN, BOX], "[2]: id 'b' is used twice"),
        ([BOX | {"id": ""}, SPAN | {"id": ""}], "[1]: id '' is used twice"),
    ],
)
def test_a_list_is_refused_with_the_place_of_the_first_bad_mark(values: list[Any], said: str) -> None:
    refused(decode_marks, values, said)


def test_too_many_marks_are_refused_before_any_is_read() -> None:
    refused(decode_marks, [None] * (MAX_MARKS + 1), f"{MAX_MARKS + 1} marks are more than the {MAX_MARKS}")
    refused(decode_marks, [None] * MAX_MARKS, "[0]: a mark must be an object")


def test_as_many_marks_as_are_allowed_get_in() -> None:
    marks = decode_marks([BOX | {"id": str(number)} for number in range(MAX_MARKS)])
    assert (len(marks), marks[-1].id) == (MAX_MARKS, str(MAX_MARKS - 1))


@pytest.mark.parametrize("value", [None, 1, "step", [], {}, {"name": "n"}, {"name": "n", "edits": {}}])
def test_a_step_without_a_list_of_edits_is_refused(value: Any) -> None:
    refused(decode_step, value, "a step must be an object with a list of edits")


@pytest.mark.parametrize("name", [None, 3, True, ["n"], "n" * 201])
def test_a_step_without_a_short_name_is_refused(name: Any) -> None:
    refused(decode_step, {"name": name, "edits": []}, "name must be a text of at most 200 characters")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (None, "an edit must be an object"),
        ("add", "an edit must be an object"),
        ([{"do": "add"}], "an edit must be an object"),
        ({}, "unknown edit None"),
        ({"do": "Add", "mark": BOX, "index": 0}, "unknown edit 'Add'"),
        ({"do": ["add"], "mark": BOX, "index": 0}, "unknown edit ['add']"),
        ({"do": "add", "index": 0}, "a mark must be an object, got NoneType"),
        ({"do": "add", "mark": [BOX], "index": 0}, "a mark must be an object, got list"),
        ({"do": "add", "mark": BOX}, "index must be a whole number, got None"),
        ({"do": "add", "mark": BOX, "index": True}, "index must be a whole number, got True"),
        ({"do": "remove", "mark": SPAN, "index": 0.0}, "index must be a whole number, got 0.0"),
        ({"do": "remove", "mark": SPAN, "index": "0"}, "index must be a whole number, got '0'"),
        ({"do": "remove", "mark": SPAN | {"end": 1}, "index": 0}, "span s: 0 <= start < end"),
        ({"do": "replace", "after": BOX}, "a mark must be an object, got NoneType"),
        ({"do": "replace", "before": BOX, "after": "b"}, "a mark must be an object, got str"),
        ({"do": "replace", "before": BOX, "after": BOX | {"hidden": 1}}, "hidden must be true or false"),
    ],
)
def test_a_malformed_edit_is_refused_even_behind_a_good_one(edit: Any, said: str) -> None:
    good = {"do": "add", "mark": BOX, "index": 0}
    refused(decode_step, {"name": "n", "edits": [edit]}, said)
    refused(decode_step, {"name": "n", "edits": [good, edit]}, said)


FULL = Box(
    "b",
    "车",
    0.5,
    1.25,
    2.75,
    3.0,
    attributes={"kind": "x", "sure": True, "size": 2.5},
    hidden=True,
    locked=True,
)
PLAIN = Span("s", "PER", 0, HUGE)


@pytest.mark.parametrize(
    "edits",
    [
        (),
        (Add(FULL, 0),),
        (Add(PLAIN, HUGE),),
        (Remove(FULL, 7),),
        (Remove(PLAIN, 0),),
        (Replace(FULL, FULL.moved(1, 2)),),
        (Replace(PLAIN, Span("s", "LOC", 1, 2, attributes={"kind": ""}, locked=True)),),
        (Add(FULL, 0), Replace(FULL, FULL.moved(-1, 0)), Remove(FULL.moved(-1, 0), 0)),
    ],
)
def test_every_kind_of_edit_comes_back_from_json_as_it_was(edits: tuple[Edit, ...]) -> None:
    step = Step("画框", edits)
    assert decode_step(json.loads(json.dumps(encode_step(step)))) == step


def test_a_tile_without_a_pixel_is_refused() -> None:
    empty = bitmap.deflate(bytes(bitmap.TILE_BYTES))
    edit = {"do": "repaint", "id": "m", "tiles": [[0, 0, "", empty]]}
    with pytest.raises(ValueError, match="without a pixel"):
        decode_step({"name": "画", "edits": [edit]})
