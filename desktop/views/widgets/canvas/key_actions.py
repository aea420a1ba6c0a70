"""Everything a key can do on the image bench, in words: the one list that tables, sheet, settings and drill go by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from desktop.base.wording import N_

#: Where a key means something: at the desk whatever is done; while a shape is drawn; with the brush in hand; with a
#: corner of a mark chosen; while attributes are walked through. The inner meaning covers the desk's.
Scope: TypeAlias = Literal["desk", "draw", "paint", "vertex", "walk"]
SCOPES: dict[Scope, str] = {
    "desk": N_("随时"),
    "draw": N_("画图途中"),
    "paint": N_("画笔在手时"),
    "vertex": N_("选中一个顶点时"),
    "walk": N_("逐个填属性时"),
}

TOOLS, DRAW, PAINT = N_("工具"), N_("画图途中"), N_("画笔")
SELECT, SHAPE, LAYER = N_("选择"), N_("修改"), N_("前后与分组")
ATTRIBUTES, WALK = N_("类别与属性"), N_("逐个填属性时")
LOOK, JUMP, REST = N_("查看"), N_("换图与查找"), N_("其他")
#: Group -> icon of those of its actions that have none of their own.
GROUP_ICONS: dict[str, str] = {
    TOOLS: "pen-tool",
    DRAW: "pencil",
    PAINT: "brush",
    SELECT: "square-dashed-mouse-pointer",
    SHAPE: "move",
    LAYER: "layers",
    ATTRIBUTES: "tags",
    WALK: "list-checks",
    LOOK: "eye",
    JUMP: "images",
    REST: "keyboard",
}


@dataclass(frozen=True)
class Action:
    """One thing to do. ``fixed``: its keys are the profile's and cannot be changed; ``core``: drilled first."""

    id: str
    says: str
    group: str
    icon: str = ""
    scope: Scope = "desk"
    fixed: bool = False
    core: bool = False

    @property
    def shown_icon(self) -> str:
        """The name of its icon, or of its group's."""
        return self.icon or GROUP_ICONS[self.group]


def _core(action: str, says: str, group: str, icon: str = "", scope: Scope = "desk") -> Action:
    return Action(action, says, group, icon, scope, core=True)


def _four(action: str, says: str, group: str) -> tuple[Action, ...]:
    """Return an action for each arrow key; the sheet shows them as one line, and nobody tears them apart."""
    return tuple(Action(action.format(arrow), says, group, "move", fixed=True) for arrow in ARROWS)


ARROWS = ("left", "right", "up", "down")
DIGITS = "1234567890"

ACTIONS: tuple[Action, ...] = (
    _core("tool.select", N_("选择工具：点选、框选、拖动"), TOOLS, "mouse-pointer-2"),
    Action("tool.switch", N_("画图与选择之间切换"), TOOLS, "arrow-left"),
    Action("tool.pan", N_("移动图片的手"), TOOLS, "hand"),
    _core("tool.repeat", N_("用上次的工具和类别再画一个；画图途中结束这一个"), TOOLS, "refresh-cw"),
    _core("tool.box", N_("画框工具：拖动，或点两个对角"), TOOLS, "vector-square"),
    _core("tool.rotated", N_("旋转框工具"), TOOLS, "rotate-3d"),
    _core("tool.polygon", N_("多边形工具"), TOOLS, "pentagon"),
    _core("tool.polyline", N_("折线工具"), TOOLS, "route"),
    _core("tool.point", N_("点和计数工具"), TOOLS, "circle-dot"),
    _core("tool.skeleton", N_("关键点骨架工具"), TOOLS, "person-standing"),
    Action("tool.ellipse", N_("椭圆工具"), TOOLS, "circle"),
    Action("tool.quad", N_("文字四边形工具"), TOOLS, "text-select"),
    Action("tool.tag", N_("给整张图片加标签"), TOOLS, "tag"),
    Action("tool.scissors", N_("智能剪刀：沿边缘走"), TOOLS, "lasso"),
    Action("tool.wand", N_("按颜色选一片"), TOOLS, "star"),
    Action("edge.less", N_("剪刀灵敏度、颜色容差低一点"), TOOLS, "circle-minus"),
    Action("edge.more", N_("剪刀灵敏度、颜色容差高一点"), TOOLS, "circle-plus"),
    Action("tool.slice", N_("切开工具：划一刀分成两个"), TOOLS, "scissors"),
    Action("tool.flag", N_("质检标记：指出一处错误"), TOOLS, "flag"),
    _core("tool.brush", N_("画笔：涂掩膜"), PAINT, "brush"),
    _core("tool.eraser", N_("橡皮：擦掩膜"), PAINT, "eraser"),
    Action("tool.fill", N_("多边形填入掩膜"), PAINT, "circle-plus"),
    Action("tool.cut", N_("多边形从掩膜挖掉"), PAINT, "circle-minus"),
    _core("brush.smaller", N_("画笔小一点"), PAINT, "shrink", "paint"),
    _core("brush.bigger", N_("画笔大一点"), PAINT, "expand", "paint"),
    Action("brush.shape", N_("圆画笔与方画笔之间切换"), PAINT, "square", "paint"),
    Action("brush.takes", N_("涂到别的掩膜上时归新的，开或关"), PAINT, "layers", "paint"),
    Action("mask.fill_holes", N_("填满掩膜里的洞"), PAINT, "circle"),
    Action("mask.islands", N_("去掉掩膜上零碎的小块，先定多小算碎"), PAINT, "circle-dashed"),
    Action("draw.corner", N_("键盘画图：定下一个点"), DRAW, "crosshair", fixed=True),
    *_four("arrow.{}", N_("移动 1 像素（标注或键盘光标）"), DRAW),
    *_four("arrow.{}.far", N_("移动 10 像素"), DRAW),
    _core("draw.close", N_("画完这一个"), DRAW, "check", "draw"),
    _core("draw.undo_point", N_("退回一个点"), DRAW, "undo-2", "draw"),
    Action("draw.point", N_("在键盘光标处放下一个点"), DRAW, "map-pin", "draw"),
    Action("cancel", N_("取消这一笔；再按取消选择；再按回到选择工具"), DRAW, "x", fixed=True),
    _core("select.next", N_("下一个标注"), SELECT, "chevron-right"),
    _core("select.previous", N_("上一个标注"), SELECT, "chevron-left"),
    Action("select.all", N_("选择全部"), SELECT, "square-check"),
    *_four("grow.{}", N_("那一边向外 1 像素"), SHAPE),
    *_four("shrink.{}", N_("那一边向内 1 像素"), SHAPE),
    _core("undo", N_("撤销，次数不限"), SHAPE, "undo-2"),
    _core("redo", N_("重做"), SHAPE, "redo-2"),
    _core("erase", N_("删除所选的标注"), SHAPE, "trash-2"),
    Action("vertex.delete", N_("删掉选中的顶点"), SHAPE, "circle-minus", "vertex"),
    Action("shape.redraw", N_("把所选的标注重画一遍"), SHAPE, "square-pen"),
    _core("copy", N_("复制"), SHAPE, "copy"),
    _core("paste", N_("粘贴在原处"), SHAPE, "clipboard-list"),
    Action("paste.pointer", N_("粘贴到光标处"), SHAPE, "clipboard-list"),
    Action("paste.place", N_("拿着要粘贴的，点一下放下"), SHAPE, "clipboard-list"),
    _core("duplicate", N_("就地复制所选的标注"), SHAPE, "copy"),
    Action("shape.join", N_("合并所选的标注"), SHAPE, "combine"),
    Action("shape.subtract", N_("从先选的里面挖掉后选的"), SHAPE, "diff"),
    Action("shape.subtract_under", N_("把所选的从下面的标注里挖掉"), SHAPE, "diff"),
    Action("shape.keep_off", N_("切掉所选的压在别的标注上的部分"), SHAPE, "diff"),
    Action("shape.simplify", N_("减少顶点，先定容差"), SHAPE, "spline"),
    Action("shape.convert", N_("换一种形状，先选哪一种"), SHAPE, "arrow-down-up"),
    Action("shape.flip_heading", N_("车头车尾对调"), SHAPE, "arrow-up-down"),
    Action("rotate.left", N_("逆时针转 1 度"), SHAPE, "rotate-ccw"),
    Action("rotate.right", N_("顺时针转 1 度"), SHAPE, "rotate-cw"),
    Action("rotate.left.fine", N_("逆时针转 0.1 度"), SHAPE, "rotate-ccw"),
    Action("rotate.right.fine", N_("顺时针转 0.1 度"), SHAPE, "rotate-cw"),
    Action("fields", N_("用数字填位置和大小"), SHAPE, "hash"),
    Action("box.extremes", N_("画框：两个对角或四个极点"), SHAPE, "vector-square"),
    Action("snap.toggle", N_("吸附到旁边的边和点，开或关"), SHAPE, "magnet"),
    _core("group", N_("编成一组"), LAYER, "group"),
    Action("ungroup", N_("解散这一组"), LAYER, "ungroup"),
    Action("order.front", N_("移到最前"), LAYER, "chevron-up"),
    Action("order.back", N_("移到最后"), LAYER, "chevron-down"),
    Action("order.up", N_("往前一层"), LAYER, "arrow-up"),
    Action("order.down", N_("往后一层"), LAYER, "arrow-down"),
    _core("lock", N_("锁定或解锁所选的标注"), LAYER, "lock"),
    Action("pin", N_("钉住：不能移动，还能改属性"), LAYER, "map-pin"),
    _core("label.edit", N_("给所选的标注换类别"), ATTRIBUTES, "tag"),
    Action("class.key", N_("给手里的类别换一个键"), ATTRIBUTES, "keyboard"),
    Action("attributes.copy", N_("复制属性"), ATTRIBUTES, "copy"),
    Action("attributes.paste", N_("粘贴属性"), ATTRIBUTES, "clipboard-list"),
    Action("joint.visible", N_("关键点：可见"), ATTRIBUTES, "eye"),
    Action("joint.hidden", N_("关键点：遮挡"), ATTRIBUTES, "eye-off"),
    Action("joint.out", N_("关键点：画外"), ATTRIBUTES, "square-dashed"),
    Action("attributes.walk", N_("逐个填属性"), ATTRIBUTES, "list-checks"),
    Action("walk.next", N_("下一个属性"), WALK, "arrow-down", "walk", fixed=True),
    Action("walk.previous", N_("上一个属性"), WALK, "arrow-up", "walk", fixed=True),
    Action("walk.next_mark", N_("下一个标注的属性"), WALK, "chevron-right", "walk", fixed=True),
    Action("walk.previous_mark", N_("上一个标注的属性"), WALK, "chevron-left", "walk", fixed=True),
    *(Action(f"walk.value.{digit}", N_("选第几个值"), WALK, "hash", "walk", fixed=True) for digit in DIGITS),
    Action("text.edit", N_("输入文字内容"), ATTRIBUTES, "text-cursor"),
    _core("hide", N_("隐藏或显示所选的标注"), LOOK, "eye-off"),
    _core("hide.all", N_("暂时隐藏全部标注，看清图片"), LOOK, "eye-off"),
    Action("hide.class", N_("隐藏或显示这一类"), LOOK, "eye-off"),
    Action("solo", N_("只看所选的标注"), LOOK, "target"),
    _core("zoom.in", N_("放大"), LOOK, "zoom-in"),
    _core("zoom.out", N_("缩小"), LOOK, "zoom-out"),
    _core("zoom.fit", N_("整图适合窗口"), LOOK, "maximize"),
    Action("zoom.full", N_("原始大小 100 %"), LOOK, "scan"),
    Action("zoom.selected", N_("放大到所选的标注"), LOOK, "zoom-in"),
    Action("zoom.keep", N_("换图时：适合窗口、保持缩放、保持缩放和位置"), LOOK, "scan"),
    Action("crosshair", N_("显示或隐藏十字线"), LOOK, "crosshair"),
    Action("adjust", N_("亮度、对比度"), LOOK, "contrast"),
    Action("layers", N_("图层"), LOOK, "layers"),
    Action("navigator", N_("全图小窗"), LOOK, "image"),
    Action("context", N_("参考图片"), LOOK, "images"),
    _core("image.next", N_("下一张"), JUMP, "chevron-right"),
    _core("image.previous", N_("上一张"), JUMP, "chevron-left"),
    Action("copy.previous", N_("把上一张的标注复制过来"), JUMP, "history"),
    Action("propagate", N_("把所选的标注复制到后面几张"), JUMP, "copy"),
    Action("filter", N_("按条件筛选"), JUMP, "funnel"),
    Action("jump.next_match", N_("下一个符合条件的"), JUMP, "search"),
    Action("jump.previous_match", N_("上一个符合条件的"), JUMP, "search"),
    Action("jump.next_open", N_("下一张没做完的"), JUMP, "circle-dashed"),
    Action("image.next_match", N_("下一张有符合筛选的标注的"), JUMP, "search"),
    Action("image.previous_match", N_("上一张有符合筛选的标注的"), JUMP, "search"),
    Action("image.next_issue", N_("下一张还有问题的：待填、画法不符、返修没动"), JUMP, "triangle-alert"),
    Action("image.previous_issue", N_("上一张还有问题的"), JUMP, "triangle-alert"),
    Action("save", N_("查看保存状态（每一笔都已自动保存）"), REST, "save", fixed=True),
    _core("submit", N_("提交"), REST, "check"),
    Action("rules", N_("打开规则"), REST, "book-open", fixed=True),
    Action("pane", N_("轮流到画布、类别、对象、属性、标注台外的按钮"), REST, "panel-right", fixed=True),
    Action("help", N_("这张快捷键表"), REST, "keyboard", fixed=True),
)
BY_ID: dict[str, Action] = {action.id: action for action in ACTIONS}


@dataclass(frozen=True)
class Binding:
    """One line of a key table: what it does, on which keys, how the F1 sheet says it, and where it holds."""

    action: str
    chords: tuple[str, ...]
    says: str
    group: str
    scope: Scope = "desk"


def bind(keys: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[Binding, ...]:
    """Return bindings for keys by action. Raises KeyError for an action that is not in the list."""
    return tuple(
        Binding(own.id, chords, own.says, own.group, own.scope)
        for own, chords in ((BY_ID[action], chords) for action, chords in keys)
    )
