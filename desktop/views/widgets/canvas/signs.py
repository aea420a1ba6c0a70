"""The signs of findings: an icon for each code, a tone for each severity. Colour is never alone."""

from __future__ import annotations

from desktop.scoring.result import Code, Finding, Severity

FINDING_ICONS: dict[Code, str] = {
    "MISS": "circle-dashed",
    "EXTRA": "circle-x",
    "DUP": "copy",
    "CLS": "tag",
    "LOOSE": "expand",
    "CUT": "scissors",
    "ATTR": "list-checks",
    "BND": "spline",
    "RULE": "ruler",
    "ANG": "rotate-cw",
    "PT": "circle-dot",
    "VIS": "eye",
    "LINE": "route",
    "TXT": "spell-check",
    "GROUP": "group",
    "ORDER": "list-ordered",
    "FMT": "octagon-alert",
}
#: Severity -> palette field.
SEVERITY_TONES: dict[Severity, str] = {"severe": "bad", "ordinary": "caution", "slight": "quiet"}


def finding_icon(finding: Finding) -> str:
    """Return the icon's name."""
    return FINDING_ICONS[finding.code]


def finding_tone(finding: Finding) -> str:
    """Return the palette field of its severity."""
    return SEVERITY_TONES[finding.severity]
