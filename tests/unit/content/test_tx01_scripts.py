"""What makes the dialogues: the notation, the drawn values, the rules that a machine checks, the seeded errors."""

from __future__ import annotations

import random
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.annotation.text_flags import TextFlag
from desktop.curriculum.check import check_pack
from desktop.curriculum.packs import open_pack
from desktop.scoring.grading import grade_exercise

TEXT = Path(__file__).resolve().parents[3] / "build" / "content" / "text"


@pytest.fixture(scope="module")
def made() -> Iterator[SimpleNamespace]:
    """The scripts, found as when they are run by themselves."""
    before = list(sys.path)
    sys.path[:0] = [str(TEXT / "tx01"), str(TEXT)]
    import tx01_build
    import tx01_checks
    import tx01_dialogue
    import tx01_spoil
    import tx01_words

    yield SimpleNamespace(
        build=tx01_build, checks=tx01_checks, dialogue=tx01_dialogue, spoil=tx01_spoil, words=tx01_words
    )
    sys.path[:] = before


def one(made: SimpleNamespace, source: str, tmp_path: Path, *, seed: int = 1) -> Any:
    """Return the dialogue of the first block of a source."""
    path = tmp_path / "source.txt"
    path.write_text(source, encoding="utf-8")
    (template,) = made.dialogue.read_templates(path)
    return made.dialogue.spoken(template, "p001", "对话", "practice", random.Random(seed))


def test_the_files_are_what_the_sources_say(made: SimpleNamespace) -> None:
    files = made.build.rendered()
    folder = made.build.COURSE
    generated = [path for part in ("exercises", "theory") for path in (folder / part).rglob("*.*")]
    assert {path.relative_to(folder).as_posix() for path in generated} == files.keys() - {
        "course.toml",
        "order.toml",
    }
    for name, text in files.items():
        assert (folder / name).read_text(encoding="utf-8") == text, name


def test_marks_follow_from_how_the_words_are_put_together(made: SimpleNamespace, tmp_path: Path) -> None:
    source = (
        "@ a | 标题 | 2 | tag\n客 goods_return 0 : 把<品:𠮷田油>退了，尾号{order}。\n服 : 尾号{order}？\n"
    )
    found = one(made, source, tmp_path)
    (goods, number) = found.slots
    assert (found.words(goods), goods.label) == ("𠮷田油", "product")
    assert goods.start == 1
    assert number.label == "order_no"
    assert found.text.split("\n")[1] == f"尾号{found.words(number)}？"


def test_the_services_words_are_never_marked(made: SimpleNamespace, tmp_path: Path) -> None:
    source = "@ a | 标题 | 1 |\n服 : {store}的{product}。\n客 other 0 : 好。\n"
    found = one(made, source, tmp_path)
    assert found.slots == ()
    assert [turn.sentiment for turn in found.turns] == ["", "neutral"]


def test_personal_details_are_private_unless_the_author_says_public(
    made: SimpleNamespace, tmp_path: Path
) -> None:
    source = "@ a | 标题 | 1 |\n客 inform 0 : {mobile}，总机{landline!}，<名:宓清和>，<址!:青石街12号>\n"
    found = one(made, source, tmp_path)
    assert [(slot.label, slot.private) for slot in found.slots] == [
        ("phone", True),
        ("phone", False),
        ("person", True),
        ("address", False),
    ]


def test_the_reason_of_a_mark_is_told_with_it(made: SimpleNamespace, tmp_path: Path) -> None:
    source = "@ a | 标题 | 1 |\n客 inform 0 : 尾号<单:0317>\nnote: 0317#只标号码\n"
    (slot,) = one(made, source, tmp_path).slots
    assert slot.note == "只标号码"


@pytest.mark.parametrize(
    "line",
    [
        "客 : 没有意图",
        "客 goods_return 4 : 强度太大",
        "客 goods_return : 没有情感",
        "服 inform 0 : 客服没有意图",
        "甲 other 0 : 不知道是谁",
    ],
)
def test_a_line_that_is_no_turn_is_named(made: SimpleNamespace, tmp_path: Path, line: str) -> None:
    with pytest.raises(ValueError, match=r"source\.txt a: not a turn"):
        one(made, f"@ a | 标题 | 1 |\n{line}\n", tmp_path)


@given(seed=st.integers(0, 10**6))
def test_offsets_give_back_the_drawn_words_whatever_is_drawn(made: SimpleNamespace, seed: int) -> None:
    templates = made.dialogue.read_templates(TEXT / "tx01" / "source" / "practice.txt")
    template = templates[seed % len(templates)]
    found = made.dialogue.spoken(template, "p001", "对话", "practice", random.Random(seed))
    assert list(made.checks.faults(found)) == []
    assert [found.words(turn) for turn in found.turns] == found.text.split("\n")


@given(seed=st.integers(0, 10**6), pool=st.sampled_from(["practice", "exam"]))
def test_a_value_said_twice_is_the_same_value(made: SimpleNamespace, seed: int, pool: str) -> None:
    drawer = made.words.Drawer(random.Random(seed), pool)
    assert drawer.value("product") == drawer.value("product")
    assert drawer.value("product") != drawer.value("product2")
    assert drawer.value("store") != drawer.value("store2")


@given(seed=st.integers(0, 10**6), pool=st.sampled_from(["practice", "exam"]))
def test_specifications_and_counts_belong_to_their_product(
    made: SimpleNamespace, seed: int, pool: str
) -> None:
    drawer = made.words.Drawer(random.Random(seed), pool)
    name, spec, count = (drawer.value(kind) for kind in ("device", "spec", "qty"))
    (goods,) = [own for row in made.words.GOODS[pool] if (own := made.words.Goods.of(row)).name == name]
    assert drawer.value("product") == name
    assert name in made.words.DEVICES
    assert spec in goods.specifications
    assert count.endswith(goods.measure)


@pytest.mark.parametrize(
    ("words", "strength"),
    [
        ("让人失望！！", 1),
        ("太让人失望", 2),
        ("认真看了，心烦", 1),
        ("真心烦", 2),
        ("简直可笑，太欺负人", 3),
        ("根本没人管，实在、完全不讲理", 3),
        ("我给差评", 3),
        ("再也不来了", 3),
    ],
)
def test_strength_counts_the_words_that_strengthen(
    made: SimpleNamespace, tmp_path: Path, words: str, strength: int
) -> None:
    found = one(made, f"@ a | 标题 | 1 |\n客 complain -1 : {words}\n", tmp_path)
    assert made.checks.strength_by_rule(found, found.turns[0]) == strength


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("客 complain -1 : 让人失望", "没有加强词"),
        ("客 complain -3 : 简直可笑，太欺负人", "加强词 2 个：简直、太"),
        ("客 complain -3 : 太差，我给差评", "“差评”是扬言，一律为3"),
        ("客 complain -3 : 送了十天，真“快”", "反语，一律为3"),
    ],
)
def test_the_reason_of_a_strength_is_told(
    made: SimpleNamespace, tmp_path: Path, line: str, reason: str
) -> None:
    found = one(made, f"@ a | 标题 | 1 | irony\n{line}\n", tmp_path)
    assert made.checks.strength_reason(found, found.turns[0]) == reason


def test_a_strengthener_inside_a_slot_does_not_count(made: SimpleNamespace, tmp_path: Path) -> None:
    found = one(made, "@ a | 标题 | 1 |\n客 complain -1 : <规:真空装>的漏气，心烦\n", tmp_path)
    assert list(made.checks.faults(found)) == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("客 inform,goods_return 0 : 退", "alone"),
        ("客 nothing 0 : 退", "unknown intents"),
        ("客 complain,human,goods_return 0 : 退", "one or two"),
        ("客 complain -1 : 太差", "the rule says 2"),
        ("客 complain 0 : 我给差评", "not neutral"),
        ("客 inform 0 : 明天到", "明天 is not marked"),
        ("客 inform 0 : 订单GD12345678", "GD12345678 is not marked"),
        ("客 inform 0 : 槐荫路店的", "槐荫路店 is not marked"),
        ("客 inform 0 : <单:0317，>行", "punctuation"),
    ],
)
def test_a_gold_that_breaks_a_rule_is_found(
    made: SimpleNamespace, tmp_path: Path, line: str, fault: str
) -> None:
    found = one(made, f"@ a | 标题 | 1 |\n{line}\n", tmp_path)
    assert any(fault in message for message in made.checks.faults(found))


def test_a_sentence_of_both_pools_is_found(made: SimpleNamespace, tmp_path: Path) -> None:
    found = one(made, "@ a | 标题 | 1 |\n客 other 0 : 这一句话在两边都出现过了\n", tmp_path)
    assert len(list(made.checks.pool_faults([found], [found]))) == 1
    assert list(made.checks.pool_faults([], [found])) == []


@pytest.fixture(scope="module")
def inspected(made: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack with its inspection packages."""
    folder = tmp_path_factory.mktemp("tx01") / "pack"
    shutil.copytree(made.build.COURSE, folder)
    for name, text in made.build.rendered(inspected=True).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_pack_with_inspection_is_clean_and_its_matrix_full(inspected: Path) -> None:
    report = check_pack(inspected)
    assert [str(fault) for fault in report.faults] == []
    assert all(not row.holes() for row in report.matrix)


def test_every_seeded_error_has_one_flag_of_each_kind_there_are_some(inspected: Path) -> None:
    pack = open_pack(inspected)
    found: Counter[str] = Counter()
    packages = [each for each in pack.exercises.values() if each.work == "inspect"]
    for exercise in packages:
        flags = [mark.mark() for mark in exercise.golds[0].marks]
        assert 2 <= len(flags) <= 4, exercise.id
        targets = [flag.target for flag in flags if isinstance(flag, TextFlag) and flag.target is not None]
        assert len(set(targets)) == len(targets), exercise.id
        assert all(
            (flag.label == "MISS") == (flag.target is None) for flag in flags if isinstance(flag, TextFlag)
        )
        found.update(flag.label for flag in flags)
    assert len(packages) >= 15
    assert found.keys() == {"MISS", "EXTRA", "CLS", "BND", "ATTR"}
    assert min(found.values()) >= 3


def test_every_seeded_error_changes_the_gold_where_its_flag_is(made: SimpleNamespace) -> None:
    for dialogue in made.build.material()["inspected"]:
        true = {mark["id"]: made.spoil.given(mark) for mark in made.build.gold(dialogue)}
        spoilt, flags = made.spoil.spoil(dialogue, made.build.gold(dialogue), random.Random(7), 3)
        wrong = {row["id"]: row for row in spoilt}
        changed = {name for name in true.keys() | wrong.keys() if true.get(name) != wrong.get(name)}
        flagged = {flag["shape"]["target"] for flag in flags} - {None}
        dropped = true.keys() - wrong.keys()
        assert changed == flagged | dropped, dialogue.id
        assert len(flags) == len(changed) == 3, dialogue.id


def test_without_errors_asked_nothing_is_spoilt(made: SimpleNamespace) -> None:
    dialogue = made.build.material()["inspected"][0]
    gold = made.build.gold(dialogue)
    spoilt, flags = made.spoil.spoil(dialogue, gold, random.Random(7), 0)
    assert flags == []
    assert spoilt == [made.spoil.given(mark) for mark in gold]


def test_a_remark_tells_of_each_error_of_what_came_back_and_the_scorer_finds_them_all(
    inspected: Path,
) -> None:
    pack = open_pack(inspected)
    returned = [each for each in pack.exercises.values() if each.work == "repair"]
    assert {each.pool for each in returned} == {"practice", "exam"}
    for exercise in returned:
        score = grade_exercise(exercise.given_marks, exercise, pack.schema("main"))
        found = Counter(each.code for each in score.findings)
        # A slot of a dialogue taken for another, and an attribute that a class of its own asks for, are told apart.
        assert len(score.findings) >= len(exercise.remarks), exercise.id
        assert score.measures["remarks"] == len(exercise.remarks), (exercise.id, found)
        assert score.measures["remarks_answered"] == 0, exercise.id
        truth = [own.mark() for own in exercise.golds[0].marks]
        mended = grade_exercise(truth, exercise, pack.schema("main"))
        assert (mended.accuracy, mended.measures["remarks_answered"]) == (1.0, 1.0), exercise.id
        for remark in exercise.remarks:
            assert pack.clause(remark.clause) is not None
            assert "应为" not in remark.text
            assert 0 <= remark.place[0] < remark.place[2] <= len(exercise.text or "")


def test_every_flag_names_the_clause_that_its_error_breaks(inspected: Path) -> None:
    pack = open_pack(inspected)
    for exercise in pack.exercises.values():
        if exercise.work == "inspect":
            for own in exercise.golds[0].marks:
                assert own.note
                assert pack.clause(own.clause) is not None, exercise.id
