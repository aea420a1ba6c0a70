"""The last-resort messages: the program cannot start, or something of ours broke. Nothing is lost either way."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.base.errors import KnownError
from desktop.base.wording import _


def tell_known(fault: KnownError) -> bool:
    """Say why the program cannot start: what, where, and what to do. Return whether the PC shall be looked over."""
    box = _box(_("工作站打不开"), fault.what, "\n".join(part for part in (fault.remedy, fault.where) if part))
    box.setIcon(QMessageBox.Icon.Warning)
    look_over = box.addButton(_("检查本机"), QMessageBox.ButtonRole.ActionRole)
    box.exec()
    return box.clickedButton() == look_over


def tell_report(path: str) -> None:
    """Say that something broke, that nothing is lost, and where the report lies. One message at a time."""
    application = QApplication.instance()
    if isinstance(application, QApplication) and application.activeModalWidget() is not None:
        return
    box = _box(
        _("程序出了点问题"),
        _("什么都没有丢：你做的每一步都已经存好，可以接着做。"),
        _("请把这份报告交给讲师：{path}", path=path),
    )
    box.setIcon(QMessageBox.Icon.Information)
    box.exec()


def _box(title: str, text: str, more: str) -> QMessageBox:
    box = QMessageBox()
    box.setWindowTitle(title)
    box.setText(text)
    box.setInformativeText(more)
    box.setAccessibleName(title)
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    box.button(QMessageBox.StandardButton.Ok).setText(_("知道了"))
    return box
