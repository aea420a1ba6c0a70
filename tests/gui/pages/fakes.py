"""A training site on a screen: real sessions with people in them, and values as the operations would return them."""

from __future__ import annotations

import sys
import tempfile
import types
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.shapes.box import Box
from desktop.base.places import Places, find_places
from desktop.curriculum.course import (
    Blueprint,
    DrillActivity,
    Lesson,
    PracticalPart,
    PracticalStratum,
    TheoryPart,
    TheoryStratum,
)
from desktop.curriculum.items import Choice, Exercise, Gold, GoldMark, TheoryItem
from desktop.curriculum.order import Acceptance, Clause, Order, Picture, Requirement
from desktop.curriculum.schema import Attribute, Label, LabelSchema, Option
from desktop.records.queries.classes import Cohort
from desktop.records.queries.people import Account
from desktop.scoring.agreement.item import Agreement
from desktop.scoring.agreement.item import agreement as agree
from desktop.scoring.agreement.total import counting_alpha, total
from desktop.scoring.result import Counts, Finding, Pair, Score, SubScore
from desktop.session.agreement_words import disagreement_shown, overall
from desktop.session.operations import agreement
from desktop.session.roster_file import RosterFault, RosterPlan, RosterRow
from desktop.session.session import SignedIn
from desktop.session.shown import (
    ActivityShown,
    AttemptRow,
    Board,
    BoardCell,
    BoardRow,
    CertificateShown,
    ClaimShown,
    CommentShown,
    CorrectionShown,
    ExamOffer,
    Feedback,
    FindingShown,
    Home,
    ModuleShown,
    OpenAttempt,
    Readiness,
    ResultShown,
    Review,
    SittingShown,
    TaskShown,
    TheoryResult,
    TheoryShown,
    Tile,
    WeakPoint,
)

TRAINEE, INSTRUCTOR = SignedIn("p1", "张小梅", "trainee"), SignedIn("i1", "周敏", "instructor")
AT = datetime(2026, 11, 23, 2, 15, tzinfo=UTC)
NAMES = "王秀英 张小梅 李建国 刘桂兰 陈志强 杨丽华 赵海燕 黄文静 周玉珍 吴晓东 徐春梅 孙立军 马红霞 朱爱民 胡雪琴 郭永刚 何月娥 高凤英 林国栋 罗素芳".split()
INITIALS = "wxy zxm ljg lgl czq ylh zhy hwj zyz wxd xcm slj mhx zam hxq gyg hye gfy lgd lsf".split()


def places(folder: Path) -> Places:
    """The program's own assets, the user's data in ``folder``."""
    shipped = find_places()
    return Places(shipped.assets, shipped.courses, folder / "data", folder / "logs")


def street(width: int = 640, height: int = 400, *, loose: int = 0) -> bytes:
    """A small drawn street, so that pages have a picture to show."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#A9C4DD"))
    painter = QPainter(image)
    painter.fillRect(QRectF(0, height * 0.55, width, height * 0.45), QColor("#5E6470"))
    painter.fillRect(QRectF(0, height * 0.3, width, height * 0.25), QColor("#8C9A86"))
    for place, colour in enumerate(("#B23A3A", "#3A5FB2", "#D9D9D9")):
        painter.fillRect(
            QRectF(width * (0.1 + 0.28 * place), height * 0.52, width * 0.2, height * 0.18), QColor(colour)
        )
        painter.fillRect(
            QRectF(width * (0.13 + 0.28 * place), height * 0.46, width * 0.12, height * 0.07),
            QColor("#2B3440"),
        )
    painter.setPen(QColor("#FF3B30" if loose else "#00C27A"))
    painter.drawRect(
        QRectF(width * 0.1 - loose, height * 0.46 - loose, width * 0.2 + 2 * loose, height * 0.24 + 2 * loose)
    )
    painter.end()
    return png(image)


def png(image: QImage) -> bytes:
    """Return a picture as PNG."""
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(store.data())


def media(_session: object, path: str) -> bytes:
    """Any picture of the fake pack."""
    return street(loose=14 if "bad" in path else 0)


CLAUSES = (
    Clause(
        number="2.1",
        title="四边贴住可见部分",
        text="矩形框的四条边要**贴住目标的可见部分**，每边偏差不超过 max(3 px, 边长的 1.5 %)。\n\n- 后视镜算车身，天线不算\n- 看不见的部分不要猜",
        good=(Picture(path="media/good-1.png", caption="四边贴住车身，后视镜在框内"),),
        bad=(Picture(path="media/bad-1.png", caption="右边框外扩 14 px，把路面框进来了"),),
    ),
    Clause(
        number="3.2",
        title="公交车与货车",
        text="载客、有成排侧窗的是公交车；有货厢的是货车。",
        good_texts=("校车算公交车",),
        bad_texts=("把面包车标成公交车",),
    ),
    Clause(number="4.1", title="遮挡四档", text="无、轻（≤ 30 %）、中（30–60 %）、重（> 60 %）。"),
)
SCHEMA = LabelSchema(
    task="boxes",
    labels=tuple(
        Label(id=name, name=title, short=short, key=key, colour=colour)
        for name, title, short, key, colour in (
            ("car", "小汽车", "车", "1", 0),
            ("bus", "公交车", "公", "2", 1),
            ("truck", "货车", "货", "3", 2),
            ("person", "行人", "人", "4", 3),
            ("light", "红绿灯", "灯", "5", 4),
        )
    ),
    attributes=(
        Attribute(
            id="occlusion",
            name="遮挡",
            kind="choice",
            options=tuple(
                Option(id=i, name=n)
                for i, n in (("none", "无"), ("low", "轻"), ("mid", "中"), ("high", "重"))
            ),
        ),
        Attribute(id="cut", name="截断", kind="yesno", default=False),
    ),
)
ORDER = Order(
    id="ORD-CV-01",
    employer="恒驰智行（虚构）",
    name="车辆行人 2D 框",
    post="数据标注员",
    summary="在行车画面里把小汽车、公交车、货车、行人和红绿灯用矩形框框出可见部分。",
    rules_version="V1.3",
    level="L1 初级",
    headcount=60,
    days=20,
    unit_price=0.2,
    confidentiality="内部",
    acceptance=Acceptance(accuracy=0.98, miss_rate=0.01, units_per_hour=120),
    requirements=(Requirement(id="R1", text="可见框贴边", clauses=("2.1",)),),
    schemas=(SCHEMA,),
)


def modules() -> tuple[ModuleShown, ...]:
    """A course in its third module."""
    step = ActivityShown
    return (
        ModuleShown(
            "m1",
            "入门：电脑、鼠标与这份工作",
            "认识岗位，手眼热身",
            "done",
            4,
            4,
            (
                step("a1", "lesson", "数据标注员每天做什么", "done", 12),
                step("a2", "drill", "鼠标热身：点、拖、放大", "done", 10, "误差 2.1 px"),
                step("a3", "drill", "看颜色", "done", 5),
                step("a4", "theory", "入门小测 10 题", "done", 10, "9 / 10"),
            ),
        ),
        ModuleShown(
            "m2",
            "五类目标",
            "小汽车、公交车、货车、行人、红绿灯，一个也不混",
            "done",
            5,
            5,
            (
                step("b1", "lesson", "五类目标怎么认", "done", 15),
                step("b2", "theory", "类别判断 12 题", "done", 12, "11 / 12"),
                step("b3", "practice", "类别练习 6 张", "done", 30, "6 / 6"),
                step("b4", "gate", "过关：类别", "done", 0, "98.4%"),
                step("b5", "lesson", "易混的车", "done", 10),
            ),
        ),
        ModuleShown(
            "m3",
            "框要贴边",
            "四边贴住可见部分，每边不超过 3 像素",
            "now",
            2,
            5,
            (
                step("c1", "lesson", "可见框与贴边", "done", 15),
                step("c2", "theory", "贴边判断 8 题", "done", 8, "8 / 8"),
                step("c3", "practice", "贴边练习：停车场 6 张", "now", 35, "2 / 6"),
                step(
                    "c4",
                    "practice",
                    "贴边练习：路口 6 张",
                    "locked",
                    35,
                    "",
                    "先完成“贴边练习：停车场”，还差 4 张",
                ),
                step(
                    "c5",
                    "gate",
                    "过关：贴边",
                    "locked",
                    0,
                    "",
                    "最近 3 张首次准确率要 ≥ 95%，至少 40 个判定单位；现在 24 个，91.7%",
                ),
            ),
        ),
        ModuleShown(
            "m4",
            "遮挡与截断",
            "看得见多少，标多少，写明多少",
            "locked",
            0,
            4,
            (step("d1", "lesson", "遮挡四档", "locked", 15, "", "先过“贴边”关"),),
        ),
        ModuleShown(
            "m5",
            "拥挤、夜间与雨雾",
            "难画面，同一把尺子",
            "locked",
            0,
            5,
            (step("e1", "lesson", "拥挤处一物一框", "locked", 15),),
        ),
        ModuleShown(
            "m6",
            "试标：一批真实任务",
            "50 张，按用人单位的标准验收",
            "locked",
            0,
            3,
            (step("f1", "practice", "试标批次", "locked", 120),),
        ),
    )


def home() -> Home:
    """A trainee's home in the middle of the course."""
    steps = modules()
    return Home(
        order=ORDER,
        class_name="第 24 期",
        modules=steps,
        next_activity=steps[2].activities[2],
        done=11,
        total=26,
        minutes_today=42,
        minutes_total=615,
        weak_points=(WeakPoint("右边框外扩", 6, 18, "c3"), WeakPoint("公交车与货车", 3, 20, "b3")),
        readiness=Readiness(
            "amber",
            88,
            96,
            0.846,
            0.98,
            "最近 96 个判定单位里 88 个合格。95% 把握至少 84.6%，要求 98%，还要更稳。",
        ),
        exam=ExamOffer("locked", ("还有 15 步没有完成", "准备度 84.6%，开放考核要 ≥ 95%")),
        comments=(
            CommentShown("周敏", AT, "右边框收得越来越准了，注意把后视镜也框进去。", None, "t1", "停车场 02"),
        ),
    )


def tiles() -> tuple[Tile, ...]:
    """Twenty trainees and two instructors."""
    people = tuple(
        Tile(f"p{n}", name, "trainee", INITIALS[n], "第 24 期", f"24{n + 1:02d}")
        for n, name in enumerate(NAMES)
    )
    return (*people, Tile("i1", "周敏", "instructor", "zm"), Tile("i2", "陈立", "instructor", "cl"))


LESSON = Lesson(
    id="l1",
    title="可见框与贴边",
    minutes=15,
    body="""订单要求：**四条边贴住目标的可见部分**，每边偏差不超过 3 像素。这一课学会判断“贴”和“不贴”。

## 什么叫贴边

把画面放大到 200 % 以上，看框线和车身之间：看得到一条路面，就是**偏松**；车身被切掉一块，就是**切边**。规则见 [规则 2.1](clause:2.1)。

![✓ 四边贴住车身，后视镜在框内](media/good-1.png)
![✗ 右边框外扩 14 px，把路面框进来了](media/bad-1.png)

## 三步画好一个框

1. 先找**最左**和**最上**的可见点，按下鼠标
2. 拖到**最右**和**最下**，松开
3. 放大检查四条边，用方向键微调 1 像素

> 小窍门：按住空格可以移动画面，滚轮放大时鼠标指到哪里就放大哪里。

| 偏差 | 结果 | 怎么改 |
|---|---|---|
| ≤ 3 px | 合格 | 不用改 |
| 4–10 px | 偏松或切边 | 选中框，拖那条边 |
| > 10 px | 严重 | 删掉重画 |

看不见的部分不要猜：被前车挡住的车尾不画，见 [规则 4.1](clause:4.1)。
""",
)

ITEMS = (
    TheoryItem(
        id="q1",
        kind="single",
        stem="车门后视镜在画面里清楚可见，框的左边应该画在哪里？",
        topic="boxes",
        pool="practice",
        answer=("b",),
        choices=(
            Choice(id="a", text="画在车门的钣金边缘，后视镜不算"),
            Choice(id="b", text="画在后视镜的最外侧"),
            Choice(id="c", text="画在后视镜和车门的中间"),
            Choice(id="d", text="哪里都可以，差几个像素没关系"),
        ),
        explanation="后视镜是车身的一部分，看得见就要框进去；天线太细，不算。",
        clause="2.1",
    ),
    TheoryItem(
        id="q2",
        kind="multiple",
        stem="下面哪些目标这份订单不标？可能不止一个。",
        topic="boxes",
        pool="practice",
        answer=("a", "c"),
        choices=(
            Choice(id="a", text="广告牌上画的汽车"),
            Choice(id="b", text="被树挡住一半的行人"),
            Choice(id="c", text="橱窗里车的倒影"),
            Choice(id="d", text="远处 14 像素高的小汽车"),
        ),
        explanation="画里的、倒影里的都不是真的目标；小于 10 像素的才不标。",
        clause="3.2",
    ),
    TheoryItem(
        id="q3",
        kind="judgement",
        stem="一辆校车应当标成“公交车”。",
        topic="boxes",
        pool="practice",
        answer=("true",),
        explanation="载客、有成排侧窗的都是公交车。",
        clause="3.2",
    ),
    TheoryItem(
        id="q4",
        kind="ordering",
        stem="把画一个框的步骤排好顺序。",
        topic="boxes",
        pool="practice",
        answer=("a", "b", "c", "d"),
        choices=(
            Choice(id="c", text="放大检查四条边"),
            Choice(id="a", text="先选类别"),
            Choice(id="d", text="写遮挡和截断"),
            Choice(id="b", text="从左上拖到右下"),
        ),
        explanation="先选类别，再画框，然后放大检查，最后填属性。",
    ),
)


def theory(answered: Sequence[str] = ()) -> TheoryShown:
    """A theory set of four kinds of item."""
    given = {item.id: theory_result(item.id, item.answer) for item in ITEMS if item.id in answered}
    return TheoryShown("c2", "贴边判断", ITEMS, given)


def theory_result(item_id: str, chosen: Sequence[str]) -> TheoryResult:
    """What became of an answer."""
    item = next(each for each in ITEMS if each.id == item_id)
    clause = next((each for each in CLAUSES if each.number == item.clause), None)
    return TheoryResult(
        item_id, tuple(chosen), set(chosen) == set(item.answer), item.answer, item.explanation, clause
    )


EXERCISE = Exercise(
    id="e1",
    title="停车场 03",
    pool="practice",
    media="media/street.png",
    size=(640, 400),
    hint="注意后视镜",
    golds=(
        Gold(
            marks=(
                GoldMark(id="g1", label="car", box=(64, 184, 192, 280)),
                GoldMark(id="g2", label="car", box=(243, 184, 371, 280)),
                GoldMark(id="g3", label="truck", box=(422, 184, 550, 280)),
            )
        ),
    ),
)


def attempt(try_number: int = 1, mode: str = "practice") -> OpenAttempt:
    """An exercise on the bench with two boxes drawn."""
    marks = (
        Box("m1", "car", 66, 185, 205, 281, attributes={"occlusion": "none", "cut": False}),
        Box("m2", "bus", 243, 184, 370, 279, attributes={"occlusion": "none"}),
    )
    return OpenAttempt(
        "t1",
        EXERCISE,
        SCHEMA,
        History(Document(marks)),
        mode,
        try_number,
        street(),
        CLAUSES,
        "第 3 张，共 6 张",
        "c3",
    )  # type: ignore[arg-type]


def score() -> Score:
    """A score with three findings."""
    findings = (
        Finding("LOOSE", "ordinary", (192, 184, 205, 280), "g1", "m1", 13, 3, "px", "2.1", {"side": "right"}),
        Finding(
            "CLS",
            "severe",
            (243, 184, 371, 280),
            "g2",
            "m2",
            clause="3.2",
            detail={"expected": "car", "got": "bus"},
        ),
        Finding("MISS", "severe", (422, 184, 550, 280), "g3", None, clause="2.1"),
    )
    counts = Counts(gold=3, answer=2, matched=2, qualified=0, missed=1)
    subs = {
        "detection": SubScore(0.667, 3),
        "label": SubScore(0.5, 2),
        "geometry": SubScore(0.875, 8),
        "attribute": SubScore(None, 0, "这题没有要求"),
    }
    return Score(
        counts, 0.333, 1.0, 0.667, 0.8, 0.6, 0.91, subs, {}, findings, (Pair("g1", "m1", 0.9, False),)
    )  # type: ignore[arg-type]


def findings() -> tuple[FindingShown, ...]:
    """The findings in words."""
    words = (
        ("右边框外扩 13 px，要求 ≤ 3 px", "选中这个框，把右边往左拖到车身边缘。"),
        ("标成了“公交车”，应为“小汽车”", "没有成排侧窗、载客少的是小汽车。"),
        ("漏标了一辆货车", "画面右侧的货车也要框出来。"),
    )
    clauses = (CLAUSES[0], CLAUSES[1], CLAUSES[0])
    return tuple(FindingShown(f, *w, c) for f, w, c in zip(score().findings, words, clauses, strict=True))


def feedback(try_number: int = 1) -> Feedback:
    """What a trainee sees after handing in."""
    gold = Document(mark.mark() for mark in EXERCISE.golds[0].marks)
    return Feedback(
        attempt(try_number),
        score(),
        findings(),
        gold,
        frozenset(),
        try_number == 1,
        try_number == 1,
        "过关还差：最近 3 张首次准确率 91.7%，要 ≥ 95%",
        "下一题选“贴边”：你最近 18 次里外扩 6 次",
    )


def sitting(part: str = "theory") -> SittingShown:
    """A running assessment."""
    answers = {"q1": ("b",), "q2": ("a",)} if part == "theory" else {item.id: item.answer for item in ITEMS}
    tasks = tuple(
        TaskShown(
            n, f"x{n}", f"考核任务 {n + 1}", "handed_in" if n < 3 else "begun" if n == 3 else "untouched"
        )
        for n in range(14)
    )
    return SittingShown(
        "s1",
        "张小梅",
        part,
        2143.0 if part == "theory" else 4211.0,
        ITEMS * 1,
        answers,
        tasks,
        0,
        ORDER.name,
        45,
        90,
    )  # type: ignore[arg-type]


def _code_file() -> str:
    path = Path(tempfile.gettempdir()) / "doorstep-code.txt"
    path.write_text("DS1:8K3M2P7F3K9Q2M5X" * 12, "utf-8")
    return str(path)


def result(outcome: str = "pass", *, certificate: bool = True) -> ResultShown:
    """The outcome of a sitting."""
    claims = (
        ClaimShown(
            "漏标率",
            3,
            318,
            0.0094,
            0.002,
            0.027,
            "318 个应标目标里漏了 3 个。",
            "还不能说漏标率 ≤ 1 %：按这个漏标数，需要 n ≥ 773。",
        ),
    )
    return ResultShown(
        "s1",
        "张小梅",
        ORDER.name,
        outcome,
        not certificate,
        ("理论 57/60，达到 80 %；红线题全对", "实操 315/318 合格，达到 98 %"),  # type: ignore[arg-type]
        ClaimShown("理论", 57, 60, 0.95, 0.861, 0.99, "有 95 % 把握，理论正确率在 86.1 % 以上。", ""),
        ClaimShown(
            "实操准确率",
            315,
            318,
            0.9906,
            0.973,
            0.998,
            "有 95 % 把握，准确率在 97.3 % 以上。",
            "还不能写“准确率 99 %”：按 3 个错，需要 n ≥ 773 个判定单位。",
        ),
        claims,
        AT,
        1,
        (WeakPoint("右边框外扩", 2, 318, "c3"),),
        CertificateShown("DS-2026-8K3M2P", "none.pdf", "none.json", _code_file()) if certificate else None,
    )


def board() -> Board:
    """A class board with every state on it."""
    titles = tuple(module.title for module in modules())
    rows = []
    for n, name in enumerate(NAMES):
        at = (n * 7) % 6
        cells = tuple(
            BoardCell(
                "done" if m < at else ("stuck" if n % 6 == 3 else "now") if m == at else "locked",
                f"{5 if m < at else 2 if m == at else 0}/5",
            )  # type: ignore[arg-type]
            for m in range(6)
        )
        lights = ("none", "red", "amber", "green")
        light = lights[min(at, 3)]
        rows.append(
            BoardRow(
                f"p{n}",
                name,
                f"24{n + 1:02d}",
                cells,
                120 + n * 37,
                0.9 + (n % 9) * 0.011,
                20 + n * 13,
                Readiness(light, 80, 90, 0.82, 0.98, ""),
                "合格" if at == 5 else "",
                "“贴边练习”停了 3 天" if n % 6 == 3 else "",
            )
        )  # type: ignore[arg-type]
    return Board("k1", "第 24 期", ORDER.name, titles, tuple(rows))


def attempt_rows() -> tuple[AttemptRow, ...]:
    """Attempts to review."""
    return tuple(
        AttemptRow(
            f"t{n}",
            f"p{n % 20}",
            NAMES[n % 20],
            f"停车场 {n % 12 + 1:02d}",
            "exam" if n % 5 == 0 else "practice",
            AT,
            0.86 + (n * 13 % 15) / 100,
            12 + n % 9,
            n % 5,
            n % 3,
            n % 7 == 0,
        )
        for n in range(40)
    )


def review_shown() -> Review:
    """An attempt opened by an instructor."""
    gold = Document(mark.mark() for mark in EXERCISE.golds[0].marks)
    return Review(
        attempt_rows()[1],
        EXERCISE,
        SCHEMA,
        street(),
        attempt().document,
        gold,
        frozenset(),
        score(),
        findings(),
        (CommentShown("周敏", AT, "右边再收一点，注意后视镜。", "m1"),),
        (CorrectionShown("周敏", AT, "0 / 3", "1 / 3", "第 2 个框按补充说明算合格"),),
    )


def agreement_shown() -> agreement.Shown:
    """Two people over three exercises."""
    found = agreed()
    rows = tuple(agreement.ItemRow(f"e{n}", f"停车场 {n:02d}", found) for n in (1, 2, 3))
    figures = overall(total([found] * 3), counting_alpha([]), 2, [SCHEMA])
    return agreement.Shown((NAMES[0], NAMES[1]), figures, rows, 1)


def agreed() -> Agreement:
    """A trainee's marks against the gold, as if that were another person's."""
    return agree(tuple(attempt().document), tuple(review_shown().gold), SCHEMA)


def agreement_pair() -> agreement.Pair:
    """One exercise with two people's marks."""
    names, found = (NAMES[0], NAMES[1]), agreed()
    told = tuple(disagreement_shown(each, names, SCHEMA) for each in found.disagreements)
    return agreement.Pair(names, replace(review_shown(), findings=told, second=names[1]), found)


COHORT = Cohort("k1", 24, "第 24 期", "ord-cv-01", "sha256:0", "ORD-CV-01", AT, 20, 1)


def people() -> tuple[Account, ...]:
    """The trainees of a class."""
    return tuple(
        Account(
            f"p{n}",
            "trainee",
            name,
            (INITIALS[n],),
            f"24{n + 1:02d}",
            f"{1234 + n * 37:04d}",
            "",
            AT,
            None,
            AT if n % 3 else None,
        )
        for n, name in enumerate(NAMES)
    )


def plan(path: Path, *, faults: bool = False) -> RosterPlan:
    """The dry run of a sheet."""
    rows = tuple(
        RosterRow(n + 2, name, f"24{n + 1:02d}", f"{1234 + n * 37:04d}", "" if n % 4 else "2468")
        for n, name in enumerate(NAMES)
    )
    wrong = (
        RosterFault(4, "身份证号", "身份证号被 Excel 变成了数字 4.10123E+17，请把这一列设为文本再填"),
        RosterFault(9, "姓名", "姓名是空的"),
        RosterFault(15, "学号", "学号 2407 与第 8 行重复"),
    )
    return RosterPlan(path, rows, wrong if faults else (), "gb18030")


def stub_missing(*names: str) -> None:
    """Stand in for operations that do not exist yet."""
    import importlib

    for name in names:
        full = f"desktop.session.operations.{name}"
        try:
            importlib.import_module(full)
        except ImportError:
            sys.modules[full] = module = types.ModuleType(full)
            package = importlib.import_module("desktop.session.operations")
            setattr(package, name, module)


def desk(_session: object) -> types.SimpleNamespace:
    """A trainee at their desk."""
    blueprint = Blueprint(
        theory=TheoryPart(minutes=45, strata=(TheoryStratum(topic="boxes", count=60),)),
        practical=PracticalPart(
            minutes=90, strata=(PracticalStratum(difficulty=2, count=14),), pass_accuracy=0.98
        ),
    )
    drills = {
        "a2": DrillActivity(id="a2", title="鼠标热身：点、拖、放大", drill="mouse"),
        "a3": DrillActivity(id="a3", title="看颜色", drill="colour"),
    }
    files = types.SimpleNamespace(read=lambda path: media(None, path))
    schemas = {each.id: each for each in ORDER.schemas}
    pack = types.SimpleNamespace(
        order=ORDER, blueprint=blueprint, activity=drills.get, files=files, schema=schemas.__getitem__
    )
    return types.SimpleNamespace(account_id="p1", name="张小梅", cohort=COHORT, pack=pack, class_id="k1")


def instructors() -> tuple[Account, ...]:
    """Two instructors; the first is at the keyboard."""
    return (
        Account("i1", "instructor", "周敏", ("zm",), "", "", "", AT, None, AT),
        Account("i2", "instructor", "欧阳建国", ("oyjg",), "", "", "", AT, None, None),
    )


def install(put: Callable[[object, str, object], None]) -> None:
    """Let the operations return these values; ``put`` is ``monkeypatch.setattr`` or the like."""
    stub_missing("exam", "certificates")
    from desktop.session.operations import board as board_verbs
    from desktop.session.operations import (
        exam,
        learning,
        points,
        practice,
        review,
        roster,
        signin,
        site,
        staff,
    )
    from desktop.views import window
    from desktop.views.pages import bench as bench_page
    from desktop.views.pages import drill as drill_page
    from desktop.views.pages import exam as exam_page
    from tests.gui.self_test import fakes as self_test

    for module in (window, bench_page, exam_page, drill_page):
        put(module, "desk", desk)
    self_test.install(put, restore="warning")
    put(
        signin,
        "tiles",
        lambda _session, query="": tuple(
            t for t in tiles() if query.lower() in t.name or t.initials.startswith(query.lower())
        ),
    )
    put(signin, "seconds_to_wait", lambda _session, _account: 0)
    put(site, "site_name", lambda _session: "幸福里社区实训点")
    put(site, "needs_setup", lambda _session: False)
    put(staff, "instructors", lambda _session: instructors())
    put(learning, "home", lambda _session: home())
    put(learning, "open_lesson", lambda _session, _activity: LESSON)
    put(learning, "open_theory", lambda _session, _activity: theory())
    put(
        learning,
        "answer_theory",
        lambda _session, _activity, item, chosen, _seconds=0.0: theory_result(item, chosen),
    )
    put(learning, "finish_drill", lambda _session, _activity, _seconds, _result: None)
    put(learning, "media", media)
    put(learning, "clauses", lambda _session: CLAUSES)
    put(practice, "open_practice", lambda _session, _activity: attempt())
    put(practice, "submit", lambda _session, _attempt: feedback())
    put(practice, "retry", lambda _session, _attempt: attempt(2))
    put(review, "attempts", lambda _session, **_wanted: attempt_rows())
    put(review, "sittings_of", lambda _session, _class, _account: (result(),))
    put(review, "leanings", lambda *_arguments: None)
    put(review, "open_review", lambda _session, _attempt: review_shown())
    workers = tuple(agreement.Worker(f"p{n}", NAMES[n], 3) for n in (0, 1, 2))
    put(agreement, "choices", lambda *_class: agreement.Choices(workers, (("c3", "停车场画框"),)))
    put(agreement, "compare", lambda *_people: agreement_shown())
    put(agreement, "open_pair", lambda *_people: agreement_pair())
    put(board_verbs, "board", lambda _session, _class: board())
    put(points, "waiting", lambda *_arguments: (0, 0))
    put(exam, "offer", lambda _session: ExamOffer("open"))
    put(exam, "running", lambda _session: None)
    put(exam, "begin", lambda _session: sitting("intro"))
    put(exam, "heartbeat", lambda _session: sitting())
    put(exam, "result", lambda _session, _sitting: result())
    put(exam, "answer", lambda _session, _item, _chosen: None)
    put(exam, "start_part", lambda _session, part: sitting(part))
    put(exam, "open_task", lambda _session, _index: attempt(mode="exam"))
    put(roster, "classes", lambda _session: (COHORT,))
    put(roster, "people", lambda _session, _class: people())
    put(roster, "read_roster", lambda path: plan(path, faults="faults" in path.name))
