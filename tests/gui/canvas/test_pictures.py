"""Pictures as they come from packs: turned, cut short, lying about their size, in every kind that is taken."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image
from PySide6.QtGui import QImage

from desktop.base.errors import DamagedFileError, KnownError
from desktop.views.widgets.canvas import picture as pictures
from desktop.views.widgets.canvas.picture import (
    LONGEST_SIDE,
    MOST_PIXELS,
    Picture,
    coarse_of,
    decode,
    read_header,
)
from desktop.views.widgets.canvas.streaming import coarse
from desktop.views.widgets.canvas.viewport import ORIENTATIONS
from tests.gui.canvas.drivers import BenchDriver, attempt, picture

FORMS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF")


def made(form: str = "PNG", size: tuple[int, int] = (60, 40), **how: object) -> bytes:
    """Return a picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, (0, 0, 255))
    image.paste((255, 0, 0), (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


def turned(tag: int, size: tuple[int, int] = (60, 40), form: str = "JPEG") -> bytes:
    """Return a picture with an EXIF orientation."""
    exif = Image.Exif()
    exif[0x0112] = tag
    return made(form, size, exif=exif)


def png_of(width: int, height: int, *, body: bytes = b"", bits: int = 8, kind: int = 2) -> bytes:
    """Return a PNG whose header says what it likes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", body or zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def opened(data: bytes) -> Picture:
    """Return a picture as it is shown."""
    return decode(data, read_header(data))


def roughly(data: bytes) -> Picture:
    """Return the coarse view of a JPEG."""
    return coarse_of(coarse(data, read_header(data).size, lambda: None), read_header(data))


def near(colour: tuple[int, ...], wanted: tuple[int, int, int], slack: int = 40) -> bool:
    """Tell whether a colour is about another."""
    return all(abs(one - other) <= slack for one, other in zip(colour[:3], wanted, strict=True))


# -- what is taken


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_of_each_kind_is_read_with_its_size(form: str) -> None:
    data = made(form)
    header = read_header(data)
    assert header.form == form.lower()
    assert header.size == (60, 40)
    assert header.orientation == ORIENTATIONS[1]
    image = opened(data).levels[0][1]
    assert near(image.pixelColor(5, 20).getRgb(), (255, 0, 0))
    assert near(image.pixelColor(55, 20).getRgb(), (0, 0, 255))


@pytest.mark.parametrize("form", FORMS)
def test_the_kind_is_read_from_the_content_and_not_from_a_name(form: str) -> None:
    assert opened(made(form)).levels[0][1].format() == QImage.Format.Format_RGB32


@pytest.mark.parametrize("size", [(1, 1), (1, 50), (50, 1), (2, 3), (1024, 2), (1025, 2), (1025, 3)])
def test_the_smallest_and_narrowest_pictures_are_shown(size: tuple[int, int]) -> None:
    shown = opened(made(size=size))
    assert shown.size == size
    assert all(image.width() > 0 and image.height() > 0 for _step, image in shown.levels)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1", "RGBA"])
def test_grey_palette_and_see_through_pictures_are_shown_in_plain_colour(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (30, 20), 0).save(out, "PNG")
    image = opened(out.getvalue()).levels[0][1]
    assert image.format() == QImage.Format.Format_RGB32
    assert image.size().toTuple() == (30, 20)


def test_what_is_half_see_through_is_half_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 128)).save(out, "PNG")
    assert near(opened(out.getvalue()).levels[0][1].pixelColor(5, 5).getRgb(), (127, 127, 127), 2)


def test_a_cmyk_picture_is_shown_in_plain_colour() -> None:
    out = io.BytesIO()
    Image.new("CMYK", (20, 20), (0, 255, 255, 0)).save(out, "JPEG")
    colour = opened(out.getvalue()).levels[0][1].pixelColor(5, 5)
    assert colour.red() > colour.blue()


def test_only_the_first_picture_of_a_moving_one_is_shown() -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    assert near(opened(out.getvalue()).levels[0][1].pixelColor(5, 5).getRgb(), (255, 0, 0))


# -- turned pictures


@pytest.mark.parametrize("tag", range(1, 9))
def test_the_header_says_how_a_picture_is_turned_and_keeps_its_raw_size(tag: int) -> None:
    header = read_header(turned(tag))
    assert header.orientation == ORIENTATIONS[tag]
    assert header.size == (60, 40)


@pytest.mark.parametrize("tag", range(1, 9))
def test_a_turned_picture_stands_upright(tag: int) -> None:
    shown = opened(turned(tag))
    image = shown.levels[0][1]
    assert image.size().toTuple() == ORIENTATIONS[tag].upright_size((60, 40))
    u, v = ORIENTATIONS[tag].upright(5, 20, (60, 40))
    assert near(image.pixelColor(int(u), int(v)).getRgb(), (255, 0, 0))
    u, v = ORIENTATIONS[tag].upright(55, 20, (60, 40))
    assert near(image.pixelColor(int(u), int(v)).getRgb(), (0, 0, 255))


@pytest.mark.parametrize("tag", [0, 9, 255])
def test_a_turn_that_does_not_exist_is_none(tag: int) -> None:
    assert read_header(turned(tag)).orientation == ORIENTATIONS[1]


@pytest.mark.parametrize("tag", range(1, 9))
def test_a_coarse_picture_is_turned_as_the_whole_one(tag: int) -> None:
    data = turned(tag, (160, 80))
    first, whole = roughly(data), opened(data)
    assert first.size == whole.size
    step, image = first.levels[0]
    assert step == 8.0
    assert (image.width() * 8, image.height() * 8) == whole.levels[0][1].size().toTuple()


# -- what is refused


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kept", [0, 1, 2, 3, 4, 7, 8, 12, 20, 30])
@pytest.mark.qt_log_ignore("JPEG", "libpng", extend=True)
def test_a_picture_cut_short_anywhere_near_its_head_is_refused_in_plain_words(form: str, kept: int) -> None:
    with pytest.raises(DamagedFileError) as refused:
        opened(made(form)[:kept])
    assert refused.value.what.endswith("。")
    assert refused.value.remedy.endswith("。")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
@pytest.mark.qt_log_ignore("JPEG", "libpng", extend=True)
def test_a_picture_cut_short_in_its_body_is_never_shown_half_grey(form: str, share: float) -> None:
    noise = Image.effect_noise((120, 90), 80).convert("RGB")
    out = io.BytesIO()
    noise.save(out, form)
    data = out.getvalue()
    with pytest.raises(DamagedFileError, match=r"不完整|已损坏"):
        opened(data[: int(len(data) * share)])


@pytest.mark.parametrize(
    ("width", "height"),
    [
        (LONGEST_SIDE + 1, 1),
        (1, LONGEST_SIDE + 1),
        (20_001, 20_000),
        (2**31 - 1, 1),
        (2**31 - 1, 2**31 - 1),
        (65_535, 65_535),
    ],
)
@pytest.mark.qt_log_ignore("libpng", extend=True)
def test_a_header_that_promises_a_giant_is_refused_before_a_pixel_is_made(
    width: int, height: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "held", lambda *_all: pytest.fail("pixels were made"))
    with pytest.raises(KnownError, match=r"太大|读不出宽和高"):
        opened(png_of(width, height))


@pytest.mark.parametrize(("width", "height"), [(0, 10), (10, 0), (0, 0)])
@pytest.mark.qt_log_ignore("libpng", extend=True)
def test_a_header_without_a_width_or_height_is_refused(width: int, height: int) -> None:
    with pytest.raises(DamagedFileError, match="读不出宽和高"):
        read_header(png_of(width, height))


@pytest.mark.qt_log_ignore("libpng", extend=True)
@pytest.mark.parametrize("body", [b"\x00" * 40, zlib.compress(b"\x07" * 10), b"not packed at all"])
def test_pixels_that_cannot_be_unpacked_are_refused(body: bytes) -> None:
    with pytest.raises(DamagedFileError, match="已损坏"):
        opened(png_of(50, 50, body=body))


def test_the_largest_that_is_taken_is_taken_by_its_header() -> None:
    header = read_header(png_of(20_000, 20_000))
    assert header.pixels == MOST_PIXELS
    assert header.is_slow
    assert header.is_tiled


@pytest.mark.parametrize(
    "data",
    [
        b"BM" + (10**9).to_bytes(4, "little") + bytes(60),
        b"BM" + bytes(4),
        b"RIFF" + (4).to_bytes(4, "little") + b"WEBP",
        b"RIFF" + (2**32 - 1).to_bytes(4, "little") + b"WEBP" + bytes(50),
        b"\xff\xd8\xff" + bytes(100) + b"\xff\xd9",
        b"\x89PNG\r\n\x1a\n" + bytes(100) + b"IEND",
        b"%PDF-1.4" + bytes(40),
        b"MZ" + bytes(200),
        b"\x00" * 5000,
        "图片".encode(),
    ],
)
@pytest.mark.qt_log_ignore("JPEG", "libpng", extend=True)
def test_what_only_looks_like_a_picture_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedFileError):
        opened(data)


# -- halves for zooming out


def test_a_small_picture_has_one_level() -> None:
    shown = opened(made(size=(1000, 700)))
    assert len(shown.levels) == 1
    assert shown.level(0.01) == shown.levels[0]


def test_the_level_in_use_always_has_a_pixel_for_every_pixel_on_the_screen() -> None:
    shown = opened(made(size=(5000, 30)))
    for scale in (2.0, 1.0, 0.9, 0.51, 0.5, 0.26, 0.2, 0.1, 0.001):
        step, _image = shown.level(scale)
        assert step * scale <= 1.0 + 1e-9 or step == min(each for each, _one in shown.levels)


def test_a_coarse_picture_zoomed_in_uses_its_finest_level() -> None:
    assert roughly(made("JPEG", (1600, 800))).level(4.0)[0] == 8.0


# -- on the bench


@pytest.mark.parametrize("size", [(1, 1), (3, 400), (4000, 3), (16_000, 4)])
def test_a_picture_of_any_shape_is_seen_when_it_is_opened(
    sit_down: Callable[..., BenchDriver], size: tuple[int, int]
) -> None:
    trainee = sit_down(media=picture(size), size=size)
    seen = trainee.canvas.grab().toImage()
    x1, y1, x2, y2 = trainee.canvas.view.rect((0, 0, *size))
    middle = seen.pixelColor(round((x1 + x2 - 1) / 2), int((y1 + y2) / 2))
    outside = seen.pixelColor(2, 2)
    assert middle != outside


@pytest.mark.parametrize("data", [b"", b"hello", png_of(70_000, 1)])
def test_a_refused_picture_changes_nothing_on_the_bench(
    sit_down: Callable[..., BenchDriver], data: bytes
) -> None:
    trainee = sit_down()
    trainee.draw_box(10, 10, 60, 60)
    desk = trainee.desk
    with pytest.raises(KnownError):
        trainee.bench.load(attempt(media=data))
    assert trainee.bench.desk is desk
    trainee.press("Ctrl+Z")
    assert trainee.boxes == []
