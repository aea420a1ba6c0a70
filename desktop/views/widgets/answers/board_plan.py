"""Where tiers, cards and places to drop into lie on the ranking board."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from PySide6.QtCore import QPointF, QRectF

from desktop.annotation.ranking import Tier, Tiers
from desktop.views.theme.current import theme

#: Our pixels: a card, the room between tiers to drop into, the frame of a tier, the board.
CARD, GAP, PAD, HIGH = 32, 22, 4, 52
#: Where the first tier begins, after the title, and what stands between the tiers and the tray.
LEFT, _TRAY = 136, 96


@dataclass(frozen=True)
class Target:
    """Where a card would fall: into a tier, before a tier (as one of its own), or back onto the tray."""

    what: Literal["tier", "gap", "tray"]
    number: int = 0


@dataclass(frozen=True)
class BoardPlan:
    """The places for these tiers on a board of ``width`` pixels; ``tray`` holds what has no tier."""

    tiers: Tiers
    tray: Tier
    width: int

    @cached_property
    def frames(self) -> list[QRectF]:
        """The frame of each tier."""
        px = theme().px
        left, frames = float(px(LEFT) + px(GAP)), []
        for tier in self.tiers:
            width = len(tier) * px(CARD) + (len(tier) - 1) * px(2 * PAD) + 2 * px(PAD)
            frames.append(QRectF(left, (px(HIGH) - px(CARD)) / 2 - px(PAD), width, px(CARD + 2 * PAD)))
            left += width + px(GAP)
        return frames

    @cached_property
    def tray_frame(self) -> QRectF:
        """The tray of what has no tier."""
        px, frames = theme().px, self.frames
        left = (frames[-1].right() if frames else px(LEFT)) + px(_TRAY)
        return QRectF(left, 0, max(self.width - left, px(CARD)), px(HIGH))

    def cards(self) -> dict[str, QRectF]:
        """Return where each card lies."""
        px = theme().px
        found: dict[str, QRectF] = {}
        top = (px(HIGH) - px(CARD)) / 2
        for tier, frame in zip(self.tiers, self.frames, strict=True):
            for n, thing in enumerate(tier):
                left = frame.left() + px(PAD) + n * (px(CARD) + px(2 * PAD))
                found[thing] = QRectF(left, top, px(CARD), px(CARD))
        left = self.tray_frame.left()
        for n, thing in enumerate(self.tray):
            found[thing] = QRectF(left + n * (px(CARD) + px(2 * PAD)), top, px(CARD), px(CARD))
        return found

    def targets(self) -> dict[Target, QRectF]:
        """Return where a card may fall: tiers first, then the gaps, then the tray."""
        px, frames = theme().px, self.frames
        found = {Target("tier", n): frame for n, frame in enumerate(frames)}
        for n, frame in enumerate(frames):
            found[Target("gap", n)] = QRectF(frame.left() - px(GAP), 0, px(GAP), px(HIGH))
        last = frames[-1].right() if frames else px(LEFT)
        found[Target("gap", len(frames))] = QRectF(last, 0, px(_TRAY - 12), px(HIGH))
        found[Target("tray")] = self.tray_frame
        return found

    def target_at(self, place: QPointF) -> Target | None:
        """Return what a card would fall on, or None."""
        return next((target for target, rect in self.targets().items() if rect.contains(place)), None)
