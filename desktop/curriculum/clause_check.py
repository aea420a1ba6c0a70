"""Findings about texts that would cite no clause: for each class, relation and question, the errors that can occur there."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.base.wording import _
from desktop.curriculum.packs import Fault
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_rules import Question, QuestionKind

#: What a wrong reply is called, by the kind of its question. A written reason is RSN (see ``_of_question``).
_WRONG: dict[QuestionKind, str] = {
    "choice": "CLS",
    "scale": "PREF",
    "preference": "PREF",
    "ranking": "PREF",
    "writing": "TXT",
}


def missing_clauses(schema: LabelSchema) -> Iterator[Fault]:
    """Yield a fault for each error that can be found in a text of the schema without a clause to cite.

    A schema that names no clause at all cites none, and is left alone: so are tasks on pictures and the older one of
    spans, whose packs may name clauses for a few codes only.
    """
    if schema.task not in {"text", "answers", "text_inspection"} or not _cites(schema):
        return
    for name, codes in _codes(schema):
        for code in codes:
            if not schema.clause(code, name):
                place = f"schemas.{schema.id}.{name}.clauses.{code}"
                yield Fault("order.toml", place, _("这里会判出 {code}，却没有写它违反哪一条", code=code))


def _cites(schema: LabelSchema) -> bool:
    tables = (schema.labels, schema.relations, schema.questions)
    return bool(schema.clauses or [own.id for table in tables for own in table if own.clauses])


def _codes(schema: LabelSchema) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each class, relation and question with the codes that can be found of its marks."""
    inspected = schema.task == "text_inspection"
    for label in schema.labels:
        codes = ["MISS", "EXTRA", "DUP"]
        codes += ["CLS"] if len(schema.labels) > 1 else []
        codes += [] if inspected else ["BND"]
        codes += [] if inspected or schema.text_rules.crossing else ["RULE"]
        asked = schema.attributes_of(label.id)
        codes += ["ATTR"] if any(not attribute.clause for attribute in asked) else []
        yield label.id, tuple(codes)
    for relation in schema.relations:
        yield relation.id, ("MISS", "EXTRA", "DUP", "REL")
    for question in schema.questions:
        if question.judged:
            yield question.id, _of_question(question)


def _of_question(question: Question) -> tuple[str, ...]:
    codes = ["MISS", _WRONG[question.kind]]
    codes += ["SEC"] if any(option.red_line for option in question.options) else []
    codes += ["EXTRA"] if question.after is not None or question.optional else []
    codes += ["RULE"] if question.kind == "writing" else []
    return tuple(codes)
