"""A score: the number, what it is made of, what was measured, and what the employer asks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.base.figures import limit, percent
from desktop.base.wording import N_, _
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.result import Score, SubScore, SubScoreName
from desktop.session.measures import MeasureShown, RuleShown, measures_shown, rules_shown, why_none
from desktop.views.page import Tone
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, M, S
from desktop.views.widgets.bands import ICONS, TOKENS
from desktop.views.widgets.cards import Frame, column, row
from desktop.views.widgets.charts import ShareLine
from desktop.views.widgets.labels import glyph, line, paragraph
from desktop.views.widgets.room import is_roomy

SUB_SCORES: tuple[tuple[SubScoreName, str], ...] = (
    ("detection", N_("找全")),
    ("label", N_("类别")),
    ("geometry", N_("位置")),
    ("attribute", N_("属性")),
    ("text", N_("文字")),
    ("group", N_("分组")),
    ("order", N_("顺序")),
    ("relation", N_("关系")),
    ("preference", N_("评比")),
)


def score_band(score: Score, cut: float) -> Frame:
    """Return the band with the accuracy, the counts behind it, how it stands to the cut, and what it does not count."""
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
        paragraph(
            _(
                "{judged} 个判定单位，合格 {good} 个，出错 {wrong} 个",
                judged=counts.judged,
                good=counts.qualified,
                wrong=wrong,
            )
        ),
        line(_("用人单位要求 ≥ {cut}", cut=limit(cut)), "caption"),
    )
    if score.open:
        frame.add(line(_("另有 {n} 项待讲师评分，没有算进来", n=len(score.open)), "caption"))
    frame.setAccessibleName(_("准确率 {share}", share=percent(score.accuracy, against=cut)))
    return frame


def sub_score_rows(score: Score) -> QWidget:
    """Return the sub-scores, each with its share and n; what cannot be computed says why.

    One that is neither there nor says why is not shown.
    """
    made = QWidget()
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme().px(XL))
    grid.setVerticalSpacing(theme().px(S))
    across = 2 if is_roomy() else 1
    there = [
        (title, sub)
        for name, title in SUB_SCORES
        if (sub := score.sub_scores.get(name)) and (sub.n or sub.reason)
    ]
    for place, (title, sub) in enumerate(there):
        grid.addLayout(_sub_score(title, sub), place // across, place % across)
    made.setLayout(grid)
    return made


def score_parts(score: Score, schema: LabelSchema) -> tuple[QWidget, ...]:
    """Return what else there is to say: requirements with bars of their own, and measures; nothing where there are none."""
    rules = [_rule_row(shown) for shown in rules_shown(score.rules, schema)]
    measures = [_measure_row(shown) for shown in measures_shown(score.measures, schema)]
    titled = ((_("单项要求"), rules), (_("指标"), measures))
    return tuple(_part(title, rows) for title, rows in titled if rows)


def _part(title: str, rows: Sequence[QWidget]) -> QWidget:
    made = QWidget()
    made.setLayout(column(line(title, "title"), *rows, spacing=S))
    return made


def _rule_row(shown: RuleShown) -> QWidget:
    made = QWidget()
    if shown.passed is None:
        words = _("不适用：{reason}", reason=shown.why)
        said = row(paragraph(words, "caption"))
    else:
        tone: Tone = "good" if shown.passed else "caution"
        words = _("达标") if shown.passed else _("未达标")
        bar = line(_("要求 ≥ {bar}", bar=shown.bar), "caption")
        value = line(shown.value, "strong", tone=TOKENS[tone])
        said = row(value, bar, None, line(words, "caption", tone=TOKENS[tone]), spacing=S)
    made.setLayout(column(paragraph(shown.name, "quiet"), said, spacing=0))
    made.setAccessibleName(_("{name}：{value}", name=shown.name, value=words))
    return made


def _measure_row(shown: MeasureShown) -> QWidget:
    made = QWidget()
    made.setLayout(row(line(shown.name, "quiet"), None, line(shown.value, "strong"), spacing=S))
    made.setToolTip(shown.meaning)
    made.setAccessibleName(_("{name}：{value}", name=shown.name, value=shown.value))
    made.setAccessibleDescription(shown.meaning)
    return made


def _sub_score(title: str, sub: SubScore) -> QHBoxLayout:
    name = line(_(title), "quiet")
    if sub.value is None:
        missing = line(_("不适用"), "caption")
        missing.setToolTip(why_none(sub.reason))
        return row(name, None, missing, spacing=S)
    value = line(percent(sub.value), "strong")
    value.setToolTip(f"n = {sub.n}")
    return row(name, ShareLine(sub.value), value, spacing=S)
