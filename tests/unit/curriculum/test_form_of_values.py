"""What a single value of a pack may be: ids, paths, shares, keys, answers, places; and how a file is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from desktop.base.digest import digest
from desktop.base.errors import DamagedFileError
from desktop.curriculum import media_check
from desktop.curriculum.course import Blueprint, GateRule, Lesson, PracticalPart, PracticalSection
from desktop.curriculum.items import Choice, Exercise, GoldMark, TheoryItem
from desktop.curriculum.lesson_text import clause_links, pictures
from desktop.curriculum.media_check import picture_fault
from desktop.curriculum.order import Acceptance, Competency, Picture, Requirement
from desktop.curriculum.pack import PackHead
from desktop.curriculum.packs import open_pack, read_pack
from desktop.curriculum.schema import Attribute, BoxRules, Label, LabelSchema, SpanRules
from tests.unit.curriculum.samples import picture, small, told, write

LABEL: dict[str, Any] = {"id": "cup", "name": "杯子", "short": "杯", "key": "1", "colour": 0}
HEAD: dict[str, Any] = small()["pack.toml"]
SECTION: dict[str, Any] = {
    "id": "s",
    "title": "分项",
    "schemas": ["main"],
    "minutes": 9,
    "pass_accuracy": 0.9,
}
ITEM: dict[str, Any] = small()["theory/rules.toml"]["items"][0]
EXERCISE: dict[str, Any] = small()["exercises/practice/P1.json"]
TEXT_EXERCISE: dict[str, Any] = small()["exercises/practice/P3.json"]
BOX: dict[str, Any] = {"id": "g", "label": "cup", "box": (1, 2, 3, 4)}


def refused(model: type[BaseModel], fields: dict[str, Any], **change: Any) -> list[str]:
    """The fields that a value is refused for."""
    with pytest.raises(ValidationError) as caught:
        model.model_validate(fields | change)
    return [".".join(str(part) for part in error["loc"]) for error in caught.value.errors()]


@pytest.mark.parametrize("good", ["a", "A1", "0", "K1.2-b_c", "x" * 64])
def test_an_id_is_latin_letters_digits_dot_dash_underscore(good: str) -> None:
    assert Label.model_validate(LABEL | {"id": good}).id == good


@pytest.mark.parametrize("bad", ["", ".a", "-a", "_a", "a b", "a/b", "杯", "a\nb", "x" * 65, "ａ", 7, None])
def test_anything_else_is_no_id(bad: object) -> None:
    assert refused(Label, LABEL, id=bad) == ["id"]


@pytest.mark.parametrize("good", ["media/a.png", "a", "a/b/c.webp", "_a/-b", "a..b", "a/b..c"])
def test_a_path_goes_down_only(good: str) -> None:
    assert Picture(path=good, caption="图").path == good


@pytest.mark.parametrize(
    "bad",
    ["", "/a", "../a", "a/../b", "a/./b", "a//b", "a/", "C:\\a", "a\\b", ".a", "a/.b", "a b", "x" * 161],
)
def test_a_path_that_goes_elsewhere_is_refused(bad: str) -> None:
    assert refused(Picture, {"path": bad, "caption": "图"}) == ["path"]


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -0.01, 1.01, "much", None])
def test_a_share_is_a_number_from_0_to_1(bad: object) -> None:
    fields = {"accuracy": 0.9, "miss_rate": 0.1, "units_per_hour": 60}
    assert refused(Acceptance, fields, accuracy=bad) == ["accuracy"]
    assert refused(Acceptance, fields, miss_rate=bad) == ["miss_rate"]


@pytest.mark.parametrize("good", ["0.0.0", "1.2.3", "10.20.30", "999999999.0.0"])
def test_a_version_has_three_numbers(good: str) -> None:
    assert PackHead.model_validate(HEAD | {"version": good}).version == good


@pytest.mark.parametrize(
    "bad",
    ["1", "1.0", "1.0.0.0", "v1.0.0", "1.0.0-beta", "1..0", "１.０.０", "1.0.0\n1", "1" * 10 + ".0.0", ""],
)
def test_any_other_version_is_refused(bad: str) -> None:
    assert refused(PackHead, HEAD, version=bad) == ["version"]


@pytest.mark.parametrize(
    ("model", "fields", "change", "field"),
    [
        (PackHead, HEAD, {"format": 0}, "format"),
        (PackHead, HEAD, {"authors": []}, "authors"),
        (PackHead, HEAD, {"authors": ["  ", "甲"]}, "authors.0"),
        (PackHead, HEAD, {"title": " \n"}, "title"),
        (PackHead, HEAD, {"licence": ""}, "licence"),
        (PackHead, HEAD, {"website": "x"}, "website"),
        (Label, LABEL, {"key": ""}, "key"),
        (Label, LABEL, {"key": "12"}, "key"),
        (Label, LABEL, {"short": ""}, "short"),
        (Label, LABEL, {"short": "1234567"}, "short"),
        (Label, LABEL, {"colour": -1}, "colour"),
        (Label, LABEL, {"colour": 32}, "colour"),
        (Label, LABEL, {"colour": 1.5}, "colour"),
        (BoxRules, {}, {"side_px": 0}, "side_px"),
        (BoxRules, {}, {"side_share": 1.1}, "side_share"),
        (BoxRules, {}, {"match_iou": 0}, "match_iou"),
        (BoxRules, {}, {"match_iou": 1.01}, "match_iou"),
        (BoxRules, {}, {"minimum_px": -1}, "minimum_px"),
        (SpanRules, {}, {"boundary_slack": -1}, "boundary_slack"),
        (SpanRules, {}, {"boundary_slack": 11}, "boundary_slack"),
        (LabelSchema, {"labels": [LABEL]}, {"task": "polygons"}, "task"),
        (Requirement, {"id": "R1", "text": "贴边"}, {"clauses": []}, "clauses"),
        (GateRule, {}, {"window": 0}, "window"),
        (GateRule, {}, {"units": -1}, "units"),
        (GateRule, {}, {"accuracy": 1.5}, "accuracy"),
        (GateRule, {}, {"theory_items": -1}, "theory_items"),
        (GateRule, {}, {"theory_share": -0.1}, "theory_share"),
        (TheoryItem, ITEM, {"difficulty": 0}, "difficulty"),
        (TheoryItem, ITEM, {"difficulty": 4}, "difficulty"),
        (TheoryItem, ITEM, {"pool": "both"}, "pool"),
        (TheoryItem, ITEM, {"answer": []}, "answer"),
        (TheoryItem, ITEM, {"explanation": ""}, "explanation"),
        (Exercise, EXERCISE, {"golds": []}, "golds"),
        (Exercise, EXERCISE, {"difficulty": 4}, "difficulty"),
        (Exercise, EXERCISE, {"pool": "train"}, "pool"),
        (Exercise, EXERCISE, {"media": "../a.png"}, "media"),
        (GoldMark, BOX, {"attributes": {"a b": True}}, "attributes.a b.[key]"),
        (Blueprint, small()["blueprint.toml"], {"sittings": 0}, "sittings"),
        (Blueprint, small()["blueprint.toml"], {"valid_months": 0}, "valid_months"),
        (Blueprint, small()["blueprint.toml"], {"hours_between": -1}, "hours_between"),
        (Blueprint, small()["blueprint.toml"], {"other_weight": 0.1}, "other_weight"),
        (PracticalPart, small()["blueprint.toml"]["practical"], {"units": 0}, "units"),
        (PracticalPart, small()["blueprint.toml"]["practical"], {"minutes": 0}, "minutes"),
        (PracticalPart, small()["blueprint.toml"]["practical"], {"strata": []}, "strata"),
        (PracticalPart, small()["blueprint.toml"]["practical"], {"sections": [SECTION]}, "strata"),
        (
            PracticalPart,
            {"minutes": 9, "pass_accuracy": 0.9},
            {"sections": [SECTION | {"schemas": []}]},
            "sections.0.schemas",
        ),
        (
            PracticalPart,
            {"minutes": 9, "pass_accuracy": 0.9},
            {"sections": [SECTION | {"works": ["guess"]}]},
            "sections.0.works.0",
        ),
        (PracticalSection, SECTION, {"minutes": 0}, "minutes"),
        (PracticalSection, SECTION, {"units": 0}, "units"),
        (PracticalSection, SECTION, {"pass_accuracy": 1.1}, "pass_accuracy"),
        (PracticalSection, SECTION, {"units_per_hour": -1}, "units_per_hour"),
    ],
)
def test_a_field_outside_its_bounds_is_refused_by_name(
    model: type[BaseModel], fields: dict[str, Any], change: dict[str, Any], field: str
) -> None:
    assert refused(model, fields, **change) == [field]


@pytest.mark.parametrize(("weight", "target"), [(0, 1), (101, 1), (50, 0), (50, 5)])
def test_a_competency_has_a_weight_up_to_100_and_a_target_of_four_steps(weight: float, target: int) -> None:
    fields = {"id": "K1", "kind": "skill", "name": "会", "weight": weight, "target": target}
    assert len(refused(Competency, fields)) == 1


def test_values_of_a_pack_cannot_be_changed() -> None:
    label = Label.model_validate(LABEL)
    with pytest.raises(ValidationError, match="frozen"):
        label.name = "碗"  # type: ignore[misc]
    assert label == Label.model_validate(LABEL)
    assert hash(label) == hash(Label.model_validate(LABEL))


def test_white_space_around_words_is_dropped_but_never_in_a_text_to_be_labelled() -> None:
    assert Label.model_validate(LABEL | {"name": "  杯子 \n"}).name == "杯子"
    assert Exercise.model_validate(TEXT_EXERCISE | {"text": " 李明 \n"}).text == " 李明 \n"


CHOICES = [{"id": name, "text": name} for name in "abc"]


@pytest.mark.parametrize(
    ("kind", "choices", "answer", "said"),
    [
        ("single", CHOICES, ["a", "b"], "exactly one option"),
        ("single", CHOICES, ["d"], "must name options"),
        ("single", CHOICES, ["a", "a"], "each once"),
        ("single", CHOICES[:1], ["a"], "at least two"),
        ("single", [], ["a"], "at least two"),
        ("single", [CHOICES[0], CHOICES[0]], ["a"], "an id of its own"),
        ("multiple", CHOICES, ["a", "d"], "must name options"),
        ("multiple", CHOICES, ["b", "b"], "each once"),
        ("judgement", [], ["yes"], "must name options"),
        ("judgement", [], ["true", "false"], "exactly one option"),
        ("judgement", CHOICES, ["a"], "must name options"),
        ("ordering", CHOICES, ["a", "b"], "names every option"),
        ("ordering", CHOICES, ["a", "b", "b"], "each once"),
    ],
)
def test_an_answer_that_does_not_fit_its_question_is_refused(
    kind: str, choices: list[dict[str, str]], answer: list[str], said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        TheoryItem.model_validate(ITEM | {"kind": kind, "choices": choices, "answer": answer})


@pytest.mark.parametrize(
    ("kind", "choices", "answer"),
    [
        ("single", CHOICES, ["c"]),
        ("multiple", CHOICES, ["c"]),
        ("multiple", CHOICES, ["c", "a", "b"]),
        ("judgement", [], ["false"]),
        ("ordering", CHOICES, ["c", "a", "b"]),
    ],
)
def test_an_answer_that_fits_keeps_its_order(
    kind: str, choices: list[dict[str, str]], answer: list[str]
) -> None:
    item = TheoryItem.model_validate(ITEM | {"kind": kind, "choices": choices, "answer": answer})
    assert item.answer == tuple(answer)
    assert item.choices == tuple(Choice.model_validate(choice) for choice in choices)


@pytest.mark.parametrize(
    "change",
    [
        {"box": None},
        {"box": None, "start": 1},
        {"box": None, "end": 1},
        {"start": 1, "end": 2},
        {"box": (3, 2, 1, 4)},
        {"box": (1, 4, 3, 2)},
        {"box": (1, 2, 3)},
        {"box": (1, 2, float("inf"), 4)},
        {"box": (1, float("nan"), 3, 4)},
        {"box": None, "start": 2, "end": 2},
        {"box": None, "start": 3, "end": 2},
        {"box": None, "start": -1, "end": 2},
        {"box": None, "start": 0, "end": 0},
    ],
)
def test_a_mark_without_one_possible_place_is_refused(change: dict[str, Any]) -> None:
    assert refused(GoldMark, BOX, **change)


@pytest.mark.parametrize(
    "change",
    [
        {"media": None},
        {"size": None},
        {"text": "字"},
        {"media": None, "size": None},
        {"media": None, "text": "字"},
        {"media": None, "size": None, "text": ""},
    ],
)
def test_an_exercise_has_one_material(change: dict[str, Any]) -> None:
    assert refused(Exercise, EXERCISE, **change)


def test_an_attribute_is_asked_of_its_labels_or_of_all() -> None:
    everywhere = Attribute(id="a", name="a", kind="yesno")
    somewhere = Attribute(id="b", name="b", kind="yesno", labels=("cup",))
    schema = LabelSchema.model_validate(
        {"task": "boxes", "labels": [LABEL], "attributes": [everywhere, somewhere]}
    )
    assert schema.attributes_of("cup") == (everywhere, somewhere)
    assert schema.attributes_of("bowl") == (everywhere,)
    assert schema.label("cup") == Label.model_validate(LABEL)
    assert schema.label("bowl") is None


@pytest.mark.parametrize(
    ("kind", "value", "holds"),
    [
        ("yesno", True, True),
        ("yesno", False, True),
        ("yesno", "left", False),
        ("yesno", 1.0, False),
        ("choice", "left", True),
        ("choice", "right", False),
        ("choice", True, False),
        ("choice", "", False),
    ],
)
def test_an_attribute_holds_what_it_offers(kind: str, value: str | bool | float, holds: bool) -> None:
    attribute = Attribute.model_validate(
        {"id": "a", "name": "a", "kind": kind, "options": [{"id": "left", "name": "左"}]}
    )
    assert attribute.holds(value) is holds


# ------------------------------------------------------------------ lessons


def test_a_lesson_points_at_pictures_and_clauses_in_their_order() -> None:
    body = (
        "# 题\n\n![✓ 好](media/b.png) ![✗ 坏](media/a.png)\n\n[一](clause:2.1) 和 [二](clause:1.1)\n\n"
        "| 列 |\n|---|\n| ![图](media/c.png) [三](clause:3) |\n\n- [网](https://example.com)\n"
    )
    assert pictures(body) == ("media/b.png", "media/a.png", "media/c.png")
    assert clause_links(body) == ("2.1", "1.1", "3")


@pytest.mark.parametrize(
    "body", ["", "只有字", "`![x](media/a.png)`", "\\![x] (media/a.png)", "<img src='a.png'>"]
)
def test_a_lesson_without_links_points_at_nothing(body: str) -> None:
    assert pictures(body) == clause_links(body) == ()


@settings(max_examples=60, derandomize=True)
@given(st.text(st.sampled_from("![]()<>`\"'\\\n #*-|clause:media/.png1") | st.characters(), max_size=60))
def test_any_text_can_be_searched_for_links(body: str) -> None:
    assert all(isinstance(path, str) for path in (*pictures(body), *clause_links(body)))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"# no head", "+++"),
        (b"+++\nid = 'edges'\n", "+++"),
        (b"\n+++\nid = 'edges'\n+++\nx", "+++"),
        (b"+++\nid = \n+++\nx", "不是合规的 TOML：文件没有写完就结束了"),
        (b"+++\nid = 'edges'\n+++\nx", "title: 缺少这一项"),
        (b"+++\nid = 'edges'\ntitle = 't'\n+++\n \n", "body: 至少要写 1 个字"),
        (b"\xff\xfe", "不是 UTF-8 编码的文本：像是 UTF-16"),
    ],
)
def test_a_lesson_that_cannot_be_read_is_a_fault_with_its_file(raw: bytes, said: str, tmp_path: Path) -> None:
    (fault,) = told(small(**{"lessons/edges.md": raw}), tmp_path)
    assert fault.startswith("lessons/edges.md")
    assert said in fault


def test_a_lesson_written_on_windows_reads_the_same(tmp_path: Path) -> None:
    unix = b"+++\nid = 'edges'\ntitle = 't'\n+++\none\n\ntwo\n"
    first = open_pack(write(small(**{"lessons/edges.md": unix}), tmp_path / "a"))
    windows = unix.replace(b"\n", b"\r\n")
    second = open_pack(write(small(**{"lessons/edges.md": windows}), tmp_path / "b"))
    assert first.lessons == second.lessons == {"edges": Lesson(id="edges", title="t", body="one\n\ntwo")}


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (
            "exercises/exam/P9.json",
            EXERCISE,
            "exercises/exam/P9.json · pool: practice 的练习不能放在这个文件夹里",
        ),
        ("exercises/P9.json", EXERCISE | {"id": "P9"}, "exercises/P9.json · pool: "),
        ("exercises/practice/P9.json", EXERCISE, "exercises/practice/P9.json · id: 编号 P1 用了两次"),
        ("exercises/practice/P9.json", b"{", "exercises/practice/P9.json: 不是合规的 JSON"),
        ("exercises/practice/P9.json", b"[]", "exercises/practice/P9.json: "),
        ("theory/more.toml", {"items": [ITEM]}, "theory/rules.toml · id: 编号 T1 用了两次"),
        ("theory/more.toml", b"items = 3", "theory/more.toml · items: "),
        ("course.toml", b"modules = [", "course.toml: "),
        ("blueprint.toml", b"a = " + b"[" * 60_000, "blueprint.toml: "),
        ("profile.toml", "能力".encode("gb18030"), "profile.toml: 不是 UTF-8 编码的文本：像是 GB18030"),
    ],
)
def test_a_file_in_the_wrong_form_or_place_is_told(path: str, value: Any, said: str, tmp_path: Path) -> None:
    pack, faults = read_pack(write(small(**{path: value}), tmp_path))
    assert pack is None
    assert any(str(fault).startswith(said) for fault in faults), [str(fault) for fault in faults]


@pytest.mark.parametrize(
    "path", ["order.toml", "rules.toml", "profile.toml", "course.toml", "blueprint.toml"]
)
def test_each_file_that_a_pack_needs_is_missed_by_name(path: str, tmp_path: Path) -> None:
    source = small()
    del source[path]
    assert told(source, tmp_path) == [f"{path}: 课程包里没有这个文件。"]


def test_a_pack_gives_its_parts_by_id(tmp_path: Path) -> None:
    pack = open_pack(write(small(), tmp_path))
    assert pack.schema("words").task == "spans"
    assert pack.activity("gate").kind == "gate"
    clause = pack.clause("1.2")
    assert clause is not None
    assert clause.title == "哪边"
    assert pack.clause("9.9") is None
    for ask in (pack.schema, pack.activity):
        with pytest.raises(KeyError):
            ask("nothing")


# ------------------------------------------------------------------ pictures


class Held:
    """The files of a pack that is one picture."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def paths(self) -> tuple[str, ...]:
        return ("a.png",)

    def read(self, path: str) -> bytes:
        if path != "a.png":
            raise DamagedFileError("没有", where=path)
        return self.content

    def digest(self, path: str) -> str:
        return digest(self.read(path))


def test_a_picture_of_the_promised_size_is_right() -> None:
    assert picture_fault(Held(picture(9)), "a.png", (40, 30)) == ""
    assert picture_fault(Held(picture(9)), "a.png", None) == ""
    assert "40×30" in picture_fault(Held(picture(9)), "a.png", (30, 40))
    assert picture_fault(Held(picture(9)), "b.png", None) == "没有"


@pytest.mark.parametrize(("most", "fine"), [(1200, True), (1199, False)])
def test_a_picture_may_have_as_many_pixels_as_the_limit(
    most: int, fine: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media_check, "MAX_WHOLE", most)
    assert (picture_fault(Held(picture(9)), "a.png", (40, 30)) == "") is fine


@pytest.mark.parametrize(("most", "fine"), [(1200, True), (1199, False)])
def test_only_a_jpeg_may_be_larger_than_what_is_read_whole(
    most: int, fine: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media_check, "MAX_WHOLE", 100)
    monkeypatch.setattr(media_check, "MAX_PIXELS", most)
    assert (picture_fault(Held(picture(9, kind="JPEG")), "a.png", (40, 30)) == "") is fine
    assert picture_fault(Held(picture(9)), "a.png", (40, 30)) != ""


def test_a_large_jpeg_that_ends_too_soon_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media_check, "MAX_WHOLE", 100)
    assert picture_fault(Held(picture(9, kind="JPEG")[:-200]), "a.png", (40, 30)) != ""


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@settings(max_examples=60, derandomize=True)
@given(data=st.data())
def test_a_picture_altered_anywhere_is_judged_and_never_crashes(kind: str, data: st.DataObject) -> None:
    altered = bytearray(picture(77, kind=kind))
    for place in data.draw(st.lists(st.integers(0, len(altered) - 1), min_size=1, max_size=4)):
        altered[place] = data.draw(st.integers(0, 255))
    assert isinstance(picture_fault(Held(bytes(altered)), "a.png", (40, 30)), str)


def test_weights_of_an_older_blueprint_are_passed_over() -> None:
    """They decided nothing; a class bound to an older pack must still open it."""
    given = small()["blueprint.toml"]
    old = given | {"theory_weight": 0.3, "practical_weight": 0.6, "process_weight": 0.1}
    assert Blueprint.model_validate(old) == Blueprint.model_validate(given)
    with pytest.raises(ValidationError):
        Blueprint.model_validate("no table")
