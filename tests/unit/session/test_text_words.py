"""Findings in texts in words: each says what is wrong, what was asked, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, get_args

import pytest

from desktop.annotation.marks import Mark
from desktop.curriculum.schema import INSPECTIONS, LabelSchema, Task
from desktop.curriculum.text_rules import Check
from desktop.scoring.result import Code, Finding
from desktop.session.explain import CODE_NAMES, sentence
from desktop.session.measures import measures_shown
from desktop.session.remedies import remedy
from desktop.session.text_remedies import CHAIN, TEXT_REMEDIES
from desktop.session.text_words import TEXT_SENTENCES
from desktop.session.tolerances import tolerance
from desktop.views.widgets.codes import CODES
from desktop.views.widgets.score import SUB_SCORES
from tests.unit.scoring.texts.samples import (
    LABELS,
    exercise,
    graded,
    options,
    question,
    relation,
    reply,
    schema,
    span,
    worked,
)

RULES = schema()
SPANS = [span("p", 0, 3), span("o", 5, 9, "org"), span("x", 12, 15, "org")]
TRUTH = [*SPANS, relation("r", "p", "o")]


def told(answer: Sequence[Mark], truth: Sequence[Mark], rules: LabelSchema) -> list[str]:
    """The sentences of a grading."""
    return [sentence(found, rules) for found in graded(answer, truth, rules).findings]


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        ([relation("s", "o", "p")], "关系“任职”方向反了：起点和终点要对调。"),
        ([relation("s", "p", "x")], "关系“任职”的终点连错了：连到了另一处。"),
        ([relation("s", "x", "o")], "关系“任职”的起点连错了：连到了另一处。"),
        ([relation("s", "p", "o", "lives")], "关系类型错误：应为任职，标成了居住。"),
        ([], "漏标：这里有一条关系“任职”没有标。"),
    ],
)
def test_relations(drawn: list[Mark], said: str) -> None:
    assert told([*SPANS, *drawn], TRUTH, RULES) == [said]


def test_relations_that_follow_from_their_spans_say_so() -> None:
    lost = "漏标关系“任职”：{}的片段没有标出来，关系也就缺了；它仍然计入关系总数。"
    assert lost.format("终点") in told([SPANS[0], SPANS[2]], TRUTH, RULES)
    assert lost.format("两端") in told([SPANS[2]], TRUTH, RULES)
    phantom = span("z", 30, 33, "org")
    extra = told([*TRUTH, phantom, relation("t", "p", "z")], TRUTH, RULES)
    assert "多标关系“任职”：终点连在不该标的片段上。" in extra
    beside = told([SPANS[0], SPANS[2], phantom, relation("t", "p", "z")], TRUTH, RULES)
    assert "关系“任职”的终点连错了：连到了不该标的片段上。" in beside
    other = told([SPANS[0], SPANS[2], relation("t", "p", "x")], TRUTH, RULES)
    assert "关系“任职”的终点连错了：该连的片段没有标出来。" in other
    (found,) = (each for each in graded([], TRUTH, RULES).findings if each.gold_id == "r")
    assert remedy(found, RULES) == "先改片段：该标的补上、不该标的删掉，再连这条关系。"


def test_follow_ups_say_which_reply_before_them_was_wrong() -> None:
    rules = schema(question("choice"), question("scale", "how", after="q", of=("a",)))
    left = told([reply(("b",))], [reply(("a",)), reply(4, "how")], rules)
    assert "漏答：“问how”没有答，是因为“问q”答错了；它仍然计入总数。" in left
    opened = told([reply(("a",)), reply(4, "how")], [reply(("b",))], rules)
    assert "多答：“问how”本来不用答，是“问q”答错了才问到它。" in opened


def test_relations_too_many() -> None:
    right = relation("s", "p", "o")
    assert told([*TRUTH[:3], right, relation("t", "x", "p", "lives")], TRUTH, RULES) == [
        "多标：这两处之间没有关系“居住”。"
    ]
    assert told([*SPANS, right, relation("t", "p", "o")], TRUTH, RULES) == [
        "重复标注：同样两处之间的关系“任职”标了两次。"
    ]


def test_spans_are_said_as_ever_and_gaps_as_their_middle() -> None:
    assert told([], [span("g", 0, 2)], RULES) == ["漏标：这里有一处人名没有标。"]
    assert told([span("a", 0, 9)], [span("g", 0, 9, gaps=((3, 5),))], RULES) == [
        "没有断开：中间的2 个字不属于它，要跳过。"
    ]


@pytest.mark.parametrize(
    ("asked", "right", "given", "said"),
    [
        (question("choice"), ("a",), ("b",), "“问q”应为“选a”，选的是“选b”。"),
        (question("choice", most=3, least=0), ("a", "b"), (), "“问q”应为“选a、选b”，选的是“都不选”。"),
        (
            question("scale", anchors={"5": "很好"}, tolerance=1), 5, 2,
            "“问q”评分差 3 级，要求 ≤ 1 级：应为“5 很好”，给的是2。",
        ),
        (question("preference", maximum=3), 2, -1, "评比方向反了：标准判另一个回答更好。"),
        (question("preference", maximum=3), 3, 1, "方向对了，强弱差 2 级，要求 ≤ 0 级。"),
        (question("preference", ties=True), 0, 1, "评比不一致：标准判两个回答不分高下，答案判出了高下。"),
        (question("preference", ties=True), 1, 0, "评比不一致：标准判两个回答有高下，答案判不分高下。"),
        (
            question("ranking"), (("a1",), ("a2",)), (("a2",), ("a1",)),
            "排序和标准不一致：1 对次序不对，成对一致 0 %，要求 ≥ 85 %。",
        ),
        (question("writing"), "平城区", "平成区", "“问q”还有错：“成”应为“城”。字错率 33.3 %，要求 ≤ 0.5 %。"),
    ],
)  # fmt: skip
def test_replies(asked: Any, right: Any, given: Any, said: str) -> None:
    assert told([reply(given)], [reply(right)], schema(asked)) == [said]


def test_a_text_with_nothing_in_it_is_said_to_be_empty() -> None:
    assert told([reply("")], [reply("平城区")], schema(question("writing"))) == ["“问q”没有写。"]


def test_of_a_chain_each_mention_is_told_for_itself() -> None:
    truth = [span("p", 0, 3, group="c"), span("q", 5, 7, group="c"), span("x", 9, 11), span("y", 12, 14)]
    apart = [replace(mark, group="") for mark in truth]
    lost = "漏连：这一处和别处说的是同一个，没有连进同一条指代链。"
    assert told(apart, truth, RULES) == [lost, lost]
    wide = [*truth[:2], replace(truth[2], group="c"), truth[3]]
    assert told(wide, truth, RULES) == ["连错：这一处不属于它所在的指代链。"]
    other = [*truth[:2], *(replace(mark, group="d") for mark in truth[2:])]
    assert told(other, truth, RULES) == ["连错：这一处不属于它所在的指代链。"] * 2


def test_a_missing_reply_names_its_question() -> None:
    assert told([], [reply(3)], schema(question("scale"))) == ["漏答：“问q”没有回答。"]
    twice = [reply(3, mark_id="a"), reply(3, mark_id="b")]
    assert told(twice, [reply(3)], schema(question("scale"))) == ["重复回答：“问q”只答一次。"]


def test_reasons() -> None:
    rules = schema(question("preference"), question("choice", "why", most=3), task="answers", spans=False)
    truth = [reply(("a",), "why")]
    assert told([], truth, rules) == ["理由缺失：“问why”没有填。"]
    assert told([reply(("b",), "why")], truth, rules) == ["理由不对：应为“选a”，给的是“选b”。"]


def test_red_lines_say_that_everything_is_lost() -> None:
    rules = schema(question("choice", options=options("fine", "danger", red=("danger",))))
    truth = [reply(("danger",))]
    assert told([reply(("fine",))], truth, rules) == [
        "红线错误：“选danger”判错了，应为“选danger”，选的是“选fine”。一票否决，这一题不得分。"
    ]
    assert told([], truth, rules) == ["红线错误：“问q”没有回答。一票否决，这一题不得分。"]


@pytest.mark.parametrize(
    ("kind", "more", "text", "said"),
    [
        ("contains_all", {"words": ("挂号", "医保")}, "挂号", "检查单没有通过：一项。缺少：医保。"),
        ("contains_none", {"words": ("保证",)}, "保证", "检查单没有通过：一项。不该出现：保证。"),
        ("starts_with", {"words": ("您好",)}, "喂", "检查单没有通过：一项。要这样开头：您好。"),
        ("length", {"most": 2}, "一二三", "检查单没有通过：一项。现有 3 字，应最多 2 字。"),
        ("json", {}, "不是", "检查单没有通过：一项。"),
    ],
)
def test_checks_say_what_they_counted(kind: Any, more: dict[str, Any], text: str, said: str) -> None:
    rules = schema(question("writing"))
    work = exercise(
        [reply("范文", mark_id="g")], checks={"q": (Check(id="c", name="一项", kind=kind, **more),)}
    )
    (found,) = worked([reply(text)], work, rules).findings
    assert sentence(found, rules) == said
    assert remedy(found, rules) == "照检查单一条一条核对，改到每一条都通过。"


def test_many_words_are_counted_and_nothing_written_is_said() -> None:
    rules = schema(question("writing"))
    words = tuple("甲乙丙丁戊己庚")
    check = Check(id="c", name="要点", kind="contains_all", words=words)
    work = exercise([reply("甲", mark_id="g")], checks={"q": (check,)})
    (found,) = worked([reply("空")], work, rules).findings
    assert sentence(found, rules) == "检查单没有通过：要点。缺少：甲、乙、丙、丁、戊等 7 处。"
    (found,) = worked([reply("")], work, rules).findings
    assert sentence(found, rules) == "“问q”没有写。"


# ---------------------------------------------------------------- every code, every task


def any_schema(task: Task) -> LabelSchema:
    """A schema of a task with the same classes."""
    return LabelSchema(task=task, labels=LABELS, inspects="main" if task in INSPECTIONS else None)


@pytest.mark.parametrize("task", get_args(Task))
@pytest.mark.parametrize("code", get_args(Code))
def test_every_code_of_every_task_has_a_name_a_sentence_a_remedy_and_an_icon(task: Task, code: Code) -> None:
    rules = any_schema(task)
    found = Finding(code, "ordinary", (0, 3), detail={"expected": "per", "got": "org"})
    assert CODE_NAMES[code]
    assert all(CODES[code])
    for words in (sentence(found, rules), remedy(found, rules)):
        assert words.endswith("。")
        assert "{" not in words


@pytest.mark.parametrize("code", TEXT_SENTENCES)
def test_a_finding_of_a_text_that_lost_its_detail_is_still_a_sentence(code: Code) -> None:
    said = sentence(Finding(code, "severe", (0, 0)), RULES)
    assert said.endswith("。")
    assert "None" not in said


def test_remedies_differ_and_fit_what_is_marked() -> None:
    assert len({*TEXT_REMEDIES.values(), CHAIN}) == 6
    group = Finding("GROUP", "ordinary", (0, 3))
    assert "指代链" in remedy(group, RULES)
    assert "‹group›" in remedy(group, any_schema("objects"))
    missed = Finding("MISS", "severe", (0, 3), detail={"expected": "per"})
    assert "3 类各扫一遍全文" in remedy(missed, RULES)
    assert remedy(Finding("MISS", "severe", (0, 3), detail={"expected": "works"}), RULES) != remedy(
        missed, RULES
    )


def test_the_parts_of_a_score_of_texts_have_names() -> None:
    rules = schema(question("scale"), question("choice", "c"), question("writing", "w"))
    truth = [*TRUTH, reply(3), reply(("a",), "c"), reply("好", "w")]
    names = {name for name, _ in SUB_SCORES}
    assert set(graded(truth, truth, rules).sub_scores) <= names


def test_measures_of_texts_are_shown_with_what_they_mean() -> None:
    rules = schema(question("ranking"), question("scale", "s"))
    order = (("a1",), ("a2",), ("a3",))
    score = graded([*TRUTH, reply(order)], [*TRUTH, reply(order), reply(2, "s")], rules)
    shown = {measure.name: measure.value for measure in measures_shown(score.measures, rules)}
    assert shown["关系 F1"] == shown["三元组 F1"] == "100.00%"
    assert shown["排序相关 τ-b"] == "1.00"
    assert shown["评分准确率"] == "0.00%"


def test_kappa_of_a_scale_is_shown_under_its_question() -> None:
    rules = schema(question("scale", about="answer", maximum=3))
    truth = [reply(place, about=f"a{place}") for place in (1, 2, 3)]
    shown = {
        measure.name: measure.value for measure in measures_shown(graded(truth, truth, rules).measures, rules)
    }
    assert shown["“问q”的加权 κ"] == "1.00"
    assert shown["评分准确率"] == "100.00%"


# ---------------------------------------------------------------- tolerances


def test_the_tolerance_of_a_text_names_everything_that_is_judged_once() -> None:
    asked = (
        question("choice", "one"),
        question("choice", "two"),
        question("choice", "many", most=3),
        question("scale", "s", tolerance=1),
        question("preference", "p"),
        question("ranking", "r"),
        question("writing", "w"),
        question("scale", "silent", judged=False, tolerance=2),
    )
    said = tolerance(schema(*asked, choice_slack=0.8, boundary_slack=1))
    assert said == (
        "边界偏差 ≤ 1 个字且不超过长度的 1/4，类别全对，关系的类型、方向、两端全对，选项全对，多选重合 ≥ 80%，评分偏差 ≤ 1 级，"
        "优劣方向一致、强弱差 ≤ 0 级，排序第一名一致、成对一致 ≥ 85%，撰写按检查单 ≥ 90%，有标准文本的错字率 ≤ 0.5%"
    )


@pytest.mark.parametrize("task", get_args(Task))
def test_every_task_says_its_tolerance(task: Task) -> None:
    assert tolerance(any_schema(task))


def test_questions_alone_have_a_tolerance() -> None:
    rules = schema(question("scale"), task="answers", spans=False)
    assert tolerance(rules) == "评分完全一致"
