"""Pictures on their way in: small ones at once, big ones beside the window, in memory or as tiles on disk."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop.base.errors import DamagedFileError, KnownError
from desktop.views.widgets.canvas import decoding as decodings
from desktop.views.widgets.canvas import picture as pictures
from desktop.views.widgets.canvas import streaming
from desktop.views.widgets.canvas.decoding import Decoding
from desktop.views.widgets.canvas.loading import Loader
from desktop.views.widgets.canvas.picture import Picture, decode, read_header
from desktop.views.widgets.canvas.picture_cache import NoRoomError, PictureCache
from tests.gui.canvas.test_pictures import made, png_of

FORMS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF")
#: Wider than one tile and than one band, with sides that no power of two divides.
SIZE = (1301, 777)


def gradient(size: tuple[int, int] = SIZE, mode: str = "RGB") -> Image.Image:
    """Return a picture in which every place has its own colour, with noise that no packing loses unseen."""
    width, height = size
    chance = np.random.default_rng(7)
    data = np.zeros((height, width, 3), np.uint8)
    data[..., 0] = np.linspace(0, 255, width)[None, :]
    data[..., 1] = np.linspace(0, 255, height)[:, None]
    data[..., 2] = chance.integers(0, 40, (height, width))
    return Image.fromarray(data).convert(mode)


def packed(image: Image.Image, form: str = "JPEG", *, tag: int = 1, **how: object) -> bytes:
    """Return an image as a file."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = tag
    if tag != 1:
        how["exif"] = exif
    image.save(out, form, **how)
    return out.getvalue()


def pixels(image: QImage) -> np.ndarray:
    """Return red, green and blue, height x width x 3."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    return lines[:, : image.width(), 2::-1].astype(int)


@pytest.fixture
def cache(tmp_path: Path) -> PictureCache:
    """A cache in a folder of its own that needs no spare room."""
    return PictureCache(tmp_path / "tiles", spare=0)


@pytest.fixture
def loader(qapp: QObject, cache: PictureCache) -> Iterator[Loader]:
    """A loader that belongs to the application."""
    one = Loader(qapp, cache)
    yield one
    one.stop()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every picture counts as slow."""
    monkeypatch.setattr(pictures, "SLOW_PIXELS", 100)


@pytest.fixture
def big(slow: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every picture counts as too big for memory, and only what is tiny of it is there all the same."""
    monkeypatch.setattr(pictures, "HELD_PIXELS", 100)
    monkeypatch.setattr(pictures, "RESIDENT_PIXELS", 200_000)


def told_by(loader: Loader) -> tuple[list[Picture], list[KnownError]]:
    """Return the lists that fill with the pictures and the faults of a loader."""
    shown: list[Picture] = []
    failed: list[KnownError] = []
    loader.decoded.connect(shown.append)
    loader.failed.connect(failed.append)
    return shown, failed


def outcome(data: bytes, cache: PictureCache | None = None) -> Decoding:
    """Return a decoding that has come to its end."""
    decoding = Decoding(data, read_header(data), cache)
    decoding.join()
    return decoding


def whole(picture: Picture | None) -> np.ndarray:
    """Return all pixels of a picture, wherever they are."""
    assert picture is not None
    layer = picture.layers[0]
    found = picture.cut(layer, (0, 0, *layer.size))
    assert found is not None
    return pixels(found[0])


# -- the loader


def test_a_small_picture_is_there_at_once(loader: Loader) -> None:
    shown = loader.open(made())
    assert shown.size == (60, 40)
    assert shown.is_exact
    assert not loader.is_busy


def test_a_big_picture_is_a_grey_sheet_then_coarse_then_whole(
    slow: None, loader: Loader, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, _failed = told_by(loader)
    go_on = threading.Event()
    real = decodings.whole
    monkeypatch.setattr(decodings, "whole", lambda *all_: (go_on.wait(30), real(*all_))[1])
    sheet = loader.open(packed(gradient()))
    assert loader.is_busy
    assert sheet.size == SIZE
    assert not sheet.is_exact
    qtbot.waitUntil(lambda: len(shown) == 1, timeout=30_000)
    assert shown[0].levels[0][0] == 8.0
    go_on.set()
    qtbot.waitUntil(lambda: not loader.is_busy, timeout=30_000)
    assert shown[-1].is_exact
    assert shown[-1].size == SIZE


@pytest.mark.parametrize("tag", range(1, 9))
def test_every_view_of_a_picture_is_turned_the_same_way(big: None, cache: PictureCache, tag: int) -> None:
    data = packed(gradient(), tag=tag, quality=95)
    header = read_header(data)
    upright = pixels(decode(data, header).levels[0][1])
    coarse = pictures.coarse_of(streaming.coarse(data, SIZE, lambda: None), header).levels[0][1]
    assert coarse.size().toTuple() == tuple(-(-side // 8) for side in (upright.shape[1], upright.shape[0]))
    assert np.abs(pixels(coarse)[4, 4] - upright[:64, :64].mean(axis=(0, 1))).max() < 40
    first = outcome(data, cache).picture
    assert np.abs(whole(first) - upright).mean() < 2
    again = outcome(data, cache).picture
    assert (whole(again) == whole(first)).all()


def test_a_fault_found_late_is_told_as_a_sentence(
    slow: None, loader: Loader, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = DamagedFileError("这张图片已损坏。")
    _shown, failed = told_by(loader)

    def fail(*_all: object) -> Picture:
        raise fault

    monkeypatch.setattr(decodings, "whole", fail)
    loader.open(made("JPEG", (160, 80)))
    qtbot.waitUntil(lambda: bool(failed), timeout=30_000)
    assert failed == [fault]
    assert not loader.is_busy


def test_too_little_memory_is_told_as_a_sentence(slow: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_all: object) -> Picture:
        raise MemoryError

    monkeypatch.setattr(decodings, "whole", fail)
    decoding = outcome(made("JPEG", (160, 80)))
    assert decoding.fault is not None
    assert "内存" in decoding.fault.what
    assert decoding.fault.remedy


def test_a_picture_refused_leaves_the_one_under_way(slow: None, loader: Loader, qtbot: QtBot) -> None:
    shown, _failed = told_by(loader)
    loader.open(made(size=(160, 80)))
    with pytest.raises(DamagedFileError):
        loader.open(b"nothing")
    assert loader.is_busy
    qtbot.waitUntil(lambda: not loader.is_busy, timeout=30_000)
    assert shown[-1].size == (160, 80)


def test_what_was_stopped_is_never_told_and_no_thread_is_left(slow: None, loader: Loader) -> None:
    shown, failed = told_by(loader)
    before = threading.active_count()
    loader.open(made(size=(160, 80)))
    loader.stop()
    loader.stop()
    assert not loader.is_busy
    assert threading.active_count() == before
    loader._look()
    assert shown == failed == []


def test_the_next_picture_takes_the_place_of_one_under_way(slow: None, loader: Loader, qtbot: QtBot) -> None:
    shown, _failed = told_by(loader)
    loader.open(made(size=(160, 80)))
    loader.open(made(size=(80, 160)))
    qtbot.waitUntil(lambda: not loader.is_busy, timeout=30_000)
    assert {one.size for one in shown} == {(80, 160)}


def test_giving_up_ends_a_decoding_without_an_outcome(slow: None, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()
    real = streaming.stream

    def wait(*all_: object, **how: object) -> None:
        begun.set()
        go_on.wait(30)
        real(*all_, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(streaming, "stream", wait)
    data = made("JPEG", (900, 700))
    decoding = Decoding(data, read_header(data))
    begun.wait(30)
    decoding.give_up()
    go_on.set()
    decoding.join()
    assert decoding.picture is None
    assert decoding.fault is None


# -- decodings


@pytest.mark.parametrize("form", FORMS)
def test_every_kind_is_the_same_picture_in_memory_and_as_tiles(
    big: None, cache: PictureCache, form: str
) -> None:
    data = packed(gradient(), form)
    upright = pixels(decode(data, read_header(data)).levels[0][1])
    in_memory, as_tiles = outcome(data), outcome(data, cache)
    assert in_memory.picture is not None
    assert in_memory.picture.pyramid is None
    assert as_tiles.picture is not None
    assert as_tiles.picture.pyramid is not None
    assert np.abs(whole(in_memory.picture) - upright).max() <= 3
    assert np.abs(whole(as_tiles.picture) - upright).max() <= 3


@pytest.mark.parametrize(
    ("form", "mode", "how"),
    [
        ("JPEG", "L", {}),
        ("JPEG", "CMYK", {}),
        ("JPEG", "RGB", {"progressive": True}),
        ("PNG", "L", {}),
        ("PNG", "P", {}),
        ("PNG", "RGBA", {}),
        ("PNG", "I;16", {}),
        ("TIFF", "L", {}),
        ("TIFF", "RGB", {"compression": "tiff_lzw"}),
        ("TIFF", "RGB", {"compression": "tiff_adobe_deflate"}),
        ("TIFF", "RGB", {"compression": "jpeg"}),
        ("WEBP", "RGBA", {"lossless": True}),
    ],
)
def test_every_way_of_storing_is_cut_into_tiles(
    big: None, cache: PictureCache, form: str, mode: str, how: dict[str, object]
) -> None:
    image = gradient(mode="L").convert("I;16") if mode == "I;16" else gradient(mode=mode)
    data = packed(image, form, **how)
    shown = outcome(data, cache).picture
    assert shown is not None
    assert shown.pyramid is not None
    expected = pixels(decode(data, read_header(data)).levels[0][1])
    slack = 60 if mode == "CMYK" else 3  # Qt and Pillow take ink for colour each in their way
    assert np.abs(whole(shown) - expected).max() <= slack


def test_a_picture_that_is_still_coming_is_seen_growing(
    big: None, cache: PictureCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Picture] = []
    real = decodings.coarse_of
    monkeypatch.setattr(decodings, "coarse_of", lambda *all_: seen.append(real(*all_)) or seen[-1])
    monkeypatch.setattr(decodings, "GLIMPSE", 0.0)
    data = packed(gradient(), "PNG")
    assert outcome(data, cache).picture is not None
    assert len(seen) >= 3
    filled = [(pixels(one.levels[0][1]).sum(axis=2) > 0).mean() for one in seen]
    assert filled == sorted(filled)
    assert filled[0] < 0.5 < filled[-1]


@pytest.mark.qt_log_ignore("libpng", extend=True)
@pytest.mark.parametrize("tiles", [False, True])
def test_a_damaged_picture_ends_with_its_fault_and_leaves_nothing(
    big: None, cache: PictureCache, tiles: bool
) -> None:
    decoding = outcome(png_of(500, 500, body=b"junk"), cache if tiles else None)
    assert decoding.picture is None
    assert isinstance(decoding.fault, DamagedFileError)
    assert not cache.folder.exists() or not list(cache.folder.iterdir())


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF"])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_a_body_that_ends_early_is_refused_though_the_file_has_an_end(
    big: None, cache: PictureCache, form: str, share: float
) -> None:
    data = packed(gradient(), form)
    end = {"JPEG": 2, "PNG": 12, "TIFF": 1}[form]
    cut = data[: int(len(data) * share)] + data[-end:]
    try:
        header = read_header(cut)
    except DamagedFileError:
        return
    decoding = Decoding(cut, header, cache)
    decoding.join()
    if form == "JPEG":
        # libjpeg fills what an early end leaves with grey: the file says of itself that it is whole.
        assert decoding.picture is not None
        return
    assert isinstance(decoding.fault, DamagedFileError)
    assert not list(cache.folder.glob("*"))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "BMP"])
@pytest.mark.parametrize("tiles", [False, True])
def test_a_file_that_tells_its_decoder_another_size_is_refused(
    big: None, cache: PictureCache, form: str, tiles: bool
) -> None:
    data = packed(gradient((200, 150)), form)
    header = replace(read_header(data), size=(150, 200))
    decoding = Decoding(data, header, cache if tiles else None)
    decoding.join()
    assert isinstance(decoding.fault, DamagedFileError)
    with pytest.raises(DamagedFileError):
        decode(data, header)


def test_tiles_are_found_again_and_not_made_anew(
    big: None, cache: PictureCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = packed(gradient())
    assert outcome(data, cache).picture is not None
    monkeypatch.setattr(streaming, "stream", lambda *_all, **_how: pytest.fail("decoded again"))
    again = outcome(data, cache)
    assert again.fault is None
    assert again.picture is not None


def test_tiles_of_another_picture_of_the_same_size_are_not_taken_for_it(
    big: None, cache: PictureCache
) -> None:
    one, other = packed(gradient()), packed(gradient().transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    outcome(one, cache)
    shown = outcome(other, cache).picture
    assert (whole(shown) == whole(outcome(other).picture)).all()


@pytest.mark.parametrize("form", FORMS)
def test_without_room_for_tiles_the_picture_is_held_in_memory(
    big: None, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = PictureCache(tmp_path / "tiles", spare=2**62)
    data = packed(gradient(), form)
    decoding = outcome(data, full)
    assert decoding.picture is not None
    assert decoding.picture.pyramid is None
    monkeypatch.setattr(decodings, "HELD_IN_NEED", 100)
    refused = outcome(data, full)
    assert isinstance(refused.fault, NoRoomError)
    assert refused.fault.what.endswith("。")
    assert refused.fault.where == str(full.folder)
    assert refused.fault.remedy


def test_a_folder_that_cannot_be_written_is_no_obstacle_for_a_picture_that_fits_memory(
    big: None, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_bytes(b"")
    decoding = outcome(packed(gradient()), PictureCache(in_the_way / "tiles", spare=0))
    assert decoding.picture is not None


def test_pictures_can_be_opened_while_many_are_decoded_beside_them() -> None:
    """Both sides ask Qt for a decoder: neither may hold what the other waits for."""
    data = made("WEBP", (900, 700))
    header = read_header(data)
    for _turn in range(40):
        decoding = Decoding(data, header)
        assert read_header(data) == header
        assert decode(data, header).size == (900, 700)
        decoding.join()
        assert decoding.picture is not None
