"""``python -m tests.benchmarks [name …]``: run every benchmark, or those named."""

from __future__ import annotations

import importlib
import sys

BENCHMARKS = (
    "start",
    "strokes",
    "grading",
    "areas",
    "canvas",
    "polygons",
    "brush",
    "pictures",
    "text",
    "text_asking",
    "text_scoring",
)


def main() -> int:
    """Run the benchmarks in turn; each prints its own table."""
    for name in sys.argv[1:] or BENCHMARKS:
        sys.stdout.write(f"\n== {name} ==\n")
        sys.stdout.flush()
        importlib.import_module(f"tests.benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
