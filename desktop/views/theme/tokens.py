"""The design tokens as plain values: two palettes, type, space, and the colours of classes. No toolkit here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

Mode: TypeAlias = Literal["light", "dark"]
TypeRole: TypeAlias = Literal["caption", "body", "emphasis", "section", "page", "number"]

FAMILY = "Noto Sans SC"
#: Tried in this order where a glyph is missing from the shipped family.
FALLBACK_FAMILIES = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "sans-serif")
#: Pixels at a user scale of 100 %.
TYPE: dict[TypeRole, int] = {
    "caption": 12,
    "body": 13,
    "emphasis": 15,
    "section": 18,
    "page": 24,
    "number": 36,
}
#: The grid.
XS, S, M, L, XL, XXL, HUGE = 4, 8, 12, 16, 24, 32, 48
RADIUS = 8
CONTROL = 32
MAIN_CONTROL = 40
ICON = 20
BAR = 48
READING = 720
SCALES = (100, 110, 125, 150)
#: Milliseconds; nothing moves longer.
MOTION = 120
#: What is too much of a mask, beside what is missing (bad) and right (good): the same on any ground.
TOO_MUCH = "#F2C500"


@dataclass(frozen=True)
class Palette:
    """The colours of one mode, as ``#RRGGBB``.

    ``edge`` borders what can be typed in or ticked (3:1). Words in accent or caution take the ``_strong`` colour:
    the plain one is for fields and icons and does not reach 4.5:1 on every ground.
    """

    mode: Mode
    ground: str
    surface: str
    sunken: str
    line: str
    edge: str
    ink: str
    quiet: str
    accent: str
    accent_strong: str
    accent_tint: str
    on_accent: str
    good: str
    good_tint: str
    caution: str
    caution_strong: str
    caution_tint: str
    bad: str
    bad_tint: str
    canvas: str
    canvas_ink: str
    gold: str
    answer: str


LIGHT = Palette(
    mode="light",
    ground="#F6F7F9",
    surface="#FFFFFF",
    sunken="#EEF1F4",
    line="#E2E6EB",
    edge="#848F9C",
    ink="#1B2430",
    quiet="#5B6776",
    accent="#1F6FEB",
    accent_strong="#1859C4",
    accent_tint="#E8F0FE",
    on_accent="#FFFFFF",
    good="#1A7F4B",
    good_tint="#EBF6F0",
    caution="#B25E00",
    caution_strong="#A35600",
    caution_tint="#FFF3E3",
    bad="#C62828",
    bad_tint="#FDECEC",
    canvas="#737373",
    canvas_ink="#FFFFFF",
    gold="#00B39B",
    answer="#1F6FEB",
)
DARK = Palette(
    mode="dark",
    ground="#14181D",
    surface="#1C2229",
    sunken="#242B34",
    line="#2B333D",
    edge="#6F7D8C",
    ink="#E7ECF2",
    quiet="#9AA7B5",
    accent="#5B9BFF",
    accent_strong="#8AB8FF",
    accent_tint="#1D2D47",
    on_accent="#0B1422",
    good="#55C48A",
    good_tint="#18322A",
    caution="#F0A24A",
    caution_strong="#F0A24A",
    caution_tint="#382A18",
    bad="#FF8A80",
    bad_tint="#3D2224",
    canvas="#3A3A3A",
    canvas_ink="#F2F2F2",
    gold="#2FD3BC",
    answer="#5B9BFF",
)

#: Okabe and Ito's colours, safe for colour-blind eyes; the last is black on light and white on dark.
OKABE_ITO = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#F0E442", "#000000")
#: After the eight come the same hues: mixed with white, with black, with more white (share of the mixed-in colour).
_ROUNDS = ((0.0, 255), (0.40, 255), (0.40, 0), (0.65, 255))


@lru_cache(maxsize=1024)
def class_colour(index: int, mode: Mode = "light") -> str:
    """Return the colour of palette place ``index`` (0..31, then round again)."""
    hue = OKABE_ITO[index % len(OKABE_ITO)]
    if hue == "#000000" and mode == "dark":
        hue = "#FFFFFF"
    share, target = _ROUNDS[index // len(OKABE_ITO) % len(_ROUNDS)]
    if hue in {"#000000", "#FFFFFF"}:
        # Neither can go on to white or black: it goes to middle grey, further each round.
        share, target = 0.3 * (index // len(OKABE_ITO) % len(_ROUNDS)), 128
    return mix(hue, (target, target, target), share)


def mix(colour: str, other: tuple[int, int, int], share: float) -> str:
    """Return ``colour`` with ``share`` (0..1) of ``other`` in it."""
    red, green, blue = channels(colour)
    mixed = (round(own + (new - own) * share) for own, new in zip((red, green, blue), other, strict=True))
    return "#{:02X}{:02X}{:02X}".format(*mixed)


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue (0..255) of ``#RRGGBB``."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Return the relative luminance, 0..1 (WCAG 2.2)."""
    linear = [
        part / 12.92 if (part := value / 255) <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for value in channels(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@lru_cache(maxsize=1024)
def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1..21 (WCAG 2.2). Kept: every bar and every swatch asks for it."""
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=1024)
def ink_on(colour: str) -> str:
    """Return black or white, whichever reads better on ``colour``."""
    return max(("#000000", "#FFFFFF"), key=lambda ink: contrast(ink, colour))
