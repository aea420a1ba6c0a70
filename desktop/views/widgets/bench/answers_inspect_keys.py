"""The tools and the keys of the bench for inspecting what was said of models' answers."""

from __future__ import annotations

from collections.abc import Callable

from desktop.base.wording import _
from desktop.curriculum.schema import LabelSchema
from desktop.views.widgets.answers.keys import sheet
from desktop.views.widgets.bench.rail import Rail, Tool
from desktop.views.widgets.bench.text_inspector import Inspector
from desktop.views.widgets.bench.written_rail import reading_tools, written_rail

#: Tools that change flags: away while an inspection is compared.
WORKING = ("delete", "undo", "redo")
#: Words of the answers' own sheet that mean nothing where only flags are planted: their keys.
_NOT_HERE = frozenset({"Ctrl+1 – 8", "← →  ↑ ↓  Del", "Ctrl+↑", "Ctrl+↓", "M", "1 – 8"})


def answers_inspect_rail(run: Callable[[str], object]) -> Rail:
    """Return the rail of the bench; ``run`` is told the verb of a tool that is pressed."""
    return written_rail(
        [
            Tool("delete", "trash-2", _("拔掉这面旗"), "Del"),
            None,
            *reading_tools(),
        ],
        run,
    )


def answers_inspect_sheet(codes: LabelSchema) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the groups of the F1 sheet: keys, parted by two blanks, and what they do."""
    flags = [(label.key, _("插“{code}”旗", code=label.called)) for label in codes.labels]
    flags += [
        (_("同一个键"), _("再按一次，拔旗")),
        ("Enter", _("再插一面上次那种旗")),
        ("Del", _("拔掉这面旗")),
        ("Ctrl+J  Ctrl+Shift+J", _("下一条、上一条被检标注")),
        ("↑  ↓", _("上一题、下一题")),
        ("PgUp  PgDn", _("上一处、下一处回答")),
        ("Alt+1 – 8", _("到这个回答")),
    ]
    others = [
        (name, [(keys, says) for keys, says in rows if keys not in _NOT_HERE]) for name, rows in sheet()
    ]
    return [(_("插旗"), flags), *((name, rows) for name, rows in others if rows)]


def answers_inspect_hint(inspector: Inspector) -> str:
    """Return what can be done now."""
    if not inspector.may_flag:
        return _("只读：每个回答下面是插的旗和金标的旗，右边是每一题查得对不对。")
    if inspector.flag is not None:
        return _("同一个键再按一次拔旗，Del 也行；Ctrl+J 看下一条。")
    if inspector.mark_id:
        return _("这一题判得不对就按错误类型的键插旗；Ctrl+J 下一条。")
    return _("先自己判一遍，再看右边给出的判断；点中判错的一题，按键插旗；F1 看快捷键。")
