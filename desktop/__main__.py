"""``doorstep`` and ``python -m desktop``."""

from __future__ import annotations

import sys

from desktop.launch import launch


def main() -> int:
    """Run the program with the command line's arguments and return its exit code."""
    return launch(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
