"""What a person with a keyboard, a screen reader or weak eyes would find on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QTableView,
    QWidget,
)

from desktop.views.widgets.bench.image_bench import ImageBench
from desktop.views.window import MainWindow

CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QPlainTextEdit,
    QComboBox,
    QAbstractSpinBox,
    QAbstractItemView,
    QAbstractSlider,
)
#: Hit targets smaller than this are missed by untrained hands.
LEAST_TARGET = 32
CHINESE = re.compile(r"[\u3400-\u9fff]")
MOST_TABS = 150


def controls(window: QWidget) -> list[QWidget]:
    """Return the controls on the screen that can be used, without the parts that Qt makes inside them."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and widget.isVisible()
        and widget.isEnabled()
        and not isinstance(widget, QScrollBar)
        and not _inside_another(widget)
    ]


def name_of(widget: QWidget) -> str:
    """Return what a screen reader says of a control."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def describe(widget: QWidget) -> str:
    """Return a control as a message shows it."""
    return f"{type(widget).__name__} {name_of(widget) or widget.objectName()!r} {widget.width()}x{widget.height()}"


def tab_stops(window: MainWindow) -> set[QWidget]:
    """Return what Tab, and on a bench F6, leads to until it comes round."""
    window.activateWindow()
    found: set[QWidget] = set()
    bench = next((each for each in window.findChildren(ImageBench) if each.isVisible()), None)
    for _press in range(MOST_TABS):
        focus = QApplication.focusWidget() or window.focusWidget() or window
        found.add(focus)
        key = Qt.Key.Key_Tab
        if bench is not None and (focus is bench or bench.isAncestorOf(focus)):
            key = Qt.Key.Key_F6
        QTest.keyClick(focus, key)
        QApplication.processEvents()
    return found


def reached(widget: QWidget, stops: set[QWidget]) -> bool:
    """Tell whether a control is a stop, or one of a group of which one is (arrows move within a group)."""
    if widget in stops or widget.focusProxy() in stops:
        return True
    if isinstance(widget, QAbstractButton) and (group := widget.group()) is not None:
        return any(each in stops for each in group.buttons())
    return False


def cut_texts(window: QWidget) -> Iterator[str]:
    """Yield labels and buttons whose words do not fit into what the layout gave them."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QPushButton) or not widget.text():
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            if widget.heightForWidth(widget.width()) > widget.height() + 1:
                yield f"{describe(widget)}: {widget.text()[:30]!r} needs height {widget.heightForWidth(widget.width())}"
            continue
        room = widget.contentsRect() if isinstance(widget, QLabel) else widget.rect()
        wanted = (
            widget.fontMetrics().horizontalAdvance(widget.text())
            if isinstance(widget, QLabel)
            else widget.sizeHint().width()
        )
        if wanted > room.width() + 1:
            yield f"{describe(widget)}: {widget.text()[:30]!r} needs width {wanted}"


def outside(window: QWidget) -> Iterator[str]:
    """Yield controls that stick out of the window and lie in no area that scrolls."""
    whole = QRect(0, 0, window.width(), window.height())
    for widget in controls(window):
        place = QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())
        if not whole.contains(place) and not _scrolls(widget):
            yield f"{describe(widget)} at {place.x()},{place.y()}"


def words(window: QWidget) -> Iterator[str]:
    """Yield everything that is said on the screen and to a screen reader."""
    yield window.windowTitle()
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        for said in ("text", "toPlainText", "placeholderText", "title", "currentText"):
            if not isinstance(widget, QLineEdit | QPlainTextEdit) or said == "placeholderText":
                method = getattr(widget, said, None)
                value = method() if callable(method) else ""
                if isinstance(value, str):
                    yield value
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
        if isinstance(widget, QTableView) and (model := widget.model()) is not None:
            for column in range(widget.horizontalHeader().count()):
                yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")


def _inside_another(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return isinstance(parent, QComboBox | QAbstractSpinBox | QLineEdit | QAbstractItemView)


def _scrolls(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False
