"""Make a record as this checkout makes it: ``python -m tests.unit.records.old.make record-vN.db``.

Run in the checkout of the version that is about to become old; the file is then kept and never made again:
``record-v1.db`` was made by the first version of the program.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from desktop.base.clock import ManualClock
from desktop.records.record import Record
from tests.unit.records.verbs import whole_day


def make(path: Path) -> None:
    """Play a day into a new record at ``path`` and leave one plain file, without its log and lock."""
    with Record.open(path, ManualClock(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))) as record:
        whole_day(record)
    path.with_name(f"{path.name}.lock").unlink()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
