"""What a stroke or a verb came to."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.annotation.document import Add, Step


@dataclass(frozen=True)
class Done:
    """A step to carry out, what is selected after it (None: as before), or a sentence that says why it was refused.

    ``told``: what has to be said although it was carried out.
    """

    step: Step | None = None
    selected: tuple[str, ...] | None = None
    refused: str = ""
    told: str = ""


def marks_added(step: Step) -> tuple[str, ...]:
    """Return the ids of the marks that a step adds."""
    return tuple(edit.mark.id for edit in step.edits if isinstance(edit, Add))
