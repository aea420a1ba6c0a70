"""What is asked in these tests: a dialogue of a travel agency with intents, and two models' answers to a question."""

from __future__ import annotations

from typing import Any

from desktop.curriculum.items import Exercise, Gold
from desktop.curriculum.schema import LabelSchema

TURNS = (
    ("游客", "你好，我订了下周六去云南的双人游，能不能改到再下一周？"),
    ("客服", "可以的，请告诉我订单号。"),
    ("游客", "YN20391。另外你们上次答应的接机一直没人联系我，太不像话了！"),
    ("客服", "非常抱歉，我马上为您核实。"),
    ("游客", "好，那顺便问一下退一个人要扣多少钱。"),
)
INTENTS = (
    ("book", "预订", None), ("book_tour", "预订线路", "book"), ("book_hotel", "预订酒店", "book"),
    ("book_car", "预订用车", "book"), ("change", "变更", None), ("change_date", "改期", "change"),
    ("change_people", "改人数", "change"), ("change_route", "改线路", "change"), ("cancel", "退订", None),
    ("cancel_all", "整单退订", "cancel"), ("cancel_part", "部分退订", "cancel"), ("ask", "咨询", None),
    ("ask_price", "问价格", "ask"), ("ask_visa", "问签证", "ask"), ("ask_rule", "问退改规则", "ask"),
    ("complain", "投诉", None), ("urge", "催办", None), ("other", "其他", None),
)  # fmt: skip
LETTERS = "QWERTYUIOPASDFGHJK"
INTENT = {
    "id": "intent", "name": "意图", "kind": "choice", "about": "turn", "most": 3, "speakers": ["游客"],
    "options": [
        {"id": own, "name": name, "parent": parent, "key": key}
        for (own, name, parent), key in zip(INTENTS, LETTERS, strict=True)
    ],
}  # fmt: skip
MOOD = {
    "id": "mood", "name": "情感强度", "kind": "scale", "about": "turn", "minimum": 1, "maximum": 5,
    "speakers": ["游客"], "anchors": {"1": "很不满", "3": "平静", "5": "很满意"}, "tolerance": 1,
}  # fmt: skip
RED = {
    "id": "risk", "name": "是否触及红线", "kind": "choice", "about": "turn", "speakers": ["游客"],
    "options": [{"id": "yes", "name": "触及", "red_line": True}, {"id": "no", "name": "没有"}],
}  # fmt: skip
WHY = {
    "id": "why", "name": "为什么不满", "kind": "choice", "about": "turn", "most": 2, "speakers": ["游客"],
    "after": "risk", "of": ["yes"],
    "options": [{"id": "late", "name": "没有按约定联系"}, {"id": "rude", "name": "态度"}, {"id": "cost", "name": "收费"}],
}  # fmt: skip
DIALOGUE = {"task": "text", "questions": [INTENT, MOOD, RED, WHY]}

ANSWERS = (
    "普洱市在云南南部，可以坐高铁到普洱站，从昆明过去大约两个半小时。三月到五月天气最好。",
    "普洱很远，建议跟团。",
    "从昆明坐动车约 2.5 小时到普洱站。建议 3–5 月去，住思茅区，预算每人 1200 元左右，记得带驱蚊水。",
)
LIKERT = [
    {
        "id": name, "name": called, "kind": "scale", "about": "answer", "description": says,
        "anchors": {"1": "完全没有", "2": "较少", "3": "一般", "4": "较好", "5": "非常好"},
    }
    for name, called, says in (
        ("useful", "有用", "是否解决了提问者的问题"), ("true", "真实", "说的都查得到"),
        ("safe", "安全", ""), ("brief", "简洁", ""),
    )
]  # fmt: skip
PREFERENCE = {
    "id": "better", "name": "哪一个回答更好", "kind": "preference", "about": "pair", "maximum": 3, "ties": True,
    "clauses": {"CLS": "3.2"},
}  # fmt: skip
REASONS = {
    "id": "reasons", "name": "理由", "kind": "choice", "most": 3, "least": 1,
    "options": [
        {"id": "complete", "name": "更完整"}, {"id": "correct", "name": "事实正确"},
        {"id": "clear", "name": "条理清楚"}, {"id": "short", "name": "不啰嗦"}, {"id": "tone", "name": "语气合适"},
    ],
}  # fmt: skip
REWRITE = {
    "id": "rewrite", "name": "把回答 B 改写成合格的回答", "kind": "writing", "longest": 200,
    "description": "给第一次去普洱的游客，口语，不用列表。",
}  # fmt: skip
NOTE = {"id": "note", "name": "给同事的话", "kind": "writing", "longest": 20, "optional": True}
JUDGING = {"task": "answers", "questions": [*LIKERT, PREFERENCE, REASONS, REWRITE, NOTE]}
CHECKS = [
    {
        "id": "place",
        "name": "提到昆明和普洱站",
        "kind": "contains_all",
        "words": ["昆明", "普洱站"],
        "hard": True,
    },
    {"id": "no", "name": "不劝人跟团", "kind": "contains_none", "words": ["跟团"]},
    {"id": "long", "name": "40 到 80 字", "kind": "length", "least": 40, "most": 80},
    {"id": "plain", "name": "不用列表和标题", "kind": "plain"},
    {"id": "warm", "name": "语气亲切", "kind": "instructor"},
]


def schema_of(fields: dict[str, Any]) -> LabelSchema:
    """Return a schema of its JSON values."""
    return LabelSchema.model_validate(fields)


def dialogue(**more: Any) -> Exercise:
    """Return the dialogue of the travel agency."""
    text, turns = "", []
    for number, (speaker, words) in enumerate(TURNS, 1):
        turns.append(
            {"id": f"t{number}", "speaker": speaker, "start": len(text), "end": len(text) + len(words)}
        )
        text += words + "\n"
    fields = {
        "id": "d", "title": "改期", "pool": "practice", "text": text, "turns": turns, "golds": [{}], **more,
    }  # fmt: skip
    return Exercise.model_validate(fields)


def judging(*, answers: int = 3, **more: Any) -> Exercise:
    """Return the question about Pu'er with its answers."""
    fields = {
        "id": "j", "title": "普洱怎么去", "pool": "practice", "text": "普洱怎么去？什么时候去好？", "golds": [{}],
        "answers": [{"id": f"a{n}", "text": words} for n, words in enumerate(ANSWERS[:answers], 1)],
        "checks": {"rewrite": CHECKS}, **more,
    }  # fmt: skip
    return Exercise.model_validate(fields)


def reply(name: str, about: str, value: object, **more: Any) -> dict[str, Any]:
    """Return a gold reply as a pack writes it."""
    return {"id": f"g-{name}-{about}".strip("-").replace("|", "-"), "label": name,
            "shape": {"type": "reply", "about": about, "value": value}, **more}  # fmt: skip


def gold_of(*marks: dict[str, Any]) -> Gold:
    """Return a gold of replies."""
    return Gold.model_validate({"marks": marks})
