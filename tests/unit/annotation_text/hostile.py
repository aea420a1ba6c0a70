"""Texts that break naive offset arithmetic, and strategies that make more of them."""

from __future__ import annotations

from hypothesis import strategies as st

#: Each is a few graphemes that a careless program counts, cuts, drops or reorders wrongly.
PIECES = (
    "中",
    "a",
    "1",
    " ",
    "，",
    "。",
    "“",
    "”",
    "（",
    "）",
    "%",
    "\r\n",
    "\n",
    "\r",
    "\u2028",
    "\u2029",
    "\x85",
    "\x0b",
    "\ufeff",
    "\x00",
    "\x1b",
    "\t",
    "\u200b",
    "\u200d",
    "\u200e",
    "\u202e",
    "\u2066",
    "\u00ad",
    "\ufffe",
    "\ud800",
    "\udc00",
    "𠮷",
    "𠀀",
    "😀",
    "👍🏽",
    "👨‍👩‍👧",
    "🇨🇳",
    "🇨",
    "1️⃣",
    "❤️",
    "©",
    "é",
    "e\u0301",
    "\u0301",
    "각",
    "각",
    "क्षि",
    "שלום",
    "مرحبا",
    "ｶﾞ",
    "㎡",
    "3.5kg",
    "SF1023",
)
TEXTS = (
    "",
    "\ufeff甲乙丙",
    "第一行\r\n第二行\r第三行\n",
    "甲\u2028乙\u2029丙",
    "半个\ud83d代理\ude00对",
    "零\x00字节",
    "甲😀乙𠮷野家👨‍👩‍👧丙é\u0301丁",
    "从左\u202e到右\u202c结束",
    "价格 \u200fשלום 12 元",
    "a" + "\u0301" * 500 + "b",
    "\n\n\n",
    "👨‍👩‍👧" * 30,
    "🇨🇳🇺🇸🇨",
)

texts = st.lists(st.sampled_from(PIECES) | st.characters(exclude_categories=()), max_size=40).map("".join)


@st.composite
def text_and_range(draw: st.DrawFn) -> tuple[str, int, int]:
    """Return a text and a range in it, possibly empty."""
    text = draw(texts)
    start = draw(st.integers(0, len(text)))
    return text, start, draw(st.integers(start, len(text)))
