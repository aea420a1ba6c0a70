"""Resumable driver of the newer picture sets: car parks, parts, figures, lanes.

    python build/content/shots.py aerial parts figure lane [--samples 12] [--only aerial-p003]

Works through the frames of the named sets in turn, one process each, at most one at a time.  A picture that
exists is complete (its gold is moved into place before it), so the driver may be killed and started again.
"""

from __future__ import annotations

import argparse
import itertools
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from webp import published

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = HERE / "work"
MAX_BYTES = 230_000


@dataclass(frozen=True)
class Set:
    """One kind of picture: its script, the pack it belongs to, how many frames and how many samples."""

    script: str
    pack: str
    practice: int
    exam: int
    samples: int
    #: every frame has a picture of the moment before it, called like the frame with a b behind
    before: bool = False


SETS: dict[str, Set] = {
    "aerial": Set("aerial_render.py", "ord-cv-02", 16, 24, 12),
    "parts": Set("parts_render.py", "ord-cv-03", 16, 18, 16),
    "figure": Set("figure_render.py", "ord-cv-06", 8, 14, 6),
    "lane": Set("lane_render.py", "ord-cv-04", 8, 9, 6, before=True),
}
#: seeds that replace a frame whose first plan looked poor
RESEED: dict[str, int] = {}


def seed_of(name: str) -> int:
    """Fixed seed of `<set>-<frame>`; practice seeds are 1001 and up, exam seeds 5001 and up."""
    frame = name.split("-")[1].rstrip("b")
    return RESEED.get(name, (1000 if frame[0] == "p" else 5000) + int(frame[1:]))


def frames_of(kind: str) -> list[str]:
    """Frame names of a set, practice and exam in turn so that every stopping point is useful."""
    one = SETS[kind]
    practice = [f"{kind}-p{i:03d}" for i in range(1, one.practice + 1)]
    exam = [f"{kind}-e{i:03d}" for i in range(1, one.exam + 1)]
    return [n for pair in itertools.zip_longest(practice, exam) for n in pair if n]


def befores_of(kind: str) -> list[str]:
    """Names of the pictures of the moment before each frame; none for most sets."""
    return [f"{name}b" for name in frames_of(kind)] if SETS[kind].before else []


def targets(name: str) -> tuple[Path, Path]:
    """Picture and gold of a frame."""
    kind, frame = name.split("-")
    folder = ROOT / "courses" / SETS[kind].pack / "media" / ("practice" if frame[0] == "p" else "exam")
    picture = f"{frame[:-1]}-before" if frame.endswith("b") else frame
    return folder / f"{picture}.webp", HERE / "gold" / kind / f"{frame}.json"


def publish(name: str) -> int:
    """Convert the rendered picture and move picture and gold into place; returns the picture's size."""
    picture, gold = targets(name)
    return published(
        WORK / f"{name}.png",
        picture,
        gold=None if name.endswith("b") else (WORK / f"{name}.json", gold),
        most=MAX_BYTES,
    )


def render(name: str, samples: int) -> bool:
    """Render one frame in a child process; False when it failed."""
    start = time.time()
    kind, frame = name.split("-")
    one = SETS[kind]
    cmd = [sys.executable, str(HERE / one.script), frame, str(seed_of(name)), "1" if frame[0] == "e" else "0"]
    cmd += [str(WORK / name), str(samples or one.samples)]
    done = subprocess.run(cmd, capture_output=True, text=True, cwd=HERE, check=False)
    note = next((line for line in done.stdout.splitlines() if line.startswith("FRAME")), "")
    if done.returncode or not note:
        print(f"{name} FAILED\n{done.stderr[-2000:]}", flush=True)
        return False
    size = publish(name)
    print(
        f"{time.strftime('%H:%M:%S')} {kind} {note} {size // 1000} kB in {time.time() - start:.0f} s",
        flush=True,
    )
    return True


def main() -> int:
    """Render what is missing."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("sets", nargs="+", choices=sorted(SETS))
    ap.add_argument("--samples", type=int, default=0)
    ap.add_argument("--only", default="")
    args = ap.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    only = set(filter(None, args.only.split(",")))
    todo = [n for kind in args.sets for n in (*frames_of(kind), *befores_of(kind))]
    todo = [n for n in todo if (not only or n in only) and not targets(n)[0].exists()]
    results = [render(name, args.samples) for name in todo]
    print(f"done: {sum(results)} of {len(todo)}", flush=True)
    return 0 if all(results) else 1


if __name__ == "__main__":
    raise SystemExit(main())
