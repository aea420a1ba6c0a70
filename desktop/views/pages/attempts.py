"""Review of results: every attempt of a class, sorted by the record, opened by a double-click."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QModelIndex

from desktop.base.wording import _
from desktop.records.queries.attempts import Mode, Sort
from desktop.session.changes import Changes
from desktop.session.operations import review
from desktop.session.session import Session
from desktop.session.shown import AttemptRow
from desktop.views.models.rows import RowsModel
from desktop.views.page import Navigator, Page
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, M
from desktop.views.widgets.attempt_list import attempt_columns
from desktop.views.widgets.buttons import Segments, button
from desktop.views.widgets.cards import clear, column, row
from desktop.views.widgets.cohorts import ClassChoice
from desktop.views.widgets.empty import empty
from desktop.views.widgets.fields import Select
from desktop.views.widgets.labels import line
from desktop.views.widgets.tables import table

PAGE = 200
SORT_LETTERS = 10
#: Above this type scale one row is too short for all that chooses.
ROOMY = 1.25
#: The list of what waits for points, the longest waiting first.
WAITING = "open"


class AttemptsPage(Page):
    """The list to review, two hundred at a time."""

    section = "attempts"
    topics = frozenset({"attempt"})

    def __init__(self, session: Session, navigator: Navigator, only: str = "") -> None:
        super().__init__(session, navigator)
        self._rows: list[AttemptRow] = []
        self._choice = ClassChoice(session)
        self._choice.class_chosen.connect(self._reload)
        self._mode = Segments(
            [
                ("", _("全部")),
                ("practice", _("练习")),
                ("exam", _("考核")),
                (WAITING, _("待评分")),
            ],
            only,
            says=_("类型"),
        )
        self._mode.chosen.connect(self._reload)
        sorts = [
            ("latest", _("最近提交")),
            ("worst", _("准确率从低到高")),
            ("findings", _("问题最多")),
            ("name", _("按姓名")),
            ("exercise", _("按题目")),
        ]
        self._sort = Select(sorts, _("排序"))
        # At large type the row is full: this one gives way first, its list shows the words whole.
        self._sort.setSizeAdjustPolicy(Select.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._sort.setMinimumContentsLength(SORT_LETTERS)
        self._sort.currentIndexChanged.connect(self._reload)
        self._model: RowsModel[AttemptRow] = RowsModel(attempt_columns(with_name=True))
        self._body = column(spacing=M)
        title = line(_("成绩复核"), "page")
        if theme().scale <= ROOMY:
            head = [row(title, self._choice, None, self._mode, self._sort, spacing=L)]
        else:
            # Four kinds and the order do not fit beside the class at the largest type.
            head = [row(title, self._choice, None, spacing=L), row(self._mode, None, self._sort, spacing=L)]
        whole = column(*head, self._body, margin=XL, spacing=L)
        whole.setStretch(len(head), 1)
        self.setLayout(whole)
        self._reload()

    def refresh(self, _changes: Changes) -> None:
        """Show the attempts as they are now."""
        self._reload()

    def _reload(self) -> None:
        clear(self._body)
        # What waits stands in the order in which it waits.
        self._sort.setVisible(self._mode.current() != WAITING)
        self._rows = self._load(0) if self._choice.class_id else []
        if not self._rows and self._mode.current() == WAITING:
            words = _("检查单里要由讲师来评的作业会排在这里，等得最久的在前。")
            self._body.addWidget(empty("circle-check", _("没有等待评分的作业"), words))
            return
        if not self._rows:
            words = _("学员提交作业以后会出现在这里。双击可以对照金标准复核、批注、更正。")
            self._body.addWidget(empty("clipboard-check", _("还没有作业"), words))
            return
        self._model = RowsModel(attempt_columns(with_name=True), self._rows)
        self._body.addWidget(table(self._model, says=_("提交的作业"), opened=self._open), 1)
        self._more = button(_("再显示 {n} 条", n=PAGE), self._load_more)
        if len(self._rows) < PAGE:
            self._more.hide()
        self._count = line(_("显示 {n} 份作业。双击打开。", n=len(self._rows)), "caption")
        together = button(_("两人一致性"), self._compare, icon_name="users")
        self._body.addLayout(row(self._count, None, self._more, together))

    def _load(self, offset: int) -> list[AttemptRow]:
        found: list[AttemptRow] = []
        waiting = self._mode.current() == WAITING
        with self.calmly():
            found += review.attempts(
                self.session,
                class_id=self._choice.class_id,
                mode=cast("Mode | None", None if waiting else self._mode.current() or None),
                open_only=waiting,
                sort="oldest" if waiting else cast("Sort", self._sort.currentData()),
                offset=offset,
                limit=PAGE,
            )
        return found

    def _load_more(self) -> None:
        found = self._load(len(self._rows))
        self._rows += found
        self._model.show(self._rows)
        self._more.setVisible(len(found) == PAGE)
        self._count.setText(_("显示 {n} 份作业。双击打开。", n=len(self._rows)))

    def _compare(self) -> None:
        self.navigator.go("agreement", class_id=self._choice.class_id)

    def _open(self, index: QModelIndex) -> None:
        self.navigator.go("review", attempt_id=self._model.row(index.row()).attempt_id)
