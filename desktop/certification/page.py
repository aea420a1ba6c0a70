"""The words and numbers on a certificate's page, in the language in use, as the template takes them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop.base.figures import at_least, between, limit, percent, whole
from desktop.base.wording import _, language
from desktop.certification.credential import STATEMENT
from desktop.certification.font import Coverage
from desktop.certification.keys import fingerprint
from desktop.certification.source import ByPicture, Proof, Source

#: Both weights have the same characters.
FONT = "NotoSansSC-Regular.ttf"
#: Stands for a character that no shipped font has (the geta mark of Chinese printers); it may be written in by hand.
GETA = "〓"
#: Names of site and order up to this many characters together stand on one line.
ONE_LINE = 40


def page_facts(source: Source, *, public: bytes, fonts: Path) -> dict[str, Any]:
    """Return the facts of the page. What the fonts cannot print is marked and explained, never left as a box."""
    font = Coverage.of(fonts / FONT)
    shown = {name: _printable(text, font) for name, text in _texts(source).items()}
    missing = sorted({char for text in _texts(source).values() for char in font.missing(text)})
    issued, until = source.issued_at.astimezone(), source.valid_until.astimezone()
    return {
        "language": language(),
        "title": f"{_('岗位能力证明')} · {source.name} · {source.number}",
        "date": [issued.year, issued.month, issued.day],
        "kicker": _("家门口标注实训"),
        "heading": _("岗位能力证明"),
        "statement": _(STATEMENT),
        "name": shown["name"],
        "honour": _("考核优秀") if source.outcome == "distinction" else "",
        "id_tail": _("证件尾号 {tail}", tail=source.id_tail) if source.id_tail else "",
        "sentences": _sentences(source, shown),
        "order": _(
            "订单 {number}　用人单位：{employer}　级别：{level}　标注规则 {version} 版",
            number=source.order_id,
            employer=shown["employer"],
            level=shown["level"],
            version=source.rules_version,
        ),
        "table": _table(source, shown),
        "notes": [*_notes(source, shown), *_gaps(missing)],
        "particulars": [
            [_("证书编号"), source.number],
            [_("签发日期"), f"{issued:%Y-%m-%d}"],
            [_("有效期至"), f"{until:%Y-%m-%d}"],
        ],
        "stamps": [[_("培训单位（盖章）"), shown["site"]], [_("用人单位（盖章）"), ""]],
        "site": source.site,
        "qr": _("扫码离线核验"),
        "footer": _(
            "本文件带电子签章，改动任何一处都能查出；用本工作站“核验证书”打开即可离线核验。签名公钥指纹 {name}",
            name=fingerprint(public),
        ),
    }


def _texts(source: Source) -> dict[str, str]:
    """Return the texts that people typed: any character may be in them."""
    return {
        **{f"section {place}": section.title for place, section in enumerate(source.sections)},
        "name": source.name,
        "site": source.site,
        "order_name": source.order_name,
        "employer": source.employer,
        "post": source.post,
        "level": source.level,
        "tolerance": source.tolerance,
    }


def _printable(text: str, font: Coverage) -> str:
    gone = font.missing(text)
    return "".join(GETA if char in gone else char for char in text)


def _sentences(source: Source, shown: dict[str, str]) -> list[str]:
    site, order = shown["site"], shown["order_name"]
    if len(site) + len(order) <= ONE_LINE:
        trained = [_("在{site}完成“{order}”订单的岗位培训，", site=site, order=order)]
    else:
        trained = [_("在{site}", site=site), _("完成“{order}”订单的岗位培训，", order=order)]
    able = (
        _("岗位能力考核成绩优秀，能够承担{post}工作。", post=shown["post"])
        if source.outcome == "distinction"
        else _("岗位能力考核合格，能够承担{post}工作。", post=shown["post"])
    )
    return [*trained, able]


def _table(source: Source, shown: dict[str, str]) -> list[list[str]]:
    return [
        [_("考核项目"), _("正确 / 判定"), _("准确率"), _("95% 置信区间"), _("按题计算的区间")],
        [_("理论知识"), *_numbers(source.theory), "—"],
        [_("实际操作"), *_numbers(source.practical), _clustered(source.by_picture)],
        *(
            [
                _("　{title}（≥ {cut}）", title=shown[f"section {place}"], cut=limit(section.cut)),
                *_numbers(section.proof),
                _clustered(section.by_picture),
            ]
            for place, section in enumerate(source.sections)
        ),
    ]


def _clustered(by_picture: ByPicture | None) -> str:
    return between(by_picture.lower, by_picture.upper) if by_picture else "—"


def _numbers(proof: Proof) -> list[str]:
    if not proof.n:
        return ["—", "—", "—"]
    return [f"{proof.k} / {proof.n}", percent(proof.share), between(proof.lower, proof.upper)]


def _notes(source: Source, shown: dict[str, str]) -> list[str]:
    standard = _("合格标准：{tolerance}。", tolerance=shown["tolerance"])
    done = _(
        "操作速度 {pace} 个/小时；第 {attempt} 次考核；中断 {n} 次。",
        pace=whole(source.units_per_hour),
        attempt=source.attempt,
        n=source.interruptions,
    )
    state = (
        _("成绩由实训点判定、复核并发布，中心复核后为最终结果。")
        if source.provisional
        else _("成绩已经中心复核。")
    )
    return [standard, _proved(source), _red_lines(source) + done + state]


def _red_lines(source: Source) -> str:
    """Return how many safety red lines were judged and missed, as a sentence before the others; "" for none."""
    found = source.red_lines
    if found is None:
        return ""
    if not found.crossed:
        return _("安全红线 {n} 处全部判对。", n=found.n)
    return _(
        "安全红线 {n} 处判错 {k} 处（允许 {allowed} 处）。", n=found.n, k=found.crossed, allowed=found.allowed
    )


def _proved(source: Source) -> str:
    if source.by_picture is None:
        return _("准确率只对上面的判定单位成立，高于区间下限的说法本证书不予证明。")
    return _(
        "以 95% 的把握，实际操作准确率不低于 {bound}（{n} 个判定单位，{pictures} 道题）；更高的说法本证书不予证明。",
        bound=at_least(source.by_picture.at_least),
        n=source.practical.n,
        pictures=source.by_picture.pictures,
    )


def _gaps(missing: list[str]) -> list[str]:
    if not missing:
        return []
    codes = "、".join(f"U+{ord(char):04X}" for char in missing)
    return [_("〓：字库没有这个字（{codes}），可手写补上；正确的字以所附 JSON 凭证为准。", codes=codes)]
