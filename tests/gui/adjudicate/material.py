"""Adjudications for tests and pictures: spans and relations of an official text, and judgements of models' answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.merging import People
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import Label, LabelSchema
from desktop.curriculum.text_rules import Question, RelationType, ReplyOption
from desktop.session.shown import OpenAttempt

TEXT = "安和街雨水管网改造工程由平川县水利工程公司承建，总投资791.69万元，建设地点在文澜路，2026年6月底完工。"
LABELS = (
    ("project", "项目", "项", "1", 5),
    ("org", "机构", "机", "2", 0),
    ("loc", "地名", "地", "3", 1),
    ("money", "金额", "金", "4", 3),
    ("time", "时间", "时", "5", 2),
)
SCHEMA = LabelSchema(
    id="relations",
    task="text",
    labels=tuple(
        Label(id=id_, name=name, short=short, key=key, colour=colour)
        for id_, name, short, key, colour in LABELS
    ),
    relations=(
        RelationType(id="carried_by", name="承办-单位", short="承", key="q", colour=4),
        RelationType(id="costs", name="项目-金额", short="额", key="w", colour=6),
    ),
)
QUESTIONS = LabelSchema(
    id="main",
    task="answers",
    questions=(
        Question(id="rank", name="从好到差排序", kind="ranking", ties=True),
        Question(
            id="useful",
            name="有用",
            kind="scale",
            about="answer",
            anchors={"5": "完全解决", "2": "只沾一点边"},
        ),
        Question(id="true", name="真实", kind="scale", about="answer"),
        Question(
            id="tags",
            name="理由标签",
            kind="choice",
            about="answer",
            options=(
                ReplyOption(id="ok", name="没有问题", key="1"),
                ReplyOption(id="wrong", name="事实错误", key="2"),
            ),
        ),
    ),
)


def span(name: str, words: str, label: str) -> dict[str, Any]:
    """Return a span over the first place of some words."""
    start = TEXT.index(words)
    return {"id": name, "type": "span", "label": label, "start": start, "end": start + len(words)}


def link(name: str, label: str, head: str, tail: str) -> dict[str, Any]:
    """Return a relation."""
    return {"id": name, "type": "relation", "label": label, "head": head, "tail": tail}


PROJECT = span("p", "安和街雨水管网改造工程", "project")
MONEY = span("m", "791.69万元", "money")
PLACE = span("l", "文澜路", "loc")
FIRST = [
    PROJECT,
    span("o", "平川县水利工程公司", "org"),
    MONEY,
    {**PLACE, "label": "org"},
    link("r1", "carried_by", "p", "o"),
    link("r2", "costs", "m", "p"),
]
SECOND = [
    PROJECT,
    span("o", "由平川县水利工程公司", "org"),
    MONEY,
    PLACE,
    span("t", "2026年6月底", "time"),
    link("r1", "carried_by", "p", "o"),
    link("r2", "costs", "p", "m"),
]
GOLD = [
    {"id": "g1", "label": "project", "start": PROJECT["start"], "end": PROJECT["end"]},
    {"id": "g2", "label": "org", "start": FIRST[1]["start"], "end": FIRST[1]["end"]},
    {"id": "g3", "label": "money", "start": MONEY["start"], "end": MONEY["end"]},
    {"id": "g4", "label": "loc", "start": PLACE["start"], "end": PLACE["end"]},
    {"id": "g5", "label": "time", "start": SECOND[4]["start"], "end": SECOND[4]["end"]},
    {"id": "g6", "label": "carried_by", "shape": {"type": "relation", "head": "g1", "tail": "g2"}},
    {"id": "g7", "label": "costs", "shape": {"type": "relation", "head": "g1", "tail": "g3"}},
]
WHY = "{first}错：“文澜路”末字是“路”，是地名；项目-金额方向反了，漏了时间。\n{second}错：机构前面的“由”不属于名称。"


def text_exercise(**more: Any) -> Exercise:
    """Two people's marks of one paragraph: edges, class, one span alone, a direction."""
    value: dict[str, Any] = {
        "id": "qa01",
        "title": "仲裁 1",
        "schema_id": "relations",
        "pool": "practice",
        "text": TEXT,
        "work": "adjudicate",
        "given": FIRST,
        "given_second": SECOND,
        "golds": [{"marks": GOLD}],
        "rationale": WHY,
    }
    return Exercise.model_validate(value | more)


def judged(ranking: list[list[str]], scores: Iterable[tuple[str, str, Any]]) -> list[dict[str, Any]]:
    """Return one person's judgement of the answers."""
    rows = [{"id": "rank", "type": "reply", "label": "rank", "about": "", "value": ranking}]
    return rows + [
        {"id": f"{question}-{about}", "type": "reply", "label": question, "about": about, "value": value}
        for question, about, value in scores
    ]


ANSWERS = (
    ("a1", "七天无理由退货从签收第二天起算；拆封的食品、定制的物品除外。可以在订单页点“退货”。"),
    ("a2", "可以退。"),
    ("a3", "根据《网购法》第八十八条，三十天内都可以无条件退货，运费由商家出。"),
)


def answers_exercise(**more: Any) -> Exercise:
    """Two people's ranking and ratings of three answers."""
    alike = [
        ("true", "a1", 5),
        ("true", "a3", 1),
        ("tags", "a1", ["ok"]),
        ("tags", "a2", ["ok"]),
        ("useful", "a2", 2),
        ("useful", "a1", 5),
    ]
    first = judged(
        [["a1"], ["a2"], ["a3"]], [*alike, ("true", "a2", 5), ("useful", "a3", 1), ("tags", "a3", ["wrong"])]
    )
    second = judged(
        [["a1"], ["a3"], ["a2"]], [*alike, ("true", "a2", 5), ("useful", "a3", 4), ("tags", "a3", ["ok"])]
    )
    gold = [
        {"id": f"g{n}", "label": row["label"], "shape": {k: row[k] for k in ("type", "about", "value")}}
        for n, row in enumerate(first)
    ]
    value: dict[str, Any] = {
        "id": "lm01",
        "title": "仲裁 退货",
        "schema_id": "main",
        "pool": "practice",
        "text": "网上买的鞋不合适，还能退吗？",
        "answers": [{"id": id_, "text": text} for id_, text in ANSWERS],
        "work": "adjudicate",
        "given": first,
        "given_second": second,
        "golds": [{"marks": gold}],
        "rationale": "{second}错：编造了条款的回答不能排在空泛但没有错话的前面。",
    }
    return Exercise.model_validate(value | more)


def attempt_of(
    exercise: Exercise, schema: LabelSchema = SCHEMA, people: People = ("first", "second")
) -> OpenAttempt:
    """Return an open attempt that begins with what both agree on."""
    return OpenAttempt(
        attempt_id="a1",
        exercise=exercise,
        schema=schema,
        history=History(Document(exercise.starts_from)),
        mode="practice",
        try_number=1,
        media=b"",
        clauses=(),
        shown=tuple(answer.id for answer in exercise.answers),
        people=people,
    )
