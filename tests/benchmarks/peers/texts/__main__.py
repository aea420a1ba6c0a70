"""``python -m tests.benchmarks.peers.texts [--quick]``: text scoring beside seqeval and nervaluate."""

from __future__ import annotations

import argparse
import sys

from tests.benchmarks.peers.texts.run import compare

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.peers.texts", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round instead of three")
    sys.exit(compare(rounds=1 if parser.parse_args().quick else 3))
