"""What a lesson's Markdown points at: pictures and clauses, read by the parser that shows the lesson."""

from __future__ import annotations

from collections.abc import Iterator

CLAUSE = "clause:"


def pictures(body: str) -> tuple[str, ...]:
    """Return the paths of the pictures in a lesson, in their order."""
    return tuple(_attributes(body, "image", "src"))


def clause_links(body: str) -> tuple[str, ...]:
    """Return the clause numbers that a lesson links to, in their order."""
    links = _attributes(body, "link_open", "href")
    return tuple(link.removeprefix(CLAUSE) for link in links if link.startswith(CLAUSE))


def _attributes(body: str, kind: str, name: str) -> Iterator[str]:
    # markdown-it loads in 40 ms and only authors and installers check lessons.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    for block in parser.parse(body):
        for token in block.children or ():
            if token.type == kind:
                yield str(token.attrGet(name) or "")
