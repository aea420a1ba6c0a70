"""Where the picture stands when another one comes: fitted, as close as before, or in the very place."""

from __future__ import annotations

from desktop.annotation.history import History
from desktop.views.widgets.bench.kept import kept
from desktop.views.widgets.canvas.viewport import Stand
from desktop.views.widgets.canvas.widget import ImageCanvas
from desktop.views.widgets.habits_in_use import habits_in_use


class Standing:
    """Watches a canvas: notes where a picture stood, and puts the next one as far there as the person wants it."""

    def __init__(self, canvas: ImageCanvas) -> None:
        self._canvas = canvas
        self._shown: History | None = None
        canvas.leaving.connect(self.note)
        canvas.opened.connect(self.take)

    def note(self) -> None:
        """Remember where the picture stands."""
        kept().stand = self._canvas.view.stand

    def take(self) -> None:
        """Put a picture where the one before stood; the same one, opened again, stays where it is."""
        desk, stand, wish = self._canvas.desk, kept().stand, habits_in_use().now.zoom
        again = desk is not None and desk.history is self._shown
        self._shown = desk.history if desk is not None else None
        if stand is not None and (again or wish == "place"):
            self._canvas.stand_at(stand)
        elif stand is not None and wish == "zoom":
            self._canvas.stand_at(Stand(stand.scale))
