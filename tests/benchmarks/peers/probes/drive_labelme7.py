"""labelme 7: PySide6, a widget in a scroll area that leaves out what is not in view."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import labelme.__main__
import labelme._app
import numpy as np
import showing
from program import Program
from PySide6 import QtCore, QtGui, QtWidgets


class Labelme7(Program):
    """labelme 7.9.1 through the slots of its menus and of its wheel."""

    toolkit = SimpleNamespace(QtCore=QtCore, QtGui=QtGui, QtWidgets=QtWidgets)
    saved_path = ""

    def launch(self, ready: Callable[..., None]) -> None:
        def shown(window: Any) -> None:
            self.window = window
            ready()

        showing.hook(self.toolkit, labelme._app.MainWindow, shown)
        sys.argv = ["labelme"]
        labelme.__main__.main()

    def open(self, folder: Path, picture: Path) -> None:
        self.saved_path = str(folder / "picture.json")
        self.window._load_from_file_or_dir(file_or_dir=str(picture))

    def is_open(self) -> bool:
        return not self.canvas().pixmap.isNull()

    def answer(self, dialog: Any) -> str:
        """It asks before a large image is opened: say yes."""
        for button in dialog.buttons():
            if dialog.buttonRole(button) == QtWidgets.QMessageBox.ButtonRole.AcceptRole:
                button.click()
                return "asked first"
        return super().answer(dialog)

    def canvas(self) -> Any:
        return self.window._canvas_widgets.canvas

    def scale(self) -> float:
        return float(self.canvas().scale)

    def zoom_to(self, scale: float) -> None:
        self.window._zoom_mode = labelme._app._ZoomMode.MANUAL_ZOOM
        self.window._set_zoom(value=scale * 100, pos=QtCore.QPointF(*self.view_middle()))

    def pan(self, dx: float, dy: float) -> None:
        self.window._on_pan_request(QtCore.QPoint(round(dx), round(dy)))

    def to_view(self, x: float, y: float) -> tuple[float, float]:
        at = self.canvas().transform_image_point_to_widget(QtCore.QPointF(x, y), area=None)
        return at.x(), at.y()

    def is_idle(self) -> bool:
        """It saves after each edit, in a thread."""
        return not self.window._save_writer.is_busy

    def count(self) -> int:
        return len(self.canvas().shapes)

    def vertex(self) -> tuple[float, float]:
        return tuple(float(number) for number in np.asarray(self.canvas().shapes[-1].points[0]))

    def undo(self) -> None:
        self.window.undo_shape_edit()

    def save(self) -> None:
        self.window.save_labels(label_path=self.saved_path)


PROGRAM = Labelme7
