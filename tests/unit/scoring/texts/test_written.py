"""Something written: the checklist, the gold's text by characters, reasons that must only be there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.curriculum.text_rules import CharacterRules, Check
from desktop.scoring.measures.ocr import normal
from desktop.scoring.readings import reading_of_text
from desktop.scoring.result import Score
from tests.unit.scoring.texts.samples import codes, exercise, gold, graded, question, reply, schema, worked

WRITE = question("writing")
CHECKS = (
    Check(id="polite", name="有称呼", kind="starts_with", words=("您好",), clause="3.1"),
    Check(id="short", name="不超过十个字", kind="length", most=10),
    Check(id="safe", name="不许诺", kind="contains_none", words=("保证",), hard=True),
    Check(id="tone", name="语气", kind="instructor", points=2),
)


def written(text: str, *, right: str = "您好，请稍等。", **rules: object) -> Score:
    work = exercise([reply(right, mark_id="g")], checks={"q": CHECKS})
    return worked([reply(text, mark_id="a")], work, schema(WRITE, **rules))


def test_every_check_that_failed_is_told_hard_ones_as_severe() -> None:
    found = written("保证三天之内一定全部办好了")
    told = [(error.code, error.severity, error.detail["check"]) for error in found.findings]
    assert told == [("RULE", "severe", "safe"), ("RULE", "ordinary", "polite"), ("RULE", "ordinary", "short")]
    assert found.findings[1].clause == "3.1"
    assert (found.findings[2].measured, found.findings[2].tolerance, found.findings[2].unit) == (
        13,
        10,
        "count",
    )
    assert found.counts.judged == 1
    assert found.sub_scores["text"].value == 0


def test_with_enough_points_a_text_is_right_and_the_instructors_part_is_open() -> None:
    found = written("您好，马上来。")
    assert found.accuracy == 1
    assert found.measures["writing.share"] == 1
    assert found.measures["writing.open"] == 1
    assert written("马上来。", points=0.6).accuracy == 1


def test_the_golds_text_is_an_example_where_there_is_a_checklist() -> None:
    assert written("您好，别急。", right="完全不同的一句话").accuracy == 1


def test_nothing_written_is_said_so_and_leaves_nothing_open() -> None:
    found = written("  \n")
    assert [(error.code, error.detail["rule"], error.severity) for error in found.findings] == [
        ("RULE", "blank", "severe")
    ]
    assert "writing.open" not in found.measures


# ---------------------------------------------------------------- by characters


def test_a_corrected_text_is_held_against_the_gold_by_characters() -> None:
    rules = schema(WRITE)
    found = graded([reply("北京海定区", mark_id="a")], [reply("北京市海淀区", mark_id="g")], rules)
    (error,) = found.findings
    assert (error.code, error.measured, error.unit) == ("TXT", pytest.approx(2 / 6), "cer")
    assert [edit[0] for edit in error.detail["edits"]] == ["delete", "substitute"]
    assert found.measures["writing.cer"] == pytest.approx(2 / 6)


def test_the_orders_rules_of_comparison_are_used() -> None:
    right, given_text = "ＡＢ 平城区，", "ab平城区"
    assert graded([reply(given_text)], [reply(right)], schema(WRITE)).accuracy == 0
    bare = CharacterRules(ignore_punctuation=True)
    assert graded([reply(given_text)], [reply(right)], schema(WRITE, compared=bare)).accuracy == 1
    strict = CharacterRules(nfkc=False, ignore_case=False, ignore_space=False)
    assert graded([reply("ab")], [reply("AB")], schema(WRITE, compared=strict)).accuracy == 0


def test_the_nearest_of_several_right_texts_counts() -> None:
    truth = gold(reply("三月五日", mark_id="g"), also=("3月5日",))
    assert graded([reply("3月5日")], [truth], schema(WRITE)).accuracy == 1


_ORDINARY = st.text(alphabet=st.sampled_from("aBＣé，。！? \n字〇A·ﬁ　"), max_size=30)


@given(_ORDINARY, st.lists(st.booleans(), min_size=3, max_size=3))
def test_texts_are_read_as_the_written_rules_say(text: str, switches: list[bool]) -> None:
    case, space, punctuation = switches
    rules = CharacterRules(ignore_case=case, ignore_space=space, ignore_punctuation=punctuation)
    assert normal(text, reading_of_text(rules)).text == rules.normal(text)


# ---------------------------------------------------------------- reasons


def test_a_written_reason_must_only_be_there() -> None:
    rules = schema(question("preference"), question("writing", "why"), task="answers", spans=False)
    truth = [reply(1, about="a1|a2"), reply("第一个给了依据", "why")]
    assert graded([reply(1, about="a1|a2"), reply("有出处", "why")], truth, rules).accuracy == 1
    blank = graded([reply(1, about="a1|a2"), reply(" ", "why")], truth, rules)
    assert codes(blank) == ["RSN"]
    assert blank.sub_scores["text"].value == 0
    assert blank.sub_scores["label"].value == 1
    assert codes(graded([reply(1, about="a1|a2")], truth, rules)) == ["RSN"]
