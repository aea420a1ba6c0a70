"""What to do about a finding in a text that is not about a span: one or two sentences, by its code."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.base.wording import N_, _
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_rules import Question, RelationType
from desktop.scoring.result import Code, Finding

#: By code, whatever the finding is about.
TEXT_REMEDIES: Mapping[Code, str] = {
    "REL": N_("把两处连起来读成一句话：谁对谁怎么样？读不通就调方向、换类型或改连另一处。"),
    "SLOT": N_("先问这句话要办什么事，再问这几个字是其中的哪一项，然后改类。"),
    "PREF": N_("先看专家的理由，再按规则的维度逐项比一遍，不看长短和先后。"),
    "RSN": N_("每个判断都要说得出依据：对照规则里的理由表，只选原文里找得到的理由。"),
    "SEC": N_("先看红线条款，再读全文：安全的判断放在其他判断之前，拿不准就按疑难单上报。"),
}
#: Of what follows from another error.
_FOLLOWS: Mapping[str, str] = {
    "entity": N_("先改片段：该标的补上、不该标的删掉，再连这条关系。"),
    "question": N_("先改对前面那一问，再看这一问要不要答。"),
}
#: Of edges and pieces that have a name.
_OF_EDGES: Mapping[str, str] = {
    "trim": N_("拖动边缘或用方括号键改首尾：标点和空格不要；成对的书名号、括号连同里面的字才一起标。"),
    "crossing": N_("两处要么分开，要么一处包住另一处：对照原文改其中一处的边界。"),
    "broken": N_("从第一个字到最后一个字重新选成连续的一条。"),
    "whole": N_("选中它，把中间不属于它的字去掉，两头仍是同一条。"),
    "gap": N_("选中它，逐段对照原文：属于它的补上，不属于它的去掉。"),
    "piece": N_("几条是同一处：只留一条，把它拉到完整，删掉其余的。"),
    "pieces": N_("几条是同一处：合成一条，中间不属于它的字跳过。"),
    "joined": N_("从中间分开，各标一条，各选各的类别。"),
}
#: Of coreference: a span in the wrong chain.
CHAIN = N_("把代词和简称换成全名读一遍：说的是同一个，才放进同一条指代链。")
_OF_REPLIES: Mapping[Code, str] = {
    "MISS": N_("提交前把问题从头到尾走一遍，每一问、每一部分都要答。"),
    "EXTRA": N_("每一问只留一个回答。"),
    "DUP": N_("每一问只留一个回答，改原来的那一个。"),
    "CLS": N_("对照各选项的定义和正反例，找出原文里支持它的那几个字，再改选。"),
    "TXT": N_("逐字和标准对照一遍，只改错的字，别的不动。"),
    "RULE": N_("照检查单一条一条核对，改到每一条都通过。"),
}
_OF_RELATIONS: Mapping[Code, str] = {
    "MISS": N_("标完片段后，把每两处可能有关系的片段都问一遍。"),
    "EXTRA": N_("原文没有说的关系不标：找不到依据的字就删掉。"),
    "DUP": N_("同样两处之间同一种关系只留一条，删掉多余的。"),
}


def text_remedy(finding: Finding, schema: LabelSchema) -> str | None:
    """Return what to do about a finding of a relation, a reply or a chain, or None: a span's is that of any span."""
    if (first := _FOLLOWS.get(str(finding.detail.get("because")))) is not None:
        return _(first)
    fault = "crossing" if finding.detail.get("rule") == "crossing" else str(finding.detail.get("fault"))
    if (named_fault := _OF_EDGES.get(fault)) is not None:
        return _(named_fault)
    if finding.code in TEXT_REMEDIES:
        return _(TEXT_REMEDIES[finding.code])
    if finding.code == "GROUP":
        return _(CHAIN)
    named = schema.named(str(finding.detail.get("expected", finding.detail.get("got", ""))))
    if "question" in finding.detail or isinstance(named, Question):
        own = _OF_REPLIES.get(finding.code)
    else:
        own = _OF_RELATIONS.get(finding.code) if isinstance(named, RelationType) else None
    return _(own) if own is not None else None
