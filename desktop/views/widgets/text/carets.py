"""Where the caret goes by key."""

from __future__ import annotations

from collections.abc import Callable

from desktop.annotation.text_stops import run_after, run_before, stop_after, stop_before
from desktop.views.widgets.text.flow import Flow


class CaretPath:
    """Moves over the rows of a text; up and down keep to the column where they began."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._column: float | None = None
        self._moves: dict[str, Callable[[int, bool], tuple[int, bool]]] = {
            "left": lambda caret, _upstream: (stop_before(flow.text, caret), False),
            "right": lambda caret, _upstream: (stop_after(flow.text, caret), False),
            "run_left": lambda caret, _upstream: (run_before(flow.text, caret), False),
            "run_right": lambda caret, _upstream: (run_after(flow.text, caret), False),
            "top": lambda _caret, _upstream: (0, False),
            "bottom": lambda _caret, _upstream: (len(flow.text), False),
            "home": self._home,
            "end": self._end,
        }

    def go(self, move: str, caret: int, *, upstream: bool, page: float = 0.0) -> tuple[int, bool]:
        """Return the caret after a move, and whether it stands at a row's end; ``page`` is a screen's height."""
        if move in {"up", "down", "page_up", "page_down"}:
            return self._vertically(caret, upstream, page if move.startswith("page") else 0.0, move)
        self._column = None
        return self._moves[move](caret, upstream)

    def forget_column(self) -> None:
        """Begin a new column with the next move up or down."""
        self._column = None

    def _home(self, caret: int, upstream: bool) -> tuple[int, bool]:  # noqa: FBT001  one shape for all moves
        return self._flow.row_of(caret, upstream=upstream).row.start, False

    def _end(self, caret: int, upstream: bool) -> tuple[int, bool]:  # noqa: FBT001
        return self._flow.row_of(caret, upstream=upstream).row.end, True

    def _vertically(self, caret: int, upstream: bool, page: float, move: str) -> tuple[int, bool]:  # noqa: FBT001
        row = self._flow.row_of(caret, upstream=upstream)
        if self._column is None:
            self._column = row.laid.x_of(row.row, caret)
        down = move in {"down", "page_down"}
        if page:
            target = self._flow.row_at(row.top + (page if down else -page))
            beside = target if target.top != row.top else None
        else:
            beside = self._flow.row_beside(row, 1 if down else -1)
        if beside is None:
            return (len(self._flow.text) if down else 0), False
        offset = beside.laid.offset_at(beside.row, self._column)
        return offset, offset == beside.row.end
