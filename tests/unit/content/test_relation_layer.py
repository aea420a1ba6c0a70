"""The relations of ORD-TX-02, a layer laid over the course of entities: gold by its rules, and volume."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.annotation.text_units import sentences
from desktop.curriculum.check import check_pack
from desktop.curriculum.course import GateActivity, PracticeActivity, TheoryActivity
from desktop.curriculum.items import Exercise, GoldMark, TheoryItem
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import open_pack

ROOT = Path(__file__).resolve().parents[3]
ENDS = {
    "issued_by": ("docno", "org"),
    "carried_by": ("project", "org"),
    "costs": ("project", "money"),
    "due": ("project", "time"),
}
LAYER_REQUIREMENTS = {"R11", "R12", "R13"}
#: What the course shipped before relations were written: its exercises must never change under somebody's feet.
SHIPPED = "ce88d67e45dc0527b0ea8f1cdca4d5739c66ee16f8ecf7bcc4a60ccfa81fe359"


@pytest.fixture(scope="module")
def scripts() -> Iterator[ModuleType]:
    """The script that lays layers over the course, with its neighbours importable."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "build" / "content" / "text"))
        import compose_tx02

        yield compose_tx02


@pytest.fixture(scope="module")
def folder(scripts: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course with its relations."""
    made: Path = scripts.composed(tmp_path_factory.mktemp("tx02") / "ord-tx-02", ("relations",))
    return made


@pytest.fixture(scope="module")
def pack(folder: Path) -> Pack:
    return open_pack(folder)


def paragraphs(pack: Pack, pool: str | None = None) -> list[Exercise]:
    found = [each for each in pack.exercises.values() if each.schema_id == "relations"]
    return [each for each in found if pool is None or each.pool == pool]


def items(pack: Pack, pool: str) -> list[TheoryItem]:
    return [item for item in pack.items.values() if item.pool == pool and item.topic == "relation"]


def relations(each: Exercise) -> Iterator[tuple[GoldMark, Relation, Span, Span]]:
    """Every relation of an exercise with both its spans."""
    spans = {own.id: own.mark() for own in each.golds[0].marks}
    for own in each.golds[0].marks:
        mark = own.mark()
        if isinstance(mark, Relation):
            head, tail = spans[mark.head], spans[mark.tail]
            assert isinstance(head, Span)
            assert isinstance(tail, Span)
            yield own, mark, head, tail


def sentence(each: Exercise, span: Span) -> int:
    places = enumerate(sentences(each.text or ""))
    return next(number for number, (start, end) in places if start <= span.start and span.end <= end)


def words(each: Exercise, span: Span) -> str:
    return (each.text or "")[span.start : span.end]


def gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end)


def test_the_pack_is_clean_and_its_matrix_full(folder: Path) -> None:
    report = check_pack(folder)
    assert [str(fault) for fault in report.faults] == []
    assert {row.requirement for row in report.matrix} >= LAYER_REQUIREMENTS
    assert all(not row.holes() for row in report.matrix)


def test_what_was_shipped_before_stays_byte_for_byte(folder: Path) -> None:
    digest = hashlib.sha256()
    for path in sorted((folder / "exercises").rglob("*.json")):
        if re.fullmatch(r"[pe]\d{3}", path.stem):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    order = (folder / "order.toml").read_text("utf-8")
    start = order.index('[[schemas]]\nid = "main"')
    end = order.index('RULE = "3.2"\n', start)
    digest.update(order[start:end].encode())
    assert digest.hexdigest() == SHIPPED


def test_a_layer_that_is_there_is_not_laid_twice(scripts: ModuleType, folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    scripts.lay(folder, "relations")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["lessons", "theory", "exercises"])
def test_the_course_holds_what_the_layer_says(scripts: ModuleType, folder: Path, name: str) -> None:
    """Also when the layer has been laid into the course itself: neither is changed without the other."""
    layer = scripts.LAYERS / "relations"
    for path in (layer / name).rglob("*.*"):
        assert (folder / path.relative_to(layer)).read_bytes() == path.read_bytes(), path.name


def test_there_is_enough_to_learn_and_to_examine(pack: Pack) -> None:
    assert len(paragraphs(pack, "practice")) >= 60
    assert len(paragraphs(pack, "exam")) >= 24
    assert len(items(pack, "practice")) + len(items(pack, "exam")) >= 20
    lessons = [each for each in pack.lessons.values() if LAYER_REQUIREMENTS & set(each.requirements)]
    assert len(lessons) >= 3
    assert all(len(each.body) >= 600 for each in lessons)
    clauses = [clause for clause in pack.rules.clauses if clause.number.startswith("7.")]
    assert len(clauses) == 11
    assert all(clause.good_texts and clause.bad_texts for clause in clauses)


@pytest.mark.parametrize("pool", ["practice", "exam"])
def test_every_kind_of_relation_comes_often_and_some_paragraphs_have_none(pack: Pack, pool: str) -> None:
    seen = Counter(mark.label for each in paragraphs(pack, pool) for _, mark, _, _ in relations(each))
    assert seen.keys() == ENDS.keys()
    assert min(seen.values()) >= 5
    assert any(not list(relations(each)) for each in paragraphs(pack, pool))


def test_relations_run_from_the_document_or_the_project(pack: Pack) -> None:
    for each in paragraphs(pack):
        for _, mark, head, tail in relations(each):
            assert (head.label, tail.label) == ENDS[mark.label], (each.id, mark.id)
            assert not head.overlaps(tail), (each.id, mark.id)


def test_a_person_can_draw_them_the_wrong_way_round(pack: Pack) -> None:
    """The direction is asked for (clause 7.2): the program does not settle it by what may stand where."""
    for kind in pack.schema("relations").relations:
        head, tail = ENDS[kind.id]
        assert kind.joins(head, tail)
        assert kind.joins(tail, head)
        assert not kind.joins("person", tail)


def test_a_relation_leaves_its_sentence_only_where_that_names_the_project(pack: Pack) -> None:
    crossing = 0
    for each in paragraphs(pack):
        places = sentences(each.text or "")
        for own, mark, head, tail in relations(each):
            if sentence(each, head) == sentence(each, tail):
                continue
            crossing += 1
            start = places[sentence(each, tail)][0]
            assert re.search(r"[该本](项目|工程|行动|计划)", (each.text or "")[start : tail.start]), each.id
            projects = [g.mark() for g in each.golds[0].marks if g.label == "project"]
            before = [span for span in projects if isinstance(span, Span) and span.end <= start]
            assert max(before, key=lambda span: span.start).id == mark.head, each.id
            assert own.clause == "7.8"
    assert crossing >= 10


def test_of_one_name_the_nearest_mention_is_taken(pack: Pack) -> None:
    twice = 0
    for each in paragraphs(pack):
        spans = [own.mark() for own in each.golds[0].marks]
        for own, mark, head, tail in relations(each):
            for end, other in ((head, tail), (tail, head)):
                for twin in spans:
                    if not isinstance(twin, Span) or twin.id == end.id:
                        continue
                    if (twin.label, words(each, twin)) != (end.label, words(each, end)):
                        continue
                    if sentence(each, twin) == sentence(each, end):
                        twice += 1
                        assert (gap(end, other), end.start) < (gap(twin, other), twin.start), (
                            each.id,
                            mark.id,
                        )
                        assert own.clause in {"7.7", "7.8"}
    assert twice >= 8


def test_one_project_may_have_several_amounts_and_they_add_up(pack: Pack) -> None:
    several = 0
    for each in paragraphs(pack):
        found: dict[str, list[float]] = {}
        for _, mark, _, tail in relations(each):
            if mark.label == "costs":
                found.setdefault(mark.head, []).append(float(words(each, tail).removesuffix("万元")))
        for amounts in found.values():
            several += len(amounts) > 1
            if len(amounts) == 3:
                assert amounts[0] == pytest.approx(amounts[1] + amounts[2]), each.id
    assert several >= 6


def test_what_looks_like_an_end_and_is_none_says_why(pack: Pack) -> None:
    traps = [own.note for each in paragraphs(pack) for own in each.golds[0].marks if "不连" in own.note]
    assert len(traps) >= 40
    for note in traps:
        (number,) = re.findall(r"（(\d\.\d+)）", note)
        assert pack.clause(number) is not None


def test_given_spans_are_those_of_the_gold(pack: Pack) -> None:
    given = [each for each in paragraphs(pack) if each.work == "correct"]
    assert len(given) >= 10
    for each in given:
        truth = [own.mark() for own in each.golds[0].marks if own.start is not None]
        assert list(each.given_marks) == truth
        assert each.pool == "practice"


def test_every_clause_that_a_finding_may_cite_is_there(pack: Pack) -> None:
    schema = pack.schema("relations")
    named = [*schema.clauses.values(), *(n for kind in schema.relations for n in kind.clauses.values())]
    named += [number for label in schema.labels for number in label.clauses.values()]
    assert all(pack.clause(number) is not None for number in named)
    for kind in schema.relations:
        assert kind.name in str(pack.clause(kind.clauses["MISS"]))
    keys = [own.key for table in (schema.labels, schema.relations) for own in table]
    shorts = [own.short for table in (schema.labels, schema.relations) for own in table]
    assert len(set(keys)) == len(keys)
    assert len(set(shorts)) == len(shorts)


def test_the_entities_are_those_of_the_order(pack: Pack) -> None:
    mine, theirs = pack.schema("relations").labels, pack.schema("main").labels
    assert mine == theirs


def test_the_files_are_what_the_sources_say(scripts: ModuleType) -> None:
    import build_layer_theory
    import build_relations

    pools = {pool: build_relations.paragraphs(pool) for pool in ("practice", "exam")}
    assert build_relations.check(pools) == []
    layer = scripts.LAYERS / "relations"
    made = build_relations.files() | build_layer_theory.rendered("relations")
    there = {
        path.relative_to(layer).as_posix()
        for name in ("exercises", "theory")
        for path in (layer / name).rglob("*")
        if path.is_file()
    }
    assert there == made.keys()
    for name, text in made.items():
        assert (layer / name).read_text("utf-8") == text


def test_the_checker_of_the_sources_tells_each_fault(scripts: ModuleType) -> None:
    from relation_rules import faults
    from relation_source import paragraph

    def said(rel: str, text: str) -> str:
        return " ".join(faults(paragraph("z1 | 题 | 1 | money", [f"rel: {rel}", text])))

    one = "<项a:柳泉河清淤工程>投资<金b:48万元>"
    assert said("额 a>b", one + "。") == ""
    assert "(7.2)" in said("额 b>a", one + "。")
    assert "twice" in said("额 a>b; 额 a>b", one + "。")
    assert "no relation and no reason" in said("", one + "。")
    assert "(7.8)" in said("额 a>b", "<项a:柳泉河清淤工程>开工。全县投资<金b:48万元>。")
    assert said("额 a>b", "<项a:柳泉河清淤工程>开工。该工程投资<金b:48万元>。") == ""
    again = "<项:柳泉河清淤工程#远>与<项b:柳泉河清淤工程>投资<金c:48万元>。"
    assert said("额 b>c", again) == ""
    assert "(7.7)" in said("额 a>c", again.replace("项:", "项a:"))
    inside = "<项a:<机b:平川县第二中学>操场改造工程>完成。"
    assert "(7.9)" in said("承 a>b", inside)


def test_practice_and_exam_come_from_other_hands_templates_and_towns(pack: Pack, scripts: ModuleType) -> None:
    from relation_source import read
    from relation_words import WORDS

    for kind in ("project", "firm", "organ"):
        assert not set(WORDS["practice"][kind]) & set(WORDS["exam"][kind])
    source = scripts.HERE / "source"
    shapes = {
        pool: {"".join(lines[-1:]) for _, lines in read(source / f"relations_templates_{pool}.txt")}
        for pool in ("practice", "exam")
    }
    assert not shapes["practice"] & shapes["exam"]
    drawn = {own.id for own in paragraphs(pack)}
    for pool, letter in (("practice", "tp"), ("exam", "te")):
        assert sum(own.startswith(letter) for own in drawn) >= 16
        assert {own.id[:2] for own in paragraphs(pack, pool)} & {"tp", "te"} == {letter}


def test_all_practice_material_stands_in_the_course_once(pack: Pack) -> None:
    activities = [activity for module in pack.modules for activity in module.activities]
    asked = [name for each in activities if isinstance(each, TheoryActivity) for name in each.items]
    drawn = [name for each in activities if isinstance(each, PracticeActivity) for name in each.exercises]
    assert sorted(asked) == sorted(item.id for item in pack.items.values() if item.pool == "practice")
    assert sorted(drawn) == sorted(each.id for each in pack.exercises.values() if each.pool == "practice")


def test_every_gate_can_be_reached(pack: Pack) -> None:
    activities = {activity.id: activity for module in pack.modules for activity in module.activities}
    gates = [each for each in activities.values() if isinstance(each, GateActivity)]
    assert sum(each.id.startswith("m6") for each in gates) == 3
    for gate in gates:
        over = [activities[name] for name in gate.over]
        practices = [each for each in over if isinstance(each, PracticeActivity)]
        assert (
            sum(len(each.items) for each in over if isinstance(each, TheoryActivity))
            >= gate.rule.theory_items
        )
        if practices:
            assert sum(each.needed for each in practices) >= gate.rule.window, gate.id
            least = sorted(pack.exercises[name].units for each in practices for name in each.exercises)
            assert sum(least[-gate.rule.window :]) >= gate.rule.units, gate.id


def test_theory_tells_nothing_by_place_and_asks_nothing_twice(pack: Pack) -> None:
    for pool in ("practice", "exam"):
        singles = [item for item in items(pack, pool) if item.kind == "single"]
        assert len({item.answer[0] for item in singles}) == 4
        truths = {item.answer[0] for item in items(pack, pool) if item.kind == "judgement"}
        assert len(truths) == 2
    stems = [item.stem for item in pack.items.values()]
    assert len(stems) == len(set(stems))
    assert all(item.explanation and item.clause and item.requirements for item in items(pack, "exam"))


def test_the_exam_asks_for_relations(pack: Pack) -> None:
    counts = {stratum.topic: stratum.count for stratum in pack.blueprint.theory.strata}
    assert counts["relation"] * 2 <= len(items(pack, "exam"))
    assert all(each.requirements and each.competencies for each in paragraphs(pack, "exam"))
