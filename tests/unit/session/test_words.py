"""The words people read: findings, gates, readiness, conditions of a decision, and what a result proves."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast, get_args

import pytest

from desktop.annotation.shapes.base import AttributeValue
from desktop.assessment.sitting import PARTS
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import open_pack
from desktop.curriculum.schema import Attribute, BoxRules, Label, LabelSchema, Option
from desktop.records.queries.sittings import Decision, Sitting
from desktop.scoring.result import Code, Counts, Finding, Score
from desktop.session import outcomes
from desktop.session.exam_offer import parts_to_sit
from desktop.session.explain import attribute_value, explain, label_name, sentence
from desktop.session.outcomes import reason_words, result_shown, three_claims
from desktop.session.progress import gate_words, readiness_words
from desktop.session.session import Session
from desktop.session.shown import ClaimShown, ResultShown
from desktop.session.weak_points import aspect_name, weakness_name
from desktop.training.gates import GateResult, Shown
from desktop.training.readiness import Light, Readiness
from desktop.training.weakness import Weakness

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LABELLING = Shown(k=57, n=60, share_needed=0.9, n_needed=50)
THEORY = Shown(k=9, n=10, share_needed=0.8, n_needed=10)
LABELLING_SAID = "最近 3/3 次首答，57/60 个合格（95.00%），要求 ≥ 90% 且不少于 50 个"
THEORY_SAID = "理论首答 10/10 题，答对 9 题（90.00%），要求 ≥ 80%"
BEFORE_SAID = "以前已经达到过"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return open_pack(Path(__file__).parents[2] / "packs" / "worked-example")


@pytest.fixture(scope="module")
def schema() -> LabelSchema:
    """Two labels, a yes-no attribute and a choice."""
    return LabelSchema(
        task="boxes",
        labels=(
            Label(id="cup", name="杯子", short="杯", key="1", colour=0),
            Label(id="bowl", name="碗", short="碗", key="2", colour=1),
        ),
        attributes=(
            Attribute(id="hidden_part", name="被挡住", kind="yesno"),
            Attribute(
                id="material",
                name="材质",
                kind="choice",
                options=(Option(id="glass", name="玻璃"), Option(id="clay", name="陶瓷")),
            ),
        ),
        box_rules=BoxRules(minimum_px=12.5),
    )


def finding(
    code: Code,
    measured: float | None = None,
    tolerance: float | None = None,
    *,
    clause: str = "",
    **detail: Any,
) -> Finding:
    return Finding(
        code, "ordinary", (0, 0, 9, 9), measured=measured, tolerance=tolerance, clause=clause, detail=detail
    )


def score_of(*findings: Finding) -> Score:
    return Score(
        counts=Counts(gold=1, answer=1, matched=1),
        accuracy=0.0,
        precision=0.0,
        recall=0.0,
        f1=None,
        macro_f1=None,
        mean_similarity=None,
        sub_scores={},
        per_label={},
        findings=findings,
        pairs=(),
    )


# ---------------------------------------------------------------- findings


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (finding("MISS", expected="cup"), "漏标：这里有一个杯子没有标。"),
        (finding("MISS", label="bowl"), "漏标：这里有一个碗没有标。"),
        (finding("MISS", expected="cup", label="bowl"), "漏标：这里有一个杯子没有标。"),
        (finding("MISS", expected="plate"), "漏标：这里有一个plate没有标。"),
        (finding("EXTRA", got="cup"), "多标：这里不应该标杯子。"),
        (finding("EXTRA", label="bowl"), "多标：这里不应该标碗。"),
        (finding("EXTRA", got="plate"), "多标：这里不应该标plate。"),
        (finding("DUP", got="cup"), "重复标注：同一个目标标了两次杯子。"),
        (finding("DUP", label="bowl"), "重复标注：同一个目标标了两次碗。"),
        (finding("CLS", expected="cup", got="bowl"), "类别错误：应为杯子，标成了碗。"),
        (finding("CLS", expected="bowl", got="cup"), "类别错误：应为碗，标成了杯子。"),
        (finding("CLS", expected="cup", got="plate"), "类别错误：应为杯子，标成了plate。"),
    ],
)
def test_a_finding_about_a_label_calls_it_by_its_name(found: Finding, said: str, schema: LabelSchema) -> None:
    assert sentence(found, schema) == said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (finding("LOOSE", 8.0, 3.0, side="left"), "左边外扩 8 px，要求 ≤ 3 px。"),
        (finding("LOOSE", 8.25, 3.5, side="top"), "上边外扩 8.2 px，要求 ≤ 3.5 px。"),
        (finding("LOOSE", 10.0, 3.0, side="right"), "右边外扩 10 px，要求 ≤ 3 px。"),
        (finding("LOOSE", 100.0, 20.0, side="bottom"), "下边外扩 100 px，要求 ≤ 20 px。"),
        (finding("LOOSE", None, 3.0, side="left"), "左边外扩 ? px，要求 ≤ 3 px。"),
        (finding("LOOSE", 8.0, None, side="left"), "左边外扩 8 px，要求 ≤ ? px。"),
        (finding("LOOSE", 8.0, 3.0, side="middle"), "外扩 8 px，要求 ≤ 3 px。"),
        (finding("CUT", -4.0, 3.0, side="left"), "左边切进目标 4 px，要求 ≤ 3 px。"),
        (finding("CUT", -4.6, 3.0, side="top"), "上边切进目标 4.6 px，要求 ≤ 3 px。"),
        (finding("CUT", 4.6, 3.0, side="bottom"), "下边切进目标 4.6 px，要求 ≤ 3 px。"),
        (finding("CUT", -4.0, 3.0), "切进目标 4 px，要求 ≤ 3 px。"),
    ],
)
def test_a_side_is_told_with_what_was_measured_and_what_was_allowed(
    found: Finding, said: str, schema: LabelSchema
) -> None:
    assert sentence(found, schema) == said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (finding("BND", 2, side="start"), "开头多标了 2 个字。"),
        (finding("BND", 1, side="end"), "结尾多标了 1 个字。"),
        (finding("BND", -3, side="start"), "开头少标了 3 个字。"),
        (finding("BND", -1, side="end"), "结尾少标了 1 个字。"),
        (finding("BND", None, side="end"), "结尾少标了 ? 个字。"),
    ],
)
def test_a_boundary_is_told_in_characters_and_direction(
    found: Finding, said: str, schema: LabelSchema
) -> None:
    assert sentence(found, schema) == said


@pytest.mark.parametrize(
    ("attribute", "expected", "got", "said"),
    [
        ("hidden_part", True, False, "属性“被挡住”应为“是”，填的是“否”。"),
        ("hidden_part", False, True, "属性“被挡住”应为“否”，填的是“是”。"),
        ("hidden_part", True, None, "属性“被挡住”应为“是”，没有填。"),
        ("material", "glass", "clay", "属性“材质”应为“玻璃”，填的是“陶瓷”。"),
        ("material", "clay", None, "属性“材质”应为“陶瓷”，没有填。"),
        ("material", "glass", "wood", "属性“材质”应为“玻璃”，填的是“wood”。"),
        ("colour", "red", "blue", "属性“colour”应为“red”，填的是“blue”。"),
    ],
)
def test_an_attribute_is_told_with_both_values(
    attribute: str,
    expected: AttributeValue | None,
    got: AttributeValue | None,
    said: str,
    schema: LabelSchema,
) -> None:
    found = finding("ATTR", attribute=attribute, expected=expected, got=got)
    assert sentence(found, schema) == said


@pytest.mark.parametrize(
    ("minimum", "said"),
    [
        (10.0, "小于 10×10 px 的目标不标。"),
        (12.5, "小于 12.5×12.5 px 的目标不标。"),
        (0.0, "小于 0×0 px 的目标不标。"),
    ],
)
def test_a_broken_size_rule_is_told_with_the_size_of_the_order(
    minimum: float, said: str, schema: LabelSchema
) -> None:
    sized = schema.model_copy(update={"box_rules": BoxRules(minimum_px=minimum)})
    assert sentence(finding("RULE"), sized) == said


@pytest.mark.parametrize(
    ("value", "attribute", "said"),
    [
        ("glass", "material", "玻璃"),
        ("glass", "hidden_part", "glass"),
        ("glass", "gone", "glass"),
        (True, "gone", "是"),
        (None, "gone", "未填"),
        (2.0, "gone", "2"),
        (2, "gone", "2"),
        (0.5, "gone", "0.5"),
        (1000000.0, "gone", "1000000"),
        (-0.0, "gone", "0"),
    ],
)
def test_a_value_is_called_by_the_option_of_its_own_attribute(
    value: AttributeValue | None, attribute: str, said: str, schema: LabelSchema
) -> None:
    assert attribute_value(value, attribute, schema) == said


@pytest.mark.parametrize(("label", "said"), [("cup", "杯子"), ("bowl", "碗"), ("plate", "plate"), (7, "7")])
def test_a_label_is_called_by_its_name_where_it_has_one(
    label: object, said: str, schema: LabelSchema
) -> None:
    assert label_name(label, schema) == said


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("MISS", "按 ‹hide.all› 藏起"),
        ("EXTRA", "删掉"),
        ("DUP", "只留一个"),
        ("CLS", "数字键"),
        ("LOOSE", "往里收"),
        ("CUT", "往外放"),
        ("ATTR", "属性栏"),
        ("BND", "方括号键"),
        ("RULE", "框宽、框高"),
    ],
)
def test_every_finding_comes_with_what_to_do(
    code: Code, remedy: str, schema: LabelSchema, pack: Pack
) -> None:
    (shown,) = explain(score_of(finding(code)), schema, pack)
    assert remedy in shown.remedy
    assert shown.remedy.endswith("。")
    assert shown.sentence == sentence(shown.finding, schema)


def test_remedies_differ_from_code_to_code(schema: LabelSchema, pack: Pack) -> None:
    shown = explain(score_of(*(finding(code) for code in get_args(Code))), schema, pack)
    assert len({each.remedy for each in shown}) == len(get_args(Code))


@pytest.mark.parametrize(("number", "title"), [("1.1", "贴边"), ("1.2", "被挡住"), ("9.9", None), ("", None)])
def test_a_finding_brings_the_clause_it_breaks_if_the_rules_have_it(
    number: str, title: str | None, schema: LabelSchema, pack: Pack
) -> None:
    (shown,) = explain(score_of(finding("LOOSE", 8.0, 3.0, clause=number, side="left")), schema, pack)
    assert (shown.clause.title if shown.clause else None) == title


def test_findings_stay_in_the_order_of_the_score(schema: LabelSchema, pack: Pack) -> None:
    given = (finding("DUP", got="cup"), finding("MISS", expected="cup"), finding("DUP", got="bowl"))
    assert tuple(each.finding for each in explain(score_of(*given), schema, pack)) == given
    assert explain(score_of(), schema, pack) == ()


# ---------------------------------------------------------------- conditions of a decision


@pytest.mark.parametrize(("met", "mark"), [(True, "✓"), (False, "✗")])
@pytest.mark.parametrize(
    ("code", "numbers", "said"),
    [
        ("theory_share", (0.85, 0.8, 17, 20), "理论答对 17/20（85.00%），要求 ≥ 80%"),
        ("red_line", (None, None, 2, 3), "红线题答对 2/3，要求全对"),
        ("units", (120.0, 100.0, None, None), "实操判定单位 120 个，要求 ≥ 100 个"),
        ("accuracy", (0.985, 0.95, 197, 200), "实操准确率 197/200（98.50%），要求 ≥ 95%"),
        ("miss_rate", (0.015, 0.02, 3, 200), "漏标 3/200（1.50%），要求 ≤ 2%"),
        ("false_alarms", (1 / 30, 0.05, 1, 30), "误报 1/30（3.34%），要求 ≤ 5%"),
        ("pace", (0.72, 0.6, None, None), "速度达到订单人效的 72.00%，要求 ≥ 60%"),
        ("distinction_accuracy", (0.991, 0.99, 1, 1), "优秀：准确率 99.10%，要求 ≥ 99%"),
        ("distinction_pace", (1.05, 1.0, None, None), "优秀：速度达到订单人效的 105.00%，要求 ≥ 100%"),
    ],
)
def test_every_condition_is_a_sentence_that_says_whether_it_is_met(
    code: str, numbers: tuple[float | None, ...], said: str, met: bool, mark: str
) -> None:
    reason = {"code": code, "met": met, **dict(zip(("value", "limit", "k", "n"), numbers, strict=True))}
    assert reason_words(reason) == f"{mark} {said}"


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({"met": True, "value": 0.995, "n": 200}, "✓ 要求“缺陷查出率”：99.50%（n = 200），标准 ≥ 99%"),
        ({"met": False, "value": 0.98, "n": 200}, "✗ 要求“缺陷查出率”：98.00%（n = 200），标准 ≥ 99%"),
        ({"met": True, "value": None, "n": 0}, "– 要求“缺陷查出率”不适用：这里没有这条要求所指的标注"),
        ({"met": True, "value": None, "n": 3}, "– 要求“缺陷查出率”不适用：没有对上金标的标注"),
    ],
)
def test_a_requirement_with_a_bar_of_its_own_is_named(numbers: dict[str, Any], said: str) -> None:
    reason = {"code": "rule", "limit": 0.99, "k": None, "subjects": ["defects"], **numbers}
    assert reason_words(reason, {"defects": "缺陷查出率"}) == said
    assert "“defects”" in reason_words(reason)


@pytest.mark.parametrize(
    ("met", "k", "most", "said"),
    [
        (True, 0, 0, "✓ 实操安全红线 40 处，判错 0 处，允许 0 处"),
        (True, 1, 2, "✓ 实操安全红线 40 处，判错 1 处，允许 2 处"),
        (False, 1, 0, "✗ 实操安全红线 40 处，判错 1 处，只允许 0 处：一票否决，准确率再高实操也不合格"),
    ],
)
def test_a_red_line_crossed_is_said_to_outweigh_the_accuracy(met: bool, k: int, most: int, said: str) -> None:
    reason = {"code": "practical_red_line", "met": met, "value": k, "limit": most, "k": k, "n": 40}
    assert reason_words(reason) == said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("theory_share", "✗ 理论答对 0/0（0.00%），要求 ≥ 50%"),
        ("accuracy", "✗ 实操准确率 0/0（0.00%），要求 ≥ 50%"),
        ("pace", "✗ 速度达到订单人效的 0.00%，要求 ≥ 50%"),
    ],
)
def test_a_condition_without_a_value_is_told_as_zero(code: str, said: str) -> None:
    assert reason_words({"code": code, "met": False, "value": None, "limit": 0.5, "k": 0, "n": 0}) == said


# ---------------------------------------------------------------- the three 99 %


def person(k: int, n: int, status: str, **more: Any) -> dict[str, Any]:
    share = k / n if n else None
    return {"k": k, "n": n, "share": share, "interval": [0.9, 1.0], "status": status, **more}


def test_without_claims_only_the_two_that_one_sitting_cannot_show_are_named() -> None:
    cohort, retention = three_claims(())
    assert cohort.title == "A · 班级合格率 99%"
    assert retention.title == "C · 三个月稳岗率 99%"
    assert "班级成绩册" in cohort.not_proved
    assert "第 91 天" in retention.not_proved
    assert [(each.n, each.share, each.proved) for each in (cohort, retention)] == [(0, None, "")] * 2


def test_a_proved_claim_stands_first_with_its_bound_and_nothing_left_open() -> None:
    own, *others = three_claims((person(299, 299, "proved", at_least=0.99003),))
    assert (own.title, own.k, own.n, own.share) == ("B · 个人准确率 99%", 299, 299, 1.0)
    assert (own.lower, own.upper) == (0.9, 1.0)
    assert own.proved == "以 95% 的把握，准确率不低于 99.00%（把每个单位看作独立）。"
    assert own.not_proved == ""
    assert len(others) == 2


def test_the_interval_by_images_is_told_beside_the_bound_by_units() -> None:
    clustered = {"interval": [0.951, 0.9987]}
    (own, *_others) = three_claims((person(299, 299, "independent", at_least=0.99, clustered=clustered),))
    assert own.proved.endswith("按题计算的区间是 95.10%–99.87%。")
    assert own.not_proved == "还不能声称 99%：同一题里的判定单位互相关联，需要更多的题。"


@pytest.mark.parametrize("clustered", [None, {}, {"interval": None}])
def test_without_an_interval_by_images_only_the_bound_is_told(clustered: dict[str, Any] | None) -> None:
    own = three_claims((person(200, 200, "not_yet", at_least=0.985, clustered=clustered),))[0]
    assert own.proved == "以 95% 的把握，准确率不低于 98.50%（把每个单位看作独立）。"


@pytest.mark.parametrize(
    ("k", "n", "said"),
    [
        (200, 200, "还不能声称 99%：错 0 个时需要 n = 299，这次 n = 200。"),
        (199, 200, "还不能声称 99%：错 1 个时需要 n = 473，这次 n = 200。"),
        (198, 200, "还不能声称 99%：错 2 个时需要 n = 628，这次 n = 200。"),
        (149, 200, "不能声称 99%：错了 51 个。"),
        (0, 200, "不能声称 99%：错了 200 个。"),
    ],
)
def test_a_claim_not_yet_proved_says_how_many_units_it_would_take(k: int, n: int, said: str) -> None:
    assert three_claims((person(k, n, "not_yet", at_least=0.5),))[0].not_proved == said


def test_fifty_errors_are_still_told_with_the_units_they_would_take() -> None:
    said = three_claims((person(150, 200, "not_yet", at_least=0.5),))[0].not_proved
    assert said.startswith("还不能声称 99%：错 50 个时需要 n = ")


def test_a_claim_of_no_units_has_neither_interval_nor_bound() -> None:
    own = three_claims(({**person(0, 0, "not_yet"), "interval": None},))[0]
    assert (own.share, own.lower, own.upper, own.proved) == (None, None, None, "")


# ---------------------------------------------------------------- results


def decision(*reasons: dict[str, Any], outcome: str = "pass", **parts: dict[str, Any]) -> Decision:
    said = tuple(json.dumps(reason) for reason in reasons)
    theory, practical = parts.get("theory", {}), parts.get("practical", {})
    return Decision(outcome, True, said, theory, practical, (), NOON, "lecturer")


def sitting(decided: Decision | None, *, released_at: datetime | None = None) -> Sitting:
    return Sitting(
        sitting_id="s1",
        class_id="c1",
        account_id="a1",
        name="小李",
        form={},
        seed=1,
        blueprint_digest="",
        pack_digest="",
        created_at=NOON,
        closed_at=NOON,
        answers_digest="",
        head="",
        decision=decided,
        released_at=released_at,
        released_by="",
        interruptions=0,
        gap_seconds=0.0,
        free_seconds=0.0,
    )


@pytest.fixture
def no_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record without certificates, without earlier sittings and without points that wait for an instructor."""
    for asked in ("credentials", "sittings"):
        monkeypatch.setattr(outcomes, asked, lambda *_given, **_named: ())
    monkeypatch.setattr(outcomes, "open_points_of_sitting", lambda *_given: 0)


def shown_of(decided: Decision | None, pack: Pack, released_at: datetime | None = None) -> ResultShown:
    session = cast("Session", SimpleNamespace(record=None))
    return result_shown(session, sitting(decided, released_at=released_at), pack)


PROOF = {"k": 19, "n": 20, "lower": 0.7513, "upper": 0.9987}
PROVED = "19/20 正确，95% 置信区间 75.13%–99.87%。"
SURE = {"k": 200, "n": 200, "lower": 0.9817, "upper": 1.0}
SURELY = "200/200 正确，95% 置信区间 98.17%–100.00%。"


@pytest.mark.usefixtures("no_certificates")
@pytest.mark.parametrize(
    ("part", "proof", "proved", "missing"),
    [
        ("theory", PROOF, PROVED, "只看这 20 个单位，还不能说真实水平一定达到 80%。"),
        ("practical", PROOF, PROVED, "只看这 20 个单位，还不能说真实水平一定达到 95%。"),
        ("theory", SURE, SURELY, ""),
        ("practical", SURE, SURELY, ""),
        ("theory", {**SURE, "lower": 0.8}, "200/200 正确，95% 置信区间 80.00%–100.00%。", ""),
        ("theory", {}, "", "这次没有考这一部分。"),
        ("practical", {"n": 0}, "", "这次没有考这一部分。"),
    ],
)
def test_a_part_says_what_its_units_show_and_what_they_do_not(
    part: str, proof: dict[str, Any], proved: str, missing: str, pack: Pack
) -> None:
    claim: ClaimShown = getattr(shown_of(decision(**{part: proof}), pack), part)
    assert (claim.proved, claim.not_proved) == (proved, missing)
    assert claim.share == (proof["k"] / proof["n"] if proved else None)


@pytest.mark.usefixtures("no_certificates")
@pytest.mark.parametrize(
    ("outcome", "shown"),
    [("pass", "pass"), ("fail", "fail"), ("distinction", "distinction"), ("unheard", "pending")],
)
def test_an_outcome_is_shown_as_it_is_and_an_unknown_one_as_pending(
    outcome: str, shown: str, pack: Pack
) -> None:
    assert shown_of(decision(outcome=outcome), pack).outcome == shown


@pytest.mark.usefixtures("no_certificates")
def test_a_sitting_without_a_decision_is_pending_and_claims_nothing(pack: Pack) -> None:
    shown = shown_of(None, pack)
    assert (shown.outcome, shown.reasons, shown.weak_points) == ("pending", (), ())
    assert shown.theory.not_proved == shown.practical.not_proved == "还没有结果。"
    assert shown.provisional


@pytest.mark.usefixtures("no_certificates")
def test_a_released_result_is_no_longer_provisional(pack: Pack) -> None:
    assert not shown_of(decision(), pack, NOON).provisional


@pytest.mark.usefixtures("no_certificates")
def test_the_three_most_frequent_faults_of_a_result_are_named(pack: Pack) -> None:
    codes = {"CUT": 1, "LOOSE": 5, "MISS": 3, "ODD": 2}
    weak = shown_of(decision(practical={**PROOF, "codes": codes}), pack).weak_points
    assert [(each.name, each.wrong, each.n) for each in weak] == [
        ("框偏松", 5, 20),
        ("漏标", 3, 20),
        ("ODD", 2, 20),
    ]


# ---------------------------------------------------------------- gates, readiness, weak points


@pytest.mark.parametrize(
    ("labelling", "theory", "before", "said"),
    [
        (None, None, False, ""),
        (None, None, True, BEFORE_SAID),
        (LABELLING, None, False, LABELLING_SAID),
        (LABELLING, None, True, f"{BEFORE_SAID}；{LABELLING_SAID}"),
        (None, THEORY, False, THEORY_SAID),
        (None, THEORY, True, f"{BEFORE_SAID}；{THEORY_SAID}"),
        (LABELLING, THEORY, False, f"{LABELLING_SAID}；{THEORY_SAID}"),
        (LABELLING, THEORY, True, f"{BEFORE_SAID}；{LABELLING_SAID}；{THEORY_SAID}"),
    ],
)
def test_a_gate_says_each_part_that_it_asks_for(
    labelling: Shown | None, theory: Shown | None, before: bool, said: str
) -> None:
    assert gate_words(GateResult(labelling, theory, 3, 3, passed_before=before)) == said


def test_a_gate_that_has_seen_nothing_says_so_instead_of_zero_per_cent() -> None:
    said = gate_words(GateResult(Shown(0, 0, 0.9, 50), Shown(0, 0, 0.8, 10), 0, 3))
    assert said == (
        "最近 0/3 次首答，0/0 个合格（–），要求 ≥ 90% 且不少于 50 个；"
        "理论首答 0/10 题，答对 0 题（–），要求 ≥ 80%"
    )


@pytest.mark.parametrize(
    ("light", "correct", "n", "lower", "said"),
    [
        ("none", 12, 12, None, "证据还不够：只有 12 个判定单位，至少要 30 个。"),
        ("red", 80, 100, 0.7228, "还没到：最近 80/100 合格，低于要求的 95%。"),
        ("amber", 96, 100, 0.9108, "接近了：最近 96/100 合格，但 95% 下限只有 91.08%，要求 95%。"),
        ("green", 200, 200, 0.9851, "可以报考：最近 200/200 合格，95% 下限 98.51% ≥ 95%。"),
    ],
)
def test_every_light_comes_with_its_numbers(
    light: Light, correct: int, n: int, lower: float | None, said: str
) -> None:
    shown = readiness_words(Readiness(light, correct, n, lower, 0.95))
    assert shown.sentence == said
    assert (shown.light, shown.correct, shown.n, shown.lower, shown.cut) == (light, correct, n, lower, 0.95)


@pytest.mark.parametrize(
    ("weak", "said"),
    [
        (Weakness("code", "LOOSE", 4, 20, 0.1, "m2"), "框偏松"),
        (Weakness("code", "LOOSE", 4, 20, 0.1, "m2", "right", 3), "框偏松 · 右边"),
        (Weakness("code", "BND", 4, 20, 0.1, "m2", "end", 3), "边界错误 · 结尾"),
        (Weakness("code", "ATTR", 4, 20, 0.1, "m2", "hidden_part", 3), "属性错误 · 被挡住"),
        (Weakness("code", "ATTR", 4, 20, 0.1, "m2", "gone", 3), "属性错误"),
        (Weakness("code", "ODD", 4, 20, 0.1, "m2"), "ODD"),
        (Weakness("requirement", "R1", 4, 20, 0.1, "m1"), "每个杯子都有一个贴边的框，并注明是否被挡住"),
        (Weakness("requirement", "R9", 4, 20, 0.1, "m1"), "R9"),
    ],
)
def test_a_weakness_is_called_by_its_fault_and_where_it_lies(weak: Weakness, said: str, pack: Pack) -> None:
    assert weakness_name(weak, pack) == said


@pytest.mark.parametrize(
    ("aspect", "said"),
    [("left", "左边"), ("start", "开头"), ("hidden_part", "被挡住"), ("gone", ""), ("", "")],
)
def test_an_aspect_is_a_side_or_an_attribute_or_nothing(aspect: str, said: str, pack: Pack) -> None:
    assert aspect_name(aspect, pack) == said


# ---------------------------------------------------------------- the next sitting


@pytest.mark.parametrize(
    ("failed", "parts", "carried"),
    [
        (["theory_share"], ("intro", "theory"), "practical"),
        (["red_line"], ("intro", "theory"), "practical"),
        (["theory_share", "red_line"], ("intro", "theory"), "practical"),
        (["units"], ("intro", "practical"), "theory"),
        (["accuracy"], ("intro", "practical"), "theory"),
        (["miss_rate"], ("intro", "practical"), "theory"),
        (["pace"], ("intro", "practical"), "theory"),
        (["false_alarms"], ("intro", "practical"), "theory"),
        (["rule"], ("intro", "practical"), "theory"),
        (["accuracy", "distinction_accuracy"], ("intro", "practical"), "theory"),
        (["theory_share", "distinction_pace"], ("intro", "theory"), "practical"),
        (["theory_share", "accuracy"], PARTS, None),
        (["red_line", "pace"], PARTS, None),
        (["distinction_accuracy", "distinction_pace"], PARTS, None),
        ([], PARTS, None),
    ],
)
def test_only_what_was_failed_is_sat_again_and_the_other_proof_is_carried(
    failed: list[str], parts: tuple[str, ...], carried: str | None
) -> None:
    proofs = {"theory": {"k": 9, "n": 10}, "practical": {"k": 90, "n": 100}}
    reasons = [
        {"code": code, "met": code not in failed} for code in dict.fromkeys(["theory_share", "pace", *failed])
    ]
    sat = parts_to_sit([sitting(decision(*reasons, outcome="fail", **proofs))])
    assert sat == (parts, {carried: proofs[carried]} if carried else {})


def test_the_first_sitting_and_one_after_an_undecided_one_are_whole() -> None:
    assert parts_to_sit([]) == (PARTS, {})
    assert parts_to_sit([sitting(None)]) == (PARTS, {})


def test_only_the_latest_sitting_decides_what_is_sat_again() -> None:
    latest = sitting(decision({"code": "accuracy", "met": False}, theory={"n": 1}))
    older = sitting(decision({"code": "theory_share", "met": False}, practical={"n": 2}))
    assert parts_to_sit([latest, older]) == (("intro", "practical"), {"theory": {"n": 1}})


def test_an_amount_that_broke_its_limit_never_reads_like_the_limit() -> None:
    finding = Finding(
        "LOOSE", "ordinary", (0, 0, 1, 1), measured=3.04, tolerance=3.0, detail={"side": "left"}
    )
    schema = open_pack(Path("tests/packs/worked-example")).schema("main")
    assert sentence(finding, schema) == "左边外扩 3.04 px，要求 ≤ 3 px。"
