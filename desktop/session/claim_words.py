"""What a claim of the record proves of 99 %, and what it does not: one sentence each, with n."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.assessment.statistics import units_needed
from desktop.base.figures import at_least, between
from desktop.base.wording import _

TARGET = 0.99
MOST_ERRORS = 50


def proved(person: Mapping[str, Any]) -> str:
    """Return what a claim of the record proves, with both bounds; "" without data."""
    bound = person.get("at_least")
    clustered = (person.get("clustered") or {}).get("interval")
    if bound is None:
        return ""
    said = _("以 95% 的把握，准确率不低于 {bound}（把每个单位看作独立）。", bound=at_least(bound))
    if clustered:
        said += _(
            "同一题里的判定单位互相关联，按题计算的区间是 {range}。",
            range=between(clustered[0], clustered[1]),
        )
    return said


def not_proved(k: int, n: int, person: Mapping[str, Any]) -> str:
    """Return why a claim of ``k`` of ``n`` does not prove 99 %; "" where it does."""
    if person.get("status") == "proved":
        return ""
    errors = n - k
    if errors > MOST_ERRORS:
        return _("不能声称 99%：错了 {errors} 个。", errors=errors)
    needed = units_needed(TARGET, errors)
    if person.get("status") == "independent":
        return _("还不能声称 99%：同一题里的判定单位互相关联，需要更多的题。")
    return _(
        "还不能声称 99%：错 {errors} 个时需要 n = {needed}，这次 n = {n}。", errors=errors, needed=needed, n=n
    )
