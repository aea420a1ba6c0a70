"""The comparison of text scoring: a corpus all three can take, equal F1, and a table made from given numbers."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.peers import environment
from tests.benchmarks.peers.plan import Program
from tests.benchmarks.peers.texts import corpus, run
from tests.benchmarks.peers.texts.probe import doorstep, tags
from tests.benchmarks.peers.texts.table import (
    Reordered,
    Scored,
    order_lines,
    strict_equal,
    table,
)

SMALL = corpus.sentences(600)
OURS = Scored("doorstep", [0.2, 0.3, 0.4], [0.5, 1.0, 1.5], {"strict": 0.8, "type": 0.9})
THEIRS = Scored("seqeval", [1.0, 1.0, 1.0], [4.0, 4.0, 4.0], {"strict": 0.8})


def read(said: Sequence[str]) -> set[tuple[str, int, int]]:
    """Return the spans that IOB2 tags say: B- begins one, I- of the same class goes on."""
    found, start = set(), 0
    for place, tag in enumerate([*said, "O"]):
        before = said[place - 1] if place else "O"
        if before != "O" and tag != f"I-{before[2:]}":
            found.add((before[2:], start, place))
        if tag.startswith("B-"):
            start = place
    return found


def strict_f1(sentences: Sequence[corpus.Sentence]) -> float:
    """Return what a scorer of tags counts: equal spans of both sides, read back from the tags."""
    golds = [read(tags(each.length, each.gold)) for each in sentences]
    answers = [read(tags(each.length, each.answer)) for each in sentences]
    both = sum(len(gold & answer) for gold, answer in zip(golds, answers, strict=True))
    return 2 * both / sum(len(spans) for spans in (*golds, *answers))


def ours(sentences: Sequence[corpus.Sentence]) -> dict[str, float]:
    convert, count = doorstep()
    return count(convert(json.loads(json.dumps(sentences))))


def test_sentences_are_the_same_in_every_run() -> None:
    assert corpus.sentences(600) == SMALL
    assert corpus.sentences(50) == SMALL[:50]


def test_spans_of_a_side_lie_in_the_sentence_and_share_no_token() -> None:
    for each in SMALL:
        for spans in (each.gold, each.answer):
            edges = [edge for span in spans for edge in (span.start, span.end)]
            assert edges == sorted(edges)
            assert all(span.start < span.end <= each.length for span in spans)


def test_tags_say_exactly_the_spans_of_the_corpus() -> None:
    for each in SMALL:
        assert read(tags(each.length, each.answer)) == set(each.answer)


def test_strict_f1_of_ours_is_that_of_the_tags() -> None:
    f1 = ours(SMALL)["strict"]
    assert f1 == pytest.approx(strict_f1(SMALL), abs=1e-12)
    assert 0.6 < f1 < 0.95


def test_the_order_of_answers_changes_nothing_of_ours() -> None:
    overlapping = corpus.doubled(SMALL)
    for sentences in (SMALL, overlapping):
        assert corpus.shuffled(sentences) != sentences
        assert ours(corpus.shuffled(sentences)) == ours(sentences)


def test_shuffling_moves_answers_only_within_their_sentence() -> None:
    for before, after in zip(SMALL, corpus.shuffled(SMALL), strict=True):
        assert sorted(before.answer) == sorted(after.answer)
        assert before.gold == after.gold


def test_every_second_answer_is_doubled_by_a_longer_one() -> None:
    one, other = corpus.Labelled("PER", 0, 2), corpus.Labelled("ORG", 4, 5)
    [doubled] = corpus.doubled([corpus.Sentence(6, [], [one, other])])
    assert doubled.answer == [one, corpus.Labelled("PER", 0, 3), other]


def test_a_ratio_is_ours_to_theirs_for_counting_and_for_both_together() -> None:
    lines = table([OURS, THEIRS])
    assert lines[1].split() == ["doorstep", "1.00", "1.30", "0.800000", "-", "-", "0.900000"]
    assert lines[2].split() == ["seqeval", "4.00", "x0.250", "5.00", "x0.260", "0.800000", "-", "-", "-"]
    assert lines[-1] == "strict F1: equal in all 2"


def test_a_strict_f1_that_differs_is_said() -> None:
    other = Scored("nervaluate", [1.0], [1.0], {"strict": 0.8001})
    assert table([OURS, THEIRS, other])[-1] == "strict F1: DIFFERENT in all 3"
    assert not strict_equal([OURS, other])
    assert strict_equal([OURS, THEIRS])


def test_only_what_changes_with_the_order_of_answers_is_told() -> None:
    steady = Reordered("doorstep", "flat spans", {"strict": 0.5}, {"strict": 0.5})
    moved = Reordered("nervaluate", "flat spans", {"strict": 0.5, "type": 0.75}, {"strict": 0.5, "type": 0.5})
    first, second = order_lines([steady, moved])
    assert first.split() == "answers shuffled, flat spans: doorstep nothing changes".split()
    assert second.split() == "answers shuffled, flat spans: nervaluate type 0.750000 -> 0.500000".split()


@pytest.fixture
def without_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(program: Program) -> Path:
        raise environment.UnreachableError(f"{program.title} is left out: no network")

    monkeypatch.setattr(run, "WORK", tmp_path)
    monkeypatch.setattr(environment, "interpreter", refuse)


@pytest.mark.usefixtures("without_network")
def test_without_a_network_the_peers_are_left_out_and_ours_is_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run.compare(rounds=1, sentences=60) == 0
    said = capsys.readouterr().out
    assert "seqeval 1.2.2 with nervaluate 1.2.1 is left out: no network" in said
    assert "strict F1: nothing to compare with" in said
    assert f"{ours(SMALL[:60])['strict']:.6f}" in said


def test_strict_f1_that_differ_end_the_run_as_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(name: str, *_: object) -> dict[str, Any]:
        return {"convert": 1.0, "count": 1.0, "f1": {"strict": 0.5 if name == "seqeval" else 0.75}}

    monkeypatch.setattr(run, "WORK", tmp_path)
    monkeypatch.setattr(environment, "interpreter", lambda program: Path(sys.executable))
    monkeypatch.setattr(run, "probe", told)
    assert run.compare(rounds=2, sentences=20) == 1
    assert "strict F1: DIFFERENT in all 3" in capsys.readouterr().out
