"""Theory items of ORD-LM-01, by the reader and the placing of options that the official-document course uses."""

from __future__ import annotations

from pathlib import Path

from build_theory import placed, read_items, toml

HERE = Path(__file__).resolve().parent
TOPICS = ("rating", "ranking", "facts", "safety", "rewriting", "process")


def rendered() -> dict[str, str]:
    """Return the theory files by name, always the same for the same sources."""
    files = {}
    for pool in ("practice", "exam"):
        rows = placed(read_items(HERE / "source" / f"theory_{pool}.txt"))
        for topic in TOPICS:
            chosen = [row for row in rows if row["topic"] == topic]
            files[f"{pool}_{topic}.toml"] = toml(chosen, pool)
    return files
