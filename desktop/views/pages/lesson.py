"""A lesson: a column to read, pictures in pairs, clauses a press away."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt

from desktop.base.wording import _
from desktop.session.operations import learning
from desktop.session.session import Session
from desktop.views.page import Navigator, Page
from desktop.views.theme.tokens import READING, XL, XXL, L
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Bar, column, row, rule, scrolled
from desktop.views.widgets.chips import chip
from desktop.views.widgets.labels import line
from desktop.views.widgets.reading import Reading


class LessonPage(Page):
    """The words of one lesson, with the way on at their end."""

    chrome = "quiet"

    def __init__(self, session: Session, navigator: Navigator, activity_id: str) -> None:
        super().__init__(session, navigator)
        self.setProperty("look", "surface")
        self._activity_id = activity_id
        self._begun = time.monotonic()
        lesson = learning.open_lesson(session, activity_id)
        bar = Bar()
        bar.add(
            button(_("返回"), navigator.home, look="plain", icon_name="arrow-left"),
            line(lesson.title, "title"),
        )
        bar.add(chip(_("约 {n} 分钟", n=lesson.minutes)), None)
        bar.add(button(_("规则"), self._rules, icon_name="book-open"))
        reading = Reading(lesson.body, self._media)
        reading.clause_opened.connect(self._rules)
        self._done = button(_("读完了，继续"), self._finish, look="main", size="large", icon_name="check")
        body = column(
            line(lesson.title, "page"), L, reading, XL, rule(), row(None, self._done, None), None, spacing=L
        )
        self._area = scrolled(body, margin=XXL, width=READING)
        self.setLayout(column(bar, self._area, spacing=0))

    def enter(self) -> None:
        """Let the arrow keys scroll."""
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setFocus()

    def _media(self, path: str) -> bytes:
        return learning.media(self.session, path)

    def _rules(self, number: object = "") -> None:
        with self.calmly():
            self.navigator.show_rules(
                learning.clauses(self.session), number if isinstance(number, str) else ""
            )

    def _finish(self) -> None:
        with self.calmly():
            learning.finish_lesson(self.session, self._activity_id, time.monotonic() - self._begun)
            self.navigator.home()
            self.navigator.toast(_("这一课完成了。"))
