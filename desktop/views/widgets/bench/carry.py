"""What goes from one image to the next: all marks of the one before on demand, chosen ones to the next few."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from desktop.annotation.shapes.base import Shape
from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.verbs import paste_marks
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.fields import Number
from desktop.views.widgets.labels import line, paragraph

#: Images that marks may be chosen for where nobody knows how many will come.
MOST_AHEAD = 20
#: Our pixels: the field for the number.
_FIELD = 96


class Carry:
    """Follows the desk from image to image. Nothing is carried to an image that has been worked on already."""

    def __init__(self) -> None:
        self._desk: ImageDesk | None = None
        self._before: tuple[Shape, ...] = ()
        self._chosen: tuple[Shape, ...] = ()
        self._times = 0
        #: How many images were asked for last.
        self.asked = 1

    def turn_to(self, desk: ImageDesk) -> None:
        """Take note that another image is on the bench; put what was chosen for it on it, if it is still bare."""
        if self._desk is not None and self._desk.document is not desk.document:
            self._before = self._desk.document.shapes()
            if self._times and not len(desk.document):
                paste_marks(desk, self._chosen, name=_("从上一张带来"))
            self._times = max(self._times - 1, 0)
        self._desk = desk

    def verbs(self) -> dict[str, Callable[[], object]]:
        """Return what its keys do, by action."""
        return {"copy.previous": self.copy_all}

    def copy_all(self) -> None:
        """Put the marks of the image before on this one, as one step."""
        if self._desk is None:
            return
        if not self._before:
            self._desk.refused.emit(_("没有上一张，或上一张没有标注。"))
            return
        paste_marks(self._desk, self._before, name=_("复制上一张的标注"))

    def choose(self, times: int) -> None:
        """Choose what is selected for the next ``times`` images that are opened."""
        if self._desk is not None and self._desk.something_selected():
            self._chosen, self._times = self._desk.selected_shapes(), times
            self._desk.refused.emit(
                _(
                    "已记下 {n} 个标注：接下来打开的 {times} 张，空白的各放一份。",
                    n=len(self._chosen),
                    times=times,
                )
            )


class CarryAsking(QDialog):
    """Asks to how many images what is selected is copied. ``ahead`` images lie at hand; None: they come one by one."""

    def __init__(
        self, parent: QWidget, *, marks: int, ahead: int | None, asked: int, yes: Callable[[int], object]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("复制到后面几张"))
        self.setAccessibleName(self.windowTitle())
        self.number = Number(_("复制到后面几张图片"), 1, ahead or MOST_AHEAD)
        self.number.setValue(min(asked, self.number.maximum()))
        self.number.setMinimumWidth(theme().px(_FIELD))
        self.number.selectAll()
        agree = button(_("复制"), self.accept, look="main")
        agree.setDefault(True)
        words = _("后面有 {n} 张没提交的图片。每张一步，可以在那一张上撤销。", n=ahead)
        if ahead is None:
            words = _(
                "练习一次一张，后面的还没有打开：先记下来，打开时放上去，每张一步撤销；已经画过的不放。"
            )
        self.words = paragraph(words, "quiet")
        title = _("把所选的 {n} 个标注复制到后面几张", n=marks)
        asking = row(line(_("张数")), self.number, None, spacing=S)
        buttons = row(None, button(_("取消"), self.reject), agree, spacing=S)
        self.setLayout(column(paragraph(title, "title"), asking, self.words, L, buttons, margin=XL))
        self.setFixedWidth(theme().px(440))
        self._yes = yes
        self.accepted.connect(self._agreed)
        self.number.setFocus()

    def _agreed(self) -> None:
        self._yes(self.number.value())
