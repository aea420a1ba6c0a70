"""The mechanical part of the rules: what no gold may break, and what a reviewer should look at again."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from marked_text import NAMES, Block, SourceMark, shown

ORG_TAILS = (
    "局 委 办 厅 院 校 学 公司 厂 中心 所 社 会 馆 队 组 部 团 专班 幼儿园 工作室 银行 支行 卫生站 办事处 "
    "政府 科 股 室 政协 人大 法庭 联 集团"
).split()
LOC_TAILS = (
    "省 市 区 县 镇 乡 村 街道 社区 小区 路 街 巷 桥 河 山 湖 水库 灌区 园 园区 开发区 基地 广场 市场 车站 体育场 "
    "停车场 号 单元 号楼 里 坊 渠 沟 院内 岭 滩 口"
).split()
CLOCK = r"\d{1,2}[:：]\d{2}|\d{1,2}时(?:\d{1,2}分)?"
SUSPECTS = {
    "time": re.compile(
        r"[0-9０-９〇零一二三四五六七八九十]+ ?(?:年|月|日)|今年|去年|明年|本月|上月|下月|今日|昨日|明日|本周|下周|"
        r"[一二三四]季度|上半年|下半年|[上中下]旬|[月年]底|春节|元旦|国庆|中秋|清明|端午|元宵|学期|" + CLOCK
    ),
    "money": re.compile(
        r"[0-9０-９一二三四五六七八九十百千万亿.]+余?[万亿]?元|[¥￥]|人民币|[壹贰叁肆伍陆柒捌玖拾]"
    ),
    "docno": re.compile(r"[〔\[（【]\d{4}[〕\]）】]"),
    "org": re.compile(
        r"(?:局|委员会|办公室|公司|中心|研究院|医院|法院|中学|小学|大学|学院|派出所|合作社|协会|学会|居委会|村委会|"
        r"馆|大队|支队|工作队|领导小组|指挥部|专班|幼儿园|工作室|银行|支行|办事处|政府|区委|市委|县委|镇党委|政协)"
    ),
    "loc": re.compile(
        r"(?:[^\W各]市|[^\W各辖]区|[^\W各]县|[^\W各]镇|[^\W各]乡|[^\W各]村|街道|社区|小区|路|大街|巷|桥|河|山|湖|水库|"
        r"灌区|园区|产业园|公园|基地|广场|市场|车站)"
    ),
    "project": re.compile(r"(?:工程|项目|行动|计划)"),
    "person": re.compile(r"联系人|某"),
}


def is_edge_fault(char: str) -> bool:
    """Tell whether a mark may not begin or end with this character: punctuation, space, emoji and its joiners."""
    if char in "¥￥":
        return False
    return unicodedata.category(char)[0] in "PZCS" or unicodedata.category(char) in {"Mn", "Me"}


def faults(block: Block) -> list[str]:
    """Return what is wrong with one gold, each as a sentence with the block's id."""
    found = [*_single_faults(block), *_pair_faults(block), *_repeat_faults(block)]
    if block.text != block.text.rstrip() or not block.text:
        found.append("text ends with white space or is empty")
    return [f"{block.id}: {fault}" for fault in found]


def _single_faults(block: Block) -> Iterator[str]:
    for mark in block.marks:
        surface = block.surface(mark)
        where = f"{NAMES[mark.label]}“{surface}”"
        if not surface:
            yield f"{where} is empty"
            continue
        if is_edge_fault(surface[0]) or is_edge_fault(surface[-1]):
            yield f"{where} begins or ends with punctuation, space or a symbol"
        if "\n" in surface:
            yield f"{where} runs over a line break"
        yield from (
            f"{where} {fault}" for fault in _shape_faults(mark.label, surface, block.text[mark.end :])
        )


def _shape_faults(label: str, surface: str, after: str) -> Iterator[str]:
    if label == "org" and not surface.endswith(tuple(ORG_TAILS)):
        yield "does not end like an organisation (4.3)"
    if label == "loc" and not surface.endswith(tuple(LOC_TAILS)):
        yield "does not end like a place (4.3)"
    if label == "docno" and not re.fullmatch(r"\w+[〔\[（【]\d{4}[〕\]）】]第?[\d０-９]+号", surface):
        yield "is not agency, year and number (4.9)"
    if label == "money" and not re.search(r"(?:元|角|分|整|[¥￥][\d,.，]+[万亿]?)$", surface):
        yield "does not end with a unit of money (4.8)"
    if label == "money" and re.match(r"约|近|超|逾|共|不", surface):
        yield "takes in a word before the number (4.8)"
    if label == "money" and after.startswith("整"):
        yield "leaves out the 整 (4.8)"
    if label == "time" and re.search(r"(?:前|后|起|止|内|以来|期间|左右)$|^[自从]", surface):
        yield "takes in a boundary word (4.6)"
    if label == "person" and re.search(r"同志|先生|女士|局长|主任|科长|书记|教授", surface):
        yield "takes in a title (4.5)"
    if label == "project" and re.search(r"方案|规划|办法|大赛|会议", surface[-3:]):
        yield "ends like a document or a meeting (4.10)"


def _pair_faults(block: Block) -> Iterator[str]:
    seen: Counter[tuple[int, int]] = Counter((mark.start, mark.end) for mark in block.marks)
    for place, count in seen.items():
        if count > 1:
            yield f"two marks on “{block.text[slice(*place)]}”"
    for at, outer in enumerate(block.marks):
        for inner in block.marks[at + 1 :]:
            if inner.start >= outer.end:
                continue
            if inner.end > outer.end:
                yield f"“{block.surface(outer)}” and “{block.surface(inner)}” cross"
            elif outer.label != "project" or inner.label not in {"org", "person"}:
                yield f"{NAMES[inner.label]}“{block.surface(inner)}” inside {NAMES[outer.label]} (3.2)"
            elif _holder(block, inner, but=outer) is not None:
                yield f"“{block.surface(inner)}” is nested twice (3.3)"


def _holder(block: Block, mark: SourceMark, *, but: SourceMark) -> SourceMark | None:
    for other in block.marks:
        if other not in (mark, but) and other.start <= mark.start and mark.end <= other.end:
            return other
    return None


def _repeat_faults(block: Block) -> Iterator[str]:
    labels: dict[str, set[str]] = {}
    for mark in block.marks:
        labels.setdefault(block.surface(mark), set()).add(mark.label)
    for surface, given in labels.items():
        if len(given) > 1:
            yield f"“{surface}” is labelled {sorted(given)}"
        if surface in block.allow:
            continue
        for found in re.finditer(re.escape(surface), block.text):
            if not any(mark.start <= found.start() and found.end() <= mark.end for mark in block.marks):
                around = block.text[max(0, found.start() - 8) : found.end() + 6]
                yield f"“{surface}” is left unmarked in “{around}” (1.3)"


def corpus_faults(blocks: Iterable[Block]) -> list[str]:
    """Return contradictions between texts: a surface with two labels, or marked here and left bare there."""
    blocks = list(blocks)
    labels: dict[str, dict[str, str]] = {}
    for block in blocks:
        for mark in block.marks:
            labels.setdefault(block.surface(mark), {}).setdefault(mark.label, block.id)
    found = [f"“{surface}” is labelled {given}" for surface, given in labels.items() if len(given) > 1]
    for surface in labels:
        if len(surface) < 2:
            continue
        for block in blocks:
            if surface in block.allow:
                continue
            for hit in re.finditer(re.escape(surface), block.text):
                if not any(mark.start < hit.end() and hit.start() < mark.end for mark in block.marks):
                    around = block.text[max(0, hit.start() - 8) : hit.end() + 6].replace("\n", "⏎")
                    found.append(f"{block.id}: “{surface}” is bare in “{around}”, marked elsewhere")
    return sorted(set(found))


def suspects(block: Block) -> list[str]:
    """Return places outside every mark that look like an entity, for the reviewer's eye; most are rightly bare."""
    found = []
    for label, pattern in SUSPECTS.items():
        for hit in pattern.finditer(block.text):
            if not any(mark.start < hit.end() and hit.start() < mark.end for mark in block.marks):
                around = block.text[max(0, hit.start() - 10) : hit.end() + 6].replace("\n", "⏎")
                found.append(f"{NAMES[label]}? {hit.group()} … {around}")
    return found


def shared_sentences(first: Iterable[Block], second: Iterable[Block], length: int = 12) -> list[str]:
    """Return stretches of at least ``length`` characters between punctuation that stand in both sets of texts."""
    known: dict[str, str] = {}
    for block in first:
        for sentence in sentences(block.text, length):
            known.setdefault(sentence, block.id)
    return [
        f"{block.id} and {known[sentence]} share “{sentence}”"
        for block in second
        for sentence in sentences(block.text, length)
        if sentence in known
    ]


def sentences(text: str, length: int) -> list[str]:
    """Cut a text at full stops, semicolons, commas and line breaks; return the stretches of at least ``length``."""
    return [part.strip() for part in re.split(r"[。；！？，\n]", text) if len(part.strip()) >= length]


def review_page(blocks: Iterable[Block]) -> str:
    """Return all texts with their marks in view, each with its suspects, to be read by a second pair of eyes."""
    parts = []
    for block in blocks:
        parts.append(
            f"## {block.id} {block.title} d{block.difficulty} {' '.join(block.tags)} n={len(block.marks)}"
        )
        parts.append(shown(block))
        parts.extend(f"   ? {line}" for line in suspects(block))
        parts.append("")
    return "\n".join(parts)
