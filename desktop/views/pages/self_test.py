"""The self-test within the program, for the instructor."""

from __future__ import annotations

from desktop.base.wording import _
from desktop.session.session import Session
from desktop.views.page import Navigator, Page
from desktop.views.self_test.panel import SelfTestPanel
from desktop.views.theme.tokens import S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Bar, column
from desktop.views.widgets.labels import line


class SelfTestPage(Page):
    """A bar with the way back, and the panel below it. Raises KnownError for anybody but an instructor."""

    section = "settings"

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        session.instructor()
        bar = Bar()
        self._back = button(_("返回设置"), self._settings, look="plain", icon_name="arrow-left")
        bar.add(self._back, S, line(_("检查本机"), "title"), None)
        self.panel = SelfTestPanel(session.places)
        self.setLayout(column(bar, self.panel, spacing=0))

    def enter(self) -> None:
        """Begin at once: whoever comes here wants to know."""
        self._back.setFocus()
        self.panel.start()

    def leave(self) -> None:
        """Wait for the worker."""
        self.panel.stop()

    def _settings(self) -> None:
        self.navigator.go("settings")
