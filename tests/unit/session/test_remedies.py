"""What to do about a finding: fit for the code, the task and the classes; in the shipped courses, word for word."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest

from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span
from desktop.curriculum.items import GoldMark
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import open_pack
from desktop.curriculum.schema import Label, LabelSchema
from desktop.scoring.grading import grade
from desktop.scoring.result import Code, Finding
from desktop.session.explain import explain, sentence
from desktop.session.remedies import remedy
from desktop.session.shown import FindingShown

COURSES = Path(__file__).parents[3] / "courses"


@pytest.fixture(scope="module")
def street() -> Pack:
    return open_pack(COURSES / "ord-cv-01")


@pytest.fixture(scope="module")
def papers() -> Pack:
    return open_pack(COURSES / "ord-tx-02")


def finding(code: Code, measured: float | None = None, **detail: Any) -> Finding:
    return Finding(code, "ordinary", (0, 0, 9, 9), measured=measured, detail=detail)


def box_pair(gold: str, answer: str, **attributes: Any) -> tuple[GoldMark, Box]:
    given = {"occlusion": "none", "truncated": False}
    truth = GoldMark(id="g", label=gold, box=(0, 0, 100, 100), attributes=given, note="实际遮挡 1 %")
    return truth, Box("a", answer, 0, 0, 100, 100, attributes=given | attributes)


def shown(gold: list[GoldMark], answer: list[Any], pack: Pack) -> FindingShown:
    (found,) = explain(grade(answer, gold, pack.schema("main")), pack.schema("main"), pack)
    return found


# ------------------------------------------------------------------ the faults that were found


@pytest.mark.parametrize(
    ("gold", "answer", "clause"),
    [("truck", "bus", "货车"), ("bus", "car", "公交车"), ("car", "bus", "小汽车"), ("person", "car", "行人")],
)
def test_a_wrong_class_on_the_street_cites_the_right_class_and_tells_both(
    gold: str, answer: str, clause: str, street: Pack
) -> None:
    truth, drawn = box_pair(gold, answer)
    found = shown([truth], [drawn], street)
    assert found.clause is not None
    assert found.clause.title == clause
    schema = street.schema("main")
    labels = [schema.label(gold), schema.label(answer)]
    assert all(label is not None and f"{label.name}：{label.description}" in found.remedy for label in labels)
    assert found.remedy.endswith(f"改成{clause}。")


@pytest.mark.parametrize(
    ("gold", "answer", "number"), [("docno", "time", "4.9"), ("time", "docno", "4.6"), ("org", "loc", "4.3")]
)
def test_a_wrong_class_in_a_document_cites_the_right_class(
    gold: str, answer: str, number: str, papers: Pack
) -> None:
    found = shown([GoldMark(id="g", label=gold, start=3, end=9)], [Span("a", answer, 3, 9)], papers)
    assert found.clause is not None
    assert found.clause.number == number


@pytest.mark.parametrize(
    ("label", "number"), [("money", "4.8"), ("docno", "4.9"), ("project", "4.10"), ("person", "4.5")]
)
def test_what_was_missed_in_a_document_cites_the_clause_on_it(label: str, number: str, papers: Pack) -> None:
    found = shown([GoldMark(id="g", label=label, start=3, end=9)], [], papers)
    assert found.clause is not None
    assert found.clause.number == number


def test_a_miss_in_a_document_advises_the_scan_by_class_that_the_lesson_teaches(papers: Pack) -> None:
    said = remedy(finding("MISS", expected="money"), papers.schema("main"))
    assert said == "提交前按 7 类各扫一遍全文，一遍只找一类：机构、地名、人名、时间、金额、文号、项目。"
    assert "按七类各扫一遍全文" in papers.lessons["l14-selfcheck"].body


def test_a_miss_in_a_picture_advises_the_scan_of_the_rules(street: Pack) -> None:
    assert "按 ‹hide.all› 藏起全部框" in remedy(finding("MISS", expected="car"), street.schema("main"))
    assert "5 类各问一遍" in remedy(finding("MISS", expected="car"), street.schema("main"))


def test_a_place_inside_an_institution_is_told_as_nesting(papers: Pack) -> None:
    gold = [GoldMark(id="g", label="org", start=0, end=12)]
    found = shown(gold, [Span("a", "org", 0, 12), Span("b", "loc", 0, 3)], papers)
    assert found.sentence == "多标：这里在机构里面，不另标地名。"
    assert found.clause is not None
    assert found.clause.number == "3.2"
    assert "在“机构”里面" in found.remedy


def test_an_attribute_says_what_was_measured_and_quotes_both_values(street: Pack) -> None:
    truth, drawn = box_pair("car", "car", occlusion="heavy")
    found = shown([truth], [drawn], street)
    assert found.sentence == "属性“遮挡”应为“无 <5 %”，填的是“重 60–80 %”；实际遮挡 1 %。"


def test_what_was_measured_is_said_of_its_own_attribute_only(street: Pack) -> None:
    truth, drawn = box_pair("car", "car", truncated=True)
    assert shown([truth], [drawn], street).sentence == "属性“截断”应为“否”，填的是“是”。"


def test_every_value_that_counts_is_said(street: Pack) -> None:
    found = finding("ATTR", attribute="occlusion", expected="none", accepted=["none", "light"], got="heavy")
    said = sentence(found, street.schema("main"))
    assert said == "属性“遮挡”应为“无 <5 %”或“轻 5–30 %”，填的是“重 60–80 %”。"


# ------------------------------------------------------------------ every code, every task


@pytest.mark.parametrize("name", ["street", "papers"])
@pytest.mark.parametrize("code", get_args(Code))
def test_every_code_has_something_to_do_for_every_task(
    code: Code, name: str, request: pytest.FixtureRequest
) -> None:
    schema = request.getfixturevalue(name).schema("main")
    for detail in ({}, {"expected": "person", "got": "gone"}, {"expected": "gone", "got": "person"}):
        said = remedy(finding(code, **detail), schema)
        assert said.endswith("。")
        assert "{" not in said


@pytest.mark.parametrize("code", ["MISS", "EXTRA", "DUP"])
def test_a_picture_and_a_text_are_mended_differently(code: Code, street: Pack, papers: Pack) -> None:
    said = {
        remedy(finding(code, expected="person", got="person"), each.schema("main"))
        for each in (street, papers)
    }
    assert len(said) == 2


def test_a_text_is_never_told_of_boxes_or_zoom(papers: Pack) -> None:
    for code in ("MISS", "EXTRA", "DUP", "CLS", "BND", "ATTR"):
        said = remedy(finding(code, measured=1.0, expected="time", got="docno"), papers.schema("main"))
        assert not {"框", "放大", "px"} & set(said) | ({"200%"} if "200%" in said else set())


def test_edges_of_a_span_are_mended_in_their_direction(papers: Pack) -> None:
    schema = papers.schema("main")
    out, short, unknown = (remedy(finding("BND", measured), schema) for measured in (2.0, -1.0, None))
    assert "多余的字去掉" in out
    assert "缺的字补上" in short
    assert len({out, short, unknown}) == 3


def test_classes_without_a_description_are_told_by_key() -> None:
    labels = tuple(Label(id=name, name=name, short=name, key=name[0], colour=0) for name in ("cup", "plate"))
    schema = LabelSchema(task="boxes", labels=labels)
    assert remedy(finding("CLS", expected="plate", got="cup"), schema) == "选中后按数字键 p 改成plate。"
