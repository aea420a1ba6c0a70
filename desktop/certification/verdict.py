"""What a check of a certificate file found, in words for people and in facts for machines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Literal, TypeAlias

from desktop.base.figures import at_least, between, limit, percent
from desktop.base.wording import _
from desktop.certification.compact import Compact
from desktop.certification.issuers import Issuers
from desktop.certification.keys import fingerprint
from desktop.certification.source import Proof, Source

Kind: TypeAlias = Literal["certificate", "credential", "code", "picture", "unknown"]


@dataclass(frozen=True)
class Verdict:
    """``genuine``: unchanged (``intact``) and signed by an issuer that is known here (``issuer_known``).

    False: altered, forged or no certificate at all. None: intact, but anybody may have signed it (docs/adr/0033).
    """

    genuine: bool | None
    intact: bool
    issuer_known: bool
    kind: Kind
    sentence: str
    details: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def certain(self) -> bool:
        """Whether it is genuine and in force: nothing is left to compare by hand."""
        return bool(self.genuine) and not self.facts.get("expired")

    def as_json(self) -> dict[str, Any]:
        """Return the verdict as a JSON object."""
        return asdict(self)


@dataclass(frozen=True)
class Context:
    """What the checking PC knows: whose signatures count, and the time."""

    issuers: Issuers
    now: datetime


def refused(kind: Kind, what: str, *details: str) -> Verdict:
    """Return the verdict that something does not hold; ``what`` says which check failed."""
    return Verdict(
        genuine=False,
        intact=False,
        issuer_known=False,
        kind=kind,
        sentence=_("不能认定为真：{what}", what=what),
        details=details,
        facts={"failed": what},
    )


def found_genuine(kind: Kind, said: Source | Compact, public: bytes, context: Context) -> Verdict:
    """Return the verdict on something whose every signature holds."""
    facts = _facts(said)
    known = context.issuers.know(public)
    issuer = (context.issuers.name_of(public) or said.site) if known else None
    expired = context.now.astimezone().date() > _until(said)
    facts |= {
        "fingerprint": fingerprint(public),
        "public_key": public.hex(),
        "issuer_known": known,
        "expired": expired,
        "revocation_checked": False,
    }
    details = [
        *_said(said),
        *_who(said, public, issuer),
        *_when(said, context.now, expired=expired),
        *_not_checked(said),
    ]
    sentence = _sentence(said, issuer, expired=expired)
    return Verdict(
        genuine=known or None,
        intact=True,
        issuer_known=known,
        kind=kind,
        sentence=sentence,
        details=tuple(details),
        facts=facts,
    )


def overall(verdicts: Iterable[Verdict]) -> bool | None:
    """Return what holds of all: False when one is not intact, else None when the issuer of one is not known."""
    found = [verdict.genuine for verdict in verdicts]
    return False if False in found else None if None in found else True


def _sentence(said: Source | Compact, issuer: str | None, *, expired: bool) -> str:
    if issuer is None:
        text = _(
            "签名完好，内容没有改动；但不认识签名的公钥（谁都可以自造一把），不能证明签发单位就是“{site}”。",
            site=said.site,
        )
    else:
        text = _("真实：由“{site}”签发，内容没有改动。", site=issuer)
    return text + (_("证书已过有效期。") if expired else _("在有效期内。"))


def _said(said: Source | Compact) -> list[str]:
    outcome = _("优秀") if said.outcome == "distinction" else _("合格")
    lines = [_("证书 {number}，{name}，考核{outcome}", number=said.number, name=said.name, outcome=outcome)]
    if isinstance(said, Compact):
        lines += [
            _("订单 {order}", order=said.order_id),
            _("理论 {k}/{n} 正确", k=said.theory[0], n=said.theory[1]),
            _(
                "实操 {k}/{n} 合格，95% 置信区间下限 {lower}",
                k=said.practical[0],
                n=said.practical[1],
                lower=at_least(said.lower),
            ),
            _("二维码只有摘要：容差、用人单位、操作速度等写在 PDF 和 JSON 凭证里。"),
        ]
        return lines
    lines += [
        _(
            "订单 {id} {name}（用人单位 {employer}），{post}，{level}，规则 {version} 版",
            id=said.order_id,
            name=said.order_name,
            employer=said.employer,
            post=said.post,
            level=said.level,
            version=said.rules_version,
        ),
        _("理论：{proof}", proof=_proof(said.theory)),
        _("实操：{proof}；容差：{tolerance}", proof=_proof(said.practical), tolerance=said.tolerance),
    ]
    lines += [
        _("　{title}：{proof}，合格线 {cut}", title=own.title, proof=_proof(own.proof), cut=limit(own.cut))
        for own in said.sections
    ]
    if said.by_picture is not None:
        lines.append(
            _(
                "同一题里的判定单位互相关联，按 {n} 道题计算的区间是 {range}",
                n=said.by_picture.pictures,
                range=between(said.by_picture.lower, said.by_picture.upper),
            )
        )
    if said.red_lines is not None:
        lines.append(
            _(
                "实操安全红线：判定 {n} 处，判错 {k} 处，允许 {allowed} 处",
                n=said.red_lines.n,
                k=said.red_lines.crossed,
                allowed=said.red_lines.allowed,
            )
        )
    return [*lines, _("第 {attempt} 次考核，中断 {n} 次", attempt=said.attempt, n=said.interruptions)]


def _proof(proof: Proof) -> str:
    if not proof.n:
        return _("没有判定单位")
    return _(
        "{k}/{n} 正确（{share}），95% 置信区间 {range}",
        k=proof.k,
        n=proof.n,
        share=percent(proof.share),
        range=between(proof.lower, proof.upper),
    )


def _who(said: Source | Compact, public: bytes, issuer: str | None) -> list[str]:
    name = fingerprint(public)
    if issuer is not None:
        return [_("签发单位：{site}，公钥指纹 {name}，是已知的公钥", site=issuer, name=name)]
    return [
        _("证书自称的签发单位：{site}", site=said.site),
        _("公钥指纹 {name}：请向签发单位或中心核对，对不上就不可信；证书自己印的指纹不能当证据", name=name),
    ]


def _when(said: Source | Compact, now: datetime, *, expired: bool) -> list[str]:
    issued, until = _issued(said), _until(said)
    state = _("已过期") if expired else _("有效")
    lines = [_("签发 {issued}，有效期至 {until}（{state}）", issued=issued, until=until, state=state)]
    if issued > now.astimezone().date():
        lines.append(_("签发日期在本机时间之后：请检查这台电脑的日期。"))
    return lines


def _not_checked(said: Source | Compact) -> list[str]:
    lines = [
        _("没有检查：是否已被吊销（本机没有吊销清单）"),
        _("没有检查：持证人是不是本人，请核对证件"),
        _("签发时间取自签发电脑的时钟，没有第三方时间戳"),
    ]
    if isinstance(said, Source) and said.provisional:
        lines.append(_("成绩由实训点判定并发布，尚未经中心复核"))
    return lines


def _facts(said: Source | Compact) -> dict[str, Any]:
    if isinstance(said, Source):
        return said.model_dump(mode="json")
    (tk, tn), (pk, pn) = said.theory, said.practical
    return {
        "number": said.number,
        "name": said.name,
        "order_id": said.order_id,
        "outcome": said.outcome,
        "theory": {"k": tk, "n": tn},
        "practical": {"k": pk, "n": pn, "lower": said.lower},
        "site": said.site,
        "issued_at": said.issued.isoformat(),
        "valid_until": said.valid_until.isoformat(),
    }


def _issued(said: Source | Compact) -> date:
    return said.issued_at.astimezone().date() if isinstance(said, Source) else said.issued


def _until(said: Source | Compact) -> date:
    return said.valid_until.astimezone().date() if isinstance(said, Source) else said.valid_until
