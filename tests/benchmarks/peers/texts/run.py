"""Set the scorers up, count the same corpus with each in processes that take turns, and print the table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.peers import environment, machine
from tests.benchmarks.peers.plan import HERE, ROOT, WORK, Program
from tests.benchmarks.peers.texts import corpus
from tests.benchmarks.peers.texts.table import (
    OURS,
    Reordered,
    Scored,
    order_lines,
    strict_equal,
    table,
)

PROBE = HERE / "texts" / "probe.py"
PEERS = Program(
    "texts",
    "seqeval 1.2.2 with nervaluate 1.2.1",
    lock="texts.txt",
    beyond="seqeval-itself.txt",
    takes="about 300 MB",
)
#: How many sentences are counted again with their answers shuffled.
REORDERED = 20_000


def compare(*, rounds: int, sentences: int = corpus.SENTENCES) -> int:
    """Print the comparison; return 1 where the strict F1 differ, else 0. Peers that cannot be had are left out."""
    whole = corpus.sentences(sentences)
    golds, answers = sum(len(each.gold) for each in whole), sum(len(each.answer) for each in whole)
    _print([f"{len(whole):,} sentences, {golds:,} gold and {answers:,} answered spans"])
    scorers = _scorers()
    path = _laid(whole, "flat")
    found = {name: Scored(name) for name in scorers}
    _print([f"{machine.described()}, load average before: {_load()}"])
    for _ in range(rounds):
        for name, python in scorers.items():
            told = probe(name, python, path)
            found[name].convert.append(told["convert"])
            found[name].count.append(told["count"])
            found[name].f1 = told["f1"]
    _print(table(list(found.values())))
    _print(order_lines(_reordered(scorers, whole[:REORDERED])))
    _print([f"load average after: {_load()}"])
    return 0 if strict_equal(list(found.values())) else 1


def probe(name: str, python: Path, path: Path) -> dict[str, Any]:
    """Return what the scorer's process found. Raises CalledProcessError where it failed; it has said why by then."""
    # Ours comes from this checkout; the peers see nothing of it.
    own = {"PYTHONPATH": str(ROOT)} if name == OURS else {}
    done = subprocess.run(
        [str(python), "-P", str(PROBE), name, str(path)],
        check=True,
        stdout=subprocess.PIPE,
        env={**os.environ, **own},
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _scorers() -> dict[str, Path]:
    scorers = {OURS: Path(sys.executable)}
    try:
        python = environment.interpreter(PEERS)
    except environment.UnreachableError as fault:
        _print([str(fault)])
        return scorers
    return {**scorers, "seqeval": python, "nervaluate": python}


def _reordered(scorers: dict[str, Path], some: Sequence[corpus.Sentence]) -> list[Reordered]:
    found = []
    for title, sentences, able in (
        ("flat spans", some, tuple(scorers)),
        # Tags cannot hold these, so seqeval is not asked.
        ("overlapping answers", corpus.doubled(some), tuple(set(scorers) - {"seqeval"})),
    ):
        before, after = _laid(sentences, "listed"), _laid(corpus.shuffled(sentences), "shuffled")
        for name in (one for one in scorers if one in able):
            pair = (probe(name, scorers[name], path)["f1"] for path in (before, after))
            found.append(Reordered(name, title, *pair))
    return found


def _laid(sentences: Sequence[corpus.Sentence], name: str) -> Path:
    path = WORK / "data" / f"texts-{name}.json"
    corpus.write(sentences, path)
    return path


def _load() -> str:
    return ", ".join(f"{load:.2f}" for load in os.getloadavg())


def _print(lines: Sequence[str]) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
