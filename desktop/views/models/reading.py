"""Markdown of lessons and rules, read into blocks that a page can lay out. HTML in the source stays plain text."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from markdown_it.token import Token

Sign: TypeAlias = Literal["good", "bad", "plain"]
SIGNS: dict[str, Sign] = {"✓": "good", "✗": "bad"}
#: A list to be ticked off, as most writers of Markdown write it; CommonMark itself has none.
BOXES = {"[ ] ": "☐", "[x] ": "☑", "[X] ": "☑"}


@dataclass(frozen=True)
class Heading:
    """A heading, level 1 to 6."""

    level: int
    html: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of inline HTML."""

    html: str


@dataclass(frozen=True)
class Entry:
    """A list entry: its depth from 0, its mark (``•``, ``1.`` or ``☐``), and its words."""

    depth: int
    mark: str
    html: str


@dataclass(frozen=True)
class Figure:
    """A picture with its caption; ``sign`` tells a positive from a negative example."""

    path: str
    caption: str
    sign: Sign = "plain"


@dataclass(frozen=True)
class Figures:
    """Pictures that stand side by side."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Quote:
    """A remark set off from the text."""

    html: str


@dataclass(frozen=True)
class Code:
    """Words to be shown exactly."""

    text: str


@dataclass(frozen=True)
class Table:
    """Rows of cells; the first row is the head."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Line:
    """A hairline."""


Block: TypeAlias = Heading | Paragraph | Entry | Figures | Quote | Code | Table | Line


def read_blocks(source: str) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text in order."""
    # markdown-it loads in 40 ms: only when a lesson or rule is opened, not before sign-in.
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(source)
    return tuple(_Reader().read(tokens))


def inline_html(tokens: Sequence[Token]) -> str:
    """Return inline tokens as the small HTML that a label understands."""
    return "".join(_inline(token) for token in tokens)


@dataclass
class _Reader:
    """Walks over the tokens and keeps where it is: in which lists, quote or table."""

    blocks: list[Block] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)
    fresh_entry: bool = False
    quoted: int = 0
    heading: int = 0
    rows: list[list[str]] | None = None

    def read(self, tokens: Sequence[Token]) -> list[Block]:
        for token in tokens:
            step = getattr(self, f"_on_{token.type}", None)
            if step is not None:
                step(token)
        return self.blocks

    def _on_heading_open(self, token: Token) -> None:
        self.heading = int(token.tag[1:])

    def _on_heading_close(self, _token: Token) -> None:
        self.heading = 0

    def _on_bullet_list_open(self, _token: Token) -> None:
        self.lists.append(None)

    def _on_ordered_list_open(self, token: Token) -> None:
        self.lists.append(int(token.attrGet("start") or 1) - 1)

    def _on_bullet_list_close(self, _token: Token) -> None:
        self.lists.pop()

    _on_ordered_list_close = _on_bullet_list_close

    def _on_list_item_open(self, _token: Token) -> None:
        self.fresh_entry = True
        if (number := self.lists[-1]) is not None:
            self.lists[-1] = number + 1

    def _on_blockquote_open(self, _token: Token) -> None:
        self.quoted += 1

    def _on_blockquote_close(self, _token: Token) -> None:
        self.quoted -= 1

    def _on_table_open(self, _token: Token) -> None:
        self.rows = []

    def _on_tr_open(self, _token: Token) -> None:
        if self.rows is not None:
            self.rows.append([])

    def _on_table_close(self, _token: Token) -> None:
        self.blocks.append(Table(tuple(tuple(row) for row in self.rows or ())))
        self.rows = None

    def _on_fence(self, token: Token) -> None:
        self.blocks.append(Code(token.content.rstrip("\n")))

    _on_code_block = _on_fence

    def _on_hr(self, _token: Token) -> None:
        self.blocks.append(Line())

    def _on_inline(self, token: Token) -> None:
        children = token.children or []
        if self.rows is not None:
            if self.rows:
                self.rows[-1].append(inline_html(children))
            return
        figures = tuple(_figure(child) for child in children if child.type == "image")
        words = inline_html([child for child in children if child.type != "image"]).strip()
        if words.replace("<br>", "").strip():
            self.blocks.append(self._worded(words))
        if figures:
            self.blocks.append(Figures(figures))

    def _worded(self, words: str) -> Block:
        if self.heading:
            return Heading(self.heading, words)
        if self.lists:
            number = self.lists[-1]
            mark = "•" if number is None else f"{number}."
            if self.fresh_entry and words[:4] in BOXES:
                mark, words = BOXES[words[:4]], words[4:]
            entry = Entry(len(self.lists) - 1, mark if self.fresh_entry else "", words)
            self.fresh_entry = False
            return entry
        return Quote(words) if self.quoted else Paragraph(words)


def _figure(token: Token) -> Figure:
    caption = token.content.strip()
    sign = SIGNS.get(caption[:1], "plain")
    return Figure(str(token.attrGet("src") or ""), caption[1:].strip() if sign != "plain" else caption, sign)


_PAIRS = {
    "strong_open": "<b>",
    "strong_close": "</b>",
    "em_open": "<i>",
    "em_close": "</i>",
    "link_close": "</a>",
    "hardbreak": "<br>",
    "softbreak": " ",
}


def _inline(token: Token) -> str:
    if token.type in _PAIRS:
        return _PAIRS[token.type]
    if token.type == "link_open":
        return f'<a href="{html.escape(str(token.attrGet("href") or ""))}">'
    if token.type == "code_inline":
        return f"<code>{html.escape(token.content)}</code>"
    return html.escape(token.content)
