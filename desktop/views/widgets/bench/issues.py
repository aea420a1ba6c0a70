"""What is still to be done on an image as far as it can be told without the gold: the bench says it while one works, too."""

from __future__ import annotations

from desktop.annotation.document import Document
from desktop.annotation.limits import Limits, refusal_of, told_of
from desktop.annotation.marks import Mark
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.quad import Quad
from desktop.base.wording import _
from desktop.session.shown import TaskLeft
from desktop.views.widgets.bench.filters import query
from desktop.views.widgets.bench.remarks import is_mended
from desktop.views.widgets.canvas.desk import unanswered
from desktop.views.widgets.canvas.toolbox import limits_of


def issues_of(left: TaskLeft) -> tuple[str, ...]:
    """Return in words what an image still lacks: answers, marks drawn against the rules, remarks nobody has touched."""
    limits = limits_of(left.schema)
    lacking = sum(bool(unanswered(left.schema, mark)) or _is_unwritten(mark) for mark in left.marks)
    broken = sum(_is_broken(limits.get(mark.label), mark) for mark in left.marks)
    document, given = Document(left.marks), {mark.id: mark for mark in left.exercise.given_marks}
    open_remarks = sum(not is_mended(remark, given, document) for remark in left.exercise.remarks)
    counted = (
        (lacking, _("{n} 个待填", n=lacking)),
        (broken, _("{n} 个画法不符合规则", n=broken)),
        (open_remarks, _("{n} 条返修意见没动", n=open_remarks)),
    )
    return tuple(words for n, words in counted if n)


def matches(left: TaskLeft, typed: str) -> int:
    """Return how many marks of an image pass what was typed over the list of objects."""
    test = query(typed, left.schema)
    return sum(map(test, left.marks)) if test is not None else 0


def _is_unwritten(mark: Mark) -> bool:
    return isinstance(mark, Quad) and not mark.text


def _is_broken(limits: Limits | None, mark: Mark) -> bool:
    if limits is None or not isinstance(mark, Shape):
        return False
    return bool(refusal_of(limits, mark) or told_of(limits, mark))
