"""Choosing the class that the instructor's pages are about; the choice stays while the program runs."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.base.wording import _
from desktop.records.queries.classes import Cohort
from desktop.session.operations import roster
from desktop.session.session import Session
from desktop.views.theme.current import theme
from desktop.views.widgets.fields import Select

WIDTH = 220


class _Last:
    class_id = ""


class ClassChoice(Select):
    """The classes of the site, newest first. ``class_chosen`` carries a class's id."""

    class_chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        self.cohorts: tuple[Cohort, ...] = roster.classes(session)
        super().__init__([(cohort.class_id, cohort.name) for cohort in self.cohorts], _("班级"))
        self.setMinimumWidth(theme().px(WIDTH))
        self.choose(_Last.class_id)
        self.currentIndexChanged.connect(self._picked)
        _Last.class_id = self.class_id

    @property
    def class_id(self) -> str:
        """The id of the class chosen, or an empty string when there is none."""
        return str(self.currentData() or "")

    def cohort(self) -> Cohort | None:
        """Return the class chosen."""
        return next((each for each in self.cohorts if each.class_id == self.class_id), None)

    def _picked(self) -> None:
        _Last.class_id = self.class_id
        self.class_chosen.emit(self.class_id)


def remember_class(class_id: str) -> None:
    """Let the next page begin with this class."""
    _Last.class_id = class_id
