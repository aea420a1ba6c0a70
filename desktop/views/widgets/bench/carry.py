"""What goes from one image to the next: all marks of the one before on demand, chosen ones by themselves."""

from __future__ import annotations

from collections.abc import Callable

from desktop.annotation.shapes.base import Shape
from desktop.base.wording import _
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.verbs import paste_marks


class Carry:
    """Follows the desk from image to image. Nothing is carried to an image that has been worked on already."""

    def __init__(self) -> None:
        self._desk: ImageDesk | None = None
        self._before: tuple[Shape, ...] = ()
        self._chosen: tuple[Shape, ...] = ()

    def turn_to(self, desk: ImageDesk) -> None:
        """Take note that another image is on the bench; put what was chosen for it on it, if it is still bare."""
        if self._desk is not None and self._desk.document is not desk.document:
            self._before = self._desk.document.shapes()
            chosen, self._chosen = self._chosen, ()
            if chosen and not len(desk.document):
                paste_marks(desk, chosen, name=_("从上一张带来"))
        self._desk = desk

    def verbs(self) -> dict[str, Callable[[], object]]:
        """Return what its keys do, by action."""
        return {"copy.previous": self.copy_all, "propagate": self.choose}

    def copy_all(self) -> None:
        """Put the marks of the image before on this one, as one step."""
        if self._desk is None:
            return
        if not self._before:
            self._desk.refused.emit(_("没有上一张，或上一张没有标注。"))
            return
        paste_marks(self._desk, self._before, name=_("复制上一张的标注"))

    def choose(self) -> None:
        """Choose what is selected for the next image."""
        if self._desk is not None and self._desk.something_selected():
            self._chosen = self._desk.selected_shapes()
            self._desk.refused.emit(_("已记下 {n} 个标注，打开下一张时自动放上去。", n=len(self._chosen)))
