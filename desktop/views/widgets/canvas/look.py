"""How a picture is to look: brightness, contrast, gamma, colour, equalised, window and level. Only the view changes.

All of it is arithmetic on tables: a value of the picture goes in, a value of the screen comes out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Values of a picture of 8 bits, and of one of 16.
SHALLOW, DEEP = 1 << 8, 1 << 16
#: The share of pixels at either end that the automatic window leaves out: dead sensor pixels must not darken it all.
OUTLIERS = 0.001
#: Red, green and blue in the brightness of a pixel, in 256ths (ITU-R BT.601).
_RED, _GREEN, _BLUE = 77, 150, 29


@dataclass(frozen=True)
class Look:
    """What the person asked for; every number is -100..100 and 0 changes nothing.

    ``level`` and ``width`` are the window of a picture of 16 bits, relative to the values that its pixels take: at
    ``level`` 100 the window's middle lies one such range higher, at ``width`` 100 it is eight times as wide.
    """

    brightness: int = 0
    contrast: int = 0
    gamma: int = 0
    saturation: int = 0
    equalise: bool = False
    level: int = 0
    width: int = 0

    @property
    def keeps_tones(self) -> bool:
        """Tell whether a picture of 8 bits keeps its brightness and contrast."""
        return not (self.brightness or self.contrast or self.gamma or self.equalise)


#: The picture as it is.
PLAIN = Look()


def shallow_table(look: Look, histogram: NDArray[np.int64] | None = None) -> NDArray[np.uint8] | None:
    """Return the 256 screen values of a picture of 8 bits, or None for no change.

    ``histogram`` is needed to equalise: pixels by brightness, 256 counts.
    """
    if look.keeps_tones:
        return None
    values = np.arange(SHALLOW) / (SHALLOW - 1)
    if look.equalise and histogram is not None:
        values = _equal(histogram, 0.0, SHALLOW - 1.0)
    return _screen(_toned(values, look))


def deep_table(look: Look, histogram: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Return the 65536 screen values of a picture of 16 bits, through the window."""
    low, high = window(look, span(histogram))
    if look.equalise:
        values = _equal(histogram, low, high)
    else:
        values = np.clip((np.arange(DEEP) - low) / (high - low), 0.0, 1.0)
    return _screen(_toned(values, look))


def span(histogram: NDArray[np.int64]) -> tuple[int, int]:
    """Return the lowest and highest value that a picture takes, without its outliers; never both the same."""
    total = np.cumsum(histogram)
    if not total[-1]:
        return 0, len(histogram) - 1
    low = int(np.searchsorted(total, total[-1] * OUTLIERS, side="right"))
    high = int(np.searchsorted(total, total[-1] * (1.0 - OUTLIERS), side="left"))
    high = min(max(high, low + 1), len(histogram) - 1)
    return min(low, high - 1), high


def window(look: Look, taken: tuple[int, int]) -> tuple[float, float]:
    """Return the values shown black and white, for a picture whose values lie in ``taken``."""
    reach = taken[1] - taken[0]
    middle = (taken[0] + taken[1]) / 2 + reach * look.level / 100
    half = reach / 2 * 8.0 ** (look.width / 100)
    return middle - half, middle + half


def saturate(pixels: NDArray[np.uint8], amount: int) -> None:
    """Make colours stronger or weaker, in place: ``pixels`` is height x width x (blue, green, red, any).

    -100 leaves grey, 100 trebles the distance from it.
    """
    if amount == 0:
        return
    share = 1.0 + amount / 100 * (1 if amount < 0 else 2)
    # share x colour + (1 - share) x grey, both from tables; 16 bits hold 3 x 255.
    levels = np.arange(SHALLOW)
    own = np.rint(levels * share).astype(np.int16)
    of_grey = (levels - own).astype(np.int16)
    weights = (np.uint16(_BLUE), np.uint16(_GREEN), np.uint16(_RED))
    # In pieces that stay in the processor's cache, and colour by colour: rows of every fourth byte are slow.
    for piece in np.array_split(pixels, max(len(pixels) // 32, 1)):
        colours = [np.ascontiguousarray(piece[..., channel]) for channel in range(3)]
        grey = of_grey[sum(one * weight for one, weight in zip(colours, weights, strict=True)) >> 8]
        for channel, colour in enumerate(colours):
            shown = own[colour]
            shown += grey
            piece[..., channel] = np.clip(shown, 0, 255, out=shown)


def brightness_of(pixels: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Return pixels by brightness, 256 counts; ``pixels`` is height x width x (blue, green, red, any)."""
    blue, green, red = (pixels[..., channel].astype(np.uint32) for channel in range(3))
    return np.bincount(((red * _RED + green * _GREEN + blue * _BLUE) >> 8).ravel(), minlength=SHALLOW)


def _toned(values: NDArray[np.float64], look: Look) -> NDArray[np.float64]:
    """Return values of 0..1 after gamma, contrast and brightness."""
    bent: NDArray[np.float64] = values ** (2.0 ** (-look.gamma / 50.0))
    slope = 2.0 ** (look.contrast / 50.0)
    toned: NDArray[np.float64] = (bent - 0.5) * slope + 0.5 + look.brightness * 1.28 / 255
    return toned


def _screen(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    shown: NDArray[np.uint8] = np.clip(np.rint(values * 255), 0, 255).astype(np.uint8)
    return shown


def _equal(histogram: NDArray[np.int64], low: float, high: float) -> NDArray[np.float64]:
    """Return for each value the share of the pixels in the window that are darker: histogram equalisation.

    With C the running count, a value v inside the window goes to (C(v) - C(lowest)) / (C(highest) - C(lowest)).
    """
    n = len(histogram)
    first, last = min(max(int(low), 0), n - 1), min(max(int(np.ceil(high)), 0), n - 1)
    inside = np.flatnonzero(histogram[first : last + 1])
    values = np.clip((np.arange(n) - low) / (high - low), 0.0, 1.0)
    if len(inside) < 2:
        return values
    total = np.cumsum(histogram).astype(np.float64)
    least, most = total[first + inside[0]], total[first + inside[-1]]
    shown: NDArray[np.float64] = np.clip((total - least) / (most - least), 0.0, 1.0)
    return shown
