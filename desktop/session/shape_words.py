"""Findings about shapes in words: angles, borders, joints, lines, transcriptions, order, groups, inspection."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from desktop.base.wording import N_, _, language
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.result import Code, Finding

Wording: TypeAlias = Callable[[Finding, LabelSchema], str]

STATE_NAMES = {"visible": N_("可见"), "hidden": N_("遮挡"), "out": N_("画外")}
#: Signs around an error that a sentence quotes.
_AROUND = 4
#: Errors of a transcription that a sentence names before it counts the rest.
_MOST_NAMED = 3


def amount(value: float | None) -> str:
    """Return a figure with at most one decimal, without its sign; a question mark for none."""
    return "?" if value is None else f"{abs(value):.1f}".removesuffix(".0")


def beyond(value: float | None, limit: float | None) -> str:
    """Return an amount that broke its limit; with as many decimals as it takes to read unlike the limit."""
    if value is None:
        return "?"
    if limit is None or abs(value) == abs(limit) or amount(value) != amount(limit):
        return amount(value)
    return next(
        (
            said
            for places in range(2, 10)
            if (said := f"{abs(value):.{places}f}".rstrip("0")) != f"{abs(limit):.{places}f}".rstrip("0")
        ),
        repr(abs(value)),
    )


def share(value: float | None) -> str:
    """Return a share as per cent with one decimal."""
    return "?" if value is None else f"{100 * value:.1f}".removesuffix(".0") + " %"


def short_of(value: float | None, limit: float | None) -> str:
    """Return a share that fell short of its limit; it must not read like the limit itself."""
    said = share(value)
    return f"{100 * value:.3f} %" if value is not None and said == share(limit) else said


def is_tag(label_id: object, schema: LabelSchema) -> bool:
    """Tell whether a class is nothing but a tag of the whole picture."""
    label = schema.label(str(label_id))
    return label is not None and tuple(label.shapes) == ("tag",)


def joint_name(finding: Finding, schema: LabelSchema, joint: object = None) -> str:
    """Return the name of the joint that a finding is about, or its number."""
    wanted = finding.detail.get("joint", "") if joint is None else joint
    for label in schema.labels:
        for point in label.skeleton.points if label.skeleton is not None else ():
            if point.id == wanted:
                return point.name_en if language() == "en" and point.name_en else point.name
    place = finding.detail.get("place")
    return _("第 {n} 点", n=int(place) + 1) if isinstance(place, int) else str(wanted)


def angle(finding: Finding, _schema: LabelSchema) -> str:
    """Say how far a box is turned off, that it faces backwards, or that a text was begun at another corner."""
    corner = finding.detail.get("corner")
    if isinstance(corner, int):
        return _("四个角的次序不对：第 1 个点应在文字的左上角，这里错开了 {n} 个角。", n=corner)
    if finding.detail.get("reversed"):
        return _("朝向反了：车头和车尾颠倒，差 {degrees}°。", degrees=amount(finding.measured))
    return _(
        "角度差 {degrees}°，要求 ≤ {tolerance}°。",
        degrees=beyond(finding.measured, finding.tolerance),
        tolerance=amount(finding.tolerance),
    )


def border(finding: Finding, _schema: LabelSchema) -> str:
    """Say how little of the shape agrees, or how far its border runs off."""
    detail = finding.detail
    if detail.get("measure") == "boundary":
        return _(
            "边界不贴合：{share} 的轮廓在 {px} px 以内，要求 ≥ {tolerance}；平均差 {mean} px，最远约 {worst} px。",
            share=short_of(finding.measured, finding.tolerance),
            tolerance=share(finding.tolerance),
            px=amount(_figure(detail.get("px"))),
            mean=amount(_figure(detail.get("mean_px"))),
            worst=amount(_figure(detail.get("worst_px"))),
        )
    return _(
        "重合度 IoU {iou}，要求 ≥ {tolerance}。",
        iou=_iou(finding.measured, finding.tolerance),
        tolerance=_iou(finding.tolerance, None),
    )


def joint(finding: Finding, schema: LabelSchema) -> str:
    """Say which joint is off and how far, or which are swapped."""
    swapped = finding.detail.get("swapped")
    if swapped:
        pairs = _("、").join(
            _("{a}和{b}", a=joint_name(finding, schema, a), b=joint_name(finding, schema, b))
            for a, b in swapped
        )
        return _("左右颠倒：{pairs}标反了。左右以人物自己为准。", pairs=pairs)
    said = {
        "px": beyond(finding.measured, finding.tolerance),
        "tolerance": amount(finding.tolerance),
    }
    name = joint_name(finding, schema)
    if not name:
        return _("点偏了 {px} px，要求 ≤ {tolerance} px。", **said)
    return _("{name}偏了 {px} px，要求 ≤ {tolerance} px。", name=name, **said)


def visibility(finding: Finding, schema: LabelSchema) -> str:
    """Say which state a joint should have."""
    states = {name: _(STATE_NAMES.get(str(finding.detail.get(name)), "")) for name in ("expected", "got")}
    return _("{name}应为“{expected}”，标成了“{got}”。", name=joint_name(finding, schema), **states)


def polyline(finding: Finding, _schema: LabelSchema) -> str:
    """Say what is wrong with a line: off to the side, too short, or the wrong way round."""
    measure = finding.detail.get("measure")
    if measure == "coverage":
        return _(
            "折线只盖住了应标长度的 {share}，要求 ≥ {tolerance}。",
            share=short_of(finding.measured, finding.tolerance),
            tolerance=share(finding.tolerance),
        )
    if measure == "direction":
        return _("方向反了：要从另一头开始画。")
    return _(
        "折线最远偏离 {px} px，要求 ≤ {tolerance} px。",
        px=beyond(finding.measured, finding.tolerance),
        tolerance=amount(finding.tolerance),
    )


def transcription(finding: Finding, _schema: LabelSchema) -> str:
    """Quote each sign that was written wrong, left out or added."""
    if not finding.detail.get("got"):
        return _("转写错误：这里是“{expected}”，没有写。", expected=finding.detail.get("expected", ""))
    return _("转写错误：{said}。", said=edits_said(finding))


def edits_said(finding: Finding) -> str:
    """Name the signs by which a text is off, the first of them one by one."""
    expected, got = str(finding.detail.get("expected", "")), str(finding.detail.get("got", ""))
    edits = [each for each in finding.detail.get("edits", ()) if _is_edit(each)]
    named = [_edit(each, expected, got) for each in edits[:_MOST_NAMED]]
    if len(edits) > _MOST_NAMED:
        named.append(_("共 {n} 处", n=len(edits)))
    return _("；").join(named) or _("应为“{expected}”", expected=expected)


def group(finding: Finding, _schema: LabelSchema) -> str:
    """Say what belongs to a group and what does not."""
    missing, extra = len(finding.detail.get("missing", ())), len(finding.detail.get("extra", ()))
    parts = [_("少 {n} 个", n=missing)] * bool(missing) + [_("多 {n} 个", n=extra)] * bool(extra)
    return _("分组不对：这一组{parts}。", parts=_("，").join(parts) or _("和标准不同"))


def order(finding: Finding, _schema: LabelSchema) -> str:
    """Say which place a mark should have."""
    return _(
        "次序不对：它应排第 {expected}，排在了第 {got}。",
        expected=amount(finding.tolerance),
        got=amount(finding.measured),
    )


def form(finding: Finding, _schema: LabelSchema) -> str:
    """Say what makes a shape impossible."""
    return _(_FORMS.get(str(finding.detail.get("fault")), N_("形状不合格，无法使用。")))


_FORMS = {
    "self_crossing": N_("轮廓自己和自己相交，这样的多边形无法使用。"),
    "outside": N_("有一部分画到了图片外面。"),
    "no_area": N_("这个形状没有面积。"),
}

#: What a code of fault is called on an inspector's flag.
SHAPE_CODE_NAMES: Mapping[Code, str] = {
    "ANG": N_("角度或朝向错误"),
    "PT": N_("关键点偏移"),
    "VIS": N_("可见性错误"),
    "LINE": N_("折线错误"),
    "TXT": N_("转写错误"),
    "GROUP": N_("分组错误"),
    "ORDER": N_("次序错误"),
    "FMT": N_("格式错误"),
}
SHAPE_SENTENCES: Mapping[Code, Wording] = {
    "ANG": angle,
    "PT": joint,
    "VIS": visibility,
    "LINE": polyline,
    "TXT": transcription,
    "GROUP": group,
    "ORDER": order,
    "FMT": form,
}


def _figure(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _iou(value: float | None, limit: float | None) -> str:
    if value is None:
        return "?"
    said = f"{value:.2f}"
    return f"{value:.4f}" if limit is not None and said == f"{limit:.2f}" else said


def _is_edit(value: object) -> bool:
    return isinstance(value, Sequence) and len(value) == 5 and all(isinstance(at, int) for at in value[1:])


def _edit(edit: Sequence[object], expected: str, got: str) -> str:
    kind = edit[0]
    a1, a2, b1, b2 = (at for at in edit[1:] if isinstance(at, int))
    if kind == "insert":
        return _("多写了“{got}”", got=got[b1:b2])
    if kind == "delete":
        before = expected[max(0, a1 - _AROUND) : a1]
        where = _("“{before}”后面", before=before) if before else _("开头")
        return _("{where}漏了“{text}”", where=where, text=expected[a1:a2])
    return _("“{got}”应为“{expected}”", got=got[b1:b2], expected=expected[a1:a2])
