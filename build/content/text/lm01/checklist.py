"""Read the short form of checklists: ``kind words-or-range [h]`` between semicolons, ``h`` for a hard one."""

from __future__ import annotations

from typing import Any

WORDS = {
    "all": ("contains_all", "写到：{}"),
    "any": ("contains_any", "至少写到一个：{}"),
    "none": ("contains_none", "没有出现：{}"),
    "start": ("starts_with", "开头是：{}"),
}
COUNTS = {
    "len": ("length", "字数{}（不计空白）"),
    "sent": ("sentences", "句数{}"),
    "para": ("paragraphs", "段数{}"),
    "items": ("list_items", "条数{}"),
}
CLAUSES = {
    "none": "5.3",
    "len": "5.4",
    "sent": "5.4",
    "para": "5.4",
    "items": "5.4",
    "json": "5.4",
    "ins": "5.5",
}


def checks(short: str) -> list[dict[str, Any]]:
    """Return the checks of a block as the pack writes them. Raises KeyError for a kind that is not known."""
    return [_check(f"c{number}", part.strip()) for number, part in enumerate(short.split("; "), start=1)]


def _check(name: str, part: str) -> dict[str, Any]:
    hard = part.endswith(" h")
    kind, _, rest = part.removesuffix(" h").partition(" ")
    value = _ROWS[kind if kind in {"ins", "json"} else ("words" if kind in WORDS else "counts")](kind, rest)
    row = {"id": name, **value, "clause": CLAUSES.get(kind, "5.2")}
    return row | ({"hard": True} if hard else {})


def _words(kind: str, rest: str) -> dict[str, Any]:
    check, name = WORDS[kind]
    words = rest.split(",")
    return {"name": name.format("、".join(words)), "kind": check, "words": words}


def _counts(kind: str, rest: str) -> dict[str, Any]:
    check, name = COUNTS[kind]
    least, most = (int(number) for number in rest.split("-"))
    told = f"正好 {least}" if least == most else f" {least}–{most}"
    return {"name": name.format(told), "kind": check, "least": least, "most": most}


_ROWS = {
    "words": _words,
    "counts": _counts,
    "ins": lambda _kind, rest: {"name": f"{rest}（讲师评）", "kind": "instructor"},
    "json": lambda _kind, _rest: {"name": "是合法的 JSON", "kind": "json"},
}
