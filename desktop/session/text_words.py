"""Findings about texts in words: relations, slots, replies to questions, preferences, reasons, red lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from desktop.base.wording import N_, _
from desktop.curriculum.schema import LabelSchema, Task
from desktop.curriculum.text_rules import Question, RelationType
from desktop.scoring.result import Code, Finding
from desktop.session.shape_words import Wording, amount, edits_said, share, short_of

#: The tasks whose marks are on texts and may be replies.
TEXT_TASKS: frozenset[Task] = frozenset({"text", "answers"})
#: What a code of fault is called.
TEXT_CODE_NAMES: Mapping[Code, str] = {
    "REL": N_("关系错误"),
    "SLOT": N_("槽位错误"),
    "PREF": N_("评比不一致"),
    "RSN": N_("理由问题"),
    "SEC": N_("红线错误"),
}
_ENDS = {"head": N_("起点"), "tail": N_("终点")}
#: Words that a sentence quotes before it counts the rest.
_MOST_NAMED = 5


def said_of_text(finding: Finding, schema: LabelSchema) -> str | None:
    """Return the sentence for a finding about a relation, a reply or an edge with a name, or None: spans are said as ever."""
    detail = finding.detail
    if detail.get("fault") in _OF_EDGES or detail.get("rule") == "crossing":
        return _edge(finding)
    if finding.code == "GROUP":
        return _chain(finding)
    if "question" in detail:
        told = _OF_REPLIES.get(finding.code)
        return told(finding, schema) if told is not None else None
    named = schema.named(str(detail.get("expected", detail.get("got", ""))))
    if isinstance(named, Question):
        told = _OF_QUESTIONS.get(finding.code)
    elif isinstance(named, RelationType):
        told = _OF_RELATIONS.get(finding.code)
    else:
        told = None
    return told(finding, schema) if told is not None else None


def relation(finding: Finding, schema: LabelSchema) -> str:
    """Say what is wrong with a relation: its kind, its direction, or an end."""
    detail = finding.detail
    if detail.get("measure") == "direction":
        return _("关系“{name}”方向反了：起点和终点要对调。", name=_called(detail.get("label"), schema))
    if detail.get("measure") == "end":
        said = N_("关系“{name}”的{end}连错了：连到了另一处。")
        if detail.get("because") == "entity":
            on_nothing = detail.get("stands_on") is None
            said = (
                N_("关系“{name}”的{end}连错了：连到了不该标的片段上。")
                if on_nothing
                else N_("关系“{name}”的{end}连错了：该连的片段没有标出来。")
            )
        return _(said, name=_called(detail.get("label"), schema), end=_(_ENDS[str(detail.get("end"))]))
    return _("关系类型错误：应为{expected}，标成了{got}。", **_both(finding, schema))


def slot(finding: Finding, schema: LabelSchema) -> str:
    """Say which slot a value belongs to."""
    return _("槽位错误：应为{expected}，标成了{got}。", **_both(finding, schema))


def judgement(finding: Finding, schema: LabelSchema) -> str:
    """Say how a preference, a ranking or a rating is off."""
    return _PREFERENCES.get(str(finding.detail.get("measure")), _no_value)(finding, schema)


def reason(finding: Finding, schema: LabelSchema) -> str:
    """Say that a reason is missing, or which reasons were right."""
    detail = finding.detail
    if not detail.get("got"):
        name = _called(detail.get("question", detail.get("expected", "")), schema)
        return _("理由缺失：“{question}”没有填。", question=name)
    return _("理由不对：应为{expected}，给的是{got}。", **_values(finding, schema))


def red_line(finding: Finding, schema: LabelSchema) -> str:
    """Say which red line was crossed, and that it costs the whole exercise."""
    question = schema.question(str(finding.detail.get("question", finding.detail.get("expected", ""))))
    crossed = finding.detail.get("options")
    if question is None or not crossed:
        name = question.called if question is not None else ""
        return _("红线错误：“{question}”没有回答。一票否决，这一题不得分。", question=name)
    return _(
        "红线错误：“{options}”判错了，应为{expected}，选的是{got}。一票否决，这一题不得分。",
        options=_options(crossed, question),
        **_values(finding, schema),
    )


TEXT_SENTENCES: Mapping[Code, Wording] = {
    "REL": relation,
    "SLOT": slot,
    "PREF": judgement,
    "RSN": reason,
    "SEC": red_line,
}


def _called(name: object, schema: LabelSchema) -> str:
    known = schema.named(str(name))
    return known.called if known is not None else str(name)


def _both(finding: Finding, schema: LabelSchema) -> dict[str, str]:
    return {name: _called(finding.detail.get(name, ""), schema) for name in ("expected", "got")}


def _values(finding: Finding, schema: LabelSchema) -> dict[str, str]:
    question = schema.question(str(finding.detail.get("question", "")))
    return {name: _value(finding.detail.get(name), question) for name in ("expected", "got")}


def _value(value: Any, question: Question | None) -> str:
    if isinstance(value, int) and question is not None:
        anchor = question.anchors.get(str(value), "")
        return _("“{place} {anchor}”", place=value, anchor=anchor) if anchor else str(value)
    if isinstance(value, list | tuple):
        return _("“{value}”", value=_options(value, question)) if value else _("“都不选”")
    return _("“{value}”", value=value)


def _options(names: Any, question: Question | None) -> str:
    options = {option.id: option.called for option in question.options} if question is not None else {}
    return _("、").join(options.get(str(name), str(name)) for name in names)


def _no_value(_finding: Finding, _schema: LabelSchema) -> str:
    return _("评比和标准不一致。")


def _place(finding: Finding, schema: LabelSchema) -> str:
    return _(
        "“{question}”评分差 {off} 级，要求 ≤ {tolerance} 级：应为{expected}，给的是{got}。",
        question=_called(finding.detail.get("question"), schema),
        off=amount(finding.measured),
        tolerance=amount(finding.tolerance),
        **_values(finding, schema),
    )


def _side(finding: Finding, _schema: LabelSchema) -> str:
    if not finding.detail.get("expected"):
        return _("评比不一致：标准判两个回答不分高下，答案判出了高下。")
    if not finding.detail.get("got"):
        return _("评比不一致：标准判两个回答有高下，答案判不分高下。")
    return _("评比方向反了：标准判另一个回答更好。")


def _strength(finding: Finding, _schema: LabelSchema) -> str:
    return _(
        "方向对了，强弱差 {off} 级，要求 ≤ {tolerance} 级。",
        off=amount(finding.measured),
        tolerance=amount(finding.tolerance),
    )


def _order(finding: Finding, _schema: LabelSchema) -> str:
    if finding.detail.get("first"):
        return _(
            "排序和标准不一致：排在第一的不是标准的第一，{n} 对次序不对。第一名错了，不在允许范围内。",
            n=len(finding.detail.get("apart", ())),
        )
    return _(
        "排序和标准不一致：{n} 对次序不对，成对一致 {share}，要求 ≥ {tolerance}。",
        n=len(finding.detail.get("apart", ())),
        share=short_of(finding.measured, finding.tolerance),
        tolerance=share(finding.tolerance),
    )


_PREFERENCES: Mapping[str, Callable[[Finding, LabelSchema], str]] = {
    "scale": _place,
    "side": _side,
    "strength": _strength,
    "ranking": _order,
}


def _wrong_choice(finding: Finding, schema: LabelSchema) -> str:
    name = _called(finding.detail.get("question"), schema)
    return _("“{question}”应为{expected}，选的是{got}。", question=name, **_values(finding, schema))


def _wrong_writing(finding: Finding, schema: LabelSchema) -> str:
    detail = finding.detail
    if detail.get("rule") == "blank":
        return _("“{question}”没有写。", question=_called(detail.get("question"), schema))
    said = _CHECKS.get(str(detail.get("kind")), N_("检查单没有通过：{name}。"))
    words = [str(word) for word in detail.get("words", ())]
    more = _("等 {n} 处", n=len(words)) if len(words) > _MOST_NAMED else ""
    few = finding.measured is not None and finding.measured < (finding.tolerance or 0)
    bound = N_("至少 {n}") if few else N_("最多 {n}")
    return _(
        said,
        name=detail.get("name", ""),
        words=_("、").join(words[:_MOST_NAMED]) + more,
        n=amount(finding.measured),
        limit=_(bound, n=amount(finding.tolerance)),
    )


def _wrong_text(finding: Finding, schema: LabelSchema) -> str:
    """Quote what is wrong in a text whose right wording is known, with its character error rate."""
    question = _called(finding.detail.get("question"), schema)
    if not finding.detail.get("got"):
        return _("“{question}”没有写。", question=question)
    return _(
        "“{question}”还有错：{said}。字错率 {rate}，要求 ≤ {tolerance}。",
        question=question,
        said=edits_said(finding),
        rate=short_of(finding.measured, finding.tolerance),
        tolerance=share(finding.tolerance),
    )


def _chain(finding: Finding) -> str:
    """Say of a mention that it is not in its chain, or in one that it does not belong to."""
    if finding.gold_id in finding.detail.get("missing", ()):
        return _("漏连：这一处和别处说的是同一个，没有连进同一条指代链。")
    return _("连错：这一处不属于它所在的指代链。")


def _unanswered(finding: Finding, schema: LabelSchema) -> str:
    if finding.detail.get("because") == "question":
        return _(
            "漏答：“{question}”没有答，是因为“{after}”答错了；它仍然计入总数。",
            question=_called(finding.detail.get("expected"), schema),
            after=_called(finding.detail.get("after"), schema),
        )
    return _("漏答：“{question}”没有回答。", question=_called(finding.detail.get("expected"), schema))


def _answered_twice(finding: Finding, schema: LabelSchema) -> str:
    if finding.detail.get("because") == "question":
        return _(
            "多答：“{question}”本来不用答，是“{after}”答错了才问到它。",
            question=_called(finding.detail.get("got"), schema),
            after=_called(finding.detail.get("after"), schema),
        )
    return _("重复回答：“{question}”只答一次。", question=_called(finding.detail.get("got"), schema))


def _ends(finding: Finding) -> str:
    """Return which ends of a relation lack their span: the head, the tail, or both."""
    ends = [str(end) for end in finding.detail.get("ends", ())]
    return _(_ENDS[ends[0]]) if len(ends) == 1 and ends[0] in _ENDS else _("两端")


def _missed_relation(finding: Finding, schema: LabelSchema) -> str:
    if finding.detail.get("because") == "entity":
        return _(
            "漏标关系“{name}”：{ends}的片段没有标出来，关系也就缺了；它仍然计入关系总数。",
            name=_called(finding.detail.get("expected"), schema),
            ends=_ends(finding),
        )
    return _("漏标：这里有一条关系“{name}”没有标。", name=_called(finding.detail.get("expected"), schema))


def _extra_relation(finding: Finding, schema: LabelSchema) -> str:
    if finding.detail.get("because") == "entity":
        return _(
            "多标关系“{name}”：{ends}连在不该标的片段上。",
            name=_called(finding.detail.get("got"), schema),
            ends=_ends(finding),
        )
    return _("多标：这两处之间没有关系“{name}”。", name=_called(finding.detail.get("got"), schema))


def _double_relation(finding: Finding, schema: LabelSchema) -> str:
    return _(
        "重复标注：同样两处之间的关系“{name}”标了两次。", name=_called(finding.detail.get("got"), schema)
    )


#: What a check that failed says: of words, which; of counts, how many and what was allowed.
_CHECKS = {
    "contains_all": N_("检查单没有通过：{name}。缺少：{words}。"),
    "contains_any": N_("检查单没有通过：{name}。至少要有其中一个：{words}。"),
    "contains_none": N_("检查单没有通过：{name}。不该出现：{words}。"),
    "starts_with": N_("检查单没有通过：{name}。要这样开头：{words}。"),
    "ends_with": N_("检查单没有通过：{name}。要这样结尾：{words}。"),
    "length": N_("检查单没有通过：{name}。现有 {n} 字，应{limit} 字。"),
    "sentences": N_("检查单没有通过：{name}。现有 {n} 句，应{limit} 句。"),
    "paragraphs": N_("检查单没有通过：{name}。现有 {n} 段，应{limit} 段。"),
    "list_items": N_("检查单没有通过：{name}。现有 {n} 条，应{limit} 条。"),
}
_SIDES = {"start": N_("开头"), "end": N_("结尾")}
#: What an edge, a piece or a missing span is called: with its characters, and where they cannot be quoted with their number.
_OF_EDGES: Mapping[str, tuple[str, str]] = {
    "trim": (
        N_("{side}多标了{characters}：首尾不带标点和空格。"),
        N_("{side}少标了{characters}：这里的标点属于它，不能去掉。"),
    ),
    "crossing": (
        N_("{side}多标了{characters}，和另一处标注交叉了：规则不允许交叉。"),
        N_("{side}少标了{characters}，和另一处标注交叉了：规则不允许交叉。"),
    ),
    "broken": (
        N_("断开了：中间多标了{characters}。"),
        N_("断开了：中间漏了{characters}，这一处要连续标成一条。"),
    ),
    "whole": (
        N_("没有断开：中间的{characters}不属于它，要跳过。"),
        N_("没有断开：中间少标了{characters}。"),
    ),
    "gap": (N_("断开的地方不对：中间多标了{characters}。"), N_("断开的地方不对：中间少标了{characters}。")),
    "piece": (
        N_("断成了几条：{characters}和另一条是同一处，要连续标成一条。"),
        N_("断成了几条：{side}少标了{characters}，几条是同一处，要标成一条。"),
    ),
    "pieces": (
        N_("断成了几条：{characters}和另一条是同一处，要标成一条，中间跳过。"),
        N_("断成了几条：{characters}和另一条是同一处，要标成一条，中间跳过。"),
    ),
    "joined": (
        N_("连成了一条：{characters}和旁边的一处要分开，各标一条。"),
        N_("{side}少标了{characters}，又和旁边的一处连成了一条：要分开，各标一条。"),
    ),
}


def _edge(finding: Finding) -> str:
    detail = finding.detail
    characters = _quoted(str(detail.get("characters", "")), finding)
    if detail.get("rule") == "crossing":
        return _("和另一处标注在{characters}上交叉：规则不允许交叉。", characters=characters)
    more, less = _OF_EDGES[str(detail["fault"])]
    short = "side" in detail and (finding.measured or 0) < 0
    side = _(_SIDES.get(str(detail.get("side")), ""))
    return _(less if short else more, side=side, characters=characters)


def _quoted(characters: str, finding: Finding) -> str:
    """Return characters in quotation marks, blanks by their name; without any how many they are."""
    if not characters:
        return _("{n} 个字", n=amount(finding.measured)) if finding.unit == "chars" else _("这几个字")
    if characters.isspace():
        return _("换行") if "\n" in characters else _("空格")
    return _("“{value}”", value=characters)


_OF_REPLIES: Mapping[Code, Wording] = {
    "CLS": _wrong_choice,
    "RULE": _wrong_writing,
    "TXT": _wrong_text,
}
_OF_QUESTIONS: Mapping[Code, Wording] = {
    "MISS": _unanswered,
    "EXTRA": _answered_twice,
    "DUP": _answered_twice,
}
_OF_RELATIONS: Mapping[Code, Wording] = {
    "MISS": _missed_relation,
    "EXTRA": _extra_relation,
    "DUP": _double_relation,
}
