"""A school formula read into a tree. What is not understood is no formula: its source is shown instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from desktop.base.wording import _
from desktop.views.widgets.answers.formula_signs import (
    BEARING,
    OVER,
    SIGNS,
    SPACES,
    TABLES,
    TYPED,
    SignKind,
)

#: Characters of a formula, and groups in each other, up to which it is laid out.
LONGEST, DEEPEST = 2_000, 12
#: Rows and columns of a table in a formula.
MOST_CELLS = 12
_FENCES = (("$$", "$$"), ("\\[", "\\]"), ("\\(", "\\)"), ("$", "$"))
_WORDS = frozenset({"text", "mathrm", "textbf", "mathbf", "operatorname", "textrm", "mathit", "mbox"})
_FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
_SIZES = frozenset(f"{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r"))
_PASSED = frozenset({"displaystyle", "textstyle", "limits", "nolimits"})


@dataclass(frozen=True)
class Sign:
    """Characters drawn as they are."""

    text: str
    kind: SignKind = "plain"


@dataclass(frozen=True)
class Space:
    """A blank; ``wide`` in parts of the type size."""

    wide: float


@dataclass(frozen=True)
class Row:
    """Things side by side."""

    items: tuple[Node, ...]


@dataclass(frozen=True)
class Scripts:
    """Something with what stands above and below at its right; over and under it where it is large."""

    base: Node
    above: Node | None = None
    below: Node | None = None


@dataclass(frozen=True)
class Fraction:
    """One thing over another."""

    above: Node
    below: Node


@dataclass(frozen=True)
class Root:
    """A root; without a degree the square one."""

    inside: Node
    degree: Node | None = None


@dataclass(frozen=True)
class Over:
    """Something with a mark over, under or round it: see ``OVER``."""

    inside: Node
    mark: str


@dataclass(frozen=True)
class Fenced:
    """Something between signs as high as itself; "" is no sign."""

    left: str
    inside: Node
    right: str


@dataclass(frozen=True)
class Table:
    """Rows of cells; ``to_left``: cells begin at the left, else they are centred."""

    rows: tuple[tuple[Node, ...], ...]
    to_left: bool


Node: TypeAlias = Sign | Space | Row | Scripts | Fraction | Root | Over | Fenced | Table


@dataclass(frozen=True)
class Part:
    """One thing of the outermost row; it begins at ``start`` in the source, in code points."""

    node: Node
    start: int


class _UnknownError(Exception):
    """Something that is not understood."""


def read_formula(source: str) -> tuple[Part, ...] | None:
    """Return the outermost row of a formula with the dollars or brackets round it, or None. Never raises."""
    if len(source) > LONGEST:
        return None
    for begin, end in _FENCES:
        if source.startswith(begin) and source.endswith(end) and len(source) > len(begin) + len(end):
            reader = _Reader(source, len(begin), len(source) - len(end))
            try:
                return tuple(reader.whole())
            except _UnknownError:
                return None
    return None


class _Reader:
    """Reads once from left to right; every call stands at ``at``."""

    def __init__(self, source: str, start: int, end: int) -> None:
        self._source, self.at, self._end, self._deep = source, start, end, 0

    def whole(self) -> Iterator[Part]:
        """Yield the parts up to the end; there is at least one."""
        parts: list[Part] = []
        while self._peek():
            start = self.at
            parts.append(Part(self._item(), start))
        if not parts:
            raise _UnknownError
        yield from parts

    # ------------------------------------------------------------ characters

    def _peek(self) -> str:
        """Return the next character that is no blank, or an empty string at the end."""
        while self.at < self._end and self._source[self.at].isspace():
            self.at += 1
        return self._source[self.at] if self.at < self._end else ""

    def _take(self, wanted: str) -> None:
        if self._peek() != wanted:
            raise _UnknownError
        self.at += 1

    def _name(self) -> str:
        """Take a command and return its name."""
        self._take("\\")
        start = self.at
        while self.at < self._end and self._source[self.at].isascii() and self._source[self.at].isalpha():
            self.at += 1
        if self.at == start:
            self.at += 1
        if self.at > self._end:
            raise _UnknownError
        return self._source[start : self.at]

    def _ahead(self) -> str:
        """Return the name of the command that is next, without taking it."""
        if self._peek() != "\\":
            return ""
        at = self.at
        name = self._name()
        self.at = at
        return name

    def _raw(self) -> str:
        """Take a group of plain words."""
        self._take("{")
        start = self.at
        while self.at < self._end and self._source[self.at] != "}":
            if self._source[self.at] in "\\{$%":
                raise _UnknownError
            self.at += 1
        self._take("}")
        return self._source[start : self.at - 1].replace("\n", " ")

    # ----------------------------------------------------------------- parts

    def _item(self) -> Node:
        """Take one thing with what stands above and below it."""
        base: Node = Row(()) if self._peek() in {"^", "_"} else self._atom()
        found: dict[str, Node] = {}
        while (sign := self._peek()) in {"^", "_"} and sign:
            if sign in found:
                raise _UnknownError
            self.at += 1
            found[sign] = self._argument()
        if found.get("^") == Sign("∘"):
            base = Row((base, Sign("°")))
            del found["^"]
        return Scripts(base, found.get("^"), found.get("_")) if found else base

    def _argument(self) -> Node:
        """Take what a command or a script is about: of several digits without braces only the first."""
        sign = self._peek()
        if sign.isdecimal():
            self.at += 1
            return Sign(sign)
        return self._atom()

    def _atom(self) -> Node:
        self._deep += 1
        if self._deep > DEEPEST:
            raise _UnknownError
        sign = self._peek()
        node = self._group() if sign == "{" else self._command() if sign == "\\" else self._typed(sign)
        self._deep -= 1
        return node

    def _group(self) -> Node:
        self._take("{")
        items: list[Node] = []
        while self._peek() not in {"}", ""}:
            items.append(self._item())
        self._take("}")
        return items[0] if len(items) == 1 else Row(tuple(items))

    def _typed(self, sign: str) -> Node:
        self.at += 1
        if sign in TYPED and sign:
            return Sign(*TYPED[sign])
        if sign.isdecimal():
            return Sign(sign + self._digits())
        if sign.isalpha():
            return Sign(sign, "letter" if sign.isascii() or "α" <= sign <= "ω" else "plain")
        if sign == "~":
            return Space(SPACES[" "])
        raise _UnknownError

    def _digits(self) -> str:
        start = self.at
        while self.at < self._end and (self._source[self.at].isdecimal() or self._source[self.at] == "."):
            self.at += 1
        return self._source[start : self.at]

    def _command(self) -> Node:
        name = self._name()
        if name in SIGNS:
            return Sign(*SIGNS[name])
        if name in SPACES:
            return Space(SPACES[name])
        if name in _PASSED:
            return Space(0)
        if name in _FRACTIONS:
            return Fraction(self._argument(), self._argument())
        if name in OVER:
            return Over(self._argument(), OVER[name])
        if name in _WORDS:
            return Sign(self._raw(), "function" if name == "operatorname" else "plain")
        return self._built(name)

    def _built(self, name: str) -> Node:
        if name in _SIZES:
            return Sign(self._fence())
        if name == "sqrt":
            return self._root()
        if name == "binom":
            return Fenced("(", Table(((self._argument(),), (self._argument(),)), to_left=False), ")")
        if name == "left":
            return self._fenced()
        if name == "begin":
            return self._table(self._raw())
        raise _UnknownError

    def _root(self) -> Node:
        degree: list[Node] = []
        if self._peek() == "[":
            self.at += 1
            while self._peek() not in {"]", ""}:
                degree.append(self._item())
            self._take("]")
        return Root(self._argument(), Row(tuple(degree)) if degree else None)

    def _fence(self) -> str:
        """Take the sign after a command for its size; a full stop is no sign."""
        sign = self._peek()
        if sign == "\\":
            text, kind = SIGNS.get(self._name(), ("", "letter"))
            if kind not in {"open", "close"} and text not in {"|", "‖"}:
                raise _UnknownError
            return text
        if not sign or sign not in "()[]|.":
            raise _UnknownError
        self.at += 1
        return sign.replace(".", "")

    def _fenced(self) -> Node:
        left = self._fence()
        items: list[Node] = []
        while self._ahead() != "right":
            if not self._peek():
                raise _UnknownError
            items.append(self._item())
        self._name()
        return Fenced(left, Row(tuple(items)), self._fence())

    def _table(self, kind: str) -> Node:
        if kind not in TABLES:
            raise _UnknownError
        rows: list[list[list[Node]]] = [[[]]]
        while (ahead := self._ahead()) != "end":
            if ahead == "\\":
                self._name()
                rows.append([[]])
            elif self._peek() == "&":
                self.at += 1
                rows[-1].append([])
            elif not self._peek():
                raise _UnknownError
            else:
                rows[-1][-1].append(self._item())
        self._name()
        if self._raw() != kind or len(rows) > MOST_CELLS or max(map(len, rows)) > MOST_CELLS:
            raise _UnknownError
        cells = tuple(tuple(Row(tuple(cell)) for cell in row) for row in rows if row != [[]])
        left, right = TABLES[kind]
        table = Table(cells, to_left=kind in {"cases", "aligned", "align*"})
        return Fenced(left, table, right) if left or right else table


def bears_limits(node: Node) -> bool:
    """Tell whether limits stand over and under it, where there is room, and not at its side."""
    return isinstance(node, Sign) and (
        node.text in BEARING or (node.kind == "large" and node.text not in {"∫", "∬", "∮"})
    )


def spoken(node: Node) -> str:
    """Return a formula as it is read aloud."""
    if isinstance(node, Sign):
        return node.text
    if isinstance(node, Row):
        return " ".join(filter(None, map(spoken, node.items)))
    if isinstance(node, Fraction):
        return _("{below} 分之 {above}", above=spoken(node.above), below=spoken(node.below))
    if isinstance(node, Root):
        degree = spoken(node.degree) if node.degree is not None else "2"
        return _("{inside} 开 {degree} 次方", inside=spoken(node.inside), degree=degree)
    if isinstance(node, Fenced):
        return f"{node.left} {spoken(node.inside)} {node.right}".strip()
    if isinstance(node, Table):
        return "; ".join(", ".join(map(spoken, row)) for row in node.rows)
    return _spoken_mark(node)


def _spoken_mark(node: Scripts | Over | Space) -> str:
    if isinstance(node, Scripts):
        words = spoken(node.base)
        words = _("{base} 下标 {below}", base=words, below=spoken(node.below)) if node.below else words
        return _("{base} 上标 {above}", base=words, above=spoken(node.above)) if node.above else words
    return spoken(node.inside) if isinstance(node, Over) else ""
