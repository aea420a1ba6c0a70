"""A claim with its evidence: k of n, the interval on its scale, what is proved and what is not."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from desktop.base.figures import between, percent
from desktop.base.wording import _
from desktop.session.shown import ClaimShown
from desktop.views.theme.tokens import XS, M, S
from desktop.views.widgets.cards import Frame, card, column, row
from desktop.views.widgets.charts import IntervalBar
from desktop.views.widgets.labels import glyph, line, paragraph


def claim_card(claim: ClaimShown, cut: float | None = None) -> Frame:
    """Return the card of a claim. The number never stands without its n."""
    made = card(spacing=S)
    numbers = row(
        line(percent(claim.share), "page"),
        line(_("{k} / {n}", k=claim.k, n=claim.n), "quiet"),
        None,
        spacing=M,
    )
    made.add(line(claim.title, "title"), numbers)
    if claim.lower is not None and claim.upper is not None:
        made.add(IntervalBar(claim.share, claim.lower, claim.upper, cut))
        made.add(
            line(
                _("95% 区间 {range}", range=between(claim.lower, claim.upper)),
                "caption",
            )
        )
    made.add(XS)
    if claim.proved:
        made.body.addLayout(_said("circle-check", "good", claim.proved))
    if claim.not_proved:
        made.body.addLayout(_said("circle-minus", "quiet", claim.not_proved))
    return made


def _said(icon_name: str, token: str, text: str) -> QHBoxLayout:
    words = paragraph(text, tone="" if token == "good" else "quiet")
    made = row(column(glyph(icon_name, token, 16), None), words, spacing=S)
    made.setStretchFactor(words, 1)
    return made
