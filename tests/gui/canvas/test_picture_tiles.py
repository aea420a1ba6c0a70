"""The picture in tiles of what the screen shows: no seams, the right place, the look asked for."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from desktop.views.widgets.canvas.look import Look
from desktop.views.widgets.canvas.picture import decode, read_header
from desktop.views.widgets.canvas.tiles import TILE, PictureTiles, TileStore, places
from desktop.views.widgets.canvas.viewport import ORIENTATIONS, Viewport
from tests.gui.canvas.drivers import encoded

SIZE = (1500, 1100)
WINDOW = QRectF(0, 0, 900, 700)


def view_at(scale: float, size: tuple[int, int] = SIZE, tag: int = 1) -> Viewport:
    """Return a view of 900 x 700 at a scale, around the middle."""
    view = Viewport(size, ORIENTATIONS[tag])
    view.resize(900, 700)
    view.fit()
    view.zoom(scale)
    return view


def painted(paint: object, background: Qt.GlobalColor = Qt.GlobalColor.black) -> QImage:
    """Return what a painting function leaves on a window."""
    image = QImage(900, 700, QImage.Format.Format_RGB32)
    image.fill(background)
    painter = QPainter(image)
    paint(painter)  # type: ignore[operator]
    painter.end()
    return image


def pixels(image: QImage) -> NDArray[np.uint8]:
    """Return the bytes of an image, height x width x 4."""
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).copy()


def slope(size: tuple[int, int] = SIZE) -> bytes:
    """Return a picture whose red rises to the right and whose green rises downwards, without steps."""
    width, height = size
    data = np.zeros((height, width, 4), np.uint8)
    data[..., 2] = np.linspace(0, 255, width)[None, :]
    data[..., 1] = np.linspace(0, 255, height)[:, None]
    data[..., 3] = 255
    image = QImage(data.tobytes(), width, height, width * 4, QImage.Format.Format_RGB32)
    return encoded(image)


# -- picture


def tiles_of(data: bytes) -> PictureTiles:
    """Return the tiles of a picture."""
    tiles = PictureTiles()
    tiles.show(decode(data, read_header(data)))
    return tiles


@pytest.mark.parametrize("scale", [0.21, 0.37, 0.5, 0.83, 1.0, 1.37, 2.0, 3.3, 7.0])
def test_there_is_no_seam_between_tiles_at_any_scale(scale: float) -> None:
    tiles, view = tiles_of(slope()), view_at(scale)
    shown = pixels(painted(lambda painter: tiles.paint(painter, view, WINDOW))).astype(int)
    x1, y1, x2, y2 = (round(edge) for edge in view.rect((0, 0, *SIZE)))
    inner = shown[max(y1, 0) + 2 : min(y2, 700) - 2, max(x1, 0) + 2 : min(x2, 900) - 2]
    step = 255 / SIZE[0] / min(scale, 1) + 255 / SIZE[1] / min(scale, 1)
    assert np.abs(np.diff(inner[..., 2], axis=1)).max() <= step + 2
    assert np.abs(np.diff(inner[..., 1], axis=0)).max() <= step + 2


@pytest.mark.parametrize("scale", [0.37, 1.0, 2.0, 5.0])
def test_a_pixel_is_shown_where_the_viewport_says(scale: float) -> None:
    tiles, view = tiles_of(slope()), view_at(scale)
    shown = painted(lambda painter: tiles.paint(painter, view, WINDOW))
    for x, y in ((450, 350), (300, 250), (600, 450)):
        image_x, image_y = view.to_image(x + 0.5, y + 0.5)
        colour = shown.pixelColor(x, y)
        assert colour.red() == pytest.approx(image_x / SIZE[0] * 255, abs=3)
        assert colour.green() == pytest.approx(image_y / SIZE[1] * 255, abs=3)


def test_the_fast_view_shows_the_same_places_as_the_exact_one() -> None:
    tiles, view = tiles_of(slope()), view_at(0.6)
    exact = pixels(painted(lambda painter: tiles.paint(painter, view, WINDOW))).astype(int)
    fast = pixels(painted(lambda painter: tiles.paint_fast(painter, view))).astype(int)
    assert np.abs(exact - fast)[..., :3].mean() < 2


def test_the_fast_view_is_as_bright_as_the_exact_one() -> None:
    tiles, view = tiles_of(slope()), view_at(0.6)
    tiles.adjust(Look(brightness=40, contrast=20))
    exact = pixels(painted(lambda painter: tiles.paint(painter, view, WINDOW))).astype(int)
    fast = pixels(painted(lambda painter: tiles.paint_fast(painter, view))).astype(int)
    assert np.abs(exact - fast)[..., :3].mean() < 3


def test_a_part_is_painted_as_the_whole_would_be() -> None:
    tiles, view = tiles_of(slope()), view_at(1.37)
    whole = painted(lambda painter: tiles.paint(painter, view, WINDOW))
    part = QRectF(333, 222, 50, 40)
    piece = painted(lambda painter: tiles.paint(painter, view, part))
    assert piece.copy(part.toRect()) == whole.copy(part.toRect())


def test_zooming_out_uses_the_halves_and_zooming_in_the_picture_itself() -> None:
    data = slope((4100, 40))
    picture = decode(data, read_header(data))
    assert [round(step) for step, _image in picture.levels] == [1, 2, 4, 8]
    assert [round(picture.level(scale)[0]) for scale in (3.0, 1.0, 0.6, 0.5, 0.3, 0.125, 0.01)] == [
        1,
        1,
        1,
        2,
        2,
        8,
        8,
    ]


def test_tiles_are_made_ahead_one_at_a_time_until_there_are_none_to_make() -> None:
    tiles, view = tiles_of(slope()), view_at(2.0)
    made = 0
    while tiles.advance(view, WINDOW):
        made += 1
    assert made == len(list(places(-view.left, -view.top, 900 - view.left, 700 - view.top)))


def test_the_least_recently_used_tile_goes_first() -> None:
    store: TileStore[str] = TileStore(most=2)
    store.put((0, 0), "a")
    store.put((1, 0), "b")
    store.get((0, 0))
    store.put((2, 0), "c")
    assert (1, 0) not in store
    assert (0, 0) in store
    assert len(store) == 2
    store.drop(iter([(0, 0), (9, 9)]))
    assert len(store) == 1
    store.clear()
    assert len(store) == 0


def test_places_cover_a_rectangle_and_nothing_beside_it() -> None:
    assert list(places(0, 0, TILE, TILE)) == [(0, 0)]
    assert list(places(-1, 0, 1, 1)) == [(-1, 0), (0, 0)]
    assert list(places(10, 10, 10, 10)) == [(0, 0)]
    assert len(list(places(0, 0, TILE * 2 + 1, TILE * 3))) == 9
