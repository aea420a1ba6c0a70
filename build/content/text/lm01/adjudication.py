"""Adjudications: a preference group as two people judged it, each careless at places of their own.

Where the two differ one of them says what the gold says, and the other errs so that a clause settles it: three steps of a
rating, best and worst exchanged, a reason that the answer plainly does not deserve, a red line overlooked.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from blocks import Block, read_blocks
from exercises import ranking

Row = dict[str, Any]
#: Practice groups and what is wrong with the first and with the second person's judgement of them.
PRACTICE: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "r003": (("praise",), ("ok",)),
    "r010": (("swap",), ("trust", "ok")),
    "r014": (("praise", "blame"), ("swap",)),
    "r025": (("ok",), ("praise", "doubt")),
    "r032": (("trust", "swap"), ("blame",)),
    "r040": (("doubt",), ("praise", "ok")),
    "r047": (("swap", "ok"), ("doubt",)),
    "r051": (("praise",), ("swap", "blame")),
}
#: Groups of the exam that are adjudicated and nothing else.
EXAM: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "xj01": (("swap",), ("praise", "ok")),
    "xj02": (("line",), ("doubt", "swap")),
    "xj03": (("praise", "blame"), ("ok",)),
    "xj04": (("ok",), ("swap", "praise")),
}
HINT = "逐处对规则，对错不看人。书面理由由你来写：说清决定名次的是哪一处。"
#: Steps of a rating that nobody can argue about.
FAR = 3


def adjudications(ranked: Sequence[Block]) -> list[Row]:
    """Return the adjudications of practice groups, from their blocks, and those of the exam, from a source of their own."""
    groups = {block.id: block for block in ranked}
    exam = {block.id: block for block in own_blocks()}
    practice = [
        adjudication(groups[name], f"j{number:03d}", wrong)
        for number, (name, wrong) in enumerate(PRACTICE.items(), start=1)
    ]
    return practice + [adjudication(exam[name], name, wrong) for name, wrong in EXAM.items()]


def own_blocks() -> list[Block]:
    """Return the groups that are written for adjudication alone."""
    return read_blocks(Path(__file__).resolve().parent / "source" / "adjudicate.txt")


def adjudication(block: Block, name: str, wrong: tuple[tuple[str, ...], tuple[str, ...]]) -> Row:
    """Return a group as two people judged it; the written reason is left to who decides."""
    group = ranking(block)
    true = [
        {"id": mark["id"], "label": mark["label"], **mark["shape"]}
        for mark in group["golds"][0]["marks"]
        if mark["label"] != "why"
    ]
    sides, lines = [], []
    for who, ops in zip(("{first}", "{second}"), wrong, strict=True):
        rows = copy.deepcopy(true)
        for op in ops:
            words, clause = SPOIL[op](rows, _ends(true))
            lines.append(f"- {who}错：{words}（规则 {clause}）")
        sides.append(rows)
    touched = [{(r["id"]) for r, t in zip(rows, true, strict=True) if r != t} for rows in sides]
    if touched[0] & touched[1] or not all(touched):
        raise ValueError(f"{name}: two people err at places of their own, each at one at least")
    reasons = "两人不一样的地方逐处对规则：\n" + "\n".join(lines)
    return group | {
        "id": name,
        "title": f"仲裁：{group['title']}",
        "work": "adjudicate",
        "given": sides[0],
        "given_second": sides[1],
        "rationale": f"{group['rationale']}\n\n{reasons}",
        "requirements": ["R2", "R3", "R10"],
        "competencies": ["Q1", "S1"],
        "tags": ["adjudicate"],
        "hint": HINT,
    }


def _ends(true: Sequence[Row]) -> tuple[str, str]:
    """Return the best and the worst answer."""
    (order,) = (row["value"] for row in true if row["label"] == "rank")
    return order[0][0], order[-1][-1]


def _find(rows: Sequence[Row], label: str, about: str = "") -> Row:
    return next(row for row in rows if row["label"] == label and row["about"] == about)


def _rated(label: str, name: str, clause: str, *, best: bool, to: int) -> Callable[..., tuple[str, str]]:
    def spoil(rows: Sequence[Row], ends: tuple[str, str]) -> tuple[str, str]:
        answer = ends[0 if best else 1]
        row = _find(rows, label, answer)
        right, row["value"] = row["value"], to
        if abs(right - to) < FAR:
            raise ValueError(f"{label} of {answer}: {right} and {to} can be argued about")
        return f"给{{{answer}}}的{name}打了 {to} 分，应为 {right} 分", clause

    return spoil


def _tagged(value: list[str], words: str, *, best: bool) -> Callable[..., tuple[str, str]]:
    def spoil(rows: Sequence[Row], ends: tuple[str, str]) -> tuple[str, str]:
        answer = ends[0 if best else 1]
        row = _find(rows, "tags", answer)
        if set(row["value"]) & set(value):
            raise ValueError(f"tags of {answer}: {row['value']} and {value} have one in common")
        row["value"] = list(value)
        return words.format(answer=f"{{{answer}}}"), "3.3"

    return spoil


def _swap(rows: Sequence[Row], _answers: tuple[str, str]) -> tuple[str, str]:
    row = _find(rows, "rank")
    tiers = row["value"]
    row["value"] = [tiers[-1], *tiers[1:-1], tiers[0]]
    return "名次把最好的和最差的排反了", "3.1"


def _line(rows: Sequence[Row], ends: tuple[str, str]) -> tuple[str, str]:
    row = _find(rows, "line", ends[1])
    if row["value"] != ["crossed"]:
        raise ValueError(f"line of {ends[1]}: not crossed")
    row["value"] = ["fine"]
    return f"漏判了{{{ends[1]}}}触红线，整题不计分", "6.3"


SPOIL: dict[str, Callable[..., tuple[str, str]]] = {
    "swap": _swap,
    "line": _line,
    "praise": _rated("useful", "有用", "2.1", best=False, to=5),
    "trust": _rated("true", "真实", "2.2", best=False, to=5),
    "doubt": _rated("true", "真实", "2.2", best=True, to=2),
    "ok": _tagged(["ok"], "{answer}有毛病，却选了“没有问题”", best=False),
    "blame": _tagged(["wrong"], "{answer}没有错话，却选了“事实错误”", best=True),
}
