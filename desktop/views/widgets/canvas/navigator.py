"""The navigator (导航图): the whole picture, small, with a frame around what the canvas shows of it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.widgets.canvas.look import Look
from desktop.views.widgets.canvas.navigation import NavigableView
from desktop.views.widgets.canvas.picture import Picture
from desktop.views.widgets.canvas.viewport import STEP, Point
from desktop.views.widgets.painting import ring

#: Our pixels: the navigator's own size, and the least side of the frame that is still seen and caught.
SIZE = (232, 168)
_LEAST = 8
#: The share of the view that an arrow moves.
_STEP = 0.25
#: Black over what the canvas does not show.
_VEIL = QColor(0, 0, 0, 110)
_ARROWS = {
    Qt.Key.Key_Left: (1, 0),
    Qt.Key.Key_Right: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class Navigator(QWidget):
    """A click or a drag puts the middle of the view there; the wheel zooms; arrows move, Home shows everything."""

    def __init__(self, view: NavigableView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._small: QImage | None = None
        self._made_of: tuple[Picture | None, Look, QSize] | None = None
        self.setAccessibleName(_("导航图"))
        self.setAccessibleDescription(
            _("整张图片的小图，框里是画布上看到的部分。方向键移动，加减号缩放，Home 看整图。")
        )
        self.setToolTip(_("点或拖：移到那里；滚轮：缩放"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumSize(120, theme().px(SIZE[1]))
        view.looked.connect(self.update)
        view.loader.decoded.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the size wanted."""
        return QSize(theme().px(SIZE[0]), theme().px(SIZE[1]))

    # -- where things are, in our pixels

    def picture_rect(self) -> QRectF:
        """Return where the whole picture is painted."""
        across, down = self._view.view.upright_size
        by = min(self.width() / across, self.height() / down)
        wide, tall = max(across * by, 1.0), max(down * by, 1.0)
        return QRectF((self.width() - wide) / 2, (self.height() - tall) / 2, wide, tall)

    def frame_rect(self) -> QRectF:
        """Return the frame around what the canvas shows; never too small to be seen."""
        view = self._view.view
        left, top = self._place(view.to_upright(0, 0))
        right, bottom = self._place(view.to_upright(view.width, view.height))
        frame = QRectF(QPointF(left, top), QPointF(right, bottom)).intersected(self.picture_rect())
        wide, tall = max(frame.width(), theme().px(_LEAST)), max(frame.height(), theme().px(_LEAST))
        middle = frame.center()
        return QRectF(middle.x() - wide / 2, middle.y() - tall / 2, wide, tall)

    def upright_at(self, at: QPointF) -> Point:
        """Return the upright image point under one of our points; outside the picture the nearest in it."""
        rect, (across, down) = self.picture_rect(), self._view.view.upright_size
        u = (at.x() - rect.left()) / rect.width() * across
        v = (at.y() - rect.top()) / rect.height() * down
        return min(max(u, 0.0), float(across)), min(max(v, 0.0), float(down))

    def go_to(self, u: float, v: float) -> None:
        """Show an upright image point in the middle of the canvas."""
        view = self._view.view
        self._view.pan(
            view.width / 2 - (u * view.scale + view.left), view.height / 2 - (v * view.scale + view.top)
        )
        self.update()

    # -- events

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture, a veil over what is not in view, and the frame."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("canvas"))
        rect, small = self.picture_rect(), self._picture()
        if small is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(rect, small)
            frame = self.frame_rect()
            self._paint_veil(painter, rect, frame)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().colour("accent"), theme().px(2)))
            painter.drawRect(frame.adjusted(1, 1, -1, -1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().colour("edge"), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        ring(painter, self, radius=0)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the drag."""
        self._follow(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the middle of the canvas."""
        self._zoom(STEP ** (event.angleDelta().y() / 120))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by arrows, zoom by plus and minus, show everything with Home."""
        view = self._view.view
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if arrow is not None:
            self._view.pan(arrow[0] * view.width * _STEP, arrow[1] * view.height * _STEP)
        elif event.key() in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self._zoom(STEP)
        elif event.key() == Qt.Key.Key_Minus:
            self._zoom(1 / STEP)
        elif event.key() == Qt.Key.Key_Home:
            self._view.fit()
        else:
            event.ignore()
            return
        self.update()

    # -- inside

    def _follow(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.go_to(*self.upright_at(event.position()))

    def _zoom(self, factor: float) -> None:
        view = self._view.view
        self._view.zoom_by(factor, (view.width / 2, view.height / 2))
        self.update()

    def _place(self, upright: Point) -> Point:
        rect, (across, down) = self.picture_rect(), self._view.view.upright_size
        return rect.left() + upright[0] / across * rect.width(), rect.top() + upright[
            1
        ] / down * rect.height()

    def _picture(self) -> QImage | None:
        """Return the small picture with the look of the big one; made anew only when something of it changed."""
        tiles = self._view.layers.picture
        density = self.devicePixelRatioF()
        size = QSize(round(self.width() * density), round(self.height() * density))
        wanted = (tiles.picture, tiles.look, size)
        if self._made_of is None or self._made_of[0] is not wanted[0] or self._made_of[1:] != wanted[1:]:
            self._small, self._made_of = tiles.small((size.width(), size.height())), wanted
        return self._small

    @staticmethod
    def _paint_veil(painter: QPainter, rect: QRectF, frame: QRectF) -> None:
        """Darken the four sides around the frame."""
        inner = frame.intersected(rect)
        for side in (
            QRectF(rect.left(), rect.top(), rect.width(), inner.top() - rect.top()),
            QRectF(rect.left(), inner.bottom(), rect.width(), rect.bottom() - inner.bottom()),
            QRectF(rect.left(), inner.top(), inner.left() - rect.left(), inner.height()),
            QRectF(inner.right(), inner.top(), rect.right() - inner.right(), inner.height()),
        ):
            painter.fillRect(side, _VEIL)
