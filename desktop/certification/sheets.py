"""The sheets of a cohort workbook: which columns, which words, which numbers. Writing them is another matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from desktop.assessment.claims import RETENTION_DAY, TARGET, Claim
from desktop.assessment.statistics import clopper_pearson
from desktop.base.figures import at_least, ceiled, floored, limit, whole
from desktop.base.wording import _
from desktop.certification.cohort_book import CohortBook, PracticeLine, SectionLine, SittingLine, TraineeLine
from desktop.certification.source import Proof

Cell: TypeAlias = str | int | float | datetime | None
Kind: TypeAlias = Literal["text", "wide", "number", "decimal", "share", "time", "outcome"]


@dataclass(frozen=True)
class Column:
    """A column: its title, its width in characters, and how its cells are written. ``wide`` text wraps, outcomes are coloured."""

    title: str
    width: float
    kind: Kind = "text"


@dataclass(frozen=True)
class Table:
    """A table under a heading of its own."""

    heading: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Sheet:
    """A sheet: lines of a title, then tables one below the other."""

    name: str
    title: tuple[str, ...]
    tables: tuple[Table, ...]


def sheets(book: CohortBook) -> tuple[Sheet, ...]:
    """Return every sheet of a class's workbook."""
    title = _("{name}　{order}", name=book.class_name, order=book.order)
    made = _(
        "{site}　用人单位 {employer}　{at:%Y-%m-%d %H:%M} 导出",
        site=book.site,
        employer=book.employer,
        at=local(book.made_at),
    )
    return (
        Sheet(_("汇总"), (title, made), (_totals(book), _three(book))),
        Sheet(_("学员"), (title, made), (trainees(book),)),
        Sheet(_("各次考核"), (title, made), (_sittings(book),)),
        *([Sheet(_("实操分项"), (title, made), (_sections(book),))] if book.sections else []),
        Sheet(_("练习"), (title, made), (_practice(book),)),
        Sheet(_("说明"), (title, made), (_notes(book),)),
    )


def trainees(book: CohortBook) -> Table:
    """Return one row a trainee: also what the CSV holds."""
    columns = (
        Column(_("学号"), 16),
        Column(_("姓名"), 14, "wide"),
        Column(_("状态"), 22, "wide"),
        Column(_("考核次数"), 9, "number"),
        Column(_("一次结果"), 9, "outcome"),
        Column(_("最终结果"), 9, "outcome"),
        Column(_("成绩发布"), 9),
        *_proof_columns(_("理论"), _("理论答对"), _("理论题数")),
        *_proof_columns(_("实操"), _("实操合格"), _("实操判定")),
        Column(_("个人准确率 99%（B）"), 44, "wide"),
        Column(_("中断次数"), 9, "number"),
        Column(_("证书编号"), 17),
        Column(_("学习小时"), 9, "decimal"),
    )
    return Table(_("学员，一人一行"), columns, tuple(_trainee(line) for line in book.trainees))


def against_target(claim: Claim | None) -> str:
    """Return what may and may not be said of a share against 99 %, in one honest sentence."""
    if claim is None or claim.at_least is None:
        return _("没有数据，不能声称")
    errors = claim.n - claim.k
    if claim.status == "proved":
        return _("可以声称：以 95% 的把握不低于 {bound}", bound=at_least(claim.at_least))
    if claim.status == "independent":
        return _("不能声称 99%：只有把每个单位看作独立才够，同一题里的判定单位互相关联")
    said = _("不能声称 99%：以 95% 的把握只能说不低于 {bound}", bound=at_least(claim.at_least))
    if claim.needed is None:
        return said
    if not errors:
        return said + _("；全部合格也至少要 n = {needed}，现在 n = {n}", needed=claim.needed, n=claim.n)
    return said + _(
        "；有 {errors} 个不合格时至少要 n = {needed}，现在 n = {n}",
        errors=errors,
        needed=claim.needed,
        n=claim.n,
    )


def local(moment: datetime) -> datetime:
    """Return a moment as this PC's wall clock shows it, to the minute, without a zone: Excel knows none."""
    return moment.astimezone().replace(tzinfo=None, second=0, microsecond=0)


def outcome_words(outcome: str) -> str:
    """Return an outcome in words; nothing for none."""
    return {"distinction": _("优秀"), "pass": _("合格"), "fail": _("不合格"), "": ""}.get(outcome, outcome)


def _totals(book: CohortBook) -> Table:
    totals = book.totals
    enrolled, sat = totals.enrolled, totals.sat
    certified = sum(bool(line.certificate) for line in book.trainees)
    columns = (
        Column(_("指标"), 18),
        Column(_("人数"), 9, "number"),
        Column(_("分母"), 9, "number"),
        Column(_("分母是谁"), 26),
        Column(_("比例"), 10, "share"),
        Column(_("95% 下限"), 10, "share"),
        Column(_("95% 上限"), 10, "share"),
        Column(_("与 99% 相比"), 58, "wide"),
    )
    of_enrolled, of_sat = _("报名的全部学员"), _("参加过考核的学员")
    rows = (
        (_("报名"), enrolled, None, "", None, None, None, ""),
        _count(_("参加考核"), sat, enrolled, of_enrolled),
        _claimed(_("一次合格"), totals.first, of_sat),
        _claimed(_("最终合格"), totals.final, of_sat),
        _claimed(_("最终合格（占报名）"), totals.final_of_enrolled, of_enrolled),
        _count(_("缺考"), totals.absent, enrolled, of_enrolled),
        _count(_("退班"), totals.withdrawn, enrolled, of_enrolled),
        _count(_("其中没考过就退班"), totals.withdrawn_unsat, enrolled, of_enrolled),
        _count(_("已发证"), certified, enrolled, of_enrolled),
        (_("考核场次"), totals.sittings, None, "", None, None, None, ""),
        (_("其中补考"), totals.retakes, None, "", None, None, None, ""),
    )
    return Table(_("班级指标（缺考、退班不从分母里拿掉）"), columns, rows)


def _three(book: CohortBook) -> Table:
    proved = [
        line for line in book.trainees if line.accuracy is not None and line.accuracy.status == "proved"
    ]
    judged = [line for line in book.trainees if line.accuracy is not None]
    columns = (
        Column(_("三个 99%"), 18),
        Column(_("达到"), 9, "number"),
        Column(_("分母"), 9, "number"),
        Column(_("分母是谁"), 26),
        Column(_("比例"), 10, "share"),
        Column(_("95% 下限"), 10, "share"),
        Column(_("95% 上限"), 10, "share"),
        Column(_("能不能声称"), 58, "wide"),
    )
    person = _(
        "{k} 人的证据足以声称个人准确率 ≥ 99%，其余 {rest} 人不能声称；逐人见“学员”表",
        k=len(proved),
        rest=len(judged) - len(proved),
    )
    rows = (
        _claimed(_("A 班级最终合格率"), book.totals.final, _("参加过考核的学员")),
        (_("B 个人准确率"), len(proved), len(judged), _("判定过实操的学员"), _share(len(proved), len(judged)), None, None, person),
        (_("C 三个月稳岗率"), None, None, _("发证的学员"), None, None, None,
         _("没有数据，不能声称：发证后第 {day} 天回访才有", day=RETENTION_DAY)),
    )  # fmt: skip
    return Table(_("三个 99% 是三件事，不能互相代替（目标 {target}）", target=limit(TARGET)), columns, rows)


def _sittings(book: CohortBook) -> Table:
    columns = (
        Column(_("学号"), 16),
        Column(_("姓名"), 14, "wide"),
        Column(_("第几次"), 8, "number"),
        Column(_("交卷时间"), 17, "time"),
        *_proof_columns(_("理论"), _("理论答对"), _("理论题数")),
        *_proof_columns(_("实操"), _("实操合格"), _("实操判定")),
        Column(_("红线判错"), 9, "number"),
        Column(_("红线判定"), 9, "number"),
        Column(_("个/小时"), 9, "number"),
        Column(_("结果"), 9, "outcome"),
        Column(_("成绩发布"), 17, "time"),
        Column(_("中断次数"), 9, "number"),
        Column(_("中断分钟"), 9, "decimal"),
        Column(_("图文曾见"), 9, "share"),
    )
    return Table(_("每一场考核，一场一行"), columns, tuple(_sitting(line) for line in book.sittings))


def _sections(book: CohortBook) -> Table:
    columns = (
        Column(_("学号"), 16),
        Column(_("姓名"), 14, "wide"),
        Column(_("第几次"), 8, "number"),
        Column(_("分项"), 22, "wide"),
        *_proof_columns(_("分项"), _("合格"), _("判定")),
        Column(_("合格线"), 9, "share"),
        Column(_("达到"), 8),
        Column(_("个人准确率 99%（B）"), 44, "wide"),
    )
    return Table(_("实操的每个分项，一场一项一行"), columns, tuple(_section(line) for line in book.sections))


def _section(line: SectionLine) -> tuple[Cell, ...]:
    reached = line.proof is not None and line.proof.share >= line.cut - 1e-9
    return (
        line.number,
        line.name,
        line.attempt,
        line.title,
        *_proof_cells(line.proof),
        line.cut,
        _("是") if reached else _("否"),
        against_target(line.accuracy),
    )


def _practice(book: CohortBook) -> Table:
    columns = (
        Column(_("学号"), 16),
        Column(_("姓名"), 14, "wide"),
        Column(_("模块"), 26),
        Column(_("完成"), 8, "number"),
        Column(_("共有"), 8, "number"),
        Column(_("首次合格"), 10, "number"),
        Column(_("首次判定"), 10, "number"),
        Column(_("首次准确率"), 11, "share"),
        Column(_("首次答对"), 10, "number"),
        Column(_("首次答题"), 10, "number"),
        Column(_("首次正确率"), 11, "share"),
        Column(_("用时（分钟）"), 12, "decimal"),
    )
    return Table(
        _("练习，一人一模块一行（只算每题第一次）"), columns, tuple(_exercise(line) for line in book.practice)
    )


def _notes(book: CohortBook) -> Table:
    rows = (
        (_("报名"), _("编入过本班的全部学员，退班的也在内。")),
        (_("参加考核"), _("至少交过一场卷并已判定的学员。")),
        (_("一次合格"), _("第一场考核就合格的学员；分母是参加过考核的学员。")),
        (_("最终合格"), _("{n} 场以内任何一场合格的学员；必须和一次合格一起看。", n=book.most_sittings)),
        (_("缺考"), _("没有退班、也没有参加过考核的学员。")),
        (_("合格线"), _pass_rules(book)),
        (_("实操准确率"), _("合格的标注 ÷（应有的标注 + 多出来的标注），不是按图算，也不是按框的重叠算。")),
        (_("红线判错"), _("漏判或误判的安全红线；超过考核蓝图允许的处数，准确率再高实操也不合格。空白：这场没有红线题。")),
        (_("95% 区间"), _("Clopper–Pearson 精确区间：真实比例可能的范围。人数少，区间就宽。")),
        (_("比例怎么取整"), _("比例和下限到万分位为止、往小取，上限往大取，都不四舍五入：98.997% 写 98.99%，证书上也一样。")),
        (_("能声称什么"), _("单侧 95% 下限达到 99% 才能声称；零差错至少要 299 个，错 1 个要 473 个。")),
        (_("个人准确率（B）"), _("还要把同一题里的判定单位当作互相关联再算一次，两种算法都达到才算。")),
        (_("三个月稳岗率（C）"), _("发证后第 {day} 天仍在岗的人；没有回访就没有数据。", day=RETENTION_DAY)),
        (_("图文曾见"), _("这场考核的图或文里，有多少在这名学员前几场考核出现过。比例高，成绩里有一部分是记性。")),
        (_("首次"), _("练习只算每道题的第一次，改过再交的不算进准确率。")),
        (_("成绩发布"), _("讲师复核并发布后才能发证；没有发布的成绩是暂定的。")),
    )  # fmt: skip
    return Table(_("名词和算法"), (Column(_("名词"), 20), Column(_("意思"), 100, "wide")), rows)


def _pass_rules(book: CohortBook) -> str:
    theory, practical = book.pass_rules
    if book.in_sections:
        return _(
            "理论答对 ≥ {theory} 且红线题全对；实操的每个分项各有合格线，都要达到，并满足速度要求；见“实操分项”表。",
            theory=limit(theory),
        )
    return _(
        "理论答对 ≥ {theory} 且红线题全对；实操准确率 ≥ {practical}，并满足漏标率与速度要求。",
        theory=limit(theory),
        practical=limit(practical),
    )


def _proof_columns(part: str, right: str, of: str) -> tuple[Column, ...]:
    return (
        Column(right, 9, "number"),
        Column(of, 9, "number"),
        Column(_("{part}比例", part=part), 9, "share"),
        Column(_("{part}下限", part=part), 9, "share"),
        Column(_("{part}上限", part=part), 9, "share"),
    )


def _proof_cells(proof: Proof | None) -> tuple[Cell, ...]:
    if proof is None:
        return (None,) * 5
    return proof.k, proof.n, _share(proof.k, proof.n), floored(proof.lower), ceiled(proof.upper)


def _trainee(line: TraineeLine) -> tuple[Cell, ...]:
    state = _("在班")
    if line.withdrawn_at is not None:
        state = _(
            "{at:%Y-%m-%d} 退班：{reason}",
            at=local(line.withdrawn_at),
            reason=" ".join(line.withdrawn_reason.split()),
        )
    final = outcome_words(line.final) or (_("缺考") if line.withdrawn_at is None else _("退班未考"))
    released = (_("已发布") if line.released else _("未发布")) if line.final else ""
    return (
        line.number,
        line.name,
        state,
        line.attempts,
        outcome_words(line.first),
        final,
        released,
        *_proof_cells(line.theory),
        *_proof_cells(line.practical),
        against_target(line.accuracy),
        line.interruptions,
        line.certificate,
        round(line.seconds / 3600, 2),
    )


def _sitting(line: SittingLine) -> tuple[Cell, ...]:
    return (
        line.number,
        line.name,
        line.attempt,
        local(line.closed_at),
        *_proof_cells(line.theory),
        *_proof_cells(line.practical),
        line.red_lines.crossed if line.red_lines else None,
        line.red_lines.n if line.red_lines else None,
        None if line.units_per_hour is None else whole(line.units_per_hour),
        outcome_words(line.outcome) or _("未判定"),
        local(line.released_at) if line.released_at else None,
        line.interruptions,
        round(line.gap_seconds / 60, 1),
        None if line.met_before is None else ceiled(line.met_before),
    )


def _exercise(line: PracticeLine) -> tuple[Cell, ...]:
    return (
        line.number,
        line.name,
        line.module,
        line.finished,
        line.activities,
        line.qualified,
        line.judged,
        _share(line.qualified, line.judged),
        line.correct,
        line.answers,
        _share(line.correct, line.answers),
        round(line.seconds / 60, 1),
    )


def _count(name: str, k: int, n: int, of: str) -> tuple[Cell, ...]:
    return name, k, n, of, _share(k, n), *_interval(k, n), ""


def _claimed(name: str, claim: Claim, of: str) -> tuple[Cell, ...]:
    return (
        name,
        claim.k,
        claim.n,
        of,
        _share(claim.k, claim.n),
        *_outwards(claim.interval),
        against_target(claim),
    )


def _share(k: int, n: int) -> float | None:
    return floored(k / n) if n else None


def _interval(k: int, n: int) -> tuple[float | None, float | None]:
    return _outwards(clopper_pearson(k, n) if n else None)


def _outwards(interval: tuple[float, float] | None) -> tuple[float | None, float | None]:
    """Return an interval as it may be printed: a spreadsheet shows two decimals and rounds them itself."""
    return (floored(interval[0]), ceiled(interval[1])) if interval else (None, None)
