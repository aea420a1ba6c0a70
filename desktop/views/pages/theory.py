"""Theory practice: one item a screen, judged and explained at once."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea

from desktop.base.wording import _
from desktop.session.operations import learning
from desktop.session.session import Session
from desktop.session.shown import TheoryResult
from desktop.views.page import Navigator, Page
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, M
from desktop.views.widgets.bands import band
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Bar, Frame, centred, clear, column, row, scrolled
from desktop.views.widgets.charts import Ring
from desktop.views.widgets.chips import ClauseChip
from desktop.views.widgets.dots import Dots
from desktop.views.widgets.item import EXCLUSIVE, ItemView, letters_of, place_of
from desktop.views.widgets.labels import line, paragraph

WIDTH = 760
#: Milliseconds after which a new widget has its place.
LAYOUT = 40


class TheoryPage(Page):
    """The items of one set in order; the summary at the end."""

    chrome = "quiet"

    def __init__(self, session: Session, navigator: Navigator, activity_id: str) -> None:
        super().__init__(session, navigator)
        self._shown = learning.open_theory(session, activity_id)
        self._results: dict[str, TheoryResult] = dict(self._shown.answered)
        self._place = next((n for n, item in enumerate(self._shown.items) if item.id not in self._results), 0)
        self._view: ItemView | None = None
        self._reason: Frame | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show_reason)
        self._begun = time.monotonic()
        self._dots = Dots(len(self._shown.items))
        self._dots.chosen.connect(self._go_to)
        bar = Bar()
        bar.add(
            button(_("返回"), navigator.home, look="plain", icon_name="arrow-left"),
            line(self._shown.title, "title"),
        )
        bar.add(None, self._dots, None, button(_("规则"), self._rules, icon_name="book-open"))
        self._body = column(spacing=L)
        self._area: QScrollArea = scrolled(self._body, margin=XL, width=WIDTH)
        self._confirm = button(_("确定"), self._answer, look="main", size="large")
        self._next = button(_("下一题"), self._forward, look="main", size="large", icon_name="arrow-right")
        self._hint = line("", "caption")
        foot = QFrame()
        foot.setProperty("look", "foot")
        centred(foot, row(None, self._hint, self._confirm, self._next), WIDTH, theme().px(M))
        self.setLayout(column(bar, self._area, foot, spacing=0))
        self._show_item()

    def enter(self) -> None:
        """Let the keys choose."""
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the choice keys wherever the focus is; Enter confirms or goes on."""
        place = place_of(event)
        if place is not None and self._view is not None:
            self._view.press(place)
        elif event.text() in {"\r", "\n"}:
            (self._next if self._next.isVisible() else self._confirm).click()
        else:
            super().keyPressEvent(event)

    def _show_item(self) -> None:
        clear(self._body)
        self._reason = None
        item = self._shown.items[self._place]
        result = self._results.get(item.id)
        self._view = ItemView(item, result.chosen if result else (), self._media)
        self._view.changed.connect(self._chosen)
        self._view.settled.connect(self._answer)
        number = _("第 {n} 题，共 {total} 题", n=self._place + 1, total=len(self._shown.items))
        self._body.addWidget(line(number, "quiet"))
        self._body.addWidget(self._view)
        if result is not None:
            self._judge(result)
        self._body.addStretch(1)
        self._begun = time.monotonic()
        self._show_foot(answered=result is not None)
        self._area.verticalScrollBar().setValue(0)
        self.setFocus()

    def _show_foot(self, *, answered: bool) -> None:
        item = self._shown.items[self._place]
        self._next.setVisible(answered)
        self._next.setText(_("看结果") if len(self._results) == len(self._shown.items) else _("下一题"))
        self._confirm.setVisible(not answered and item.kind not in EXCLUSIVE)
        self._confirm.setEnabled(item.kind == "ordering")
        self._hint.setText(_("按回车继续") if answered else "")
        marks = [self._results.get(each.id) for each in self._shown.items]
        self._dots.show_marks([None if mark is None else mark.correct for mark in marks], self._place)

    def _chosen(self) -> None:
        if self._view is not None:
            self._confirm.setEnabled(bool(self._view.chosen()))

    def _answer(self) -> None:
        if self._view is None or self._view.item.id in self._results:
            return
        item = self._view.item
        with self.calmly():
            seconds = time.monotonic() - self._begun
            result = learning.answer_theory(
                self.session, self._shown.activity_id, item.id, self._view.chosen(), seconds
            )
            self._results[item.id] = result
            self._body.takeAt(self._body.count() - 1)
            self._judge(result)
            self._body.addStretch(1)
            self._show_foot(answered=True)
            self._next.setFocus()
            # The band has its place only once the layout has run.
            self._soon.start(LAYOUT)

    def _judge(self, result: TheoryResult) -> None:
        if self._view is None:
            return
        self._view.judge(result.chosen, result.answer)
        title = (
            _("对了")
            if result.correct
            else _("不对，正确答案：{answer}", answer=letters_of(self._view.item, result.answer))
        )
        made = band(
            "good" if result.correct else "bad",
            title,
            "",
            paragraph(result.explanation, "emphasis"),
            *self._clause(result),
        )
        self._body.addWidget(made)
        self._reason = made

    def _show_reason(self) -> None:
        if self._reason is not None:
            self._area.ensureWidgetVisible(self._reason)

    def _clause(self, result: TheoryResult) -> list[QHBoxLayout]:
        if result.clause is None:
            return []
        chip = ClauseChip(result.clause.number)
        chip.opened.connect(self._rules)
        return [row(chip, None)]

    def _forward(self) -> None:
        left = [n for n, item in enumerate(self._shown.items) if item.id not in self._results]
        if not left:
            self._summary()
            return
        self._go_to(next((n for n in left if n > self._place), left[0]))

    def _go_to(self, place: int) -> None:
        self._place = place
        self._show_item()

    def _summary(self) -> None:
        clear(self._body)
        self._view = self._reason = None
        right = sum(result.correct for result in self._results.values())
        total = len(self._shown.items)
        words = (
            _("全部答对，很扎实。")
            if right == total
            else _("错的 {n} 题点上面的圆点可以再看解释。", n=total - right)
        )
        self._body.addStretch(1)
        self._body.addLayout(row(None, Ring(right, total, 140), None))
        self._body.addLayout(
            row(None, line(_("答对 {right} 题，共 {total} 题", right=right, total=total), "page"), None)
        )
        self._body.addLayout(row(None, line(words, "lead"), None))
        done = button(_("继续学习"), self.navigator.home, look="main", size="large")
        again = button(_("再做一遍"), self._again, size="large")
        self._body.addLayout(row(None, again, done, None))
        self._body.addStretch(2)
        self._next.hide()
        self._hint.setText("")
        done.setFocus()

    def _again(self) -> None:
        self.navigator.go("theory", activity_id=self._shown.activity_id)

    def _media(self, path: str) -> bytes:
        return learning.media(self.session, path)

    def _rules(self, number: object = "") -> None:
        with self.calmly():
            self.navigator.show_rules(
                learning.clauses(self.session), number if isinstance(number, str) else ""
            )
