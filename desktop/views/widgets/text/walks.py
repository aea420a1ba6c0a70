"""Going to what is left to do: the next turn or sentence with no mark, the next mark of a class, the next in doubt."""

from __future__ import annotations

from desktop.annotation.text_doubts import Why, beside, doubts
from desktop.annotation.text_lanes import reading_order
from desktop.annotation.text_tools import Range
from desktop.annotation.text_units import sentences
from desktop.base.wording import N_, _
from desktop.views.widgets.text.editor import TextEditor

#: Why a mark is in doubt.
DOUBT_WORDS: dict[Why, str] = {
    "untrimmed": N_("边上有空格或标点"),
    "crossing": N_("与另一处交叉"),
    "twice": N_("同一处标了两次"),
    "varied": N_("同样的文字在别处标成了别的类别"),
    "ends": N_("两端的类别不能有这种关系"),
}


def units(editor: TextEditor) -> tuple[Range, ...]:
    """Return the turns of a dialogue, else the sentences."""
    if editor.turns:
        return tuple((turn.start, turn.end) for turn in editor.turns)
    return sentences(editor.text)


def go_bare(editor: TextEditor, step: int) -> None:
    """Put the caret at the start of the next (1) or previous (-1) turn or sentence that carries no mark."""
    bare = [place for place in units(editor) if not editor.index.within(*place)]
    if not bare:
        editor.noticed.emit(_("每一句都有标注了。"), "good")
        return
    ahead = [place for place in bare if place[0] > editor.caret]
    behind = [place for place in bare if place[0] < editor.caret]
    chosen = (ahead or bare)[0] if step > 0 else (behind or bare)[-1]
    editor.pick("")
    editor.place(chosen[0])
    editor.noticed.emit(_("还有 {n} 句没有标注。", n=len(bare)), "quiet")


def go_same(editor: TextEditor, step: int) -> None:
    """Pick the next (1) or previous (-1) span of the class in hand: the picked span's, else the one used last."""
    label = editor.span.label if editor.span is not None else editor.last_label
    at = reading_order(editor.span) if editor.span else (editor.caret, -len(editor.text) - 1, "")
    chosen = next((span for span in editor.index.round(at, step) if span.label == label), None)
    if chosen is None:
        editor.noticed.emit(_("这个类别还没有标注。"), "quiet")
        return
    editor.place(chosen.start)
    editor.pick(chosen.id)


def go_doubtful(editor: TextEditor, step: int) -> None:
    """Pick the next (1) or previous (-1) mark to look at again, and say why."""
    found = doubts(editor.text, editor.document.spans(), editor.links.index, editor.links.may)
    relation = editor.links.relation
    ends = editor.links.ends(relation) if relation is not None else None
    at = reading_order(editor.span) if editor.span else (editor.caret, -len(editor.text) - 1, "")
    if relation is not None and ends is not None:
        at = (ends[0].start, -ends[0].end, relation.id)
    doubt = beside(found, at, step)
    if doubt is None:
        editor.noticed.emit(_("没有可疑的标注。"), "good")
        return
    editor.place(doubt.start)
    if doubt.mark_id in editor.document and editor.links.index.get(doubt.mark_id) is not None:
        editor.links.pick(doubt.mark_id)
    else:
        editor.pick(doubt.mark_id)
    number = found.index(doubt) + 1
    why = _(DOUBT_WORDS[doubt.why])
    editor.noticed.emit(_("可疑 {number}/{n}：{why}", number=number, n=len(found), why=why), "caution")
