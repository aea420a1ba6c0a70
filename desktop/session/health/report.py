"""The report of a self-test as a person takes it away: the verdict in one sentence, the rows, as text and as a page."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeAlias

import desktop
from desktop.base.errors import KnownError
from desktop.base.files import write_whole
from desktop.base.refusals import reason
from desktop.base.wording import _, language
from desktop.session.health.row import Row, Verdict

Tone: TypeAlias = Literal["good", "caution", "bad"]
SIGNS: dict[Verdict, str] = {"ok": "✓", "warning": "!", "failed": "✗"}
TONES: dict[Verdict, Tone] = {"ok": "good", "warning": "caution", "failed": "bad"}
_COLOURS: dict[Tone, str] = {"good": "#1A7F4B", "caution": "#A35600", "bad": "#C62828"}
_STYLE = """body{font:15px/1.5 "Noto Sans SC","Microsoft YaHei",sans-serif;max-width:48em;margin:2em auto;color:#1B2430}
table{border-collapse:collapse;width:100%}td{border-top:1px solid #E2E6EB;padding:.4em .6em;vertical-align:top}
td:first-child{font-weight:700;width:1.5em}.quiet{color:#5B6776}h1{margin-bottom:0}"""


@dataclass(frozen=True)
class Report:
    """What was found on which PC, and when. ``site`` may be empty."""

    rows: Sequence[Row]
    site: str
    computer: str
    made_at: datetime

    @property
    def failed(self) -> int:
        """How many rows keep this PC from being used."""
        return sum(row.verdict == "failed" for row in self.rows)

    @property
    def warnings(self) -> int:
        """How many rows should be looked after."""
        return sum(row.verdict == "warning" for row in self.rows)

    @property
    def tone(self) -> Tone:
        """The colour of the whole."""
        return "bad" if self.failed else "caution" if self.warnings else "good"

    @property
    def verdict(self) -> str:
        """The whole in one plain sentence."""
        if self.failed:
            return _("有 {n} 处要处理", n=self.failed)
        if self.warnings:
            return _("本机可以使用，有 {n} 处要留意", n=self.warnings)
        return _("本机可以放心使用")

    @property
    def counts(self) -> str:
        """The same in numbers."""
        passed = len(self.rows) - self.failed - self.warnings
        return _(
            "共 {n} 项：{passed} 项正常，{warnings} 项要留意，{failed} 项要处理",
            n=len(self.rows),
            passed=passed,
            warnings=self.warnings,
            failed=self.failed,
        )

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Which site, PC, program and day this is about."""
        return (
            (_("实训点"), self.site or "—"),
            (_("电脑"), self.computer),
            (_("程序版本"), desktop.__version__),
            (_("检查时间"), f"{self.made_at.astimezone():%Y-%m-%d %H:%M}"),
        )


def as_text(report: Report) -> str:
    """Return the report as plain text, one row a line, what to do below it."""
    lines = []
    for row in report.rows:
        lines.append(f"{SIGNS[row.verdict]} {row.name}: {row.found}")
        if row.remedy and row.verdict != "ok":
            lines.append(f"    → {row.remedy}")
    head = [f"{name}: {value}" for name, value in report.facts()]
    return "\n".join([*lines, "", report.verdict, report.counts, *head]) + "\n"


def as_json(report: Report) -> str:
    """Return the rows as JSON."""
    return json.dumps([row.as_json() for row in report.rows], ensure_ascii=False, indent=1)


def as_html(report: Report) -> str:
    """Return the report as one page that needs nothing beside it."""

    def said(text: str) -> str:
        return html.escape(text, quote=False)

    rows = "".join(
        f'<tr><td style="color:{_COLOURS[TONES[row.verdict]]}">{SIGNS[row.verdict]}</td><td><b>{said(row.name)}</b></td>'
        f"<td>{said(row.found)}{_remedy(row, said(row.remedy))}</td></tr>"
        for row in report.rows
    )
    facts = " · ".join(f"{said(name)} {said(value)}" for name, value in report.facts())
    # Outside the f-string: the catalogue's collector does not look into those.
    title, signed, day = (said(word) for word in (_("本机检查报告"), _("检查人签名"), _("日期")))
    tongue = "zh-CN" if language() == "zh" else "en"
    return (
        f'<!doctype html><html lang="{tongue}"><meta charset="utf-8"><title>{title}</title>'
        f'<style>{_STYLE}</style><p class="quiet">{title}</p>'
        f'<h1 style="color:{_COLOURS[report.tone]}">{said(report.verdict)}</h1><p>{said(report.counts)}</p>'
        f'<p class="quiet">{facts}</p><table>{rows}</table>'
        f"<p>{signed} ____________________　{day} ______________</p></html>\n"
    )


def save(report: Report, path: Path) -> None:
    """Write the report as the file's ending asks for: ``.html`` or ``.txt``. Raises KnownError."""
    match path.suffix.lower():
        case ".html" | ".htm":
            content = as_html(report).encode("utf-8")
        case ".txt":
            content = as_text(report).encode(
                "utf-8-sig"
            )  # with the mark by which old editors of Windows know it
        case other:
            raise KnownError(
                _("不认识报告的格式 {suffix}。", suffix=other or path.name),
                where=str(path),
                remedy=_("可选：.pdf、.html、.txt。"),
            )
    try:
        write_whole(path, content)
    except OSError as fault:
        raise KnownError(_("报告写不下来：{reason}", reason=reason(fault)), where=str(path)) from fault


def _remedy(row: Row, remedy: str) -> str:
    if not remedy or row.verdict == "ok":
        return ""
    return f'<br><span style="color:{_COLOURS[TONES[row.verdict]]}">→ {remedy}</span>'
