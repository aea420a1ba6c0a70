"""How exactly marks on texts must be made to count as right, in one line for a certificate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from desktop.base.figures import limit
from desktop.base.wording import _
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_rules import Question, QuestionKind


def text_tolerance(schema: LabelSchema) -> str:
    """Return the tolerances of spans, relations and of every kind of question that is judged."""
    return _("，").join(dict.fromkeys([*_marks(schema), *_questions(schema)]))


def _marks(schema: LabelSchema) -> Iterator[str]:
    slack = schema.text_rules.boundary_slack
    if schema.labels:
        yield _("边界偏差 ≤ {n} 个字且不超过长度的 1/4", n=slack) if slack else _("边界完全一致")
        yield _("类别、属性全对") if schema.attributes else _("类别全对")
    if schema.relations:
        yield _("关系的类型、方向、两端全对")


def _questions(schema: LabelSchema) -> Iterator[str]:
    for question in schema.questions:
        if question.judged:
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
    return _("排序成对一致 ≥ {share}", share=limit(schema.text_rules.order_agreement))


def _writing(_question: Question, schema: LabelSchema) -> str:
    rules = schema.text_rules
    return _(
        "撰写按检查单 ≥ {share}，有标准文本的错字率 ≤ {cer}",
        share=limit(rules.points),
        cer=limit(rules.error_rate),
    )


_SAID: Mapping[QuestionKind, Callable[[Question, LabelSchema], str]] = {
    "choice": _choice,
    "scale": _scale,
    "preference": _preference,
    "ranking": _ranking,
    "writing": _writing,
}
