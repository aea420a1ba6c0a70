"""Render one car park from above and measure its exact gold.

Usage: python aerial_render.py FRAME SEED EXAM(0/1) OUT_PREFIX [SAMPLES]
Writes OUT_PREFIX.png and OUT_PREFIX.json.  Needs the bpy and Pillow modules.
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
from aerial_plan import HEIGHT, SENSOR_MM, WIDTH, Lot, Plant, Stripe, make_lot
from darkroom import cycles, develop, plain_world, save_gold, sun_light
from street_plan import VEHICLES, hull
from street_render import id_pass, render_exr

#: mirrors reach further out than this past the body: not part of the box
MIRROR_M = 0.04
#: below this visible share of the body inside the frame a cut vehicle is not asked for
INSIDE_IGNORE = 0.60
SEEN_IGNORE = 0.50


def ground(lot: Lot) -> None:
    """Asphalt (three tints), paint, islands."""
    low, high = (
        ((0.040, 0.041, 0.043), (0.078, 0.078, 0.080)),
        ((0.075, 0.072, 0.068), (0.120, 0.116, 0.110)),
        ((0.105, 0.105, 0.103), (0.160, 0.158, 0.152)),
    )[lot.ground]
    scene.noisy("asphalt", low, high, 22.0, 0.9, 0.15)
    scene.noisy("paint_line", (0.72, 0.72, 0.70), (0.46, 0.46, 0.44), 9.0, 0.7, 0.0)
    scene.noisy("paint_yellow", (0.66, 0.42, 0.04), (0.45, 0.29, 0.03), 9.0, 0.7, 0.0)
    grass = {
        "summer": ((0.05, 0.10, 0.02), (0.10, 0.16, 0.04)),
        "spring": ((0.09, 0.15, 0.03), (0.14, 0.20, 0.05)),
    }
    scene.noisy("lawn", *grass.get(lot.season, ((0.16, 0.13, 0.04), (0.24, 0.19, 0.07))), 14.0, 0.95, 0.4)
    scene.material("kerb", (0.42, 0.42, 0.40), 0.85)
    k = scene.Kit()
    k.add([(-120, -120, 0), (120, -120, 0), (120, 120, 0), (-120, 120, 0)], [(0, 1, 2, 3)], "asphalt")
    for s in lot.stripes:
        _stripe(k, s)
    scene.place(k.mesh("ground"), "ground")


def _stripe(k: Any, s: Stripe) -> None:
    """Paint as thin quads a hand above the ground, islands as low boxes."""
    c, q = math.cos(math.radians(s.heading)), math.sin(math.radians(s.heading))

    def at(u: float, v: float, z: float) -> tuple[float, float, float]:
        return (s.x + c * u - q * v, s.y + q * u + c * v, z)

    h, w = s.length / 2, s.width / 2
    if s.kind == "island":
        k.box((s.x, s.y, 0.06), (s.length, s.width, 0.20), "kerb", 0.02)
        k.box((s.x, s.y, 0.09), (s.length - 0.3, s.width - 0.3, 0.20), "lawn")
    elif s.kind == "arrow":
        k.add(
            [at(-h, -0.09, 0.012), at(h - 0.9, -0.09, 0.012), at(h - 0.9, 0.09, 0.012), at(-h, 0.09, 0.012)],
            [(0, 1, 2, 3)],
            "paint_line",
        )
        k.add(
            [at(h - 0.9, -0.36, 0.012), at(h, 0, 0.012), at(h - 0.9, 0.36, 0.012)], [(0, 1, 2)], "paint_line"
        )
    else:
        mat = "paint_line" if s.kind == "line" else "paint_yellow"
        k.add([at(-h, -w, 0.01), at(h, -w, 0.01), at(h, w, 0.01), at(-h, w, 0.01)], [(0, 1, 2, 3)], mat)


def plant(p: Plant, index: int, season: str) -> None:
    """Tree, bush or lamp pole."""
    if p.kind == "lamp":
        k = scene.Kit()
        k.cyl((0, 0, 3.5), 0.07, 7.0, "galv", n=10)
        for s in (-1, 1):
            k.box((0, s * 0.6, 6.95), (0.09, 1.2, 0.07), "galv")
            k.box((0, s * 1.25, 6.95), (0.28, 0.62, 0.10), "steel", 0.03)
        scene.place(k.mesh("lamp"), "lamp", (p.x, p.y, 0.1), p.turn)
        return
    if p.kind == "bush":
        scene.place(scene.tree_mesh("round", season, index % 2), "bush", (p.x, p.y, -1.0), p.turn, 0.42)
        return
    scene.place(scene.tree_mesh(p.kind, season, index % 3), "tree", (p.x, p.y, 0.1), p.turn, p.scale)


def build(lot: Lot) -> list[tuple[str, str, Any]]:
    """The scene; returns (class, sub, object) of the vehicles."""
    scene.setup_materials("noon", False)
    ground(lot)
    for i, p in enumerate(lot.plants):
        plant(p, i, lot.season)
    out = []
    for v in lot.vehicles:
        ob = scene.vehicle(v)
        out.append((v.label, v.sub, ob))
    sky = {"overcast": (0.70, 0.76, 0.84), "haze": (0.80, 0.80, 0.78)}.get(lot.light, (0.42, 0.58, 0.90))
    plain_world(sky, {"overcast": 1.0, "haze": 0.85, "evening": 0.34}.get(lot.light, 0.5))
    if lot.sun_share:
        warm = (1, 0.74, 0.48) if lot.light == "evening" else (1, 0.94, 0.84)
        soft = 8.0 if lot.light in ("haze", "overcast") else 0.6
        sun_light(lot.sun_height, lot.sun_turn, 3.6 * lot.sun_share, soft, warm)
    data = bpy.data.cameras.new("cam")
    data.lens, data.sensor_width, data.clip_end = lot.lens, SENSOR_MM, 400
    ob = bpy.data.objects.new("cam", data)
    yaw, tilt = math.radians(lot.yaw), math.radians(lot.tilt)
    back = math.tan(tilt) * lot.height
    ob.location = (lot.x + math.sin(yaw) * back, lot.y - math.cos(yaw) * back, lot.height)
    ob.rotation_euler = (tilt, 0, yaw)
    bpy.context.scene.collection.objects.link(ob)
    bpy.context.scene.camera = ob
    bpy.context.view_layer.update()
    return out


def project(cam: Any, lens: float, points: np.ndarray) -> np.ndarray:
    """World points (n, 3) to continuous pixels (n, 2)."""
    m = np.array(cam.matrix_world.inverted())
    v = points @ m[:3, :3].T + m[:3, 3]
    f = lens / SENSOR_MM * WIDTH
    return np.stack([WIDTH / 2 + v[:, 0] / -v[:, 2] * f, HEIGHT / 2 - v[:, 1] / -v[:, 2] * f], axis=1)


def body_points(ob: Any, sub: str) -> np.ndarray:
    """World vertices of the body, without the mirrors."""
    me = ob.data
    co = np.empty(len(me.vertices) * 3, np.float32)
    me.vertices.foreach_get("co", co)
    co = co.reshape(-1, 3)
    width = VEHICLES[sub][2]
    co = co[np.abs(co[:, 1]) <= width / 2 + MIRROR_M].astype(np.float64)
    m = np.array(ob.matrix_world)
    return co @ m[:3, :3].T + m[:3, 3]


def clip(poly: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A convex polygon cut to the frame (Sutherland and Hodgman)."""
    for axis, bound, keep in ((0, 0.0, 1), (0, float(WIDTH), -1), (1, 0.0, 1), (1, float(HEIGHT), -1)):
        out: list[tuple[float, float]] = []
        for i, p in enumerate(poly):
            q = poly[(i + 1) % len(poly)]
            a, b = (p[axis] - bound) * keep, (q[axis] - bound) * keep
            if a >= 0:
                out.append(p)
            if (a < 0) != (b < 0):
                t = a / (a - b)
                out.append((p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])))
        poly = out
        if not poly:
            return []
    return poly


def polygon_area(poly: list[tuple[float, float]]) -> float:
    """Area of a simple polygon."""
    return abs(sum(p[0] * q[1] - q[0] * p[1] for p, q in zip(poly, poly[1:] + poly[:1], strict=True))) / 2


def rotated_box(poly: list[tuple[float, float]], angle: float) -> list[float]:
    """Smallest box around a polygon in a fixed direction: cx, cy, along, across, angle."""
    a = math.radians(angle)
    u, v = (math.cos(a), math.sin(a)), (-math.sin(a), math.cos(a))
    s = [x * u[0] + y * u[1] for x, y in poly]
    t = [x * v[0] + y * v[1] for x, y in poly]
    ms, mt = (min(s) + max(s)) / 2, (min(t) + max(t)) / 2
    box = [ms * u[0] + mt * v[0], ms * u[1] + mt * v[1], max(s) - min(s), max(t) - min(t), angle % 360]
    return [round(q, 2) for q in box]


def measure(lot: Lot, objects: list[tuple[str, str, Any]], ids: np.ndarray) -> list[dict[str, Any]]:
    """Gold of every vehicle that shows at all."""
    cam = bpy.context.scene.camera
    out: list[dict[str, Any]] = []
    for i, (label, sub, ob) in enumerate(objects, 1):
        corners = project(cam, lot.lens, body_points(ob, sub))
        whole = hull((round(float(x), 3), round(float(y), 3)) for x, y in corners)
        seen = clip(whole)
        if len(seen) < 3:
            continue
        length, height = VEHICLES[sub][1], VEHICLES[sub][3]
        m = np.array(ob.matrix_world)
        ends = np.array([(-length / 2, 0, height * 0.45, 1), (length / 2, 0, height * 0.45, 1)]) @ m.T
        rear, front = project(cam, lot.lens, ends[:, :3])
        angle = math.degrees(math.atan2(front[1] - rear[1], front[0] - rear[0])) % 360
        inside = polygon_area(seen) / polygon_area(whole)
        shown = int((ids == i).sum()) / max(1.0, polygon_area(seen))
        truncated = inside < 0.995
        out.append(
            {
                "id": f"o{len(out) + 1:02d}",
                "class": label,
                "sub": sub,
                "box": rotated_box(seen, angle),
                "inside": round(inside, 3),
                "shown": round(min(1.0, shown), 3),
                "truncated": truncated,
                "parked": lot.vehicles[i - 1].parked,
                "ignore": inside < INSIDE_IGNORE or shown < SEEN_IGNORE,
            }
        )
    return out


def main(argv: list[str]) -> int:
    """Render one frame."""
    frame, seed, exam, prefix = argv[0], int(argv[1]), argv[2] == "1", argv[3]
    samples = int(argv[4]) if len(argv) > 4 else 12
    lot = make_lot(seed, exam)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    start = time.time()
    objects = build(lot)
    cycles(samples, WIDTH, HEIGHT)
    rgb = render_exr(prefix + ".beauty.exr")
    ids, _ = id_pass(objects, prefix + ".ids.exr")
    rng = random.Random(seed)
    key = {"evening": 0.15, "morning": 0.19, "overcast": 0.21, "haze": 0.22}.get(lot.light, 0.20)
    picture = develop(rgb, prefix + ".tmp.png", key * rng.uniform(0.9, 1.1), grain=1.2, seed=seed)
    picture.save(prefix + ".png")
    gold = measure(lot, objects, ids)
    doc = {"frame": frame, "seed": seed, "plan": lot.summary(), "size": [WIDTH, HEIGHT], "objects": gold}
    save_gold(Path(prefix + ".json"), doc)
    asked = sum(not o["ignore"] for o in gold)
    print(f"FRAME {frame} {time.time() - start:.1f} s, {asked} asked of {len(gold)}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
