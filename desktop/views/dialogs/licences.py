"""Every part of the program, searchable, with the full text of its licence and where its source is to be had."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractItemView, QDialog, QTextEdit, QWidget

from desktop.base.licences import Part, licence_folder, shipped_parts, text_of
from desktop.base.refusals import reason
from desktop.base.wording import _
from desktop.views.models.rows import Cell, Column, RowsModel
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, M, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.fields import Select, text_field
from desktop.views.widgets.labels import line, paragraph
from desktop.views.widgets.tables import table

#: In token pixels; never more than the window it stands before, so that large type fits a small screen too.
WIDTH, HEIGHT = 1100, 640
#: What of the width is the list's, the rest is the text's.
LIST_SHARE, TEXT_SHARE = 9, 11


class LicencesDialog(QDialog):
    """The list on the left, the chosen part's licence on the right. Typing searches, the arrows choose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("全部许可证"))
        self.setAccessibleName(_("全部许可证"))
        self._parts = shipped_parts()
        self._model = RowsModel[Part](
            [
                Column(_("部件"), 0, lambda part: Cell(part.name), key=lambda part: part.name.casefold()),
                Column(_("版本"), 84, lambda part: Cell(part.version)),
                Column(_("许可证"), 150, lambda part: Cell(part.licence), key=lambda part: part.licence),
            ],
            self._parts,
        )
        self._list = table(self._model, says=_("部件和许可证"), sortable=True)
        self._list.verticalHeader().setDefaultSectionSize(theme().px(32))
        self._list.selectionModel().currentRowChanged.connect(self._chosen)
        self._search = text_field(_("查找部件或许可证"), _("查找部件或许可证，如 Qt、MIT"))
        self._search.setProperty("bulk", "ordinary")
        self._search.textChanged.connect(self._find)
        self._count = line("", "caption")
        self._build_text()
        self.setLayout(
            column(
                line(_("全部许可证"), "section"),
                paragraph(
                    _(
                        "本程序以 Apache-2.0 发布。Qt 和 PySide 按 LGPL-3.0 使用，未作改动，可以换成您自己的版本；"
                        "办法、源码地址和源码提供承诺见 Qt 一项的 LGPL-QT.md。"
                    )
                ),
                self._halves(),
                self._foot(),
                margin=XL,
                spacing=M,
            )
        )
        room = QSize(theme().px(WIDTH), theme().px(HEIGHT))
        before = self.screen().availableSize() if parent is None else parent.window().size()
        self.resize(room.boundedTo(before - QSize(2 * XL, 2 * XL)))
        self._find("")
        self._search.setFocus()

    def _build_text(self) -> None:
        self._title = line("", "title")
        self._source = paragraph("", "caption")
        self._which = Select([], _("许可证文件"))
        self._which.setSizeAdjustPolicy(Select.SizeAdjustPolicy.AdjustToContents)
        self._which.setMinimumContentsLength(14)
        self._which.currentIndexChanged.connect(self._show_text)
        self._text = QTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(_("许可证全文"))
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def _halves(self) -> QWidget:
        left = QWidget()
        left.setLayout(column(self._search, self._list, self._count, spacing=S))
        right = QWidget()
        right.setLayout(
            column(row(self._title, None, self._which, spacing=S), self._source, self._text, spacing=S)
        )
        both = QWidget()
        halves = row(left, right, spacing=L)
        halves.setStretch(0, LIST_SHARE)
        halves.setStretch(1, TEXT_SHARE)
        both.setLayout(halves)
        for each in (left, right, both):
            each.setProperty("look", "clear")
        return both

    def _foot(self) -> QWidget:
        self._folder = button(_("打开许可证文件夹"), self._open_folder, icon_name="folder-open")
        self._folder.setVisible(licence_folder() is not None)
        foot = QWidget()
        foot.setProperty("look", "clear")
        foot.setLayout(row(self._folder, None, button(_("关闭"), self.accept, look="main"), spacing=S))
        return foot

    def _find(self, words: str) -> None:
        found = [part for part in self._parts if part.matches(words)]
        # Whoever types a name means that part, not the ones inside it.
        found.sort(key=lambda part: not part.name.casefold().startswith(words.strip().casefold()))
        self._model.show(found)
        self._count.setText(_("{n} 项，共 {all} 项", n=len(found), all=len(self._parts)))
        if found:
            self._list.setCurrentIndex(self._model.index(0, 0))
        else:
            self._show_part(None)

    def _chosen(self, now: QModelIndex) -> None:
        if now.isValid():
            self._list.scrollTo(now, QAbstractItemView.ScrollHint.EnsureVisible)
            self._show_part(self._model.row(now.row()))

    def _show_part(self, part: Part | None) -> None:
        self._title.setText(f"{part.name} {part.version}".strip() if part else _("没有找到"))
        self._source.setText(_("源码：{where}", where=part.source) if part and part.source else "")
        self._source.setVisible(bool(part and part.source))
        self._which.choose(None)
        self._which.offer([(path, _label(path)) for path in part.texts] if part else [])
        self._which.setCurrentIndex(0)
        self._which.setVisible(bool(part and len(part.texts) > 1))
        self._show_text()

    def _show_text(self) -> None:
        path = self._which.currentData()
        if path is None:
            said = self._list.currentIndex().isValid() and self._model.rowCount()
            words = _("安装包里有它的许可证全文；这里是开发环境，没有带上。") if said else ""
        else:
            try:
                words = text_of(path)
            except OSError as fault:
                words = _("读不出来：{reason}", reason=reason(fault))
        if path is not None and path.suffix == ".md":
            self._text.setMarkdown(words)
        else:
            self._text.setPlainText(words)

    def _open_folder(self) -> None:
        if (folder := licence_folder()) is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _label(path: Path) -> str:
    """Return a short name that tells a part's texts apart: the file, with its folder where that says more."""
    return f"{path.parent.name}/{path.name}" if path.parent.name == "crates" else path.name
