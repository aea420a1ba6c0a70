"""Rebuild assets/fonts from the published Noto fonts (`make fonts`). Why: docs/adr/0003.

As published, text copied or searched out of a PDF made with Noto Sans SC is wrong: its GSUB table makes ligatures
without a way back, and its radicals (U+2E80-2FDF) and compatibility forms (U+F900-FAFF) share glyphs with everyday
characters, so 能力 comes out as 能⼒ and DT-2026-000317 as DT. The rebuilt files drop all three, and Hangul; what
else is missing for names and signs comes from Noto Sans JP (𠮷) and Noto Sans Symbols 2 (✗), drawn on the same grid.
"""

from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.pens.filterPen import DecomposingFilterPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from npm import fetch

CHINESE = (
    "@expo-google-fonts/noto-sans-sc",
    "0.4.3",
    "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
)
JAPANESE = (
    "@expo-google-fonts/noto-sans-jp",
    "0.4.3",
    "563ee80509692e2b2f42ceae6a0b82afecb90daa1b3d025bcebdf3d9120f43a3",
)
SYMBOLS = (
    "@expo-google-fonts/noto-sans-symbols-2",
    "0.4.1",
    "3bf3d6333487df36e88d146e032a9ed8246617ca2dfe1513a8a382c3fad12ac4",
)
EMOJI = (
    "@expo-google-fonts/noto-emoji",
    "0.4.7",
    "6a25fd5a4da5bb34bbc2d300531bbf32de86afd866e119314d7e358f61a6104d",
)
TARGET = Path(__file__).parents[1] / "assets" / "fonts"

DROPPED = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0xAC00, 0xD7B0))
RARE = range(0x20000, 0x2F800)
"""Ideographs beyond U+FFFF; those from U+2F800 on are compatibility forms."""
SIGNS = range(0x2190, 0x2C00)
"""Arrows, technical signs, boxes, stars, dingbats."""
EM = 1000


def main() -> None:
    """Write NotoSansSC-Regular.ttf, NotoSansSC-Bold.ttf, NotoEmoji-Regular.ttf and the licences."""
    chinese, japanese, symbols, emoji = (fetch(*one) for one in (CHINESE, JAPANESE, SYMBOLS, EMOJI))
    pictures = emoji / "400Regular" / "NotoEmoji_400Regular.ttf"
    signs = TTFont(symbols / "400Regular" / "NotoSansSymbols2_400Regular.ttf")
    TARGET.mkdir(parents=True, exist_ok=True)
    for folder, weight in (("400Regular", "Regular"), ("700Bold", "Bold")):
        font = cleaned(chinese / folder / f"NotoSansSC_{folder}.ttf")
        rare = TTFont(japanese / folder / f"NotoSansJP_{folder}.ttf")
        adopt(font, rare, RARE)
        adopt(font, signs, SIGNS)
        save(font, TARGET / f"NotoSansSC-{weight}.ttf")
    (TARGET / "NotoEmoji-Regular.ttf").write_bytes(pictures.read_bytes())
    for package, name in ((chinese, "OFL.txt"), (symbols, "OFL-Symbols2.txt"), (emoji, "OFL-Emoji.txt")):
        (TARGET / name).write_bytes((package / "LICENSE_FONT").read_bytes())


def cleaned(source: Path) -> TTFont:
    """Return the font of a file without GSUB, hints and the doubled characters."""
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk"]
    options.drop_tables += ["GSUB"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.hinting = False
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(
        unicodes=[code for code in font.getBestCmap() if not any(code in span for span in DROPPED)]
    )
    subsetter.subset(font)
    return font


def adopt(font: TTFont, source: TTFont, codes: Iterable[int]) -> None:
    """Give ``font`` the characters of ``codes`` that only ``source`` has, each in the middle of a full-width cell."""
    have, there, glyphs = font.getBestCmap(), source.getBestCmap(), source.getGlyphSet()
    assert font["head"].unitsPerEm == source["head"].unitsPerEm == EM
    added = {}
    for code in codes:
        if code in have or code not in there:
            continue
        glyph, width = glyphs[there[code]], source["hmtx"][there[code]][0]
        cell = max(EM, width)
        shift = (cell - width) // 2
        pen = TTGlyphPen(None)
        glyph.draw(DecomposingFilterPen(TransformPen(pen, (1, 0, 0, 1, shift, 0)), glyphs))
        drawn = pen.glyph()
        drawn.recalcBounds(None)
        added[code] = name = f"u{code:X}.adopted"
        font["glyf"][name] = drawn
        font["hmtx"][name] = (cell, getattr(drawn, "xMin", 0))
        if "vmtx" in font:
            font["vmtx"][name] = (EM, font["hhea"].ascent - getattr(drawn, "yMax", 0))
    font.setGlyphOrder(font["glyf"].glyphOrder)
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format in {4, 12}:
            table.cmap |= {code: name for code, name in added.items() if table.format == 12 or code <= 0xFFFF}


def save(font: TTFont, target: Path) -> None:
    """Write the font and say what it holds."""
    subset.save_font(font, target, subset.Options())
    count = len(font.getBestCmap())
    print(f"{target.name}: {count} characters, {target.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
