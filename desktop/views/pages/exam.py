"""The assessment: rules first, then theory, then labelling. Quiet: no scores, no lock, nothing that moves."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.annotation.document import Document
from desktop.assessment.sitting import Part
from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.curriculum.work_kinds import WorkKind, counted
from desktop.session.desk import desk
from desktop.session.exam_terms import exam_terms
from desktop.session.operations import exam, learning
from desktop.session.session import Session
from desktop.session.shown import OpenAttempt, SittingShown, TaskLeft
from desktop.session.two_people import open_places
from desktop.views.dialogs.question import Question
from desktop.views.page import Navigator, Page
from desktop.views.widgets.cards import clear, column
from desktop.views.widgets.exam_intro import ExamIntro
from desktop.views.widgets.exam_tasks import ExamTasks
from desktop.views.widgets.exam_theory import ExamTheory
from desktop.views.widgets.open_work import HandInAll

#: Milliseconds between heartbeats: a power cut costs at most this much of somebody's time.
HEARTBEAT = 10_000


class ExamPage(Page):
    """What is shown follows from the sitting alone, so that it is the same after a crash."""

    chrome = "quiet"
    may_lock = False

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        self._view: QWidget | None = None
        self._sitting: SittingShown | None = None
        self._body: QVBoxLayout = column(spacing=0)
        self.setLayout(self._body)
        self._pulse = QTimer(self)
        self._pulse.setInterval(HEARTBEAT)
        self._pulse.timeout.connect(self._beat)
        running = exam.running(session)
        if running is None:
            self._offer()
        elif running.part == "closed":
            self._sitting = running
        else:
            self._show(running)

    def enter(self) -> None:
        """Begin the heartbeat of a running sitting; end one whose power went between the last part and the end."""
        if self._sitting is not None and self._sitting.part == "closed":
            self._finish()
            return
        if self._sitting is not None:
            self._pulse.start()
        self._give_keys()

    def leave(self) -> None:
        """Stop the heartbeat; the sitting goes on."""
        self._pulse.stop()
        if isinstance(self._view, (ExamTheory, ExamTasks)):
            self._view.remaining.stop()

    def _offer(self) -> None:
        facts = exam_terms(desk(self.session).pack)
        self._put(ExamIntro(_("岗位能力考核"), facts, _("开始考核"), self._begin, self.navigator.home))

    def _begin(self) -> None:
        with self.calmly():
            sitting = exam.begin(self.session)
            self._pulse.start()
            self._show(exam.start_part(self.session, _first_part(sitting)))

    def _show(self, sitting: SittingShown) -> None:
        self._sitting = sitting
        # What asks about the part before would answer for the next one.
        for asking in self.findChildren(QDialog):
            asking.reject()
        if sitting.part == "closed":
            self._finish()
        elif sitting.part == "intro" or sitting.seconds_left <= 0:
            self._between(sitting)
        elif sitting.part == "theory":
            self._put_theory(sitting)
        else:
            self._put_tasks(sitting)

    def _between(self, sitting: SittingShown) -> None:
        part = _first_part(sitting) if sitting.part == "intro" else sitting.part
        if part == "practical":
            facts = [
                (_("下面是"), _("实操部分")),
                (_("任务"), counted(sitting.kind, len(sitting.tasks))),
                (_("时间"), _("{n} 分钟", n=sitting.practical_minutes)),
                *_sections(sitting),
            ]
            words = _("开始实操")
        else:
            facts = [
                (_("下面是"), _("理论部分")),
                (_("题目"), _("{n} 题", n=len(sitting.items))),
                (_("时间"), _("{n} 分钟", n=sitting.theory_minutes)),
            ]
            words = _("开始理论")
        self._put(ExamIntro(_("岗位能力考核"), facts, words, self._start_due, None))

    def _start_due(self) -> None:
        if self._sitting is None:
            return
        with self.calmly():
            part: Part = _first_part(self._sitting) if self._sitting.part != "practical" else "practical"
            self._show(exam.start_part(self.session, part))

    def _put_theory(self, sitting: SittingShown) -> None:
        view = ExamTheory(sitting, self._media, self._keep)
        view.closed.connect(self._ask_theory)
        view.remaining.set_left(sitting.seconds_left)
        view.remaining.over.connect(self._beat)
        self._put(view)

    def _put_tasks(self, sitting: SittingShown) -> None:
        view = ExamTasks(sitting, self._open_task, self._look_at_task)
        view.handed_in.connect(self._hand_in)
        view.closed.connect(self._ask_tasks)
        view.rules_asked.connect(self._rules)
        view.remaining.set_left(sitting.seconds_left)
        view.remaining.over.connect(self._beat)
        self._put(view)

    def _beat(self) -> None:
        with self.calmly():
            sitting = exam.heartbeat(self.session)
            before, self._sitting = self._sitting, sitting
            if before is None or sitting.part != before.part or sitting.seconds_left <= 0:
                self.navigator.toast(_("时间到，这一部分已经自动交卷。"), "caution")
                self._show(sitting)
            elif isinstance(self._view, (ExamTheory, ExamTasks)):
                self._view.remaining.set_left(sitting.seconds_left)

    def _keep(self, item_id: str, chosen: tuple[str, ...]) -> bool:
        try:
            exam.answer(self.session, item_id, chosen)
        except KnownError as fault:
            self.navigator.explain(fault)
            return False
        return True

    def _open_task(self, index: int) -> OpenAttempt | None:
        try:
            return exam.open_task(self.session, index)
        except KnownError as fault:
            self.navigator.explain(fault)
            return None

    def _look_at_task(self, index: int) -> TaskLeft | None:
        try:
            return exam.look_at(self.session, index)
        except KnownError as fault:
            self.navigator.explain(fault)
            return None

    def _hand_in(self, attempt: OpenAttempt) -> None:
        with self.calmly():
            sitting = exam.hand_in(self.session, attempt)
            self._sitting = sitting
            if isinstance(self._view, ExamTasks):
                self._view.show_sitting(sitting)
                if not self._view.open_tasks():
                    self.navigator.toast(_("全部提交了。可以检查，或点“交卷”。"))

    def _ask_theory(self) -> None:
        left = self._view.open_items() if isinstance(self._view, ExamTheory) else 0
        words = _("还有 {n} 题没有作答。", n=left) if left else _("所有题目都已作答。")
        self._ask(_("交理论卷？"), words)

    def _ask_tasks(self) -> None:
        view, sitting = self._view, self._sitting
        if not isinstance(view, ExamTasks) or sitting is None:
            return
        with self.calmly():
            unfinished = view.unfinished(self._open_in)
            if not unfinished:
                self._ask(_("交实操卷？"), _("所有任务都已提交。"))
                return
            HandInAll(
                self,
                _("交实操卷？"),
                _unfinished_words(view, sitting.kind, len(unfinished)) + _("交卷后不能再修改。"),
                tasks=unfinished,
                go=view.go_to_unanswered,
                hand_in=self._close_part,
            ).open()

    def _open_in(self, index: int) -> int:
        """Return how much of a task is still open; of one that cannot be looked at, its state says enough."""
        try:
            left = exam.look_at(self.session, index)
        except KnownError:
            return 0
        return open_places(left.exercise, left.schema, Document(left.marks))

    def _ask(self, title: str, words: str) -> None:
        text = words + _("交卷后不能再修改。")
        Question(self, title, text, agree=_("交卷"), yes=self._close_part).open()

    def _close_part(self) -> None:
        with self.calmly():
            self._show(exam.close_part(self.session))

    def _finish(self) -> None:
        self._pulse.stop()
        with self.calmly():
            done = exam.finish(self.session)
            self.navigator.go("result", sitting_id=done.sitting_id)

    def _rules(self) -> None:
        with self.calmly():
            self.navigator.show_rules(learning.clauses(self.session))

    def _media(self, path: str) -> bytes:
        return learning.media(self.session, path)

    def _put(self, view: QWidget) -> None:
        if isinstance(self._view, (ExamTheory, ExamTasks)):
            self._view.remaining.stop()
        clear(self._body)
        self._view = view
        self._body.addWidget(view, 1)
        # The layout would show it only with the next event, and what is not visible cannot take the focus.
        view.show()
        self._give_keys()

    def _give_keys(self) -> None:
        """Give the keyboard to the first thing to do."""
        if isinstance(self._view, ExamIntro):
            self._view.start.setFocus()
        elif isinstance(self._view, ExamTasks):
            self._view.begin()
        elif self._view is not None:
            self._view.setFocus()


def _unfinished_words(view: ExamTasks, kind: WorkKind, unfinished: int) -> str:
    """Return what would be handed in as it is."""
    left = view.open_tasks()
    told = []
    if left:
        told.append(_("还有 {tasks}没有提交，会按现在的样子交上去。", tasks=counted(kind, left)))
    if unfinished > left:
        told.append(_("有 {tasks}提交了但没有答完。", tasks=counted(kind, unfinished - left)))
    return "".join(told)


def _sections(sitting: SittingShown) -> list[tuple[str, str]]:
    """Return each section of the practical part with its tasks and the time meant for it; nothing where there are none."""
    counts = Counter((task.section, task.section_minutes) for task in sitting.tasks if task.section)
    return [
        (title, _("{n} 题，约 {minutes} 分钟", n=n, minutes=minutes))
        for (title, minutes), n in counts.items()
    ]


def _first_part(sitting: SittingShown) -> Part:
    return "theory" if sitting.theory_minutes else "practical"
