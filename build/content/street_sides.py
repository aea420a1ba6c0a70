"""Measure again, without rendering the picture, which sides of an object's box hang on crumbs.

    python build/content/street_sides.py [p003 e007 ...]

Rebuilds each frame's scene from its seed, renders the identity pass only (a second or two) and adds ``crumbs`` to every
object of build/content/gold/street/<frame>.json: how far crumbs, dropped or kept, would move each side (left, top,
right, bottom), in px. Class, truncation and box (by 3 px) must come out the same, or the object is named and left as it
is; what a side is off by counts as crumbs too. (The bodies of cars were rounded a little after the first frames, e001 to
e004 and p001 to p005: 4 of their boxes differ, by 1 to 3 px.) Needs the bpy module.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import bpy
from street_plan import make_plan
from street_render import build, id_pass, measure, settings

#: What must come out as it stands in the gold.
SAME = ("class", "sub", "truncated")
MOST_OFF = 3
GOLD = Path(__file__).resolve().parent / "gold" / "street"


def measured(gold: dict[str, Any], folder: str) -> list[dict[str, Any]]:
    """Return the objects of a frame, built and measured anew."""
    plan = make_plan(gold["seed"], gold["frame"].startswith("e"))
    bpy.ops.wm.read_factory_settings(use_empty=True)
    objects = build(plan)
    settings(1, 100)
    ids, _ = id_pass(objects, f"{folder}/{gold['frame']}.ids.exr")
    return measure(plan, objects, ids)


def again(path: Path) -> list[str]:
    """Measure one frame and add what is new; return the objects that did not come out the same."""
    gold = json.loads(path.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        objects = {one["id"]: one for one in measured(gold, folder)}
    strange = []
    for one in gold["objects"]:
        found = objects.get(one["id"], {"box": [0, 0, 0, 0]})
        off = [abs(int(here - there)) for here, there in zip(found["box"], one["box"], strict=True)]
        if [found.get(name) for name in SAME] == [one[name] for name in SAME] and max(off) <= MOST_OFF:
            one["crumbs"] = [max(pair) for pair in zip(found["crumbs"], off, strict=True)]
        else:
            strange.append(f"{path.stem} {one['id']}")
    path.write_text(json.dumps(gold, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    return strange


def main(argv: list[str]) -> int:
    """Measure the frames named, or all of them, each in a process of its own: the scene keeps meshes by name."""
    if len(argv) == 1:
        strange = again(GOLD / f"{argv[0]}.json")
        print("\n".join(f"not the same: {one}" for one in strange), flush=True)
        return bool(strange)
    frames = argv or [path.stem for path in sorted(GOLD.glob("[pe]*.json"))]
    return max(subprocess.run([sys.executable, __file__, one], check=False).returncode for one in frames)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
