"""Settings of this PC, made from the table of settings; one's own PIN; about."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.base.settings import SETTINGS, Setting, Value
from desktop.base.wording import _
from desktop.session.operations import preferences, signin
from desktop.session.session import Session
from desktop.views.dialogs.about import AboutDialog
from desktop.views.dialogs.backups import BackupsDialog
from desktop.views.dialogs.instructors import InstructorsDialog
from desktop.views.dialogs.new_pin import PinDialog
from desktop.views.dialogs.shortcuts import ShortcutsDialog
from desktop.views.page import Navigator, Page
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, XS, L, M, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import card, column, row, rule, scrolled
from desktop.views.widgets.fields import Number, Select, Switch
from desktop.views.widgets.labels import line, paragraph

WIDTH = 760


class SettingsPage(Page):
    """A row a setting, in force at once."""

    section = "settings"

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        rows = card(margin=L, spacing=M)
        for place, setting in enumerate(SETTINGS):
            if place:
                rows.add(rule())
            rows.body.addLayout(self._row(setting))
        more = card(margin=L, spacing=M)
        for place, (title, hint, control) in enumerate(self._entries()):
            if place:
                more.add(rule())
            words = column(line(title, "title"), line(hint, "caption"), spacing=XS)
            more.body.addLayout(row(words, None, control))
        body = column(line(_("设置"), "page"), rows, more, None, spacing=L)
        self.setLayout(column(scrolled(body, margin=XL, width=WIDTH)))

    def _entries(self) -> list[tuple[str, str, QWidget]]:
        """Return what is behind a button, a row each: its name, what it is for, the button."""
        entries: list[tuple[str, str, QWidget]] = [
            (
                _("我的 PIN"),
                _("定期更换，不要告诉别人。"),
                button(_("更换 PIN"), self._ask_pin, icon_name="key-round"),
            ),
            (
                _("快捷键"),
                _("桌面、CVAT 或 Label Studio 的习惯，自己改键，练快捷键"),
                button(_("改快捷键"), self._shortcuts, icon_name="keyboard"),
            ),
            (_("关于本程序"), _("版本、许可证、数据位置"), button(_("查看"), self._about, icon_name="info")),
        ]
        if self.session.account is not None and self.session.account.role == "instructor":
            stick = button(_("看优盘"), self._go_to_sticks, icon_name="usb")
            entries.insert(1, (_("优盘与更新"), _("从优盘安装课程包、更新程序"), stick))
            manage = button(_("管理讲师"), self._staff, icon_name="users")
            entries.insert(1, (_("讲师"), _("再加一位讲师，重设 PIN，停用账号"), manage))
            keep = button(_("打开"), self._backups, icon_name="archive")
            entries.insert(2, (_("备份与恢复"), _("立刻备份到本机或优盘，从备份恢复"), keep))
            test = button(_("检查"), self._self_test, icon_name="stethoscope")
            entries.insert(2, (_("检查本机"), _("这台电脑能不能放心用，会不会自己还原"), test))
        return entries

    def _backups(self) -> None:
        with self.calmly():
            BackupsDialog(self.session, self.navigator, self).open()

    def _shortcuts(self) -> None:
        with self.calmly():
            ShortcutsDialog(self.session, self).open()

    def _self_test(self) -> None:
        self.navigator.go("self_test")

    def _row(self, setting: Setting) -> QHBoxLayout:
        words = column(line(_(setting.label), "title"), spacing=XS)
        if setting.hint:
            words.addWidget(paragraph(_(setting.hint), "caption"))
        made = row(words, None, self._control(setting), spacing=S)
        made.setStretchFactor(words, 1)
        return made

    def _control(self, setting: Setting) -> QWidget:
        value = self.session.settings.get(setting.key)
        made: QWidget
        if setting.kind == "choice":
            made = Select([(key, _(name)) for key, name in (setting.choices or {}).items()], _(setting.label))
            made.choose(value)
            made.currentIndexChanged.connect(self._chosen)
        elif setting.kind == "number":
            made = Number(_(setting.label), setting.least, setting.most)
            made.setValue(int(value))
            made.setSingleStep(5)
            made.setKeyboardTracking(False)
            made.valueChanged.connect(self._counted)
        else:
            made = Switch(_(setting.label))
            made.setChecked(bool(value))
            made.toggled.connect(self._ticked)
        made.setObjectName(setting.key)
        made.setAccessibleName(_(setting.label))
        if setting.kind != "switch":
            made.setMinimumWidth(theme().px(140))
        return made

    def _chosen(self) -> None:
        sender = self.sender()
        if isinstance(sender, Select):
            self._put(sender.objectName(), str(sender.currentData()))

    def _counted(self, value: int) -> None:
        if (sender := self.sender()) is not None:
            self._put(sender.objectName(), value)

    def _ticked(self, value: bool) -> None:  # noqa: FBT001  Qt's own signal
        if (sender := self.sender()) is not None:
            self._put(sender.objectName(), value)

    def _put(self, key: str, value: Value) -> None:
        with self.calmly():
            preferences.set_setting(self.session, key, value)

    def _ask_pin(self) -> None:
        with self.calmly():
            self._pin = PinDialog(self, self.session.person().name)
            self._pin.accepted.connect(self._set_pin)
            self._pin.open()

    def _set_pin(self) -> None:
        with self.calmly():
            signin.change_pin(self.session, self.session.person().account_id, self._pin.pin())
            self.navigator.toast(_("新的 PIN 已生效。"))

    def _staff(self) -> None:
        with self.calmly():
            InstructorsDialog(self.session, self).open()

    def _go_to_sticks(self) -> None:
        self.navigator.go("sticks")

    def _about(self) -> None:
        AboutDialog(self.session.places, self).open()
