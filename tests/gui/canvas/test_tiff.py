"""TIFF in all its ways: strips and tiles, packings, byte orders, 16 bits; and files that lie."""

from __future__ import annotations

import contextlib
import io
import struct
import zlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, TiffImagePlugin

from desktop.base.errors import DamagedFileError, KnownError
from desktop.views.widgets.canvas import tiff
from desktop.views.widgets.canvas.picture import decode, read_header
from tests.gui.canvas.test_formats import judged, tiff_of

SIZE = (301, 203)
PACKINGS = ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits")


def values(*, channels: int = 1, deep: bool = False) -> NDArray[Any]:
    """Return the pixels of a picture with a slope and some noise."""
    chance = np.random.default_rng(5)
    most = 65535 if deep else 255
    slope = np.linspace(0, most * 0.9, SIZE[0])[None, :, None] + np.zeros((SIZE[1], 1, channels))
    noisy = slope + chance.integers(0, most // 20, (SIZE[1], SIZE[0], channels))
    found = noisy.astype(np.uint16 if deep else np.uint8)
    return found[..., 0] if channels == 1 else found


def saved(pixels: NDArray[Any], mode: str | None = None, **how: Any) -> bytes:
    """Return pixels as a TIFF that Pillow wrote."""
    image = Image.fromarray(pixels) if mode is None else Image.fromarray(pixels).convert(mode)
    out = io.BytesIO()
    image.save(out, "TIFF", **how)
    return out.getvalue()


def blocks_of(
    whole: NDArray[Any],
    size: tuple[int, int],
    *,
    order: str,
    full: bool,
    pack: int,
    predictor: int,
) -> list[bytes]:
    """Return pixels (height x width x samples) cut into blocks, each packed; ``full`` fills those at the border."""
    wide, tall = size
    blocks = []
    for top in range(0, whole.shape[0], tall):
        for left in range(0, whole.shape[1], wide):
            block = whole[top : top + tall, left : left + wide]
            if full:
                block = np.pad(block, ((0, tall - block.shape[0]), (0, wide - block.shape[1]), (0, 0)))
            if predictor == 2:
                block = np.diff(block, axis=1, prepend=np.zeros_like(block[:, :1]))
            raw = block.astype(block.dtype.newbyteorder(order)).tobytes()
            blocks.append(zlib.compress(raw) if pack == 8 else raw)
    return blocks


def by_hand(
    pixels: NDArray[Any],
    *,
    order: str = "<",
    tile: tuple[int, int] | None = None,
    rows: int = 50,
    pack: int = 1,
    predictor: int = 1,
    ink: int | None = None,
    big: bool = False,
) -> bytes:
    """Return pixels as a TIFF of ours: Pillow writes neither colour of 16 bits nor tiles nor the other byte order."""
    height, width = pixels.shape[:2]
    samples = pixels.shape[2] if pixels.ndim == 3 else 1
    bits = pixels.dtype.itemsize * 8
    whole = pixels.reshape(height, width, samples)
    wide, tall = tile or (width, rows)
    blocks = blocks_of(
        whole, (wide, tall), order=order, full=tile is not None, pack=pack, predictor=predictor
    )
    n = len(blocks)
    tags: dict[int, tuple[str, list[int]]] = {
        256: ("I", [width]),
        257: ("I", [height]),
        258: ("H", [bits] * samples),
        259: ("H", [pack]),
        262: ("H", [(2 if samples >= 3 else 1) if ink is None else ink]),
        277: ("H", [samples]),
        317: ("H", [predictor]),
    }
    places, counts = (324, 325) if tile else (273, 279)
    if tile:
        tags |= {322: ("I", [wide]), 323: ("I", [tall])}
    else:
        tags[278] = ("I", [tall])
    word = "Q" if big else "I"
    tags |= {places: (word, [0] * n), counts: (word, [len(block) for block in blocks])}
    if samples == 4:
        tags[338] = ("H", [0])
    head = 16 if big else 8
    inline, entry = (8, 20) if big else (4, 12)
    after = head + (8 if big else 2) + entry * len(tags) + (8 if big else 4)
    room = sum(
        struct.calcsize(f"{order}{len(found)}{letter}")
        for letter, found in tags.values()
        if struct.calcsize(f"{order}{len(found)}{letter}") > inline
    )
    at = after + room
    offsets = []
    for block in blocks:
        offsets.append(at)
        at += len(block)
    tags[places] = (word, offsets)
    directory, more = b"", b""
    for tag in sorted(tags):
        letter, found = tags[tag]
        raw = struct.pack(f"{order}{len(found)}{letter}", *found)
        kind = {"H": 3, "I": 4, "Q": 16}[letter]
        if len(raw) > inline:
            place = struct.pack(order + word, after + len(more))
            more += raw
        else:
            place = raw.ljust(inline, b"\x00")
        directory += struct.pack(order + ("HHQ" if big else "HHI"), tag, kind, len(found)) + place
    start = b"II" if order == "<" else b"MM"
    if big:
        start += struct.pack(order + "HHHQQ", 43, 8, 0, 16, len(tags))
    else:
        start += struct.pack(order + "HIH", 42, 8, len(tags))
    return start + directory + bytes(8 if big else 4) + more + b"".join(blocks)


def read(data: bytes) -> NDArray[Any]:
    """Return all pixels of a TIFF."""
    return np.concatenate(list(tiff.rows(data, tiff.read_sheet(data))))


# -- what is read


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("deep", [False, True])
def test_grey_is_read_exactly_in_every_packing(packing: str, deep: bool) -> None:
    pixels = values(deep=deep)
    assert (read(saved(pixels, compression=packing)) == pixels).all()


@pytest.mark.parametrize("packing", PACKINGS)
def test_colour_is_read_exactly_in_every_packing(packing: str) -> None:
    pixels = values(channels=3)
    assert (read(saved(pixels, compression=packing))[..., :3] == pixels).all()


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("tile", [None, (64, 48), (400, 400)])
@pytest.mark.parametrize("channels", [1, 3, 4])
@pytest.mark.parametrize(("pack", "predictor"), [(1, 1), (8, 1), (8, 2)])
def test_16_bits_keep_every_bit_in_every_arrangement(
    order: str, tile: tuple[int, int] | None, channels: int, pack: int, predictor: int
) -> None:
    pixels = values(channels=channels, deep=True)
    found = read(by_hand(pixels, order=order, tile=tile, pack=pack, predictor=predictor))
    assert found.dtype == np.uint16
    expected = pixels if channels == 1 else pixels[..., :3]
    assert (found[..., :3] == expected).all() if channels > 1 else (found == expected).all()


@pytest.mark.parametrize("big", [False, True])
@pytest.mark.parametrize("tile", [None, (64, 48)])
@pytest.mark.parametrize("order", ["<", ">"])
def test_8_bits_are_read_in_every_arrangement(big: bool, tile: tuple[int, int] | None, order: str) -> None:
    pixels = values(channels=3)
    assert (read(by_hand(pixels, tile=tile, big=big, order=order))[..., :3] == pixels).all()


@pytest.mark.parametrize("rows", [1, 7, 203, 4000])
def test_strips_of_any_height_are_read(rows: int) -> None:
    pixels = values()
    assert (read(by_hand(pixels, rows=rows)) == pixels).all()


def test_white_and_black_may_be_the_other_way_round() -> None:
    deep = values(deep=True)
    assert (read(by_hand(deep, ink=0)) == 65535 - deep).all()
    assert (read(by_hand(values(), ink=0)) == 255 - values()).all()


@pytest.mark.parametrize("mode", ["1", "P", "RGBA", "CMYK", "LA"])
def test_other_inks_are_read_as_pillow_reads_them(mode: str) -> None:
    data = saved(values(channels=3), mode)
    with Image.open(io.BytesIO(data)) as image:
        ground = Image.new("RGBA", image.size, "white")
        seen = image.convert("RGBA") if mode in {"RGBA", "LA"} else image.convert("RGB").convert("RGBA")
        expected = np.asarray(Image.alpha_composite(ground, seen))[..., :3].astype(int)
    found = read(data)
    if found.ndim == 2:
        found = np.repeat(found[..., None], 3, axis=2)
    assert np.abs(found[..., :3].astype(int) - expected).max() <= 1


def test_jpeg_inside_is_read() -> None:
    pixels = values(channels=3)
    found = read(saved(pixels, compression="jpeg", quality=95))
    assert np.abs(found[..., :3].astype(int) - pixels).mean() < 12


def test_only_the_first_of_several_pictures_is_read() -> None:
    first, second = (Image.fromarray(values() // share) for share in (1, 2))
    out = io.BytesIO()
    first.save(out, "TIFF", save_all=True, append_images=[second])
    assert (read(out.getvalue()) == values()).all()


def test_a_picture_of_16_bits_comes_to_the_canvas_with_all_of_them() -> None:
    for pixels in (values(deep=True), values(channels=3, deep=True)):
        data = by_hand(pixels)
        shown = decode(data, read_header(data))
        assert shown.is_deep
        assert shown.size == SIZE
        colour = shown.levels[0][1].pixelColor(200, 100).rgba64()
        assert colour.red() == pytest.approx(int(np.atleast_1d(pixels[100, 200])[0]), abs=1)


# -- what is refused


@pytest.mark.parametrize(
    ("tags", "words"),
    [
        ({"t259": 6}, "压缩方式 6"),
        ({"t259": 34712}, "压缩方式 34712"),
        ({"t258": 12}, "每个颜色 12 位"),
        ({"t258": 32}, "每个颜色 32 位"),
        ({"t262": 8}, "颜色类型 8"),
        ({"t262": 2, "t277": 1}, "每个像素 1 个数"),
        ({"t277": 9}, "每个像素 9 个数"),
        ({"t262": 2, "t277": 3, "t284": 2}, "颜色分层"),
        ({"t339": 3}, "小数"),
        ({"t317": 3}, "小数"),
        ({"t258": 16, "t259": 7}, "16 位的 JPEG"),
        ({"t258": 16, "t262": 3}, "16 位的颜色类型"),
    ],
)
def test_what_nobody_reads_is_refused_with_the_reason_and_a_way_out(tags: dict[str, int], words: str) -> None:
    with pytest.raises(KnownError, match=words) as refused:
        read_header(tiff_of(4, 4, **tags))
    assert "LZW" in refused.value.remedy


def test_one_block_too_big_to_be_unpacked_at_once_is_refused() -> None:
    with pytest.raises(KnownError, match="一整块"):
        read_header(tiff_of(20_000, 20_000, t259=5, t262=2, t277=3))


@pytest.mark.parametrize(
    "data",
    [
        b"II*\x00",
        b"II*\x00" + struct.pack("<I", 2**31),
        b"II*\x00" + struct.pack("<IH", 8, 65535),
        b"MM\x00*" + struct.pack(">IH", 8, 3),
        tiff_of(10, 10, t278=0),
        tiff_of(10, 10, t278=1),
        tiff_of(10, 10, t322=0, t323=5, t324=8, t325=1),
        by_hand(values())[:200],
        by_hand(values())[:-500],
        by_hand(values(), big=True)[:40],
    ],
)
def test_a_directory_that_lies_or_ends_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedFileError) as refused:
        read_header(data)
    assert refused.value.what.endswith("。")


def test_a_field_with_two_thousand_million_values_is_refused() -> None:
    data = bytearray(tiff_of(10, 10))
    at = data.index(struct.pack("<HHI", 273, 4, 1))
    data[at + 4 : at + 8] = struct.pack("<I", 2**31)
    with pytest.raises(DamagedFileError):
        read_header(bytes(data))


@pytest.mark.parametrize("packing", PACKINGS)
def test_pixels_that_cannot_be_unpacked_are_refused(packing: str) -> None:
    data = bytearray(saved(values(), compression=packing))
    sheet = tiff.read_sheet(bytes(data))
    at, n = sheet.places[0]
    data[at : at + n] = bytes([0x80]) * n
    if packing == "raw":
        assert (read(bytes(data))[: sheet.block[1]] == 0x80).all()
        return
    with pytest.raises(DamagedFileError, match="已损坏"):
        decode(bytes(data), read_header(bytes(data)))


def test_a_strip_shorter_than_its_rows_is_refused() -> None:
    data = bytearray(by_hand(values(), rows=203))
    at = data.index(struct.pack("<HHI", 279, 4, 1))
    data[at + 8 : at + 12] = struct.pack("<I", 100)
    with pytest.raises(DamagedFileError, match="不完整"):
        decode(bytes(data), read_header(bytes(data)))


@settings(max_examples=150)
@given(places=st.lists(st.tuples(st.integers(0, 2**16), st.integers(0, 255)), min_size=1, max_size=12))
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_forged_tiff_is_shown_or_refused_in_words(places: list[tuple[int, int]]) -> None:
    forged = bytearray(saved(values(), compression="tiff_lzw"))
    for place, value in places:
        forged[place % len(forged)] = value
    header = judged(bytes(forged))
    if header is not None and header.pixels < 10**6:
        with contextlib.suppress(DamagedFileError):
            assert decode(bytes(forged), header).size == header.size


def test_pillow_would_lose_the_bits_that_we_keep() -> None:
    """Why we do not simply ask Pillow: should this fail one day, this module can become small."""
    data = by_hand(values(channels=3, deep=True))
    with TiffImagePlugin.TiffImageFile(io.BytesIO(data)) as image:
        assert np.asarray(image).dtype == np.uint8
