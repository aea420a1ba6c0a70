"""Render one tray of parts and measure its exact masks.

Usage: python parts_render.py FRAME SEED EXAM(0/1) OUT_PREFIX [SAMPLES]
Writes OUT_PREFIX.png and OUT_PREFIX.json.  Needs the bpy and Pillow modules.
"""

from __future__ import annotations

import base64
import math
import random
import sys
import time
import zlib
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import street_scene as scene
from darkroom import cycles, develop, plain_world, save_gold
from parts_plan import HEIGHT, METALS, SHELLS, SURFACES, WIDTH, Defect, Part, Tray, make_tray
from street_render import id_pass, pieces, render_exr

SENSOR_MM, LENS = 36.0, 80.0
#: bright metal mirrors a light surface and vanishes on it: there it is duller
LIGHT_SURFACES = (1, 4)
LIGHT_SHELLS = (0, 2)
DULL = 0.42
#: height of a housing's top and how far its corner bosses lie from its edges
TOP, BOSS_IN = 1.5, 0.62


def surface(tray: Tray) -> None:
    """Belt, tray or mat with a little structure."""
    kind, a, b = SURFACES[tray.surface]
    scene.noisy(
        "surface", a, b, {"belt": 9.0, "tray": 2.0, "mat": 30.0}[kind], 0.55 if kind == "tray" else 0.85, 0.06
    )
    dark = tuple(c * 0.55 for c in a)
    scene.material("seam", dark, 0.8)
    k = scene.Kit()
    k.add([(-60, -60, 0), (60, -60, 0), (60, 60, 0), (-60, 60, 0)], [(0, 1, 2, 3)], "surface")
    step = {"belt": 1.6, "tray": 5.2, "mat": 0.0}[kind]
    if step:
        for i in range(-12, 13):
            k.box((0, i * step, 0.0), (80, 0.05 if kind == "belt" else 0.16, 0.02), "seam")
            if kind == "tray":
                k.box((i * step, 0, 0.0), (0.16, 80, 0.02), "seam")
    scene.place(k.mesh("surface"), "surface")


def metal(index: int, dull: float) -> str:
    """Name of a metal of the small parts; `dull` below 1 darkens it."""
    rgb, rough = METALS[index]
    name = f"metal{index}"
    scene.material(name, tuple(c * dull for c in rgb), rough, 0.95)
    return name


def washer(p: Part, dull: float) -> Any:
    """A flat ring with broken edges."""
    k, n, mat = scene.Kit(), 64, metal(p.metal, dull)
    outer, inner, h = p.length / 2, p.width / 2, 0.18
    profile = [
        (inner, 0.0),
        (outer, 0.0),
        (outer, h - 0.03),
        (outer - 0.03, h),
        (inner + 0.03, h),
        (inner, h - 0.03),
    ]
    verts = [
        (r * math.cos(j * math.tau / n), r * math.sin(j * math.tau / n), z)
        for j in range(n)
        for r, z in profile
    ]
    m = len(profile)
    faces = [
        (j * m + i, ((j + 1) % n) * m + i, ((j + 1) % n) * m + (i + 1) % m, j * m + (i + 1) % m)
        for j in range(n)
        for i in range(m)
    ]
    k.add(verts, faces, mat)
    return k.mesh("washer")


def screw(p: Part, dull: float) -> Any:
    """A pan-head screw on its side: threaded shank, rounded head; it rests on head and tip."""
    k, mat = scene.Kit(), metal(p.metal, dull)
    head, shank = p.width / 2, p.width * 0.23
    high = p.width * 0.46
    x0, x1 = -p.length / 2, p.length / 2 - high
    steps = int((x1 - x0) / 0.05)
    path = [(x0 + (x1 - x0) * i / steps, 0, 0) for i in range(steps + 1)]
    radii = []
    for i in range(steps + 1):
        taper = min(1.0, 0.55 + i * 0.12)
        r = shank * taper * (1.0 if i % 2 else 0.83)
        radii.append((r, r))
    k.tube(path, radii, mat, 20)
    dome = [(x1, head), (x1 + high * 0.5, head), (x1 + high * 0.8, head * 0.88), (x1 + high, head * 0.62)]
    k.tube([(x, 0, 0) for x, _ in dome], [(r, r) for _, r in dome], mat, 32)
    return k.mesh("screw")


def pin(p: Part, dull: float) -> Any:
    """A screw seen from above: only the head with its drive (cross or hexagon)."""
    k, mat = scene.Kit(), metal(p.metal, dull)
    r = p.length / 2
    dome = [(0.0, r), (0.34, r), (0.48, r * 0.9), (0.56, r * 0.72)]
    k.tube([(0, 0, z) for z, _ in dome], [(q, q) for _, q in dome], mat, 40)
    if p.style:
        k.cyl((0, 0, 0.56), r * 0.42, 0.012, "black", n=6)
    else:
        k.box((0, 0, 0.56), (r * 1.0, r * 0.22, 0.012), "black")
        k.box((0, 0, 0.56), (r * 0.22, r * 1.0, 0.012), "black")
    return k.mesh("pin")


def housing(p: Part, empty: set[tuple[int, int]], dull: float) -> Any:
    """A painted shell with a raised lid, ribs and four corner screws; some corners may be empty."""
    k = scene.Kit()
    rgb, rough, _ = SHELLS[p.metal]
    if p.metal == 0:
        rgb = tuple(c * max(dull, 0.6) for c in rgb)
    name = f"shell{p.metal}"
    scene.noisy(name, rgb, tuple(c * 1.06 for c in rgb), 40.0, rough, 0.03)
    scene.material("insert", (0.66, 0.64, 0.58), 0.3, 0.95)
    lx, ly = p.length, p.width
    k.box((0, 0, TOP / 2 - 0.1), (lx, ly, TOP - 0.2), name, 0.22)
    k.box((0, 0, TOP - 0.22), (lx - 0.28, ly - 0.28, 0.44), name, 0.10)
    if p.style == 0:
        for i in (-1, 0, 1):
            k.box((i * 0.55, 0, TOP + 0.02), (0.16, ly - 2.7, 0.08), name, 0.03)
    elif p.style == 1:
        k.box((0, 0, TOP + 0.01), (lx * 0.30, 0.62, 0.04), "trim")
    else:
        k.cyl((0, 0, TOP + 0.02), 0.72, 0.06, name, n=40)
        k.cyl((0, 0, TOP + 0.055), 0.50, 0.02, "trim", n=40)
    for i in (-1, 1):
        for j in (-1, 1):
            x, y = i * (lx / 2 - BOSS_IN), j * (ly / 2 - BOSS_IN)
            k.cyl((x, y, TOP + 0.02), 0.40, 0.08, name, n=32)
            if (i, j) in empty:
                k.cyl((x, y, TOP + 0.062), 0.33, 0.006, "insert", n=32)
            else:
                k.cyl((x, y, TOP + 0.12), 0.31, 0.16, "insert", n=32, r2=0.27)
                k.cyl((x, y, TOP + 0.202), 0.13, 0.006, "black", n=6)
    return k.mesh("housing")


def defect(d: Defect, p: Part) -> Any:
    """A thin skin on the housing's top: a torn line, a blot, or the dark of an empty hole."""
    rng = random.Random(d.shape)
    k = scene.Kit()
    if d.kind == "missing":
        scene.material("hole", (0.006, 0.006, 0.007), 0.7)
        x, y = d.u * (p.length / 2 - BOSS_IN), d.v * (p.width / 2 - BOSS_IN)
        k.cyl((x, y, TOP + 0.068), 0.27, 0.004, "hole", n=32)
        return k.mesh("missing")
    a = math.radians(d.turn)
    if d.kind == "scratch":
        pale = p.metal in LIGHT_SHELLS  # a bright scratch cannot be seen on a pale shell
        bare = ((0.10, 0.09, 0.08), (0.20, 0.18, 0.16)) if pale else ((0.80, 0.79, 0.76), (0.52, 0.50, 0.46))
        scene.noisy(f"scratch{pale}", *bare, 30.0, 0.35, 0.2)
        bend, n = rng.uniform(-0.25, 0.25), 28
        left, right = [], []
        for i in range(n + 1):
            t = i / n - 0.5
            wide = 0.085 * (1 - (2 * abs(t)) ** 3) * rng.uniform(0.8, 1.15) + 0.02
            x, y = d.size * t, bend * (1 - 4 * t * t)
            left.append((x, y + wide))
            right.append((x, y - wide))
        ring = left + right[::-1]
    else:
        scene.noisy("stain", (0.028, 0.018, 0.008), (0.065, 0.042, 0.020), 6.0, 0.22, 0.0)
        n = 40
        waves = [(k2, rng.uniform(-0.16, 0.16), rng.uniform(0, 6.3)) for k2 in (2, 3, 4, 5)]
        ring = []
        for i in range(n):
            b = i * math.tau / n
            r = d.size * (1 + sum(w * math.sin(k2 * b + f) for k2, w, f in waves)) * 0.8
            ring.append((r * math.cos(b) * 1.15, r * math.sin(b) * 0.9))
    c, s = math.cos(a), math.sin(a)
    # above everything flat on the lid, below the corner screws
    verts = [(d.u + c * x - s * y, d.v + s * x + c * y, TOP + 0.085) for x, y in ring]
    k.add(
        verts,
        [tuple(range(len(verts)))],
        f"scratch{p.metal in LIGHT_SHELLS}" if d.kind == "scratch" else d.kind,
    )
    return k.mesh(d.kind)


def build(tray: Tray) -> list[tuple[str, str, Any]]:
    """The scene; returns (class, number of the housing a defect lies on or "", object)."""
    scene.setup_materials("noon", False)
    surface(tray)
    dull = DULL if tray.surface in LIGHT_SURFACES else 1.0
    out = []
    for i, p in enumerate(tray.parts):
        if p.kind == "housing":
            empty = {(int(d.u), int(d.v)) for d in tray.defects if d.on == i and d.kind == "missing"}
            mesh = housing(p, empty, dull)
        else:
            mesh = {"washer": washer, "screw": screw, "pin": pin}[p.kind](p, dull)
        ob = scene.place(mesh, p.kind, (p.x, p.y, p.z), p.turn)
        if p.kind == "screw":
            head, tip = p.width / 2, p.width * 0.13
            ob.location[2] = (head + tip) / 2
            ob.rotation_euler = (0, -math.asin((head - tip) / p.length), math.radians(p.turn))
        elif p.z:  # a washer that leans on the one below
            ob.location[2] = 0.19
            ob.rotation_euler = (0, 0, math.radians(p.turn))
        out.append(("screw" if p.kind == "pin" else p.kind, "", ob))
    for d in tray.defects:
        p = tray.parts[d.on]
        out.append((d.kind, str(d.on), scene.place(defect(d, p), d.kind, (p.x, p.y, 0), p.turn)))
    return out


def lights(tray: Tray) -> None:
    """Two soft boxes and an even sky."""
    plain_world((0.75, 0.80, 0.86), 0.2)
    for i, (turn, power, size) in enumerate(((tray.light, 5200, 16), (tray.light + 150, 1700, 24))):
        lamp = bpy.data.lights.new(f"soft{i}", "AREA")
        lamp.energy, lamp.size = power, size
        lamp.color = (1, 0.95 + 0.02 * tray.warm, 0.88 + 0.06 * tray.warm)
        ob = bpy.data.objects.new(f"soft{i}", lamp)
        a = math.radians(turn)
        ob.location = (math.cos(a) * 26, math.sin(a) * 26, 30)
        ob.rotation_euler = (math.atan2(26, 30), 0, a + math.pi / 2)
        bpy.context.scene.collection.objects.link(ob)


def camera(tray: Tray) -> None:
    """Above the tray, slightly tilted."""
    data = bpy.data.cameras.new("cam")
    data.lens, data.sensor_width, data.clip_end = LENS, SENSOR_MM, 400
    height = tray.view * LENS / SENSOR_MM
    ob = bpy.data.objects.new("cam", data)
    tilt = math.radians(tray.tilt)
    ob.location = (0, -math.sin(tilt) * height, math.cos(tilt) * height)
    ob.rotation_euler = (tilt, 0, 0)
    bpy.context.scene.collection.objects.link(ob)
    bpy.context.scene.camera = ob
    bpy.context.view_layer.update()


def packed(mask: np.ndarray) -> dict[str, Any]:
    """A mask as its crop [x, y, w, h] and base64(zlib(packbits of the crop, row by row))."""
    ys, xs = np.nonzero(mask)
    x, y, w, h = int(xs.min()), int(ys.min()), int(np.ptp(xs)) + 1, int(np.ptp(ys)) + 1
    bits = np.packbits(mask[y : y + h, x : x + w])
    return {"box": [x, y, w, h], "bits": base64.b64encode(zlib.compress(bits.tobytes(), 9)).decode()}


def tidy(mask: np.ndarray) -> np.ndarray:
    """Without pieces of fewer than 12 px: nobody can be asked to find them."""
    out = mask.copy()
    for count, (x1, y1, x2, y2) in pieces(mask):
        if count < 12 and count < mask.sum() / 2:
            out[y1:y2, x1:x2] = False
    return out


def measure(tray: Tray, objects: list[tuple[str, str, Any]], ids: np.ndarray) -> list[dict[str, Any]]:
    """Masks of all instances; a housing's mask holds the defects that lie on it."""
    out: list[dict[str, Any]] = []
    for i, (label, on, _) in enumerate(objects, 1):
        mask = ids == i
        if label == "housing":
            for j, (_, home, _) in enumerate(objects, 1):
                if home == str(i - 1):
                    mask = mask | (ids == j)
        mask = tidy(mask)
        if mask.sum() < 30:
            continue
        part = tray.parts[i - 1] if i <= len(tray.parts) else None
        out.append(
            {
                "id": f"o{len(out) + 1:02d}",
                "class": label,
                "sub": part.kind if part else f"on {on}",
                "number": i,
                "pixels": int(mask.sum()),
                "pieces": len(pieces(mask)),
                "mask": packed(mask),
            }
        )
    return out


def main(argv: list[str]) -> int:
    """Render one frame."""
    frame, seed, exam, prefix = argv[0], int(argv[1]), argv[2] == "1", argv[3]
    samples = int(argv[4]) if len(argv) > 4 else 16
    tray = make_tray(seed, exam)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    start = time.time()
    objects = build(tray)
    lights(tray)
    camera(tray)
    cycles(samples, WIDTH, HEIGHT)
    rgb = render_exr(prefix + ".beauty.exr")
    ids, _ = id_pass(objects, prefix + ".ids.exr")
    key = 0.16 if tray.surface in (0, 2) else 0.24 if tray.surface != 3 else 0.19
    picture = develop(rgb, prefix + ".tmp.png", key, grain=1.0, seed=seed)
    picture.save(prefix + ".png")
    gold = measure(tray, objects, ids)
    doc = {"frame": frame, "seed": seed, "plan": tray.summary(), "size": [WIDTH, HEIGHT], "objects": gold}
    save_gold(Path(prefix + ".json"), doc)
    print(f"FRAME {frame} {time.time() - start:.1f} s, {len(gold)} masks", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
