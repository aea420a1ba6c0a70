"""Agreement in words: every rate with its number and interval, every disagreement in a sentence that blames nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from desktop.annotation.marks import Mark
from desktop.annotation.shapes.base import AttributeValue, Shape
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.spans import Span
from desktop.base.figures import between, percent
from desktop.base.wording import N_, _
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.agreement.rates import Rate
from desktop.scoring.measures.agreement import NOTHING_TO_COMPARE, ONE_VALUE_ONLY
from desktop.scoring.measures.agreement import Agreement as Coefficient
from desktop.scoring.result import Code, Finding, Place
from desktop.session.measures import MeasureShown
from desktop.session.shown import FindingShown

if TYPE_CHECKING:
    # They load numpy and the geometry; a feedback on texts needs only the words.
    from desktop.scoring.agreement.item import Difference, Disagreement
    from desktop.scoring.agreement.total import FamilyTotal, Total

FAMILY_NAMES: Mapping[str, str] = {
    "area": N_("多边形和掩码"),
    "box": N_("矩形框"),
    "flag": N_("质检标记"),
    "line": N_("折线"),
    "point": N_("点"),
    "quad": N_("文字框"),
    "relation": N_("关系"),
    "reply": N_("回答"),
    "rotated": N_("旋转框"),
    "skeleton": N_("骨架"),
    "span": N_("文字片段"),
    "tag": N_("图像标签"),
    "text_flag": N_("质检标记"),
}
#: What the mean similarity of a family is called; a family that is not here has none to tell.
NEARNESS: Mapping[str, str] = {
    "area": N_("平均 IoU {value}"),
    "box": N_("平均 IoU {value}"),
    "rotated": N_("平均 IoU {value}"),
    "quad": N_("平均 IoU {value}"),
    "span": N_("平均重合 {value}"),
    "skeleton": N_("平均 OKS {value}"),
}
REASONS: Mapping[str, str] = {
    NOTHING_TO_COMPARE: N_("没有可以对比的，算不出"),
    ONE_VALUE_ONLY: N_("大家只用了同一个值，没有差异可比，这个系数没有定义"),
}
CODES: Mapping[Difference, Code] = {
    "only_a": "EXTRA",
    "only_b": "MISS",
    "label": "CLS",
    "attribute": "ATTR",
    "text": "TXT",
    "place": "BND",
}


def rate_words(rate: Rate) -> str:
    """Return a rate with its number and its 95 % interval."""
    if rate.value is None or rate.interval is None:
        return _("没有可以对比的，算不出")
    return _(
        "{value}（{k}/{n}，95% 区间 {interval}）",
        value=percent(rate.value),
        k=rate.k,
        n=rate.n,
        interval=between(*rate.interval),
    )


def coefficient_words(found: Coefficient) -> str:
    """Return a coefficient with its number, or why it has no value."""
    if found.value is None:
        return _("{reason}（n={n}）", reason=_(REASONS.get(found.reason, found.reason)), n=found.n)
    return _("{value}（n={n}）", value=f"{found.value:.2f}", n=found.n)


def overall(
    found: Total, alpha: Coefficient, people: int, schemas: Sequence[LabelSchema]
) -> tuple[MeasureShown, ...]:
    """Return the figures of a comparison, the one that says most first."""
    return tuple(_overall(found, alpha, people, schemas))


def _overall(
    found: Total, alpha: Coefficient, people: int, schemas: Sequence[LabelSchema]
) -> Iterator[MeasureShown]:
    yield MeasureShown(
        _("完全一致"),
        rate_words(found.agreed),
        _("两人标过的全部对象里，位置、类别、属性都一致的占多少。"),
    )
    yield MeasureShown(
        _("对象 F1"),
        _f1_words(found.f1),
        _("两人都标了的对象。谁当金标都一样。"),
    )
    yield MeasureShown(
        _("类别相同"), rate_words(found.same_label), _("两人都标了的对象里，类别一样的占多少。")
    )
    yield MeasureShown(
        _("类别 κ"),
        coefficient_words(found.label_kappa),
        _("科恩 κ：去掉碰巧相同以后的类别一致，1 是完全一致，0 是碰运气。"),
    )
    for family in found.families:
        yield _family(family)
    for attribute in found.attributes:
        known = (each for schema in schemas for each in schema.attributes)
        name = next((each.name for each in known if each.id == attribute.attribute), "")
        yield MeasureShown(
            _("属性“{name}”", name=name or attribute.attribute),
            _(
                "{share}，κ {kappa}",
                share=rate_words(attribute.same),
                kappa=coefficient_words(attribute.kappa),
            ),
            _("两人都标了的对象里，这个属性答得一样的占多少。"),
        )
    if found.tags_micro is not None and found.tags_macro is not None:
        worst = min(found.tags, key=lambda tag: (found.tags[tag].f1 or 0.0, tag))
        yield MeasureShown(
            _("标签 F1"),
            _(
                "{micro}，各标签平均 {macro}，最低的是“{worst}”（{n} 张图）",
                micro=percent(found.tags_micro),
                macro=percent(found.tags_macro),
                worst=label_name(worst, *schemas),
                n=found.items,
            ),
            _("图像标签两人给得是否一样，谁当金标都一样。"),
        )
    if found.order is not None:
        yield MeasureShown(
            _("次序 τ"),
            _("{value}（{n} 题）", value=f"{found.order:.2f}", n=found.ordered_items),
            _("肯德尔 τ：两人标注先后次序的一致，1 是次序完全相同。"),
        )
    yield MeasureShown(
        _("全班数量 α"),
        coefficient_words(alpha),
        _("克里彭多夫 α：做过这些题的 {n} 个人，每题每类标了几个，是否一致。", n=people),
    )


def _f1_words(rate: Rate) -> str:
    if rate.value is None or rate.interval is None:
        return rate_words(rate)
    return _(
        "{value}（{n} 个对象里 {k} 个两人都标了，95% 区间 {interval}）",
        value=percent(rate.value),
        k=rate.k,
        n=rate.n,
        interval=between(*rate.interval),
    )


def _family(family: FamilyTotal) -> MeasureShown:
    parts = [_f1_words(family.f1)]
    name = family.count.family
    if name in NEARNESS and family.mean_similarity is not None:
        parts.append(_(NEARNESS[name], value=f"{family.mean_similarity:.3f}"))
    if family.mean_distance is not None:
        parts.append(_("平均相距 {px} px", px=f"{family.mean_distance:.1f}"))
    return MeasureShown(
        _(FAMILY_NAMES.get(name, name)), "，".join(parts), _("这一种标注的 F1，和两人都标了的相差多少。")
    )


def label_name(label_id: str, *schemas: LabelSchema) -> str:
    """Return what a class is called in the first of the schemas that knows it."""
    found = (known for schema in schemas if (known := schema.named(label_id)) is not None)
    return next((each.name for each in found), label_id)


def disagreement_shown(each: Disagreement, names: tuple[str, str], schema: LabelSchema) -> FindingShown:
    """Return a disagreement as the panel and the canvas show findings: the first person's mark against the second's."""
    remedy = _("请两人对照规则商量，定下来以后写进金标。")
    return FindingShown(
        _finding(each), disagreement_words(each, names, schema), remedy, None, _title(each, names)
    )


def disagreement_words(each: Disagreement, names: tuple[str, str], schema: LabelSchema) -> str:
    """Return one sentence about one thing that two people do not agree on."""
    mark = each.a or each.b
    what = label_name(mark.label, schema) if mark is not None else ""
    both = {"a": names[0], "b": names[1]}
    if each.what in {"only_a", "only_b"}:
        return _("“{label}”：只有{who}标了。", label=what, who=names[each.what == "only_b"])
    if each.a is None or each.b is None:
        return what
    if each.what == "label":
        return _(
            "类别不同：{a}标“{one}”，{b}标“{other}”。",
            one=what,
            other=label_name(each.b.label, schema),
            **both,
        )
    if each.what == "attribute":
        return _attribute_words(each, both, schema)
    if each.what == "text":
        return _(
            "“{label}”的文字不同：{a}“{one}”，{b}“{other}”。",
            label=what,
            one=_text(each.a),
            other=_text(each.b),
            **both,
        )
    return _(
        "“{label}”的位置差得超过规则允许：相似度 {value}。", label=what, value=f"{each.similarity or 0:.3f}"
    )


def _attribute_words(each: Disagreement, both: Mapping[str, str], schema: LabelSchema) -> str:
    name = next((known.name for known in schema.attributes if known.id == each.attribute), each.attribute)
    one, other = (_value(value, each.attribute, schema) for value in each.values)
    return _("“{name}”不同：{a}答“{one}”，{b}答“{other}”。", name=name, one=one, other=other, **both)


def _value(value: AttributeValue | None, attribute_id: str, schema: LabelSchema) -> str:
    if value is None:
        return _("没答")
    if isinstance(value, bool):
        return _("是") if value else _("否")
    known = next((each for each in schema.attributes if each.id == attribute_id), None)
    options = known.options if known is not None else ()
    return next((option.name for option in options if option.id == value), str(value))


def _title(each: Disagreement, names: tuple[str, str]) -> str:
    titles: Mapping[Difference, str] = {
        "only_a": _("只有{who}标了", who=names[0]),
        "only_b": _("只有{who}标了", who=names[1]),
        "label": _("类别不同"),
        "attribute": _("属性不同"),
        "text": _("文字不同"),
        "place": _("位置不同"),
    }
    return titles[each.what]


def _finding(each: Disagreement) -> Finding:
    a, b = each.a, each.b
    detail: dict[str, object] = {}
    if each.what == "attribute":
        one, other = each.values
        detail = {"attribute": each.attribute, "expected": other, "accepted": [other], "got": one}
    elif each.what == "text" and a is not None and b is not None:
        detail = {"expected": _text(b), "got": _text(a), "edits": []}
    elif a is not None and b is not None:
        detail = {"expected": b.label, "got": a.label}
    return Finding(
        CODES[each.what],
        "ordinary",
        _place([mark for mark in (a, b) if mark is not None]),
        None if b is None else b.id,
        None if a is None else a.id,
        measured=each.similarity if each.what == "place" else None,
        unit="iou" if each.what == "place" else "",
        detail=detail,
    )


def _place(marks: list[Mark]) -> Place:
    shapes = [mark.bounds for mark in marks if isinstance(mark, Shape)]
    if shapes:
        return (
            min(bounds[0] for bounds in shapes),
            min(bounds[1] for bounds in shapes),
            max(bounds[2] for bounds in shapes),
            max(bounds[3] for bounds in shapes),
        )
    spans = [mark for mark in marks if isinstance(mark, Span)]
    return (min((span.start for span in spans), default=0), max((span.end for span in spans), default=0))


def _text(mark: Mark) -> str:
    return mark.text if isinstance(mark, Quad) else ""
