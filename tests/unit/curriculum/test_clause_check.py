"""Whatever can be found of a text cites a clause: by its own code, or by the code that it is a kind of."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.curriculum.clause_check import missing_clauses
from desktop.curriculum.schema import Label, LabelSchema
from desktop.curriculum.text_rules import Question, QuestionKind, RelationType, ReplyOption, TextRules

ABOUT: dict[QuestionKind, Any] = {"preference": "pair", "scale": "answer"}


def question(kind: QuestionKind = "scale", **more: Any) -> Question:
    options = {"options": tuple(ReplyOption(id=name, name=name) for name in "ab")} if kind == "choice" else {}
    about = ABOUT.get(kind, "document")
    return Question(**{"id": "ask", "name": "问", "kind": kind, "about": about, **options, **more})


def text(*questions: Question, own: dict[str, str] | None = None, **clauses: str) -> LabelSchema:
    labels = tuple(
        Label(id=name, name=name, short=name, key=name[0], colour=0, clauses=own or {})
        for name in ("per", "org")
    )
    works = RelationType(id="works", name="任职", short="任职", key="w", colour=0)
    return LabelSchema(
        task="text",
        labels=labels,
        relations=(works,),
        questions=questions,
        text_rules=TextRules(clauses=clauses),
    )


def holes(schema: LabelSchema) -> list[str]:
    return [fault.field.removeprefix(f"schemas.{schema.id}.") for fault in missing_clauses(schema)]


@pytest.mark.parametrize(
    ("code", "cited"), [("SLOT", "3.4"), ("CLS", "3.4"), ("BND", "9.2"), ("RULE", "9.2"), ("DUP", "9.1")]
)
def test_an_error_of_a_span_without_a_clause_breaks_that_of_its_kind(code: str, cited: str) -> None:
    schema = text(own={"CLS": "3.4"}, CLS="9.9", BND="9.2", EXTRA="9.1")
    assert schema.clause(code, "per") == cited


def test_a_clause_of_the_code_itself_goes_before_that_of_its_kind() -> None:
    schema = text(own={"CLS": "3.4"}, SLOT="3.9", REL="7.1", CLS="9.9")
    assert schema.clause("SLOT", "per") == "3.9"
    assert schema.clause("REL", "works") == "7.1"


@pytest.mark.parametrize("code", ["PREF", "RSN", "SEC", "TXT", "FMT", "EXTRA", "DUP"])
def test_a_wrong_reply_breaks_the_clause_of_what_the_question_asks(code: str) -> None:
    asked = question(clauses={"CLS": "4.3", "MISS": "1.1"})
    assert text(asked).clause(code, "ask") == "4.3"


def test_a_blank_text_breaks_the_clause_that_it_be_written() -> None:
    assert text(question("writing", clauses={"MISS": "1.1"})).clause("RULE", "ask") == "1.1"


def test_nothing_is_made_up_for_another_kind_of_error_or_for_an_unknown_class() -> None:
    schema = text(own={"CLS": "3.4"}, CLS="9.9")
    assert schema.clause("BND", "per") == ""
    assert schema.clause("SLOT", "nobody") == ""


def test_on_pictures_a_rule_broken_is_not_a_matter_of_edges() -> None:
    label = Label(id="car", name="车", short="车", key="c", colour=0, clauses={"BND": "2.2", "LOOSE": "2.1"})
    schema = LabelSchema(task="objects", labels=(label,))
    assert schema.clause("RULE", "car") == ""
    assert schema.clause("PT", "car") == "2.1"


def test_the_check_names_every_class_relation_and_question_with_the_code_that_has_no_clause() -> None:
    schema = text(question(clauses={"MISS": "1.1"}), MISS="3.1", EXTRA="1.2")
    assert holes(schema) == [
        *(f"{name}.clauses.{code}" for name in ("per", "org") for code in ("CLS", "BND")),
        "works.clauses.REL",
    ]


def test_each_question_is_asked_for_what_can_be_wrong_with_it() -> None:
    marks = {"CLS": "1", "BND": "1", "DUP": "1"}
    red = (ReplyOption(id="a", name="甲", red_line=True), ReplyOption(id="b", name="乙"))
    asked = question("choice", options=red)
    assert holes(text(asked, EXTRA="1", **(marks | {"CLS": ""}), REL="1"))[-3:] == [
        "ask.clauses.MISS",
        "ask.clauses.CLS",
        "ask.clauses.SEC",
    ]
    assert holes(text(question("writing"), EXTRA="1", **(marks | {"CLS": ""}), REL="1"))[-3:] == [
        "ask.clauses.MISS",
        "ask.clauses.TXT",
        "ask.clauses.RULE",
    ]


def test_a_question_that_is_not_judged_needs_no_clause() -> None:
    schema = text(question(judged=False), MISS="1", EXTRA="1", CLS="1", BND="1")
    assert holes(schema) == []


def test_a_schema_that_names_no_clause_at_all_is_left_alone() -> None:
    assert holes(text(question())) == []
