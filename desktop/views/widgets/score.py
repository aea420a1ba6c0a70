"""A score: the number, what it is made of, and what the employer asks."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.base.figures import limit, percent
from desktop.base.wording import N_, _
from desktop.scoring.result import Score, SubScore, SubScoreName
from desktop.views.page import Tone
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, M, S
from desktop.views.widgets.bands import ICONS, TOKENS
from desktop.views.widgets.cards import Frame, row
from desktop.views.widgets.charts import ShareLine
from desktop.views.widgets.labels import glyph, line

SUB_SCORES: tuple[tuple[SubScoreName, str], ...] = (
    ("detection", N_("找全")),
    ("label", N_("类别")),
    ("geometry", N_("位置")),
    ("attribute", N_("属性")),
)


def score_band(score: Score, cut: float) -> Frame:
    """Return the band with the accuracy, the counts behind it, and how it stands to the cut."""
    tone: Tone = "good" if score.accuracy >= cut else "caution"
    counts = score.counts
    frame = Frame("band", margin=M, spacing=S)
    frame.setProperty("tone", tone)
    wrong = counts.judged - counts.qualified
    frame.add(
        row(
            line(percent(score.accuracy, against=cut), "number", tone=TOKENS[tone]),
            None,
            glyph(ICONS[tone], TOKENS[tone], 28),
        ),
        line(
            _(
                "{judged} 个判定单位，合格 {good} 个，出错 {wrong} 个",
                judged=counts.judged,
                good=counts.qualified,
                wrong=wrong,
            )
        ),
        line(_("用人单位要求 ≥ {cut}", cut=limit(cut)), "caption"),
    )
    frame.setAccessibleName(_("准确率 {share}", share=percent(score.accuracy, against=cut)))
    return frame


def sub_score_rows(score: Score) -> QWidget:
    """Return the sub-scores, each with its share and n; what cannot be computed says why."""
    made = QWidget()
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme().px(XL))
    grid.setVerticalSpacing(theme().px(S))
    there = [(title, sub) for name, title in SUB_SCORES if (sub := score.sub_scores.get(name)) is not None]
    for place, (title, sub) in enumerate(there):
        grid.addLayout(_sub_score(title, sub), place // 2, place % 2)
    made.setLayout(grid)
    return made


def _sub_score(title: str, sub: SubScore) -> QHBoxLayout:
    name = line(_(title), "quiet")
    if sub.value is None:
        missing = line(_("不适用"), "caption")
        missing.setToolTip(sub.reason)
        return row(name, None, missing, spacing=S)
    value = line(percent(sub.value), "strong")
    value.setToolTip(f"n = {sub.n}")
    return row(name, ShareLine(sub.value), value, spacing=S)
