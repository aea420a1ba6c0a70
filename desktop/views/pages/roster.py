"""The roster: who is in a class, one more, or a whole sheet after a dry run."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from desktop.base.progress import Progress
from desktop.base.wording import _
from desktop.records.queries.people import Account
from desktop.session.changes import Changes
from desktop.session.operations import roster
from desktop.session.operations.roster import Enrolled
from desktop.session.roster_file import RosterFault, RosterPlan, RosterRow
from desktop.session.session import Session
from desktop.views.dialogs.new_trainee import NewTraineeDialog
from desktop.views.dialogs.pins import PinsDialog
from desktop.views.models.rows import Cell, Column, RowsModel
from desktop.views.page import Navigator, Page
from desktop.views.theme.tokens import XL, L, M, S
from desktop.views.widgets.bands import band
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import clear, column, row
from desktop.views.widgets.cohorts import ClassChoice
from desktop.views.widgets.empty import empty
from desktop.views.widgets.labels import line
from desktop.views.widgets.tables import table


class RosterPage(Page):
    """The people of a class; a sheet may also be dropped here."""

    section = "roster"
    topics = frozenset({"roster"})

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        self.setAcceptDrops(True)
        self._plan: RosterPlan | None = None
        self._choice = ClassChoice(session)
        self._choice.class_chosen.connect(self._show_people)
        self._body = column(spacing=M)
        self._add = button(_("添加一人"), self._ask_trainee, icon_name="user-plus")
        self._import = button(_("导入名册"), self._choose_file, look="main", icon_name="file-spreadsheet")
        head = row(line(_("名册"), "page"), self._choice, None, self._add, self._import, spacing=L)
        whole = column(head, self._body, margin=XL, spacing=L)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._show_people()

    def refresh(self, _changes: Changes) -> None:
        """Show the people as they are now."""
        if self._plan is None:
            self._show_people()

    def read(self, path: Path) -> None:
        """Show the dry run of a sheet."""
        with self.calmly():
            self._plan = roster.read_roster(path)
            self._show_plan(self._plan)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls() and self._choice.class_id:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the sheet dropped."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.read(Path(paths[0]))

    def _show_people(self) -> None:
        self._plan = None
        clear(self._body)
        there = bool(self._choice.class_id)
        self._add.setEnabled(there)
        self._import.setEnabled(there)
        if not there:
            go = button(_("去建班"), self._to_class, look="main", size="large")
            self._body.addWidget(empty("school", _("还没有班级"), _("先建班，再导入名册。"), go))
            return
        people = roster.people(self.session, self._choice.class_id)
        if not people:
            words = _(
                "点“导入名册”选择 Excel 或 CSV，也可以直接把文件拖到这里。表头要有“姓名”，可以有“学号”“身份证号”“PIN”。"
            )
            self._body.addWidget(empty("file-spreadsheet", _("班里还没有学员"), words))
            return
        self._people: RowsModel[Account] = RowsModel(people_columns(), people)
        self._body.addWidget(
            line(_("在册 {n} 人。双击一行查看学员、重设 PIN 或办理退班。", n=len(people)), "quiet")
        )
        self._body.addWidget(table(self._people, says=_("名册"), opened=self._open, sortable=True), 1)

    def _show_plan(self, plan: RosterPlan) -> None:
        clear(self._body)
        encoding = {"xlsx": "Excel", "utf-8-sig": "UTF-8", "gb18030": "GB18030"}.get(
            plan.encoding, plan.encoding
        )
        name = _("{file}（{encoding}）", file=plan.path.name, encoding=encoding)
        again = button(_("换一个文件"), self._choose_file)
        back = button(_("不导入"), self._show_people)
        if plan.faults:
            title = _("{n} 处要改，还没有导入任何人", n=len(plan.faults))
            words = _("{name}：请在表格里改好这些格子，保存后重新选择文件。", name=name)
            self._body.addWidget(band("bad", title, words, row(again, back, None, spacing=S)))
            self._body.addWidget(table(RowsModel(fault_columns(), plan.faults), says=_("要改的格子")), 1)
            return
        title = _("检查通过，可以导入 {n} 人", n=len(plan.rows))
        words = _("{name}：学号已在班里的会跳过。没有填 PIN 的会自动生成。身份证号只保留后四位。", name=name)
        go = button(_("导入 {n} 人", n=len(plan.rows)), self._carry_out, look="main", icon_name="check")
        self._body.addWidget(band("good", title, words, row(go, again, back, None, spacing=S)))
        self._body.addWidget(table(RowsModel(row_columns(), plan.rows), says=_("将要导入的学员")), 1)
        go.setFocus()

    def _choose_file(self) -> None:
        kinds = _("名册 (*.xlsx *.csv *.txt);;所有文件 (*)")
        chosen, _filter = QFileDialog.getOpenFileName(self, _("选择名册"), "", kinds)
        if chosen:
            self.read(Path(chosen))

    def _carry_out(self) -> None:
        label = _("正在导入名册，为每个人生成加密的 PIN …")
        self.navigator.run(label, self._import_plan, self._imported)

    def _import_plan(self, progress: Progress) -> tuple[Enrolled, ...]:
        if self._plan is None:
            return ()
        return roster.import_roster(self.session, self._plan, self._choice.class_id, progress)

    def _imported(self, created: tuple[Enrolled, ...]) -> None:
        self._show_people()
        if created:
            PinsDialog(self, created).open()
        else:
            self.navigator.toast(_("这些学员都已经在班里了，没有新增。"), "accent")

    def _ask_trainee(self) -> None:
        cohort = self._choice.cohort()
        self._dialog = NewTraineeDialog(self, cohort.name if cohort else "")
        self._dialog.accepted.connect(self._add_trainee)
        self._dialog.open()

    def _add_trainee(self) -> None:
        name, number, pin = self._dialog.wanted()
        with self.calmly():
            created = roster.add_trainee(
                self.session, self._choice.class_id, name=name, number=number, pin=pin
            )
            PinsDialog(self, [created]).open()

    def _open(self, index: QModelIndex) -> None:
        account_id = self._people.row(index.row()).account_id
        self.navigator.go("trainee", class_id=self._choice.class_id, account_id=account_id)

    def _to_class(self) -> None:
        self.navigator.go("class")


def people_columns() -> list[Column[Account]]:
    """Return the columns of the people."""
    return [
        Column(_("姓名"), 160, _person_name, key=_person_key),
        Column(_("学号"), 160, _person_number, key=_number_key),
        Column(_("身份证后四位"), 140, _person_tail),
        Column(_("加入"), 140, _person_since),
        Column(_("上次登录"), 0, _person_last),
    ]


def fault_columns() -> list[Column[RosterFault]]:
    """Return the columns of what is wrong with a sheet."""
    return [
        Column(_("行"), 72, _fault_line, number=True),
        Column(_("列"), 140, _fault_column),
        Column(_("问题"), 0, _fault_message),
    ]


def row_columns() -> list[Column[RosterRow]]:
    """Return the columns of what would be imported."""
    return [
        Column(_("行"), 72, _row_line, number=True),
        Column(_("姓名"), 160, _row_name),
        Column(_("学号"), 160, _row_number),
        Column(_("身份证后四位"), 140, _row_tail),
        Column("PIN", 0, _row_pin),
    ]


def _person_name(shown: Account) -> Cell:
    return Cell(shown.name)


def _person_key(shown: Account) -> tuple[str, ...]:
    return shown.initials


def _person_number(shown: Account) -> Cell:
    return Cell(shown.number or "–")


def _number_key(shown: Account) -> str:
    return shown.number


def _person_tail(shown: Account) -> Cell:
    return Cell(shown.id_tail or "–")


def _person_since(shown: Account) -> Cell:
    return Cell(f"{shown.created_at.astimezone():%Y-%m-%d}")


def _person_last(shown: Account) -> Cell:
    if shown.signed_in_at is None:
        return Cell(_("还没有登录过"), token="quiet")
    return Cell(f"{shown.signed_in_at.astimezone():%Y-%m-%d %H:%M}")


def _fault_line(shown: RosterFault) -> Cell:
    return Cell(str(shown.line))


def _fault_column(shown: RosterFault) -> Cell:
    return Cell(shown.column)


def _fault_message(shown: RosterFault) -> Cell:
    return Cell(shown.message, "circle-alert", "bad")


def _row_line(shown: RosterRow) -> Cell:
    return Cell(str(shown.line))


def _row_name(shown: RosterRow) -> Cell:
    return Cell(shown.name)


def _row_number(shown: RosterRow) -> Cell:
    return Cell(shown.number or "–")


def _row_tail(shown: RosterRow) -> Cell:
    return Cell(shown.id_tail or "–")


def _row_pin(shown: RosterRow) -> Cell:
    return Cell(_("表里已填")) if shown.pin else Cell(_("自动生成"), token="quiet")
