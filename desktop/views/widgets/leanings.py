"""Hints about how somebody compares answers: position, length, and comparisons that run in a circle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.base.wording import _
from desktop.session.comparisons import Circle, Leaning, Leanings
from desktop.views.theme.tokens import XS, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Frame, card, column, row
from desktop.views.widgets.chips import chip
from desktop.views.widgets.labels import glyph, line, paragraph

#: Circles that are named; the others are counted.
MOST_CIRCLES = 6


def leanings_card(shown: Leanings, opened: Callable[[Circle], object] | None = None) -> Frame:
    """Return the hints in a card; ``opened`` is called with a circle that is pressed."""
    made = card(
        row(glyph("scale", "accent"), line(_("评判习惯"), "title"), None, chip(_("只作提示，不计成绩"))),
        *map(_leaning, shown.leanings),
        spacing=S,
    )
    made.body.addLayout(_circles(shown, opened))
    return made


def circle_list(circles: Sequence[Circle], opened: Callable[[Circle], object]) -> QWidget:
    """Return the circles of one exercise, each a button that shows its answers."""
    made = Frame("band", margin=12, spacing=S)
    made.setProperty("tone", "caution")
    made.add(
        row(
            glyph("refresh-cw", "caution"),
            line(_("{n} 处比较转成了圈", n=len(circles)), "title"),
            None,
            spacing=S,
        ),
        paragraph(
            _("前面的好于后面的，绕一圈又回到自己：至少有一对要重新想想。点开看这几个回答。"), "caption"
        ),
    )
    for circle in circles:
        made.body.addLayout(_circle(circle, opened, circle.words))
    return made


def _leaning(shown: Leaning) -> QWidget:
    made = QWidget()
    made.setProperty("look", "clear")
    if not shown.enough:
        state = chip(_("再多判一些"))
    elif shown.hints:
        state = chip(_("值得留意"), "caution")
    else:
        state = chip(_("没有看出偏向"), "good")
    made.setLayout(
        column(row(line(shown.name, "strong"), None, state), paragraph(shown.sentence, "quiet"), spacing=XS)
    )
    return made


def _circles(shown: Leanings, opened: Callable[[Circle], object] | None) -> QHBoxLayout:
    lines: list[QWidget | QHBoxLayout] = []
    if not shown.threes:
        words = _("还没有把三个回答两两比完的题，前后是否一致说不了。")
    elif not shown.circles:
        words = _("两两比完的三个一组有 {n} 组，前后都一致。", n=shown.threes)
    else:
        words = _("两两比完的三个一组有 {n} 组，{k} 组转成了圈：", n=shown.threes, k=len(shown.circles))
    lines.append(row(line(_("前后一致"), "strong"), None))
    lines.append(paragraph(words, "quiet"))
    for circle in shown.circles[:MOST_CIRCLES]:
        told = f"{circle.title}：{circle.words}"
        lines.append(_circle(circle, opened, told) if opened is not None else paragraph(told))
    if len(shown.circles) > MOST_CIRCLES:
        lines.append(line(_("另外还有 {n} 组", n=len(shown.circles) - MOST_CIRCLES), "caption"))
    return row(column(*lines, spacing=XS))


def _circle(circle: Circle, opened: Callable[[Circle], object], words: str) -> QHBoxLayout:
    made = button(words, partial(_open, opened, circle), look="link")
    made.setAccessibleName(_("看这几个回答：{words}", words=words))
    return row(made, None)


def _open(opened: Callable[[Circle], object], circle: Circle, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
    opened(circle)
