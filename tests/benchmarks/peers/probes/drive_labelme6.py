"""labelme 6: PyQt5, a widget in a scroll area."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import labelme.__main__
import labelme.app
import showing
from program import Program
from PyQt5 import QtCore, QtGui, QtWidgets


class Labelme6(Program):
    """labelme 6.3.1 through the slots of its menus and of its wheel."""

    toolkit = SimpleNamespace(QtCore=QtCore, QtGui=QtGui, QtWidgets=QtWidgets)
    saved_path = ""

    def launch(self, ready: Callable[..., None]) -> None:
        def shown(window: Any) -> None:
            self.window = window
            ready()

        showing.hook(self.toolkit, labelme.app.MainWindow, shown)
        sys.argv = ["labelme"]
        labelme.__main__.main()

    def open(self, folder: Path, picture: Path) -> None:
        self.saved_path = str(folder / "picture.json")
        self.window._load_from_file_or_dir(file_or_dir=str(picture))

    def is_open(self) -> bool:
        return not self.canvas().pixmap.isNull()

    def canvas(self) -> Any:
        return self.window._canvas_widgets.canvas

    def scale(self) -> float:
        return float(self.canvas().scale)

    def zoom_to(self, scale: float) -> None:
        self.window._zoom_mode = labelme.app._ZoomMode.MANUAL_ZOOM
        self.window._set_zoom(max(1, round(scale * 100)), self._middle())

    def pan(self, dx: float, dy: float) -> None:
        self.window._on_pan_request(QtCore.QPoint(round(dx), round(dy)))

    def to_view(self, x: float, y: float) -> tuple[float, float]:
        canvas = self.canvas()
        at = (QtCore.QPointF(x, y) + canvas._compute_image_origin_offset()) * canvas.scale
        return at.x(), at.y()

    def count(self) -> int:
        return len(self.canvas().shapes)

    def vertex(self) -> tuple[float, float]:
        point = self.canvas().shapes[-1].points[0]
        return point.x(), point.y()

    def undo(self) -> None:
        self.window.undo_shape_edit()

    def save(self) -> None:
        self.window.save_labels(self.saved_path)

    def _middle(self) -> Any:
        return QtCore.QPointF(*self.view_middle())


PROGRAM = Labelme6
