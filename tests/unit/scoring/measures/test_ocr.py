"""Transcriptions: jiwer's figures, written rules of what reads the same, and edits where they stand in the text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.scoring.measures import ocr
from desktop.scoring.measures.ocr import Edit, Reading, Transcript, compare, corpus_cer, normal
from tests.unit.scoring.measures.vectors import VECTORS

JIWER = VECTORS["jiwer"]
AS_WRITTEN = Reading(form="none", width=False, spaces="keep")
QUICK = settings(max_examples=80, deadline=None)
texts = st.text(alphabet="ab大同 1２，.é\u0301가ᄀ\u1161", max_size=12)


@pytest.mark.parametrize(
    ("name", "gold", "answer"),
    [
        ("ref 'kitten' hyp 'sitting' (3 edits / 6)", "kitten", "sitting"),
        ("empty ref, empty hyp", "", ""),
        ("empty ref, hyp 'abc'", "", "abc"),
        ("hyp empty", "abc", ""),
        ("hyp longer than ref (can exceed 1)", "a", "abcd"),
        ("Chinese 北京市海淀区 vs 北京海定区 (1 del + 1 sub of 6)", "北京市海淀区", "北京海定区"),
        ("double space kept for CER?", "a b", "a  b"),
        ("case", "Ab", "ab"),
        ("NFC é vs NFD é", "caf\xe9", "cafe\u0301"),
        ("full-width ＡＢ vs AB", "AB", "ＡＢ"),
        ("words: 'the cat sat' vs 'the cat sit on'", "the cat sat", "the cat sit on"),
    ],
)
def test_as_written_is_jiwers_cer(name: str, gold: str, answer: str) -> None:
    assert compare(gold, answer, AS_WRITTEN).cer == pytest.approx(JIWER[name]["cer"], abs=1e-6)


def test_spaces_at_the_ends_do_not_count_as_in_jiwer() -> None:
    assert JIWER["leading/trailing space"]["cer"] == 0
    assert compare("ab", "  ab ").exact


def test_over_many_fields_edits_and_lengths_are_summed_as_in_jiwer() -> None:
    parts = [compare("ab", "xx"), compare("abcdefgh", "abcdefgh")]
    assert corpus_cer(parts) == pytest.approx(
        JIWER["corpus CER is micro: ['ab','abcdefgh'] vs ['xx','abcdefgh']"]
    )
    assert corpus_cer([compare("", "")]) is None


def test_the_written_rules_are_switches_where_jiwer_folds_nothing() -> None:
    assert JIWER["full-width ＡＢ vs AB"]["cer"] == 1
    assert compare("AB", "ＡＢ").exact
    assert compare("AB", "ＡＢ", Reading(form="none")).exact
    assert not compare("AB", "ＡＢ", Reading(form="NFC", width=False)).exact
    assert compare("\xe9", "e\u0301", Reading(form="NFC", width=False)).exact
    assert not compare("Ab", "ab").exact
    assert compare("Ab", "ab", Reading(case=True)).exact
    assert compare("a b", "a  b").exact
    assert not compare("a b", "ab").exact
    assert compare("a b", "ab", Reading(spaces="drop")).exact
    assert not compare("共。", "共.", Reading()).exact
    assert compare("共，3。", "共,3.", Reading(punctuation=True)).exact


def test_a_score_never_falls_below_zero() -> None:
    assert compare("a", "abcdef").accuracy == 0
    assert compare("abcd", "abcx").accuracy == 0.75
    assert compare("", "").accuracy == 1


def test_edits_say_which_characters() -> None:
    found = compare("晋B·12345", "晋B12346")
    assert found.edits == 2
    assert found.script == (
        Edit("delete", (2, 3), (2, 2), "·", ""),
        Edit("substitute", (7, 8), (6, 7), "5", "6"),
    )


def test_edits_of_one_kind_in_a_row_are_one_stretch() -> None:
    assert compare("abc", "").script == (Edit("delete", (0, 3), (0, 0), "abc", ""),)
    assert compare("", "abc").script == (Edit("insert", (0, 0), (0, 3), "", "abc"),)
    assert compare("axxb", "ayyb").script == (Edit("substitute", (1, 3), (1, 3), "xx", "yy"),)


def test_places_are_those_of_the_text_as_written_whatever_is_folded() -> None:
    (edit,) = compare("  合计 ：㎏9", "合计 :kg8", Reading(punctuation=True)).script
    assert (edit.gold, edit.gold_text, edit.answer, edit.answer_text) == ((7, 8), "9", (6, 7), "8")
    (edit,) = compare("e\u0301x", "éy").script
    assert (edit.gold_text, edit.answer_text) == ("x", "y")


def test_one_sign_that_reads_as_two_is_pointed_at_as_one() -> None:
    (edit,) = compare("㎏", "kt").script
    assert (edit.gold, edit.answer_text) == ((0, 1), "t")


def test_what_nobody_can_read() -> None:
    assert ocr.illegible(" ### ")
    assert not ocr.illegible("####")


def test_texts_too_long_for_a_table_still_have_their_exact_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "MOST_CELLS", 3)
    found = compare("xkitteny", "xsittingy")
    assert found.edits == 3
    assert found.script == (Edit("substitute", (1, 7), (1, 8), "kitten", "sitting"),)


def plain(a: str, b: str) -> int:
    """Levenshtein's distance as the book has it."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        next_row = [i + 1]
        for j, y in enumerate(b):
            next_row.append(min(row[j] + (x != y), row[j + 1] + 1, next_row[j] + 1))
        row = next_row
    return row[-1]


@QUICK
@given(texts, texts)
def test_the_number_of_edits_is_levenshteins(gold: str, answer: str) -> None:
    found = compare(gold, answer, AS_WRITTEN)
    assert found.edits == plain(gold, answer)
    assert found.edits == sum(max(e.gold[1] - e.gold[0], e.answer[1] - e.answer[0]) for e in found.script)
    assert found.edits == compare(answer, gold, AS_WRITTEN).edits


@QUICK
@given(texts, texts)
def test_the_edits_really_lead_from_one_text_to_the_other(gold: str, answer: str) -> None:
    built, done = "", 0
    for edit in compare(gold, answer, AS_WRITTEN).script:
        built += gold[done : edit.gold[0]] + edit.answer_text
        assert edit.gold_text == gold[slice(*edit.gold)]
        done = edit.gold[1]
    assert built + gold[done:] == answer


@QUICK
@given(st.text(max_size=12), st.sampled_from(["NFC", "NFKC"]))
def test_stretches_together_are_unicodes_own_normal_form(text: str, form: str) -> None:
    reading = Reading(form=form, width=False, spaces="keep")  # type: ignore[arg-type]
    found = normal(text, reading)
    assert found.text == unicodedata.normalize(form, text)  # type: ignore[arg-type]
    assert len(found.places) == len(found.text)
    assert all(0 <= start < end <= len(text) for start, end in found.places)


@QUICK
@given(texts, st.booleans(), st.booleans(), st.sampled_from(["keep", "collapse", "drop"]))
def test_a_text_reads_like_itself(text: str, punctuation: bool, case: bool, spaces: str) -> None:
    reading = Reading(punctuation=punctuation, case=case, spaces=spaces)  # type: ignore[arg-type]
    assert compare(text, text, reading) == Transcript(0, len(normal(text, reading).text), ())
