"""Checking pictures of a pack before anybody is shown one: format, size, whole content."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from desktop.base.errors import DamagedFileError
from desktop.base.wording import _
from desktop.curriculum.pack import PackFiles

FORMATS = ("WEBP", "JPEG", "PNG", "TIFF")
#: What the canvas shows at most.
MAX_PIXELS = 400_000_000
#: Beyond this only JPEG: it is read whole at an eighth of its size, others would take gigabytes to look through.
MAX_WHOLE = 60_000_000
#: The eighth that a JPEG decoder makes by itself.
_EIGHTH = 8


@contextmanager
def _own_limit() -> Iterator[None]:
    """Lift the library's limit on pixels: ours is judged from the header, before a pixel is decoded."""
    from PIL import Image

    before = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            yield
    finally:
        Image.MAX_IMAGE_PIXELS = before


def picture_fault(files: PackFiles, path: str, size: tuple[int, int] | None) -> str:
    """Return what is wrong with a picture, or an empty string. ``size`` is the promised width and height in pixels."""
    # Pillow costs 25 ms to import and only authors and installers check pictures.
    from PIL import Image, UnidentifiedImageError

    try:
        content = files.read(path)
    except DamagedFileError as fault:
        return fault.what
    try:
        with _own_limit(), Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            width, height = picture.size
            most = MAX_PIXELS if picture.format == "JPEG" else MAX_WHOLE
            if width * height > most:
                return _("图片 {w}×{h} 超过 {most} 百万像素", w=width, h=height, most=most // 10**6)
            if width * height > MAX_WHOLE:
                picture.draft(None, (width // _EIGHTH, height // _EIGHTH))
            if size is not None and (width, height) != size:
                return _(
                    "图片是 {w}×{h}，练习里写的是 {size}", w=width, h=height, size=f"{size[0]}×{size[1]}"
                )
            picture.load()
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError) as fault:
        return _("图片打不开或不完整：{reason}", reason=fault)
    return ""
