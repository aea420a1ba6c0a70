"""What the probe asks of every program; one subclass each says how it is done there. Points are image pixels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from mouse import Mouse


class Program:
    """A program that runs in this process. The subclass sets ``toolkit``: its QtCore, QtGui and QtWidgets."""

    toolkit = None
    window = None
    #: How the program met a question or an error box: "", "asked first" or "refused".
    met = ""

    # -- from start to end

    def launch(self, ready: Callable[..., None]) -> None:
        """Run the program as its own command does; call ``ready`` once its main window has been painted."""
        raise NotImplementedError

    def open(self, folder: Path, picture: Path) -> None:
        """Open a picture file, and the marks that belong to it, as its menu does."""
        raise NotImplementedError

    def is_open(self) -> bool:
        """Tell whether the canvas has a picture to paint."""
        raise NotImplementedError

    def is_complete(self) -> bool:
        """Tell whether nothing of the picture is still being read."""
        return True

    def answer(self, dialog: Any) -> str:
        """Close a dialog that came up unasked; return what to tell of it."""
        dialog.reject()
        return "refused"

    # -- the canvas

    def canvas(self) -> Any:
        """Return the widget that paints the picture."""
        raise NotImplementedError

    def scale(self) -> float:
        """Return screen pixels per image pixel."""
        raise NotImplementedError

    def zoom_to(self, scale: float) -> None:
        """Zoom about the middle of the view, as one notch of the wheel does once its animation is over."""
        raise NotImplementedError

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture on the screen, as dragging it does."""
        raise NotImplementedError

    def to_view(self, x: float, y: float) -> tuple[float, float]:
        """Return a point in the canvas widget's pixels."""
        raise NotImplementedError

    def view_middle(self) -> tuple[float, float]:
        """Return the middle of what is seen of the canvas, in its pixels."""
        seen = self.canvas().visibleRegion().boundingRect()
        return seen.center().x(), seen.center().y()

    def view_size(self) -> tuple[int, int]:
        """Return how much is seen of the canvas, in pixels."""
        seen = self.canvas().visibleRegion().boundingRect()
        return seen.width(), seen.height()

    def is_exact(self) -> bool:
        """Tell whether what was painted last is exact, not stretched for the moment."""
        return True

    def is_idle(self) -> bool:
        """Tell whether nothing is at work beside the window."""
        return True

    # -- marks

    def count(self) -> int:
        """Return how many marks are open."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Take the tool in hand that selects and changes marks, and clear the sight for it."""

    def is_selected(self) -> bool:
        """Tell whether the last mark can be gripped now."""
        return True

    def vertex(self) -> tuple[float, float]:
        """Return the first vertex of the last mark."""
        raise NotImplementedError

    def vertex_moved(self) -> bool:
        """Tell whether that vertex is elsewhere than in the file."""
        return abs(self.vertex()[0] - 2060.0) > 0.75

    def undo(self) -> None:
        """Undo, as its menu does."""
        raise NotImplementedError

    def save(self) -> None:
        """Save all marks to the file they came from, as its menu does."""
        raise NotImplementedError

    def saved_bytes(self) -> int:
        """Return the size of what was saved."""
        return Path(self.saved_path).stat().st_size

    # -- the hand

    def move(self, x: float, y: float) -> None:
        """Move the pointer, no button down."""
        Mouse(self.toolkit, self.canvas()).move(*self.to_view(x, y))

    def press(self, x: float, y: float) -> None:
        """Press the left button."""
        Mouse(self.toolkit, self.canvas()).press(*self.to_view(x, y))

    def drag(self, x: float, y: float) -> None:
        """Move the pointer with the left button down."""
        Mouse(self.toolkit, self.canvas()).drag(*self.to_view(x, y))

    def release(self, x: float, y: float) -> None:
        """Let the left button go."""
        Mouse(self.toolkit, self.canvas()).release(*self.to_view(x, y))
