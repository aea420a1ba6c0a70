"""What to do next with the tool in hand: one line for the foot of the bench."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.annotation.tools.skeletons import note_of_joint
from desktop.base.wording import N_, _
from desktop.curriculum.schema import Attribute
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.hand import Hand
from desktop.views.widgets.canvas.toolbox import joint_names

#: Tool -> what to do before a stroke, and in the middle of one; empty: the same.
_HINTS: Mapping[str, tuple[str, str]] = {
    "select": (N_("选择：单击选标注，拖点拖边调整，‹select.next› 换下一个。"), ""),
    "box": (
        N_("画框：{label}。拖动，或点两个对角；键盘：Enter 调出光标。"),
        N_("画框：{label}。拖到对角松开，或在对角再点一下；Esc 取消。"),
    ),
    "rotated": (
        N_("旋转框：{label}。从车尾按住拖到车头，再拉出宽度。"),
        N_("旋转框：{label}。移动鼠标拉出宽度，点一下画好；Shift 每 15° 一档；Esc 取消。"),
    ),
    "polygon": (
        N_("多边形：{label}。沿边缘逐点单击；按住 Shift 随手画。"),
        N_("多边形：{label}。继续点；‹draw.undo_point› 退一点，‹draw.close›、双击或点回起点画好；Esc 取消。"),
    ),
    "polyline": (
        N_("折线：{label}。沿线的正中逐点单击，方向照规则。"),
        N_("折线：{label}。继续点；‹draw.undo_point› 退一点，‹draw.close› 或双击画好；Esc 取消。"),
    ),
    "point": (N_("点：{label}。在目标中心单击，一个目标一个点。"), ""),
    "skeleton": (
        N_("关键点：{label}。{joint}；按顺序逐个点，或拖一个框放下整副骨架。"),
        N_("关键点：{label}。{joint}；‹joint.hidden› 被挡住，‹joint.out› 在画外，‹draw.undo_point› 退一点。"),
    ),
    "ellipse": (N_("椭圆：{label}。从一角拖到对角；按住 Alt 从中心拖。"), ""),
    "brush": (
        N_("画笔：{label}。按住涂抹；‹brush.smaller› ‹brush.bigger› 改大小，Shift 走直线，Ctrl 擦。"),
        "",
    ),
    "eraser": (N_("橡皮：擦掉所选掩膜的像素；‹brush.smaller› ‹brush.bigger› 改大小。"), ""),
    "fill": (N_("填入：圈出一片加进掩膜，‹draw.close› 或双击完成。"), ""),
    "cut": (N_("挖掉：圈出一片从掩膜里去掉，‹draw.close› 或双击完成。"), ""),
    "quad": (
        N_("文字框：{label}。从文字的左上角起顺时针点四个角，或拖一个框；画好后写转写。"),
        N_("文字框：{label}。继续点下一个角；‹draw.undo_point› 退一点；Esc 取消。"),
    ),
    "scissors": (
        N_("智能剪刀：{label}。在边缘上点一下，线会自己贴着边走。"),
        N_("智能剪刀：{label}。跟着边缘移动，转弯处点一下定住；‹draw.close› 画好；Esc 取消。"),
    ),
    "wand": (N_("按颜色选：{label}。点一片颜色相近的地方；上下拖改容差。"), ""),
    "slice": (N_("切开：先选中一个，再划一条线穿过它。"), ""),
    "flag": (N_("质检：{label}。单击有错的标注；漏标的地方拖一个框。"), ""),
}


def hint(desk: ImageDesk, hand: Hand) -> str:
    """Return what to do next with the tool in hand."""
    if desk.veiled:
        return _("全部标注暂时隐藏，按 ‹hide.all› 显示。")
    if desk.solo is not None and not desk.draws:
        return _("只看 {n} 个标注，别的没有显示；再按 ‹solo› 显示全部。", n=len(desk.solo))
    label = desk.label.called
    if desk.tool == "box" and hand.spot is not None:
        return _by_keyboard(label, drawing=hand.is_drawing)
    before, during = _HINTS.get(desk.tool, ("", ""))
    words = during if hand.is_drawing and during else before
    return _(words, label=label, joint=_next_joint(desk, hand)) if words else ""


def walk_hint(asked: Attribute) -> str:
    """Return what the keys do while attributes are walked through."""
    return _("逐个填属性：{name}。数字选值，↑↓ 换属性，Tab 换标注；再按一次结束。", name=asked.name)


def _next_joint(desk: ImageDesk, hand: Hand) -> str:
    """Return which joint of a figure comes next; empty for a class that has none."""
    if hand.gesture is not None:
        return hand.gesture.preview.note
    names = joint_names(desk.label)
    return note_of_joint(names, 0, desk.joint_state) if names else ""


def _by_keyboard(label: str, *, drawing: bool) -> str:
    """Return the next step of a box that is drawn with the keys."""
    if drawing:
        return _(
            "键盘画{label}，第 2 步：方向键移到对角（Shift 每次 10 像素），Enter 画好；Esc 取消。",
            label=label,
        )
    return _(
        "键盘画{label}，第 1 步：方向键把光标移到一个角（Shift 每次 10 像素），Enter 定下。", label=label
    )
