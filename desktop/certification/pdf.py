"""The certificate as a PDF/A-3b page, printed by Typst from the source record. Sealing it comes after.

PDF/A-3 is PDF/A-2 plus attachments of any kind: the JSON credential travels in the page (docs/adr/0031).
"""

from __future__ import annotations

import io
import json
import re
import zlib
from pathlib import Path
from typing import Any

from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.wording import _
from desktop.certification.credential import STATEMENT
from desktop.certification.keys import fingerprint
from desktop.certification.source import Proof, Source

TEMPLATE = "certificate.typ"
MAX_CREDENTIAL = 2**20
_KEYWORDS = re.compile(rb"<pdf:Keywords>[^<]{0,200}?(DS1:[0-9A-Z $%*+\-./:]{1,4300})</pdf:Keywords>")
_ATTACHED = re.compile(rb"<</Length (\d{1,8})/Type/EmbeddedFile/Filter/FlateDecode[^\n]{0,300}>>\nstream\n")


def print_certificate(
    source: Source, *, public: bytes, qr_text: str, credential: bytes, assets: Path
) -> bytes:
    """Return the certificate of a source record as PDF bytes. Raises KnownError when Typst refuses.

    The credential is attached, and the QR text stands in the document's keywords: the file says all that it proves.
    """
    # Typst is a 30 MB library: loaded when a certificate is printed, never at start-up.
    import typst

    inputs = {
        "facts": json.dumps(_facts(source, public, qr_text), ensure_ascii=False),
        "qr": qr_svg(qr_text),
        "credential": credential.decode("utf-8"),
    }
    try:
        pdf = typst.compile(
            assets / "templates" / TEMPLATE,
            font_paths=[assets / "fonts"],
            ignore_system_fonts=True,
            sys_inputs=inputs,
            pdf_standards="a-3b",
            format="pdf",
        )
    except RuntimeError as fault:
        raise KnownError(_("证书排版失败：{reason}", reason=fault)) from fault
    return bytes(pdf)


def attached(pdf: bytes) -> tuple[str, bytes]:
    """Return the QR text and the credential's bytes that a certificate carries. Raises DamagedFileError."""
    words, file = _KEYWORDS.search(pdf), _ATTACHED.search(pdf)
    if words is None or file is None:
        raise DamagedFileError(_("这份 PDF 里没有二维码文本或凭证，不是本程序签发的证书。"))
    engine = zlib.decompressobj()
    try:
        credential = engine.decompress(pdf[file.end() : file.end() + int(file[1])], MAX_CREDENTIAL)
    except zlib.error as fault:
        raise DamagedFileError(_("PDF 里的凭证已损坏。")) from fault
    if engine.unconsumed_tail:
        raise DamagedFileError(_("PDF 里的凭证过大。"))
    return words[1].decode("ascii"), credential


def qr_svg(text: str) -> str:
    """Return the QR code of a text as SVG, error correction level M, four modules of quiet zone."""
    import segno

    buffer = io.BytesIO()
    segno.make(text, error="m", boost_error=False).save(
        buffer, kind="svg", border=4, dark="#1B2430", xmldecl=False
    )
    return buffer.getvalue().decode("utf-8")


def _facts(source: Source, public: bytes, qr_text: str) -> dict[str, Any]:
    issued = source.issued_at.astimezone()
    return {
        "title": f"{_('岗位能力证明')} · {source.name} · {source.number}",
        "keywords": [source.number, qr_text],
        "date": [issued.year, issued.month, issued.day],
        "attachment": _("机器可读的凭证（Open Badges 3.0，已签名）"),
        "kicker": _("家门口标注实训"),
        "heading": _("岗位能力证明"),
        "statement": _(STATEMENT),
        "name": source.name,
        "id_tail": _("证件尾号 {tail}", tail=source.id_tail) if source.id_tail else "",
        "sentence": _sentence(source),
        "table": _table(source),
        "notes": _notes(source),
        "number": source.number,
        "site": source.site,
        "issued": f"{issued:%Y-%m-%d}",
        "valid": f"{source.valid_until.astimezone():%Y-%m-%d}",
        "fingerprint": fingerprint(public),
        "labels": {
            "number": _("证书编号"),
            "issued": _("签发日期"),
            "valid": _("有效期至"),
            "site": _("培训单位"),
            "seal": _("签章"),
            "key": _("签名公钥指纹"),
            "qr": _("扫码离线核验"),
        },
    }


def _sentence(source: Source) -> str:
    text = (
        _(
            "在{site}完成“{order}”订单（{number}，用人单位 {employer}）的培训，岗位能力考核成绩优秀，能够承担{post}工作。"
        )
        if source.outcome == "distinction"
        else _(
            "在{site}完成“{order}”订单（{number}，用人单位 {employer}）的培训，岗位能力考核合格，能够承担{post}工作。"
        )
    )
    return text.format(
        site=source.site,
        order=source.order_name,
        number=source.order_id,
        employer=source.employer,
        post=source.post,
    )


def _table(source: Source) -> list[list[str]]:
    return [
        [_("考核项目"), _("正确 / 判定"), _("准确率"), _("95% 置信区间"), _("判定依据")],
        [_("理论知识"), *_numbers(source.theory), _("规则 {version} 版", version=source.rules_version)],
        [_("实际操作"), *_numbers(source.practical), source.tolerance],
    ]


def _numbers(proof: Proof) -> list[str]:
    return [
        f"{proof.k} / {proof.n}",
        f"{proof.share:.2%}",
        f"{proof.lower:.1%} – {proof.upper:.1%}",
    ]


def _notes(source: Source) -> list[str]:
    pace = _(
        "操作速度 {pace:.0f} 个/小时；第 {attempt} 次考核；考核中断 {n} 次；{level}，规则 {version} 版。",
        pace=source.units_per_hour,
        attempt=source.attempt,
        n=source.interruptions,
        level=source.level,
        version=source.rules_version,
    )
    honest = _(
        "准确率只对上述 n 个判定单位成立；置信区间说明真实准确率可能的范围，区间下限以上的说法本证书不予证明。"
    )
    state = _("本站签发；中心复核后为最终结果。") if source.provisional else _("已经双人复核。")
    return [pace, f"{honest}{state}"]
