"""One attempt beside its gold: findings, remarks on a mark, correction with a reason."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.base.figures import percent
from desktop.base.wording import _
from desktop.scoring.result import Point
from desktop.session.changes import Changes
from desktop.session.comparisons import Circle
from desktop.session.operations import points, review
from desktop.session.rubrics import RubricLine
from desktop.session.session import Session
from desktop.session.shown import CommentShown, CorrectionShown, Review
from desktop.views.dialogs.correction import CorrectionDialog
from desktop.views.page import Navigator, Page
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import L, M, S
from desktop.views.widgets.bands import band
from desktop.views.widgets.benches import Comparing, Layer, make_bench
from desktop.views.widgets.buttons import Segments, button
from desktop.views.widgets.cards import Bar, Frame, clear, column, row, rule, scrolled
from desktop.views.widgets.chips import chip
from desktop.views.widgets.findings import FindingList, NotJudgedList
from desktop.views.widgets.labels import line
from desktop.views.widgets.leanings import circle_list
from desktop.views.widgets.rubric_desk import RubricDesk
from desktop.views.widgets.rubrics import rubric_cards
from desktop.views.widgets.score import score_parts, sub_score_rows

PANEL_WIDTH, WIDE_PANEL = 364, 412
POINTS, FIGURES = "points", "figures"


class ReviewPage(Page):
    """The bench compares; the panel says, and takes what the instructor says."""

    chrome = "quiet"
    section = "attempts"
    topics = frozenset({"attempt"})

    def __init__(self, session: Session, navigator: Navigator, attempt_id: str) -> None:
        super().__init__(session, navigator)
        self._attempt_id = attempt_id
        self._shown = review.open_review(session, attempt_id)
        self._bench, self._bench_widget = make_bench(self._shown.schema.task, self._shown.exercise.work)
        self._bench.finding_chosen.connect(self._finding_on_bench)
        self._current: int | None = None
        self._list: FindingList | None = None
        self._area: QScrollArea | None = None
        self._words = QPlainTextEdit()
        self._panel = Frame("panel", margin=0, spacing=0)
        self._panel.setFixedWidth(theme().px(WIDE_PANEL if self._shown.rubrics else PANEL_WIDTH))
        self._figures = column(spacing=0)
        self._desk = RubricDesk()
        self._undo: list[tuple[Point, bool | None, str]] = []
        self._next = ""
        self._fill_panel()
        middle = row(self._bench_widget, self._panel, spacing=0)
        middle.setStretch(0, 1)
        whole = column(self._bar(), middle, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._bench.show_review(self._shown)
        self._fill()
        self._desk.open(self._shown.rubrics, self._shown.released)
        self._follow()
        QShortcut(QKeySequence("Escape"), self, self._back)

    def refresh(self, _changes: Changes) -> None:
        """Show remarks and corrections as they are now."""
        with self.calmly():
            self._shown = review.open_review(self.session, self._attempt_id)
            self._fill()
            self._follow()

    def enter(self) -> None:
        """Let the keys give points where some are asked for."""
        (self._desk if self._shown.rubrics else self).setFocus()

    def _fill_panel(self) -> None:
        figures = QWidget()
        figures.setProperty("look", "clear")
        figures.setLayout(self._figures)
        pages = QStackedWidget()
        pages.addWidget(figures)
        pages.addWidget(self._desk)
        if any(not line.by_rule for shown in self._shown.rubrics for line in shown.lines):
            self._which = Segments(
                [(POINTS, _("讲师评分")), (FIGURES, _("成绩与批注"))], POINTS, says=_("右栏")
            )
            self._which.chosen.connect(partial(_turn, pages))
            head = row(self._which, None)
            head.setContentsMargins(theme().px(L), theme().px(M), theme().px(L), theme().px(M))
            self._panel.body.addLayout(head)
            self._panel.add(rule())
            pages.setCurrentIndex(1)
        self._panel.body.addWidget(pages, 1)
        self._desk.given.connect(self._give)
        self._desk.undo_wanted.connect(self._undo_point)
        self._desk.release_wanted.connect(self._release)
        self._desk.next_wanted.connect(self._go_on)

    def _follow(self) -> None:
        shown = self._shown
        self._next = ""
        if shown.released is not None:
            self._next = points.next_waiting(self.session, shown.row.class_id, but=self._attempt_id)
        self._desk.follow(shown.rubrics, shown.released, undo=bool(self._undo), more=bool(self._next))

    def _give(self, point: Point, met: bool | None, comment: str) -> None:  # noqa: FBT001  a signal's slot
        before = self._desk.lines[point].shown
        if before is None or (_met(before), before.comment) == (met, comment.strip()):
            self._desk.follow(self._shown.rubrics, self._shown.released, undo=bool(self._undo))
            return
        with self.calmly():
            points.give(self.session, self._attempt_id, point, met=met, comment=comment)
            self._undo.append((point, _met(before), before.comment))
            self._follow()
            if _met(before) != met and met is not None:
                self._desk.choose_next_open()

    def _undo_point(self) -> None:
        if not self._undo:
            return
        point, met, comment = self._undo[-1]
        with self.calmly():
            points.give(self.session, self._attempt_id, point, met=met, comment=comment)
            self._undo.pop()
            self._follow()
            self._desk.choose(point)

    def _release(self) -> None:
        with self.calmly():
            points.release(self.session, self._attempt_id)
            self._undo.clear()
            self._shown = review.open_review(self.session, self._attempt_id)
            self._bench.show_review(self._shown)
            self._follow()
            (self._desk.next if self._next else self._desk).setFocus()
            self.navigator.toast(_("评分已发布，{name}在首页会看到。", name=self._shown.row.name))

    def _go_on(self) -> None:
        if self._next:
            self.navigator.go("review", attempt_id=self._next)

    def _bar(self) -> Bar:
        shown = self._shown.row
        bar = Bar()
        bar.add(button(_("返回"), self._back, look="plain", icon_name="arrow-left"))
        bar.add(line(_("{name}·{title}", name=shown.name, title=shown.exercise_title), "title"))
        bar.add(chip(_("考核"), "accent") if shown.mode == "exam" else chip(_("练习")))
        bar.add(line(f"{shown.submitted_at.astimezone():%Y-%m-%d %H:%M}", "quiet"), None)
        layers = Segments(
            [("gold", _("金标")), ("answer", _("学员")), ("both", _("叠加"))], "both", says=_("显示")
        )
        layers.chosen.connect(self._layer_chosen)
        bar.add(line(_("显示"), "quiet"), layers)
        return bar

    def _fill(self) -> None:
        clear(self._figures)
        shown = self._shown
        body = column(spacing=M)
        for correction in shown.corrections:
            body.addWidget(correction_band(correction))
        for remark in shown.comments:
            body.addWidget(remark_band(remark))
        if shown.score.open:
            body.addWidget(open_band(shown))
        if shown.circles:
            body.addWidget(circle_list(shown.circles, self._show_circle))
        body.addWidget(line(_("{n} 处问题", n=len(shown.findings)), "title"))
        self._list = None
        if shown.findings:
            self._list = FindingList(shown.findings)
            self._list.chosen.connect(self._finding_in_list)
            body.addWidget(self._list)
        elif not shown.score.open:
            body.addWidget(band("good", _("没有发现错误")))
        for card in rubric_cards(shown.rubrics):
            body.addWidget(card)
        if shown.not_judged:
            aside = NotJudgedList(shown.not_judged)
            aside.chosen.connect(self._bench.focus_gold)
            body.addWidget(aside)
        for part in score_parts(shown.score, shown.schema):
            body.addWidget(part)
        body.addStretch(1)
        self._area = scrolled(body, margin=L)
        self._figures.addLayout(self._head(shown))
        self._figures.addWidget(rule())
        self._figures.addWidget(self._area, 1)
        self._figures.addWidget(self._foot())

    def _head(self, shown: Review) -> QVBoxLayout:
        counts = shown.score.counts
        numbers = row(
            line(_("待讲师评分") if shown.row.accuracy is None else percent(shown.row.accuracy), "page"),
            line(_("{good} / {judged} 合格", good=counts.qualified, judged=counts.judged), "quiet"),
            None,
        )
        return column(numbers, sub_score_rows(shown.score), margin=L, spacing=S)

    def _foot(self) -> Frame:
        foot = Frame("foot", margin=L, spacing=S)
        self._words = QPlainTextEdit()
        self._words.setPlaceholderText(_("写给学员的批注。先点一处问题，批注就钉在那个标注上。"))
        self._words.setAccessibleName(_("批注"))
        self._words.setTabChangesFocus(True)
        self._words.setFixedHeight(theme().px(64))
        self._words.textChanged.connect(self._typed)
        self._send = button(_("发送批注"), self._comment, look="main", icon_name="message-square")
        self._send.setEnabled(False)
        correct = button(_("更正成绩"), self._ask_correction, icon_name="square-pen")
        foot.add(self._words, row(correct, None, self._send))
        return foot

    def _typed(self) -> None:
        self._send.setEnabled(bool(self._words.toPlainText().strip()))

    def _comment(self) -> None:
        with self.calmly():
            review.comment(self.session, self._attempt_id, self._words.toPlainText().strip(), self._mark_id())
            self.navigator.toast(_("批注已发送，学员在首页会看到。"))

    def _mark_id(self) -> str | None:
        if self._current is None:
            return None
        finding = self._shown.findings[self._current].finding
        return finding.answer_id or finding.gold_id

    def _ask_correction(self) -> None:
        self._dialog = CorrectionDialog(self, self._shown.score.counts)
        self._dialog.accepted.connect(self._correct)
        self._dialog.open()

    def _correct(self) -> None:
        qualified, reason = self._dialog.wanted()
        with self.calmly():
            review.correct(self.session, self._attempt_id, qualified=qualified, reason=reason)
            self.navigator.toast(_("更正已写进记录。"))

    def _finding_in_list(self, place: int) -> None:
        self._current = place
        self._bench.focus_finding(place)

    def _finding_on_bench(self, place: int) -> None:
        self._current = place
        if self._list is not None and self._area is not None:
            self._list.mark(place)
            self._area.ensureWidgetVisible(self._list.card(place))

    def _show_circle(self, circle: Circle) -> None:
        if isinstance(self._bench, Comparing):
            self._bench.show_answers(circle.answers)

    def _layer_chosen(self, layer: str) -> None:
        layers: dict[str, Layer] = {"gold": "gold", "answer": "answer", "both": "both"}
        self._bench.set_layer(layers[layer])

    def _back(self) -> None:
        self.navigator.go("attempts")


def open_band(shown: Review) -> Frame:
    """Return how many points wait, and that no figure counts them."""
    n = len(shown.score.open)
    return band(
        "accent", _("待讲师评分 {n} 项", n=n), _("评完才有结果，现在的成绩不算它们。"), icon_name="hourglass"
    )


def _met(shown: RubricLine) -> bool | None:
    return {"met": True, "unmet": False}.get(shown.state)


def _turn(pages: QStackedWidget, key: str) -> None:
    pages.setCurrentIndex(1 if key == POINTS else 0)


def correction_band(correction: CorrectionShown) -> Frame:
    """Return a correction: from what to what, by whom, and why."""
    title = _("成绩更正：{before} → {after}", before=correction.before, after=correction.after)
    who = f"{correction.author}·{correction.at.astimezone():%m-%d %H:%M}"
    return band("caution", title, correction.reason, line(who, "caption"), icon_name="square-pen")


def remark_band(remark: CommentShown) -> Frame:
    """Return a remark with its author."""
    who = f"{remark.author}·{remark.at.astimezone():%m-%d %H:%M}"
    where = _("钉在一个标注上") if remark.mark_id else ""
    return band(
        "accent",
        "",
        remark.text,
        line("·".join(filter(None, (who, where))), "caption"),
        icon_name="message-square",
    )
