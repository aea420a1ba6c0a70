"""The class board: a row a trainee, a column a module; who is ready, who is stuck."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QTableView, QWidget

from desktop.base.figures import percent
from desktop.base.wording import N_, _
from desktop.session.changes import Changes
from desktop.session.operations import board as board_verbs
from desktop.session.operations import points, roster
from desktop.session.session import Session
from desktop.session.shown import Board, BoardRow
from desktop.views.dialogs.new_class import NewClassDialog
from desktop.views.models.rows import Cell, Column, RowsModel
from desktop.views.page import Navigator, Page
from desktop.views.theme.tokens import XL, L, M, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import clear, column, row
from desktop.views.widgets.charts import LIGHTS
from desktop.views.widgets.chips import chip
from desktop.views.widgets.cohorts import ClassChoice, remember_class
from desktop.views.widgets.empty import empty
from desktop.views.widgets.labels import line
from desktop.views.widgets.tables import table

#: State of a module -> icon, colour token, word.
STATES = {
    "done": ("circle-check", "good", N_("已完成")),
    "now": ("circle-dot", "accent", N_("进行中")),
    "stuck": ("triangle-alert", "caution", N_("卡住了")),
    "locked": ("circle-dashed", "quiet", N_("未开放")),
}
MODULE_WIDTH = 74
MOST_TITLE = 8
LIGHT_ORDER = {"none": 0, "red": 1, "amber": 2, "green": 3}


class ClassPage(Page):
    """Everybody at a glance; a row opens the trainee."""

    section = "class"
    topics = frozenset({"class", "roster", "progress", "attempt", "sitting"})

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        self._choice = ClassChoice(session)
        self._choice.class_chosen.connect(self._show)
        self._body = column(spacing=M)
        self._model: RowsModel[BoardRow] | None = None
        head = row(
            line(_("班级"), "page"),
            self._choice,
            None,
            button(_("新建班级"), self._new_class, icon_name="plus"),
            spacing=L,
        )
        whole = column(head, self._body, margin=XL, spacing=L)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._show()

    def refresh(self, _changes: Changes) -> None:
        """Show the board as it is now."""
        self._show()

    def _show(self) -> None:
        clear(self._body)
        if not self._choice.class_id:
            create = button(_("新建班级"), self._new_class, look="main", size="large", icon_name="plus")
            words = _("先选一个订单建班，再导入名册。学员登录后就能开始学。")
            self._body.addWidget(empty("school", _("还没有班级"), words, create))
            return
        with self.calmly():
            shown = board_verbs.board(self.session, self._choice.class_id)
            if shown.rows:
                self._body.addLayout(row(*summary(shown), None, *self._waiting(), spacing=S))
                self._body.addWidget(self._table(shown), 1)
                self._body.addWidget(line(_("双击一行，看这名学员的作业和考核。点列名排序。"), "caption"))
            else:
                go = button(
                    _("导入名册"), self._to_roster, look="main", size="large", icon_name="file-spreadsheet"
                )
                words = _("把办公室给的 Excel 名册导进来，系统会先检查再导入。")
                self._body.addWidget(empty("users", _("班里还没有学员"), words, go))

    def _waiting(self) -> list[QWidget]:
        """Return the way to the work that waits for points, where there is any."""
        works, n = points.waiting(self.session, self._choice.class_id)
        if not works:
            return []
        words = _("{works} 份作业、{n} 项待讲师评分", works=works, n=n)
        return [button(words, self._to_waiting, icon_name="hourglass")]

    def _to_waiting(self) -> None:
        self.navigator.go("attempts", only="open")

    def _table(self, shown: Board) -> QTableView:
        self._model = RowsModel(board_columns(shown), shown.rows)
        says = _("{name} 班级看板", name=shown.class_name)
        return table(self._model, says=says, opened=self._open, sortable=True, head_lines=2)

    def _open(self, index: QModelIndex) -> None:
        if self._model is not None:
            account_id = self._model.row(index.row()).account_id
            self.navigator.go("trainee", class_id=self._choice.class_id, account_id=account_id)

    def _to_roster(self) -> None:
        self.navigator.go("roster")

    def _new_class(self) -> None:
        number = max((cohort.number for cohort in self._choice.cohorts), default=0) + 1
        self._dialog = NewClassDialog(self, self.session.shelf.packs(), number)
        self._dialog.accepted.connect(self._create)
        self._dialog.open()

    def _create(self) -> None:
        number, name, pack_id = self._dialog.wanted()
        with self.calmly():
            remember_class(roster.create_class(self.session, number=number, name=name, pack_id=pack_id))
            self.navigator.go("class")
            self.navigator.toast(_("班级建好了，接着导入名册。"))


def summary(shown: Board) -> list[QWidget]:
    """Return what stands above the table: how many, how many ready, stuck, passed."""
    rows = shown.rows
    ready = sum(each.readiness.light == "green" for each in rows)
    stuck = sum(bool(each.stuck) for each in rows)
    return [
        line(shown.order_name, "title"),
        chip(_("在册 {n} 人", n=len(rows))),
        chip(_("可以考核 {n} 人", n=ready), "good" if ready else "plain"),
        chip(_("需要帮助 {n} 人", n=stuck), "caution" if stuck else "plain"),
        chip(_("已考 {n} 人", n=sum(bool(each.exam) for each in rows))),
    ]


def board_columns(shown: Board) -> list[Column[BoardRow]]:
    """Return the columns of the board."""
    modules = [
        Column(short(title), MODULE_WIDTH, ModuleCell(place), key=ModuleKey(place), hint=title)
        for place, title in enumerate(shown.modules)
    ]
    return [
        Column(_("姓名"), 84, _name, key=_name_key),
        *modules,
        Column(_("学习"), 72, _minutes, number=True, key=_minutes_key),
        Column(_("准确率"), 132, _accuracy, number=True, key=_accuracy_key),
        Column(_("准备度"), 116, _readiness, key=_readiness_key),
        Column(_("考核"), 92, _exam, key=_exam_key),
        Column(_("提醒"), 0, _stuck, key=_stuck_key),
    ]


def short(title: str) -> str:
    """Return a title that fits two lines of a narrow column."""
    return title if len(title) <= MOST_TITLE else f"{title[: MOST_TITLE - 1]}…"


class ModuleCell:
    """The cell of one module: shape and colour say the state, the text says how far."""

    def __init__(self, place: int) -> None:
        self._place = place

    def __call__(self, shown: BoardRow) -> Cell:
        """Return the cell of a row."""
        cell = shown.cells[self._place]
        icon_name, token, word = STATES[cell.state]
        return Cell(cell.text, icon_name, token, f"{_(word)} {cell.text}")


class ModuleKey:
    """Sorts a module's column by how far people are."""

    def __init__(self, place: int) -> None:
        self._place = place

    def __call__(self, shown: BoardRow) -> tuple[int, str]:
        """Return the key of a row."""
        cell = shown.cells[self._place]
        return ("locked", "stuck", "now", "done").index(cell.state), cell.text


def _name(shown: BoardRow) -> Cell:
    return Cell(shown.name, hint=f"{shown.name} {shown.number}")


def _name_key(shown: BoardRow) -> str:
    return shown.number or shown.name


def _minutes(shown: BoardRow) -> Cell:
    return Cell(_("{n} 分", n=shown.minutes))


def _minutes_key(shown: BoardRow) -> int:
    return shown.minutes


def _accuracy(shown: BoardRow) -> Cell:
    if shown.accuracy is None:
        return Cell("–", token="quiet")
    return Cell(f"{percent(shown.accuracy)}  n={shown.units}")


def _accuracy_key(shown: BoardRow) -> float:
    return -1.0 if shown.accuracy is None else shown.accuracy


def _readiness(shown: BoardRow) -> Cell:
    icon_name, token, word = LIGHTS[shown.readiness.light]
    return Cell(_(word), icon_name, token, shown.readiness.sentence)


def _readiness_key(shown: BoardRow) -> tuple[int, float]:
    return LIGHT_ORDER[shown.readiness.light], shown.readiness.lower or 0.0


def _exam(shown: BoardRow) -> Cell:
    return Cell(shown.exam or "–", token="" if shown.exam else "quiet")


def _exam_key(shown: BoardRow) -> str:
    return shown.exam


def _stuck(shown: BoardRow) -> Cell:
    return Cell(shown.stuck, "triangle-alert" if shown.stuck else "", "caution" if shown.stuck else "")


def _stuck_key(shown: BoardRow) -> bool:
    return not shown.stuck
