"""Every text that the program can show: its own words, the catalogues, the courses, the certificate."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

WORDS = {
    "desktop": {".py"},
    "courses": {".json", ".md", ".toml"},
    "assets": {".po", ".typ", ".toml", ".json"},
}
#: Prints nothing of its own: controls, joiners, selectors, and what stands for no character at all.
SILENT = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
SELECTORS = "\ufe0e\ufe0f"


def texts(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file of the checkout with what it says. Source escapes (``\\u2e80``) stay such: they bound ranges."""
    for folder, endings in WORDS.items():
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in endings:
                yield path, path.read_text("utf-8")


def printed(text: str) -> set[str]:
    """Return the characters of a text that need a glyph."""
    return {char for char in set(text) if unicodedata.category(char) not in SILENT and char not in SELECTORS}
