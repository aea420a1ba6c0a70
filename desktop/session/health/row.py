"""A row of the self-test: what was looked at, what was found, and what to do about it. No row ever raises."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from desktop.base.errors import KnownError
from desktop.base.places import Places
from desktop.base.wording import _

log = logging.getLogger(__name__)

Verdict: TypeAlias = Literal["ok", "warning", "failed"]
Group: TypeAlias = Literal["keeping", "system", "screen", "training"]
#: Seconds after which a look counts as one that hangs: a dead network drive, a print server that is away.
PATIENCE = 120.0


@dataclass(frozen=True)
class Found:
    """What a look found: the verdict, what was seen with its numbers, and what to do when it is not ``ok``."""

    verdict: Verdict
    seen: str
    remedy: str = ""


@dataclass(frozen=True)
class Row:
    """One thing looked at. ``key`` is for programs and never changes, ``name`` is for people."""

    key: str
    name: str
    verdict: Verdict
    found: str
    remedy: str = ""

    @property
    def ok(self) -> bool:
        """Whether it does not keep this PC from being used; a warning does not."""
        return self.verdict != "failed"

    @property
    def detail(self) -> str:
        """What was found and what to do, in one line."""
        return f"{self.found} {self.remedy}".strip()

    def as_json(self) -> dict[str, Any]:
        """Return the row for a script."""
        return {
            "key": self.key,
            "name": self.name,
            "ok": self.ok,
            "verdict": self.verdict,
            "detail": self.detail,
            "found": self.found,
            "remedy": self.remedy,
        }


@dataclass(frozen=True)
class Check:
    """One thing to look at. ``look`` may raise whatever it likes; where it may hang it gets so many ``seconds``.

    ``seconds`` of 0: it must run in the caller's own thread, since the toolkit belongs to that.
    """

    key: str
    name: str
    group: Group
    look: Callable[[Places], Found]
    seconds: float = PATIENCE
    #: What it means when nothing answers in that time.
    late: Verdict = "failed"

    def carry_out(self, places: Places) -> Row:
        """Look, and return the row, whatever happens."""
        found = _safely(self.look, places) if not self.seconds else _in_time(self, places)
        return Row(self.key, self.name, found.verdict, found.seen, found.remedy)


def good(seen: str) -> Found:
    """Return that it holds."""
    return Found("ok", seen)


def doubtful(seen: str, remedy: str) -> Found:
    """Return that one can work, but something should be put right."""
    return Found("warning", seen, remedy)


def bad(seen: str, remedy: str) -> Found:
    """Return that this PC should not be used like this."""
    return Found("failed", seen, remedy)


def _safely(look: Callable[[Places], Found], places: Places) -> Found:
    try:
        return look(places)
    except KnownError as fault:
        where = f"{fault.where}: " if fault.where else ""
        return bad(f"{where}{fault.what}", fault.remedy)
    except OSError as fault:
        # Shown as the system says it, with the path: that is what whoever repairs the PC needs.
        return bad(str(fault), "")
    except Exception as fault:
        log.exception("a look of the self-test broke")
        return bad(
            _("这一项没有测完：{reason}", reason=f"{type(fault).__name__} {fault}".strip()[:300]),
            _("请再测一次；还不行，请把这份报告交给维护人员。"),
        )


def _in_time(check: Check, places: Places) -> Found:
    answers: queue.SimpleQueue[Found] = queue.SimpleQueue()

    def look() -> None:
        answers.put(_safely(check.look, places))

    # A daemon: what hangs in the system for good must not keep the program from ending.
    thread = threading.Thread(target=look, name=f"doorstep-look-{check.key}", daemon=True)
    thread.start()
    try:
        found = answers.get(timeout=check.seconds)
    except queue.Empty:
        return Found(
            check.late,
            _("等了 {seconds:.0f} 秒没有回答。", seconds=check.seconds),
            _("请检查网络盘、打印服务器或这块盘是否正常，再测一次。"),
        )
    thread.join()
    return found
