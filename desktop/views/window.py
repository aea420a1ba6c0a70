"""The shell: the bar, the page, and what lies over it: rules, toast, lock, progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.base.errors import KnownError
from desktop.base.progress import Progress, StoppedError
from desktop.base.wording import _
from desktop.curriculum.order import Clause
from desktop.session.changes import Changes
from desktop.session.desk import desk
from desktop.session.operations import preferences, signin, site
from desktop.session.session import Session
from desktop.views.dialogs.about import AboutDialog
from desktop.views.dialogs.fault import tell
from desktop.views.idle import IdleWatch
from desktop.views.key_keeper import KeyKeeper
from desktop.views.navigation import page_class
from desktop.views.page import Page, Tone
from desktop.views.theme.apply import dress
from desktop.views.theme.tokens import Mode
from desktop.views.widgets.brand import application_icon
from desktop.views.widgets.busy import Busy
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import clear, column, row
from desktop.views.widgets.drawer import RulesDrawer
from desktop.views.widgets.empty import empty
from desktop.views.widgets.lock import LockScreen
from desktop.views.widgets.sidenav import SideNav
from desktop.views.widgets.toast import Toast
from desktop.views.widgets.topbar import TopBar
from desktop.views.work import Work

Result = TypeVar("Result")
#: Settings that change how everything looks: the page is made anew.
LOOKS = frozenset({"language", "appearance", "type_scale"})
DESIGN_SIZE = (1366, 768)


def open_window(session: Session) -> MainWindow:
    """Dress the application as the settings say and return the window, not yet shown."""
    _dress(session)
    window = MainWindow(session)
    KeyKeeper(window, session)
    return window


class MainWindow(QWidget):
    """One window, one page at a time. It is every page's navigator."""

    _changed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.page: Page | None = None
        self._shown: tuple[str, dict[str, Any]] = ("", {})
        self._drawer: RulesDrawer | None = None
        self._lock: LockScreen | None = None
        self._busy: Busy | None = None
        self.setProperty("look", "ground")
        self.setWindowIcon(application_icon())
        self.resize(*DESIGN_SIZE)
        self._content = QWidget()
        self._frame = column(spacing=0)
        self._content.setLayout(self._frame)
        self.setLayout(column(self._content))
        self._toast = Toast(self)
        self._work = Work(self)
        self._work.ended.connect(self._work_ended)
        self._work.failed.connect(self.explain)
        self._idle = IdleWatch(self)
        self._idle.idle.connect(self.lock)
        QShortcut(QKeySequence("Ctrl+L"), self, self.lock)
        # Queued: operations may run in the worker, and a page must not be rebuilt inside its own method.
        self._changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)
        session.listen(self._changed.emit)
        self.home()

    # -- what pages may ask (see Navigator)

    def go(self, name: str, **arguments: Any) -> None:
        """Show a page, made anew. What cannot be shown is explained, and the page at hand stays."""
        self.close_rules()
        try:
            page = page_class(name)(self.session, self, **arguments)
        except KnownError as fault:
            if self.page is None or self._shown[0] in {name, "sign_in"}:
                self._show(self._fault_page(fault), name, arguments)
            else:
                self.explain(fault)
            return
        self._show(page, name, arguments)

    def home(self) -> None:
        """Show the first page of whoever is signed in."""
        person = self.session.account
        if person is None:
            self.go("setup" if site.needs_setup(self.session) else "sign_in")
        else:
            self.go("home" if person.role == "trainee" else "class")

    def toast(self, text: str, tone: Tone = "good") -> None:
        """Say one short sentence that goes away by itself."""
        self._toast.say(text, tone)

    def explain(self, fault: KnownError) -> None:
        """Tell calmly what happened, where, and what to do; what was broken off on purpose is no fault."""
        if isinstance(fault, StoppedError):
            self.toast(fault.what, "accent")
        else:
            tell(fault, self)

    def show_rules(
        self, clauses: Sequence[Clause], number: str = "", media: Callable[[str], bytes] | None = None
    ) -> None:
        """Open the rules at a clause, or close them when they are open there already."""
        if self._drawer is not None:
            self._drawer.go_to(number)
            return
        self._drawer = RulesDrawer(self, clauses, media or self._media, number)
        self._drawer.closed.connect(self._rules_closed)
        self._drawer.show()
        self._drawer.raise_()

    def run(self, label: str, work: Callable[[Progress], Result], then: Callable[[Result], None]) -> None:
        """Do slow work in a thread, its result comes back to ``then``."""
        self._busy = Busy(self, label)
        self._busy.stopped.connect(self._work.stop)
        self._work.moved.connect(self._busy.tell)
        self._work.start(lambda: work(self._work.hear), then)

    # -- what the bar asks

    def close_rules(self) -> None:
        """Close the rules."""
        if self._drawer is not None:
            self._drawer.close_drawer()

    def lock(self) -> None:
        """Cover the window until the PIN comes; never in an assessment, never signed out."""
        if self.session.account is None or self._lock is not None:
            return
        if self.page is not None and not self.page.may_lock:
            return
        self.close_rules()
        self._lock = LockScreen(self, self.session.account)
        self._lock.tried.connect(self._unlock)
        self._lock.left.connect(self._leave)
        self._content.setEnabled(False)
        self._lock.show()
        self._lock.raise_()
        self._lock.pad.setFocus()

    def _unlock(self, pin: str) -> None:
        if self._lock is None:
            return
        try:
            signin.unlock(self.session, pin)
        except KnownError as fault:
            self._lock.refuse(fault)
            return
        locked = self._lock
        self._uncover()
        if self.page is not None:
            self.page.enter()
        locked.give_back()

    def _uncover(self) -> None:
        if self._lock is not None:
            self._lock.hide()
            self._lock.deleteLater()
            self._lock = None
        self._content.setEnabled(True)

    def _leave(self) -> None:
        self._uncover()
        signin.sign_out(self.session)
        self.home()

    def _about(self) -> None:
        dialog = AboutDialog(self.session.places, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _set(self, key: str, value: object) -> None:
        if isinstance(value, (str, int)):
            try:
                preferences.set_setting(self.session, key, value)
            except KnownError as fault:
                self.explain(fault)

    def _show(self, page: Page, name: str, arguments: dict[str, Any]) -> None:
        if self.page is not None:
            self.page.leave()
        self._toast.hide()
        clear(self._frame)
        self.page, self._shown = page, (name, arguments)
        self.setWindowTitle(_("家门口标注实训工作站"))
        if page.chrome == "full":
            self._frame.addWidget(self._top_bar())
        person = self.session.account
        if page.chrome == "full" and person is not None and person.role == "instructor":
            nav = SideNav(page.section)
            nav.chosen.connect(self.go)
            middle = row(nav, page, spacing=0)
            middle.setStretchFactor(page, 1)
            self._frame.addLayout(middle, 1)
        else:
            self._frame.addWidget(page, 1)
        self._idle.set_minutes(self.session.settings.number("idle_minutes") if person is not None else 0)
        # A layout shows its widgets only with the next event; what is not visible cannot take the focus.
        page.show()
        page.enter()

    def _top_bar(self) -> TopBar:
        bar = TopBar(self.session.account, self._place())
        bar.setting_chosen.connect(self._set)
        bar.lock_asked.connect(self.lock)
        bar.leave_asked.connect(self._leave)
        bar.about_asked.connect(self._about)
        return bar

    def _place(self) -> str:
        person = self.session.account
        try:
            if person is not None and person.role == "trainee":
                at = desk(self.session)
                return f"{at.cohort.name}·{at.pack.order.name}"
            return site.site_name(self.session)
        except KnownError:
            return ""

    def _fault_page(self, fault: KnownError) -> Page:
        page = Page(self.session, self)
        text = "\n".join(filter(None, (fault.remedy, fault.where)))
        page.setLayout(
            column(empty("octagon-alert", fault.what, text, button(_("再试一次"), self.home, look="main")))
        )
        return page

    def _media(self, path: str) -> bytes:
        return desk(self.session).pack.files.read(path)

    def _follow(self, changes: Changes) -> None:
        if changes.touch("settings") and not LOOKS.isdisjoint(changes.subjects):
            _dress(self.session)
            name, arguments = self._shown
            self.go(name, **arguments)
        elif self.page is not None and not self.page.topics.isdisjoint(changes.topics):
            self.page.refresh(changes)

    def _rules_closed(self) -> None:
        self._drawer = None
        if self.page is not None and self._lock is None:
            self.page.setFocus()

    def _work_ended(self) -> None:
        if self._busy is not None:
            self._busy.hide()
            self._busy.deleteLater()
            self._busy = None

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to watch for idleness once there is a native window."""
        super().showEvent(event)
        self._idle.watch(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what lies over the page in its place."""
        super().resizeEvent(event)
        self._toast.place()
        for over in (self._drawer, self._lock):
            if over is not None:
                over.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the page stop its timers and the worker end before the window goes."""
        if self.page is not None:
            self.page.leave()
        self._idle.stop()
        self._work.wait()
        super().closeEvent(event)


def _dress(session: Session) -> None:
    application = QApplication.instance()
    if isinstance(application, QApplication):
        settings = session.settings
        mode: Mode = "dark" if settings.text("appearance") == "dark" else "light"
        dress(application, mode, settings.number("type_scale") / 100)
