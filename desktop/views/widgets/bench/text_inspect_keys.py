"""The tools and the keys of the benches for inspecting texts and models' answers, and what their feet say."""

from __future__ import annotations

from collections.abc import Callable

from desktop.annotation.replies import Reply
from desktop.base.wording import N_, _
from desktop.curriculum.schema import LabelSchema
from desktop.views.widgets.bench.rail import Rail, Tool
from desktop.views.widgets.bench.text_inspector import Inspector
from desktop.views.widgets.bench.written_rail import written_rail
from desktop.views.widgets.text.keys import KEYS, KeyRow, key_caps

#: Tools that change flags: away while an inspection is compared.
WORKING = ("delete", "undo", "redo")
#: What the keys of the text view mean here, by their verbs; others keep their words.
_OWN_WORDS = {
    "repeat": N_("再插一面上次那种旗"),
    "delete": N_("拔掉这面旗"),
    "next": N_("下一条被检标注"),
    "previous": N_("上一条被检标注"),
    "panel": N_("到下一栏：文字、错误类型、被检标注、这面旗、问题、标注台外的按钮"),
}
_FLAGS = ("repeat", "delete", "undo", "redo")
_WALKS = ("next", "previous", "inner", "next_link", "previous_link", "clear", "panel")
_FINDS = ("run", "find", "find_next", "find_previous")
_REST = ("larger", "smaller", "plain_size", "rules", "save", "submit", "help")


def inspect_rail(run: Callable[[str], object]) -> Rail:
    """Return the rail of the bench for inspecting texts; ``run`` is told the verb of a tool that is pressed."""
    return written_rail(
        [
            Tool("delete", "trash-2", _("拔掉这面旗"), "Del"),
            None,
            Tool("find", "search", _("查找"), "Ctrl+F"),
        ],
        run,
    )


def inspect_sheet(codes: LabelSchema) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the groups of the F1 sheet: keys, parted by two blanks, and what they do."""
    own = [(label.key, _("插“{code}”旗", code=label.called)) for label in codes.labels]
    return [
        (_("插旗"), [*own, (_("同一个键"), _("再按一次，拔旗")), *_rows(_FLAGS)]),
        (_("走查"), [(_("单击"), _("点中标注、弧线或右边的回答")), *_rows(_WALKS), ("PgUp  PgDn", _("上一处、下一处回答"))]),
        (_("漏标"), [(_("拖动"), _("选中漏标的文字，再按错误类型的键")), (_("Shift+方向键"), _("用键盘选中文字")), *_rows(_FINDS)]),
        (_("其他"), _rows(_REST)),
    ]  # fmt: skip


def inspect_hint(inspector: Inspector, *, selected: bool, second: str = "") -> str:
    """Return what can be done now; ``second`` is whose flags stand where the gold's would."""
    if not inspector.may_flag and second:
        return _("只读：彩色实线是被检标注，红波线是旗，绿色虚线是{second}的旗。", second=second)
    if not inspector.may_flag:
        return _("只读：彩色实线是被检标注，红波线是插的旗，绿色虚线是金标的旗。")
    if selected:
        return _("按错误类型的键，在选中的文字上插旗；Esc 取消。")
    row = inspector.given.get(inspector.mark_id)
    if row is not None and inspector.flag is not None:
        return _("同一个键再按一次拔旗，Del 也行；Tab 看下一条。")
    if row is not None and isinstance(row.mark, Reply):
        return _("这个回答有错就按错误类型的键插旗；↑↓ 看上下一题，PgUp PgDn 换一处。")
    if row is not None:
        return _("这条有错就按错误类型的键插旗；Tab 下一条，Ctrl+J 下一个关系。")
    if inspector.flag is not None:
        return _("同一个键或 Del 拔旗，别的键改类型。")
    return _("点中有错的标注按键插旗；漏标的先选中文字；Tab 逐条看；F1 看快捷键。")


def _rows(verbs: tuple[str, ...]) -> list[tuple[str, str]]:
    table: dict[str, KeyRow] = {row.verb: row for row in KEYS}
    return [(key_caps(table[verb]), _(_OWN_WORDS.get(verb, table[verb].words))) for verb in verbs]
