"""The codes of findings on the screen: an icon and a short word for each."""

from __future__ import annotations

from desktop.base.wording import N_
from desktop.scoring.result import Code

CODES: dict[Code, tuple[str, str]] = {
    "MISS": ("circle-dashed", N_("漏标")),
    "EXTRA": ("circle-plus", N_("多标")),
    "DUP": ("copy", N_("重复")),
    "CLS": ("tag", N_("错标")),
    "LOOSE": ("expand", N_("偏松")),
    "CUT": ("scissors", N_("切边")),
    "ATTR": ("sliders-horizontal", N_("属性")),
    "BND": ("spline", N_("边界")),
    "RULE": ("book-open", N_("规则")),
    "ANG": ("rotate-cw", N_("角度")),
    "PT": ("circle-dot", N_("点位")),
    "VIS": ("eye", N_("可见性")),
    "LINE": ("route", N_("折线")),
    "TXT": ("spell-check", N_("转写")),
    "GROUP": ("group", N_("分组")),
    "ORDER": ("list-ordered", N_("次序")),
    "FMT": ("octagon-alert", N_("格式")),
    "REL": ("waypoints", N_("关系")),
    "SLOT": ("tags", N_("槽位")),
    "PREF": ("scale", N_("评比")),
    "RSN": ("message-square-warning", N_("理由")),
    "SEC": ("shield-alert", N_("红线")),
}
