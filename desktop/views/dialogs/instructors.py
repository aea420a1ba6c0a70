"""The instructors of a site: who they are, one more, a new PIN, one fewer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QDialog, QWidget

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.records.queries.people import Account
from desktop.session.operations import signin, staff
from desktop.session.pins import LEAST_DIGITS, MOST_DIGITS
from desktop.session.session import Session
from desktop.views.dialogs.fault import tell
from desktop.views.dialogs.new_pin import PinDialog
from desktop.views.dialogs.question import Reason
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, XS, L, M, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Frame, card, clear, column, row, scrolled
from desktop.views.widgets.fields import text_field
from desktop.views.widgets.labels import line, paragraph
from desktop.views.widgets.tiles import Avatar

WIDTH, LIST_HEIGHT = 720, 240


class InstructorsDialog(QDialog):
    """A row for each instructor, and a line for one more."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(_("讲师"))
        self.setAccessibleName(_("讲师"))
        self._rows = column(spacing=S)
        people = scrolled(self._rows, margin=0)
        people.setFixedHeight(theme().px(LIST_HEIGHT))
        self._name = text_field(_("姓名"), _("姓名"))
        digits = _("PIN（{least}–{most} 位）", least=LEAST_DIGITS, most=MOST_DIGITS)
        self._pin = text_field("PIN", digits, secret=True)
        self._again = text_field(_("再输一次 PIN"), _("再输一次 PIN"), secret=True)
        self._add = button(_("添加讲师"), self._added, look="main", icon_name="plus")
        self._add.setEnabled(False)
        for field in (self._name, self._pin, self._again):
            field.textChanged.connect(self._typed)
            field.returnPressed.connect(self._added)
        more = row(self._name, self._pin, self._again, self._add, spacing=S)
        for place in range(3):
            more.setStretch(place, 1)
        self.setLayout(
            column(
                line(_("讲师"), "section"),
                paragraph(_("有两位讲师时，一位改分，另一位复核发布，成绩更可信。"), "emphasis"),
                people,
                line(_("再加一位"), "strong"),
                more,
                L,
                row(None, button(_("关闭"), self.accept)),
                margin=XL,
                spacing=M,
            )
        )
        self.setFixedWidth(theme().px(WIDTH))
        self._show()
        self._name.setFocus()

    def _show(self) -> None:
        clear(self._rows)
        for person in staff.instructors(self._session):
            self._rows.addWidget(self._card(person))
        self._rows.addStretch(1)

    def _card(self, person: Account) -> Frame:
        last = person.signed_in_at
        seen = _("上次登录 {day}", day=f"{last.astimezone():%Y-%m-%d %H:%M}") if last else _("还没有登录过")
        myself = person.account_id == self._session.person().account_id
        words = column(line(person.name, "title"), line(seen, "caption"), spacing=XS)
        if myself:
            return card(
                row(Avatar(person.name, "instructor", 40), words, None, line(_("这是你"), "quiet"), spacing=M)
            )
        reset = button(_("重设 PIN"), partial(self._reset, person), icon_name="key-round")
        reset.setAccessibleName(_("重设 {name} 的 PIN", name=person.name))
        close = button(_("停用"), partial(self._close, person), look="danger")
        close.setAccessibleName(_("停用 {name}", name=person.name))
        return card(row(Avatar(person.name, "instructor", 40), words, None, reset, close, spacing=M))

    def _typed(self) -> None:
        pin = self._pin.text()
        fits = pin.isascii() and pin.isdigit() and LEAST_DIGITS <= len(pin) <= MOST_DIGITS
        self._add.setEnabled(bool(self._name.text().strip()) and fits and pin == self._again.text())

    def _added(self) -> None:
        if not self._add.isEnabled():
            return
        try:
            staff.add_instructor(self._session, name=self._name.text(), pin=self._pin.text())
        except KnownError as fault:
            tell(fault, self)
            return
        for field in (self._name, self._pin, self._again):
            field.clear()
        self._name.setFocus()
        self._show()

    def _reset(self, person: Account) -> None:
        asked = PinDialog(self, person.name)
        asked.accepted.connect(
            lambda: self._carry_out(lambda: signin.change_pin(self._session, person.account_id, asked.pin()))
        )
        asked.open()

    def _close(self, person: Account) -> None:
        asked = Reason(
            self,
            _("停用 {name} 的账号？", name=person.name),
            _("停用后不能再登录。做过的复核和发布都留在记录里。"),
            agree=_("停用"),
        )
        asked.accepted.connect(
            lambda: self._carry_out(
                lambda: staff.close_instructor(self._session, person.account_id, asked.words())
            )
        )
        asked.open()

    def _carry_out(self, change: Callable[[], object]) -> None:
        try:
            change()
        except KnownError as fault:
            tell(fault, self)
        self._show()
