"""First start: the site's name, then its first instructor."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.base.errors import KnownError
from desktop.base.progress import Progress
from desktop.base.wording import _
from desktop.session.operations import signin, site, sticks
from desktop.session.operations.sticks import Found, Installed, PackOffer
from desktop.session.session import Session
from desktop.views.dialogs.transfer import TransferDialog
from desktop.views.page import Navigator, Page
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, S
from desktop.views.widgets.brand import Mark
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import card, column, row, scrolled
from desktop.views.widgets.fields import text_field
from desktop.views.widgets.labels import line, paragraph, restyle
from desktop.views.widgets.stick_cards import size_words

WIDTH = 520


class SetupPage(Page):
    """A wizard of two steps, on a PC that has no instructor yet; a third one when packs lie on a stick."""

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        self._site = text_field(_("实训点名称"), _("例如：幸福里社区家门口实训点"))
        self._name = text_field(_("讲师姓名"), _("例如：周敏"))
        self._pin = text_field(_("PIN"), _("4 到 12 位数字"), secret=True)
        self._again = text_field(_("再输一次 PIN"), _("防止输错"), secret=True)
        self._fault = paragraph("", tone="bad")
        self._progress = line("", "quiet")
        self._copying: TransferDialog | None = None
        self._ticks: list[tuple[QCheckBox, PackOffer]] = []
        self._steps = QStackedWidget()
        self._steps.addWidget(self._site_step())
        self._steps.addWidget(self._person_step())
        box = card(self._progress, self._steps, self._fault, margin=XL)
        box.setFixedWidth(theme().px(WIDTH))
        head = column(
            row(None, Mark(64), None),
            row(None, line(_("欢迎使用家门口标注实训工作站"), "page"), None),
            row(None, line(_("第一次使用，只要两步。之后每个人用名字和 PIN 登录。"), "lead"), None),
            spacing=S,
        )
        self.setLayout(column(scrolled(column(None, head, L, row(None, box, None), None, None), margin=XL)))
        self._show(0)

    def enter(self) -> None:
        """Begin with the site's name."""
        self._site.setFocus()

    def leave(self) -> None:
        """Break off what is being copied when the window closes under it."""
        if self._copying is not None:
            self._copying.stop()
            self._copying.wait()

    def _site_step(self) -> QWidget:
        on = button(_("下一步"), self._next, look="main", size="large")
        self._site.returnPressed.connect(self._next)
        return _step(
            _("这台电脑在哪个实训点？"),
            _("名称会显示在登录页，也会印在证书上。"),
            [(_("实训点名称"), self._site)],
            row(None, on),
        )

    def _person_step(self) -> QWidget:
        done = button(_("完成设置"), self._finish, look="main", size="large")
        back = button(_("上一步"), self._back, size="large")
        self._again.returnPressed.connect(self._finish)
        return _step(
            _("谁是第一位讲师？"),
            _("讲师可以建班、导入名册、复核成绩。PIN 只以加密方式保存，请自己记好。"),
            [(_("讲师姓名"), self._name), (_("PIN"), self._pin), (_("再输一次 PIN"), self._again)],
            row(back, None, done),
        )

    def _next(self) -> None:
        if not self._site.text().strip():
            self._refuse(_("请先填写实训点名称。"), self._site)
            return
        self._show(1)
        self._name.setFocus()

    def _back(self) -> None:
        self._show(0)
        self._site.setFocus()

    def _finish(self) -> None:
        if not self._name.text().strip():
            self._refuse(_("请填写讲师姓名。"), self._name)
        elif self._pin.text() != self._again.text():
            self._refuse(_("两次输入的 PIN 不一样，请再输一次。"), self._again)
        else:
            self._create()

    def _create(self) -> None:
        with self.calmly():
            pin = self._pin.text()
            account_id = site.create_site(
                self.session, site_name=self._site.text(), instructor_name=self._name.text(), pin=pin
            )
            signin.sign_in(self.session, account_id, pin)
            if sticks.sticks():
                self.navigator.run(_("正在看优盘 …"), self._look, self._offer)
            else:
                self._leave()

    def _look(self, _progress: Progress) -> Found:
        return sticks.find(self.session)

    def _offer(self, found: Found) -> None:
        """Offer what lies on the stick; nothing there, nothing in the way."""
        fitting = [each for each in found.packs if each.fits]
        if not fitting:
            self._leave()
            return
        self._ticks = [(_tick(each), each) for each in fitting]
        self._steps.addWidget(self._packs_step())
        self._show(2)
        self._ticks[0][0].setFocus()

    def _packs_step(self) -> QWidget:
        install = button(_("安装选中的"), self._install, look="main", size="large", icon_name="download")
        later = button(_("以后再说"), self._leave, size="large")
        made = _step(
            _("优盘上有课程包，要装吗？"),
            _("每个文件先核对再启用。以后也能在“优盘”页里装。"),
            [],
            row(later, None, install),
        )
        body = made.layout()
        if isinstance(body, QVBoxLayout):
            for place, (tick, offer) in enumerate(self._ticks):
                facts = _(
                    "{order}·版本 {version}·{size}",
                    order=offer.order_name,
                    version=offer.version,
                    size=size_words(offer.size),
                )
                # The facts stand under the words of the box, not under the box.
                below = row(28, line(facts, "caption"), None, spacing=0)
                body.insertLayout(2 + place, column(tick, below, spacing=0))
        return made

    def _install(self) -> None:
        wanted = [offer for tick, offer in self._ticks if tick.isChecked()]
        if not wanted:
            self._leave()
            return

        def work(progress: Progress) -> Installed:
            return sticks.install(self.session, wanted, progress)

        title = _("正在安装课程包 …")
        self._copying = TransferDialog(self, title, work, then=self._installed, failed=self._not_installed)
        self._copying.begin()

    def _installed(self, came: Installed) -> None:
        self._copying = None
        self.navigator.home()
        if came.faults:
            self.navigator.explain(came.faults[0][1])
        else:
            self.navigator.toast(_("装好了 {n} 个课程包。接下来建班、导入名册。", n=len(came.done)))

    def _not_installed(self, fault: KnownError) -> None:
        self._copying = None
        self.navigator.toast(fault.what, "caution")

    def _leave(self) -> None:
        self.navigator.home()
        self.navigator.toast(_("设置好了。接下来建班、导入名册。"))

    def _show(self, step: int) -> None:
        for place in range(self._steps.count()):
            # A step takes the height that it needs, not that of the longest: on a small screen the longest scrolls.
            wanted = QSizePolicy.Policy.Preferred if place == step else QSizePolicy.Policy.Ignored
            self._steps.widget(place).setSizePolicy(QSizePolicy.Policy.Preferred, wanted)
        self._steps.setCurrentIndex(step)
        words = _("第 {step} 步，共 2 步", step=step + 1) if step < 2 else _("还有一步，可以不做")
        self._progress.setText(words)
        self._fault.hide()

    def _refuse(self, words: str, where: QLineEdit) -> None:
        self._fault.setText(words)
        self._fault.show()
        restyle(where, fault="true")
        where.setFocus()


def _tick(offer: PackOffer) -> QCheckBox:
    """Return a box for a pack, ticked: whoever plugs the stick in wants what is on it."""
    made = QCheckBox(offer.title)
    made.setChecked(True)
    made.setAccessibleName(_("安装 {title} {version}", title=offer.title, version=offer.version))
    return made


def _step(title: str, text: str, fields: list[tuple[str, QLineEdit]], buttons: QHBoxLayout) -> QWidget:
    made = QWidget()
    body = column(line(title, "section"), paragraph(text, "quiet"), spacing=S)
    for label, where in fields:
        body.addSpacing(theme().px(S))
        body.addWidget(line(label, "strong"))
        body.addWidget(where)
    body.addStretch(1)
    body.addSpacing(theme().px(L))
    body.addLayout(buttons)
    made.setLayout(body)
    return made
