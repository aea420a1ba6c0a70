"""The log file: one rotating file, small enough for any PC, and a report when something of ours breaks."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

import desktop
from desktop.base.files import write_whole

LOG_FILE = "doorstep.log"
MAX_BYTES = 1_000_000
KEPT = 5
TAIL_LINES = 200


def start_logging(folder: Path) -> None:
    """Send the program's log to a rotating file in ``folder``; a folder that cannot be written is not fatal."""
    root = logging.getLogger("desktop")
    root.setLevel(logging.INFO)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            folder / LOG_FILE,
            maxBytes=MAX_BYTES,
            backupCount=KEPT,
            encoding="utf-8",
            errors="backslashreplace",
        )
    except OSError as fault:
        handler = logging.StreamHandler(sys.stderr)
        root.addHandler(handler)
        root.warning("no log file: %s", fault)
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)


def stop_logging() -> None:
    """Close the log file."""
    root = logging.getLogger("desktop")
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()


def write_report(folder: Path, log_folder: Path, error: BaseException, trace: TracebackType | None) -> Path:
    """Write a report of an error of ours, with the end of the log, and return its path. Raises OSError."""
    now = datetime.now(UTC)
    parts = [
        f"Doorstep {desktop.__version__} · {now.isoformat(timespec='seconds')}",
        f"Python {platform.python_version()} · {platform.platform()}",
        "".join(traceback.format_exception(type(error), error, trace)),
        _tail(log_folder / LOG_FILE),
    ]
    path = folder / f"report-{now:%Y%m%d-%H%M%S-%f}.txt"
    write_whole(path, "\n\n".join(parts).encode("utf-8", "backslashreplace"))
    return path


def _tail(log_file: Path) -> str:
    try:
        lines = log_file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    return "\n".join(lines[-TAIL_LINES:])
