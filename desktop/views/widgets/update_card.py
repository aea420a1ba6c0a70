"""A release on a stick as a card: what is new, how large it is, and the one button that installs it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.base.wording import _
from desktop.session.operations.updates import UpdateOffer
from desktop.views.theme.tokens import L, M, S
from desktop.views.widgets.bands import band
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Frame, column, row
from desktop.views.widgets.chips import chip
from desktop.views.widgets.labels import glyph, line, paragraph
from desktop.views.widgets.stick_cards import size_words

DAY = len("2026-11-23")


class UpdateCard(Frame):
    """A newer version of the program; ``asked`` carries what is offered."""

    asked = Signal(object)

    def __init__(self, offer: UpdateOffer) -> None:
        super().__init__("card", margin=L, spacing=S)
        self.offer = offer
        title = _("新版本 {version}，在优盘上", version=offer.version)
        self.setAccessibleName(title)
        head = row(line(title, "section"), chip(_("签名有效"), "good"), None, spacing=M)
        words = column(head, line(update_facts(offer), "quiet"), spacing=S)
        if offer.notes:
            words.addWidget(paragraph(offer.notes, "emphasis"))
        if offer.packs:
            names = _("、").join(f"{each.title} {each.version}" for each in offer.packs)
            words.addWidget(paragraph(_("同时更新课程包：{names}", names=names)))
        words.addWidget(
            paragraph(_("会先备份记录；装好后程序自己重新打开，装不成就恢复原来的版本。"), "caption")
        )
        self.button = button(_("更新程序"), self._ask, look="main", size="large", icon_name="download")
        self.button.setAccessibleName(_("更新程序到 {version}", version=offer.version))
        body = row(glyph("arrow-up", "accent", 28), words, spacing=L)
        body.setStretchFactor(words, 1)
        body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(body)

    def _ask(self) -> None:
        self.asked.emit(self.offer)


def update_facts(offer: UpdateOffer) -> str:
    """Return what this PC has, how large the update is, and its day."""
    return _(
        "本机是 {have}·{size}·{day} 制作",
        have=offer.have,
        size=size_words(offer.size),
        day=offer.built_at[:DAY],
    )


def quiet_update(offer: UpdateOffer) -> QWidget:
    """Return a release that is not installed as a band: nothing to do, or why it cannot be."""
    if offer.state == "same":
        return band("good", _("程序已经是优盘上的版本（{version}）", version=offer.have))
    if offer.state == "older":
        return band("plain", offer.fault, offer.remedy)
    return band("caution", offer.fault, offer.remedy, line(offer.path.name, "caption"))
