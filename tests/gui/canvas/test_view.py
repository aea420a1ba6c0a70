"""Zoom, pan, orientation, brightness, and pictures that are not what they claim."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QSlider
from pytestqt.qtbot import QtBot

from desktop.base.errors import DamagedFileError, KnownError
from desktop.views.widgets.bench.adjust import AdjustPlate
from desktop.views.widgets.canvas import picture as pictures
from desktop.views.widgets.canvas.picture import coarse_of, decode, read_header
from desktop.views.widgets.canvas.streaming import coarse
from desktop.views.widgets.canvas.viewport import LARGEST, ORIENTATIONS, Viewport
from tests.gui.canvas.drivers import SIZE, BenchDriver, attempt, car, picture

SitDown = Callable[..., BenchDriver]


@pytest.mark.parametrize("at", [(30, 40), (200, 150), (390, 290)])
def test_the_wheel_zooms_at_the_pointer(trainee: BenchDriver, at: tuple[float, float]) -> None:
    view = trainee.canvas.view
    for notches in (1, 3, -2, 5, 1):
        pointer = trainee.point(*at)
        held = view.to_image(pointer.x(), pointer.y())
        trainee.wheel(*at, notches)
        after = view.to_view(*held)
        # The shift is whole device pixels.
        assert abs(after[0] - pointer.x()) <= 0.5
        assert abs(after[1] - pointer.y()) <= 0.5


def test_ctrl_wheel_zooms_too_and_shift_wheel_moves_sideways(trainee: BenchDriver) -> None:
    view = trainee.canvas.view
    before = view.scale
    trainee.wheel(200, 150, 2, Qt.KeyboardModifier.ControlModifier)
    assert view.scale > before
    left, top = view.left, view.top
    trainee.wheel(200, 150, -1, Qt.KeyboardModifier.ShiftModifier)
    assert (view.left, view.top) == (left - 60, top)


def test_keys_zoom_fit_and_show_the_original_size(sit_down: SitDown) -> None:
    trainee = sit_down(car("a", 100, 100, 140, 130))
    view = trainee.canvas.view
    trainee.press("Ctrl+=")
    assert view.scale == 1.0
    trainee.press("+")
    assert view.scale == 1.25
    trainee.press("-", "-", "Ctrl+0")
    assert view.is_fitted
    trainee.press("V", "Tab", "Z")
    x1, _y1, x2, _y2 = view.rect((100, 100, 140, 130))
    assert x2 - x1 == pytest.approx(0.4 * view.width, rel=0.3)
    trainee.press("Ctrl+F")
    assert view.is_fitted


def test_zoom_has_ends_and_the_picture_cannot_be_lost(trainee: BenchDriver) -> None:
    view = trainee.canvas.view
    trainee.wheel(200, 150, 60)
    assert view.scale == LARGEST
    trainee.canvas.pan(1e6, -1e6)
    x1, y1, x2, y2 = view.rect((0, 0, *SIZE))
    assert x1 < view.width
    assert y2 > 0
    trainee.wheel(200, 150, -200)
    assert view.scale > 0
    assert x2 > 0
    assert y1 < view.height


def test_a_fitted_picture_stays_fitted_when_the_window_grows(trainee: BenchDriver) -> None:
    trainee.bench.resize(1000, 600)
    assert trainee.canvas.view.is_fitted
    trainee.wheel(200, 150, 3)
    middle = trainee.canvas.view.to_upright(trainee.canvas.view.width / 2, trainee.canvas.view.height / 2)
    trainee.bench.resize(1200, 650)
    view = trainee.canvas.view
    assert view.to_upright(view.width / 2, view.height / 2) == pytest.approx(middle, abs=1)


def test_a_zoomed_view_is_exact_once_it_is_still(trainee: BenchDriver, qtbot: QtBot) -> None:
    trainee.draw_box(100, 100, 200, 200)
    trainee.wheel(150, 150, 3)
    assert not trainee.canvas.layers.is_exact
    qtbot.waitUntil(lambda: trainee.canvas.layers.is_exact, timeout=30_000)


# -- orientation


def _turned(tag: int, size: tuple[int, int] = SIZE) -> bytes:
    """Return a JPEG whose raw pixels are the usual picture and whose tag turns it."""
    raw = Image.open(io.BytesIO(picture(size)))
    exif = Image.Exif()
    exif[0x0112] = tag
    out = io.BytesIO()
    raw.save(out, "JPEG", quality=95, subsampling=0, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("tag", range(1, 9))
def test_a_turned_picture_stands_upright_and_marks_stay_in_raw_pixels(sit_down: SitDown, tag: int) -> None:
    trainee = sit_down(media=_turned(tag))
    corners = {(10, 10): "red", (390, 10): "lime", (390, 290): "blue", (10, 290): "white"}
    for (x, y), name in corners.items():
        seen = trainee.pixel(x, y)
        assert _near(seen.getRgb()[:3], QColor(name).getRgb()[:3])
    trainee.draw_box(50, 60, 150, 220)
    assert trainee.boxes == [(50, 60, 150, 220)]
    upright = trainee.canvas.view.upright_size
    assert upright == (SIZE if tag < 5 else SIZE[::-1])


@pytest.mark.parametrize("tag", range(1, 9))
def test_our_turning_is_pillows_turning(tag: int) -> None:
    from PIL import ImageOps

    data = _turned(tag)
    expected = np.asarray(ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB"))
    image = decode(data, read_header(data)).levels[0][1]
    got = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    assert np.abs(got[:, : image.width(), 2::-1].astype(int) - expected).mean() < 2


@pytest.mark.parametrize("tag", range(1, 9))
def test_arrows_move_as_seen_on_a_turned_picture(sit_down: SitDown, tag: int) -> None:
    trainee = sit_down(car("a", 100, 100, 200, 200), media=_turned(tag))
    trainee.press("V", "Tab")
    before = trainee.canvas.view.rect(trainee.box().corners)
    trainee.press("Right", "Ctrl+Up")
    after = trainee.canvas.view.rect(trainee.box().corners)
    step = trainee.canvas.view.scale
    assert after == pytest.approx((before[0] + step, before[1] - step, before[2] + step, before[3]))


@pytest.mark.parametrize("tag", range(1, 9))
def test_orientation_there_and_back_is_the_same_point(tag: int) -> None:
    turn = ORIENTATIONS[tag]
    assert turn.raw(*turn.upright(12.5, 70, SIZE), SIZE) == (12.5, 70)
    assert turn.raw_vector(*turn.upright_vector(3, -1)) == (3, -1)
    view = Viewport(SIZE, turn)
    view.resize(500, 400)
    view.zoom(2.5, (100, 50))
    assert view.to_image(*view.to_view(33, 44)) == pytest.approx((33, 44))
    rects = view.upright_rects(np.array([[10.0, 20, 30, 60]]))
    assert view.raw_rect(*rects[0]) == (10, 20, 30, 60)


# -- brightness


def test_brightness_changes_what_is_seen_and_nothing_else(trainee: BenchDriver) -> None:
    before = trainee.pixel(200, 150)
    trainee.bench.run("adjust")
    slider(trainee.bench.plates.adjust, "亮度").setValue(50)
    assert trainee.pixel(200, 150).red() > before.red() + 40
    trainee.bench.plates.adjust.reset()
    assert trainee.pixel(200, 150) == before


# -- hostile pictures


def _header_says(width: int, height: int) -> bytes:
    """Return a PNG whose header promises a size that is not there."""
    data = bytearray(_as("PNG"))
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


def _as(form: str) -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(picture())).save(out, form)
    return out.getvalue()


@pytest.mark.qt_log_ignore("JPEG", extend=True)
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "不是 JPEG"),
        (b"hello", "不是 JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是 JPEG"),
        (b"GIF89a" + bytes(40), "不是 JPEG"),
        (_as("JPEG")[:-200], "不完整"),
        (_as("PNG")[:-300], "不完整"),
        (_as("WEBP")[:-100], "不完整"),
        (_as("BMP")[:-100], "不完整"),
        (_header_says(20_001, 20_000), "太大"),
        (_header_says(70_000, 10), "太大"),
        (b"\xff\xd8\xff\xe0\x00\x02\xff\xd9", "读不出宽和高"),
    ],
)
def test_a_hostile_picture_is_refused_with_a_sentence_and_the_old_one_stays(
    trainee: BenchDriver, data: bytes, words: str
) -> None:
    trainee.draw_box(10, 10, 60, 60)
    with pytest.raises(KnownError, match=words) as refused:
        trainee.bench.load(attempt(media=data))
    assert refused.value.remedy
    assert trainee.boxes == [(10, 10, 60, 60)]
    assert trainee.pixel(10, 290).getRgb()[:3] == (255, 255, 255)


def test_a_picture_of_another_size_than_the_exercise_is_refused(trainee: BenchDriver) -> None:
    with pytest.raises(DamagedFileError, match="换过"):
        trainee.bench.load(attempt(media=picture((300, 300))))


def test_see_through_pictures_are_shown_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(out, "PNG")
    image = decode(out.getvalue(), read_header(out.getvalue())).levels[0][1]
    assert image.pixelColor(5, 5).getRgb() == (255, 255, 255, 255)


def test_a_big_picture_is_coarse_first_and_whole_soon_and_no_thread_is_left(
    sit_down: SitDown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "SLOW_PIXELS", 100_000)
    trainee = sit_down()
    trainee.bench.load(attempt(media=picture((1600, 1200), "JPG"), size=(1600, 1200)))
    assert (
        trainee.canvas.loader.is_busy
    )  # no event was handled since: only the event loop takes a picture over
    qtbot.waitUntil(lambda: not trainee.canvas.loader.is_busy, timeout=30_000)
    assert _near(trainee.pixel(8, 8).getRgb()[:3], (255, 0, 0))
    trainee.bench.load(replace(attempt(media=picture((1600, 1200), "JPG"), size=(1600, 1200))))
    trainee.bench.close_bench()
    assert not trainee.canvas.loader.is_busy


def test_a_turned_big_picture_is_coarse_at_the_right_size() -> None:
    data = _turned(6, (800, 600))
    first = coarse_of(coarse(data, (800, 600), lambda: None), read_header(data))
    assert first.size == (800, 600)
    assert (first.levels[0][1].width(), first.levels[0][1].height()) == (75, 100)
    assert first.levels[0][0] == 8.0


def slider(plate: AdjustPlate, name: str) -> QSlider:
    """Return a slider of the plate by its name."""
    return next(one for one in plate.findChildren(QSlider) if one.accessibleName() == name)


def _near(seen: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) <= 40 for one, other in zip(seen, wanted, strict=True))
