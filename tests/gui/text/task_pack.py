"""A small pack with one exercise of every task on texts that a customer may send, made of the worked example."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

WORKED = Path(__file__).parents[2] / "packs" / "worked-example"
ACTIVITY = "m1-tasks"
SCHEMAS = """
[[schemas]]
id = "normal"
task = "text"
labels = [{ id = "time", name = "时间", short = "时", key = "1", colour = 0 }]
attributes = [{ id = "iso", name = "标准时间", kind = "text", longest = 20 }]
text_rules = { compared = { ignore_space = true } }

[[schemas]]
id = "parts"
task = "text"
labels = [
  { id = "org", name = "机构", short = "机", key = "1", colour = 0 },
  { id = "place", name = "地名", short = "地", key = "2", colour = 1 },
]
text_rules = { nested = true, broken = true }

[[schemas]]
id = "classes"
task = "text"

[[schemas.questions]]
id = "topic"
name = "主题"
kind = "choice"
most = 2
options = [
  { id = "traffic", name = "交通", key = "q" },
  { id = "road", name = "道路施工", parent = "traffic", key = "w" },
  { id = "bus", name = "公交调整", parent = "traffic", key = "e" },
  { id = "water", name = "停水", key = "r" },
]

[[schemas.questions]]
id = "role"
name = "句子作用"
kind = "choice"
about = "sentence"
options = [
  { id = "fact", name = "事项", key = "a" },
  { id = "wish", name = "要求", key = "s" },
]

[[schemas]]
id = "aspects"
task = "text"
labels = [{ id = "aspect", name = "评价对象", short = "对", key = "1", colour = 0 }]

[[schemas.attributes]]
id = "polarity"
name = "情感"
kind = "choice"
options = [{ id = "good", name = "正面" }, { id = "bad", name = "负面" }]

[[schemas.attributes]]
id = "strength"
name = "强度"
kind = "number"
minimum = 1
maximum = 5
tolerance = 1

[[schemas]]
id = "reading"
task = "text"
labels = [{ id = "answer", name = "答案", short = "答", key = "1", colour = 0 }]

[[schemas.questions]]
id = "found"
name = "材料里有答案吗"
kind = "choice"
options = [{ id = "yes", name = "有", key = "y" }, { id = "no", name = "文中没有", key = "n" }]

[[schemas]]
id = "spelling"
task = "text"
text_rules = { error_rate = 0.0, compared = { nfkc = false, ignore_case = false, ignore_space = true } }
questions = [{ id = "fixed", name = "改正后的句子", kind = "writing", longest = 100 }]

[[schemas]]
id = "ocr"
task = "text"
text_rules = { error_rate = 0.0 }
questions = [{ id = "fixed", name = "校对后的文字", kind = "writing", longest = 100 }]

[[schemas]]
id = "private"
task = "text"
labels = [
  { id = "person", name = "姓名", short = "姓", key = "1", colour = 0 },
  { id = "phone", name = "电话", short = "电", key = "2", colour = 1 },
]
attributes = [{ id = "masked", name = "脱敏写法", kind = "text", labels = ["phone"] }]
questions = [{ id = "safe", name = "脱敏后的全文", kind = "writing", longest = 200 }]

[[schemas]]
id = "talk"
task = "text"
labels = [
  { id = "date", name = "日期", short = "日", key = "1", colour = 0 },
  { id = "count", name = "人数", short = "数", key = "2", colour = 1 },
]

[[schemas.questions]]
id = "intent"
name = "意图"
kind = "choice"
about = "turn"
most = 2
speakers = ["游客"]
options = [
  { id = "book", name = "预订", key = "q" },
  { id = "change", name = "改期", key = "w" },
  { id = "ask", name = "咨询", key = "e" },
]

[[schemas]]
id = "turns"
task = "text"

[[schemas.questions]]
id = "memory"
name = "有没有记住前文"
kind = "choice"
about = "turn"
speakers = ["助手"]
options = [{ id = "kept", name = "记住了", key = "q" }, { id = "lost", name = "忘了", key = "w" }]

[[schemas.questions]]
id = "help"
name = "这一轮有用"
kind = "scale"
about = "turn"
speakers = ["助手"]
anchors = { 1 = "没用", 5 = "很有用" }

[[schemas]]
id = "links"
task = "text"
labels = [
  { id = "org", name = "机构", short = "机", key = "1", colour = 0 },
  { id = "project", name = "项目", short = "项", key = "2", colour = 1 },
]

[[schemas.relations]]
id = "builds"
name = "承建"
short = "建"
key = "b"
colour = 2
heads = ["org"]
tails = ["project"]

[[schemas]]
id = "prompting"
task = "text"
questions = [{ id = "prompt", name = "写好的提示词", kind = "writing", longest = 200 }]

[[schemas]]
id = "pairs"
task = "answers"

[[schemas.questions]]
id = "better"
name = "哪个更好"
kind = "preference"
about = "pair"
maximum = 3

[[schemas.questions]]
id = "reasons"
name = "理由标签"
kind = "choice"
most = 2
options = [{ id = "wrong", name = "事实错误", key = "q" }, { id = "long", name = "啰嗦", key = "w" }]

[[schemas.questions]]
id = "why"
name = "书面理由"
kind = "writing"

[[schemas]]
id = "ranks"
task = "answers"
labels = [{ id = "false", name = "事实错误", short = "错", key = "1", colour = 3 }]

[[schemas.questions]]
id = "rank"
name = "从好到差"
kind = "ranking"
ties = true

[[schemas.questions]]
id = "true"
name = "真实"
kind = "scale"
about = "answer"
anchors = { 1 = "有硬伤", 5 = "都查得到" }

[[schemas]]
id = "rewriting"
task = "answers"
questions = [{ id = "rewrite", name = "改写后的回答", kind = "writing", longest = 100 }]

[[schemas]]
id = "safety"
task = "answers"

[[schemas.questions]]
id = "risk"
name = "安全类别"
kind = "choice"
about = "answer"
options = [
  { id = "none", name = "没有风险", key = "q" },
  { id = "drug", name = "用药风险", key = "w", red_line = true },
]
"""
COURSE = f"""
[[modules]]
id = "m1"
title = "各种任务"
summary = "每种做一题。"

[[modules.activities]]
kind = "practice"
id = "{ACTIVITY}"
title = "各种任务"
exercises = %s
needed = 1
"""
Fields = dict[str, Any]
TITLES = {
    "normal": "时间归一", "parts": "嵌套和断开的机构名", "classes": "主题和句子作用", "aspects": "点评里的评价对象",
    "reading": "从材料里找答案", "unread": "材料里没有答案", "spelling": "改错别字", "ocr": "校对识别文字",
    "private": "电话和姓名脱敏", "talk": "意图和槽位", "turns": "多轮对话评判", "links": "承建关系和指代",
    "prompt": "写提示词", "pairs": "两个回答比一比", "safety": "安全类别",
    "ranks": "三个回答排一排", "rewrite": "改写回答",
}  # fmt: skip


def place(text: str, words: str, /, **more: object) -> Fields:
    """Return the geometry of a span over words."""
    start = text.index(words)
    return {"type": "span", "start": start, "end": start + len(words), **more}


def mark(label: str, shape: Fields, **more: object) -> Fields:
    """Return a mark of the gold without its id."""
    return {"label": label, "shape": shape, **more}


def reply(question: str, value: object, about: str = "") -> Fields:
    """Return a reply of the gold without its id."""
    return mark(question, {"type": "reply", "about": about, "value": value})


def talk(*said: tuple[str, str]) -> Fields:
    """Return text and turns of a dialogue."""
    text, turns = "", []
    for number, (speaker, words) in enumerate(said, 1):
        end = len(text) + len(words)
        turns.append({"id": f"t{number}", "speaker": speaker, "start": len(text), "end": end})
        text += words + "\n"
    return {"text": text, "turns": turns}


TIMED = "会议定于11月25日下午三点召开，材料请在20日前交。"
PARTED = "大同市民政局和财政局联合发文。"
NOTICE = "迎宾街周一起封闭施工。请绕行。"
REVIEW = "面条很筋道，就是服务太慢了。"
READ = talk(("问题", "图书馆几点关门？"), ("材料", "图书馆周二至周日开放，每天17点闭馆。"))
UNREAD = talk(("问题", "办证要多少钱？"), ("材料", "图书馆周二至周日开放，每天17点闭馆。"))
MISSPELT = "请大家按时参加培训，不要迟道。"
SPELT = "请大家按时参加培训，不要迟到。"
SCANNED = "发票号码：O2841，金额 36．50元"
CORRECTED = "发票号码：02841，金额36.50元"
PRIVATE = "请联系李秀兰，电话13800001234。"
BOOKING = talk(
    ("游客", "我想订周六的云冈一日游，三个人，顺便问下几点集合？"),
    ("客服", "八点。"),
    ("游客", "那改到周日吧。"),
)
CHAT = talk(
    ("用户", "我对花生过敏，推荐一道凉菜。"),
    ("助手", "可以试试拍黄瓜，不放花生。"),
    ("用户", "再来一道。"),
    ("助手", "那就老醋花生，很开胃。"),
)
BUILT = "云中建设公司承建文瀛桥，该公司下月进场。"
ASKED_DRUG = "退烧药能不能加倍吃？"
DOUBLE = "可以加倍，退得快。"
LABELLED = "不能加倍，按说明书吃，不退烧就去医院。"

PROMPT_CHECKS = [
    {"id": "role", "name": "写明身份", "kind": "contains_any", "words": ["你是", "请你作为"]},
    {"id": "form", "name": "写明输出格式", "kind": "contains_any", "words": ["表格", "列表"], "hard": True},
    {"id": "long", "name": "20 字以上", "kind": "length", "least": 20},
]
MASKED_CHECKS = [
    {"id": "gone", "name": "姓名和电话都不出现", "kind": "contains_none", "words": ["李秀兰", "13800001234"], "hard": True},
    {"id": "kept", "name": "其余的话留着", "kind": "contains_all", "words": ["请联系", "电话"]},
]  # fmt: skip
REWRITE_CHECKS = [
    {"id": "warm", "name": "先问好", "kind": "starts_with", "words": ["您好"], "hard": True},
    {"id": "long", "name": "不超过 20 字", "kind": "length", "most": 20},
    {"id": "cold", "name": "不说“不予”", "kind": "contains_none", "words": ["不予"]},
]
#: Name of each exercise: schema, what is given, and the gold.
EXERCISES: dict[str, tuple[str, Fields, list[Fields]]] = {
    "normal": ("normal", {"text": TIMED}, [
        mark("time", place(TIMED, "11月25日下午三点"), attributes={"iso": "11-25 15:00"}),
        mark("time", place(TIMED, "20日前"), attributes={"iso": "<11-20"}),
    ]),
    "parts": ("parts", {"text": PARTED}, [
        mark("place", place(PARTED, "大同市")),
        mark("org", place(PARTED, "大同市民政局")),
        mark("org", {"type": "span", "start": 0, "end": 10, "gaps": [[3, 7]]}),
    ]),
    "classes": ("classes", {"text": NOTICE}, [
        reply("topic", ["road"]), reply("role", ["fact"], "s1"), reply("role", ["wish"], "s2"),
    ]),
    "aspects": ("aspects", {"text": REVIEW}, [
        mark("aspect", place(REVIEW, "面条"), attributes={"polarity": "good", "strength": 4}),
        mark("aspect", place(REVIEW, "服务"), attributes={"polarity": "bad", "strength": 5}),
    ]),
    "reading": ("reading", READ, [mark("answer", place(READ["text"], "17点")), reply("found", ["yes"])]),
    "unread": ("reading", UNREAD, [reply("found", ["no"])]),
    "spelling": ("spelling", {"text": MISSPELT}, [reply("fixed", SPELT)]),
    "ocr": ("ocr", {"text": SCANNED}, [reply("fixed", CORRECTED)]),
    "private": ("private", {"text": PRIVATE, "checks": {"safe": MASKED_CHECKS}}, [
        mark("person", place(PRIVATE, "李秀兰")),
        mark("phone", place(PRIVATE, "13800001234"), attributes={"masked": "138****1234"}),
        reply("safe", "请联系李**，电话138****1234。"),
    ]),
    "talk": ("talk", BOOKING, [
        mark("date", place(BOOKING["text"], "周六")), mark("count", place(BOOKING["text"], "三个人")),
        mark("date", place(BOOKING["text"], "周日")),
        reply("intent", ["book", "ask"], "t1"), reply("intent", ["change"], "t3"),
    ]),
    "turns": ("turns", CHAT, [
        reply("memory", ["kept"], "t2"), reply("help", 5, "t2"),
        reply("memory", ["lost"], "t4"), reply("help", 1, "t4"),
    ]),
    "links": ("links", {"text": BUILT}, [
        mark("org", place(BUILT, "云中建设公司"), id="firm", group="c1"),
        mark("project", place(BUILT, "文瀛桥"), id="bridge"),
        mark("org", place(BUILT, "该公司"), id="it", group="c1"),
        mark("builds", {"type": "relation", "head": "firm", "tail": "bridge"}),
    ]),
    "prompt": ("prompting", {"text": "写一条提示词，让模型把会议记录整理成待办。", "checks": {"prompt": PROMPT_CHECKS}}, [
        reply("prompt", "你是会议秘书，请把下面的记录整理成待办，用表格列出事项和负责人。"),
    ]),
    "pairs": ("pairs", {"text": ASKED_DRUG, "answers": [{"id": "a1", "text": LABELLED}, {"id": "a2", "text": DOUBLE}]}, [
        reply("better", 3, "a1|a2"), reply("reasons", ["wrong"]), reply("why", "{a2}的说法会伤身体。"),
    ]),
    "ranks": ("ranks", {"text": "云冈石窟在哪里？", "answers": [
        {"id": "a1", "text": "在大同市西郊，坐公交能到。"}, {"id": "a2", "text": "在大同。"}, {"id": "a3", "text": "在洛阳市。"},
    ]}, [
        reply("rank", [["a1"], ["a2"], ["a3"]]), reply("true", 5, "a1"), reply("true", 5, "a2"), reply("true", 1, "a3"),
        mark("false", place("在洛阳市。", "洛阳市", text="a3")),
    ]),
    "rewrite": ("rewriting", {
        "text": "改得亲切些，不超过 20 字。", "answers": [{"id": "a1", "text": "未携带证件者不予办理。"}],
        "checks": {"rewrite": REWRITE_CHECKS},
    }, [reply("rewrite", "您好，请带上身份证再来办。")]),
    "safety": ("safety", {"text": ASKED_DRUG, "answers": [{"id": "a1", "text": LABELLED}, {"id": "a2", "text": DOUBLE}]}, [
        reply("risk", ["none"], "a1"), reply("risk", ["drug"], "a2"),
    ]),
}  # fmt: skip


def task_pack(into: Path) -> Path:
    """Write the pack and return the folder of courses that holds nothing else."""
    pack = Path(shutil.copytree(WORKED, into / "courses" / WORKED.name))
    order = pack / "order.toml"
    order.write_text(order.read_text(encoding="utf-8") + SCHEMAS, encoding="utf-8")
    (pack / "course.toml").write_text(COURSE % json.dumps(list(EXERCISES)), encoding="utf-8")
    for name in EXERCISES:
        path = pack / "exercises" / "practice" / f"{name}.json"
        path.write_text(json.dumps(exercise(name), ensure_ascii=False), encoding="utf-8")
    return pack.parent


def exercise(name: str) -> Fields:
    """Return an exercise as a pack writes it."""
    schema, given, gold = EXERCISES[name]
    marks = [{"id": f"g{number}", **own} for number, own in enumerate(gold)]
    return {
        "id": name, "title": TITLES[name], "schema_id": schema, "pool": "practice", **given, "golds": [{"marks": marks}],
        "requirements": ["R1"], "competencies": ["S1"], "difficulty": 2,
    }  # fmt: skip
