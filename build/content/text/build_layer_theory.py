"""Write the theory of the layers of ORD-TX-02 from ``source/theory_relation_*.txt`` and ``theory_inspection_*.txt``."""

from __future__ import annotations

from build_theory import HERE, placed, read_items, toml

#: Layer -> topic of its items and of the names of its sources.
TOPICS = {"relations": "relation", "inspection": "inspection"}


def rendered(layer: str) -> dict[str, str]:
    """Return the theory files of a layer by their path, always the same for the same sources."""
    topic, files = TOPICS[layer], {}
    for pool in ("practice", "exam"):
        rows = placed(read_items(HERE / "source" / f"theory_{topic}_{pool}.txt"))
        files[f"theory/{pool}_{topic}.toml"] = toml(rows, pool)
    return files


def main() -> None:
    """Write the files of every layer."""
    for layer in TOPICS:
        for name, text in rendered(layer).items():
            path = HERE / "tx02" / layer / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
