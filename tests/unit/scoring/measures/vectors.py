"""The figures that the peers' own code gave (vectors/image.json names versions)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "image.json").read_text(encoding="utf-8")
)
