"""The scripted instructor: sets the PC up, brings the roster, reviews, releases, certifies and exports."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QSpinBox, QTableView

from desktop.base.wording import _
from desktop.session.operations import review
from desktop.session.session import Session
from desktop.session.shown import CertificateShown
from desktop.views.demo.actor import Actor, LostError
from desktop.views.pages.export import ExportPage
from desktop.views.pages.roster import RosterPage
from desktop.views.widgets.findings import FindingCard

SITE = "御河街道家门口实训点"
NAME = "马秀英"
PIN = "135790"


class Instructor:
    """A scripted instructor at the window."""

    def __init__(self, actor: Actor, session: Session) -> None:
        self._actor = actor
        self._session = session

    def set_up(self) -> None:
        """Create the site and one's own account on a new PC."""
        actor = self._actor
        actor.picture("首次设置-实训点")
        actor.fill(_("实训点名称"), SITE)
        actor.press(_("下一步"))
        actor.fill(_("讲师姓名"), NAME)
        actor.fill(_("PIN"), PIN)
        actor.fill(_("再输一次 PIN"), PIN)
        actor.picture("首次设置-讲师")
        actor.press(_("完成设置"))
        actor.wait(lambda: self._session.account is not None, "the first instructor")
        actor.rest()
        actor.picture("讲师台-还没有班级")

    def sign_in(self) -> None:
        """Sign in by name."""
        actor = self._actor
        actor.fill(_("查找自己的名字"), NAME)
        actor.key(Qt.Key.Key_Return)
        actor.rest()
        actor.keys(PIN)
        actor.key(Qt.Key.Key_Return)
        actor.wait(lambda: self._session.account is not None, "being signed in")
        actor.rest()

    def sign_out(self) -> None:
        """Leave the PC to the next person."""
        self._actor.press(_("退出登录"))
        self._actor.wait(lambda: self._session.account is None, "being signed out")
        self._actor.rest()

    def create_class(self, pack_id: str, number: int) -> None:
        """Create a class bound to an order."""
        actor = self._actor
        self._section(_("班级"))
        actor.press(_("新建班级"))
        actor.wait(lambda: actor.application.activeModalWidget() is not None, "the dialog")
        orders = actor.find(QComboBox, _("订单"))
        for _turn in range(orders.count()):
            if orders.currentData() == pack_id:
                break
            actor.key(Qt.Key.Key_Down, widget=orders)
        actor.find(QSpinBox, _("期数")).setValue(number)
        actor.picture(f"新建班级-{number}")
        actor.press(_("建班"))
        actor.rest()

    def bring_roster(self, wrong: Path, right: Path, people: int) -> None:
        """Choose a roster with faults, read what is wrong, then choose the mended one and import it."""
        actor = self._actor
        self._section(_("名册"))
        self._choose(wrong)
        actor.picture("名册-有错的表格")
        self._choose(right)
        actor.picture("名册-检查通过")
        actor.press(_("导入 {n} 人", n=people))
        actor.wait(lambda: actor.sees(_("发完了，关闭")), "the list of PINs")
        actor.picture("名册-PIN")
        actor.press(_("发完了，关闭"))
        actor.rest()
        actor.picture("名册")

    def look_around(self) -> None:
        """See the board, the order, the settings."""
        for section, name in ((_("班级"), "班级看板"), (_("订单与题库"), "订单与题库"), (_("设置"), "设置")):
            self._section(section)
            self._actor.picture(name)

    def look_at_board(self) -> None:
        """Open the class board."""
        self._section(_("班级"))

    def review(self, class_id: str, words: str) -> None:
        """Open the attempt with the most to say, and write a remark on its first finding."""
        actor = self._actor
        self._section(_("成绩复核"))
        actor.picture("成绩复核")
        self._open_row(self._row_with_most_findings(class_id))
        actor.click(actor.find(FindingCard))
        actor.picture("复核一份作业")
        actor.find(QPlainTextEdit, _("批注")).setFocus()
        actor.keys(words)
        actor.press(_("发送批注"))
        actor.rest()
        actor.picture("批注已发送")
        actor.press(_("返回"))
        actor.rest()

    def release_and_certify(self) -> CertificateShown:
        """Release the result of the trainee at the top of the board and issue the certificate."""
        actor = self._actor
        self._section(_("班级"))
        actor.picture("班级看板-考核后")
        self._open_row(0)
        actor.picture("学员-等待发布")
        actor.press(_("发布成绩"))
        actor.rest()
        actor.press(_("签发证书"))
        actor.rest()
        actor.picture("学员-已发证")
        actor.press(_("看成绩"))
        actor.rest(3)
        actor.picture("成绩与证书")
        page = actor.window.page
        shown = getattr(page, "shown", None)
        if shown is None or shown.certificate is None:
            raise LostError("the result page shows no certificate")
        certificate: CertificateShown = shown.certificate
        actor.press(_("返回"))
        return certificate

    def export(self, folder: Path) -> None:
        """Export the class's report."""
        self._section(_("导出与核验"))
        page = self._actor.window.page
        if not isinstance(page, ExportPage):
            raise LostError("the export page did not open")
        # The system's own folder dialog cannot be scripted; from here on it is what a press in it does.
        page.export(folder)
        self._actor.wait(lambda: self._actor.sees(_("打开文件夹")), "the exported files")
        self._actor.picture("导出")

    def _section(self, title: str) -> None:
        self._actor.press(title)
        self._actor.rest()

    def _row_with_most_findings(self, class_id: str) -> int:
        rows = review.attempts(self._session, class_id=class_id)
        if not rows:
            raise LostError("nothing was handed in")
        return max(range(len(rows)), key=lambda place: rows[place].findings)

    def _open_row(self, place: int) -> None:
        actor = self._actor
        view = actor.find(QTableView)
        view.setFocus()
        view.selectRow(place)
        actor.key(Qt.Key.Key_Return, widget=view)
        actor.rest()

    def _choose(self, path: Path) -> None:
        """Choose a file on the roster page."""
        page = self._actor.window.page
        if not isinstance(page, RosterPage):
            raise LostError("the roster page did not open")
        # The system's own file dialog cannot be scripted; from here on it is what a press in it does.
        page.read(path)
        self._actor.rest()
