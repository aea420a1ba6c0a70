"""A model's answer read into pieces of plain text with styles. Nothing in it is ever HTML, a link or a picture to load."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from desktop.base.wording import _
from desktop.views.widgets.text.utf16 import shown

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

Style: TypeAlias = Literal["bold", "italic", "struck", "code", "formula", "quiet"]
Kind: TypeAlias = Literal["paragraph", "heading", "entry", "caption", "code", "formula", "rule"]

#: Characters up to which an answer is laid out; a longer one is shown as it was written (see 0092 for what was measured).
MOST_FORMATTED = 30_000
#: Rows, columns and cells up to which a table is one; else it is shown as it was written.
MOST_ROWS, MOST_COLUMNS = 200, 20
#: Lists and quotes in each other up to which an answer is laid out.
MOST_NESTED = 18
#: Characters of one piece of plain text: the toolkit lays out longer ones slowly.
LONGEST_PIECE = 2_000
#: $$…$$, \[…\], \(…\), or $…$ that does not begin or end with a blank and is no price ("$5 and $6").
_FORMULA = re.compile(
    r"\$\$(?P<block>[^$]{1,2000})\$\$|\\\[(?P<shown>.{1,2000}?)\\\]|\\\((?P<inline>.{1,2000}?)\\\)"
    r"|\$(?P<dollar>[^\s$](?:[^$\n]{0,500}[^\s$])?)\$(?!\d)",
    re.DOTALL,
)
_STYLES: dict[str, Style] = {"strong": "bold", "em": "italic", "s": "struck"}


@dataclass(frozen=True)
class Run:
    """Some characters of one style. Beside line breaks nothing in it is a control."""

    text: str
    styles: frozenset[Style] = frozenset()


@dataclass(frozen=True)
class Piece:
    """One block. ``depth``: how many lists it is in; ``quoted``: how many quotes; ``mark``: what stands before an entry."""

    kind: Kind
    runs: tuple[Run, ...]
    level: int = 0
    depth: int = 0
    quoted: int = 0
    mark: str = ""

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Grid:
    """A table; the first row is the head. Rows are all as long as the longest."""

    rows: tuple[tuple[tuple[Run, ...], ...], ...]

    @property
    def text(self) -> str:
        """Its characters, a line for each row."""
        return "\n".join(" ".join("".join(run.text for run in cell) for cell in row) for row in self.rows)


Block: TypeAlias = Piece | Grid


def read_markup(source: str) -> tuple[Block, ...]:
    """Return the blocks of an answer's Markdown.

    An answer is shown as it was written where it is too long, or nested so deep that the parser gives up, or where
    a letter or digit of it would be lost: what is judged must be seen.
    """
    if len(source) > MOST_FORMATTED:
        return read_plain(source)
    tokens = _parser().parse(_safe(source))
    if any(token.level >= MOST_NESTED for token in tokens):
        return read_plain(source)
    blocks = tuple(_Reader(tokens).blocks())
    return blocks if _complete(source, blocks) else read_plain(source)


def _complete(source: str, blocks: Sequence[Block]) -> bool:
    """Tell whether every letter is there, and as many digits: a list counts anew what was counted badly."""
    drawn = "".join(
        f"{block.mark}{block.text}" if isinstance(block, Piece) else block.text for block in blocks
    )
    asked, got = Counter(filter(str.isalpha, source)), Counter(drawn)
    return all(got[letter] >= n for letter, n in asked.items()) and _digits(drawn) >= _digits(source)


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))


def read_plain(source: str) -> tuple[Block, ...]:
    """Return a text as it was written: a piece for each line, long lines in several."""
    return tuple(
        Piece("paragraph", (Run(line[at : at + LONGEST_PIECE]),))
        for line in _safe(source).split("\n")
        for at in range(0, len(line) or 1, LONGEST_PIECE)
    )


def folded(blocks: Sequence[Block], most: int) -> tuple[tuple[Block, ...], bool]:
    """Return the first blocks with at most ``most`` characters, the last one cut, and whether something is left out."""
    kept: list[Block] = []
    for block in blocks:
        length = len(block.text) + 1
        if length > most:
            # A cut that saves next to nothing would only cost a click.
            if isinstance(block, Piece) and block.kind != "rule" and most > 40:
                kept.append(replace(block, runs=_cut(block.runs, most)))
            return tuple(kept or blocks[:1]), True
        most -= length
        kept.append(block)
    return tuple(kept), False


def _cut(runs: Sequence[Run], most: int) -> tuple[Run, ...]:
    kept: list[Run] = []
    for run in runs:
        kept.append(Run(run.text[:most], run.styles))
        most -= len(run.text)
        if most <= 0:
            break
    return (*kept, Run("…"))


def _safe(source: str) -> str:
    """Return lines with one kind of end, and a sign for everything that cannot be seen or must not be obeyed."""
    return "\n".join(shown(line) for line in re.split(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", source))


@cache
def _parser() -> MarkdownIt:
    # markdown-it loads in 40 ms: when the first answer is shown, not before.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    # What these rules read is not drawn: it would be a way to hide words from whoever judges the answer.
    parser.disable(["reference", "entity"])
    parser.normalizeLink = parser.normalizeLinkText = str  # type: ignore[method-assign, assignment]
    parser.inline.ruler.before("escape", "formula", _formula)
    return parser


def _formula(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
    """Take a formula as it stands: no star in it is emphasis, no backslash an escape."""
    if state.src[state.pos] not in "$\\" or (found := _FORMULA.match(state.src, state.pos)) is None:
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content = found.group()
        token.block = found.lastgroup in {"block", "shown"}
    state.pos = found.end()
    return True


@dataclass
class _Reader:
    """Walks the parser's tokens once; keeps which lists and quotes it is in."""

    tokens: Sequence[Token]
    marks: list[int | None] = field(default_factory=list)
    quoted: int = 0
    pending: str = ""
    level: int = 0

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks in their order."""
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.type == "table_open":
                end = next(n for n in range(at, len(self.tokens)) if self.tokens[n].type == "table_close")
                yield from self._table(self.tokens[at:end])
                at = end
            else:
                self._enter(token)
                yield from self._leaf(token)
            at += 1

    def _enter(self, token: Token) -> None:
        kind = token.type
        if kind in {"bullet_list_open", "ordered_list_open"}:
            start = token.attrGet("start")
            self.marks.append(None if kind == "bullet_list_open" else int(1 if start is None else start))
        elif kind in {"bullet_list_close", "ordered_list_close"}:
            self.marks.pop()
        elif kind == "list_item_open":
            number = self.marks[-1]
            self.pending = "•" if number is None else f"{number}."
            self.marks[-1] = None if number is None else number + 1
        elif kind in {"blockquote_open", "blockquote_close"}:
            self.quoted += 1 if kind == "blockquote_open" else -1
        elif kind in {"heading_open", "heading_close"}:
            self.level = int(token.tag[1:]) if kind == "heading_open" else 0

    def _leaf(self, token: Token) -> Iterator[Block]:
        if token.type == "inline":
            yield from self._words(token)
        elif token.type in {"fence", "code_block"}:
            if token.info.strip():
                yield self._piece("caption", (Run(token.info.strip(), frozenset({"quiet"})),))
            yield from self._code(token.content.removesuffix("\n"))
        elif token.type == "hr":
            yield self._piece("rule", ())
        elif token.type == "html_block":
            yield self._piece("paragraph", (Run(token.content.rstrip("\n")),))

    def _code(self, text: str) -> Iterator[Block]:
        for at in range(0, len(text) or 1, LONGEST_PIECE):
            yield self._piece("code", (Run(text[at : at + LONGEST_PIECE], frozenset({"code"})),))

    def _words(self, token: Token) -> Iterator[Block]:
        children = token.children or []
        alone = len(children) == 1 and children[0].type == "formula" and children[0].block
        kind: Kind = (
            "formula" if alone else "heading" if self.level else "entry" if self.pending else "paragraph"
        )
        yield self._piece(kind, tuple(_runs(children)))

    def _piece(self, kind: Kind, runs: tuple[Run, ...]) -> Piece:
        mark, self.pending = self.pending, ""
        return Piece(kind, runs, level=self.level, depth=len(self.marks), quoted=self.quoted, mark=mark)

    def _table(self, tokens: Sequence[Token]) -> Iterator[Block]:
        rows: list[list[tuple[Run, ...]]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(tuple(_runs(token.children or [])))
        wide = max(len(row) for row in rows)
        if len(rows) > MOST_ROWS or wide > MOST_COLUMNS:
            for row in rows:
                line = " | ".join("".join(run.text for run in cell) for cell in row)
                yield from self._code(line)
            return
        yield Grid(tuple((*row, *([()] * (wide - len(row)))) for row in rows))


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    """Yield the words of a block, already safe; a link is followed by where it leads, a picture is named and not loaded."""
    styles: list[Style] = []
    targets: list[tuple[str, int]] = []
    said = ""
    for token in tokens:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in _STYLES:
            styles.append(_STYLES[name]) if token.nesting > 0 else styles.remove(_STYLES[name])
        elif token.type == "link_open":
            title = token.attrGet("title")
            target = str(token.attrGet("href") or "") + (f" {title}" if title else "")
            targets.append((target, len(said)))
        elif token.type == "link_close":
            target, since = targets.pop()
            if target and target != said[since:]:
                yield Run(f" ‹{target}›", frozenset({"quiet"}))
        else:
            run = _run(token, frozenset(styles))
            said += run.text
            if run.text:
                yield run


def _run(token: Token, styles: frozenset[Style]) -> Run:
    if token.type in {"softbreak", "hardbreak"}:
        return Run("\n", styles)
    if token.type == "image":
        target = " ".join(str(token.attrGet(name) or "") for name in ("src", "title")).strip()
        words = _("［图片：{name}（{target}，不加载）］", name=token.content, target=target)
        return Run(words, styles | {"quiet"})
    if token.type == "code_inline":
        return Run(token.content, styles | {"code"})
    if token.type == "formula":
        return Run(token.content, styles | {"formula"})
    return Run(token.content, styles)
