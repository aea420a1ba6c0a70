"""Render a road and measure its lane lines and signals.

Usage: python lane_render.py FRAME SEED EXAM(0/1) OUT_PREFIX [SAMPLES]
Writes OUT_PREFIX.png and OUT_PREFIX.json.  A FRAME that ends in b is the one before: context, without gold.  Needs the bpy and Pillow modules.
"""

from __future__ import annotations

import math
import random
import sys
import time
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import street_scene as scene
from darkroom import cycles, develop, plain_world, save_gold, sun_light
from lane_plan import DASH, GAP, HEIGHT, SENSOR_MM, WIDTH, Line, Road, before, make_road
from street_render import id_pass, render_exr

WIDE, HALF_DOUBLE = 0.15, 0.14
#: signal heads are larger than in the street scene, so that a lamp can be told from afar
HEAD = 1.6
#: metres between two points of a gold line
STEP = 2.5


def strip(
    k: Any, road: Road, d: float, s0: float, s1: float, width: float, mat: str, z: float = 0.012
) -> None:
    """A painted or paved strip along the road."""
    n = max(1, math.ceil((s1 - s0) / 2.0))
    left = [road.at(s0 + (s1 - s0) * i / n, d + width / 2) for i in range(n + 1)]
    right = [road.at(s0 + (s1 - s0) * i / n, d - width / 2) for i in range(n + 1)]
    verts = [(x, y, z) for x, y, _ in left] + [(x, y, z) for x, y, _ in right]
    k.add(verts, [(n + 1 + i, n + 2 + i, i + 1, i) for i in range(n)], mat)


def edges(road: Road) -> tuple[float, float]:
    """The right and the left edge of the paved way."""
    return -road.right * road.lane - 0.6, road.left * road.lane + 0.6


def ground(road: Road) -> None:
    """Grass, asphalt, kerbs, crossing, paint."""
    scene.noisy("asphalt", (0.050, 0.051, 0.053), (0.092, 0.092, 0.093), 16.0, 0.88, 0.15)
    scene.noisy("w_paint", (0.74, 0.74, 0.72), (0.52, 0.52, 0.50), 7.0, 0.7, 0.0)
    scene.noisy("y_paint", (0.70, 0.43, 0.03), (0.50, 0.31, 0.02), 7.0, 0.7, 0.0)
    tint = {"autumn": ((0.17, 0.14, 0.05), (0.24, 0.19, 0.07))}.get(
        road.season, ((0.06, 0.10, 0.025), (0.10, 0.15, 0.04))
    )
    scene.noisy("verge", *tint, 4.0, 0.95, 0.3)
    scene.material("kerb", (0.45, 0.45, 0.43), 0.85)
    low, high = edges(road)
    k = scene.Kit()
    k.add(
        [(-60, -260, -0.06), (420, -260, -0.06), (420, 260, -0.06), (-60, 260, -0.06)],
        [(0, 1, 2, 3)],
        "verge",
    )
    strip(k, road, (low + high) / 2, -14, 300, high - low, "asphalt", 0.0)
    cross = road.end + 7.0
    x, y, turn = road.at(cross + 6, 0)
    c, q = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    k.add(
        [
            (x + c * u - q * v, y + q * u + c * v, 0.002)
            for u, v in ((-6, -120), (6, -120), (6, 120), (-6, 120))
        ],
        [(0, 1, 2, 3)],
        "asphalt",
    )
    for d in (low - 0.12, high + 0.12):
        for s0, s1 in ((-14.0, cross - 1), (cross + 13, 300.0)):
            strip(k, road, d, s0, s1, 0.24, "kerb", 0.12)
    for line in road.lines:
        paint(k, road, line)
    strip(
        k,
        road,
        -road.right * road.lane / 2,
        road.end + 0.3,
        road.end + 0.7,
        road.right * road.lane - 0.2,
        "w_paint",
        0.013,
    )
    v = low + 0.9
    while v < high - 0.8:
        strip(k, road, v, road.end + 2.2, road.end + 5.2, 0.45, "w_paint", 0.013)
        v += 0.95
    rng = random.Random(road.seed)
    for i in range(26):
        tall = rng.uniform(8, 34)
        scene.material(
            f"far{i % 4}",
            ((0.40, 0.43, 0.46), (0.46, 0.46, 0.45), (0.36, 0.38, 0.42), (0.45, 0.42, 0.39))[i % 4],
            0.9,
        )
        k.box(
            (rng.uniform(240, 330), -210 + i * 17 + rng.uniform(-5, 5), tall / 2),
            (12, rng.uniform(8, 16), tall),
            f"far{i % 4}",
        )
    scene.place(k.mesh("road"), "road")


def paint(k: Any, road: Road, line: Line) -> None:
    """One line with its pattern; the last dash ends exactly at the stop line."""
    mat = "w_paint" if line.colour == "white" else "y_paint"
    if line.kind == "double":
        for side in (-1, 1):
            strip(k, road, line.d + side * HALF_DOUBLE, -14, road.end, 0.12, mat)
    elif line.kind == "solid":
        strip(k, road, line.d, -14, road.end, WIDE, mat)
    else:
        s = road.end
        while s > -14:
            strip(k, road, line.d, s - DASH, s, WIDE, mat)
            s -= DASH + GAP


def build(road: Road) -> list[tuple[str, str, Any]]:
    """The scene; returns the signal heads."""
    dark = road.light == "dusk"
    scene.setup_materials("dusk" if dark else "noon", False)
    ground(road)
    for v in road.vehicles:
        scene.vehicle(v)
    for i, (s, d, kind, scale, turn) in enumerate(road.trees):
        x, y, _ = road.at(s, d)
        scene.place(scene.tree_mesh(kind, road.season, i % 3), "tree", (x, y, 0), turn, scale)
    heads = []
    for s, d, style, state in road.signals:
        x, y, turn = road.at(s, d)
        head = scene.traffic_light(style, state, (x, y, 5.2), turn, 1.6 if dark else 4.5)
        head.scale = (HEAD,) * 3
        heads.append(("signal", state, head))
    if road.signals:
        low, _ = edges(road)
        s = road.signals[0][0] + 0.25
        x, y, turn = road.at(s, low - 0.8)
        tip = road.at(s, max(d for _, d, _, _ in road.signals) + 0.8)
        k = scene.Kit()
        k.cyl((x, y, 3.2), 0.11, 6.4, "steel", n=12)
        k.tube([(x, y, 6.3), (tip[0], tip[1], 6.35)], [(0.08, 0.08), (0.05, 0.05)], "steel", 8, (1, 0, 0))
        for (ss, d, style, _), _head in zip(road.signals, heads, strict=True):
            hx, hy, _ = road.at(ss + 0.2, d)
            k.box(
                (hx, hy, 6.25 if style == "v" else 5.95), (0.06, 0.06, 0.3 if style == "v" else 0.9), "steel"
            )
        scene.place(k.mesh("mast"), "mast")
    sky = {
        "overcast": ((0.74, 0.79, 0.85), 1.0),
        "dusk": ((0.42, 0.40, 0.50), 0.42),
        "morning": ((0.56, 0.68, 0.90), 0.6),
    }
    plain_world(*sky.get(road.light, ((0.45, 0.62, 0.95), 0.6)))
    if road.light in ("noon", "morning"):
        sun_light(
            50 if road.light == "noon" else 24,
            road.sun_turn,
            3.4,
            0.6,
            (1, 0.94, 0.84) if road.light == "noon" else (1, 0.82, 0.6),
        )
    data = bpy.data.cameras.new("cam")
    data.lens, data.sensor_width, data.clip_start = road.lens, SENSOR_MM, 0.05
    ob = bpy.data.objects.new("cam", data)
    x, y, _ = road.at(road.camera_s, road.camera_d)
    ob.location = (x, y, road.camera_z)
    ob.rotation_euler = (math.radians(90 + road.pitch), 0, math.radians(road.yaw - 90))
    bpy.context.scene.collection.objects.link(ob)
    bpy.context.scene.camera = ob
    bpy.context.view_layer.update()
    return heads


def project(road: Road, s: float, d: float) -> tuple[float, float] | None:
    """Pixel of a place on the road; None behind or beside the lens."""
    cam = np.array(bpy.context.scene.camera.matrix_world.inverted())
    x, y, _ = road.at(s, d)
    v = cam[:3, :3] @ np.array((x, y, 0.012)) + cam[:3, 3]
    if v[2] > -0.4:
        return None
    f = road.lens / SENSOR_MM * WIDTH
    return WIDTH / 2 + v[0] / -v[2] * f, HEIGHT / 2 - v[1] / -v[2] * f


def inside(p: tuple[float, float] | None) -> bool:
    """Whether a pixel lies in the picture."""
    return p is not None and 0 <= p[0] <= WIDTH and 0 <= p[1] <= HEIGHT


def traced(road: Road, line: Line) -> list[list[float]]:
    """A line's middle from near to far, from the picture's border to the stop line."""
    steps = [i * 0.05 for i in range(-40, int(road.end / 0.05) + 1)]
    seen = [s for s in steps if inside(project(road, s, line.d))]
    if not seen:
        return []
    places = [seen[0]]
    while places[-1] + STEP * 1.4 < road.end:
        places.append(places[-1] + STEP)
    places.append(road.end)
    points = [project(road, s, line.d) for s in places]
    return [[round(p[0], 1), round(p[1], 1)] for p in points if p is not None]


def measure(road: Road, heads: list[tuple[str, str, Any]], ids: np.ndarray) -> list[dict[str, Any]]:
    """All lines from left to right, then the signals."""
    out: list[dict[str, Any]] = []
    left = [line for line in road.lines if line.d > road.camera_d]
    for i, line in enumerate(road.lines):
        if line.d > 0.01:  # the lines of the other direction are not asked for
            continue
        points = traced(road, line)
        if len(points) < 3 or math.dist(points[0], points[-1]) < 40:
            continue
        place = f"l{len(left) - i}" if i < len(left) else f"r{i - len(left) + 1}"
        out.append(
            {
                "id": f"o{len(out) + 1:02d}",
                "class": "lane",
                "kind": line.kind,
                "colour": line.colour,
                "place": place,
                "points": points,
            }
        )
    for i, (_, state, _) in enumerate(heads, 1):
        ys, xs = np.nonzero(ids == i)
        if len(xs) < 20:
            continue
        box = [int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1]
        cut = box[0] <= 0 or box[1] <= 0 or box[2] >= WIDTH or box[3] >= HEIGHT
        out.append({"id": f"o{len(out) + 1:02d}", "class": "signal", "state": state, "box": box, "cut": cut})
    return out


def main(argv: list[str]) -> int:
    """Render one frame."""
    frame, seed, exam, prefix = argv[0], int(argv[1]), argv[2] == "1", argv[3]
    samples = int(argv[4]) if len(argv) > 4 else 10
    road = make_road(seed, exam)
    if frame.endswith("b"):
        road = before(road)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    start = time.time()
    heads = build(road)
    cycles(samples, WIDTH, HEIGHT)
    rgb = render_exr(prefix + ".beauty.exr")
    ids, _ = id_pass(heads, prefix + ".ids.exr")
    picture = develop(
        rgb, prefix + ".tmp.png", {"dusk": 0.13, "overcast": 0.24}.get(road.light, 0.2), grain=1.3, seed=seed
    )
    picture.save(prefix + ".png")
    gold = measure(road, heads, ids)
    doc = {"frame": frame, "seed": seed, "plan": road.summary(), "size": [WIDTH, HEIGHT], "objects": gold}
    save_gold(Path(prefix + ".json"), doc)
    print(f"FRAME {frame} {time.time() - start:.1f} s, {len(gold)} marks", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
