"""The practical part of an assessment: the bench, the map of tasks, the clock. No scores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.annotation.shapes.base import Shape
from desktop.base.wording import _
from desktop.curriculum.items import Work
from desktop.curriculum.schema import Task
from desktop.curriculum.work_kinds import HAND_IN, kind_of_work
from desktop.session.shown import OpenAttempt, SittingShown, TaskLeft, TaskShown, TaskState
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XS, L, S
from desktop.views.widgets.bench.way_out import WayRound
from desktop.views.widgets.benches import Asking, Bench, Turning, Writing, make_bench
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Bar, Frame, column, row
from desktop.views.widgets.dots import Dots
from desktop.views.widgets.labels import line
from desktop.views.widgets.open_work import OpenTask, Unanswered
from desktop.views.widgets.watch import Remaining

COLUMNS = 36
MARKS: dict[TaskState, bool | None] = {"untouched": None, "begun": False, "handed_in": True}
#: Opens the task of an index, or returns None after telling why not.
Opener = Callable[[int], OpenAttempt | None]
#: Gives the task of an index as it was left, without opening it, or None after telling why not.
Looker = Callable[[int], TaskLeft | None]


class ExamTasks(QWidget):
    """``handed_in`` carries the attempt on the bench; ``closed`` asks to hand the part in."""

    handed_in = Signal(object)
    closed = Signal()
    rules_asked = Signal()

    def __init__(self, sitting: SittingShown, opener: Opener, looker: Looker) -> None:
        super().__init__()
        self._tasks = sitting.tasks
        self._opener, self._looker = opener, looker
        self._attempt: OpenAttempt | None = None
        self._bench: Bench | None = None
        self._writing: Writing | None = None
        self._asking: Asking | None = None
        #: The same bench, if its keys may ask for another task.
        self._turning: Turning | None = None
        self._bench_widget = QWidget()
        self._task: tuple[Task, Work] | None = None
        self.remaining = Remaining()
        self._title = line("", "title")
        self._section = line("", "quiet")
        self._count = line("", "quiet")
        self._map = Dots(len(self._tasks), columns=COLUMNS, neutral=True)
        self._map.chosen.connect(self.open_task)
        self._top, self._dots = self._bar(sitting), self._map_bar()
        self._frame = column(self._top, self._dots, spacing=0)
        self._frame.addWidget(self._bench_widget, 1)
        self.setLayout(self._frame)
        QShortcut(QKeySequence("F2"), self, self.rules_asked.emit)
        self._way = WayRound(self, self._bench_widget, lambda: (self._top, self._dots))
        self.open_task(self._first_open())

    def open_task(self, index: int) -> None:
        """Put a task on the bench; the one that lies there is kept as it is."""
        self._settle()
        attempt = self._opener(index)
        if attempt is None:
            return
        self._use_bench((attempt.schema.task, attempt.exercise.work))
        self._attempt = attempt
        if self._turning is not None:
            self._turning.offer_turning(len(self._following(index)))
        if self._bench is not None:
            self._bench.load(attempt)
        self._title.setText(attempt.exercise.title)
        words = _(HAND_IN[kind_of_work(attempt.exercise, attempt.schema)])
        self._hand_in.setText(words)
        self._hand_in.setAccessibleName(words)
        self._hand_in.setToolTip(_("{words}（Ctrl+Enter）", words=words))
        self._show_map(index)
        self._bench_widget.setFocus()

    def begin(self) -> None:
        """Let the tools' keys work at once."""
        self._bench_widget.setFocus()

    def show_sitting(self, sitting: SittingShown) -> None:
        """Show how the tasks stand now and go on to the next open one."""
        self._tasks = sitting.tasks
        # With nothing left to open the hand rests where it is.
        self.open_task(self._first_open() if self.open_tasks() else self._map.current)

    def go_to_unanswered(self, index: int) -> None:
        """Put a task on the bench, with the keyboard at what of it is not answered yet."""
        self.open_task(index)
        if self._asking is not None and self._asking.unanswered():
            self._asking.go_to_unanswered()

    def unfinished(self, open_in: Callable[[int], int]) -> list[OpenTask]:
        """Return the tasks that are not handed in or not wholly answered, in order, with what is open in words.

        ``open_in``: how many questions of the task of an index have no reply.
        """
        self._settle()
        found: list[OpenTask] = []
        for task in self._tasks:
            n = open_in(task.index)
            states = [
                _("没有提交") if task.state != "handed_in" else "",
                _("{n} 处没有作答", n=n) if n else "",
            ]
            if told := _("，").join(filter(None, states)):
                words = _("第 {n} 题 {title}：{open}", n=task.index + 1, title=task.title, open=told)
                found.append(OpenTask(task.index, words))
        return found

    def open_tasks(self) -> int:
        """Return how many tasks are not handed in."""
        return sum(task.state != "handed_in" for task in self._tasks)

    def _bar(self, sitting: SittingShown) -> Bar:
        bar = Bar()
        self._hand_in = button("", self._hand_in_pressed, look="main", icon_name="check")
        bar.add(line(sitting.name, "strong"), self._title, self._section, None, self.remaining)
        bar.add(button(_("规则"), self.rules_asked.emit, icon_name="book-open"))
        bar.add(self._hand_in, button(_("交卷"), self.closed.emit))
        return bar

    def _map_bar(self) -> Frame:
        frame = Frame("bar", margin=0)
        line_ = row(self._map, S, self._count, None)
        line_.setContentsMargins(theme().px(L), theme().px(XS), theme().px(L), theme().px(XS))
        frame.body.addLayout(line_)
        return frame

    def _use_bench(self, task: tuple[Task, Work]) -> None:
        if self._task == task:
            return
        bench, widget = make_bench(*task)
        bench.submitted.connect(self._hand_in_pressed)
        bench.rules_requested.connect(self.rules_asked)
        self._writing = bench if isinstance(bench, Writing) else None
        self._asking = bench if isinstance(bench, Asking) else None
        self._turning = bench if isinstance(bench, Turning) else None
        if self._turning is not None:
            self._turning.turned.connect(self._turn)
            self._turning.propagated.connect(self._propagate)
        self._frame.replaceWidget(self._bench_widget, widget)
        self._bench_widget.hide()
        self._bench_widget.deleteLater()
        self._bench, self._bench_widget, self._task = bench, widget, task
        self._frame.setStretchFactor(widget, 1)
        self._way.bench = widget

    def _turn(self, where: str) -> None:
        """Go to another task, round the ends: a neighbour, one not handed in, one with what is sought or with issues."""
        here = self._map.current
        n = len(self._tasks)
        backwards = where.startswith("previous")
        others = [(here + by) % n for by in (range(-1, -n, -1) if backwards else range(1, n))]
        if where.endswith(("match", "issue")):
            self._search(others, typed=where.endswith("match"))
            return
        wanted = [place for place in others if where != "open" or self._tasks[place].state != "handed_in"]
        if wanted:
            self.open_task(wanted[0])
        else:
            self._tell(_("别的都提交了。") if where == "open" else _("这一部分只有这一张。"))

    def _search(self, others: Sequence[int], *, typed: bool) -> None:
        """Go to the first of these tasks that has marks as typed over the list, or that has issues."""
        bench = self._turning
        if bench is None:
            return
        words = bench.sought() if typed else ""
        if typed and not words:
            self._tell(_("还没有写要找什么：按 ‹filter› 写下条件，再到别的图片上找。"))
            return
        for place in others:
            left = self._looker(place)
            if left is None:
                return
            if found := bench.found_in(left, words):
                self.open_task(place)
                if words and self._turning is not None:
                    self._turning.seek(words)
                self._tell(_("第 {n} 张：{found}。", n=place + 1, found=found))
                return
        none = _("别的图片上都没有问题：属性填了，画法符合规则，返修意见都动过。")
        self._tell(_("别的图片上都没有符合“{typed}”的标注。", typed=words) if words else none)

    def _following(self, index: int) -> list[int]:
        """Return the tasks after one that are not handed in."""
        return [task.index for task in self._tasks[index + 1 :] if task.state != "handed_in"]

    def _propagate(self, shapes: Sequence[Shape], times: int) -> None:
        """Put copies on the next tasks that are not handed in, one step each."""
        done, here = 0, self._map.current
        for place in self._following(here)[:times]:
            attempt = self._opener(place)
            if attempt is None:
                break
            self._tasks = tuple(
                replace(task, state="begun") if task.index == place else task for task in self._tasks
            )
            done += self._turning is not None and self._turning.put_on(attempt, shapes)
        self._show_map(here)
        self._tell(
            _("已复制到后面 {n} 张，每张一步撤销。", n=done)
            if done
            else _("后面的图片用的是别的类别，没有复制。")
        )

    def _tell(self, sentence: str) -> None:
        if self._turning is not None:
            self._turning.tell(sentence)

    def _hand_in_pressed(self) -> None:
        if self._attempt is None:
            return
        self._settle()
        if self._asking is not None and (words := self._asking.unanswered()):
            go = self._asking.go_to_unanswered
            Unanswered(self, words, go=go, hand_in=self._hand_in_now).open()
        else:
            self._hand_in_now()

    def _hand_in_now(self) -> None:
        if self._attempt is not None:
            self.handed_in.emit(self._attempt)

    def _settle(self) -> None:
        if self._writing is not None:
            self._writing.settle()

    def _first_open(self) -> int:
        return next((task.index for task in self._tasks if task.state != "handed_in"), 0)

    def _show_map(self, index: int) -> None:
        self._map.show_marks([self._mark(task, index) for task in self._tasks], index)
        self._section.setText(_section_words(self._tasks, index))
        total = len(self._tasks)
        self._count.setText(_("已提交 {n} / {total}", n=total - self.open_tasks(), total=total))

    def _mark(self, task: TaskShown, index: int) -> bool | None:
        return False if task.index == index and task.state == "untouched" else MARKS[task.state]


def _section_words(tasks: Sequence[TaskShown], index: int) -> str:
    """Return where a task stands in its section of the practical part; "" where the part has none."""
    task = tasks[index]
    if not task.section:
        return ""
    mine = [one.index for one in tasks if one.section == task.section]
    return _(
        "{title} {place}/{n} · 整项约 {minutes} 分钟",
        title=task.section,
        place=mine.index(index) + 1,
        n=len(mine),
        minutes=task.section_minutes,
    )
