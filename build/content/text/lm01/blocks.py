"""Read the sources of ORD-LM-01: blocks that begin with ``»@``, their parts with ``»`` and one sign.

``»@ id difficulty title`` · ``»?`` what the models were asked · ``»U:`` ``»M:`` turns of a dialogue · ``»$ title`` a source to
look things up in · ``»= head`` an answer, best first, with its text on the lines below · ``»: risk`` · ``»> order`` where
answers are not written best first, or the strength of a pair · ``»% checks`` · ``»* a reference`` · ``»!`` why, ``»+`` the
adjudicator's addition. A part runs to the next ``»``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

#: Speakers of a dialogue by the sign in the source.
SPEAKERS = {"U": "用户", "M": "助手"}
SIGNS = re.compile(r"^»(U:|M:|[?=$:>%*!+])\s?", re.MULTILINE)


@dataclass
class Answer:
    """An answer as written: ``head`` is what stands beside the sign, ``text`` what follows."""

    head: str
    text: str


@dataclass
class Block:
    """One block of a source."""

    id: str
    difficulty: int
    title: str
    asked: str = ""
    turns: list[tuple[str, str]] = field(default_factory=list)
    sources: list[tuple[str, str]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    risk: str = ""
    order: str = ""
    checks: str = ""
    reference: str = ""
    why: str = ""
    added: str = ""

    @property
    def pool(self) -> str:
        """Exam blocks begin with x."""
        return "exam" if self.id.startswith("x") else "practice"

    @property
    def kind(self) -> str:
        """Return the letter of what is asked: r ranking, q pair, s safety, f facts, w rewriting, t prompt, j adjudication.

        It stands first in the id, or behind the x of the exam; an exam block without a letter is a ranking.
        """
        letter = self.id.removeprefix("x")[0]
        return letter if letter.isalpha() else "r"


def read_blocks(path: Path) -> list[Block]:
    """Return the blocks of a source in their order."""
    chunks = ("\n" + path.read_text(encoding="utf-8")).split("\n»@ ")[1:]
    return [_block(chunk.rstrip("\n")) for chunk in chunks]


def _block(chunk: str) -> Block:
    head, _, body = chunk.partition("\n")
    name, difficulty, title = head.split(" ", 2)
    block = Block(name, int(difficulty), title)
    parts = SIGNS.split(body)
    for sign, text in zip(parts[1::2], parts[2::2], strict=True):
        _take(block, sign, text.strip("\n"))
    return block


def _take(block: Block, sign: str, text: str) -> None:
    if sign in {"U:", "M:"}:
        block.turns.append((SPEAKERS[sign[0]], text))
    elif sign in {"=", "$"}:
        head, _, rest = text.partition("\n")
        if sign == "=":
            block.answers.append(Answer(head.strip(), rest))
        else:
            block.sources.append((head.strip(), rest))
    else:
        name = {
            "?": "asked",
            ":": "risk",
            ">": "order",
            "%": "checks",
            "*": "reference",
            "!": "why",
            "+": "added",
        }
        setattr(block, name[sign], text)
