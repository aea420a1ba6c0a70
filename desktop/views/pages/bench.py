"""Labelling practice: the bench, and after handing in what was wrong and why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.base.wording import _
from desktop.session.comparisons import Circle
from desktop.session.desk import desk
from desktop.session.operations import practice
from desktop.session.session import Session
from desktop.session.shown import Feedback, OpenAttempt
from desktop.views.page import Navigator, Page
from desktop.views.theme.tokens import L, M, S
from desktop.views.widgets.bands import band
from desktop.views.widgets.bench.way_out import WayRound
from desktop.views.widgets.benches import Asking, Comparing, Layer, Turning, Writing, make_bench
from desktop.views.widgets.buttons import Segments, button
from desktop.views.widgets.cards import Bar, Frame, column, row, rule, scrolled
from desktop.views.widgets.chips import chip
from desktop.views.widgets.findings import FindingList, NotJudgedList
from desktop.views.widgets.labels import line, paragraph
from desktop.views.widgets.leanings import circle_list
from desktop.views.widgets.open_work import Unanswered
from desktop.views.widgets.room import is_roomy, side_width
from desktop.views.widgets.rubrics import rubric_cards, waiting_band
from desktop.views.widgets.score import score_band, score_parts, sub_score_rows
from desktop.views.widgets.watch import Elapsed

PANEL_WIDTH = 344


class BenchPage(Page):
    """One exercise at a time; the next follows from the trainee's own errors."""

    chrome = "quiet"

    def __init__(self, session: Session, navigator: Navigator, activity_id: str) -> None:
        super().__init__(session, navigator)
        self._activity_id = activity_id
        self._attempt = practice.open_practice(session, activity_id)
        self._bench, self._bench_widget = make_bench(self._attempt.schema.task, self._attempt.exercise.work)
        self._bench.submitted.connect(self.submit)
        self._bench.rules_requested.connect(self._rules)
        self._bench.finding_chosen.connect(self._finding_on_bench)
        if isinstance(self._bench, Turning):
            self._bench.offer_turning()
            self._bench.turned.connect(self._turn)
        self._panel: FeedbackPanel | None = None
        self._submit = button(_("提交"), self.submit, look="main", icon_name="check")
        self._submit.setToolTip(_("提交（Ctrl+Enter）"))
        self._watch = Elapsed()
        self._frame = column(spacing=0)
        self._middle = row(self._bench_widget, spacing=0)
        self._middle.setStretch(0, 1)
        self._top = self._bar()
        self._frame.addWidget(self._top)
        self._frame.addLayout(self._middle, 1)
        self.setLayout(self._frame)
        self._bench.load(self._attempt)
        QShortcut(QKeySequence("F2"), self, self._rules)
        self._way = WayRound(self, self._bench_widget, self._beside)

    def enter(self) -> None:
        """Let the tools' keys work at once."""
        self._bench_widget.setFocus()

    def leave(self) -> None:
        """Stop the watch."""
        self._watch.stop()

    def submit(self) -> None:
        """Hand in, and show what came of it; where something is not answered yet, ask first."""
        if self._panel is not None:
            return
        with self.calmly():
            if isinstance(self._bench, Writing):
                self._bench.settle()
            if isinstance(self._bench, Asking) and (words := self._bench.unanswered()):
                go = self._bench.go_to_unanswered
                Unanswered(self, words, go=go, hand_in=self._hand_in).open()
            else:
                self._hand_in()

    def _hand_in(self) -> None:
        with self.calmly():
            feedback = practice.submit(self.session, self._attempt)
            self._show_feedback(feedback)

    def _beside(self) -> list[QWidget]:
        """Return what F6 leads to besides the bench."""
        return [self._top] if self._panel is None else [self._panel, self._top]

    def _bar(self) -> Bar:
        attempt = self._attempt
        bar = Bar()
        bar.add(
            button(_("返回"), self.navigator.home, look="plain", icon_name="arrow-left"),
            line(attempt.exercise.title, "title"),
        )
        if attempt.position:
            bar.add(chip(attempt.position))
        if attempt.try_number > 1:
            bar.add(chip(_("第 {n} 次", n=attempt.try_number), "accent"))
        if attempt.exercise.hint:
            bar.add(line(attempt.exercise.hint, "caption"))
        self._layer = Segments(
            [("gold", _("金标")), ("answer", _("我的")), ("both", _("叠加"))], "both", says=_("显示")
        )
        self._layer.chosen.connect(self._layer_chosen)
        self._layer.hide()
        bar.add(
            None,
            self._watch,
            self._layer,
            button(_("规则"), self._rules, icon_name="book-open"),
            self._submit,
        )
        return bar

    def _show_feedback(self, feedback: Feedback) -> None:
        self._watch.stop()
        self._submit.hide()
        self._watch.hide()
        self._layer.show()
        self._bench.show_feedback(feedback)
        cut = desk(self.session).pack.order.acceptance.accuracy
        self._panel = FeedbackPanel(feedback, cut)
        self._panel.list.chosen.connect(self._bench.focus_finding)
        self._panel.list.clause_opened.connect(self._rules)
        self._panel.gold_chosen.connect(self._bench.focus_gold)
        self._panel.circle_chosen.connect(self._show_circle)
        self._panel.retry.clicked.connect(self._retry)
        self._panel.next.clicked.connect(self._next)
        self._middle.addWidget(self._panel)
        # The layout would show it only with the next event, and what is not visible cannot take the keyboard.
        self._panel.show()
        (self._panel.retry if feedback.may_retry else self._panel.next).setFocus()

    def _show_circle(self, circle: Circle) -> None:
        if isinstance(self._bench, Comparing):
            self._bench.show_answers(circle.answers)

    def _layer_chosen(self, layer: str) -> None:
        layers: dict[str, Layer] = {"gold": "gold", "answer": "answer", "both": "both"}
        self._bench.set_layer(layers[layer])

    def _finding_on_bench(self, place: int) -> None:
        if self._panel is not None:
            self._panel.show_finding(place)

    def _retry(self) -> None:
        with self.calmly():
            self._begin(practice.retry(self.session, self._attempt))

    def _next(self) -> None:
        self.navigator.go("bench", activity_id=self._activity_id)

    def _turn(self, where: str) -> None:
        """Go on to the next exercise once this one is handed in; else say why there is none to go to."""
        forwards = where in {"next", "open"}
        if forwards and self._panel is not None:
            self._next()
        elif isinstance(self._bench, Turning):
            self._bench.tell(_no_other_image(where))

    def _begin(self, attempt: OpenAttempt) -> None:
        self._attempt = attempt
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
        self._bench.load(attempt)
        self._frame.removeWidget(self._top)
        self._top.hide()
        self._top.deleteLater()
        self._watch = Elapsed()
        self._submit = button(_("提交"), self.submit, look="main", icon_name="check")
        self._top = self._bar()
        self._frame.insertWidget(0, self._top)
        self._bench_widget.setFocus()

    def _rules(self, number: object = "") -> None:
        self.navigator.show_rules(self._attempt.clauses, number if isinstance(number, str) else "")


def _no_other_image(where: str) -> str:
    """Return why practice has no other image to go to now."""
    if where in {"next", "open"}:
        return _("练习一次一张：先按 ‹submit› 提交这一张，看过问题再到下一张。")
    if where == "previous":
        return _("练习不回到上一张；要改这一张，提交后点“再改一次”。")
    return _("练习一次只有一张图，没有别的图片可找；在这一张里找按 ‹filter›。")


class FeedbackPanel(Frame):
    """Score, sub-scores, findings, what is not judged, and the two ways on. ``gold_chosen`` carries a gold's id."""

    gold_chosen = Signal(str)
    #: A circle among the comparisons was pressed.
    circle_chosen = Signal(object)

    def __init__(self, feedback: Feedback, cut: float) -> None:
        super().__init__("panel", margin=0, spacing=0)
        self.setFixedWidth(side_width(PANEL_WIDTH, 0.84))
        self.list = FindingList(feedback.findings)
        self.retry = button(_("再改一次"), size="large", icon_name="rotate-ccw")
        self.next = button(_("下一题"), look="main", size="large", icon_name="arrow-right")
        # Hidden if need be, but never shown: without a parent yet it would be a window of its own.
        if not feedback.may_retry:
            self.retry.hide()
        head: QVBoxLayout = column(_outcome(feedback, cut), margin=L, spacing=M)
        body = column(spacing=S)
        foot = Frame("foot", margin=L, spacing=S)
        # At the largest type a small screen has no room for all of it: what may scroll along does.
        roomy = is_roomy()
        (head if roomy else body).addWidget(sub_score_rows(feedback.score))
        for words in filter(None, (feedback.gate, feedback.next_reason)):
            (foot.body if roomy else body).addWidget(paragraph(words, "caption"))
        for remark in feedback.comments:
            body.addWidget(
                band("accent", _("{name} 老师", name=remark.author), remark.text, icon_name="message-square")
            )
        self._tell(body, feedback)
        body.addStretch(1)
        self._area: QScrollArea = scrolled(body, margin=L)
        foot.add(row(self.retry, self.next, spacing=S))
        self.body.addLayout(head)
        self.add(rule())
        self.body.addWidget(self._area, 1)
        self.add(foot)

    def _tell(self, body: QVBoxLayout, feedback: Feedback) -> None:
        """Put what was found below each other: contradictions, findings, checklists, what is not judged, measures."""
        if feedback.circles:
            body.addWidget(circle_list(feedback.circles, self.circle_chosen.emit))
        if feedback.findings:
            body.addWidget(line(_("{n} 处要改", n=len(feedback.findings)), "title"))
        elif not feedback.score.open:
            body.addWidget(band("good", _("没有发现错误"), _("每一个都符合规则。")))
        if not feedback.findings:
            self.list.hide()
        body.addWidget(self.list)
        for card in rubric_cards(feedback.rubrics):
            body.addWidget(card)
        if feedback.not_judged:
            aside = NotJudgedList(feedback.not_judged)
            aside.chosen.connect(self.gold_chosen)
            body.addWidget(aside)
        for part in score_parts(feedback.score, feedback.attempt.schema):
            body.addWidget(part)

    def show_finding(self, place: int) -> None:
        """Mark the finding that was pressed on the picture and scroll to it."""
        self.list.mark(place)
        self._area.ensureWidgetVisible(self.list.card(place))


def _outcome(feedback: Feedback, cut: float) -> Frame:
    """Return the figure, or where nothing is judged yet what rules say already and that the rest waits."""
    if feedback.score.figure is None:
        return waiting_band(feedback.rubrics)
    return score_band(feedback.score, cut)
