"""Pictures as tiles on disk: every pixel where it was, halves that are means, files that are lost, a folder that is bounded."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from desktop.views.widgets.canvas import picture as pictures
from desktop.views.widgets.canvas import picture_cache as caches
from desktop.views.widgets.canvas import pyramid as pyramids
from desktop.views.widgets.canvas.decoding import Decoding
from desktop.views.widgets.canvas.flat import halves
from desktop.views.widgets.canvas.look import Look
from desktop.views.widgets.canvas.picture import FEW, Picture, decode, read_header
from desktop.views.widgets.canvas.picture_cache import NoRoomError, PictureCache
from desktop.views.widgets.canvas.pyramid import (
    SIDE,
    Layout,
    Pyramid,
    PyramidError,
    PyramidWriter,
    kind_of,
    level_sizes,
)
from desktop.views.widgets.canvas.tiles import PictureTiles
from desktop.views.widgets.canvas.viewport import ORIENTATIONS, Viewport
from tests.gui.canvas.test_loading import gradient, packed

KINDS = {"grey": (1, np.uint8), "rgb": (4, np.uint8), "grey16": (1, np.uint16), "rgb16": (4, np.uint16)}
SIZE = (1301, 777)


def noise(kind: str, size: tuple[int, int] = SIZE) -> NDArray[Any]:
    """Return the rows of a picture of a kind, red first."""
    channels, scalar = KINDS[kind]
    chance = np.random.default_rng(11)
    found = chance.integers(0, np.iinfo(scalar).max + 1, (size[1], size[0], channels), dtype=scalar)
    if channels == 4:
        found[..., 3] = np.iinfo(scalar).max
        return found
    return found[..., 0]


def written(folder: Path, pixels: NDArray[Any], *, band: int = 100) -> Pyramid:
    """Return pixels as a pyramid, written in bands."""
    size = pixels.shape[1], pixels.shape[0]
    writer = PyramidWriter(folder / "a.part", size, kind_of(pixels))
    for top in range(0, size[1], band):
        writer.rows(pixels[top : top + band])
    writer.finish(folder / "a.tiles")
    return Pyramid(folder / "a.tiles", size)


def stored(pixels: NDArray[Any]) -> NDArray[Any]:
    """Return red-first pixels as a pyramid gives them back."""
    if pixels.dtype == np.uint8 and pixels.ndim == 3:
        return pixels[..., [2, 1, 0, 3]]
    return pixels


def whole(pyramid: Pyramid, level: int = 0) -> NDArray[Any]:
    """Return all pixels of a level."""
    found = pyramid.piece(level, 0, 0, *pyramid.layout.sizes[level])
    assert found is not None
    return found


# -- what comes out is what went in


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("band", [1, 100, 256, 512, 5000])
def test_every_pixel_comes_back_however_the_rows_came(tmp_path: Path, kind: str, band: int) -> None:
    pixels = noise(kind)
    pyramid = written(tmp_path, pixels, band=band)
    assert pyramid.layout.kind == kind
    assert (whole(pyramid) == stored(pixels)).all()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(width=st.integers(1, 1100), height=st.integers(1, 1100), data=st.data())
def test_any_part_of_any_size_comes_back(
    tmp_path: Path, width: int, height: int, data: st.DataObject
) -> None:
    pixels = noise("rgb", (width, height))
    pyramid = written(tmp_path, pixels)
    x1 = data.draw(st.integers(0, width - 1))
    y1 = data.draw(st.integers(0, height - 1))
    x2, y2 = data.draw(st.integers(x1 + 1, width)), data.draw(st.integers(y1 + 1, height))
    found = pyramid.piece(0, x1, y1, x2, y2)
    assert found is not None
    assert (found == stored(pixels)[y1:y2, x1:x2]).all()


@pytest.mark.parametrize("kind", KINDS)
def test_each_level_is_the_mean_of_the_one_below(tmp_path: Path, kind: str) -> None:
    pyramid = written(tmp_path, noise(kind))
    for level in range(1, len(pyramid.layout.sizes)):
        fine, coarse = whole(pyramid, level - 1), whole(pyramid, level)
        ends = [(0, fine.shape[0] % 2), (0, fine.shape[1] % 2), (0, 0)][: fine.ndim]
        even = np.pad(fine, ends, mode="edge").astype(np.int64)
        mean = (even[::2, ::2] + even[1::2, ::2] + even[::2, 1::2] + even[1::2, 1::2]) / 4
        assert coarse.shape == mean.shape
        assert np.abs(coarse - mean).max() <= 1


def test_levels_end_with_one_tile_and_each_covers_the_one_below() -> None:
    for size in ((1, 1), (512, 512), (513, 1), (20_000, 20_000), (65_535, 3)):
        sizes = level_sizes(size)
        assert sizes[0] == size
        assert max(sizes[-1]) <= SIDE
        for (wide, tall), (fine_wide, fine_tall) in zip(sizes[1:], sizes, strict=False):
            assert (wide, tall) == (-(-fine_wide // 2), -(-fine_tall // 2))


def test_400_megapixels_take_2_2_gigabytes_of_disk() -> None:
    assert Layout((20_000, 20_000), "rgb").file_bytes == pytest.approx(2.24e9, rel=0.01)
    assert Layout((20_000, 20_000), "grey").file_bytes == pytest.approx(0.56e9, rel=0.01)


@pytest.mark.parametrize("kind", KINDS)
def test_a_half_is_the_mean_of_four(kind: str) -> None:
    channels, scalar = KINDS[kind]
    four = np.array([[0, 10], [20, 30]], scalar)
    pixels = four if channels == 1 else np.repeat(four[..., None], 4, axis=2)
    assert (halves(np.ascontiguousarray(pixels)) == 15).all()


# -- files that are not whole


def test_rows_that_are_missing_leave_no_file(tmp_path: Path) -> None:
    writer = PyramidWriter(tmp_path / "a.part", SIZE, "grey")
    writer.rows(noise("grey")[:500])
    with pytest.raises(PyramidError):
        writer.finish(tmp_path / "a.tiles")
    assert list(tmp_path.iterdir()) == []


def test_nothing_has_the_name_before_it_is_whole(tmp_path: Path) -> None:
    writer = PyramidWriter(tmp_path / "a.part", SIZE, "grey")
    writer.rows(noise("grey"))
    assert not (tmp_path / "a.tiles").exists()
    writer.give_up()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("keep", [0, 5, 11, 40, 5000, -1])
def test_a_file_cut_short_is_no_pyramid(tmp_path: Path, keep: int) -> None:
    written(tmp_path, noise("grey")).close()
    place = tmp_path / "a.tiles"
    place.write_bytes(place.read_bytes()[:keep])
    with pytest.raises(PyramidError):
        Pyramid(place, SIZE)


@pytest.mark.parametrize(
    "head", [b"", b"DSPYR001", b"DSPYR001\xff\xff\xff\xff", b"DSPYR001\x02\x00\x00\x00[]", b"GIF89a" * 9]
)
def test_a_file_with_another_head_is_no_pyramid(tmp_path: Path, head: bytes) -> None:
    written(tmp_path, noise("grey")).close()
    place = tmp_path / "a.tiles"
    data = place.read_bytes()
    place.write_bytes(head.ljust(64, b"\x00") + data[64:])
    with pytest.raises(PyramidError):
        Pyramid(place, SIZE)


def test_a_pyramid_of_another_size_is_not_taken(tmp_path: Path) -> None:
    written(tmp_path, noise("grey")).close()
    with pytest.raises(PyramidError):
        Pyramid(tmp_path / "a.tiles", (SIZE[1], SIZE[0]))


def damage(pyramid: Pyramid, number: int) -> None:
    """Change one byte in a tile, as a disk or a power cut may."""
    with pyramid.path.open("r+b") as file:
        file.seek(pyramid.layout.start + number * pyramid.layout.tile_bytes + 4321)
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 0x40]))


def test_a_tile_that_was_lost_is_noticed_and_others_are_not_touched(tmp_path: Path) -> None:
    pyramid = written(tmp_path, noise("grey"))
    damage(pyramid, 0)
    assert pyramid.piece(0, 0, 0, 100, 100) is None
    assert pyramid.is_damaged
    assert pyramid.piece(0, 600, 0, 700, 100) is not None


def test_a_file_that_lost_a_tile_loses_its_name(tmp_path: Path) -> None:
    pyramid = written(tmp_path, noise("grey"))
    damage(pyramid, 0)
    assert pyramid.piece(0, 600, 0, 700, 100) is not None
    assert pyramid.path.exists()
    assert pyramid.piece(0, 0, 0, 100, 100) is None
    assert not pyramid.path.exists()


def test_a_file_that_went_away_is_noticed(tmp_path: Path) -> None:
    pyramid = written(tmp_path, noise("grey"))
    pyramid.close()
    assert pyramid.piece(0, 0, 0, 100, 100) is None


def test_tiles_in_memory_are_bounded_and_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pyramid = written(tmp_path, noise("grey"))
    monkeypatch.setattr(pyramids, "MOST_KEPT", 3 * pyramid.layout.tile_bytes)
    assert pyramid.missing(0, 0, 0, *SIZE) == 6
    whole(pyramid)
    assert pyramid.missing(0, 0, 0, *SIZE) == 3
    pyramid.piece(0, 0, 0, 10, 10)
    assert pyramid.missing(0, 0, 0, 10, 10) == 0


# -- the folder


@pytest.fixture
def cache(tmp_path: Path) -> PictureCache:
    """A cache with room for two small pictures."""
    return PictureCache(tmp_path / "tiles", most=3 * Layout(SIZE, "grey").file_bytes, spare=0)


def put(cache: PictureCache, digest: str, *, used: float = 0.0) -> Path:
    """Put a picture into a cache; ``used`` seconds ago."""
    pixels = noise("grey")
    writer = PyramidWriter(cache.begin(digest, Layout(SIZE, "grey").file_bytes), SIZE, "grey")
    writer.rows(pixels)
    place = cache.place(digest, SIZE)
    writer.finish(place)
    then = time.time() - used
    os.utime(place, (then, then))
    return place


def test_an_empty_folder_holds_nothing_and_is_made_when_it_is_needed(cache: PictureCache) -> None:
    assert not cache.may_hold(SIZE)
    assert cache.find("a", SIZE) is None
    put(cache, "a")
    assert cache.may_hold(SIZE)
    assert not cache.may_hold((1, 1))
    assert cache.find("a", SIZE) is not None
    assert cache.find("b", SIZE) is None


def test_what_was_used_longest_ago_goes_first(cache: PictureCache) -> None:
    oldest, old, new = put(cache, "a", used=300), put(cache, "b", used=200), put(cache, "c", used=100)
    assert cache.find("a", SIZE) is not None  # used again
    put(cache, "d")
    assert [place.exists() for place in (oldest, old, new)] == [True, False, True]


def test_the_folder_never_holds_more_than_its_bound(cache: PictureCache) -> None:
    for number in range(6):
        put(cache, str(number), used=100 - number)
        assert sum(path.stat().st_size for path in cache.folder.iterdir()) <= cache.most


def test_a_damaged_file_is_thrown_away_when_it_is_found(cache: PictureCache) -> None:
    place = put(cache, "a")
    place.write_bytes(b"nothing")
    assert cache.find("a", SIZE) is None
    assert not place.exists()


def test_what_a_dead_program_left_unfinished_is_thrown_away_and_what_is_under_way_stays(
    cache: PictureCache,
) -> None:
    cache.folder.mkdir()
    left, fresh = cache.folder / "x.1.part", cache.folder / "y.2.part"
    for place in (left, fresh):
        place.write_bytes(b"half")
    long_ago = time.time() - caches.FORGOTTEN_AFTER - 60
    os.utime(left, (long_ago, long_ago))
    put(cache, "a")
    assert not left.exists()
    assert fresh.exists()


def test_a_full_disk_is_refused_with_what_lacks(tmp_path: Path) -> None:
    full = PictureCache(tmp_path / "tiles", spare=2**62)
    with pytest.raises(NoRoomError, match="MB") as refused:
        full.begin("a", 1000)
    assert refused.value.where == str(tmp_path / "tiles")
    assert refused.value.remedy


def test_a_disk_that_fills_up_while_writing_is_told_as_a_sentence_and_leaves_nothing(
    cache: PictureCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "HELD_PIXELS", 100)
    monkeypatch.setattr("desktop.views.widgets.canvas.decoding.HELD_IN_NEED", 100)

    def fail(*_all: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(PyramidWriter, "rows", fail)
    data = packed(gradient(mode="L"))
    decoding = Decoding(data, read_header(data), cache)
    decoding.join()
    assert isinstance(decoding.fault, NoRoomError)
    assert list(cache.folder.iterdir()) == []


def test_a_strip_that_cannot_be_written_is_told_though_its_rows_were_taken(
    cache: PictureCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tiles are written by a thread of its own, after ``rows`` came back: its fault must not be lost."""
    monkeypatch.setattr(pictures, "HELD_PIXELS", 100)
    monkeypatch.setattr("desktop.views.widgets.canvas.decoding.HELD_IN_NEED", 100)

    def fail(*_all: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(PyramidWriter, "_write", fail)
    data = packed(gradient(mode="L"))
    decoding = Decoding(data, read_header(data), cache)
    decoding.join()
    assert isinstance(decoding.fault, NoRoomError)
    assert list(cache.folder.iterdir()) == []


def test_no_thread_is_left_whether_a_picture_was_finished_or_given_up(tmp_path: Path) -> None:
    rows = np.zeros((SIZE[1], SIZE[0]), np.uint8)
    whole, half = (PyramidWriter(tmp_path / name, SIZE, "grey") for name in ("a.part", "b.part"))
    whole.rows(rows)
    half.rows(rows[: SIZE[1] * 3 // 4])

    whole.finish(tmp_path / "a.tiles")
    half.give_up()

    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("cutting")]
    assert [path.name for path in tmp_path.iterdir()] == ["a.tiles"]


# -- on the screen


def shown(picture: Picture, scale: float, *, fast: bool = False, look: Look | None = None) -> QImage:
    """Return what a window of 900 x 700 shows of a picture around its middle."""
    view = Viewport(picture.size, picture.orientation)
    view.resize(900, 700)
    view.fit()
    view.zoom(scale)
    tiles = PictureTiles()
    tiles.show(picture)
    if look is not None:
        tiles.adjust(look)
    image = QImage(900, 700, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    if fast:
        tiles.paint_fast(painter, view)
    else:
        tiles.paint(painter, view, QRectF(0, 0, 900, 700))
    painter.end()
    return image


def difference(one: QImage, other: QImage) -> float:
    """Return how far two images lie apart on the mean."""
    a, b = (np.frombuffer(each.constBits(), np.uint8).astype(int) for each in (one, other))
    return float(np.abs(a - b).mean())


@pytest.fixture
def tiled(cache: PictureCache, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a picture from tiles on disk, and the same from memory."""

    def make(data: bytes) -> tuple[Picture, Picture]:
        header = read_header(data)
        in_memory = decode(data, header)
        monkeypatch.setattr(pictures, "HELD_PIXELS", 100)
        monkeypatch.setattr(pictures, "RESIDENT_PIXELS", 100_000)
        decoding = Decoding(data, header, PictureCache(cache.folder, spare=0))
        decoding.join()
        assert decoding.picture is not None
        return decoding.picture, in_memory

    return make


@pytest.mark.parametrize("tag", [1, 3, 6, 7])
@pytest.mark.parametrize("scale", [0.3, 0.5, 0.77, 1.0, 2.0, 5.0])
def test_the_screen_does_not_tell_whether_a_picture_lies_on_disk(tiled: Any, tag: int, scale: float) -> None:
    on_disk, in_memory = tiled(packed(gradient((2600, 1554)), "JPEG", tag=tag, quality=95))
    assert on_disk.pyramid is not None
    assert on_disk.orientation == ORIENTATIONS[tag]
    assert difference(shown(on_disk, scale), shown(in_memory, scale)) < 1.0


def test_a_look_is_the_same_from_disk(tiled: Any) -> None:
    on_disk, in_memory = tiled(packed(gradient(), "PNG"))
    look = Look(contrast=40, gamma=-30, saturation=50, equalise=True)
    assert difference(shown(on_disk, 1.0, look=look), shown(in_memory, 1.0, look=look)) < 2.0


def test_a_picture_of_16_bits_is_seen_through_its_window_from_disk(tiled: Any) -> None:
    deep = gradient(mode="L").convert("I;16").point(lambda value: value * 10)
    on_disk, in_memory = tiled(packed(deep, "PNG"))
    assert on_disk.is_deep
    for scale in (0.4, 1.0, 3.5):
        assert difference(shown(on_disk, scale), shown(in_memory, scale)) < 1.5


def test_a_fast_frame_asks_the_disk_for_little(tiled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    on_disk, _in_memory = tiled(packed(gradient((2600, 1554)), "PNG"))
    asked: list[int] = []
    real = Pyramid._tile

    def count(self: Pyramid, number: int) -> Any:
        if number not in self._tiles:
            asked.append(number)
        return real(self, number)

    monkeypatch.setattr(Pyramid, "_tile", count)
    first = shown(on_disk, 1.0, fast=True)
    assert len(asked) <= FEW
    exact = shown(on_disk, 1.0)
    again = shown(on_disk, 1.0, fast=True)
    assert difference(again, exact) <= difference(first, exact)
    assert difference(again, exact) < 1.0


def test_where_the_disk_has_lost_a_tile_the_coarse_view_is_shown(tiled: Any) -> None:
    on_disk, in_memory = tiled(packed(gradient(), "PNG"))
    for number in range(on_disk.pyramid.layout.tiles):
        damage(on_disk.pyramid, number)
    on_disk.pyramid._tiles.clear()
    seen = shown(on_disk, 1.0)
    assert on_disk.pyramid.is_damaged
    assert difference(seen, shown(in_memory, 1.0)) < 12


def test_a_picture_whose_tiles_are_lost_is_made_anew(tiled: Any, cache: PictureCache, tmp_path: Path) -> None:
    data = packed(gradient(), "PNG")
    on_disk, in_memory = tiled(data)
    for number in range(on_disk.pyramid.layout.tiles):
        damage(on_disk.pyramid, number)
    on_disk.pyramid.close()
    decoding = Decoding(data, read_header(data), PictureCache(cache.folder, spare=0))
    decoding.join()
    assert decoding.picture is not None
    assert difference(shown(decoding.picture, 1.0), shown(in_memory, 1.0)) < 1.0
    assert not decoding.picture.pyramid.is_damaged


def test_when_time_is_up_tiles_are_drawn_from_what_is_there(tiled: Any) -> None:
    on_disk, _in_memory = tiled(packed(gradient(), "PNG"))
    view = Viewport(on_disk.size)
    view.resize(900, 700)
    view.zoom(1.0)
    tiles = PictureTiles()
    tiles.show(on_disk)
    image = QImage(900, 700, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    part = QRectF(0, 0, 900, 700)
    assert not tiles.paint(painter, view, part, until=0.0)
    assert (np.frombuffer(image.constBits(), np.uint32).reshape(700, 900)[350, 450] & 0xFFFFFF) != 0
    while tiles.advance(view, part):
        pass
    assert tiles.paint(painter, view, part, until=0.0)
    painter.end()
