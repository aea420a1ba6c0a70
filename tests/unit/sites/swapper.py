"""Finishes an update in a process of its own that is killed at the n-th thing it does to the disk.

``python -m tests.unit.sites.swapper FOLDER N`` prints how many things there were when it lives to the end.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.sites import swap


def main(folder: Path, last: int) -> None:
    """Finish the update in ``folder``; die before the ``last``-th change."""
    count = 0

    def mortal(change: Callable[..., Any]) -> Callable[..., Any]:
        def changed(*args: Any, **kwargs: Any) -> Any:
            nonlocal count
            count += 1
            if count == last:
                os.kill(os.getpid(), signal.SIGKILL)
            return change(*args, **kwargs)

        return changed

    for name in ("replace", "unlink", "mkdir", "chmod"):
        setattr(Path, name, mortal(getattr(Path, name)))
    os.fsync = mortal(os.fsync)
    journal = swap.finish(folder, pid=0, record=folder / "data" / "record.db")
    print(count, journal.state)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
