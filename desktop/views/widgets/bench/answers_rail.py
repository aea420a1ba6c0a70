"""The tools beside models' answers."""

from __future__ import annotations

from collections.abc import Callable

from desktop.base.wording import _
from desktop.views.widgets.bench.rail import Rail, Tool
from desktop.views.widgets.bench.written_rail import reading_tools, written_rail

#: Tools that change marks: away while an answer is compared.
WORKING = ("undo", "redo")


def answers_rail(run: Callable[[str], object]) -> Rail:
    """Return the rail of the bench for answers; ``run`` is told the verb of a tool that is pressed."""
    return written_rail(
        [
            *reading_tools(),
            Tool("spans", "highlighter", _("在回答里标注"), "M", checkable=True),
        ],
        run,
    )
