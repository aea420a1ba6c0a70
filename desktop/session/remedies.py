"""What to do about a finding: one sentence, by its code, by the kind of task, and by the classes concerned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from desktop.annotation.shapes.base import ShapeKind
from desktop.base.wording import N_, _
from desktop.curriculum.schema import INSPECTIONS, LabelSchema, Task
from desktop.scoring.result import Code, Finding
from desktop.session.text_remedies import TEXT_REMEDIES, text_remedy
from desktop.session.text_words import TEXT_TASKS

Remedy: TypeAlias = Callable[[Finding, LabelSchema], str]

_PLAIN: Mapping[tuple[Task, Code], str] = {
    ("boxes", "EXTRA"): N_("对照规则确认它该不该标；不该标就删掉。"),
    ("boxes", "DUP"): N_("一个目标只留一个框，删掉多余的；提交前按 ‹select.next› 逐个走一遍。"),
    ("boxes", "LOOSE"): N_("放大到 200% 以上，把这条边往里收，贴住可见边缘。"),
    ("boxes", "CUT"): N_("放大到 200% 以上，把这条边往外放，露出整个可见部分。"),
    ("boxes", "ATTR"): N_("对照看得见的部分重新判断，选中后在右侧属性栏改正。"),
    ("boxes", "RULE"): N_("选中它，看画面下方的框宽、框高；不够大就删掉。"),
    ("spans", "DUP"): N_("同一处、同一类别只留一条标注，删掉多余的。"),
    ("spans", "ATTR"): N_("对照原文重新判断，选中后在右侧属性栏改正。"),
}
_SHAPES: Mapping[Code, str] = {
    "MISS": N_("提交前按 ‹hide.all› 藏起全部标注，照规则的次序把全图再扫一遍，每个类别各找一遍。"),
    "EXTRA": N_("对照规则确认它该不该标；不该标就删掉。"),
    "DUP": N_("一个目标只留一个，删掉多余的；提交前按 ‹select.next› 逐个走一遍。"),
    "LOOSE": N_("放大到 200% 以上，把这条边往里收，贴住可见边缘。"),
    "CUT": N_("放大到 200% 以上，把这条边往外放，露出整个可见部分。"),
    "ATTR": N_("对照看得见的部分重新判断，选中后在右侧属性栏改正。"),
    "ANG": N_("选中它，拖动车头一侧的圆点，让箭头和物体的朝向一致；按住 Shift 每次转 15°。"),
    "BND": N_("放大后沿着轮廓走一圈：红色的一段往里收，蓝色的一段往外放；弯的地方多点几个点。"),
    "PT": N_("放大到关节处，把点放在关节的中心；先认清人物自己的左右，再动手。"),
    "VIS": N_("看得见标可见，被挡住但能推出位置标遮挡，出了画面标画外。"),
    "LINE": N_("放大后沿线的正中走一遍，弯处加点，两头画到看得见的尽头。"),
    "TXT": N_("逐字和图上对照一遍；数字倒着再读一遍，金额和大写互相核对。"),
    "GROUP": N_("选中同一组的全部目标，按 ‹group› 重新成组。"),
    "ORDER": N_("按规则的次序（如从左到右）逐个核对，改正序号。"),
    "FMT": N_("选中它，把相交或出界的点拖回来；改不好就删掉重画。"),
    "RULE": N_("看一遍对应的规则条款，再决定删掉还是修改。"),
    **TEXT_REMEDIES,
}
#: Where advice for outlines makes no sense.
_BY_KIND: Mapping[tuple[Code, ShapeKind], str] = {
    ("MISS", "tag"): N_("打完后把标签表从头到尾问一遍：这张图有没有它？"),
    ("EXTRA", "tag"): N_("放大找一遍；找不到就按它的数字键取消这个标签。"),
    ("DUP", "tag"): N_("同一个标签只留一个。"),
    ("BND", "rotated"): N_("放大后逐边看：拖动边或角，让四条边都贴住物体；角度不对先转正再贴边。"),
    ("BND", "quad"): N_("放大后把四个角逐个拖到这行文字的四角，上下边贴住文字。"),
    ("BND", "ellipse"): N_("放大后拖动四个柄，让椭圆的长轴、短轴和边都贴住轮廓。"),
    ("BND", "mask"): N_("放大后沿着边走一圈：多出来的用橡皮擦掉，缺的用画笔补上；孔和缝不要填。"),
    ("PT", "point"): N_("放大后把点放在目标的正中。"),
    ("ANG", "quad"): N_("四点框从这行文字的左上角点起，顺时针点完四个角。"),
}
_INSPECTION: Mapping[Code, str] = {
    "MISS": N_(
        "逐个目标按 ‹select.next› 走一遍，每个都问四句：该不该有、类别对不对、边贴不贴、属性对不对；最后再找漏标。"
    ),
    "EXTRA": N_("有疑问先量再判：误差没有超过规则的容差就不算错。"),
    "DUP": N_("一处错误只标一次。"),
    "CLS": N_("对照错误分类表：看清是位置、类别还是属性的问题，再选原因。"),
}
_TEXT_INSPECTION: Mapping[Code, str] = {
    "MISS": N_(
        "按号码一条一条看：该不该标、类别对不对、首尾齐不齐、连得对不对、答得对不对；最后把空白处扫一遍找漏标。"
    ),
    "EXTRA": N_("插旗前先翻条款：说不出违反哪一条，就不插。"),
    "DUP": N_("一处错误只插一面旗。"),
    "CLS": N_("对照错误类型表：看清错在有无、类别、首尾、关系还是回答，再选类型。"),
}
_BOUNDARY = N_("用方括号键或拖动边缘，把多余的字去掉、缺的字补上。")
_ANY: Mapping[Code, str] = {
    "LOOSE": N_("把这条边往里收。"),
    "CUT": N_("把这条边往外放。"),
    "BND": _BOUNDARY,
    "RULE": N_("看一遍对应的规则条款，再决定删掉还是修改。"),
}


def remedy(finding: Finding, schema: LabelSchema) -> str:
    """Return what to do about a finding under a schema, as one or two sentences."""
    if schema.task in TEXT_TASKS and (said := text_remedy(finding, schema)) is not None:
        return said
    # What is marked in a text are spans, whatever else is asked of it.
    task: Task = "spans" if schema.task in TEXT_TASKS else schema.task
    worded = _WORDED.get((task, finding.code))
    if worded is not None:
        return worded(finding, schema)
    if schema.task == "text_inspection":
        return _(_TEXT_INSPECTION.get(finding.code) or _SHAPES[finding.code])
    if schema.task in INSPECTIONS:
        return _(_INSPECTION.get(finding.code) or _SHAPES[finding.code])
    if schema.task == "objects":
        return _class(finding, schema) if finding.code == "CLS" else _(_about_shape(finding, schema))
    return _(_PLAIN.get((task, finding.code)) or _ANY.get(finding.code) or _SHAPES[finding.code])


def _about_shape(finding: Finding, schema: LabelSchema) -> str:
    """Return the remedy that fits the shapes of the class, else that of any shape."""
    detail = finding.detail
    if finding.code == "ANG" and detail.get("reversed") and "corner" not in detail:
        return N_("选中它，按 ‹shape.flip_heading› 让车头车尾对调；先看车灯、挡风玻璃在哪一头。")
    named = (detail.get("expected"), detail.get("got"), detail.get("label"))
    known = [label for label in map(schema.label, map(str, named)) if label is not None] or schema.labels
    kinds = {kind for label in known for kind in label.shapes}
    return next(
        (words for (code, kind), words in _BY_KIND.items() if code == finding.code and kinds == {kind}),
        _SHAPES[finding.code],
    )


def _missed_box(_finding: Finding, schema: LabelSchema) -> str:
    return _(
        "提交前按 ‹hide.all› 藏起全部框，照规则的次序把全图再扫一遍，{n} 类各问一遍。", n=len(schema.labels)
    )


def _missed_span(_finding: Finding, schema: LabelSchema) -> str:
    names = _("、").join(label.called for label in schema.labels)
    return _("提交前按 {n} 类各扫一遍全文，一遍只找一类：{names}。", n=len(schema.labels), names=names)


def _extra_span(finding: Finding, schema: LabelSchema) -> str:
    around = schema.label(str(finding.detail.get("around", "")))
    if around is not None:
        return _("它在“{name}”里面，规则没有要求叠标就不另标：删掉这一条。", name=around.name)
    return _("对照规则确认这几个字该不该标：泛指、统称、缺件的不标；不该标就删掉。")


def _class(finding: Finding, schema: LabelSchema) -> str:
    """Return how the two classes differ, as the pack describes them, and the key that mends it."""
    right, wrong = (schema.label(str(finding.detail.get(name, ""))) for name in ("expected", "got"))
    if right is None:
        return _("选中后按正确类别的数字键即可改类。")
    described = [
        _("{name}：{description}。", name=label.called, description=label.description.rstrip("。"))
        for label in (right, wrong)
        if label is not None and label.description
    ]
    return "".join([*described, _("选中后按数字键 {key} 改成{name}。", key=right.key, name=right.name)])


def _boundary(finding: Finding, _schema: LabelSchema) -> str:
    if finding.measured is None:
        return _(_BOUNDARY)
    if finding.measured > 0:
        return _("用方括号键或拖动边缘，把多余的字去掉；首尾的标点、动词、职务都不要。")
    return _("用方括号键或拖动边缘，把缺的字补上；名称从第一个字标到最后一个字。")


_WORDED: Mapping[tuple[Task, Code], Remedy] = {
    ("boxes", "MISS"): _missed_box,
    ("boxes", "CLS"): _class,
    ("spans", "MISS"): _missed_span,
    ("spans", "EXTRA"): _extra_span,
    ("spans", "CLS"): _class,
    ("spans", "BND"): _boundary,
}
