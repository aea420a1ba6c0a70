"""What a picture's file says of itself, read by us before any library sees it: kind, size, depth, turn, wholeness.

Nothing here makes a pixel. Every number is the file's own claim and is judged in ``picture.read_header``.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from desktop.base.errors import DamagedFileError
from desktop.base.wording import _
from desktop.views.widgets.canvas import tiff

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_EXIF = b"Exif\x00\x00"
#: Chunks or segments before the pixels: files have a dozen, hostile ones millions.
_MOST_PARTS = 10_000
#: Segments of a JPEG that stand alone, without a length.
_ALONE = {0x01, *range(0xD0, 0xD8)}
_START_OF_SCAN, _END = 0xDA, 0xD9
#: SOF0..SOF15 without the tables that share their range. The second half is arithmetic coding, which nobody reads.
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE = {0xC2, 0xC6, 0xCA, 0xCE}
#: Samples of a pixel by the colour type of a PNG.
_PNG_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


@dataclass(frozen=True)
class Facts:
    """A file's claims. ``size`` is raw, unturned; ``turn`` the EXIF orientation, 1 for none or nonsense.

    ``samples`` are those of one pixel and ``bits`` those of one sample. ``in_order`` tells whether the rows lie in the
    file from top to bottom, each once. ``subsampled`` tells whether a JPEG holds its colours coarser.
    """

    form: str
    size: tuple[int, int]
    samples: int = 3
    bits: int = 8
    turn: int = 1
    in_order: bool = True
    subsampled: bool = False
    is_whole: bool = True

    @property
    def pixel_bytes(self) -> int:
        """The bytes of one pixel as the canvas keeps it."""
        if self.bits == 16:
            return 2 if self.samples == 1 else 8
        return 4

    @property
    def in_rows(self) -> bool:
        """Tell whether Pillow hands the picture out row by row as it reads, at full depth."""
        return self.in_order and self.form in {"jpeg", "png"} and not (self.bits == 16 and self.samples > 1)

    @property
    def working_bytes(self) -> float:
        """The bytes for each pixel that a decoder takes before it hands out the first row; 0 when it reads in rows."""
        if self.form == "tiff" or self.in_rows:
            return 0.0
        own = float(self.pixel_bytes)
        if self.form == "jpeg":
            # Progressive: all coefficients, 2 bytes each; two colours of three at a quarter when they lie coarser.
            own += 2 * (1.5 if self.subsampled else self.samples)
        return own


def read_facts(data: bytes) -> Facts:
    """Return a file's claims. Raises DamagedFileError in plain words."""
    for starts, read in _KINDS:
        if starts(data):
            try:
                return read(data)
            except (struct.error, IndexError) as fault:
                raise cut_short() from fault
    raise DamagedFileError(
        _("这张图片打不开：不是 JPEG、PNG、WebP、BMP 或 TIFF 图片。"),
        remedy=_("请告诉讲师更换课程包里的这张图片。"),
    )


def cut_short() -> DamagedFileError:
    """Return the fault of a file that ends too early."""
    return DamagedFileError(_("这张图片不完整：文件后半部分缺失。"), remedy=_("请告诉讲师重新导入课程包。"))


# -- JPEG


def _jpeg(data: bytes) -> Facts:
    facts: Facts | None = None
    turn = 1
    for mark, start, end in _segments(data):
        if mark == 0xE1 and data.startswith(_EXIF, start):
            turn = _turn(data[start + len(_EXIF) : end])
        elif mark in _FRAMES:
            bits, height, width, samples = struct.unpack_from(">BHHB", data, start)
            finest = max((data[start + 7 + 3 * n] for n in range(samples)), default=0)
            facts = Facts(
                "jpeg",
                (width, height),
                samples=samples,
                bits=bits,
                in_order=mark not in _PROGRESSIVE,
                subsampled=finest > 0x11,
            )
        elif mark == _START_OF_SCAN:
            if facts is None:
                raise no_size()
            # The end must lie after the start of the pixels: a thumbnail has an end of its own. Searched from behind.
            whole = data.rfind(b"\xff\xd9", end) >= 0
            return replace(facts, turn=turn, is_whole=whole)
    raise cut_short() if facts is not None else no_size()


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield marker, start and end of each segment before the pixels, the start of the pixels included."""
    at = 2
    for _turn in range(_MOST_PARTS):
        if data[at] != 0xFF:
            return
        mark = data[at + 1]
        at += 1 if mark == 0xFF else 2
        if mark == 0xFF or mark in _ALONE:
            continue
        if mark == _END:
            return
        length = struct.unpack_from(">H", data, at)[0]
        if length < 2:
            return
        yield mark, at + 2, at + length
        at += length


# -- PNG


def _png(data: bytes) -> Facts:
    length, name = struct.unpack_from(">I4s", data, 8)
    if name != b"IHDR" or length != 13:
        raise no_size()
    width, height, bits, kind, _pack, _filter, interlace = struct.unpack_from(">IIBBBBB", data, 16)
    turn, see_through = 1, False
    at = 33
    for _part in range(_MOST_PARTS):
        if at + 8 > len(data):
            break
        length, name = struct.unpack_from(">I4s", data, at)
        if name == b"eXIf":
            turn = _turn(data[at + 8 : at + 8 + length])
        see_through |= name == b"tRNS"
        if name in {b"IDAT", b"IEND"}:
            break
        at += 12 + length
    return Facts(
        "png",
        (width, height),
        samples=_PNG_SAMPLES.get(kind, 4),
        bits=bits,
        turn=turn,
        # Only plain grey and plain colour are read row by row; the rest needs a palette or a ground to lie on.
        in_order=not interlace and kind in {0, 2} and not see_through and bits in {8, 16},
        is_whole=b"IEND" in data[-64:],
    )


# -- WebP


def _webp(data: bytes) -> Facts:
    whole = int.from_bytes(data[4:8], "little") + 8 <= len(data)
    size, turn = (0, 0), 1
    for name, start, end in _chunks(data):
        if name == b"VP8X":
            size = _three(data, start + 4) + 1, _three(data, start + 7) + 1
        elif name == b"VP8L" and size == (0, 0):
            packed = struct.unpack_from("<I", data, start + 1)[0]
            size = (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
        elif name == b"VP8 " and size == (0, 0):
            width, height = struct.unpack_from("<HH", data, start + 6)
            size = width & 0x3FFF, height & 0x3FFF
        elif name == b"EXIF":
            raw = data[start:end]
            turn = _turn(raw.removeprefix(_EXIF))
    return Facts("webp", size, samples=4, turn=turn, in_order=False, is_whole=whole)


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    at = 12
    for _part in range(_MOST_PARTS):
        if at + 8 > len(data):
            return
        name, length = struct.unpack_from("<4sI", data, at)
        yield name, at + 8, at + 8 + length
        at += 8 + length + length % 2


def _three(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 3], "little")


# -- BMP and TIFF


def _bmp(data: bytes) -> Facts:
    whole = struct.unpack_from("<I", data, 2)[0] <= len(data)
    if struct.unpack_from("<I", data, 14)[0] == 12:
        width, height = struct.unpack_from("<HH", data, 18)
    else:
        width, height = struct.unpack_from("<ii", data, 18)
    return Facts("bmp", (width, abs(height)), samples=4, in_order=False, is_whole=whole)


def _tiff(data: bytes) -> Facts:
    sheet = tiff.read_sheet(data)
    return Facts(
        "tiff", sheet.size, samples=sheet.samples, bits=sheet.bits, turn=sheet.turn, is_whole=sheet.is_whole
    )


def no_size() -> DamagedFileError:
    """Return the fault of a file that does not say how big it is."""
    return DamagedFileError(_("这张图片已损坏：读不出宽和高。"), remedy=_("请告诉讲师重新导入课程包。"))


def _turn(block: bytes) -> int:
    """Return the orientation in a block of EXIF, 1 when there is none."""
    try:
        value = tiff.read_tags(block).get(tiff.ORIENTATION, (1,))
    except DamagedFileError:
        return 1
    turn = value[0] if isinstance(value, tuple) and value else 1
    return turn if turn in range(1, 9) else 1


_KINDS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], Facts]], ...] = (
    (lambda data: data.startswith(_JPEG), _jpeg),
    (lambda data: data.startswith(_PNG), _png),
    (lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP", _webp),
    (lambda data: data.startswith(b"BM"), _bmp),
    (tiff.is_tiff, _tiff),
)
