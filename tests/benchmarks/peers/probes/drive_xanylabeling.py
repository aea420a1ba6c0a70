"""X-AnyLabeling: PyQt6, a widget that keeps its own offset."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import anylabeling.app
import anylabeling.views.mainwindow
import showing
from program import Program
from PyQt6 import QtCore, QtGui, QtWidgets


class XAnyLabeling(Program):
    """X-AnyLabeling 4.2.1 through the slots of its menus and of its wheel, without the wheel's animation."""

    toolkit = SimpleNamespace(QtCore=QtCore, QtGui=QtGui, QtWidgets=QtWidgets)
    saved_path = ""

    def launch(self, ready: Callable[..., None]) -> None:
        def shown(window: Any) -> None:
            self.window = window
            ready()

        showing.hook(self.toolkit, anylabeling.views.mainwindow.MainWindow, shown)
        given = os.environ.get("PEERS_ARGUMENTS", "").split()
        sys.argv = ["xanylabeling", "--no-auto-update-check", "--work-dir", os.environ["HOME"], *given]
        anylabeling.app.main()

    @property
    def view(self) -> Any:
        return self.window.labeling_widget.view

    def open(self, folder: Path, picture: Path) -> None:
        self.saved_path = str(folder / "picture.json")
        self.view.load_file(str(picture))

    def is_open(self) -> bool:
        pixmap = self.canvas().pixmap
        return pixmap is not None and not pixmap.isNull()

    def canvas(self) -> Any:
        return self.view.canvas

    def scale(self) -> float:
        return float(self.canvas().scale)

    def zoom_to(self, scale: float) -> None:
        self.view.set_zoom(scale * 100, pos=QtCore.QPointF(*self.view_middle()))

    def pan(self, dx: float, dy: float) -> None:
        self.view.pan_canvas(QtCore.QPointF(dx, dy))

    def to_view(self, x: float, y: float) -> tuple[float, float]:
        canvas = self.canvas()
        at = (QtCore.QPointF(x, y) + canvas.offset_to_center()) * canvas.scale
        return at.x(), at.y()

    def count(self) -> int:
        return len(self.canvas().shapes)

    def prepare(self) -> None:
        """Leave out the class names: with so many polygons nobody could see anything for them."""
        for names in ("show_labels", "show_texts"):
            self.view.set_canvas_params(names, False)

    def is_selected(self) -> bool:
        return self.canvas().shapes[-1].selected

    def vertex(self) -> tuple[float, float]:
        point = self.canvas().shapes[-1].points[0]
        return point.x(), point.y()

    def undo(self) -> None:
        self.view.undo_shape_edit()

    def save(self) -> None:
        self.view.save_labels(self.saved_path)


PROGRAM = XAnyLabeling
