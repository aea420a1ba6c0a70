"""The sentences of a text: by full stops, question and exclamation marks, ellipses, and line ends."""

from __future__ import annotations

import re

#: What ends a sentence, with what closes behind it: 他说：“好。” is one.
_END = re.compile(r"(?:[。！？!?…；]+|\.(?=\s|$))[”’」』）)》】\"']*|\n+")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of the sentences in code points, without white space at their ends; none is empty."""
    found: list[tuple[int, int]] = []
    start = 0
    for place in (*(match.end() for match in _END.finditer(text)), len(text)):
        stretch = text[start:place]
        if stretch.strip():
            lead = len(stretch) - len(stretch.lstrip())
            found.append((start + lead, start + len(stretch.rstrip())))
        start = place
    return tuple(found)
