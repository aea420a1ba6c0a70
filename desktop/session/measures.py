"""The measures and requirements of a score in words: what each is called, its figure, and what it means.

Measures are known by their keys (``desktop.scoring``); one that this table does not know is left out, and so are counts
that only serve to add pictures up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from desktop.base.figures import fault_percent, limit, percent
from desktop.base.wording import N_, _
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_rules import CharacterRules
from desktop.scoring.result import RuleResult
from desktop.scoring.texts.totals import no_kappa


@dataclass(frozen=True)
class MeasureShown:
    """A measure: its name, its figure with its unit, and one sentence saying what it means."""

    name: str
    value: str
    meaning: str


@dataclass(frozen=True)
class RuleShown:
    """A requirement with a bar of its own: ``passed`` is None where there was nothing to judge, and ``why`` says why."""

    name: str
    value: str
    bar: str
    passed: bool | None
    why: str = ""


@dataclass(frozen=True)
class Known:
    """What is known of a measure by its key."""

    name: str
    said: Callable[[float], str]
    meaning: str


def measures_shown(measures: Mapping[str, float], schema: LabelSchema) -> tuple[MeasureShown, ...]:
    """Return the measures in words, in the order of the table, then the tiers of IoU, then the IoU of each class and kappa of each scale."""
    known = [
        MeasureShown(_(about.name), about.said(measures[key]), _meaning(key, about, measures, schema))
        for key, about in MEASURES.items()
        if key in measures and (measures[key] or key not in _SILENT)
        # A share of a checklist of which points are open would claim more than was judged.
        if not (key == "writing.share" and "writing.open" in measures)
    ]
    return (*known, *_tiers(measures), *_classes(measures, schema), *_kappas(measures, schema))


def rules_shown(results: Iterable[RuleResult], schema: LabelSchema) -> tuple[RuleShown, ...]:
    """Return the requirements in words, in their order; one that the schema does not name goes by its id."""
    names = rule_names([schema])
    return tuple(
        RuleShown(
            names.get(result.id, result.id),
            _with_n(percent(result.value, against=result.threshold), result.n),
            limit(result.threshold),
            result.passed,
            why_none(result.reason) if result.passed is None else "",
        )
        for result in results
    )


def rule_names(schemas: Sequence[LabelSchema]) -> dict[str, str]:
    """Return the names of the requirements of schemas by their ids; of two with one id, the first's."""
    return {rule.id: rule.name for schema in reversed(schemas) for rule in schema.object_rules.rules}


def why_none(reason: str) -> str:
    """Return in words why a figure cannot be computed."""
    return _(_REASONS.get(reason, N_("没有可判定的内容")))


def _meaning(key: str, about: Known, measures: Mapping[str, float], schema: LabelSchema) -> str:
    """Return what a measure means, and of how many units it was made where these are counted."""
    n = _units(key, measures)
    said = _(about.meaning)
    if key == "writing.cer":
        said += _read_as(schema.text_rules.compared)
    return _with_n(said, n) if n is not None else said


def _read_as(rules: CharacterRules) -> str:
    """Return what the order's comparison of characters passes over, in words; it is by characters, never by words."""
    passed = {
        N_("全角半角"): rules.nfkc,
        N_("大小写"): rules.ignore_case,
        N_("空格"): rules.ignore_space,
        N_("标点"): rules.ignore_punctuation,
    }
    names = _("、").join(_(name) for name, over in passed.items() if over)
    return _("逐字比较，不计{names}的差别。", names=names) if names else _("逐字比较，什么差别都计。")


def _units(key: str, measures: Mapping[str, float]) -> int | None:
    scheme = key.removesuffix("_f1")
    if f"{scheme}_cor" in measures:
        return int(sum(measures.get(f"{scheme}_{count}", 0) for count in ("cor", "inc", "par", "mis")))
    n = measures.get(_WHOLES.get(key, ""))
    return None if n is None else int(n)


def _with_n(said: str, n: int) -> str:
    return _("{said}（n = {n}）", said=said, n=n)


def _tiers(measures: Mapping[str, float]) -> Iterable[MeasureShown]:
    keys = sorted(key for key in measures if key.removeprefix("box.").startswith("iou>="))
    for key in keys:
        tier = key.rpartition("=")[2]
        yield MeasureShown(
            _("交并比 ≥ {tier} 的比例", tier=tier),
            percent(measures[key]),
            _("金标和多标的框里，重叠达到 {tier} 的占多少。", tier=tier),
        )


def _classes(measures: Mapping[str, float], schema: LabelSchema) -> Iterable[MeasureShown]:
    keys = [key for key in measures if key.startswith("iou:")]
    # Of a single class the mean says the same.
    for key in sorted(keys) if len(keys) > 1 else ():
        label = schema.label(key.removeprefix("iou:"))
        if label is not None:
            yield MeasureShown(
                _("{label}的交并比", label=label.called),
                percent(measures[key]),
                _("这个类别的像素：你和金标都标了的 ÷ 任何一方标了的。"),
            )


def _kappas(measures: Mapping[str, float], schema: LabelSchema) -> Iterable[MeasureShown]:
    for question in schema.questions:
        key = f"scale.kappa:{question.id}"
        if key in measures:
            yield MeasureShown(
                _("“{question}”的加权 κ", question=question.called),
                _signed(measures[key]),
                _("评分和标准的一致程度，去掉碰巧的部分；差得越远扣得越多。1 是完全一致，0 是碰巧。"),
            )
        elif (why := no_kappa(measures, question.id)) is not None:
            reason, n = why
            yield MeasureShown(
                _("“{question}”的加权 κ", question=question.called),
                _("不适用"),
                _(_NO_KAPPA[reason], n=n),
            )


def _figure(value: float, places: int) -> str:
    """Return how far something is off, rounded up: it never looks nearer than it is."""
    # The noise of floats is no distance.
    cut = Decimal(repr(round(float(value), 6))).quantize(Decimal(1).scaleb(-places), rounding=ROUND_CEILING)
    return f"{cut:f}"


def _pixels(value: float) -> str:
    return f"{_figure(value, 1)} px"


def _degrees(value: float) -> str:
    return f"{_figure(value, 1)}°"


def _places(value: float) -> str:
    return _("{n} 处", n=_figure(value, 0))


def _signed(value: float) -> str:
    return f"{value:.2f}"


def _lines(value: float) -> str:
    return _("{n} 项", n=f"{value:g}")


def _off(value: float) -> str:
    share = fault_percent(abs(value))
    if not value:
        return share
    return _("多 {share}", share=share) if value > 0 else _("少 {share}", share=share)


#: Why the agreement on a scale cannot be computed.
_NO_KAPPA = {
    "left_out": N_("有 {n} 处没有评分。只算评了的，说明不了全部，所以不算。"),
    "one_value_only": N_("{n} 处的标准和你的评分全是同一级，碰巧和一致分不开，所以算不出。"),
}
_REASONS = {
    "nothing_applies": N_("这里没有这条要求所指的标注"),
    "nothing_matched": N_("没有对上金标的标注"),
    "nothing_asked": N_("订单不要求"),
    "nothing_judged": N_("没有可判定的标注"),
}
_MEAN_OF_GOLD = N_("平均交并比（漏标算 0）")
_MEAN_OF_GOLD_MEANS = N_("每个金标目标和你的标注的重叠，漏掉的算 0，再求平均。")
#: key -> name, unit, sentence; in the order in which they are shown.
MEASURES: Mapping[str, Known] = {
    "flag.found": Known(N_("查出率"), percent, N_("真有的错误里，你查出了多少。")),
    "flag.false_alarms": Known(N_("误报率"), fault_percent, N_("你报的问题里，其实没有错的占多少。")),
    "flag.right_reason": Known(N_("原因判对率"), percent, N_("查出来的错误里，原因也判对的占多少。")),
    "mended": Known(N_("修好的错误"), percent, N_("交给你时已有的错误里，修好了多少。")),
    "remarks_answered": Known(N_("已处理的批注"), percent, N_("批注指出的问题里，全部改好的占多少。")),
    "left": Known(N_("剩下的错误"), _places, N_("交给你时已有、现在还在的错误。")),
    "introduced": Known(N_("新增的错误"), _places, N_("交给你时没有、修改后才出现的错误。")),
    "miou": Known(N_("平均交并比 mIoU"), percent, N_("每个类别的像素交并比，按类别求平均。")),
    "pixel_accuracy": Known(N_("像素准确率"), percent, N_("金标的像素里，类别标对的占多少。")),
    "pq": Known(N_("全景质量 PQ"), percent, N_("找得对不对和边界准不准合在一起，按类别求平均。")),
    "sq": Known(N_("分割质量 SQ"), percent, N_("对上的目标平均重叠多少，按类别求平均。")),
    "rq": Known(N_("识别质量 RQ"), percent, N_("目标找得对不对：漏标和多标都会拉低。")),
    "area.iou": Known(N_("区域交并比 IoU"), percent, N_("对上的区域，和金标重叠的面积 ÷ 合起来的面积。")),
    "area.boundary_f": Known(N_("边界 F 值"), percent, N_("对上的区域，轮廓落在允许距离以内的占多少。")),
    "area.mean_iou_of_gold": Known(_MEAN_OF_GOLD, percent, _MEAN_OF_GOLD_MEANS),
    "mean_iou_of_gold": Known(_MEAN_OF_GOLD, percent, _MEAN_OF_GOLD_MEANS),
    "box.mean_iou_of_gold": Known(N_("框的平均交并比（漏标算 0）"), percent, _MEAN_OF_GOLD_MEANS),
    "rotated.iou": Known(
        N_("旋转框交并比 IoU"), percent, N_("对上的旋转框，和金标重叠的面积 ÷ 合起来的面积。")
    ),
    "rotated.degrees": Known(N_("平均角度误差"), _degrees, N_("对上的旋转框，方向和金标平均差多少度。")),
    "line.distance_px": Known(N_("线的平均偏离"), _pixels, N_("对上的线，离金标平均多远。")),
    "line.coverage": Known(N_("线的覆盖率"), percent, N_("金标的线里，你画到的长度占多少。")),
    "skeleton.oks": Known(N_("关键点相似度 OKS"), percent, N_("关键点离金标多近，按目标大小和部位折算。")),
    "skeleton.pck": Known(N_("关键点到位率 PCK"), percent, N_("落在允许距离以内的关键点占多少。")),
    "point.distance_px": Known(N_("点的平均偏离"), _pixels, N_("对上的点，离金标平均多远。")),
    "point.count_error": Known(N_("计数误差"), _off, N_("你点的个数比金标多或少了多少。")),
    "quad.iou": Known(N_("文字框交并比 IoU"), percent, N_("对上的文字框，和金标重叠的面积 ÷ 合起来的面积。")),
    "quad.cer": Known(N_("字错率 CER"), fault_percent, N_("要改多少个字才和金标一样，占金标字数的比例。")),
    "quad.exact_fields": Known(N_("全对的字段"), percent, N_("对上的文字框里，一个字都没错的占多少。")),
    "tag.exact": Known(N_("标签全对"), percent, N_("图片标签和金标完全一样的图占多少。")),
    "tag.jaccard": Known(N_("标签重合度"), percent, N_("你和金标都打了的标签 ÷ 任何一方打了的标签。")),
    "strict_f1": Known(N_("严格 F1"), percent, N_("起止和类别都对才算对。")),
    "exact_f1": Known(N_("边界 F1"), percent, N_("起止都对就算对，不看类别。")),
    "partial_f1": Known(N_("部分 F1"), percent, N_("起止有重叠算半对，不看类别。")),
    "relation.f1": Known(
        N_("关系 F1"),
        percent,
        N_("类型、方向和两端都对才算对；两端片段的边界和类别另算，片段漏了，关系也算漏。"),
    ),
    "relation.triple_f1": Known(
        N_("三元组 F1"), percent, N_("两端片段的起止、类别和关系都对才算对；片段漏了，关系也算漏。")
    ),
    "relation.entity": Known(
        N_("因片段而错的关系"),
        _places,
        N_("一端的片段漏标、错类或边界不对，三元组跟着不对；单列，仍计入总数。"),
    ),
    "attribute.accuracy": Known(
        N_("属性准确率"), percent, N_("标准里的每个属性值都算一个；片段漏了，它的属性也算漏。")
    ),
    "chain.accuracy": Known(
        N_("指代链准确率"), percent, N_("标准放进指代链的每一处都算一个；漏标的和多放进去的都拉低它。")
    ),
    "joint.accuracy": Known(N_("意图槽位联合准确率"), percent, N_("一轮对话的意图和全部槽位都对才算对。")),
    "safety.crossed": Known(N_("判错的红线"), _places, N_("该判的红线里，漏判或误判的。")),
    "choice.accuracy": Known(N_("选择准确率"), percent, N_("要答的选择题里，选对的占多少；没有答的算错。")),
    "scale.accuracy": Known(
        N_("评分准确率"), percent, N_("评分和标准的差在允许之内的占多少；没有评的算错。")
    ),
    "scale.exactness": Known(N_("评分完全一致"), percent, N_("评分和标准一级不差的占多少。")),
    "preference.side_accuracy": Known(
        N_("优劣方向一致率"), percent, N_("两个回答谁更好，和标准判得一样的占多少。")
    ),
    "ranking.agreement": Known(N_("成对一致率"), percent, N_("标准里的每一对回答，次序排得一样的占多少。")),
    "ranking.tau": Known(N_("排序相关 τ-b"), _signed, N_("1 是完全一致，0 是没有关系，-1 是完全相反。")),
    "ranking.tau_none": Known(
        N_("算不出 τ-b 的排序"), _places, N_("你没有排、没排全，或者全部并列，τ-b 没有值，平均时按 0 算。")
    ),
    "writing.share": Known(
        N_("检查单得分"), percent, N_("检查单的分数里，拿到的占多少；讲师评过的也算在内。")
    ),
    "writing.open": Known(N_("待讲师评分"), _lines, N_("检查单里要由讲师来评、还没有评的。")),
    "writing.cer": Known(
        N_("撰写字错率 CER"), fault_percent, N_("要改多少个字才和标准一样，占标准字数的比例。")
    ),
    "type_f1": Known(N_("类别 F1"), percent, N_("有重叠而且类别对就算对。")),
}
#: Measure -> the count of units that it is made of.
_WHOLES: Mapping[str, str] = {
    "relation.f1": "relation.n",
    "relation.triple_f1": "relation.n",
    "relation.entity": "relation.n",
    "attribute.accuracy": "attribute.n",
    "chain.accuracy": "chain.n",
    "joint.accuracy": "joint.n",
    "safety.crossed": "safety.n",
    "choice.accuracy": "choice.n",
    "scale.accuracy": "scale.n",
    "scale.exactness": "scale.n",
    "preference.side_accuracy": "preference.n",
    "ranking.agreement": "ranking.pairs",
    "ranking.tau": "ranking.tau_n",
    "ranking.tau_none": "ranking.tau_n",
    "writing.share": "writing.of",
    "writing.cer": "writing.signs",
    "mended": "faults",
    "left": "faults",
    "remarks_answered": "remarks",
}
#: Measures that are only told where they are not nought.
_SILENT = frozenset({"relation.entity", "ranking.tau_none"})
