"""Two people's work on the same exercises beside each other: how far they agree, item by item, and a gold draft of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFileDialog, QGridLayout

from desktop.base.figures import percent
from desktop.base.wording import _
from desktop.session.changes import Changes
from desktop.session.measures import MeasureShown
from desktop.session.operations import agreement
from desktop.session.operations.agreement import Choices, ItemRow, Shown
from desktop.session.session import Session
from desktop.views.models.rows import Cell, Column, RowsModel
from desktop.views.page import Navigator, Page
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, M, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Frame, clear, column, row, scrolled
from desktop.views.widgets.empty import empty
from desktop.views.widgets.fields import Select
from desktop.views.widgets.labels import line, paragraph
from desktop.views.widgets.tables import table

LEAST_TABLE = 260
LEAST_PEOPLE = 2


class AgreementPage(Page):
    """Choose two people and what of their work; a row opens both over the material."""

    section = "attempts"
    topics = frozenset({"attempt", "roster"})

    def __init__(
        self,
        session: Session,
        navigator: Navigator,
        class_id: str,
        account_id: str = "",
        other_id: str = "",
        activity_id: str = "",
    ) -> None:
        super().__init__(session, navigator)
        self._class_id = class_id
        self._choices = Choices((), ())
        with self.calmly():
            self._choices = agreement.choices(session, class_id)
        workers = self._choices.workers
        people = [(each.account_id, _("{name}（{n} 题）", name=each.name, n=each.done)) for each in workers]
        self._first = Select(people, _("第一个人"))
        self._second = Select(people, _("第二个人"))
        self._activity = Select([("", _("全部练习")), *self._choices.activities], _("练习"))
        self._begin(account_id, other_id, activity_id)
        for field in (self._first, self._second, self._activity):
            field.currentIndexChanged.connect(self._reload)
        self._model: RowsModel[ItemRow] = RowsModel(item_columns())
        self._body = column(spacing=L)
        back = button(_("返回"), self._back, look="plain", icon_name="arrow-left")
        between = line(_("和"), "quiet")
        choice = row(self._first, between, self._second, self._activity, None, spacing=M)
        for widget in (self._first, between, self._second, self._activity):
            widget.setHidden(len(workers) < LEAST_PEOPLE)
        head = column(row(back, line(_("两人一致性"), "page"), None, spacing=L), choice, spacing=M)
        whole = column(head, scrolled(self._body, margin=0), margin=XL, spacing=L)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._reload()

    def refresh(self, _changes: Changes) -> None:
        """Show the comparison as it is now."""
        self._reload()

    def _begin(self, account_id: str, other_id: str, activity_id: str) -> None:
        self._first.choose(account_id)
        others = [each.account_id for each in self._choices.workers if each.account_id != self._chosen()[0]]
        self._second.choose(other_id or next(iter(others), ""))
        self._activity.choose(activity_id)

    def _chosen(self) -> tuple[str, str, str]:
        fields = (self._first, self._second, self._activity)
        first, second, activity = (str(field.currentData() or "") for field in fields)
        return first, second, activity

    def _reload(self) -> None:
        clear(self._body)
        if len(self._choices.workers) < LEAST_PEOPLE:
            words = _("有两个人各自做完同一道题以后，可以在这里对比：哪里一致，哪里有分歧，并存成金标草稿。")
            self._body.addWidget(empty("users", _("还没有两个人做过同一道题"), words))
            return
        first, second, activity = self._chosen()
        if first == second:
            words = _("左边和右边选的是同一个人。换一个人，就能看到两人的对比。")
            self._body.addWidget(empty("users", _("请选两个不同的人"), words))
            return
        with self.calmly():
            self._show(agreement.compare(self.session, self._class_id, first, second, activity))

    def _show(self, shown: Shown) -> None:
        self._body.addWidget(figures_card(shown))
        save = button(_("存成金标草稿"), self._save, look="main", icon_name="download")
        count = line(_("{n} 道两人都做过的题，分歧多的在前", n=len(shown.rows)), "section")
        self._body.addLayout(row(count, None, save))
        self._model = RowsModel(item_columns(), shown.rows)
        view = table(self._model, says=_("两人都做过的题"), opened=self._open)
        view.setMinimumHeight(theme().px(LEAST_TABLE))
        self._body.addWidget(view, 1)
        words = _("双击打开一题，看两人的标注叠在一起。比的是各人第一次提交，那时还没有看过金标。")
        if shown.changed:
            words += _("有 {n} 道题两人做的版本不同，没有算进来。", n=shown.changed)
        self._body.addWidget(paragraph(words, "caption"))

    def _open(self, index: QModelIndex) -> None:
        first, second, activity = self._chosen()
        self.navigator.go(
            "agreement_item",
            class_id=self._class_id,
            account_id=first,
            other_id=second,
            exercise_id=self._model.row(index.row()).exercise_id,
            activity_id=activity,
        )

    def _save(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("金标草稿存到哪个文件夹"), str(Path.home()))
        if not chosen:
            return
        first, second, activity = self._chosen()
        with self.calmly():
            written = agreement.save_drafts(
                self.session, self._class_id, (first, second), Path(chosen), activity_id=activity
            )
            self.navigator.toast(_("存好了 {n} 份金标草稿，分歧都列在里面。", n=len(written)))

    def _back(self) -> None:
        self.navigator.go("attempts")


def figures_card(shown: Shown) -> Frame:
    """Return the figures, each with what it means, two beside each other in a line."""
    made = Frame("card", margin=L, spacing=S)
    names = _("{a} 和 {b}", a=shown.names[0], b=shown.names[1])
    made.add(line(names, "section"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().px(L))
    grid.setVerticalSpacing(theme().px(S))
    for place, figure in enumerate(shown.figures):
        _add_figure(grid, place, figure)
    grid.setColumnStretch(1, 1)
    made.body.addLayout(grid)
    return made


def _add_figure(grid: QGridLayout, place: int, figure: MeasureShown) -> None:
    name = line(figure.name, "quiet")
    value = paragraph(figure.value, "emphasis")
    for widget in (name, value):
        widget.setToolTip(figure.meaning)
    grid.addWidget(name, place, 0)
    grid.addWidget(value, place, 1)


def item_columns() -> list[Column[ItemRow]]:
    """Return the columns of the exercises that both did."""
    return [
        Column(_("题目"), 0, _title),
        Column(_("对象"), 84, _things, number=True),
        Column(_("两人都标"), 100, _matched, number=True),
        Column(_("完全一致"), 150, _agreed, number=True),
        Column(_("分歧"), 84, _disagreements, number=True),
    ]


def _title(shown: ItemRow) -> Cell:
    return Cell(shown.title)


def _things(shown: ItemRow) -> Cell:
    return Cell(str(shown.found.things))


def _matched(shown: ItemRow) -> Cell:
    return Cell(str(shown.found.matched))


def _agreed(shown: ItemRow) -> Cell:
    found = shown.found
    if not found.things:
        return Cell(_("都没标"), token="quiet")
    return Cell(
        _("{share}（{k}/{n}）", share=percent(found.agreed / found.things), k=found.agreed, n=found.things)
    )


def _disagreements(shown: ItemRow) -> Cell:
    n = len(shown.found.disagreements)
    return Cell(str(n), token="caution" if n else "quiet")
