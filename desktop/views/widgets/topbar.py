"""The product bar: where one is, who one is, how things look, and the way out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton

from desktop.base.wording import LANGUAGES, _, language
from desktop.session.session import SignedIn
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import SCALES, S
from desktop.views.widgets.brand import Mark
from desktop.views.widgets.buttons import Segments, button, icon_button
from desktop.views.widgets.cards import Bar, upright
from desktop.views.widgets.key_asking import key_asking
from desktop.views.widgets.labels import line
from desktop.views.widgets.tiles import Avatar

#: Above this type scale 1366 pixels are few.
ROOMY = 1.25
SHORT = {"zh": "中文", "en": "EN"}


class TopBar(Bar):
    """Tells what was asked for; the window does it."""

    setting_chosen = Signal(str, object)
    lock_asked = Signal()
    leave_asked = Signal()
    about_asked = Signal()
    home_asked = Signal()

    def __init__(self, person: SignedIn | None, place: str) -> None:
        super().__init__()
        self.add(Mark(28))
        # At the largest type the name gives way to what is needed more; the window's title says it.
        if theme().scale <= ROOMY:
            self.add(line(_("家门口标注实训工作站"), "title"))
        if place:
            divider = upright()
            divider.setFixedHeight(theme().px(20))
            self.add(divider, line(place, "quiet"))
        self.add(None, self._display_button(person), self._languages())
        self.add(icon_button("info", _("关于本程序"), self.about_asked.emit))
        if person is not None:
            self.add(S, Avatar(person.name, person.role, 32), line(person.name, "strong"))
            self.add(icon_button("lock", _("锁屏（Ctrl+L）"), self.lock_asked.emit))
            self.add(button(_("退出登录"), self.leave_asked.emit, look="plain", icon_name="log-out"))

    def _languages(self) -> Segments:
        segments = Segments([(code, SHORT[code]) for code in LANGUAGES], language(), says=_("语言"))
        segments.chosen.connect(self._language_chosen)
        return segments

    def _display_button(self, person: SignedIn | None = None) -> QPushButton:
        menu = QMenu(self)
        self._group(menu, "appearance", [("light", _("浅色")), ("dark", _("深色"))], theme().mode)
        menu.addSeparator()
        scale = round(theme().scale * 100)
        self._group(menu, "type_scale", [(size, _("字号 {size}%", size=size)) for size in SCALES], scale)
        if person is not None:
            menu.addSeparator()
            keys = QAction(_("快捷键 …"), menu)
            keys.triggered.connect(self._ask_for_keys)
            menu.addAction(keys)
        made = button(_("显示"), look="plain", icon_name="sun" if theme().mode == "light" else "moon")
        made.setToolTip(_("深浅和字号"))
        made.setMenu(menu)
        return made

    def _group(self, menu: QMenu, key: str, options: list[tuple[object, str]], current: object) -> None:
        group = QActionGroup(menu)
        for value, text in options:
            action = QAction(text, menu)
            action.setCheckable(True)
            action.setChecked(value == current)
            action.setData((key, value))
            group.addAction(action)
            menu.addAction(action)
        group.triggered.connect(self._action_chosen)

    def _action_chosen(self, action: QAction) -> None:
        key, value = action.data()
        self.setting_chosen.emit(key, value)

    def _ask_for_keys(self) -> None:
        key_asking().asked.emit(self)

    def _language_chosen(self, code: str) -> None:
        self.setting_chosen.emit("language", code)
