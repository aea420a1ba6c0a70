"""Resumable driver of the street-frame factory.

    python build/content/frames.py --set all|practice|exam [--workers 1] [--only p003,e007]

Each missing frame is rendered in a process of its own into build/content/work/, then the picture and its
gold are moved into place (temporary name + rename), gold first: a picture that exists is therefore always
complete, and the driver may be killed and started again at any moment.  `--set all` alternates practice
and exam frames so that every stopping point is useful.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from webp import published

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = HERE / "work"
GOLD = HERE / "gold" / "street"
MEDIA = ROOT / "courses" / "ord-cv-01" / "media"
PRACTICE, EXAM = 44, 39
#: seeds that replace a frame whose first plan looked poor
RESEED: dict[str, int] = {}
MAX_BYTES = 220_000


def seed_of(frame: str) -> int:
    """Fixed seed of a frame; practice and exam never share one."""
    return RESEED.get(frame, (1000 if frame[0] == "p" else 5000) + int(frame[1:]))


def frame_list(which: str) -> list[str]:
    """Frame names in rendering order."""
    practice = [f"p{i:03d}" for i in range(1, PRACTICE + 1)]
    exam = [f"e{i:03d}" for i in range(1, EXAM + 1)]
    if which == "practice":
        return practice
    if which == "exam":
        return exam
    order = [n for i in range(26) for n in (practice[i], exam[i])]  # the needed minimum first
    return [*order, *practice[26:36], *exam[26:], *practice[36:]]


def targets(frame: str) -> tuple[Path, Path]:
    """Picture and gold of a frame."""
    folder = MEDIA / ("street" if frame[0] == "p" else "exam")
    return folder / f"{frame}.webp", GOLD / f"{frame}.json"


def publish(frame: str) -> int:
    """Convert the rendered picture and move picture and gold into place; returns the picture's size."""
    picture, gold = targets(frame)
    return published(WORK / f"{frame}.png", picture, gold=(WORK / f"{frame}.json", gold), most=MAX_BYTES)


def render(frame: str, samples: int) -> bool:
    """Render one frame in a child process; False when it failed."""
    start = time.time()
    cmd = [
        sys.executable,
        str(HERE / "street_render.py"),
        frame,
        str(seed_of(frame)),
        "1" if frame[0] == "e" else "0",
        str(WORK / frame),
        str(samples),
    ]
    done = subprocess.run(cmd, capture_output=True, text=True, cwd=HERE, check=False)
    note = next((ln for ln in done.stdout.splitlines() if ln.startswith("FRAME")), "")
    if done.returncode or not note:
        print(f"{frame} FAILED\n{done.stderr[-2000:]}", flush=True)
        return False
    size = publish(frame)
    print(
        f"{time.strftime('%H:%M:%S')} {note} {size // 1000} kB total {time.time() - start:.0f} s", flush=True
    )
    return True


def main() -> int:
    """Render what is missing."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--set", choices=("all", "practice", "exam"), default="all", dest="which")
    ap.add_argument("--workers", type=int, default=1)
    ap.add_argument("--samples", type=int, default=10)
    ap.add_argument("--only", default="")
    args = ap.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    only = set(filter(None, args.only.split(",")))
    todo = [f for f in frame_list(args.which) if (not only or f in only) and not targets(f)[0].exists()]
    with ThreadPoolExecutor(max_workers=args.workers) as pool:
        results = list(pool.map(lambda f: render(f, args.samples), todo))
    print(f"done: {sum(results)} of {len(todo)}", flush=True)
    return 0 if all(results) else 1


if __name__ == "__main__":
    raise SystemExit(main())
