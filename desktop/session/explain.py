"""Findings in words: one sentence saying what and by how much, one saying what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from desktop.annotation.shapes.base import AttributeValue
from desktop.base.wording import N_, _
from desktop.curriculum.answer_names import with_letters
from desktop.curriculum.items import Exercise, Gold, GoldMark
from desktop.curriculum.pack import Pack
from desktop.curriculum.schema import INSPECTIONS, LabelSchema, Task
from desktop.scoring.result import Code, Finding, Score, Severity
from desktop.session.finding_places import where
from desktop.session.remedies import remedy
from desktop.session.shape_words import (
    SHAPE_CODE_NAMES,
    SHAPE_SENTENCES,
    Wording,
    amount,
    beyond,
    border,
    is_tag,
)
from desktop.session.shown import FindingShown, NotJudged
from desktop.session.text_words import TEXT_CODE_NAMES, TEXT_SENTENCES, TEXT_TASKS, said_of_text
from desktop.session.unanswered import answer_letters

CODE_NAMES: Mapping[Code, str] = {
    "MISS": N_("漏标"),
    "EXTRA": N_("多标"),
    "DUP": N_("重复标注"),
    "CLS": N_("类别错误"),
    "LOOSE": N_("框偏松"),
    "CUT": N_("切到物体"),
    "ATTR": N_("属性错误"),
    "BND": N_("边界错误"),
    "RULE": N_("违反规则"),
    **SHAPE_CODE_NAMES,
    **TEXT_CODE_NAMES,
}
SEVERITY_NAMES: Mapping[Severity, str] = {
    "severe": N_("严重"),
    "ordinary": N_("一般"),
    "slight": N_("轻微"),
}
SIDE_NAMES = {
    "left": N_("左边"),
    "top": N_("上边"),
    "right": N_("右边"),
    "bottom": N_("下边"),
    "start": N_("开头"),
    "end": N_("结尾"),
    "gap": N_("中间"),
}


def explain(
    score: Score,
    schema: LabelSchema,
    pack: Pack,
    exercise: Exercise | None = None,
    shown: Sequence[str] = (),
) -> tuple[FindingShown, ...]:
    """Return the findings of a score in words, in their order.

    ``exercise``: with it findings in texts say where they are; ``shown``: the order in which its answers were seen.
    """
    titles = INSPECTION_TITLES if schema.task in INSPECTIONS else {}
    return tuple(
        FindingShown(
            finding,
            sentence(finding, schema) + (_noted(finding, exercise, schema, shown) if exercise else ""),
            remedy(finding, schema),
            pack.clause(finding.clause),
            _(titles[finding.code]) if finding.code in titles else "",
            where(finding, exercise, schema, shown) if exercise is not None else "",
        )
        for finding in score.findings
    )


def _noted(finding: Finding, exercise: Exercise, schema: LabelSchema, shown: Sequence[str]) -> str:
    """Return why a seeded error of a text is one, as the gold notes it; models' answers by the letters that were seen."""
    if schema.task != "text_inspection" or not finding.gold_id:
        return ""
    marks = (own for gold in exercise.golds for own in gold.marks)
    note = next((own.note for own in marks if own.id == finding.gold_id and own.note), "")
    return with_letters(note.rstrip("。"), answer_letters(exercise, shown)) + "。" if note else ""


def not_judged(gold: Gold, schema: LabelSchema) -> tuple[NotJudged, ...]:
    """Return what of a gold is not judged, each with the reason that the pack gives."""
    return tuple(
        NotJudged(mark.id, label_name(mark.label, schema), _aside(mark), mark.free_sides)
        for mark in gold.marks
        if mark.ignore or mark.free_sides
    )


def sides_named(sides: Iterable[str]) -> str:
    """Return sides of a box in words."""
    return _("、").join(_(SIDE_NAMES[side]) for side in sides)


def _aside(mark: GoldMark) -> str:
    reason = mark.note or _("课程包没有说明原因")
    if mark.ignore:
        return _("不评分：{reason}", reason=reason)
    return _("{sides}不评分：{reason}", sides=sides_named(mark.free_sides), reason=reason)


def sentence(finding: Finding, schema: LabelSchema) -> str:
    """Return one sentence for a finding, with the measured value and what was allowed."""
    own = _INSPECTION.get(finding.code) if schema.task in INSPECTIONS else None
    if schema.task in TEXT_TASKS and (said := said_of_text(finding, schema)) is not None:
        return said
    return (own or _SENTENCES[finding.code])(finding, schema)


def attribute_value(value: AttributeValue | None, attribute_id: str, schema: LabelSchema) -> str:
    """Return an attribute's value as people read it."""
    if value is None:
        return _("未填")
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, int | float):
        return _plain(value)
    attribute = next((known for known in schema.attributes if known.id == attribute_id), None)
    option = next((known for known in attribute.options if known.id == value), None) if attribute else None
    return option.name if option else str(value)


def _plain(value: float) -> str:
    """Return a number without a nought behind its point: 2, 0.5, 1000000."""
    # Adding 0 takes the sign from a negative nought.
    return f"{Decimal(repr(value + 0)).normalize():f}"


def label_name(label_id: object, schema: LabelSchema) -> str:
    """Return the name of a class, a relation or a question, or its id when the schema does not know it."""
    label = schema.named(str(label_id))
    return label.called if label else str(label_id)


def _label_of(finding: Finding, schema: LabelSchema, key: str) -> str:
    return label_name(finding.detail.get(key, finding.detail.get("label", "")), schema)


def _miss(finding: Finding, schema: LabelSchema) -> str:
    if is_tag(finding.detail.get("expected"), schema):
        return _("漏标：这张图应打标签“{label}”。", label=_label_of(finding, schema, "expected"))
    return _(_MISSED[schema.task], label=_label_of(finding, schema, "expected"))


def _extra(finding: Finding, schema: LabelSchema) -> str:
    around = finding.detail.get("around")
    label = _label_of(finding, schema, "got")
    if is_tag(finding.detail.get("got"), schema):
        return _("多标：这张图不应打标签“{label}”。", label=label)
    if around is not None:
        return _("多标：这里在{around}里面，不另标{label}。", around=label_name(around, schema), label=label)
    return _("多标：这里不应该标{label}。", label=label)


def _duplicate(finding: Finding, schema: LabelSchema) -> str:
    return _(_DOUBLED[schema.task], label=_label_of(finding, schema, "got"))


def _class(finding: Finding, schema: LabelSchema) -> str:
    return _(
        "类别错误：应为{expected}，标成了{got}。",
        expected=_label_of(finding, schema, "expected"),
        got=_label_of(finding, schema, "got"),
    )


def _side(finding: Finding) -> str:
    return _(SIDE_NAMES.get(str(finding.detail.get("side", "")), ""))


def _loose(finding: Finding, _schema: LabelSchema) -> str:
    return _(
        "{side}外扩 {px} px，要求 ≤ {tolerance} px。",
        side=_side(finding),
        px=beyond(finding.measured, finding.tolerance),
        tolerance=amount(finding.tolerance),
    )


def _cut(finding: Finding, _schema: LabelSchema) -> str:
    return _(
        "{side}切进目标 {px} px，要求 ≤ {tolerance} px。",
        side=_side(finding),
        px=beyond(finding.measured, finding.tolerance),
        tolerance=amount(finding.tolerance),
    )


def _attribute(finding: Finding, schema: LabelSchema) -> str:
    attribute_id = str(finding.detail.get("attribute", ""))
    attribute = next((known for known in schema.attributes if known.id == attribute_id), None)
    detail = finding.detail
    right = detail.get("accepted") or [detail.get("expected")]
    said = {
        "name": attribute.name if attribute else attribute_id,
        "expected": _("或").join(
            _("“{value}”", value=attribute_value(value, attribute_id, schema)) for value in right
        ),
    }
    if detail.get("got") is None:
        text = _("属性“{name}”应为{expected}，没有填", **said)
    else:
        got = attribute_value(detail["got"], attribute_id, schema)
        text = _("属性“{name}”应为{expected}，填的是“{got}”", got=got, **said)
    note = str(detail.get("note", "")).rstrip("。")
    return _("{text}；{note}。", text=text, note=note) if note else _("{text}。", text=text)


def _boundary(finding: Finding, schema: LabelSchema) -> str:
    if "side" not in finding.detail:
        return border(finding, schema)
    outward = (finding.measured or 0) > 0
    text = N_("{side}多标了 {n} 个字。") if outward else N_("{side}少标了 {n} 个字。")
    return _(text, side=_side(finding), n=amount(finding.measured))


def _rule(finding: Finding, schema: LabelSchema) -> str:
    rule = finding.detail.get("rule", "minimum_size")
    least = amount(finding.tolerance if finding.tolerance is not None else schema.box_rules.minimum_px)
    return _(_RULES.get(str(rule), N_("违反规则。")), least=least)


def _overlooked(finding: Finding, schema: LabelSchema) -> str:
    return _("没有查出：这里有一处“{code}”。", code=_label_of(finding, schema, "expected"))


def _false_alarm(finding: Finding, schema: LabelSchema) -> str:
    return _("误报“{code}”：这里没有这种错误。", code=_label_of(finding, schema, "got"))


def _flagged_twice(finding: Finding, schema: LabelSchema) -> str:
    return _("同一处错误报了两次：这次报的是“{code}”。", code=_label_of(finding, schema, "got"))


def _wrong_code(finding: Finding, schema: LabelSchema) -> str:
    return _(
        "查出来了，但原因判错：应为“{expected}”，判成了“{got}”。",
        expected=_label_of(finding, schema, "expected"),
        got=_label_of(finding, schema, "got"),
    )


#: A box frames one thing; what lines, masks and tags mark is not counted by one word.
_MISSED: Mapping[Task, str] = {
    "spans": N_("漏标：这里有一处{label}没有标。"),
    "boxes": N_("漏标：这里有一个{label}没有标。"),
    "objects": N_("漏标：这里有{label}没有标。"),
    "inspection": N_("漏标：这里有{label}没有标。"),
    "text": N_("漏标：这里有一处{label}没有标。"),
    "answers": N_("漏标：这里应标“{label}”，没有标。"),
    "text_inspection": N_("漏标：这里有{label}没有标。"),
}
_DOUBLED: Mapping[Task, str] = {
    "spans": N_("重复标注：同一处标了两次{label}。"),
    "boxes": N_("重复标注：同一个目标标了两次{label}。"),
    "objects": N_("重复标注：同一个目标（{label}）标了两次。"),
    "inspection": N_("重复标注：同一个目标（{label}）标了两次。"),
    "text": N_("重复标注：同一处标了两次{label}。"),
    "answers": N_("重复标注：同一处标了两次{label}。"),
    "text_inspection": N_("重复标注：同一处标了两次{label}。"),
}
_RULES = {
    "minimum_size": N_("小于 {least}×{least} px 的目标不标。"),
    "minimum_area": N_("面积小于 {least} px² 的目标不标。"),
    "overlap": N_("和另一个目标重叠了：这个订单要求互不重叠。"),
    "forbidden_shape": N_("这个类别不能用这种形状标。"),
}
#: What findings mean where faults are what is looked for, and what they are called there.
INSPECTION_TITLES: Mapping[Code, str] = {
    "MISS": N_("漏查"),
    "EXTRA": N_("误报"),
    "DUP": N_("重复报错"),
    "CLS": N_("判错"),
}
_INSPECTION: Mapping[Code, Wording] = {
    "MISS": _overlooked,
    "EXTRA": _false_alarm,
    "DUP": _flagged_twice,
    "CLS": _wrong_code,
}
_SENTENCES: Mapping[Code, Wording] = {
    "MISS": _miss,
    "EXTRA": _extra,
    "DUP": _duplicate,
    "CLS": _class,
    "LOOSE": _loose,
    "CUT": _cut,
    "ATTR": _attribute,
    "BND": _boundary,
    "RULE": _rule,
    **SHAPE_SENTENCES,
    **TEXT_SENTENCES,
}
