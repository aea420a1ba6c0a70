"""A short course that asks what several orders ask: schemas and exam exercises of other packs laid into it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop.base.places import find_places

SCHEMA = "[[schemas]]\n"


def lay_in(
    short: Path, pack_id: str, *, schemas: Mapping[str, str], exam: Sequence[str], pool: str = "exam"
) -> None:
    """Add schemas of a real pack (its id -> the id here) and exercises of a pool of it, as exam exercises, to a pack."""
    real = find_places().courses / pack_id
    blocks = (real / "order.toml").read_text(encoding="utf-8").split(SCHEMA)[1:]
    order = short / "order.toml"
    text = order.read_text(encoding="utf-8")
    for block in blocks:
        old = block.split('id = "', 1)[1].split('"', 1)[0]
        if old in schemas:
            text += SCHEMA + _renamed(block, {f'id = "{old}"': f'id = "{schemas[old]}"'}, schemas)
    order.write_text(text, encoding="utf-8")
    for name in exam:
        value = json.loads((real / "exercises" / pool / f"{name}.json").read_text(encoding="utf-8"))
        value |= {
            "schema_id": schemas[value.get("schema_id", "main")],
            "pool": "exam",
            "requirements": [],
            "competencies": [],
        }
        (short / "exercises" / "exam" / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")


def _renamed(block: str, first: Mapping[str, str], schemas: Mapping[str, str]) -> str:
    for old, new in first.items():
        block = block.replace(old, new, 1)
    for old, new in schemas.items():
        block = block.replace(f'inspects = "{old}"', f'inspects = "{new}"')
    return block
