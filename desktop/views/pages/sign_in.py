"""Sign-in: find one's name, type one's PIN."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.session.operations import signin, site
from desktop.session.session import Session
from desktop.session.shown import Tile
from desktop.views.page import Navigator, Page
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import HUGE, XL, XXL, L, M, S
from desktop.views.widgets.brand import Mark
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Frame, clear, column, row, scrolled
from desktop.views.widgets.empty import empty
from desktop.views.widgets.fields import LettersField
from desktop.views.widgets.flow import Flow
from desktop.views.widgets.labels import line, paragraph, restyle
from desktop.views.widgets.pinpad import PinPad
from desktop.views.widgets.tiles import Avatar, NameTile, second_line

WELCOME_WIDTH = 320


class SignInPage(Page):
    """Left the place one is in, right the names, then the PIN."""

    topics = frozenset({"roster", "account"})

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        self._search = LettersField()
        self._names = QWidget()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._names_panel())
        self.setLayout(row(self._welcome(), self._stack, spacing=0))
        self._fill("")

    def enter(self) -> None:
        """Begin with the search."""
        self._search.setFocus()

    def refresh(self, _changes: object) -> None:
        """Show the names as they are now."""
        self._fill(self._search.text())

    def choose(self, tile: Tile) -> None:
        """Ask for the PIN of a name."""
        panel = PinPanel(self.session, tile)
        panel.back.clicked.connect(self._back)
        panel.signed_in.connect(self._signed_in)
        self._drop_panel()
        self._stack.addWidget(panel)
        self._stack.setCurrentWidget(panel)
        panel.begin()

    def _welcome(self) -> Frame:
        frame = Frame("side", margin=XXL, spacing=M)
        frame.setFixedWidth(theme().px(WELCOME_WIDTH))
        name = paragraph(site.site_name(self.session) or _("家门口标注实训点"), "page")
        steps = (
            (_("1"), _("在右边找到自己的名字")),
            (_("2"), _("输入自己的 PIN")),
            (_("3"), _("接着上次的地方学")),
        )
        frame.add(None, row(Mark(64), None), L, name, paragraph(_("订单式数据标注员实训与考核"), "lead"), XL)
        for number, words in steps:
            badge = line(number, "strong", tone="accent")
            badge.setFixedWidth(theme().px(XL))
            frame.add(row(badge, line(words, "emphasis"), None, spacing=S))
        frame.add(
            None,
            None,
            row(button(_("核验一份证书"), self._verify, look="link", icon_name="shield-check"), None),
        )
        return frame

    def _names_panel(self) -> QWidget:
        self._search.setProperty("bulk", "large")
        self._search.setPlaceholderText(_("输入姓名的拼音首字母或学号，例如 zxm"))
        self._search.setAccessibleName(_("查找自己的名字"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._fill)
        self._search.returnPressed.connect(self._choose_first)
        body = column(self._names, None)
        self._names.setLayout(column(spacing=L))
        panel = QWidget()
        area: QScrollArea = scrolled(body, margin=0)
        body = column(line(_("你是哪一位？"), "page"), self._search, S, area, spacing=M)
        margin = theme().px(XXL)
        body.setContentsMargins(theme().px(HUGE), margin, theme().px(HUGE), margin)
        panel.setLayout(body)
        return panel

    def _fill(self, query: str) -> None:
        found = signin.tiles(self.session, query)
        body = self._names.layout()
        if body is None:
            return
        clear(body)
        self._tiles = [self._tile(tile) for tile in found]
        if not self._tiles:
            body.addWidget(empty("search", _("没有找到"), _("换几个字试试；名册里没有的话，请讲师添加。")))
        for role, title in (("trainee", _("学员")), ("instructor", _("讲师"))):
            group = [tile for tile in self._tiles if tile.tile.role == role]
            if group:
                body.addWidget(line(_("{title}·{n} 人", title=title, n=len(group)), "quiet"))
                holder = QWidget()
                holder.setLayout(Flow(*group, gap=theme().px(M)))
                body.addWidget(holder)

    def _tile(self, tile: Tile) -> NameTile:
        made = NameTile(tile)
        made.clicked.connect(self._tile_pressed)
        return made

    def _tile_pressed(self) -> None:
        sender = self.sender()
        if isinstance(sender, NameTile):
            self.choose(sender.tile)

    def _choose_first(self) -> None:
        if self._tiles and self._search.text().strip():
            self.choose(self._tiles[0].tile)

    def _back(self) -> None:
        self._stack.setCurrentIndex(0)
        self._drop_panel()
        self._search.setFocus()
        self._search.selectAll()

    def _drop_panel(self) -> None:
        old = self._stack.widget(1)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()

    def _signed_in(self) -> None:
        self.navigator.home()

    def _verify(self) -> None:
        # Checking a certificate loads cryptography: only when somebody asks for it (120 ms).
        from desktop.views.dialogs.verify import VerifyDialog

        dialog = VerifyDialog(self.session, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


class PinPanel(QWidget):
    """Whose PIN it is, the pad, and why a PIN was refused."""

    signed_in = Signal()

    def __init__(self, session: Session, tile: Tile) -> None:
        super().__init__()
        self._session = session
        self._tile = tile
        self.back = button(_("不是我，重新选"), look="link", icon_name="arrow-left")
        self.pad = PinPad()
        self.pad.entered.connect(self._try)
        self._says = line("", "lead")
        self._says.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._wait)
        who = (Avatar(tile.name, tile.role, 72), line(tile.name, "page"), line(second_line(tile), "quiet"))
        centred = (row(None, widget, None) for widget in who)
        body = column(
            row(self.back, None), None, *centred, S, row(None, self._says, None), self.pad, None, spacing=S
        )
        self.setLayout(column(scrolled(body, margin=XXL)))

    def begin(self) -> None:
        """Take digits, or count down a wait that is still running."""
        self._tell(_("输入 PIN，按回车进入"))
        self.pad.setFocus()
        self._wait()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.back.click()
        else:
            super().keyPressEvent(event)

    def _try(self, pin: str) -> None:
        try:
            signin.sign_in(self._session, self._tile.account_id, pin)
        except KnownError as fault:
            self.pad.clear()
            self._tell(f"{fault.what}{fault.remedy}", "bad")
            self._wait()
            return
        self.signed_in.emit()

    def _wait(self) -> None:
        seconds = signin.seconds_to_wait(self._session, self._tile.account_id)
        self.pad.set_open(open_=seconds == 0)
        if seconds:
            self._tell(
                _("PIN 连续输错，请等 {seconds} 秒再试。忘了 PIN 请找讲师重设。", seconds=seconds), "caution"
            )
            self._timer.start()
        elif self._timer.isActive():
            self._timer.stop()
            self._tell(_("可以再试了，输入 PIN"))

    def _tell(self, text: str, tone: str = "quiet") -> None:
        self._says.setText(text)
        restyle(self._says, tone=tone)
