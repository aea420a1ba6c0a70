"""The result of a sitting in words: what was proved, with n and interval, and what was not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from desktop.assessment.reuse import met_before
from desktop.base.figures import between, fault_percent, limit, percent, whole
from desktop.base.wording import _
from desktop.curriculum.pack import Pack
from desktop.records.queries.credentials import credentials
from desktop.records.queries.points import open_points_of_sitting
from desktop.records.queries.sittings import Sitting, sittings
from desktop.session.certificate_files import shown_files
from desktop.session.claim_words import not_proved, proved
from desktop.session.explain import CODE_NAMES
from desktop.session.measures import rule_names, why_none
from desktop.session.paper import paper_from_json
from desktop.session.sections import section_claims
from desktop.session.session import Session
from desktop.session.shown import CertificateShown, ClaimShown, ResultShown, WeakPoint


def result_shown(session: Session, sitting: Sitting, pack: Pack) -> ResultShown:
    """Return a sitting's result as the page shows it; "pending" while it is not decided."""
    decision = sitting.decision
    theory = decision.theory if decision else {}
    practical = decision.practical if decision else {}
    nothing = _("这次没有考这一部分。") if decision else _("还没有结果。")
    outcomes: Mapping[str, Any] = {name: name for name in ("distinction", "pass", "fail")}
    return ResultShown(
        sitting_id=sitting.sitting_id,
        name=sitting.name,
        order_name=pack.order.name,
        outcome=outcomes.get(decision.outcome, "pending") if decision else "pending",
        provisional=sitting.released_at is None,
        reasons=(
            *(
                reason_words(reason, _rule_names(pack, reason.get("section", "")))
                for reason in map(json.loads, decision.reasons if decision else ())
            ),
            *_met_before(session, sitting),
        ),
        theory=_claim(_("理论知识"), theory, pack.blueprint.theory.pass_share, nothing),
        practical=_claim(
            _("实际操作（人的准确率）"), practical, pack.blueprint.practical.pass_accuracy, nothing
        ),
        sections=section_claims(practical),
        claims=three_claims(decision.claims if decision else ()),
        closed_at=sitting.closed_at,
        interruptions=sitting.interruptions,
        weak_points=_weak_points(practical),
        certificate=_certificate(session, sitting),
        open_points=open_points_of_sitting(session.record, sitting.sitting_id) if decision is None else 0,
    )


def _met_before(session: Session, sitting: Sitting) -> Iterator[str]:
    """Yield how much of the paper this trainee had met in earlier sittings; nothing of a first one."""
    known = sittings(session.record, account_id=sitting.account_id, class_id=sitting.class_id)
    earlier = [each for each in known if each.created_at < sitting.created_at]
    if not earlier:
        return
    paper = paper_from_json(sitting.form)
    practical, theory = met_before(paper.form, (paper_from_json(each.form).form for each in earlier))
    if "practical" in paper.parts and (n := len(paper.form.practical)):
        share = fault_percent(practical / n)
        yield _("· 实操：其中 {share} 的图文（{k}/{n}）曾在前次考核出现", share=share, k=practical, n=n)
    if "theory" in paper.parts and (n := len(paper.form.theory)):
        share = fault_percent(theory / n)
        yield _("· 理论：其中 {share} 的题（{k}/{n}）曾在前次考核出现", share=share, k=theory, n=n)


def three_claims(claims: tuple[dict[str, Any], ...]) -> tuple[ClaimShown, ...]:
    """Return the three 99 %s by name: only B, the accuracy of this person, can be told from one sitting."""
    person = claims[0] if claims else None
    shown = []
    if person is not None:
        k, n = int(person["k"]), int(person["n"])
        lower, upper = person["interval"] or (None, None)
        shown.append(
            ClaimShown(
                _("B · 个人准确率 99%"),
                k,
                n,
                person["share"],
                lower,
                upper,
                proved(person),
                not_proved(k, n, person),
            )
        )
    no_cohort = _("这是全班的指标，一个人的成绩说明不了；见班级成绩册。")
    no_retention = _("考核后第 91 天才有数据。")
    shown.append(ClaimShown(_("A · 班级合格率 99%"), 0, 0, None, None, None, "", no_cohort))
    shown.append(ClaimShown(_("C · 三个月稳岗率 99%"), 0, 0, None, None, None, "", no_retention))
    return tuple(shown)


def reason_words(reason: Mapping[str, Any], rules: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return one condition of the decision as a sentence with its numbers. ``rules``: names of requirements by id."""
    name = ""
    if reason["code"] == "rule":
        name = rules.get(reason["subjects"][0], reason["subjects"][0])
        if reason["value"] is None:
            why = why_none("nothing_matched" if reason["n"] else "nothing_applies")
            return "– " + _whose(reason) + _("要求“{name}”不适用：{why}", name=name, why=why)
    mark = "✓" if reason["met"] else "✗"
    value, cut, k, n = (reason.get(key) for key in ("value", "limit", "k", "n"))
    numbers = {"k": k, "n": n, "name": name, **_figures(str(reason["code"]), value or 0.0, cut or 0.0)}
    texts = {
        "theory_share": _("理论答对 {k}/{n}（{value}），要求 ≥ {limit}"),
        "red_line": _("红线题答对 {k}/{n}，要求全对"),
        "units": _("实操判定单位 {value} 个，要求 ≥ {limit} 个"),
        "accuracy": _("实操准确率 {k}/{n}（{value}），要求 ≥ {limit}"),
        "miss_rate": _("漏标 {k}/{n}（{value}），要求 ≤ {limit}"),
        "false_alarms": _("误报 {k}/{n}（{value}），要求 ≤ {limit}"),
        "rule": _("要求“{name}”：{value}（n = {n}），标准 ≥ {limit}"),
        "practical_red_line": _("实操安全红线 {n} 处，判错 {k} 处，允许 {limit} 处")
        if reason["met"]
        else _("实操安全红线 {n} 处，判错 {k} 处，只允许 {limit} 处：一票否决，准确率再高实操也不合格"),
        "pace": _("速度达到订单人效的 {value}，要求 ≥ {limit}"),
        "distinction_accuracy": _("优秀：准确率 {value}，要求 ≥ {limit}"),
        "distinction_pace": _("优秀：速度达到订单人效的 {value}，要求 ≥ {limit}"),
    }
    return f"{mark} {_whose(reason)}{texts[str(reason['code'])].format(**numbers)}"


def _rule_names(pack: Pack, title: str) -> Mapping[str, str]:
    """Return the names of requirements: of a section those of its own schemas, which may share ids with others'."""
    section = next((one for one in pack.blueprint.practical.sections if one.title == title), None)
    if section is None:
        return rule_names(pack.order.schemas)
    return rule_names([schema for schema in pack.order.schemas if schema.id in section.schemas])


def _whose(reason: Mapping[str, Any]) -> str:
    """Return the section that a condition is about, before its sentence; "" for the whole part."""
    title = reason.get("section", "")
    return _("“{title}”：", title=title) if title else ""


def _figures(code: str, value: float, cut: float) -> dict[str, Any]:
    """Return a condition's value and limit as they are told: a limit that was missed is never told as reached."""
    if code in {"units", "practical_red_line"}:
        return {"value": whole(value), "limit": f"{cut:g}"}
    told = fault_percent if code in {"miss_rate", "false_alarms"} else percent
    return {"value": told(value, against=cut), "limit": limit(cut)}


def _claim(title: str, proof: Mapping[str, Any], cut: float, nothing: str) -> ClaimShown:
    n = int(proof.get("n", 0))
    if not n:
        return ClaimShown(title, 0, 0, None, None, None, "", nothing)
    k, lower, upper = int(proof["k"]), float(proof["lower"]), float(proof["upper"])
    said = _("{k}/{n} 正确，95% 置信区间 {range}。", k=k, n=n, range=between(lower, upper))
    missing = (
        "" if lower >= cut else _("只看这 {n} 个单位，还不能说真实水平一定达到 {cut}。", n=n, cut=limit(cut))
    )
    return ClaimShown(title, k, n, k / n, lower, upper, said, missing)


def _weak_points(practical: Mapping[str, Any]) -> tuple[WeakPoint, ...]:
    names = {str(code): name for code, name in CODE_NAMES.items()}
    codes = sorted(practical.get("codes", {}).items(), key=lambda pair: -pair[1])
    n = int(practical.get("n", 0))
    return tuple(WeakPoint(_(names.get(code, code)), times, n, "") for code, times in codes[:3])


def _certificate(session: Session, sitting: Sitting) -> CertificateShown | None:
    found = credentials(session.record, sitting_id=sitting.sitting_id)
    return shown_files(session.places, found[0]) if found else None
