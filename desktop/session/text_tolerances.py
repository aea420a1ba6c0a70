"""How exactly marks on texts must be made to count as right, in one line for a certificate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from desktop.base.figures import limit
from desktop.base.wording import _
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_rules import Question, QuestionKind
from desktop.scoring.texts.replies import is_reason


def text_tolerance(schema: LabelSchema, exercises: Sequence[Exercise] | None = None) -> str:
    """Return the tolerances of spans, relations and of every kind of question that is judged.

    ``exercises``: those that are judged by it; a text written is said by what they judge it by. None: all there could be.
    """
    return _("，").join(dict.fromkeys([*_marks(schema), *_questions(schema, exercises)]))


def _marks(schema: LabelSchema) -> Iterator[str]:
    slack = schema.text_rules.boundary_slack
    if schema.labels:
        yield _("边界偏差 ≤ {n} 个字且不超过长度的 1/4", n=slack) if slack else _("边界完全一致")
        yield _("类别、属性全对") if schema.attributes else _("类别全对")
    if schema.relations:
        yield _("关系的类型、方向、两端全对")


def _questions(schema: LabelSchema, exercises: Sequence[Exercise] | None) -> Iterator[str]:
    for question in schema.questions:
        if question.judged and question.kind == "writing":
            yield from _writing(question, schema, exercises)
        elif question.judged:
            yield _SAID[question.kind](question, schema)


def _choice(question: Question, schema: LabelSchema) -> str:
    least = schema.text_rules.choice_slack
    if question.most > 1 and least < 1:
        return _("多选重合 ≥ {share}", share=limit(least))
    return _("选项全对")


def _scale(question: Question, _schema: LabelSchema) -> str:
    return _("评分偏差 ≤ {n} 级", n=question.tolerance) if question.tolerance else _("评分完全一致")


def _preference(question: Question, _schema: LabelSchema) -> str:
    return _("优劣方向一致、强弱差 ≤ {n} 级", n=question.tolerance)


def _ranking(_question: Question, schema: LabelSchema) -> str:
    return _("排序第一名一致、成对一致 ≥ {share}", share=limit(schema.text_rules.order_agreement))


def _writing(question: Question, schema: LabelSchema, exercises: Sequence[Exercise] | None) -> Iterator[str]:
    """Yield what texts are judged by: a checklist where there is one, else a gold text; else one must only be there."""
    rules = schema.text_rules
    by_checks = exercises is None or any(question.id in own.checks for own in exercises)
    by_text = exercises is None or any(_has_text(question, schema, own) for own in exercises)
    if by_checks:
        yield _("撰写按检查单 ≥ {share}", share=limit(rules.points))
    if by_text:
        yield _("有标准文本的错字率 ≤ {cer}", cer=limit(rules.error_rate))
    if not by_checks and not by_text:
        yield _("撰写不留空")


def _has_text(question: Question, schema: LabelSchema, exercise: Exercise) -> bool:
    """Tell whether what is written in an exercise is compared with a text that its gold gives."""
    if question.id in exercise.checks or is_reason(question, schema):
        return False
    marks = (mark for gold in exercise.golds for mark in gold.marks)
    return any(
        mark.label == question.id and not mark.ignore and (mark.shape or {}).get("value") for mark in marks
    )


_SAID: Mapping[QuestionKind, Callable[[Question, LabelSchema], str]] = {
    "choice": _choice,
    "scale": _scale,
    "preference": _preference,
    "ranking": _ranking,
}
