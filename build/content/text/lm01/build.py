"""Write courses/ord-lm-01/exercises and theory from the sources. Refuses to write when gold and rules disagree.

Run ``.venv/bin/python build/content/text/lm01/build.py``; the same sources give the same bytes.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[3]
sys.path[:0] = [str(HERE), str(HERE.parent), str(ROOT)]

import inspection  # noqa: E402
from adjudication import adjudications, own_blocks  # noqa: E402
from blocks import Block, read_blocks  # noqa: E402
from exercises import exercise  # noqa: E402
from gold_faults import faults  # noqa: E402
from theory import rendered as theory_files  # noqa: E402

from desktop.curriculum.schema import LabelSchema  # noqa: E402

COURSE = ROOT / "courses" / "ord-lm-01"
SOURCES = (
    "rank_practice_1",
    "rank_practice_2",
    "rank_exam",
    "pairs",
    "safety",
    "facts",
    "rewrite",
    "exam_more",
)


def blocks() -> list[Block]:
    """Return every block of every source."""
    return [block for name in SOURCES for block in read_blocks(HERE / "source" / f"{name}.txt")]


def documents() -> dict[str, dict[str, Any]]:
    """Return the exercises by their path in the pack."""
    made = [exercise(block) for block in blocks()]
    schema = main_schema()
    asked = [one for one in made if one["id"] not in inspection.spent()]
    asked += inspection.inspections(made, schema) + inspection.repairs(made, schema)
    asked += adjudications(blocks())
    return {f"exercises/{one['pool']}/{one['id']}.json": one for one in asked}


def main_schema() -> LabelSchema:
    """Return the schema of preference groups, as the order gives it."""
    rows = tomllib.loads((COURSE / "order.toml").read_text(encoding="utf-8"))["schemas"]
    return LabelSchema.model_validate(next(row for row in rows if row["id"] == "main"))


def rendered() -> dict[str, str]:
    """Return every file that is made, by its path in the pack."""
    files = {
        path: json.dumps(value, ensure_ascii=False, indent=1) + "\n" for path, value in documents().items()
    }
    return files | {f"theory/{name}": text for name, text in theory_files().items()}


def main() -> int:
    """Check, write, and remove what is no longer made; return the exit code."""
    found = faults([*blocks(), *own_blocks()])
    for fault in found:
        print("✗", fault)
    if found:
        return 1
    files = rendered()
    for folder in ("exercises/practice", "exercises/exam", "theory"):
        (COURSE / folder).mkdir(parents=True, exist_ok=True)
        for path in (COURSE / folder).iterdir():
            if f"{folder}/{path.name}" not in files:
                path.unlink()
    for path, text in files.items():
        (COURSE / path).write_text(text, encoding="utf-8", newline="\n")
    print(len(files), "files")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
