"""One trainee, as the instructor sees them: standing, sittings to release, attempts, PIN."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout

from desktop.base.figures import percent
from desktop.base.wording import _
from desktop.session.changes import Changes
from desktop.session.comparisons import Circle
from desktop.session.operations import board, certificates, review, roster, signin
from desktop.session.session import Session
from desktop.session.shown import AttemptRow, BoardRow, ResultShown
from desktop.views.dialogs.new_pin import PinDialog
from desktop.views.dialogs.question import Reason
from desktop.views.models.rows import RowsModel
from desktop.views.page import Navigator, Page, Tone
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, M, S
from desktop.views.widgets.attempt_list import attempt_columns
from desktop.views.widgets.bands import band
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Frame, card, clear, column, row, scrolled
from desktop.views.widgets.charts import LIGHTS, Lamp
from desktop.views.widgets.empty import empty
from desktop.views.widgets.labels import line, paragraph
from desktop.views.widgets.leanings import leanings_card
from desktop.views.widgets.tables import table
from desktop.views.widgets.tiles import Avatar

PAGE = 500
LEAST_TABLE = 280
OUTCOMES: dict[str, Tone] = {"distinction": "good", "pass": "good", "fail": "caution", "pending": "accent"}


class TraineePage(Page):
    """What the instructor needs before talking to somebody."""

    section = "class"
    topics = frozenset({"attempt", "progress", "sitting", "certificate", "account"})

    def __init__(self, session: Session, navigator: Navigator, class_id: str, account_id: str) -> None:
        super().__init__(session, navigator)
        self._class_id, self._account_id = class_id, account_id
        self._body = column(spacing=L)
        self.setLayout(column(scrolled(self._body, margin=XL)))
        self._build()

    def refresh(self, _changes: Changes) -> None:
        """Show the trainee as they are now."""
        with self.calmly():
            clear(self._body)
            self._build()

    def _build(self) -> None:
        shown = next(
            (
                each
                for each in board.board(self.session, self._class_id).rows
                if each.account_id == self._account_id
            ),
            None,
        )
        if shown is None:
            self._body.addWidget(
                empty("user", _("这名学员已不在班里"), _("记录都还在，可以在成绩复核里查看。"))
            )
            return
        attempts = review.attempts(
            self.session, class_id=self._class_id, account_id=self._account_id, limit=PAGE
        )
        self._body.addLayout(self._head(shown))
        cards = row(*facts(shown), spacing=M)
        for place, share in enumerate((1, 1, 2, 2)):
            cards.setStretch(place, share)
        self._body.addLayout(cards)
        # Not from the attempts: a retake of the theory alone has none.
        for sat in review.sittings_of(self.session, self._class_id, self._account_id):
            self._body.addWidget(self._sitting(sat))
        hints = review.leanings(self.session, self._class_id, self._account_id, shown.name)
        if hints is not None:
            self._body.addWidget(leanings_card(hints, self._see_circle))
        self._body.addWidget(line(_("提交的作业"), "section"))
        self._model: RowsModel[AttemptRow] = RowsModel(attempt_columns(with_name=False), attempts)
        if attempts:
            view = table(self._model, says=_("提交的作业"), opened=self._open)
            view.setMinimumHeight(theme().px(LEAST_TABLE))
            self._body.addWidget(view, 1)
        else:
            self._body.addWidget(empty("square-pen", _("还没有提交作业"), _("学员提交以后会出现在这里。")))

    def _head(self, shown: BoardRow) -> QHBoxLayout:
        self._name = shown.name
        return row(
            button(_("返回"), self._back, look="plain", icon_name="arrow-left"),
            Avatar(shown.name, "trainee", 44),
            line(shown.name, "page"),
            line(shown.number, "quiet"),
            None,
            button(_("和别人对比"), self._compare, icon_name="users"),
            button(_("重设 PIN"), self._ask_pin, icon_name="key-round"),
            button(_("退班"), self._ask_withdrawal, look="danger"),
        )

    def _sitting(self, shown: ResultShown) -> Frame:
        titles = {
            "distinction": _("考核优秀"),
            "pass": _("考核合格"),
            "fail": _("考核未通过"),
            "pending": _("等待讲师评分") if shown.open_points else _("考核判定中"),
        }
        state = _("等待发布") if shown.provisional else _("已发布")
        if shown.open_points:
            state = _("还有 {n} 项", n=shown.open_points)
        see = button(_("看成绩"), self._see)
        see.setObjectName(shown.sitting_id)
        buttons = [see]
        if shown.provisional and shown.outcome != "pending":
            release = button(_("发布成绩"), self._release, look="main")
            release.setObjectName(shown.sitting_id)
            buttons.append(release)
        elif shown.certificate is None and shown.outcome in {"pass", "distinction"}:
            issue = button(_("签发证书"), self._issue, look="main", icon_name="stamp")
            issue.setObjectName(shown.sitting_id)
            buttons.append(issue)
        numbers = _(
            "理论 {t}（n={tn}），实操 {p}（n={pn}）",
            t=percent(shown.theory.share),
            tn=shown.theory.n,
            p=percent(shown.practical.share),
            pn=shown.practical.n,
        )
        if shown.open_points:
            numbers = _("实操里有要由讲师来评的内容，评完才有结果。")
            buttons.append(button(_("去评分"), self._to_points, look="main", icon_name="arrow-right"))
        title = f"{titles[shown.outcome]}·{state}"
        tone = OUTCOMES[shown.outcome]
        return band(tone, title, numbers, row(*buttons, None, spacing=S))

    def _open(self, index: QModelIndex) -> None:
        self.navigator.go("review", attempt_id=self._model.row(index.row()).attempt_id)

    def _to_points(self) -> None:
        self.navigator.go("attempts", only="open")

    def _see_circle(self, circle: Circle) -> None:
        self.navigator.go("review", attempt_id=circle.attempt_id)

    def _compare(self) -> None:
        self.navigator.go("agreement", class_id=self._class_id, account_id=self._account_id)

    def _see(self) -> None:
        if (sender := self.sender()) is not None:
            self.navigator.go("result", sitting_id=sender.objectName())

    def _release(self) -> None:
        if (sender := self.sender()) is not None:
            with self.calmly():
                review.release(self.session, sender.objectName())
                self.navigator.toast(_("成绩已发布。"))

    def _issue(self) -> None:
        if (sender := self.sender()) is not None:
            with self.calmly():
                issued = certificates.issue(self.session, sender.objectName())
                self.navigator.toast(_("证书 {number} 已签发。", number=issued.number))

    def _ask_pin(self) -> None:
        self._pin = PinDialog(self, self._name)
        self._pin.accepted.connect(self._set_pin)
        self._pin.open()

    def _set_pin(self) -> None:
        with self.calmly():
            signin.change_pin(self.session, self._account_id, self._pin.pin())
            self.navigator.toast(_("新的 PIN 已生效，请告诉 {name}。", name=self._name))

    def _ask_withdrawal(self) -> None:
        words = _("学习记录会保留。退班人数会出现在班级报告里，请写明原因。")
        self._reason = Reason(self, _("{name} 退班", name=self._name), words, agree=_("退班"))
        self._reason.accepted.connect(self._withdraw)
        self._reason.open()

    def _withdraw(self) -> None:
        with self.calmly():
            roster.withdraw(self.session, self._class_id, self._account_id, self._reason.words())
            self._back()

    def _back(self) -> None:
        self.navigator.go("class")


def facts(shown: BoardRow) -> list[Frame]:
    """Return the standing in four cards."""
    light = shown.readiness
    accuracy = percent(shown.accuracy)
    return [
        card(line(_("学习时间"), "quiet"), line(_("{n} 分钟", n=shown.minutes), "section"), spacing=S),
        card(line(_("练习准确率（n={n}）", n=shown.units), "quiet"), line(accuracy, "section"), spacing=S),
        card(
            row(Lamp(light.light, 32), line(_(LIGHTS[light.light][2]), "section"), None, spacing=S),
            paragraph(light.sentence, "caption"),
            spacing=S,
        ),
        card(
            line(_("考核"), "quiet"),
            line(shown.exam or _("还没有考"), "section"),
            paragraph(shown.stuck, "caption"),
            spacing=S,
        ),
    ]
