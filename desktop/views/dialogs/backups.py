"""Backups: make one now, here or on a stick; put one back, with a look at what is in it first."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.session.operations import backups
from desktop.session.operations.backups import Backup, Content
from desktop.session.session import Session
from desktop.views.dialogs.fault import tell
from desktop.views.dialogs.question import Question
from desktop.views.page import Navigator
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, XS, L, M, S
from desktop.views.widgets.bands import band
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Frame, card, clear, column, row, scrolled
from desktop.views.widgets.empty import empty
from desktop.views.widgets.labels import line, paragraph

WIDTH, LIST_HEIGHT = 640, 300


class BackupsDialog(QDialog):
    """The copies in a folder, this PC's own at first."""

    def __init__(self, session: Session, navigator: Navigator, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._navigator = session, navigator
        self._folder: Path | None = None
        self.setWindowTitle(_("备份与恢复"))
        self.setAccessibleName(_("备份与恢复"))
        self._told = column(spacing=S)
        self._where = line("", "caption")
        self._rows = column(spacing=S)
        copies = scrolled(self._rows, margin=0)
        copies.setFixedHeight(theme().px(LIST_HEIGHT))
        now = button(_("现在备份"), self._make, look="main", icon_name="save")
        self.setLayout(
            column(
                line(_("备份与恢复"), "section"),
                paragraph(_("备份里有全部训练记录。签名密钥不在里面，请按部署说明另外保管。"), "emphasis"),
                row(
                    now,
                    button(_("备份到优盘 …"), self._make_elsewhere),
                    None,
                    button(_("看别处的备份 …"), self._look_elsewhere, look="plain", icon_name="folder-open"),
                    spacing=S,
                ),
                self._told,
                self._where,
                copies,
                L,
                row(None, button(_("关闭"), self.accept)),
                margin=XL,
                spacing=M,
            )
        )
        self.setFixedWidth(theme().px(WIDTH))
        self._show()
        now.setFocus()

    def look_in(self, folder: Path) -> None:
        """Show the copies of a folder."""
        self._folder = folder
        self._show()

    def make_in(self, folder: Path | None) -> None:
        """Make a copy in a folder and say where it lies."""
        try:
            made = backups.make(self._session, folder)
        except KnownError as fault:
            tell(fault, self)
            return
        self._say(band("good", _("备份好了，已核对。"), str(made)))
        self._show()

    def _say(self, said: Frame) -> None:
        clear(self._told)
        self._told.addWidget(said)

    def _show(self) -> None:
        clear(self._rows)
        try:
            found = backups.kept(self._session, self._folder)
        except KnownError as fault:
            tell(fault, self)
            found = ()
        self._where.setText(str(self._folder or self._session.places.backups))
        for each in found:
            self._rows.addWidget(self._card(each))
        if not found:
            words = _("退出程序时会自动备份；也可以点上面的“现在备份”。")
            self._rows.addWidget(empty("archive", _("这里还没有备份"), words))
        self._rows.addStretch(1)

    def _card(self, each: Backup) -> Frame:
        made = f"{each.made_at.astimezone():%Y-%m-%d %H:%M}"
        words = column(
            line(made, "title"), line(_("{size:.1f} MB", size=each.megabytes), "caption"), spacing=XS
        )
        back = button(_("恢复 …"), partial(self._ask, each))
        back.setAccessibleName(_("恢复 {made} 的备份", made=made))
        return card(row(words, None, back, spacing=M))

    def _make(self) -> None:
        self.make_in(None)

    def _make_elsewhere(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self, _("备份到哪个文件夹")):
            self.make_in(Path(chosen))

    def _look_elsewhere(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self, _("看哪个文件夹里的备份")):
            self.look_in(Path(chosen))

    def _ask(self, each: Backup) -> None:
        try:
            content = backups.look_at(self._session, each.path)
        except KnownError as fault:
            tell(fault, self)
            return
        asked = Question(
            self,
            _("恢复 {made} 的备份？", made=f"{each.made_at.astimezone():%Y-%m-%d %H:%M}"),
            described(content),
            agree=_("恢复"),
            yes=partial(self._put_back, each),
        )
        asked.open()

    def _put_back(self, each: Backup) -> None:
        try:
            backups.put_back(self._session, each.path)
        except KnownError as fault:
            tell(fault, self)
            self._show()
            return
        self.accept()
        self._navigator.home()
        self._navigator.toast(_("已恢复。请重新登录。"))


def described(content: Content) -> str:
    """Say what is in a copy and what putting it back does."""
    what = _(
        "备份完好：{site}，{people} 人，{events} 条记录。",
        site=content.site or _("还没有设置实训点"),
        people=content.people,
        events=content.events,
    )
    then = _("这之后做的都会退回去。现在的记录留在旁边，不会删除。恢复后要重新登录。")
    return f"{what}\n{then}" if content.ours else "\n".join((what, _("它是另一台电脑的备份。"), then))
