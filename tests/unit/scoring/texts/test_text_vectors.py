"""The reference vectors that concern texts, held by the task "text": seqeval, nervaluate, scikit-learn, SciPy, jiwer.

What the older task of spans holds is in ``test_vectors``; here the same numbers come from the account of texts and from
the corpus count. Where we differ from the peer, the test says why.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.annotation.marks import Mark
from desktop.curriculum.schema import Label, LabelSchema
from desktop.curriculum.text_rules import CharacterRules
from desktop.scoring.summary import total
from desktop.scoring.texts.choices import chosen
from desktop.scoring.texts.corpus import count_corpus
from desktop.scoring.texts.rankings import agreement, ranks
from desktop.scoring.texts.scales import scale_kappa
from tests.unit.scoring.texts.samples import gold, graded, question, reply, schema, span

DATA = Path(__file__).parents[3] / "data" / "metric_vectors.json"
VECTORS: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
#: Those of agreement, orders, sets and characters stand with the other measures.
VECTORS |= json.loads((Path(__file__).parents[1] / "vectors" / "image.json").read_text(encoding="utf-8"))
MUC, SEQEVAL = VECTORS["nervaluate"], VECTORS["seqeval"]
RANKS, JIWER, AGREEMENT = VECTORS["ranking_and_sets"], VECTORS["jiwer"], VECTORS["agreement"]
ENTITIES = LabelSchema(
    task="text",
    labels=tuple(
        Label(id=name, name=name, short=name, key=str(place), colour=place)
        for place, name in enumerate(("PER", "LOC", "ORG", "A", "B"))
    ),
)
SCHEMES = {"strict": "strict", "exact": "exact", "partial": "partial", "ent_type": "type"}
ONE = [span("g", 0, 10, "PER")]
STOLEN = "greedy order: 1st pred overlaps and steals gold that 2nd pred hits exactly"
CASES: dict[str, tuple[list[Mark], list[Mark]]] = {
    "exact": ([span("g", 2, 5, "PER")], [span("a", 2, 5, "PER")]),
    "same span, wrong type": ([span("g", 2, 5, "PER")], [span("a", 2, 5, "ORG")]),
    "overlap, same type": ([span("g", 2, 5, "PER")], [span("a", 2, 4, "PER")]),
    "overlap, wrong type": ([span("g", 2, 5, "PER")], [span("a", 2, 4, "ORG")]),
    "missed + spurious": ([span("g", 2, 5, "PER")], [span("a", 10, 12, "PER")]),
    "one gold split into two preds": ([*ONE], [span("a", 0, 5, "PER"), span("b", 5, 10, "PER")]),
    "two golds covered by one pred": (
        [span("g", 0, 5, "PER"), span("h", 5, 10, "PER")],
        [span("a", 0, 10, "PER")],
    ),
    "same preds, exact one first": ([*ONE], [span("b", 0, 10, "PER"), span("a", 0, 4, "PER")]),
    "1-char overlap on a 200-char gold (0.5% < 1% default)": (
        [span("g", 0, 200, "PER")],
        [span("a", 199, 200, "PER")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_nervaluates_counts_and_f1(name: str) -> None:
    truth, answer = CASES[name]
    for measures in (graded(answer, truth, ENTITIES).measures, count_corpus([(truth, answer)]).muc):  # type: ignore[list-item]
        for theirs, ours in SCHEMES.items():
            *counts, _precision, _recall, f1 = MUC[name][theirs]
            assert [measures[f"{ours}_{count}"] for count in ("cor", "inc", "par", "mis", "spu")] == counts
            assert measures[f"{ours}_f1"] == pytest.approx(f1, abs=1e-6)


def test_nervaluates_result_hangs_on_the_order_of_answers_and_ours_does_not() -> None:
    """A stray overlapping span before an exact one turns its strict F1 from .667 to 0; the best pairing knows no order."""
    assert MUC[STOLEN]["strict"][7] == 0
    answer = [span("a", 0, 4, "PER"), span("b", 0, 10, "PER")]
    for given in (answer, answer[::-1]):
        measures = graded(given, ONE, ENTITIES).measures
        assert measures["strict_f1"] == pytest.approx(
            MUC["same preds, exact one first"]["strict"][7], abs=1e-6
        )


def test_both_empty_is_right_and_has_no_f1() -> None:
    """Nervaluate and seqeval say 0: an exercise with nothing to mark would fail everybody who marked nothing."""
    assert SEQEVAL["both empty"]["F1"] == MUC["both empty"]["strict"][7] == 0
    score = graded([], [], ENTITIES)
    assert score.accuracy == 1
    assert score.f1 is None


def tagged(*entities: tuple[str, int, int]) -> list[Mark]:
    """Spans of seqeval's entities: the last token is inside."""
    return [span(f"e{n}", start, end + 1, label) for n, (label, start, end) in enumerate(entities)]


@pytest.mark.parametrize("name", ["I- start", "type change inside", "shifted boundary", "wrong type"])
def test_seqevals_strict_f1_of_its_own_entities(name: str) -> None:
    truth = tagged(("PER", 0, 1), ("LOC", 3, 3))
    answer = tagged(*((label, start, end) for label, start, end in SEQEVAL[name]["entities"]))
    score = graded([m for m in answer if m.label in {"PER", "LOC", "ORG"}], truth, ENTITIES)
    assert score.measures["strict_f1"] == pytest.approx(SEQEVAL[name]["default"]["F1"], abs=1e-6)


def test_seqevals_averages() -> None:
    truth = tagged(("A", 0, 0), ("B", 1, 1), ("B", 2, 2), ("B", 3, 3))
    score = graded(tagged(("A", 0, 0), ("B", 1, 1)), truth, ENTITIES)
    expected = SEQEVAL["averages A 1/1, B 1/3"]
    assert score.f1 == pytest.approx(expected["micro"]["F1"], abs=1e-6)
    assert score.macro_f1 == pytest.approx(expected["macro"]["F1"], abs=1e-6)


# ---------------------------------------------------------------- orders and sets


def ranking(*places: int) -> dict[str, int]:
    """Things named by number with these ranks."""
    return {str(number): place for number, place in enumerate(places)}


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("tau-b [1,2,3,4] vs [1,2,4,3] ((5-1)/6)", (1, 2, 3, 4), (1, 2, 4, 3)),
        ("reversed", (1, 2, 3, 4), (4, 3, 2, 1)),
        ("ties tau-b [1,2,2,3] vs [1,2,3,4]", (1, 2, 2, 3), (1, 2, 3, 4)),
        ("tie on both [1,1,2] vs [1,1,2]", (1, 1, 2), (1, 1, 2)),
        ("n=2 equal order", (1, 2), (1, 2)),
    ],
)
def test_scipys_tau_b(name: str, one: tuple[int, ...], other: tuple[int, ...]) -> None:
    assert agreement(ranking(*one), ranking(*other)).tau == pytest.approx(RANKS[name], abs=1e-6)


def test_tau_without_a_value_is_none_and_not_nan() -> None:
    assert RANKS["one side all tied"] == RANKS["n=1"] == "nan"
    assert agreement(ranking(1, 1, 1), ranking(1, 2, 3)).tau is None
    assert agreement(ranks((("a",),)), ranks((("a",),))).tau is None
    assert agreement(ranks((("a",),)), ranks((("a",),))).share == 1


def test_scikit_learns_jaccard_of_sets_and_ours_of_empty_ones() -> None:
    several = schema(question("choice", most=3, least=0), choice_slack=0.0)
    score = graded([reply(("b", "c"))], [reply(("a", "b"))], several)
    assert score.pairs[0].similarity == pytest.approx(RANKS["jaccard samples {a,b} vs {b,c}"], abs=1e-6)
    assert RANKS["both empty multi-label, samples (default / zero_division=1)"] == [0, 1]
    assert graded([reply(())], [reply(())], several).pairs[0].similarity == 1
    assert chosen(()) == frozenset()


def test_scikit_learns_quadratic_kappa() -> None:
    pairs = list(zip((1, 1, 2, 2, 3, 3, 1, 2, 3, 1), (1, 1, 2, 3, 3, 3, 1, 2, 2, 2), strict=True))
    asked = question("scale", minimum=1, maximum=3)
    assert scale_kappa(asked, pairs).value == pytest.approx(AGREEMENT["quadratic"], abs=1e-6)
    assert scale_kappa(asked, [(1, 2), (2, 1)]).value == AGREEMENT["total disagreement"]
    assert AGREEMENT["identical single class"] == "nan"
    assert scale_kappa(asked, [(1, 1)]).value is None


# ---------------------------------------------------------------- characters

PLAIN = CharacterRules(nfkc=False, ignore_case=False, ignore_space=False)


@pytest.mark.parametrize(
    ("name", "right", "given"),
    [
        ("ref 'kitten' hyp 'sitting' (3 edits / 6)", "kitten", "sitting"),
        ("Chinese 北京市海淀区 vs 北京海定区 (1 del + 1 sub of 6)", "北京市海淀区", "北京海定区"),
        ("hyp longer than ref (can exceed 1)", "a", "abcd"),
        ("case", "Ab", "ab"),
        ("full-width ＡＢ vs AB", "ＡＢ", "AB"),
        ("emoji ZWJ family counts code points", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "x"),
    ],
)
def test_jiwers_character_error_rate_as_written(name: str, right: str, given: str) -> None:
    score = graded([reply(given)], [reply(right)], schema(question("writing"), compared=PLAIN))
    assert score.measures["writing.cer"] == pytest.approx(JIWER[name]["cer"], abs=1e-6)
    assert score.findings[0].measured == pytest.approx(JIWER[name]["cer"], abs=1e-6)


def test_by_the_usual_rules_width_case_and_accents_are_no_errors() -> None:
    """Jiwer folds nothing; an order says what it folds, and the usual is to fold what nobody can see."""
    for right, given in (("ＡＢ", "ab"), ("café", "cafe\u0301"), ("北京 市", "北京市")):
        assert graded([reply(given)], [reply(right)], schema(question("writing"))).accuracy == 1
    assert JIWER["NFC é vs NFD é"]["cer"] == 0.5


def test_a_corpus_weighs_characters_and_not_texts() -> None:
    rules = schema(question("writing"))
    scores = [
        graded([reply(given)], [gold(reply(right))], rules)
        for right, given in (("ab", "xx"), ("abcdefgh", "abcdefgh"))
    ]
    name = "corpus CER is micro: ['ab','abcdefgh'] vs ['xx','abcdefgh']"
    assert total(scores).measures["writing.cer"] == pytest.approx(JIWER[name])


# ---------------------------------------------------------------- nothing forgotten

_LOADERS = "reads tags of tokens; our marks are stretches of characters, no tags are ever read"
#: Vectors of texts that say nothing of us, each with the reason.
NOT_OURS: dict[str, dict[str, str]] = {
    "nervaluate": {
        "columns": "the heading of the table",
        "min_overlap 50: 40% overlap": "our least share of a match is 1 %, and no order changes it",
        "pred with a tag outside tags is dropped": "a class that the schema does not know is an error of the pack",
        "default loader with an empty first doc": _LOADERS,
        "default loader with zero docs": _LOADERS,
        "list loader: I- after O starts an entity; I-LOC after B-PER splits": _LOADERS,
    },
    "seqeval": dict.fromkeys(("gold itself starts with I-: default sees it", "gold itself starts with I-: strict drops it", "both empty zero_division=1", "length mismatch", "empty sentence list", "BMES tag M is not understood (default)", "BMES -> rename M to I", "IOBES strict S/E", "strict: type with a dash 'B-x-y'", "BILOU default mode", "CoNLL-2003 IOB1 gold, default"), _LOADERS),
    "ranking_and_sets": {
        "ties tau-c": "orders ask for tau-b",
        "spearman [1,2,3,4] vs [1,2,4,3]": "orders ask for tau-b",
        "multi-label micro F1 {a,b} vs {b,c} one hot": "labels of pictures, held in measures/test_tags",
        "samples F1": "labels of pictures, held in measures/test_tags",
    },
    "agreement": {"alpha default level": "every use of ours names its level"},
    "jiwer": {},
}  # fmt: skip
#: Where the rest is held: a file of tests that names the vector word for word.
HELD_BY = ("texts/test_text_vectors.py", "measures/test_agreement.py", "measures/test_ocr.py", "measures/test_order.py",
           "measures/test_tags.py", "test_vectors.py")  # fmt: skip


@pytest.mark.parametrize("group", NOT_OURS)
def test_every_vector_of_texts_is_held_by_a_test_or_is_not_ours_for_a_reason(group: str) -> None:
    folder = Path(__file__).parents[1]
    tests = "\n".join((folder / name).read_text(encoding="utf-8") for name in HELD_BY)
    assert NOT_OURS[group].keys() <= VECTORS[group].keys()
    left = [name for name in VECTORS[group] if name not in NOT_OURS[group] and name not in tests]
    assert left == []


def test_an_answer_where_the_gold_has_nothing_is_no_f1_of_nought_out_of_nothing() -> None:
    score = graded(tagged(("PER", 0, 0)), [], ENTITIES)
    assert score.measures["strict_f1"] == SEQEVAL["no gold, one pred"]["F1"] == 0
    assert score.recall is None
