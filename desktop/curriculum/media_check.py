"""Checking pictures of a pack before anybody is shown one: format, size, whole content."""

from __future__ import annotations

import io
import warnings

from desktop.base.errors import DamagedFileError
from desktop.base.wording import _
from desktop.curriculum.pack import PackFiles

FORMATS = ("WEBP", "JPEG", "PNG")
MAX_PIXELS = 60_000_000


def picture_fault(files: PackFiles, path: str, size: tuple[int, int] | None) -> str:
    """Return what is wrong with a picture, or an empty string. ``size`` is the promised width and height in pixels."""
    # Pillow costs 25 ms to import and only authors and installers check pictures.
    from PIL import Image, UnidentifiedImageError

    try:
        content = files.read(path)
    except DamagedFileError as fault:
        return fault.what
    try:
        with warnings.catch_warnings():
            # The size is judged below, before a pixel is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                width, height = picture.size
                if width * height > MAX_PIXELS:
                    return _("图片 {w}×{h} 超过 {most} 百万像素", w=width, h=height, most=MAX_PIXELS // 10**6)
                if size is not None and (width, height) != size:
                    return _(
                        "图片是 {w}×{h}，练习里写的是 {size}", w=width, h=height, size=f"{size[0]}×{size[1]}"
                    )
                picture.load()
    except Image.DecompressionBombError:
        return _("图片超过 {most} 百万像素", most=MAX_PIXELS // 10**6)
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError) as fault:
        return _("图片打不开或不完整：{reason}", reason=fault)
    return ""
