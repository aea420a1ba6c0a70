"""Files that somebody opens with the program: each goes to its page, at once or when the right person is there."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, Signal

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.curriculum.files import SUFFIX as PACK_SUFFIX
from desktop.session.changes import Changes
from desktop.session.operations import site, updates
from desktop.session.session import Session
from desktop.sites import handover
from desktop.sites.release_list import SUFFIX as LIST_SUFFIX
from desktop.views.widgets.lock import LockScreen
from desktop.views.window import MainWindow

log = logging.getLogger(__name__)

STICK_SUFFIXES = frozenset({PACK_SUFFIX, LIST_SUFFIX})
PROOF_SUFFIXES = frozenset({".dscred", ".pdf", ".txt", ".json"})


class Opener(QObject):
    """Keeps the file that waits for an instructor, for the end of an exam or of the lock; a later one replaces it."""

    _changed = Signal(object)

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._waiting: Path | None = None
        self._watcher: QFileSystemWatcher | None = None
        # Queued: whoever signs in is shown their own first page before the file is asked about.
        self._changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)
        session.listen(self._changed.emit)

    @property
    def waiting(self) -> Path | None:
        """The file that is remembered."""
        return self._waiting

    def watch(self) -> None:
        """Take what a second start of the program hands over from now on."""
        notes = handover.folder(self._session.places)
        try:
            notes.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            log.warning("nothing can be handed over: %s", fault)
            return
        handover.taken(self._session.places)  # what lies there is of an earlier day
        self._watcher = QFileSystemWatcher([str(notes)], self)
        self._watcher.directoryChanged.connect(self.take)

    def take(self) -> None:
        """Come forward and open what was handed over."""
        for path in handover.taken(self._session.places):
            self.come_forward()
            if path is not None:
                self.open(path)

    def come_forward(self) -> None:
        """Show the window over others."""
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()

    def open(self, path: Path) -> None:
        """Open a file, or say what it waits for or why it cannot be opened."""
        suffix = path.suffix.lower()
        self._waiting = None
        if suffix not in STICK_SUFFIXES | PROOF_SUFFIXES:
            self._window.explain(unknown_file(path))
        elif not path.is_file():
            self._window.explain(
                KnownError(_("找不到这个文件。"), where=str(path), remedy=_("优盘可能被拔掉了，请插好再试。"))
            )
        else:
            self._waiting = path
            self._go(say=True)

    def _follow(self, changes: Changes) -> None:
        if changes.touch("account", "sitting"):
            self._go(say=False)

    def _go(self, *, say: bool) -> None:
        """Go where the waiting file belongs if that may be now."""
        path = self._waiting
        if path is None:
            return
        if self._covered():
            if say:
                self._window.toast(_("现在不能打开 {name}，过后会接着问。", name=path.name), "caution")
            return
        if path.suffix.lower() in PROOF_SUFFIXES:
            self._waiting = None
            self._verify(path)
            return
        person = self._session.account
        if person is not None and person.role == "instructor":
            self._waiting = None
            self._window.go("sticks", path=str(path))
        elif say:
            self._window.explain(self._needs_instructor(path))

    def _covered(self) -> bool:
        """Tell whether the screen belongs to an exam or is locked."""
        page = self._window.page
        locked = any(each.isVisible() for each in self._window.findChildren(LockScreen))
        return locked or (page is not None and not page.may_lock)

    def _needs_instructor(self, path: Path) -> KnownError:
        if site.needs_setup(self._session):
            remedy = _("请先设置好这台电脑，接着就会问你要不要安装。")
        else:
            remedy = _("请讲师登录，接着就会问要不要安装。")
        return KnownError(_("安装 {name} 要讲师来做。", name=path.name), remedy=remedy)

    def _verify(self, path: Path) -> None:
        # Checking a certificate loads cryptography: only when somebody asks for it.
        from desktop.views.dialogs.verify import VerifyDialog

        dialog = VerifyDialog(self._session, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        dialog.check(path)


def unknown_file(path: Path) -> KnownError:
    """Return the refusal of a file of a kind that the program does not open."""
    return KnownError(
        _("不认识这种文件：{name}", name=path.name),
        remedy=_("能打开的是课程包（.dspack）、发行清单（.dsrelease）和证书（.dscred、PDF、.txt）。"),
    )


def tell_outcome(window: MainWindow, session: Session) -> None:
    """Say what became of an update that was begun before this start."""
    outcome = updates.settle(session)
    if outcome is None:
        return
    if outcome.done:
        window.toast(_("程序已更新到 {version} 版。", version=outcome.version))
    else:
        window.explain(
            KnownError(
                _("更新到 {version} 版没有成功，原来的版本和记录都在。", version=outcome.version),
                where=outcome.reason,
            )
        )
