"""The reboot check as a dialog: what it does, where it writes, and that the PC must be restarted."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from desktop.base.errors import KnownError
from desktop.base.places import Places
from desktop.base.volume import Volume
from desktop.base.witness import Standing
from desktop.base.wording import _
from desktop.session.health.keeping import KINDS
from desktop.session.operations import reboot_check
from desktop.views.dialogs.fault import FaultDialog
from desktop.views.page import Tone
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, M, S
from desktop.views.widgets.bands import band
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import clear, column, row
from desktop.views.widgets.labels import line, paragraph

WIDTH = 600
TONES: dict[str, Tone] = {"passed": "good", "pending": "accent", "never": "plain", "restored": "bad"}


class RestartDialog(QDialog):
    """Nothing is written before the button is pressed, and then it says where."""

    def __init__(self, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places = places
        self.setWindowTitle(_("重启检查"))
        self.setAccessibleName(_("重启检查"))
        self._body = column(spacing=M)
        self._go = button(_("开始检查"), self.begin, look="main", size="large", icon_name="rotate-cw")
        self._close = button(_("先不"), self.reject, size="large")
        self.setLayout(column(self._body, L, row(None, self._close, self._go, spacing=S), margin=XL))
        self._explain(reboot_check.standing(places))
        self._fit()
        self._go.setFocus()

    def begin(self) -> None:
        """Write the witnesses and say what comes next."""
        try:
            begun = reboot_check.begin(self._places)
        except KnownError as fault:
            dialog = FaultDialog(fault, self)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()
            return
        clear(self._body)
        written = "\n".join(str(path) for path in begun.written)
        self._body.addWidget(line(_("现在请重启电脑"), "section"))
        self._body.addWidget(
            paragraph(
                _(
                    "点系统菜单里的“重新启动”，不要点“关机”。重启后打开本程序，它会自己比较，结果显示在“检查本机”里。"
                ),
                "emphasis",
            )
        )
        self._body.addWidget(
            band(
                "accent",
                _("如果重启后这里又写着“未做”"),
                _("说明这台电脑会自己还原，学员的记录会丢。请先停用，并告诉管理员。"),
            )
        )
        self._body.addWidget(paragraph(_("已写到：\n{places}", places=written), "caption"))
        self._go.hide()
        self._close.setText(_("知道了"))
        self._close.setAccessibleName(_("知道了"))
        self._close.setFocus()
        self._fit()

    def _fit(self) -> None:
        for place in range(self._body.count()):
            if (each := self._body.itemAt(place).widget()) is not None:
                each.show()  # what is not shown yet has no height
        fit(self, WIDTH)

    def _explain(self, found: Standing) -> None:
        first, *rest = reboot_check.told(found)
        self._body.addWidget(line(_("重启检查"), "section"))
        self._body.addWidget(
            paragraph(
                _(
                    "机房的电脑常装还原卡（还原精灵、冰点、影子系统）：一重启，新存的东西就没了。"
                    "这项检查先写几个小文件，重启后看它们还在不在。"
                ),
                "emphasis",
            )
        )
        self._body.addWidget(band(TONES[found.state], first, " ".join(rest)))
        others = reboot_check.drives(self._places)
        places = [_("数据文件夹 {path}", path=self._places.data), *map(_named, others)]
        self._body.addWidget(line(_("会写到这些地方"), "strong"))
        self._body.addWidget(paragraph("\n".join(places)))
        if not others:
            self._body.addWidget(
                paragraph(_("没有别的盘可写。插一个优盘再做，查得更准；重启前后都插着它。"), tone="caution")
            )


def fit(dialog: QDialog, width: int) -> None:
    """Give a dialog its width and just the height that its words need at it.

    Wrapping labels ask for the height they would need at their narrowest; a dialog would believe that.
    """
    layout = dialog.layout()
    pixels = theme().px(width)
    if layout is not None:
        layout.activate()
        dialog.setFixedSize(pixels, layout.totalHeightForWidth(pixels))


def _named(volume: Volume) -> str:
    label = f"（{volume.label}）" if volume.label else ""
    return f"{volume.root}{label} · {_(KINDS[volume.kind])}"
