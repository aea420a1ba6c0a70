"""What a page is, and what it may ask of the window around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar, Literal, Protocol, TypeAlias, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.base.errors import KnownError
from desktop.base.progress import Progress
from desktop.curriculum.order import Clause
from desktop.session.changes import Changes, Topic
from desktop.session.session import Session

#: full: the product bar above, and for an instructor the navigation at the left; quiet: the page brings its own bar.
Chrome: TypeAlias = Literal["full", "quiet"]
Tone: TypeAlias = Literal["plain", "accent", "good", "caution", "bad"]
Result = TypeVar("Result")


class Navigator(Protocol):
    """The window, as a page sees it."""

    def go(self, name: str, **arguments: Any) -> None:
        """Show the page ``name``, made anew with ``arguments``. Raises KeyError for an unknown page."""

    def home(self) -> None:
        """Show the first page of whoever is signed in; sign-in when nobody is."""

    def toast(self, text: str, tone: Tone = "good") -> None:
        """Say one short sentence that goes away by itself."""

    def explain(self, fault: KnownError) -> None:
        """Tell calmly what happened, where, and what to do."""

    def show_rules(
        self, clauses: Sequence[Clause], number: str = "", media: Callable[[str], bytes] | None = None
    ) -> None:
        """Open the rules beside the page, at clause ``number``; ``media`` reads another pack than the trainee's."""

    def run(self, label: str, work: Callable[[Progress], Result], then: Callable[[Result], None]) -> None:
        """Do ``work`` away from the window's thread while ``label`` is shown; then call ``then`` with its result.

        Work that tells its ``progress`` shows how far it is and can be broken off by the person.
        """


class Page(QWidget):
    """One page. It is made when it is visited and thrown away when it is left; what lasts is in the record."""

    chrome: ClassVar[Chrome] = "full"
    #: Topics of changes that this page shows; others do not reach :meth:`refresh`.
    topics: ClassVar[frozenset[Topic]] = frozenset()
    #: Whether the idle lock may cover this page. Never in an assessment.
    may_lock: ClassVar[bool] = True
    #: The entry of the instructor's navigation that this page belongs to.
    section: ClassVar[str] = ""

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__()
        self.session = session
        self.navigator = navigator
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("look", "ground")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    @contextmanager
    def calmly(self) -> Iterator[None]:
        """Tell a :class:`KnownError` raised inside instead of letting it out."""
        try:
            yield
        except KnownError as fault:
            self.navigator.explain(fault)

    def enter(self) -> None:
        """Do what needs the page on the screen: give the focus to the first thing to do, else to the page itself."""
        self.setFocus()

    def leave(self) -> None:
        """Stop timers before the page goes."""

    def refresh(self, changes: Changes) -> None:
        """Show what changed."""
