"""Count one corpus with one scorer in this process and print what was found as JSON: SCORER CORPUS.

Runs with the scorer's own Python and needs nothing but that scorer. Converting (from the spans of the corpus to what the
scorer takes) and counting are timed apart; reading the file and importing are not counted.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

#: F1 by scheme.
F1 = dict[str, float]
#: A sentence as the file holds it: length, gold, answer; a span is class, start, end (exclusive).
Row = Sequence[Any]


def main() -> None:
    """Do what the command line says."""
    name, path = sys.argv[1:]
    rows = json.loads(Path(path).read_text(encoding="utf-8"))
    convert, count = SCORERS[name]()
    start = time.perf_counter()
    taken = convert(rows)
    between = time.perf_counter()
    f1 = count(taken)
    end = time.perf_counter()
    sys.stdout.write(json.dumps({"convert": between - start, "count": end - between, "f1": f1}))


def tags(length: int, spans: Sequence[Sequence[Any]]) -> list[str]:
    """Return the IOB2 tags of flat spans."""
    said = ["O"] * length
    for label, start, end in spans:
        said[start] = f"B-{label}"
        said[start + 1 : end] = [f"I-{label}"] * (end - start - 1)
    return said


def doorstep() -> tuple[Callable[[Sequence[Row]], Any], Callable[[Any], F1]]:
    """Ours: spans to ``count_corpus``, which counts all four schemes."""
    from desktop.annotation.spans import Span
    from desktop.scoring.texts.corpus import count_corpus

    def side(spans: Sequence[Sequence[Any]]) -> list[Span]:
        return [Span(str(number), *span) for number, span in enumerate(spans)]

    def convert(rows: Sequence[Row]) -> Any:
        return [(side(gold), side(answer)) for _, gold, answer in rows]

    def count(taken: Any) -> F1:
        muc = count_corpus(taken).muc
        return {scheme: muc[f"{scheme}_f1"] for scheme in ("strict", "exact", "partial", "type")}

    return convert, count


def seqeval() -> tuple[Callable[[Sequence[Row]], Any], Callable[[Any], F1]]:
    """Tags to seqeval's strict micro F1 of IOB2, the one scheme it has."""
    from seqeval.metrics import f1_score
    from seqeval.scheme import IOB2

    def convert(rows: Sequence[Row]) -> Any:
        return [[tags(length, sides[place]) for length, *sides in rows] for place in (0, 1)]

    def count(taken: Any) -> F1:
        return {"strict": float(f1_score(*taken, average="micro", mode="strict", scheme=IOB2))}

    return convert, count


def nervaluate() -> tuple[Callable[[Sequence[Row]], Any], Callable[[Any], F1]]:
    """Dictionaries to nervaluate. Its own reading of them counts as converting, in its favour."""
    from nervaluate import Evaluator

    def side(spans: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
        return [{"label": label, "start": start, "end": end - 1} for label, start, end in spans]

    def convert(rows: Sequence[Row]) -> Any:
        classes = sorted({span[0] for _, *sides in rows for spans in sides for span in spans})
        gold, answer = ([side(sides[place]) for _, *sides in rows] for place in (0, 1))
        return Evaluator(gold, answer, tags=classes, loader="dict")

    def count(taken: Any) -> F1:
        overall = taken.evaluate()["overall"]
        names = {"strict": "strict", "exact": "exact", "partial": "partial", "type": "ent_type"}
        return {scheme: overall[theirs].f1 for scheme, theirs in names.items()}

    return convert, count


SCORERS = {"doorstep": doorstep, "seqeval": seqeval, "nervaluate": nervaluate}

if __name__ == "__main__":
    main()
