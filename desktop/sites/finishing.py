"""``--finish-update``: the new program, run from a copy, takes the old one's place and starts from there."""

from __future__ import annotations

import logging
from pathlib import Path

from desktop.base.errors import KnownError
from desktop.base.logs import start_logging, stop_logging
from desktop.sites import processes, swap
from desktop.sites.identity import executable_name

log = logging.getLogger(__name__)

DONE, UNDONE = 0, 1


def finish_update(into: Path, *, pid: int, data: Path) -> int:
    """Swap, start whichever program is there then, and return 0 when it is the new one."""
    start_logging(data / "logs")
    code = UNDONE
    try:
        journal = swap.finish(into, pid=pid, record=data / "record.db")
        log.info("update to %s: %s %s", journal.after, journal.state, journal.reason)
        code = DONE if journal.state == "done" else UNDONE
    except (KnownError, OSError):
        log.exception("the update could not be finished")
    try:
        processes.start_apart((str(into / executable_name()),), folder=into)
    except OSError:
        log.exception("the program was not started again")
    finally:
        stop_logging()
    return code
