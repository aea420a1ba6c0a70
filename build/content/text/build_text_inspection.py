"""Write the inspection, repair and adjudication exercises of ORD-TX-02: gold spoilt by the operators of the program.

    .venv/bin/python build/content/text/build_text_inspection.py

They go to the layer ``tx02/inspection``.  The texts are two paragraphs each, made of the templates of ``build_relations`` in
series of their own, and, to inspect alone, the long texts of the entity exercises that are practised anyway.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from random import Random
from typing import Any

from build_relations import HERE, SOURCE, exercise, rendered, write
from relation_rules import CALLED
from relation_source import Arc, Paragraph, generated
from relation_words import WORDS

from desktop.annotation.codec import encode_marks
from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.annotation.text_flags import TextFlag
from desktop.annotation.text_marks import TextMark
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_seeding import TextScene, TextSeeded, seed_text_errors

LAYER = HERE / "tx02" / "inspection"
COURSE = HERE.parents[2] / "courses" / "ord-tx-02"
#: Long texts of the entity exercises that are inspected.
LONG = "p058 p059 p060 p061 p062 p063 p064 p065".split()
RELATION_ERRORS = (
    "phantom_span", "flip_relation", "double_span", "extend_span", "drop_relation", "swap_type", "wrong_neighbour",
    "cut_span", "drop_span",
)  # fmt: skip
SPAN_ERRORS = ("extend_span", "swap_type", "drop_span", "cut_span", "phantom_span", "double_span")
#: What rules forbid and hands mark all the same.
TEMPTING = (
    (r"该(?:项目|工程|行动|计划)", "project"),
    (
        r"该(?:局|公司|中心)|(?:有关|相关)(?:部门|单位|学校)|各(?:单位|部门|县区|街道|乡镇|村)|沿线居民|农户|群众|承办单位|监理单位",
        "org",
    ),
    (r"\d+个工作日|近日|日前|每月|每日|每年|目前|届时|同日|当日", "time"),
    (r"\d+(?:户|名|人|个|吨|亩|台|处)|上级资金|本级配套|省级补助", "money"),
    (r"全[县市区]|辖区", "loc"),
    (r"0352-000-\d{4}", "docno"),
)
#: Finding code -> clause of the order that the error breaks, where the class does not say it.
CLAUSES = {"MISS": "1.3", "EXTRA": "5.2", "DUP": "1.5", "CLS": "4.3", "BND": "2.1", "REL": "7.2"}
SAYINGS = {
    "MISS": "“{words}”：这里漏标了一处实体，请补上。",
    "EXTRA": "“{words}”：不在应标之列，请删去。",
    "DUP": "“{words}”：同一处标了两次，只留一条。",
    "CLS": "“{words}”：首尾对，类别不对，请看末字改正。",
    "BND": "“{words}”：首尾不对，请对照条款收放。",
    "lost": "这里少连了一条关系：把项目的单位、金额、期限，文号的机关再问一遍。",
    "turned": "这条{kind}方向反了，请调头。",
    "led": "这条{kind}有一端连错了地方，请改到对的那一处。",
}
#: Seeds tried until the errors are as many as asked for and plain.
TRIES = 60
#: Texts of a pool that are repaired, and as many that are adjudicated.
FEW = {"practice": 12, "exam": 4}
#: Adjudications that ask for a written reason of each decision: the last ones, once the hand knows the work.
REASONED = frozenset({"qa09", "qa10", "qa11", "qa12", "qae03", "qae04"})


def schemas() -> dict[str, LabelSchema]:
    """Return the schemas of the course and of both layers by id."""
    files = [COURSE / "order.toml", HERE / "tx02" / "relations" / "order.toml", LAYER / "order.toml"]
    rows = [row for path in files for row in tomllib.loads(path.read_text("utf-8"))["schemas"]]
    return {row["id"]: LabelSchema.model_validate(row) for row in rows}


def joined(first: Paragraph, second: Paragraph, block_id: str, title: str) -> Paragraph:
    """Return two paragraphs as one text with a line break between them."""
    shift, many = len(first.text) + 1, len(first.marks)
    renamed = {mark.id: f"g{number + many:02d}" for number, mark in enumerate(second.marks, start=1)}
    moved = [
        replace(mark, id=renamed[mark.id], start=mark.start + shift, end=mark.end + shift)
        for mark in second.marks
    ]
    arcs = [Arc(arc.label, renamed[arc.head], renamed[arc.tail]) for arc in second.arcs]
    return Paragraph(
        block_id,
        title,
        max(first.difficulty, second.difficulty),
        tuple(dict.fromkeys((*first.tags, *second.tags))),
        "",
        f"{first.text}\n{second.text}",
        (*first.marks, *moved),
        (*first.arcs, *arcs),
    )


def pairs(pool: str, series: str, prefix: str, title: str) -> list[Paragraph]:
    """Return texts of two paragraphs of different templates, one per template."""
    made = generated(SOURCE / f"relations_templates_{pool}.txt", WORDS[pool], pool, 2, series)
    firsts, seconds = made[::2], made[1::2]
    texts = []
    for at, first in enumerate(firsts):
        turned = [*seconds[(at + 3) % len(seconds) :], *seconds]
        second = next(each for each in turned if not _projects(each) & _projects(first))
        texts.append(joined(first, second, f"{prefix}{at + 1:02d}", f"{title} {at + 1}"))
    return texts


def _projects(each: Paragraph) -> set[str]:
    return {each.words(mark) for mark in each.marks if mark.label == "project"}


def truth(each: Paragraph, pool: str) -> Exercise:
    """Return a text with its true marks as an exercise to spoil."""
    plain = exercise(replace(each, tags=()), pool)
    return Exercise.model_validate(plain)


def tempting(text: str) -> list[Span]:
    """Return what hands would like to mark and must not."""
    return [
        Span("tempting", label, hit.start(), hit.end())
        for pattern, label in TEMPTING
        for hit in re.finditer(pattern, text)
    ]


def spoilt(
    source: Exercise,
    schema: LabelSchema,
    wanted: Sequence[Sequence[str]],
    spare: frozenset[str] = frozenset(),
) -> TextSeeded:
    """Return a text with exactly the errors of the first list that can be made. Raises ValueError when none can."""
    tempts = tempting(source.text or "")
    places = {(span.start, span.end) for span in tempts}
    for number, names in enumerate(wanted):
        for attempt in range(TRIES):
            chance = Random(f"{source.id} {number} {attempt} {len(spare)}")
            found = seed_text_errors(TextScene(source, schema, chance, tempts), names, spare=spare)
            plain = all((flag.start, flag.end) in places for flag in found.flags if flag.label == "EXTRA")
            if plain and len(found.flags) == len(names):
                return found
    raise ValueError(f"{source.id}: no plain errors {wanted}")


def choices(table: Sequence[str], at: int, count: int, source: Exercise) -> list[list[str]]:
    """Return the kinds of error to try for a text, going round the table; a phantom only where something tempts."""
    free = [
        span for span in tempting(source.text or "") if not any(span.overlaps(own) for own in _spans(source))
    ]
    able = [name for name in table if name != "phantom_span" or free]
    return [
        [able[(at * count + shift + place) % len(able)] for place in range(count)]
        for shift in range(len(able))
    ]


def both(source: Exercise, schema: LabelSchema, at: int) -> tuple[TextSeeded, TextSeeded]:
    """Return two people's marks whose errors touch nothing in common. Raises ValueError when a text is too small."""
    for first in choices(RELATION_ERRORS, at, 2, source):
        for second in choices(RELATION_ERRORS, at + 2, 2, source):
            try:
                one = spoilt(source, schema, [first])
                return one, spoilt(source, schema, [second], one.touched)
            except ValueError:
                continue
    raise ValueError(f"{source.id}: too small for two people's errors")


def neutral(seeded: TextSeeded, letter: str) -> tuple[tuple[TextMark, ...], dict[str, str]]:
    """Return the given marks in the order of the text with ids that tell nothing, and old id -> new id."""
    spans = sorted(
        (mark for mark in seeded.given if isinstance(mark, Span)),
        key=lambda span: (span.start, -span.end, span.label),
    )
    names = {span.id: f"{letter}{number:02d}" for number, span in enumerate(spans, start=1)}
    arcs = [mark for mark in seeded.given if isinstance(mark, Relation)]
    arcs.sort(key=lambda mark: (names[mark.head], names[mark.tail], mark.label))
    names |= {mark.id: f"{letter}{number:02d}" for number, mark in enumerate(arcs, start=len(spans) + 1)}
    given: list[TextMark] = [replace(span, id=names[span.id]) for span in spans]
    given += [replace(mark, id=names[mark.id], head=names[mark.head], tail=names[mark.tail]) for mark in arcs]
    return tuple(given), names


def said(flag: TextFlag, source: Exercise, seeded: TextSeeded, schema: LabelSchema) -> tuple[str, str]:
    """Return what is wrong in words, and the clause of the order that it breaks."""
    true = {own.id: own.mark() for own in source.golds[0].marks}
    now = next((mark for mark in seeded.given if mark.id == flag.target), None)
    quoted = (source.text or "")[flag.start : flag.end]
    if isinstance(now, Span):
        quoted = (source.text or "")[now.start : now.end]
        clause = schema.clause(flag.label, true[now.id].label if now.id in true else now.label)
        return SAYINGS[flag.label].format(words=quoted), clause
    if isinstance(now, Relation):
        was = true[now.id]
        turned = isinstance(was, Relation) and now.ends == was.ends[::-1]
        words = SAYINGS["turned" if turned else "led"].format(kind=CALLED[now.label])
        return words, "7.2" if turned else schema.clause("EXTRA", now.label)
    lost = next(own for key, own in true.items() if key not in {mark.id for mark in seeded.given})
    for own in true.values():
        if own.id not in {mark.id for mark in seeded.given} and _lies(own, true) == (flag.start, flag.end):
            lost = own
    words = SAYINGS["MISS" if isinstance(lost, Span) else "lost"].format(words=quoted)
    return words, schema.clause("MISS", lost.label)


def plainly(words: str) -> str:
    """Return what is wrong without what to do about it."""
    return re.sub(r"(：把|，请|，只留).*$", "。", words)


def inspection(
    source: Exercise, schema: LabelSchema, seeded: TextSeeded, name: str, title: str, schema_id: str
) -> dict[str, Any]:
    """Return an inspection: the gold are flags; of two marks that are the same either may be named."""
    given, names = neutral(seeded, "m")
    flags = []
    for flag in seeded.flags:
        words, clause = said(flag, source, seeded, schema)
        row = {"id": flag.id, "label": flag.label, "note": plainly(words), "clause": clause}
        targets = [flag.target, *filter(None, [seeded.twins.get(flag.id)])]
        flags.append([row | _shape(flag, names[target] if target else None) for target in targets])
    golds = [{"marks": list(choice)} for choice in product(*flags)]
    return _head(source, name, title, schema_id, "R14") | {
        "work": "inspect",
        "given": encode_marks(given),
        "golds": golds,
    }


def repair(
    source: Exercise, schema: LabelSchema, seeded: TextSeeded, name: str, title: str
) -> dict[str, Any]:
    """Return a rejected text with an inspector's remarks. A remark's place is [start, 0, end, 1] in code points."""
    given, names = neutral(seeded, "m")
    remarks = []
    for flag in seeded.flags:
        words, clause = said(flag, source, seeded, schema)
        target = names[flag.target] if flag.target else None
        place = [flag.start, 0, flag.end, 1]
        remarks.append(
            {"code": flag.label, "text": words, "target": target, "place": place, "clause": clause}
        )
    return _head(source, name, title, "relations", "R15") | {
        "work": "repair",
        "given": encode_marks(given),
        "remarks": remarks,
        "golds": [_gold(source)],
    }


def adjudication(
    source: Exercise, schema: LabelSchema, two: tuple[TextSeeded, TextSeeded], name: str, title: str
) -> dict[str, Any]:
    """Return two people's marks with errors at different places; the gold is what the rules say."""
    first, second = (neutral(seeded, letter)[0] for seeded, letter in zip(two, "ab", strict=True))
    reasons = []
    # Who of the two is 甲 differs from reader to reader: the program puts the names in.
    for who, seeded in zip(("{first}", "{second}"), two, strict=True):
        for flag in sorted(seeded.flags, key=lambda flag: flag.start):
            words, clause = said(flag, source, seeded, schema)
            reasons.append(f"- {who}错：{plainly(words)}（规则 {clause}）")
    asked = {"reasons": True} if name in REASONED else {}
    return _head(source, name, title, "relations", "R15") | {
        "work": "adjudicate",
        "given": encode_marks(first),
        "given_second": encode_marks(second),
        "golds": [_gold(source)],
        "rationale": "两人不一样的地方逐处对规则：\n" + "\n".join(reasons),
        **asked,
    }


def exercises() -> Iterable[dict[str, Any]]:
    """Yield every exercise of the layer, always the same for the same sources."""
    by = schemas()
    relations = by["relations"]
    for pool, letter in (("practice", ""), ("exam", "e")):
        for at, each in enumerate(pairs(pool, "q", f"qi{letter}", "质检")):
            source = truth(each, pool)
            seeded = spoilt(source, relations, choices(RELATION_ERRORS, at, 4, source))
            yield inspection(source, relations, seeded, each.id, _called(each.title, pool), "inspect")
        for at, each in enumerate(pairs(pool, "r", f"qr{letter}", "返修")[: FEW[pool]]):
            source = truth(each, pool)
            seeded = spoilt(source, relations, choices(RELATION_ERRORS, at, 4, source))
            yield repair(source, relations, seeded, each.id, _called(each.title, pool))
        for at, each in enumerate(pairs(pool, "a", f"qa{letter}", "仲裁")[: FEW[pool]]):
            source = truth(each, pool)
            two = both(source, relations, at)
            yield adjudication(source, relations, two, each.id, _called(each.title, pool))
    for at, name in enumerate(LONG):
        path = COURSE / "exercises" / "practice" / f"{name}.json"
        source = Exercise.model_validate_json(path.read_text("utf-8"))
        seeded = spoilt(source, by["main"], choices(SPAN_ERRORS, at, 5, source))
        yield inspection(
            source, by["main"], seeded, f"qm{at + 1:02d}", f"质检 长段落 {at + 1}", "inspect-main"
        )


def files() -> dict[str, str]:
    """Return every exercise file of the layer by its path."""
    plain = json.loads(json.dumps(list(exercises())))
    return {f"exercises/{each['pool']}/{each['id']}.json": rendered(each) for each in plain}


def _head(source: Exercise, name: str, title: str, schema_id: str, need: str) -> dict[str, Any]:
    return {
        "id": name,
        "title": title,
        "schema_id": schema_id,
        "pool": source.pool,
        "text": source.text,
        "requirements": [need],
        "competencies": ["S4"] if schema_id == "inspect-main" else ["S4", "S6"],
        "difficulty": source.difficulty,
    }


def _gold(source: Exercise) -> dict[str, Any]:
    return source.golds[0].model_dump(mode="json", exclude_defaults=True)


def _shape(flag: TextFlag, target: str | None) -> dict[str, Any]:
    return {"shape": {"type": "text_flag", "target": target, "start": flag.start, "end": flag.end}}


def _called(title: str, pool: str) -> str:
    return f"考核：{title}" if pool == "exam" else title


def _spans(source: Exercise) -> list[Span]:
    return [mark for own in source.golds[0].marks if isinstance(mark := own.mark(), Span)]


def _lies(mark: Any, marks: Mapping[str, Any]) -> tuple[int, int]:
    if isinstance(mark, Relation):
        ends = [marks[end] for end in mark.ends]
        return min(end.start for end in ends), max(end.end for end in ends)
    return mark.start, mark.end


def main() -> None:
    """Write the exercises of the layer."""
    made = files()
    write(LAYER, made)
    kinds: dict[str, int] = {}
    for name in made:
        key = re.sub(r"\d+\.json$", "", name.split("/", 1)[1])
        kinds[key] = kinds.get(key, 0) + 1
    print(kinds)


if __name__ == "__main__":
    main()
