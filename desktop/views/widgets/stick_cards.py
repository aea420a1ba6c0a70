"""What lies on a stick as cards: a pack with how it stands to this PC, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.base.wording import N_, _
from desktop.session.operations.sticks import PackOffer, PackState
from desktop.views.theme.tokens import XS, L, M, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Frame, column, row
from desktop.views.widgets.chips import chip
from desktop.views.widgets.labels import glyph, line, paragraph

MB = 2**20
#: How a state is said: words, tone of the chip, icon.
STATES: dict[PackState, tuple[str, str, str]] = {
    "new": (N_("新的"), "accent", "package"),
    "newer": (N_("可以更新"), "accent", "package"),
    "needed": (N_("有考核要用"), "accent", "package"),
    "same": (N_("已装好"), "good", "circle-check"),
    "older": (N_("本机的更新"), "plain", "package"),
    "clash": (N_("版本号重复"), "caution", "triangle-alert"),
    "broken": (N_("不能用"), "bad", "circle-x"),
}


class PackCard(Frame):
    """One pack that was found; ``asked`` carries what to install. ``alone``: there is no other main button on the page."""

    asked = Signal(object)

    def __init__(self, offer: PackOffer, *, alone: bool = True) -> None:
        super().__init__("card", margin=L, spacing=S)
        self.offer = offer
        words, tone, icon_name = STATES[offer.state]
        title = line(offer.title, "title")
        head = row(title, chip(_(words), tone), spacing=M)
        if offer.sha256:
            signed = chip(_("已签名"), "good")
            signed.setToolTip(_("发行清单里有这个课程包，签名有效。"))
            head.addWidget(signed)
        head.addStretch(1)
        about = column(head, spacing=XS)
        if offer.state == "broken":
            about.addWidget(paragraph(offer.fault, tone="bad"))
        else:
            about.addWidget(line(pack_facts(offer), "quiet"))
            about.addWidget(line(where_it_stands(offer), "caption"))
        body = row(glyph(icon_name, _glyph_tone(tone), 28), about, spacing=L)
        body.setStretchFactor(about, 1)
        self.button = button(
            _("更新") if offer.state == "newer" else _("安装"),
            self._ask,
            look="main" if alone else "ordinary",
            icon_name="download",
        )
        self.button.setAccessibleName(_("安装 {title} {version}", title=offer.title, version=offer.version))
        if offer.fits:
            body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            self.button.setParent(self)
            self.button.hide()
        self.setAccessibleName(f"{offer.title}，{_(words)}")
        self.body.addLayout(body)

    def _ask(self) -> None:
        self.asked.emit((self.offer,))


def size_words(size: int) -> str:
    """Return a size as a person reads it: 9.1 MB, 75 KB."""
    if size < MB:
        return f"{max(1, round(size / 1024)) if size else 0} KB"
    return f"{size / MB:.1f} MB"


def pack_facts(offer: PackOffer) -> str:
    """Return order, version, size and the short digest of a pack."""
    return _(
        "{order}·版本 {version}·{size}·指纹 {digest}",
        order=offer.order_name,
        version=offer.version,
        size=size_words(offer.size),
        digest=offer.short_digest,
    )


def where_it_stands(offer: PackOffer) -> str:
    """Return how a pack stands to this PC, and where it lies."""
    where = _("在 {place}", place=offer.path)
    if offer.state == "clash":
        return f"{offer.fault}{where}"
    if offer.state in ("newer", "older", "needed"):
        return _("本机是 {have}·{where}", have=offer.have, where=where)
    return where


def fault_lines(faults: list[tuple[str, str]]) -> list[QWidget]:
    """Return a paragraph for every pack that was not installed: its title and why."""
    return [paragraph(f"{title}：{why}", "body") for title, why in faults]


def about_installing(offers: tuple[PackOffer, ...]) -> str:
    """Return what installing means: what is checked, and which classes go on with the new version."""
    lines = [_("先拷贝到本机，逐个文件核对摘要，全部正确才启用；旧版本留着。")]
    if any(not each.sha256 for each in offers):
        lines.append(_("摘要只能说明文件完整，不能说明是谁做的：请确认优盘的来源可靠。"))
    classes = sorted({name for each in offers if each.state == "newer" for name in each.classes})
    if classes:
        names = _("、").join(classes)
        lines.append(_("这些班以后用新版本继续学：{names}。已有的成绩和考核不变。", names=names))
    return "\n".join(lines)


def _glyph_tone(tone: str) -> str:
    return tone if tone in ("accent", "good", "caution", "bad") else "quiet"
