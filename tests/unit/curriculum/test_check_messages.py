"""Every sentence that a check can say: one bent place in a clean pack, and exactly the fault that it is."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.curriculum.check import Report, check_pack
from desktop.curriculum.packs import Fault
from tests.unit.curriculum.samples import (
    Source,
    box_exercise,
    faults,
    picture,
    small,
    text_exercise,
    theory_item,
    told,
    write,
)

Change = Callable[[Source], Any]


def bent(change: Change) -> Source:
    source = copy.deepcopy(small())
    change(source)
    return source


def one(change: Change, folder: Path) -> str:
    """The only fault of a bent pack, as a line."""
    (found,) = told(bent(change), folder)
    return found


def asked(**more: Any) -> dict[str, Any]:
    """A question about the whole text."""
    options = [{"id": "good", "name": "好"}, {"id": "bad", "name": "坏"}]
    return {"id": "mood", "name": "情感", "kind": "choice", "options": options, **more}


def schema(source: Source, number: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = source["order.toml"]["schemas"][number]
    return found


def activity(source: Source, module: int, number: int) -> dict[str, Any]:
    found: dict[str, Any] = source["course.toml"]["modules"][module]["activities"][number]
    return found


def mark(source: Source, name: str = "practice/P1") -> dict[str, Any]:
    found: dict[str, Any] = source[f"exercises/{name}.json"]["golds"][0]["marks"][0]
    return found


def test_the_small_pack_is_clean(tmp_path: Path) -> None:
    report = check_pack(write(small(), tmp_path))
    assert report.faults == ()
    assert report.clean
    assert report.title == "小课程"
    assert report.digest.startswith("sha256:")
    (row,) = report.matrix
    assert row.requirement == "R1"
    assert row.competencies == ("K1", "S1")
    assert row.lessons == ("edges",)
    assert row.practice == ("T1", "T2", "P1", "P2", "P3")
    assert row.exam == ("X1", "E1", "E2")


def test_a_pack_that_cannot_be_read_has_faults_but_no_matrix_and_no_digest(tmp_path: Path) -> None:
    report = check_pack(write(bent(lambda source: source["order.toml"].pop("name")), tmp_path))
    assert [fault.file for fault in report.faults] == ["order.toml"]
    assert (report.matrix, report.digest, report.title) == ((), "", "")
    assert not report.clean


def test_a_report_without_faults_is_clean() -> None:
    assert Report(()).clean
    assert not Report((Fault("order.toml", "", "错"),)).clean


def test_a_fault_without_a_field_names_only_the_file() -> None:
    assert str(Fault("order.toml", "", "错")) == "order.toml: 错"
    assert str(Fault("order.toml", "id", "错")) == "order.toml · id: 错"


ORDER_CASES: list[tuple[Change, str]] = [
    (
        lambda s: s["order.toml"]["requirements"].append({"id": "R1", "text": "又", "clauses": ["1.1"]}),
        "order.toml · requirements: R1 出现了 2 次",
    ),
    (
        lambda s: s["order.toml"]["schemas"].append(copy.deepcopy(schema(s, 1))),
        "order.toml · schemas: words 出现了 2 次",
    ),
    (
        lambda s: s["rules.toml"]["clauses"].append({"number": "1.2", "title": "又", "text": "又"}),
        "rules.toml · clauses: 1.2 出现了 2 次",
    ),
    (
        lambda s: s["order.toml"]["requirements"][0].update(clauses=["1.1", "7.7"]),
        "order.toml · requirements.R1.clauses: 规则里没有条款 7.7",
    ),
    (
        lambda s: s["profile.toml"]["competencies"][0].update(weight=39.5),
        "profile.toml · competencies: 权重之和是 99.5，应为 100",
    ),
    (
        lambda s: s["profile.toml"]["competencies"][0].update(requirements=["R1", "R9"]),
        "profile.toml · competencies.K1.requirements: R9 不存在，或不能用在这里",
    ),
    (
        lambda s: schema(s)["labels"].append(
            {"id": "cup", "name": "又", "short": "又", "key": "3", "colour": 1}
        ),
        "order.toml · schemas.main.labels: cup 出现了 2 次",
    ),
    (
        lambda s: schema(s)["labels"][1].update(key="1"),
        "order.toml · schemas.main.labels.key: 1 出现了 2 次",
    ),
    (
        lambda s: schema(s)["attributes"].append(copy.deepcopy(schema(s)["attributes"][0])),
        "order.toml · schemas.main.attributes: side 出现了 2 次",
    ),
    (
        lambda s: schema(s)["attributes"][0].update(labels=["cup", "plate"]),
        "order.toml · schemas.main.attributes.side.labels: plate 不存在，或不能用在这里",
    ),
    (
        lambda s: schema(s)["attributes"][0].update(options=[{"id": "left", "name": "左"}]),
        "order.toml · schemas.main.attributes.side.options: 至少要两个选项",
    ),
    (
        lambda s: schema(s)["attributes"][0]["options"].append({"id": "left", "name": "又是左"}),
        "order.toml · schemas.main.attributes.side.options: left 出现了 2 次",
    ),
    (
        lambda s: schema(s)["attributes"][0].update(default="middle"),
        "order.toml · schemas.main.attributes.side.default: 属性 side 不能是 middle",
    ),
    (
        lambda s: schema(s)["attributes"][0].update(clause="8.8"),
        "order.toml · schemas.main.attributes.side: 规则里没有条款 8.8",
    ),
    (
        lambda s: schema(s)["box_rules"]["clauses"].update(MISS="8.8"),
        "order.toml · schemas.main.clauses.MISS: 规则里没有条款 8.8",
    ),
    (
        lambda s: schema(s, 1)["span_rules"]["clauses"].update(MISS="8.9"),
        "order.toml · schemas.words.clauses.MISS: 规则里没有条款 8.9",
    ),
    (
        lambda s: schema(s, 1).update(text_rules={"clauses": {"REL": "8.6"}}),
        "order.toml · schemas.words.clauses.REL: 规则里没有条款 8.6",
    ),
    (
        lambda s: schema(s, 1).update(
            task="text",
            questions=[asked(clauses={"CLS": "8.5"})],
            text_rules={"clauses": dict.fromkeys(("MISS", "EXTRA", "CLS", "BND"), "1.1")},
        ),
        "order.toml · schemas.words.mood.clauses.CLS: 规则里没有条款 8.5",
    ),
    (
        lambda s: schema(s, 1).update(
            task="text", text_rules={"clauses": dict.fromkeys(("MISS", "EXTRA", "CLS"), "1.1")}
        ),
        "order.toml · schemas.words.name.clauses.BND: 这里会判出 BND，却没有写它违反哪一条",
    ),
    (
        lambda s: schema(s, 1)["labels"][0].update(clauses={"CLS": "8.7"}),
        "order.toml · schemas.words.labels.name.clauses.CLS: 规则里没有条款 8.7",
    ),
    (
        lambda s: schema(s, 1)["labels"][0].update(clauses={"ATTR": "1.1"}),
        "order.toml · schemas.words.labels.name.clauses.ATTR: ATTR 不是按类别写条款的错误代码",
    ),
    (
        lambda s: schema(s)["labels"][1].update(clauses={"CLS": "1.1"}),
        "order.toml · schemas.main.labels.cup.clauses.CLS: 别的类别写了条款，这个类别没写",
    ),
    (
        lambda s: mark(s).update(clause="8.6"),
        "exercises/practice/P1.json · golds.0.g1.clause: 规则里没有条款 8.6",
    ),
]


@pytest.mark.parametrize(("change", "said"), ORDER_CASES, ids=[said for _change, said in ORDER_CASES])
def test_a_fault_of_the_order_is_told_once_and_exactly(change: Change, said: str, tmp_path: Path) -> None:
    assert one(change, tmp_path) == said


def test_a_competency_given_twice_is_told_with_the_weight_that_it_spoils(tmp_path: Path) -> None:
    found = told(
        bent(
            lambda s: s["profile.toml"]["competencies"].append(
                {"id": "S1", "kind": "quality", "name": "细致", "weight": 5.0, "target": 1}
            )
        ),
        tmp_path,
    )
    assert found == [
        "profile.toml · competencies: S1 出现了 2 次",
        "profile.toml · competencies: 权重之和是 105，应为 100",
    ]


def test_weights_that_sum_to_100_but_for_the_last_bit_are_right(tmp_path: Path) -> None:
    names = [f"C{number}" for number in range(7)]
    thirds = [
        {"id": name, "kind": "skill", "name": name, "weight": 100 / 7, "target": 1, "requirements": ["R1"]}
        for name in names
    ]
    source = bent(lambda s: s["profile.toml"].update(competencies=thirds))
    for path in ("P1", "P2"):
        source[f"exercises/practice/{path}.json"]["competencies"] = ["C0"]
    for path in ("E1", "E2"):
        source[f"exercises/exam/{path}.json"]["competencies"] = []
    source["lessons/edges.md"][0]["competencies"] = ["C1"]
    for item in source["theory/rules.toml"]["items"]:
        item["competencies"] = ["C2"]
    assert told(source, tmp_path) == []


def test_an_order_without_main_labels_is_refused(tmp_path: Path) -> None:
    found = told(bent(lambda s: schema(s).update(id="primary")), tmp_path)
    assert "order.toml · schemas: 缺少 main" in found
    assert "exercises/practice/P1.json · schema_id: 没有 main 这套标签" in found


def test_a_yes_or_no_needs_no_options_and_takes_a_default(tmp_path: Path) -> None:
    extra = {"id": "hidden", "name": "挡住", "kind": "yesno", "labels": ["bowl"], "default": False}
    assert told(bent(lambda s: schema(s)["attributes"].append(extra)), tmp_path) == []


def test_a_yes_or_no_with_a_word_as_default_is_refused(tmp_path: Path) -> None:
    extra = {"id": "hidden", "name": "挡住", "kind": "yesno", "labels": ["bowl"], "default": "no"}
    said = one(lambda s: schema(s)["attributes"].append(extra), tmp_path)
    assert said == "order.toml · schemas.main.attributes.hidden.default: 属性 hidden 不能是 no"


def test_the_same_label_in_two_sets_of_labels_is_no_fault(tmp_path: Path) -> None:
    assert told(bent(lambda s: schema(s, 1)["labels"][0].update(id="cup")), tmp_path / "a") == [
        "exercises/practice/P3.json · golds.0.s1: 没有 name 这个类别"
    ]
    source = bent(lambda s: schema(s, 1)["labels"][0].update(id="cup"))
    mark(source, "practice/P3")["label"] = "cup"
    assert told(source, tmp_path / "b") == []


REFERENCE_CASES: list[tuple[Change, str]] = [
    (
        lambda s: s["theory/rules.toml"]["items"][0].update(requirements=["R1", "R2"]),
        "theory (T1) · requirements: R2 不存在，或不能用在这里",
    ),
    (
        lambda s: s["theory/rules.toml"]["items"][0].update(competencies=["Z"]),
        "theory (T1) · competencies: Z 不存在，或不能用在这里",
    ),
    (
        lambda s: s["theory/rules.toml"]["items"][0].update(clause="5.5"),
        "theory (T1) · clause: 规则里没有条款 5.5",
    ),
    (
        lambda s: s["lessons/edges.md"][0].update(requirements=["R1", "R2"]),
        "lessons/edges.md · requirements: R2 不存在，或不能用在这里",
    ),
    (
        lambda s: s["lessons/edges.md"][0].update(competencies=["Z"]),
        "lessons/edges.md · competencies: Z 不存在，或不能用在这里",
    ),
    (
        lambda s: s["exercises/exam/E1.json"].update(requirements=["R1", "R2"]),
        "exercises/exam/E1.json · requirements: R2 不存在，或不能用在这里",
    ),
    (
        lambda s: s["exercises/practice/P2.json"].update(competencies=["Z"]),
        "exercises/practice/P2.json · competencies: Z 不存在，或不能用在这里",
    ),
]


@pytest.mark.parametrize(("change", "said"), REFERENCE_CASES, ids=[said for _change, said in REFERENCE_CASES])
def test_a_reference_into_nothing_is_told_once_and_exactly(change: Change, said: str, tmp_path: Path) -> None:
    assert one(change, tmp_path) == said


def test_an_item_need_not_name_a_clause(tmp_path: Path) -> None:
    assert told(bent(lambda s: s["theory/rules.toml"]["items"][0].pop("clause")), tmp_path) == []


COURSE_CASES: list[tuple[Change, str]] = [
    (
        lambda s: s["course.toml"]["modules"][1].update(id="m1"),
        "course.toml · modules: m1 出现了 2 次",
    ),
    (
        lambda s: activity(s, 0, 1).update(id="read"),
        "course.toml · activities: read 出现了 2 次",
    ),
    (
        lambda s: activity(s, 0, 0).update(lesson="corners"),
        "course.toml · activities.read.lesson: corners 不存在，或不能用在这里",
    ),
    (
        lambda s: activity(s, 0, 2).update(items=["T1", "T2", "X1"]),
        "course.toml · activities.quiz.items: X1 不存在，或不能用在这里",
    ),
    (
        lambda s: activity(s, 1, 0).update(exercises=["P1", "P2", "E1"]),
        "course.toml · activities.boxes.exercises: E1 不存在，或不能用在这里",
    ),
    (
        lambda s: activity(s, 1, 0).update(needed=3),
        "course.toml · activities.boxes.needed: 比练习总数还多",
    ),
    (
        lambda s: activity(s, 1, 1).update(over=["boxes", "quiz", "read"]),
        "course.toml · activities.gate.over: read 不存在，或不能用在这里",
    ),
    (
        lambda s: activity(s, 1, 1).update(over=["boxes", "quiz", "warm"]),
        "course.toml · activities.gate.over: warm 不存在，或不能用在这里",
    ),
    (
        lambda s: activity(s, 1, 1).update(over=["boxes", "quiz", "gate"]),
        "course.toml · activities.gate.over: gate 不存在，或不能用在这里",
    ),
    (
        lambda s: activity(s, 1, 1)["rule"].update(theory_items=3),
        "course.toml · activities.gate.rule.theory_items: 要抽 3 题，题库只有 2 题",
    ),
    (
        lambda s: activity(s, 1, 1).update(over=["boxes"]),
        "course.toml · activities.gate.rule.theory_items: 要抽 2 题，题库只有 0 题",
    ),
]


@pytest.mark.parametrize(("change", "said"), COURSE_CASES, ids=[said for _change, said in COURSE_CASES])
def test_a_fault_of_the_path_is_told_once_and_exactly(change: Change, said: str, tmp_path: Path) -> None:
    assert one(change, tmp_path) == said


def test_a_gate_over_what_comes_after_it_is_refused(tmp_path: Path) -> None:
    def swap(source: Source) -> None:
        source["course.toml"]["modules"][1]["activities"].reverse()

    assert one(swap, tmp_path) == "course.toml · activities.gate.over: boxes 不存在，或不能用在这里"


def test_lesson_links_to_clauses_that_are_not_there_are_told_for_each_link(tmp_path: Path) -> None:
    body = '[一](clause:1.1) [二](clause:3.3) [三](clause:4.4 "说明") [四](https://example.com)'
    found = told(small(**{"lessons/edges.md": (small()["lessons/edges.md"][0], body)}), tmp_path)
    assert found == [
        "lessons/edges.md · body: 规则里没有条款 3.3",
        "lessons/edges.md · body: 规则里没有条款 4.4",
    ]


def test_a_rule_that_points_at_a_clause_that_is_not_there_is_told(tmp_path: Path) -> None:
    said = one(lambda s: s["rules.toml"]["clauses"][0].update(text="见[别处](clause:9.1)"), tmp_path)
    assert said == "rules.toml · clauses.1.1: 规则里没有条款 9.1"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda s: s["rules.toml"]["clauses"][0].update(
                good=[{"path": "media/none.png", "caption": "无"}]
            ),
            "rules.toml · clauses.1.1: media/none.png: 课程包里没有这个文件。",
        ),
        (
            lambda s: s["rules.toml"]["clauses"][1].update(bad=[{"path": "media/gone.png", "caption": "无"}]),
            "rules.toml · clauses.1.2: media/gone.png: 课程包里没有这个文件。",
        ),
        (
            lambda s: s["theory/rules.toml"]["items"][0].update(picture="media/none.png"),
            "theory (T1) · picture: media/none.png: 课程包里没有这个文件。",
        ),
        (
            lambda s: s["theory/rules.toml"]["items"][0]["choices"][1].update(picture="media/none.png"),
            "theory (T1) · picture: media/none.png: 课程包里没有这个文件。",
        ),
        (
            lambda s: s["exercises/exam/E1.json"].update(media="media/none.png"),
            "exercises/exam/E1.json · media: media/none.png: 课程包里没有这个文件。",
        ),
        (
            lambda s: s["exercises/exam/E1.json"].update(size=[40, 31]),
            "exercises/exam/E1.json · media: media/e1.png: 图片是 40×30，练习里写的是 40×31",
        ),
    ],
)
def test_a_picture_that_is_missing_or_of_another_size_is_told_with_its_place(
    change: Change, said: str, tmp_path: Path
) -> None:
    assert one(change, tmp_path) == said


@pytest.mark.parametrize(
    "body",
    [
        "![好](media/none.png)",
        '![好](media/none.png "标题")',
        "![a [b] c](media/none.png)",
        "![好](<media/none.png>)",
        "- ![好](media/none.png)",
        "> ![好](media/none.png)",
        "![好][ref]\n\n[ref]: media/none.png",
    ],
)
def test_however_a_lesson_writes_a_picture_it_is_looked_for(body: str, tmp_path: Path) -> None:
    found = told(small(**{"lessons/edges.md": (small()["lessons/edges.md"][0], body)}), tmp_path)
    assert found == ["lessons/edges.md · body: media/none.png: 课程包里没有这个文件。"]


def test_a_picture_in_a_lessons_code_is_only_text(tmp_path: Path) -> None:
    body = "写法是 `![好](media/none.png)`，不是 `[x](clause:9.9)`。\n\n```\n![好](media/none.png)\n```\n"
    assert told(small(**{"lessons/edges.md": (small()["lessons/edges.md"][0], body)}), tmp_path) == []


def test_an_exam_picture_with_the_bytes_of_a_practice_picture_is_told(tmp_path: Path) -> None:
    said = one(lambda s: s.update({"media/e2.png": s["media/p2.png"]}), tmp_path)
    assert said == "exercises/exam/E2.json · media: 考题与练习 P2 用了同一份材料"


def test_an_exam_text_that_is_a_practice_text_is_told(tmp_path: Path) -> None:
    extra = text_exercise("E3", "exam", "李明去北京")
    said = one(lambda s: s.update({"exercises/exam/E3.json": extra}), tmp_path)
    assert said == "exercises/exam/E3.json · media: 考题与练习 P3 用了同一份材料"


def test_two_practice_exercises_on_one_picture_are_allowed(tmp_path: Path) -> None:
    extra = box_exercise("P4", "practice", "media/p1.png")
    assert told(small(**{"exercises/practice/P4.json": extra}), tmp_path) == []


def test_an_exam_question_that_was_practised_is_told(tmp_path: Path) -> None:
    said = one(lambda s: s["theory/rules.toml"]["items"][2].update(stem="问题 T2"), tmp_path)
    assert said == "theory (X1) · stem: 考题与练习题 T2 相同"


def test_the_same_words_over_another_picture_are_another_question(tmp_path: Path) -> None:
    def change(source: Source) -> None:
        source["theory/rules.toml"]["items"][2].update(stem="问题 T2", picture="media/e1.png")

    assert told(bent(change), tmp_path) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda s: s["blueprint.toml"]["theory"].update(strata=[{"topic": "rules", "count": 2}]),
            "blueprint.toml · theory.strata.rules: 要抽 2 题，题库只有 1 题",
        ),
        (
            lambda s: s["blueprint.toml"]["theory"].update(strata=[{"topic": "law", "count": 1}]),
            "blueprint.toml · theory.strata.law: 要抽 1 题，题库只有 0 题",
        ),
        (
            lambda s: s["blueprint.toml"]["practical"].update(strata=[{"difficulty": 2, "count": 3}]),
            "blueprint.toml · practical.strata.2: 要抽 3 题，题库只有 2 题",
        ),
        (
            lambda s: s["blueprint.toml"]["practical"].update(strata=[{"difficulty": 3, "count": 1}]),
            "blueprint.toml · practical.strata.3: 要抽 1 题，题库只有 0 题",
        ),
        (
            lambda s: s["blueprint.toml"]["practical"].update(units=3),
            "blueprint.toml · practical.units: 要 3 个判定单位，题库只有 2 个",
        ),
    ],
)
def test_a_blueprint_that_the_bank_cannot_fill_is_told(change: Change, said: str, tmp_path: Path) -> None:
    assert one(change, tmp_path) == said


def test_warm_up_material_of_another_schema_does_not_fill_the_exam(tmp_path: Path) -> None:
    def change(source: Source) -> None:
        source["exercises/exam/E3.json"] = text_exercise("E3", "exam", "王红来上海")
        source["blueprint.toml"]["practical"]["units"] = 3

    assert one(change, tmp_path) == "blueprint.toml · practical.units: 要 3 个判定单位，题库只有 2 个"


def test_ignored_marks_are_no_units(tmp_path: Path) -> None:
    said = one(lambda s: mark(s, "exam/E1").update(ignore=True), tmp_path)
    assert said == "blueprint.toml · practical.units: 要 2 个判定单位，题库只有 1 个"


@pytest.mark.parametrize(
    ("strip", "said"),
    [
        (["K1", "S1"], "能力只有 0 个，至少要 1 个"),
        (["edges"], "课程只有 0 个，至少要 1 个"),
        (["P1", "P2", "P3"], "练习只有 2 个，至少要 3 个"),
        (["T1", "T2", "P1", "P3"], "练习只有 1 个，至少要 3 个"),
        (["X1", "E1"], "考题只有 1 个，至少要 2 个"),
        (["X1", "E1", "E2"], "考题只有 0 个，至少要 2 个"),
    ],
)
def test_each_hole_of_the_matrix_is_told_with_numbers(strip: list[str], said: str, tmp_path: Path) -> None:
    def change(source: Source) -> None:
        entries = [*source["profile.toml"]["competencies"], *source["theory/rules.toml"]["items"]]
        entries += [source["lessons/edges.md"][0]]
        entries += [value for path, value in source.items() if path.startswith("exercises/")]
        for entry in entries:
            if entry["id"] in strip:
                entry["requirements"] = []

    assert one(change, tmp_path) == f"order.toml · requirements.R1: 覆盖缺口：{said}"


def test_all_faults_are_told_in_one_run_whatever_their_kind(tmp_path: Path) -> None:
    def change(source: Source) -> None:
        schema(source)["labels"][1]["key"] = "1"
        activity(source, 1, 0)["needed"] = 9
        mark(source)["label"] = "mug"
        source["media/e1.png"] = b"no picture"
        source["blueprint.toml"]["practical"]["units"] = 300

    files = [fault.file for fault in faults(bent(change), tmp_path)]
    assert files == [
        "order.toml",
        "course.toml",
        "exercises/exam/E1.json",
        "exercises/practice/P1.json",
        "exercises/practice/P1.json",
        "blueprint.toml",
    ]


GOLD_CASES: list[tuple[Change, str]] = [
    (lambda s: mark(s).update(box=[4, 5, 41, 25]), "g1: 框 [4.0, 5.0, 41.0, 25.0] 超出图片 40×30"),
    (lambda s: mark(s).update(box=[4, 5, 20, 30.5]), "g1: 框 [4.0, 5.0, 20.0, 30.5] 超出图片 40×30"),
    (lambda s: mark(s).update(box=[-0.5, 5, 20, 25]), "g1: 框 [-0.5, 5.0, 20.0, 25.0] 超出图片 40×30"),
    (lambda s: mark(s).update(box=[4, -1, 20, 25]), "g1: 框 [4.0, -1.0, 20.0, 25.0] 超出图片 40×30"),
    (lambda s: mark(s).update(box=[4, 5, 4, 25]), "g1: 框没有面积"),
    (lambda s: mark(s).update(box=[4, 5, 20, 5]), "g1: 框没有面积"),
    (lambda s: mark(s).update(attributes={}), "g1: 缺少属性 side"),
    (lambda s: mark(s).update(attributes={"side": "up"}), "g1: 属性 side 不能是 up"),
    (lambda s: mark(s).update(attributes={"side": True}), "g1: 属性 side 不能是 True"),
    (
        lambda s: mark(s).update(attributes={"side": "left", "size": "big"}),
        "g1: 属性 size 不能是 big",
    ),
    (lambda s: mark(s).update(accept={"side": ["right", "up"]}), "g1: 属性 side 不能是 up"),
    (lambda s: mark(s).update(accept={"size": ["big"]}), "g1: 属性 size 只有备选值，没有标准值"),
    (lambda s: mark(s).update(label="bowl"), "g1: 属性 side 不能是 left"),
]


@pytest.mark.parametrize(("change", "said"), GOLD_CASES)
def test_a_gold_mark_that_cannot_be_is_told_once_and_exactly(
    change: Change, said: str, tmp_path: Path
) -> None:
    assert one(change, tmp_path) == f"exercises/practice/P1.json · golds.0.{said}"


def test_a_gold_box_may_touch_all_four_edges_of_its_picture(tmp_path: Path) -> None:
    assert told(bent(lambda s: mark(s).update(box=[0, 0, 40, 30])), tmp_path) == []


def test_a_label_nobody_defined_leaves_its_attributes_without_sense(tmp_path: Path) -> None:
    found = told(bent(lambda s: mark(s).update(label="mug", attributes={})), tmp_path)
    assert found == ["exercises/practice/P1.json · golds.0.g1: 没有 mug 这个类别"]


def test_a_place_to_ignore_needs_no_attributes_but_a_label_and_a_place(tmp_path: Path) -> None:
    assert told(bent(lambda s: mark(s).update(ignore=True, attributes={})), tmp_path / "a") == []
    said = one(lambda s: mark(s).update(ignore=True, attributes={}, label="mug"), tmp_path / "b")
    assert said.endswith("没有 mug 这个类别")
    said = one(lambda s: mark(s).update(ignore=True, attributes={}, box=[0, 0, 50, 9]), tmp_path / "c")
    assert "超出图片" in said


def test_an_id_given_to_two_marks_is_told_for_the_gold_that_holds_them(tmp_path: Path) -> None:
    def change(source: Source) -> None:
        golds = source["exercises/practice/P1.json"]["golds"]
        golds.append({"name": "b", "marks": [mark(source), mark(source) | {"box": [0, 0, 2, 2]}]})

    assert one(change, tmp_path) == "exercises/practice/P1.json · golds.1: 编号 g1 用了两次"


def test_the_same_id_in_two_golds_of_one_exercise_is_no_fault(tmp_path: Path) -> None:
    def change(source: Source) -> None:
        source["exercises/practice/P1.json"]["golds"].append({"name": "b", "marks": [mark(source)]})

    assert told(bent(change), tmp_path) == []


def test_a_span_may_reach_the_end_of_its_text_and_no_further(tmp_path: Path) -> None:
    assert told(bent(lambda s: mark(s, "practice/P3").update(end=5)), tmp_path / "a") == []
    said = one(lambda s: mark(s, "practice/P3").update(end=6), tmp_path / "b")
    assert said == "exercises/practice/P3.json · golds.0.s1: [0, 6) 超出文本 5 个字"


def test_spans_count_code_points_so_that_an_emoji_is_one(tmp_path: Path) -> None:
    text = "😀😀"
    fits = {"exercises/practice/P3.json": text_exercise("P3", "practice", text)}
    assert told(small(**fits), tmp_path) == []


def test_white_space_of_a_text_is_counted(tmp_path: Path) -> None:
    text = "  李 "
    fits = {"exercises/practice/P3.json": text_exercise("P3", "practice", text)}
    mark(fits, "practice/P3")["end"] = 4
    assert told(small(**fits), tmp_path / "a") == []
    mark(fits, "practice/P3")["end"] = 5
    assert told(small(**fits), tmp_path / "b")


def test_a_text_under_labels_for_boxes_is_told_even_when_nothing_is_to_be_marked(tmp_path: Path) -> None:
    empty = text_exercise("P3", "practice", "没有人名", schema_id="main", golds=[{}])
    said = told(small(**{"exercises/practice/P3.json": empty}), tmp_path)
    assert said == ["exercises/practice/P3.json · schema_id: 标注的种类与任务不符"]


def test_a_picture_under_labels_for_words_is_told_for_exercise_and_mark(tmp_path: Path) -> None:
    found = told(bent(lambda s: s["exercises/practice/P2.json"].update(schema_id="words")), tmp_path)
    assert "exercises/practice/P2.json · schema_id: 标注的种类与任务不符" in found
    assert "exercises/practice/P2.json · golds.0.g1: 标注的种类与任务不符" in found


def test_an_exercise_with_nothing_to_mark_is_lawful(tmp_path: Path) -> None:
    empty = text_exercise("P4", "practice", "没有人名", golds=[{}])
    assert told(small(**{"exercises/practice/P4.json": empty}), tmp_path) == []


def test_an_exercise_under_labels_that_are_not_there_is_told_and_its_marks_left(tmp_path: Path) -> None:
    said = one(lambda s: s["exercises/practice/P1.json"].update(schema_id="sounds"), tmp_path)
    assert said == "exercises/practice/P1.json · schema_id: 没有 sounds 这套标签"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_the_formats_of_pictures_are_taken_whatever_the_name(kind: str, tmp_path: Path) -> None:
    assert told(small(**{"media/p1.png": picture(7, kind=kind)}), tmp_path) == []


@pytest.mark.parametrize("kind", ["GIF", "BMP", "ICO", "PPM"])
def test_other_formats_are_refused_whatever_the_name(kind: str, tmp_path: Path) -> None:
    (said,) = told(small(**{"media/p1.png": picture(7, (16, 16), kind)}), tmp_path)
    assert said.startswith("exercises/practice/P1.json · media: media/p1.png: 图片打不开或不完整：")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_cut_short_anywhere_is_refused(kind: str, tmp_path: Path) -> None:
    whole = picture(99, kind=kind)
    for place, share in enumerate((0.0, 0.2, 0.5)):
        cut = small(**{"media/p1.png": whole[: int(len(whole) * share)]})
        (said,) = told(cut, tmp_path / str(place))
        assert said.startswith("exercises/practice/P1.json · media: media/p1.png: 图片打不开或不完整：")


def test_material_that_no_one_uses_is_no_fault(tmp_path: Path) -> None:
    extra = {"media/spare.png": b"not even a picture", "notes.txt": b"for authors"}
    assert told(small(**extra), tmp_path) == []


def test_more_items_in_a_second_file_are_of_the_same_bank(tmp_path: Path) -> None:
    more = {"items": [theory_item("X2", "exam"), theory_item("X3", "exam", topic="law")]}
    source = small(**{"theory/more.toml": more})
    source["blueprint.toml"]["theory"]["strata"] = [
        {"topic": "rules", "count": 2},
        {"topic": "law", "count": 1},
    ]
    assert told(source, tmp_path) == []
