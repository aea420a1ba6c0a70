"""Print a hash-locked requirements file as Windows would read it: pip judges markers by the machine that it runs on.

lock.py LOCK [NAME…]    with names: only these, for this machine
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

_PIN = re.compile(r"^(?P<pin>(?P<name>[a-z0-9-]+)==\S+?)(?: ; (?P<marker>.*?))? \\$")
#: What the markers of a universal lock say about CPython on Windows.
HOLDS = {
    "": True,
    "sys_platform == 'win32'": True,
    "sys_platform == 'darwin'": False,
    "sys_platform == 'linux'": False,
    "sys_platform != 'win32'": False,
    "implementation_name != 'PyPy'": True,
    "platform_python_implementation != 'PyPy'": True,
}


def for_windows(lines: Iterable[str], names: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the pins that Windows needs with their hashes. Raises ValueError for a marker nobody has judged."""
    taken = False
    for line in lines:
        if found := _PIN.match(line):
            marker = found["marker"] or ""
            if marker not in HOLDS:
                raise ValueError(f"does this hold on Windows? {marker!r}: say so in lock.py")
            taken = found["name"] in names if names else HOLDS[marker]
            if taken:
                yield f"{found['pin']} \\"
        elif taken and line.lstrip().startswith("--hash="):
            yield line


if __name__ == "__main__":
    wanted = Path(sys.argv[1]).read_text("utf-8").splitlines()
    sys.stdout.write("\n".join(for_windows(wanted, frozenset(sys.argv[2:]))) + "\n")
