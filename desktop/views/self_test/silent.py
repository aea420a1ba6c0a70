"""The self-test without a window: rows on the console, a report in a file, an exit code for scripts."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from desktop.base.console import say
from desktop.base.machine import computer_name
from desktop.base.places import Places
from desktop.session.health.report import Report, as_json, as_text, save
from desktop.session.operations import health
from desktop.views.self_test import looks, platforms
from desktop.views.self_test.sheet import write_pdf
from desktop.views.toolkit import make_application

YES, NO = 0, 1


def run_silently(places: Places, *, as_json_wanted: bool, report: Path | None) -> int:
    """Look at everything, say what was found, write the report, and return 0, or 1 when something failed.

    Raises KnownError when the report cannot be written.
    """
    platforms.fall_back()
    make_application(sys.argv[:1])
    rows = [check.carry_out(places) for check in looks.checks()]
    made = Report(rows, health.site_of(places), computer_name(), datetime.now(UTC))
    say(as_json(made) + "\n" if as_json_wanted else as_text(made))
    if report is not None:
        write_report(made, report)
    return NO if made.failed else YES


def write_report(made: Report, path: Path) -> None:
    """Write a report in the form that the file's ending asks for. Raises KnownError."""
    if path.suffix.lower() == ".pdf":
        write_pdf(made, path)
    else:
        save(made, path)
