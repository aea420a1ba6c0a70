"""Publishing a rendered picture: as WebP, in the best quality that keeps it small, moved into place when complete."""

from __future__ import annotations

from pathlib import Path

#: Grainy night frames may need a notch less.
QUALITIES = (90, 86, 82)


def published(source: Path, target: Path, *, gold: tuple[Path, Path] | None, most: int) -> int:
    """Convert ``source`` to at most ``most`` bytes if a quality allows it; returns its size.

    ``gold``: the file of the gold and where it belongs; it is moved first, so a picture that exists is complete.
    """
    from PIL import Image  # only the factory needs it; the tests import the seed lists without it

    target.parent.mkdir(parents=True, exist_ok=True)
    tmp = source.with_suffix(".webp.tmp")
    with Image.open(source) as picture:
        for quality in QUALITIES:
            picture.save(tmp, "WEBP", quality=quality, method=6)
            if tmp.stat().st_size <= most:
                break
    if gold is not None:
        gold[1].parent.mkdir(parents=True, exist_ok=True)
        gold[0].replace(gold[1])
    tmp.replace(target)
    return target.stat().st_size
