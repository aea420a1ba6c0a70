"""TIFF: its directory read by us, its blocks unpacked one at a time by Pillow, 16 bits kept.

Pillow would unpack the whole picture at once, and makes 8 bits of 16 in colour. So every strip or tile is handed to it
as a small TIFF of its own; one of 16 bits as grey, three times as wide when it is in colour.
(TIFF 6.0, Adobe 1992; BigTIFF, AWare Systems 2004.)
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.wording import _

Tags: TypeAlias = Mapping[int, "tuple[int, ...] | bytes"]

WIDTH, HEIGHT, BITS, PACKING, INK, STRIPS, ORIENTATION = 256, 257, 258, 259, 262, 273, 274
SAMPLES, ROWS, STRIP_BYTES, PLANES, PREDICTOR, PALETTE = 277, 278, 279, 284, 317, 320
TILE_WIDTH, TILE_HEIGHT, TILES, TILE_BYTES, EXTRA, SAMPLE_KIND, TABLES, SUBSAMPLED = (
    322, 323, 324, 325, 338, 339, 347, 530,
)  # fmt: skip

#: struct letters and bytes of the field types that are read: byte, short, long, undefined, long of 64 bits.
_TYPES = {1: ("B", 1), 3: ("H", 2), 4: ("I", 4), 7: ("B", 1), 16: ("Q", 8)}
_PLAIN = 1
#: None, LZW, JPEG, Deflate (two numbers), PackBits, Zstandard.
PACKINGS = {1, 5, 7, 8, 32946, 32773, 50000}
_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB, _PALETTE, _CMYK, _YCBCR = 0, 1, 2, 3, 5, 6
#: Samples of a pixel at least, by the kind of ink.
_INKS = {_WHITE_IS_ZERO: 1, _BLACK_IS_ZERO: 1, _RGB: 3, _PALETTE: 1, _CMYK: 4, _YCBCR: 3}
#: Values in one field, blocks of a picture, bytes of one block once unpacked.
_MOST_VALUES, _MOST_BLOCKS, MOST_BLOCK_BYTES = 2_000_000, 1_000_000, 512_000_000
#: Rows at a time of what is not packed.
_PLAIN_ROWS = 256
_HANDED_ON = (BITS, INK, PALETTE, SAMPLES, PREDICTOR, EXTRA, TABLES, SUBSAMPLED)


@dataclass(frozen=True)
class Sheet:
    """The first picture of a TIFF. ``block`` is the size of a strip or tile; ``places`` (offset, bytes), row by row."""

    size: tuple[int, int]
    samples: int
    bits: int
    ink: int
    packing: int
    turn: int
    block: tuple[int, int]
    places: tuple[tuple[int, int], ...]
    is_whole: bool
    order: str
    tags: Tags

    @property
    def across(self) -> int:
        """How many blocks lie side by side."""
        return -(-self.size[0] // self.block[0])


def is_tiff(data: bytes) -> bool:
    """Tell whether this begins like a TIFF."""
    return data[:4] in {b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"}


def read_tags(data: bytes) -> Tags:
    """Return the tags of the first directory that we know how to read. Raises DamagedFileError."""
    if not is_tiff(data):
        raise _damaged()
    order = "<" if data[:1] == b"I" else ">"
    big = b"+" in data[2:4]
    try:
        at = struct.unpack_from(order + ("Q" if big else "I"), data, 8 if big else 4)[0]
        n = struct.unpack_from(order + ("Q" if big else "H"), data, at)[0]
        if n > 4096:
            raise _damaged()
        first, step = at + (8 if big else 2), 20 if big else 12
        found: dict[int, tuple[int, ...] | bytes] = {}
        for entry in range(n):
            _read_tag(data, first + entry * step, order=order, big=big, into=found)
    except struct.error as fault:
        raise _damaged() from fault
    return found


def read_sheet(data: bytes) -> Sheet:
    """Return the first picture's own description. Raises DamagedFileError, or KnownError for a kind nobody reads here."""
    tags = read_tags(data)
    width, height = _one(tags, WIDTH, 0), _one(tags, HEIGHT, 0)
    if width <= 0 or height <= 0:
        raise DamagedFileError(_("这张图片已损坏：读不出宽和高。"), remedy=_("请告诉讲师重新导入课程包。"))
    tiled = TILES in tags
    block = (
        (_one(tags, TILE_WIDTH, 0), _one(tags, TILE_HEIGHT, 0))
        if tiled
        else (width, min(_one(tags, ROWS, height), height))
    )
    if min(block) <= 0:
        raise _damaged()
    offsets, counts = (
        tags.get(TILES if tiled else STRIPS, ()),
        tags.get(TILE_BYTES if tiled else STRIP_BYTES, ()),
    )
    places = tuple(zip(offsets, counts, strict=False))
    sheet = Sheet(
        (width, height),
        _one(tags, SAMPLES, 1),
        _bits(tags),
        _one(tags, INK, _BLACK_IS_ZERO),
        _one(tags, PACKING, _PLAIN),
        turn if (turn := _one(tags, ORIENTATION, 1)) in range(1, 9) else 1,
        block,
        places,
        all(at + n <= len(data) for at, n in places),
        "<" if data[:1] == b"I" else ">",
        tags,
    )
    _check(sheet)
    return sheet


def rows(data: bytes, sheet: Sheet) -> Iterator[NDArray[Any]]:
    """Yield the pixels from top to bottom in bands: height x width of grey, or height x width x 4 of red, green, blue.

    8 bits are uint8, 16 are uint16. Raises DamagedFileError.
    """
    width, height = sheet.size
    if sheet.packing == _PLAIN and sheet.across == 1 and sheet.block[0] == width:
        yield from _plain_rows(data, sheet)
        return
    for top in range(0, height, sheet.block[1]):
        first = top // sheet.block[1] * sheet.across
        tall = min(sheet.block[1], height - top)
        # A strip at the end holds only the rows that are left, a tile is always full.
        held = sheet.block[1] if TILES in sheet.tags else tall
        band = [
            unpacked(data, sheet, place, held)[:tall] for place in sheet.places[first : first + sheet.across]
        ]
        yield np.concatenate(band, axis=1)[:, :width] if len(band) > 1 else band[0][:, :width]


def unpacked(data: bytes, sheet: Sheet, place: tuple[int, int], tall: int) -> NDArray[Any]:
    """Return the pixels of one block of ``tall`` rows. Raises DamagedFileError."""
    # Pillow costs 25 ms to import, and few pictures are TIFF.
    from PIL import TiffImagePlugin

    deep = sheet.bits == 16
    wide = sheet.block[0]
    small = _small_tiff(data[place[0] : place[0] + place[1]], sheet, (wide, tall))
    try:
        # The class itself, not Image.open: that would judge the size by rules of its own.
        with TiffImagePlugin.TiffImageFile(io.BytesIO(small)) as image:
            if deep:
                values = np.asarray(image).astype(np.uint16)
                return _deep(values.reshape(tall, wide, sheet.samples), sheet)
            return _flat(image)
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, EOFError, struct.error) as fault:
        raise DamagedFileError(
            _("这张图片已损坏：像素数据读不出来。"), remedy=_("请告诉讲师重新导入课程包。")
        ) from fault


# -- inside


def _read_tag(
    data: bytes, at: int, *, order: str, big: bool, into: dict[int, tuple[int, ...] | bytes]
) -> None:
    tag, kind, n = struct.unpack_from(order + ("HHQ" if big else "HHI"), data, at)
    if kind not in _TYPES:
        return
    letter, size = _TYPES[kind]
    if n > _MOST_VALUES:
        raise _damaged()
    start = at + (12 if big else 8)
    if n * size > (8 if big else 4):
        start = struct.unpack_from(order + ("Q" if big else "I"), data, start)[0]
    if start + n * size > len(data):
        raise DamagedFileError(
            _("这张图片不完整：文件后半部分缺失。"), remedy=_("请告诉讲师重新导入课程包。")
        )
    into[tag] = (
        data[start : start + n] if kind == 7 else struct.unpack_from(f"{order}{n}{letter}", data, start)
    )


def _one(tags: Tags, tag: int, default: int) -> int:
    value = tags.get(tag, ())
    return int(value[0]) if value else default


def _bits(tags: Tags) -> int:
    """Return the bits of every sample; 0 when they differ, which nobody reads."""
    values = set(tags.get(BITS, (1,)))
    return int(values.pop()) if len(values) == 1 else 0


def _check(sheet: Sheet) -> None:
    """Refuse what this module does not read, and what is cut short. Raises KnownError."""
    tags = sheet.tags
    reasons = (
        (sheet.packing not in PACKINGS, _("压缩方式 {n}", n=sheet.packing)),
        (sheet.bits not in {1, 8, 16}, _("每个颜色 {n} 位", n=sheet.bits)),
        (sheet.ink not in _INKS, _("颜色类型 {n}", n=sheet.ink)),
        (
            sheet.samples > 5 or sheet.samples < _INKS.get(sheet.ink, 1),
            _("每个像素 {n} 个数", n=sheet.samples),
        ),
        (_one(tags, PLANES, 1) != 1 and sheet.samples > 1, _("颜色分层存放")),
        (sheet.bits == 16 and sheet.ink not in {0, 1, 2}, _("16 位的颜色类型 {n}", n=sheet.ink)),
        (sheet.bits == 16 and sheet.packing == 7, _("16 位的 JPEG 压缩")),
        (_one(tags, SAMPLE_KIND, 1) != 1, _("带符号数或小数")),
        (_one(tags, PREDICTOR, 1) not in {1, 2}, _("小数预测")),
    )
    for bad, reason in reasons:
        if bad:
            raise KnownError(
                _("这张 TIFF 图片读不了：{reason}。", reason=reason),
                remedy=_("请告诉讲师另存为 LZW 压缩、8 位或 16 位的 TIFF，或存为 PNG。"),
            )
    block = sheet.block[0] * sheet.block[1] * sheet.samples * max(sheet.bits, 8) // 8
    if sheet.packing != _PLAIN and block > MOST_BLOCK_BYTES:
        raise KnownError(
            _("这张 TIFF 图片只有一整块，太大，无法一块一块读。"),
            remedy=_("请告诉讲师另存为按条带或瓦片存放的 TIFF。"),
        )
    wanted = sheet.across * -(-sheet.size[1] // sheet.block[1])
    if wanted > _MOST_BLOCKS or len(sheet.places) < wanted:
        raise _damaged()


def _plain_rows(data: bytes, sheet: Sheet) -> Iterator[NDArray[Any]]:
    """Yield what is not packed a few rows at a time, however long its strips are."""
    width, height = sheet.size
    line = -(-width * sheet.samples * sheet.bits // 8)
    for number, top in enumerate(range(0, height, sheet.block[1])):
        at, n = sheet.places[number]
        tall = min(sheet.block[1], height - top)
        if n < tall * line:
            raise DamagedFileError(
                _("这张图片不完整：文件后半部分缺失。"), remedy=_("请告诉讲师重新导入课程包。")
            )
        for row in range(0, tall, _PLAIN_ROWS):
            some = min(_PLAIN_ROWS, tall - row)
            yield unpacked(data, sheet, (at + row * line, some * line), some)


def _small_tiff(body: bytes, sheet: Sheet, size: tuple[int, int]) -> bytes:
    """Return one block as a TIFF of its own."""
    wide, tall = size
    deep = sheet.bits == 16
    tags: dict[int, tuple[int, ...] | bytes] = {
        tag: sheet.tags[tag] for tag in _HANDED_ON if tag in sheet.tags and not deep
    }
    if deep:
        tags |= {BITS: (16,), INK: (_BLACK_IS_ZERO,), SAMPLES: (1,)}
        wide *= sheet.samples
    tags |= {WIDTH: (wide,), HEIGHT: (tall,), PACKING: (sheet.packing,), ROWS: (tall,), PLANES: (1,)}
    tags |= {STRIPS: (0,), STRIP_BYTES: (len(body),)}
    order = sheet.order
    start = 8 + 2 + 12 * len(tags) + 4
    more = b""
    places = sorted(tags)
    fields: dict[int, tuple[int, int, bytes]] = {}
    for tag in places:
        value = tags[tag]
        raw = value if isinstance(value, bytes) else struct.pack(f"{order}{len(value)}{_letter(tag)}", *value)
        kind = 7 if isinstance(value, bytes) else 4 if _letter(tag) == "I" else 3
        n = len(value)
        if len(raw) > 4:
            fields[tag] = (kind, n, struct.pack(order + "I", start + len(more)))
            more += raw + b"\x00" * (len(raw) % 2)
        else:
            fields[tag] = (kind, n, raw.ljust(4, b"\x00"))
    kind, n, _raw = fields[STRIPS]
    fields[STRIPS] = (kind, n, struct.pack(order + "I", start + len(more)))
    directory = b"".join(struct.pack(order + "HHI", tag, *fields[tag][:2]) + fields[tag][2] for tag in places)
    head = (b"II*\x00" if order == "<" else b"MM\x00*") + struct.pack(order + "IH", 8, len(places))
    return head + directory + bytes(4) + more + body


def _letter(tag: int) -> str:
    return "I" if tag in {WIDTH, HEIGHT, ROWS, STRIPS, STRIP_BYTES} else "H"


def _deep(values: NDArray[np.uint16], sheet: Sheet) -> NDArray[np.uint16]:
    """Return samples of 16 bits as grey, or as red, green, blue and a filler."""
    if _one(sheet.tags, PREDICTOR, 1) == 2 and sheet.packing != _PLAIN:
        np.cumsum(values, axis=1, dtype=np.uint16, out=values)
    if sheet.ink != _RGB:
        grey = values[..., 0]
        return np.ascontiguousarray(np.uint16(65535) - grey if sheet.ink == _WHITE_IS_ZERO else grey)
    colour = np.full((*values.shape[:2], 4), 65535, np.uint16)
    colour[..., :3] = values[..., :3]
    return colour


def _flat(image: Any) -> NDArray[np.uint8]:
    """Return a block of 8 bits or fewer as grey, or as red, green, blue and a filler; see-through is white."""
    from PIL import Image

    if image.mode in {"1", "L"}:
        return np.asarray(image.convert("L"))
    if image.mode in {"RGBA", "LA", "PA"}:
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image.convert("RGBA"))
    return np.asarray(image.convert("RGB").convert("RGBA"))


def _damaged() -> DamagedFileError:
    return DamagedFileError(
        _("这张图片已损坏：TIFF 的目录读不出来。"), remedy=_("请告诉讲师重新导入课程包。")
    )
