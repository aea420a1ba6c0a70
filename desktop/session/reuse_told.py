"""How long the exam bank of a pack lasts, in words and as plain values: what each later sitting asks again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desktop.assessment.reuse import MOST_AGAIN, Reuse, expected_reuse
from desktop.base.figures import fault_percent, limit
from desktop.base.wording import _
from desktop.curriculum.packs import open_pack


def reuse_json(path: Path) -> dict[str, Any]:
    """Return what each later sitting of a sound pack asks again, as plain values."""
    return {"reuse": [asdict(found) | {"too_much": found.too_much} for found in _reuse(path)]}


def reuse_lines(path: Path) -> Iterator[str]:
    """Yield what each later sitting of a sound pack asks again, section by section, with a warning where that is too much."""
    found = _reuse(path)
    for each in found:
        yield _(
            "  {mark} 第 {n} 次考核：平均 {practical} 的实操题、{theory} 的理论题在前面的考核里出现过",
            mark=_mark(max(each.practical, each.theory)),
            n=each.sitting,
            practical=fault_percent(each.practical),
            theory=fault_percent(each.theory),
        )
        for title, share in each.sections.items():
            words = _("分项“{title}”：{share} 的题出现过", title=title, share=fault_percent(share))
            yield f"      {_mark(share)} {words}"
    if any(each.too_much for each in found):
        yield _(
            "  ! 重复超过 {most}：题库偏小，后面的考核有一部分考的是记性。多备考题，或者少给几次机会。",
            most=limit(MOST_AGAIN),
        )


def _reuse(path: Path) -> tuple[Reuse, ...]:
    pack = open_pack(path)
    pack.files.close()
    return expected_reuse(pack.blueprint, list(pack.items.values()), list(pack.exercises.values()))


def _mark(share: float) -> str:
    return "!" if share > MOST_AGAIN else "·"
