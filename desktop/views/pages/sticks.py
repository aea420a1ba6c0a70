"""Sticks: what lies on them for this PC, course packs and the program itself, each with one button."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.session.operations import sticks
from desktop.session.operations.sticks import Found, Installed, PackOffer
from desktop.session.session import Session
from desktop.sites.carrying import Progress, StoppedError
from desktop.views.dialogs.question import Question
from desktop.views.dialogs.transfer import TransferDialog
from desktop.views.page import Navigator, Page
from desktop.views.theme.tokens import XL, L, M, S
from desktop.views.widgets.bands import band
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import clear, column, row, scrolled
from desktop.views.widgets.empty import empty
from desktop.views.widgets.labels import line, paragraph
from desktop.views.widgets.stick_cards import PackCard, fault_lines
from desktop.views.work import Work

WIDTH = 900
#: How often sticks are looked at while the page is open, in milliseconds.
EVERY = 4_000


class SticksPage(Page):
    """Looks at the sticks again and again while it is open; what is found stands as cards, the fitting ones first."""

    section = "sticks"

    def __init__(self, session: Session, navigator: Navigator, path: str = "") -> None:
        super().__init__(session, navigator)
        self._folders: list[Path] = []
        self._asked = Path(path) if path else None
        self._found: Found | None = None
        self._cards: list[PackCard] = []
        self._wanted: tuple[PackOffer, ...] = ()
        self._result = column(spacing=S)
        self._body = column(spacing=M)
        self._drives = line("", "quiet")
        again = button(_("再看一次"), self.look, icon_name="refresh-cw")
        folder = button(_("选择文件夹"), self._choose, icon_name="folder-open")
        whole = column(
            row(line(_("优盘"), "page"), self._drives, None, again, folder, spacing=M),
            paragraph(
                _("从优盘安装和更新课程包、更新程序。每个文件先核对再动手，中途失败会恢复原样。"), "quiet"
            ),
            self._result,
            self._body,
            None,
            spacing=L,
        )
        self.setLayout(column(scrolled(whole, margin=XL, width=WIDTH)))
        self._work = Work(self)
        self._work.failed.connect(self._unseen)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)

    def enter(self) -> None:
        """Look at once, then every few seconds."""
        super().enter()
        self.look()
        self._timer.start()

    def leave(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._work.wait()

    def look(self) -> None:
        """Look at the sticks, away from the window's thread: a slow stick must not hold up the screen."""
        if not self._work.running:
            self._work.start(self._find, self._seen)

    def offer_file(self, path: Path) -> None:
        """Show what lies in the folder of a file that somebody opened, and ask about that file."""
        self._asked = path
        self.look()

    def _find(self) -> Found:
        return sticks.find(self.session, self._folders)

    def _seen(self, found: Found) -> None:
        if found != self._found:
            self._found = found
            self._show(found)
        asked, self._asked = self._asked, None
        if asked is not None:
            self._open(asked, found)

    def _unseen(self, fault: KnownError) -> None:
        self._timer.stop()
        self.navigator.explain(fault)

    def _open(self, path: Path, found: Found) -> None:
        offer = next((each for each in found.packs if each.path == path), None) or sticks.offer(
            self.session, path
        )
        if offer.fits:
            self._ask((offer,))
        elif offer.state == "same":
            self.navigator.toast(
                _("{title} {version} 已经装好了。", title=offer.title, version=offer.version)
            )
        else:
            words = offer.fault or _("本机的课程包更新，不用安装。")
            self.navigator.explain(KnownError(words, where=str(path)))

    def _show(self, found: Found) -> None:
        clear(self._body)
        self._drives.setText(_("、").join(found.drives))
        self._cards = [PackCard(offer) for offer in found.packs]
        fitting = [each.offer for each in self._cards if each.offer.fits]
        if self._cards:
            self._body.addLayout(self._packs_head(fitting))
        for each in self._cards:
            each.asked.connect(self._card_asked)
            self._body.addWidget(each)
        if not self._cards:
            self._body.addWidget(self._nothing(found))
        if found.cut:
            words = _("优盘上的文件太多，只看了一部分。把课程包放在优盘的最外层，或用“选择文件夹”。")
            self._body.addWidget(band("caution", words))

    def _packs_head(self, fitting: list[PackOffer]) -> QHBoxLayout:
        head = row(line(_("课程包"), "section"), None, spacing=M)
        if len(fitting) > 1:
            self._wanted = tuple(fitting)
            head.addWidget(button(_("全部安装（{n} 个）", n=len(fitting)), self._ask_all, look="main"))
        return head

    def _nothing(self, found: Found) -> QWidget:
        again = button(_("再看一次"), self.look, look="main", size="large", icon_name="refresh-cw")
        if found.drives:
            words = _("优盘里没有课程包或升级文件。它们放在优盘的最外层或一两层文件夹里就能找到。")
            return empty("usb", _("优盘上没有找到什么"), words, again)
        words = _("插上优盘后点“再看一次”。插好后等几秒，这里也会自己更新。")
        return empty("usb", _("还没有优盘"), words, again)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("看哪个文件夹"), str(Path.home()))
        if chosen:
            self.add_folder(Path(chosen))

    def add_folder(self, folder: Path) -> None:
        """Look into a folder that a person chose, too."""
        self._folders.append(folder)
        self.look()

    def _card_asked(self, card: PackCard) -> None:
        self._ask((card.offer,))

    def _ask_all(self) -> None:
        self._ask(self._wanted)

    def _ask(self, offers: tuple[PackOffer, ...]) -> None:
        self._wanted = offers
        title = (
            _("安装“{title}” {version}？", title=offers[0].title, version=offers[0].version)
            if len(offers) == 1
            else _("安装 {n} 个课程包？", n=len(offers))
        )
        text = _about_installing(offers)
        with self.calmly():
            self.session.instructor()
            self._question = Question(self, title, text, agree=_("安装"), yes=self._install)
            self._question.open()

    def _install(self) -> None:
        self._timer.stop()
        clear(self._result)
        wanted = self._wanted
        title = _("正在安装课程包 …")

        def work(progress: Progress) -> Installed:
            return sticks.install(self.session, wanted, progress)

        self._transfer = TransferDialog(self, title, work, then=self._installed, failed=self._not_installed)
        self._transfer.begin()

    def _installed(self, came: Installed) -> None:
        if came.done:
            names = _("、").join(f"{each.title} {each.version}" for each in came.done)
            self._result.addWidget(band("good", _("装好了 {n} 个课程包", n=len(came.done)), names))
        if came.faults:
            said = [(offer.title, f"{fault.what}{fault.remedy}") for offer, fault in came.faults]
            title = _("{n} 个没有装，原来的都还在", n=len(said))
            self._result.addWidget(band("bad", title, "", *fault_lines(said)))
        self._again()

    def _not_installed(self, fault: KnownError) -> None:
        if isinstance(fault, StoppedError):
            self.navigator.toast(fault.what, "caution")
        else:
            self.navigator.explain(fault)
        self._again()

    def _again(self) -> None:
        self._found = None
        self.look()
        self._timer.start()


def _about_installing(offers: tuple[PackOffer, ...]) -> str:
    """Return what installing means: what is checked, and which classes go on with the new version."""
    lines = [_("先拷贝到本机，逐个文件核对摘要，全部正确才启用；旧版本留着。")]
    if any(not each.sha256 for each in offers):
        lines.append(_("摘要只能说明文件完整，不能说明是谁做的：请确认优盘的来源可靠。"))
    classes = sorted({name for each in offers if each.state == "newer" for name in each.classes})
    if classes:
        names = _("、").join(classes)
        lines.append(_("这些班以后用新版本继续学：{names}。已有的成绩和考核不变。", names=names))
    return "\n".join(lines)
