"""Rebuild assets/fonts from the published Noto Sans SC (`make fonts`). Why: docs/adr/0003.

As published, text copied or searched out of a PDF made with the font is wrong: its GSUB table makes ligatures
without a way back, and its radicals (U+2E80-2FDF) and compatibility forms (U+F900-FAFF) share glyphs with everyday
characters, so 能力 comes out as 能⼒ and DT-2026-000317 as DT. The rebuilt files drop all three, and Hangul.
"""

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from npm import fetch

PACKAGE = "@expo-google-fonts/noto-sans-sc"
VERSION = "0.4.3"
SHA256 = "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59"
TARGET = Path(__file__).parents[1] / "assets" / "fonts"

DROPPED = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0xAC00, 0xD7B0))
SIGNS = "≥≤×÷±→←↑↓✓✔✗☑☐①②③④⑤⑥⑦⑧⑨⑩—…·“”‘’€¥°℃㎡№"
NAMES = "犇翀玥昇骉淼堃喆㛃"
"""Characters of personal names that GB2312 lacks; the certificate must print them in both weights."""


def main() -> None:
    """Write NotoSansSC-Regular.ttf (all the source has), NotoSansSC-Bold.ttf (GBK) and OFL.txt."""
    package = fetch(PACKAGE, VERSION, SHA256)
    TARGET.mkdir(parents=True, exist_ok=True)
    rebuild(package / "400Regular" / "NotoSansSC_400Regular.ttf", TARGET / "NotoSansSC-Regular.ttf")
    rebuild(
        package / "700Bold" / "NotoSansSC_700Bold.ttf",
        TARGET / "NotoSansSC-Bold.ttf",
        only=gbk() | set(map(ord, SIGNS + NAMES)),
    )
    (TARGET / "OFL.txt").write_bytes((package / "LICENSE_FONT").read_bytes())


def rebuild(source: Path, target: Path, only: set[int] | None = None) -> None:
    """Write ``source`` without GSUB and the doubled characters, limited to the code points ``only`` if given."""
    wanted = {code for code in TTFont(source).getBestCmap() if not any(code in span for span in DROPPED)}
    if only is not None:
        wanted &= only
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk"]
    options.drop_tables += ["GSUB"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.hinting = False
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    subset.save_font(font, target, options)
    print(f"{target.name}: {len(wanted)} characters, {target.stat().st_size / 1e6:.2f} MB")


def gbk() -> set[int]:
    """Every code point of the GBK character set."""
    codes = set(range(0x20, 0x7F))
    for high in range(0x81, 0xFF):
        for low in range(0x40, 0xFF):
            try:
                codes.add(ord(bytes([high, low]).decode("gbk")))
            except UnicodeDecodeError:
                continue
    return codes


if __name__ == "__main__":
    main()
