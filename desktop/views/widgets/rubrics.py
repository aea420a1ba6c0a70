"""Checklists of what was written: what rules found, what waits for the instructor, and what the instructor said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.base.wording import N_, _
from desktop.session.rubrics import LineState, RubricLine, RubricShown
from desktop.views.page import Tone
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XS, M, S
from desktop.views.widgets.cards import Frame, column, row
from desktop.views.widgets.chips import chip
from desktop.views.widgets.labels import glyph, line, paragraph

_ICON = 16


class Sign(NamedTuple):
    """How a line of a checklist looks and what that means."""

    icon: str
    token: str
    says: str


SIGNS: dict[LineState, Sign] = {
    "held": Sign("circle-check", "good", N_("程序核对：满足")),
    "failed": Sign("circle-x", "bad", N_("程序核对：不满足")),
    "open": Sign("hourglass", "accent", N_("待讲师评分")),
    "met": Sign("circle-check", "good", N_("讲师评分：达到")),
    "unmet": Sign("circle-x", "bad", N_("讲师评分：未达到")),
}


def rubric_cards(rubrics: Sequence[RubricShown]) -> list[Frame]:
    """Return a card for every text with its checklist, for looking only."""
    return [_card(shown) for shown in rubrics]


def rubric_head(shown: RubricShown) -> QVBoxLayout:
    """Return what a text is called, how many lines hold by rule, and how many wait."""
    held, of = shown.by_rule
    name = f"{shown.question}·{shown.part}" if shown.part else shown.question
    tones: dict[bool, Tone] = {True: "good", False: "caution"}
    chips: list[QWidget] = []
    if of:
        chips.append(chip(_("程序核对 {k}/{n} 项满足", k=held, n=of), tones[held == of]))
    if shown.open:
        chips.append(chip(_("待讲师评分 {n} 项", n=shown.open), "accent"))
    return column(line(name, "title"), row(*chips, None, spacing=S), spacing=XS)


def line_words(shown: RubricLine) -> str:
    """Return the name of a line: whether it is a must, and how much it weighs where that is not one point."""
    name = _("{name}（硬性）", name=shown.name) if shown.hard else shown.name
    return name if shown.points == 1 else _("{name}·{n} 分", name=name, n=f"{shown.points:g}")


def sign_of(shown: RubricLine) -> QLabel:
    """Return the icon of a line; what it means is its tooltip."""
    sign = SIGNS[shown.state]
    made = glyph(sign.icon, sign.token, _ICON)
    made.setToolTip(_(sign.says))
    return made


def waiting_band(rubrics: Sequence[RubricShown]) -> Frame:
    """Return what a trainee reads in place of a figure: what rules say already, and that the rest waits."""
    n = sum(shown.open for shown in rubrics)
    held = sum(shown.by_rule[0] for shown in rubrics)
    of = sum(shown.by_rule[1] for shown in rubrics)
    made = Frame("band", margin=M, spacing=S)
    made.setProperty("tone", "accent")
    made.add(row(line(_("待讲师评分"), "page", tone="accent"), None, glyph("hourglass", "accent", 28)))
    if of:
        made.add(line(_("程序核对：{k}/{of} 项满足", k=held, of=of)))
    made.add(
        line(_("还有 {n} 项由讲师来评，评完才有成绩", n=n)),
        line(_("结果会出现在首页"), "caption"),
    )
    made.setAccessibleName(_("待讲师评分 {n} 项", n=n))
    return made


def _card(shown: RubricShown) -> Frame:
    card = Frame("card", margin=M, spacing=S)
    card.body.addLayout(rubric_head(shown))
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme().px(S))
    grid.setVerticalSpacing(theme().px(XS))
    grid.setColumnStretch(1, 1)
    for place, one in enumerate(shown.lines):
        grid.addWidget(sign_of(one), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(_words(one), place, 1)
    card.body.addLayout(grid)
    return card


def _words(one: RubricLine) -> QVBoxLayout:
    sign = SIGNS[one.state]
    tone = "bad" if one.state in {"failed", "unmet"} else ""
    name = paragraph(line_words(one), tone=tone)
    name.setAccessibleDescription(_(sign.says))
    told = [name]
    if one.state == "open":
        told.append(line(_("待讲师评分"), "caption", tone="accent"))
    if one.said:
        told.append(paragraph(one.said, "caption"))
    if one.comment:
        told.append(paragraph(_("讲师：{comment}", comment=one.comment), "caption"))
    return column(*told, spacing=0)
