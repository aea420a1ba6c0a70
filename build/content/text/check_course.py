"""Check courses/ord-tx-02 with the program's own reader; print its faults, its coverage matrix and its volume.

Run ``.venv/bin/python build/content/text/check_course.py`` after building.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from desktop.curriculum.check import check_pack  # noqa: E402
from desktop.curriculum.packs import open_pack  # noqa: E402


def main() -> int:
    """Print the report; return 1 when the pack has a fault."""
    folder = ROOT / "courses" / "ord-tx-02"
    report = check_pack(folder)
    for fault in report.faults:
        print("✗", fault)
    if not report.matrix:
        return 1
    print("要求  能力 课程 练习 考题")
    for row in report.matrix:
        counts = (len(each) for each in (row.competencies, row.lessons, row.practice, row.exam))
        print(f"{row.requirement:4}", *(f"{count:4}" for count in counts))
    pack = open_pack(folder)
    for pool in ("practice", "exam"):
        items = [item for item in pack.items.values() if item.pool == pool]
        texts = [exercise for exercise in pack.exercises.values() if exercise.pool == pool]
        places = Counter(item.answer[0] for item in items if item.kind == "single")
        print(
            pool,
            len(items),
            "items",
            dict(Counter(item.kind for item in items)),
            dict(sorted(places.items())),
        )
        print(pool, len(texts), "texts", sum(exercise.units for exercise in texts), "units")
    print(len(pack.lessons), "lessons,", len(pack.rules.clauses), "clauses")
    return 0 if report.clean else 1


if __name__ == "__main__":
    raise SystemExit(main())
