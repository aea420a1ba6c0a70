"""The trainee's home: the order, the path, and the one thing to do next."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout

from desktop.base.figures import limit, percent, whole_percent
from desktop.base.wording import _
from desktop.curriculum.order import Order
from desktop.session.changes import Changes
from desktop.session.operations import learning
from desktop.session.session import Session
from desktop.session.shown import ActivityShown, ExamOffer, Home, Readiness, WeakPoint
from desktop.views.page import Navigator, Page
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, M, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Frame, card, column, row, scrolled
from desktop.views.widgets.charts import LIGHTS, IntervalBar, Lamp, ProgressLine
from desktop.views.widgets.chips import chip
from desktop.views.widgets.labels import glyph, line, paragraph
from desktop.views.widgets.leanings import leanings_card
from desktop.views.widgets.path import PathView

SIDE_WIDTH = 344
#: Activity kind -> page.
PAGES = {"lesson": "lesson", "theory": "theory", "drill": "drill", "practice": "bench"}


class HomePage(Page):
    """Order card on top, path at the left, next step and standing at the right."""

    topics = frozenset({"progress", "attempt", "sitting", "certificate"})

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        self._home = learning.home(session)
        self._kinds = {
            activity.activity_id: activity for module in self._home.modules for activity in module.activities
        }
        self._go_on: QPushButton | None = None
        self._body = column(spacing=L)
        self.setLayout(column(scrolled(self._body, margin=XL)))
        self._build()

    def enter(self) -> None:
        """Enter begins the next step."""
        if self._go_on is not None:
            self._go_on.setFocus()

    def refresh(self, _changes: Changes) -> None:
        """Show the path as it is now."""
        self.navigator.go("home")

    def _build(self) -> None:
        home = self._home
        path = card(
            row(
                line(_("学习路径"), "section"),
                None,
                line(_("完成 {done} / {total} 步", done=home.done, total=home.total), "quiet"),
            ),
            self._path(),
            margin=L,
            spacing=S,
        )
        side = self._side()
        middle = row(column(path, None), column(*side, None, spacing=M), spacing=L)
        middle.setStretch(0, 1)
        self._body.addWidget(order_card(home))
        self._body.addLayout(middle)
        self._body.addStretch(1)

    def _path(self) -> PathView:
        path = PathView(self._home.modules)
        path.opened.connect(self.open_activity)
        return path

    def _side(self) -> list[Frame]:
        home = self._home
        cards = [self._next_card(home.next_activity), readiness_card(home.readiness)]
        if home.weak_points:
            cards.append(self._weak_card(home.weak_points))
        if home.leanings is not None and home.leanings.exercises:
            cards.append(leanings_card(home.leanings))
        cards.append(self._exam_card(home.exam))
        if home.comments:
            latest = home.comments[0]
            cards.append(
                card(
                    row(
                        glyph("message-square", "accent"),
                        line(_("{name} 老师的批注", name=latest.author), "title"),
                        None,
                    ),
                    paragraph(latest.text),
                    line(latest.exercise_title, "caption"),
                    spacing=S,
                )
            )
        for each in cards:
            each.setFixedWidth(theme().px(SIDE_WIDTH))
        return cards

    def _next_card(self, activity: ActivityShown | None) -> Frame:
        today = _(
            "今天学了 {n} 分钟·一共 {total} 分钟", n=self._home.minutes_today, total=self._home.minutes_total
        )
        if activity is None:
            return self._all_done_card(today)
        title = _("接下来·约 {n} 分钟", n=activity.minutes) if activity.minutes else _("接下来")
        made = card(line(title, "caption"), paragraph(activity.title, "title"), spacing=S)
        if activity.why:
            made.add(paragraph(activity.why, "caption"))
        self._go_on = button(_("继续学习"), self._continue, look="main", size="hero", icon_name="play")
        made.add(self._go_on, line(today, "caption"))
        return made

    def _all_done_card(self, today: str) -> Frame:
        exam = self._home.exam
        words, act = {
            "open": (_("去考核"), self._exam),
            "running": (_("回到考核"), self._exam),
        }.get(exam.state, (_("看成绩"), self._result))
        made = card(line(_("学习内容都完成了"), "title"), spacing=S)
        if exam.state in {"open", "running"} or exam.sitting_id:
            self._go_on = button(words, act, look="main", size="hero", icon_name="clipboard-list")
            made.add(self._go_on)
        made.add(line(today, "caption"))
        return made

    def _weak_card(self, points: tuple[WeakPoint, ...]) -> Frame:
        made = card(line(_("薄弱点"), "title"), spacing=S)
        for point in points[:3]:
            words = column(
                line(point.name, "strong"),
                line(_("最近 {n} 次里错 {wrong} 次", n=point.n, wrong=point.wrong), "caption"),
                spacing=0,
            )
            go = button(_("练一练"), self._practise)
            go.setObjectName(point.activity_id)
            go.setAccessibleName(_("练一练：{name}", name=point.name))
            made.add(row(words, None, go))
        return made

    def _exam_card(self, offer: ExamOffer) -> Frame:
        titles = {
            "locked": ("lock", _("岗位能力考核·还没开放")),
            "open": ("clipboard-list", _("岗位能力考核·可以参加了")),
            "running": ("timer", _("考核正在进行")),
            "passed": ("award", _("考核合格")),
            "failed": ("rotate-ccw", _("考核这次没通过")),
            "waiting": ("hourglass", _("岗位能力考核·暂时不能再考")),
        }
        icon_name, title = titles[offer.state]
        tone = {"passed": "good", "failed": "caution", "open": "accent", "running": "accent"}.get(
            offer.state, "quiet"
        )
        made = card(row(glyph(icon_name, tone), line(title, "title"), None), spacing=S)
        for reason in offer.reasons[:3]:
            made.add(paragraph(reason, "quiet"))
        if self._home.next_activity is None:
            return made  # the big button does it
        if offer.state in {"open", "running"}:
            made.add(
                button(_("回到考核") if offer.state == "running" else _("去考核"), self._exam, size="large")
            )
        elif offer.state != "locked" and offer.sitting_id:
            made.add(button(_("看成绩"), self._result))
        return made

    def open_activity(self, activity_id: str) -> None:
        """Open a step of the path on the page of its kind."""
        activity = self._kinds.get(activity_id)
        if activity is not None and activity.kind in PAGES:
            self.navigator.go(PAGES[activity.kind], activity_id=activity_id)

    def _continue(self) -> None:
        if self._home.next_activity is not None:
            self.open_activity(self._home.next_activity.activity_id)

    def _practise(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.open_activity(sender.objectName())

    def _exam(self) -> None:
        self.navigator.go("exam")

    def _result(self) -> None:
        self.navigator.go("result", sitting_id=self._home.exam.sitting_id)


def order_card(home: Home) -> Frame:
    """Return the card of the order: who asks for what, and how far one is."""
    order = home.order
    title = row(line(order.name, "page"), chip(_("{level}", level=order.level), "accent"), None, spacing=M)
    asks = row(*demands(order), None, spacing=S)
    who = _(
        "{employer}·{post}·规则 {version}",
        employer=order.employer,
        post=order.post,
        version=order.rules_version,
    )
    words = column(line(who, "quiet"), title, asks, spacing=S)
    share = home.done / home.total if home.total else 0.0
    how_far: QVBoxLayout = column(
        row(line(_("总进度"), "quiet"), None, line(whole_percent(share), "title")),
        ProgressLine(home.done, home.total),
        line(_("完成 {done} 步，还有 {left} 步", done=home.done, left=home.total - home.done), "caption"),
        spacing=S,
    )
    made = card(margin=L)
    body = row(words, XL, how_far)
    body.setStretch(0, 3)
    body.setStretch(2, 1)
    made.body.addLayout(body)
    return made


def demands(order: Order) -> list[QLabel]:
    """Return what the employer accepts as chips."""
    accept = order.acceptance
    return [
        chip(_("准确率 ≥ {share}", share=limit(accept.accuracy))),
        chip(_("漏标率 ≤ {share}", share=limit(accept.miss_rate))),
        chip(_("每小时 ≥ {n} 个", n=f"{accept.units_per_hour:g}")),
    ]


def readiness_card(readiness: Readiness) -> Frame:
    """Return the readiness light with its number and n."""
    _icon, tone, word = LIGHTS[readiness.light]
    head = row(
        Lamp(readiness.light),
        column(line(_("考核准备度"), "quiet"), line(_(word), "title", tone=tone), spacing=0),
        None,
        column(
            line(percent(readiness.correct / readiness.n if readiness.n else None), "section"),
            line(_("n = {n}", n=readiness.n), "caption"),
            spacing=0,
        ),
    )
    made = card(head, spacing=S)
    if readiness.n:
        share = readiness.correct / readiness.n
        made.add(IntervalBar(share, readiness.lower, None, readiness.cut))
    made.add(paragraph(readiness.sentence, "quiet"))
    return made
