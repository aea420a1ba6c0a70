"""The scripted trainee: reads, answers, labels, errs, learns, and sits the assessment."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from desktop.base.wording import _
from desktop.curriculum.items import Exercise, TheoryItem
from desktop.curriculum.pack import Pack
from desktop.records.queries.attempts import open_attempts
from desktop.records.queries.sittings import running_sitting, sitting_answers
from desktop.session.desk import desk
from desktop.session.operations import exam, learning
from desktop.session.session import Session
from desktop.session.shown import ActivityShown
from desktop.views.demo.actor import Actor, LostError
from desktop.views.demo.clock import HastenedClock
from desktop.views.demo.drills import do_drill
from desktop.views.demo.labelling import NO_SLIPS, Slips, erase_all, label
from desktop.views.widgets.choices import OrderList
from desktop.views.widgets.item import ItemView, offered

SECONDS_A_LESSON = 480.0
SECONDS_AN_ITEM = 20.0
#: More steps than any course has: past it the script runs in a circle.
MOST_STEPS = 400


class Trainee:
    """A scripted trainee at the window; pictures are taken the first time something is seen."""

    def __init__(self, actor: Actor, session: Session, clock: HastenedClock) -> None:
        self._actor = actor
        self._session = session
        self._clock = clock
        self._seen: set[str] = set()
        self.wrong_answers = 0
        self.corrected = 0

    def sign_in(self, initials: str, pin: str) -> None:
        """Find one's name by its initials and type the PIN."""
        actor = self._actor
        actor.fill(_("查找自己的名字"), initials)
        self._picture("登录-找名字")
        actor.key(Qt.Key.Key_Return)
        actor.rest()
        self._picture("登录-PIN")
        actor.keys(pin)
        actor.key(Qt.Key.Key_Return)
        actor.wait(lambda: self._session.account is not None, "being signed in")
        actor.rest()

    def sign_out(self) -> None:
        """Leave the PC to the next person."""
        self._actor.press(_("退出登录"))
        self._actor.wait(lambda: self._session.account is None, "being signed out")
        self._actor.rest()

    def walk(self, *, until: Callable[[ActivityShown | None], bool]) -> None:
        """Do the next step of the path again and again, until the home page says it is enough."""
        for _step in range(MOST_STEPS):
            following = learning.home(self._session).next_activity
            if until(following) or following is None:
                return
            self._do(following)
        raise LostError("the path does not come to its end")

    def _do(self, step: ActivityShown) -> None:
        actor = self._actor
        actor.press(_("继续学习"))
        actor.rest()
        doings = {
            "lesson": self._lesson,
            "theory": self._theory,
            "drill": self._drill,
            "practice": self._practice,
        }
        doings[step.kind](step)

    def _lesson(self, _step: ActivityShown) -> None:
        self._picture("课程")
        self._clock.skip(SECONDS_A_LESSON)
        self._actor.press(_("读完了，继续"))

    def _theory(self, step: ActivityShown) -> None:
        shown = learning.open_theory(self._session, step.activity_id)
        left = [item for item in shown.items if item.id not in shown.answered]
        for place, item in enumerate(left):
            self._clock.skip(SECONDS_AN_ITEM)
            # One mistake in the first set, to see how it is explained.
            err = place == 1 and "理论-答错" not in self._seen and item.kind != "ordering"
            self._choose(item, right=not err)
            if item.kind not in {"single", "judgement"}:
                self._actor.press(_("确定"))
            if err:
                self.wrong_answers += 1
                self._picture("理论-答错")
            elif item.picture or any(choice.picture for choice in item.choices):
                self._picture("理论-看图题")
            else:
                self._picture("理论-答对")
            last = place == len(left) - 1
            self._actor.press(_("看结果") if last else _("下一题"))
        self._picture("理论-小结")
        self._home()

    def _drill(self, step: ActivityShown) -> None:
        self._picture("热身-" + step.title)
        do_drill(self._actor, self._clock)
        self._picture("热身完成-" + step.title)
        self._home()

    def _practice(self, step: ActivityShown) -> None:
        exercise = self._on_the_bench()
        kind = _kind(exercise)
        # Three slips in the first exercise of each kind, so that there is something to explain and to mend.
        slips = (
            NO_SLIPS
            if f"标注-{kind}" in self._seen
            else Slips(frozenset({0}), frozenset({2}), frozenset({1}))
        )
        label(self._actor, self._clock, exercise, slips)
        self._picture(f"标注-{kind}")
        self._actor.press(_("提交"))
        self._actor.rest()
        self._picture(f"反馈-{kind}" if slips is not NO_SLIPS else f"反馈-{kind}-全对")
        if slips is not NO_SLIPS:
            self._second_try(exercise)
        self._actor.press(_("返回"))
        self._actor.rest()
        del step

    def _second_try(self, exercise: Exercise) -> None:
        actor = self._actor
        actor.press(_("再改一次"))
        actor.rest()
        erase_all(actor, exercise)
        label(actor, self._clock, exercise)
        actor.press(_("提交"))
        actor.rest()
        self.corrected += 1
        self._picture(f"反馈-{_kind(exercise)}-改对了")

    def sit(self) -> str:
        """Sit the assessment from its offer to its result and return the sitting's id."""
        actor = self._actor
        self._picture("首页-可以考核")
        actor.press(_("去考核"))
        self._picture("考核-须知")
        actor.press(_("开始考核"))
        self._start(_("开始理论"))
        self._sit_theory()
        self._start(_("开始实操"))
        sitting_id = self._sit_practical()
        actor.rest()
        self._picture("成绩")
        return sitting_id

    def _start(self, words: str) -> None:
        self._actor.rest()
        if self._actor.sees(words):
            self._actor.press(words)
        self._actor.rest()

    def _sit_theory(self) -> None:
        actor = self._actor
        items = exam.resume(self._session).items
        for place, item in enumerate(items):
            self._clock.skip(SECONDS_AN_ITEM)
            # One wrong, so that the result has something to tell; never on a red line.
            self._choose(item, right=place != 3 or item.red_line)
            if place == 5:
                self._picture("考核-理论")
            if place < len(items) - 1:
                actor.press(_("下一题"))
        running = running_sitting(self._session.record, desk(self._session).account_id)
        if running is None or len(sitting_answers(self._session.record, running.sitting_id)) != len(items):
            raise LostError("not every theory answer was kept")
        self._hand_in_part("考核-交理论卷")

    def _sit_practical(self) -> str:
        actor = self._actor
        running = running_sitting(self._session.record, desk(self._session).account_id)
        if running is None:
            raise LostError("no sitting is running")
        tasks = exam.resume(self._session).tasks
        pack = self._pack()
        for task in tasks:
            slips = Slips(loose=frozenset({1})) if task.index == 2 else NO_SLIPS
            label(actor, self._clock, pack.exercises[task.exercise_id], slips)
            if task.index == 1:
                self._picture("考核-实操")
            actor.press(_("提交这一张"))
            actor.rest()
        self._hand_in_part("考核-交实操卷")
        return running.sitting_id

    def _hand_in_part(self, name: str) -> None:
        self._actor.press(_("交卷"))
        self._actor.wait(lambda: self._actor.application.activeModalWidget() is not None, "the question")
        self._picture(name)
        self._actor.press(_("交卷"))
        self._actor.rest()

    def _choose(self, item: TheoryItem, *, right: bool) -> None:
        actor = self._actor
        view = actor.find(ItemView)
        if view.item.id != item.id:
            raise LostError(f"expected item {item.id}, the screen shows {view.item.id}")
        if item.kind == "ordering":
            _put_in_order(actor, item)
            return
        places = [choice for choice, _text, _picture in offered(view.item)]
        wanted = set(item.answer)
        if not right:
            wanted = (
                {next(place for place in places if place not in wanted)}
                if len(places) > len(wanted)
                else set()
            )
        for place, choice in enumerate(places):
            if choice in wanted:
                actor.keys(str(place + 1), view)

    def _on_the_bench(self) -> Exercise:
        at = desk(self._session)
        attempt = open_attempts(self._session.record, at.account_id)[0]
        return at.pack.exercises[attempt.exercise_id]

    def _pack(self) -> Pack:
        return desk(self._session).pack

    def _home(self) -> None:
        """Go home by whatever button the page offers."""
        for words in (_("回到学习首页"), _("回首页"), _("继续学习路径"), _("返回")):
            if self._actor.sees(words):
                self._actor.press(words)
                break
        self._actor.rest()

    def _picture(self, name: str) -> None:
        if name not in self._seen:
            self._seen.add(name)
            self._actor.picture(name)


def _kind(exercise: Exercise) -> str:
    if exercise.media is None:
        return "文本"
    return "街景" if exercise.schema_id == "main" else "照片"


def _put_in_order(actor: Actor, item: TheoryItem) -> None:
    """Move each step up to its place with the buttons."""
    steps = actor.find(OrderList)
    for place, choice in enumerate(item.answer):
        now = steps.order().index(choice)
        steps.choose(now)
        for _move in range(now - place):
            actor.press(_("上移"))
