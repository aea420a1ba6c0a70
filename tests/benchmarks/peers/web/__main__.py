"""``python -m tests.benchmarks.peers.web [--quick]``: the same document in Label Studio and in ours."""

from __future__ import annotations

import argparse
import sys

from tests.benchmarks.peers.web.run import compare

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.peers.web", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round, without the largest document")
    sys.exit(compare(quick=parser.parse_args().quick))
