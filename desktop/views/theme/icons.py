"""Line icons (Lucide, ``assets/icons``) drawn in a token's colour at any size and pixel density."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.base.places import find_places
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import ICON


class _Drawer:
    """Sources read once, pixmaps made once for each name, colour, size and density."""

    sources: dict[str, str] = {}  # noqa: RUF012  one drawer per process
    pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}  # noqa: RUF012


def icon(name: str, token: str = "ink", size: int = ICON, *, gap: int = 0) -> QIcon:
    """Return icon ``name`` in the colour of palette field ``token``, scaled with the person's type.

    ``gap`` leaves room at its right: a Qt button sets its words closer than the grid allows.
    Raises OSError for a name that is not in ``assets/icons``.
    """
    made = QIcon(_widened(pixmap(name, token, size), gap))
    made.addPixmap(_widened(pixmap(name, "edge", size), gap), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, token: str = "ink", size: int = ICON) -> QPixmap:
    """Return icon ``name`` as a pixmap of ``size`` pixels at 100 % scale."""
    return coloured(name, theme().colour(token), theme().px(size))


def coloured(name: str, colour: QColor, size: int) -> QPixmap:
    """Return icon ``name`` in any colour, ``size`` device-independent pixels."""
    application = QGuiApplication.instance()
    density = application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
    key = (name, colour.name(QColor.NameFormat.HexArgb), size, density)
    if key not in _Drawer.pixmaps:
        _Drawer.pixmaps[key] = _render(name, colour, size, density)
    return _Drawer.pixmaps[key]


def draw_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Paint icon ``name`` into ``rect``."""
    QSvgRenderer(QByteArray(_source(name, colour).encode())).render(painter, rect)


def _widened(drawn: QPixmap, gap: int) -> QPixmap:
    if not gap:
        return drawn
    density = drawn.devicePixelRatio()
    canvas = QPixmap(drawn.width() + round(theme().px(gap) * density), drawn.height())
    canvas.setDevicePixelRatio(density)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return canvas


def _render(name: str, colour: QColor, size: int, density: float) -> QPixmap:
    _source(name, colour)  # a missing file must be found out before a painter is at work
    canvas = QPixmap(round(size * density), round(size * density))
    canvas.setDevicePixelRatio(density)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    draw_icon(painter, name, QRectF(0, 0, size, size), colour)
    painter.end()
    return canvas


def _source(name: str, colour: QColor) -> str:
    if name not in _Drawer.sources:
        _Drawer.sources[name] = icon_path(name).read_text("utf-8")
    return _Drawer.sources[name].replace("currentColor", colour.name())


def icon_path(name: str) -> Path:
    """Return the file of an icon."""
    return find_places().assets / "icons" / f"{name}.svg"
