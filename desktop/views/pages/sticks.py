"""Sticks: what lies on them for this PC, course packs and the program itself, each with one button."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop.base.errors import KnownError
from desktop.base.progress import Progress, StoppedError
from desktop.base.wording import _
from desktop.session.operations import sticks, updates
from desktop.session.operations.sticks import Found, Installed, PackOffer
from desktop.session.operations.updates import Prepared, UpdateOffer
from desktop.session.session import Session
from desktop.sites.release_list import SUFFIX
from desktop.views import parting
from desktop.views.dialogs.by_hand import CommandDialog
from desktop.views.dialogs.question import Question
from desktop.views.dialogs.transfer import TransferDialog
from desktop.views.page import Navigator, Page
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, M, S
from desktop.views.widgets.bands import band
from desktop.views.widgets.buttons import Look, button
from desktop.views.widgets.cards import clear, column, row, scrolled
from desktop.views.widgets.empty import empty
from desktop.views.widgets.labels import line, paragraph
from desktop.views.widgets.stick_cards import PackCard, about_installing, fault_lines
from desktop.views.widgets.update_card import UpdateCard, quiet_update
from desktop.views.work import Work

WIDTH = 900
#: How often sticks are looked at while the page is open, in milliseconds.
EVERY = 4_000
EMPTY_HEIGHT = 440


@dataclass(frozen=True)
class Seen:
    """What one look found."""

    found: Found
    updates: tuple[UpdateOffer, ...]


class SticksPage(Page):
    """Looks at the sticks again and again while it is open; what is found stands as cards, the fitting ones first."""

    section = "sticks"

    def __init__(self, session: Session, navigator: Navigator, path: str = "") -> None:
        super().__init__(session, navigator)
        self._folders: list[Path] = []
        #: A file that somebody opened with the program: asked about once the first look is done.
        self._opened = Path(path) if path else None
        self._seen: Seen | None = None
        self._cards: list[PackCard] = []
        self._fitting: tuple[PackOffer, ...] = ()
        self._wanted: tuple[PackOffer, ...] = ()
        self._update: UpdateOffer | None = None
        self._copying: TransferDialog | None = None
        self._result = column(spacing=S)
        self._body = column(spacing=M)
        self._drives = line("", "quiet")
        again = button(_("再看一次"), self.look, icon_name="refresh-cw")
        folder = button(_("选择文件夹"), self._choose, icon_name="folder-open")
        words = _("从优盘安装和更新课程包、更新程序。每个文件先核对再动手，中途失败会恢复原样。")
        whole = column(
            row(line(_("优盘"), "page"), self._drives, None, again, folder, spacing=M),
            paragraph(words, "quiet"),
            self._result,
            self._body,
            None,
            spacing=L,
        )
        self.setLayout(column(scrolled(whole, margin=XL, width=WIDTH)))
        self._work = Work(self)
        self._work.failed.connect(self._not_seen)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)

    def enter(self) -> None:
        """Look at once, then every few seconds."""
        super().enter()
        self.look()
        self._timer.start()

    def leave(self) -> None:
        """Look no more; what is being copied is broken off."""
        self._timer.stop()
        self._work.wait()
        if self._copying is not None:
            self._copying.stop()
            self._copying.wait()

    def look(self) -> None:
        """Look at the sticks, away from the window's thread: a slow stick must not hold up the screen."""
        if not self._work.running:
            self._work.start(self._find, self._show)

    def add_folder(self, folder: Path) -> None:
        """Look into a folder that a person chose, too."""
        self._folders.append(folder)
        self.look()

    # -- what is seen

    def _find(self) -> Seen:
        found = sticks.find(self.session, self._folders)
        return Seen(found, updates.offers(self.session, found.lists, found.packs))

    def _show(self, seen: Seen) -> None:
        if seen != self._seen:
            self._seen = seen
            self._fill(seen)
        opened, self._opened = self._opened, None
        if opened is not None:
            self._ask_about(opened)

    def _not_seen(self, fault: KnownError) -> None:
        self._timer.stop()
        self.navigator.explain(fault)

    def _fill(self, seen: Seen) -> None:
        clear(self._body)
        self._drives.setText(_("、").join(seen.found.drives))
        for each in seen.updates:
            if each.state == "newer":
                card = UpdateCard(each)
                card.asked.connect(self._ask_update)
                self._body.addWidget(card)
            else:
                self._body.addWidget(quiet_update(each))
        newer = any(each.state == "newer" for each in seen.updates)
        alone = not newer and sum(each.fits for each in seen.found.packs) == 1
        self._cards = [PackCard(offer, alone=alone) for offer in seen.found.packs]
        if self._cards:
            self._body.addLayout(self._packs_head(newer=newer))
        for pack in self._cards:
            pack.asked.connect(self._ask)
            self._body.addWidget(pack)
        if not self._cards and not seen.updates:
            self._body.addWidget(self._nothing(seen.found))
        if seen.found.cut:
            words = _("优盘上的文件太多，只看了一部分。把课程包放在优盘的最外层，或用“选择文件夹”。")
            self._body.addWidget(band("caution", words))

    def _packs_head(self, *, newer: bool) -> QHBoxLayout:
        head = row(line(_("课程包"), "section"), None, spacing=M)
        self._fitting = tuple(each.offer for each in self._cards if each.offer.fits)
        if len(self._fitting) > 1:
            main: Look = "ordinary" if newer else "main"
            head.addWidget(button(_("全部安装（{n} 个）", n=len(self._fitting)), self._ask_all, look=main))
        return head

    def _nothing(self, found: Found) -> QWidget:
        again = button(_("再看一次"), self.look, look="main", size="large", icon_name="refresh-cw")
        if found.drives:
            words = _("优盘里没有课程包或升级文件。它们放在优盘的最外层或一两层文件夹里就能找到。")
            made = empty("usb", _("优盘上没有找到什么"), words, again)
        else:
            words = _("插上优盘后点“再看一次”；插好后等几秒也会自己出现。")
            made = empty("usb", _("还没有优盘"), words, again)
        made.setMinimumHeight(theme().px(EMPTY_HEIGHT))
        return made

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("看哪个文件夹"), str(Path.home()))
        if chosen:
            self.add_folder(Path(chosen))

    def _ask_about(self, path: Path) -> None:
        """Ask about a file that somebody opened, or say why there is nothing to ask."""
        if path.suffix.lower() == SUFFIX:
            release = updates.offer(self.session, path)
            if release.state == "newer":
                self._ask_update(release)
            else:
                self._body.insertWidget(0, quiet_update(release))
            return
        offer = sticks.offer(self.session, path)
        if offer.fits:
            self._ask((offer,))
        elif offer.state == "same":
            self.navigator.toast(
                _("{title} {version} 已经装好了。", title=offer.title, version=offer.version)
            )
        else:
            words = offer.fault or _("本机的课程包更新，不用安装。")
            self.navigator.explain(KnownError(words, where=str(path)))

    # -- packs

    def _ask_all(self) -> None:
        self._ask(self._fitting)

    def _ask(self, offers: tuple[PackOffer, ...]) -> None:
        self._wanted = offers
        title = (
            _("安装“{title}” {version}？", title=offers[0].title, version=offers[0].version)
            if len(offers) == 1
            else _("安装 {n} 个课程包？", n=len(offers))
        )
        with self.calmly():
            self.session.instructor()
            self._open(Question(self, title, about_installing(offers), agree=_("安装"), yes=self._install))

    def _install(self) -> None:
        wanted = self._wanted

        def work(progress: Progress) -> Installed:
            return sticks.install(self.session, wanted, progress)

        self._transfer(
            TransferDialog(self, _("正在安装课程包 …"), work, then=self._installed, failed=self._failed)
        )

    def _installed(self, came: Installed) -> None:
        if came.done:
            names = _("、").join(f"{each.title} {each.version}" for each in came.done)
            self._result.addWidget(band("good", _("装好了 {n} 个课程包", n=len(came.done)), names))
        if came.faults:
            said = [(offer.title, f"{fault.what}{fault.remedy}") for offer, fault in came.faults]
            title = _("{n} 个没有装，原来的都还在", n=len(said))
            self._result.addWidget(band("bad", title, "", *fault_lines(said)))
        self._again()

    # -- the program

    def _ask_update(self, offered: UpdateOffer) -> None:
        self._update = offered
        title = _("更新到 {version}？", version=offered.version)
        text = "\n".join(
            (
                _("先核对签名和摘要，再备份记录、拷贝新版本。"),
                _("然后程序会关闭，换好后自己重新打开。请不要关电脑，也不要拔优盘。"),
                _("新版本启动不了时，会自动恢复原来的版本；记录不受影响。"),
            )
        )
        with self.calmly():
            self.session.instructor()
            sticks.expect_quiet(self.session)
            self._open(Question(self, title, text, agree=_("更新程序"), yes=self._prepare))

    def _prepare(self) -> None:
        offered = self._update
        if offered is None:
            return

        def work(progress: Progress) -> Prepared:
            return updates.prepare(self.session, offered, progress)

        title = _("正在准备 {version} 版 …", version=offered.version)
        self._transfer(TransferDialog(self, title, work, then=self._prepared, failed=self._failed))

    def _prepared(self, prepared: Prepared) -> None:
        ready = prepared.ready
        if not ready.command:
            self._open(CommandDialog(self, ready.by_hand))
            self._again()
            return
        self._copying = None
        parting.after_closing(lambda: updates.carry_out(ready))
        self.window().close()

    # -- both

    def _open(self, dialog: Question | CommandDialog) -> None:
        # The page keeps it: a dialog without a name in Python may be gone before it is shown.
        self._dialog = dialog
        dialog.open()

    def _transfer(self, dialog: TransferDialog) -> None:
        self._timer.stop()
        self._work.wait()
        clear(self._result)
        self._copying = dialog
        dialog.begin()

    def _failed(self, fault: KnownError) -> None:
        if isinstance(fault, StoppedError):
            self.navigator.toast(fault.what, "caution")
        else:
            where = (line(fault.where, "caption"),) if fault.where else ()
            self._result.addWidget(band("bad", fault.what, fault.remedy, *where))
        self._again()

    def _again(self) -> None:
        self._copying = None
        self._seen = None
        self.look()
        self._timer.start()
