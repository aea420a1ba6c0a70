"""Render people exercising in a room and measure their 14 key points with visibility.

Usage: python figure_render.py FRAME SEED EXAM(0/1) OUT_PREFIX [SAMPLES]
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
from darkroom import cycles, develop, plain_world, save_gold
from figure_plan import HEIGHT, POINTS, SENSOR_MM, WIDTH, Figure, Prop, Room, joints, make_room
from mathutils import Vector
from street_plan import BOTTOMS, TOPS
from street_render import id_pass, render_exr

WALLS = ((0.62, 0.66, 0.68), (0.72, 0.66, 0.56), (0.50, 0.60, 0.62), (0.66, 0.60, 0.62), (0.58, 0.64, 0.54))
FLOORS = (
    ((0.30, 0.19, 0.10), (0.38, 0.25, 0.14)),
    ((0.34, 0.36, 0.37), (0.40, 0.42, 0.43)),
    ((0.45, 0.36, 0.25), (0.52, 0.42, 0.30)),
    ((0.13, 0.20, 0.25), (0.16, 0.24, 0.29)),
)
PROPS = ((0.10, 0.28, 0.42), (0.45, 0.10, 0.12), (0.12, 0.33, 0.22), (0.42, 0.30, 0.08))
SKINS = ((0.52, 0.33, 0.24), (0.60, 0.40, 0.29), (0.40, 0.25, 0.17))
#: how far from a joint's middle the surface that is seen may lie for the joint to count as visible, metres
NEAR = {
    "head": 0.10,
    "neck": 0.13,
    "shoulder": 0.14,
    "elbow": 0.10,
    "wrist": 0.085,
    "hip": 0.185,
    "knee": 0.115,
    "ankle": 0.10,
}


def room_shell(room: Room) -> None:
    """Floor, back wall with a skirting, a window band and bars."""
    scene.noisy("floor", *FLOORS[room.floor], 3.0, 0.5, 0.03)
    scene.noisy("wall", WALLS[room.wall], tuple(c * 1.04 for c in WALLS[room.wall]), 2.0, 0.9, 0.02)
    scene.material("skirt", tuple(c * 0.6 for c in WALLS[room.wall]), 0.7)
    scene.material("bar", (0.44, 0.28, 0.15), 0.5)
    scene.material("pane", (0.75, 0.82, 0.88), 0.2, 0, 0, (0.85, 0.93, 1.0), 1.1)
    back = room.distance + 2.8
    k = scene.Kit()
    k.add([(-9, -3, 0), (9, -3, 0), (9, back, 0), (-9, back, 0)], [(0, 1, 2, 3)], "floor")
    k.add([(-9, back, 0), (9, back, 0), (9, back, 4), (-9, back, 4)], [(0, 1, 2, 3)], "wall")
    k.box((0, back - 0.02, 0.06), (18, 0.04, 0.12), "skirt")
    rng = random.Random(room.seed)
    x = rng.uniform(-4.2, -2.6)
    for i in range(3):
        k.box((x + i * 2.3, back - 0.01, 2.0), (1.5, 0.04, 1.2), "white")
        k.box((x + i * 2.3, back - 0.035, 2.0), (1.4, 0.02, 1.1), "pane")
        k.box((x + i * 2.3, back - 0.05, 2.0), (0.05, 0.02, 1.1), "white")
    bars = rng.uniform(1.6, 3.0) * rng.choice((-1, 1))
    for i in range(9):
        k.cyl((bars, back - 0.12, 0.3 + i * 0.24), 0.02, 1.1, "bar", "X", 10)
    for side in (-0.56, 0.56):
        k.box((bars + side, back - 0.10, 1.25), (0.06, 0.14, 2.4), "bar")
    scene.place(k.mesh("shell"), "shell")


def prop(p: Prop, index: int) -> Any:
    """One thing in the room."""
    name = f"prop{p.colour}"
    scene.material(name, PROPS[p.colour], 0.55)
    k = scene.Kit()
    if p.kind == "ball":
        k.ball((0, 0, 0.33), (0.33, 0.33, 0.33), name, 28, 18)
    elif p.kind == "mat":
        k.box((0, 0, 0.012), (0.95, 1.9, 0.024), name, 0.008)
    elif p.kind == "bench":
        k.box((0, 0, 0.42), (1.1, 0.34, 0.08), name, 0.03)
        for x in (-0.42, 0.42):
            k.box((x, 0, 0.20), (0.06, 0.30, 0.40), "steel")
    elif p.kind == "chair":
        k.box((-0.02, 0, 0.40), (0.44, 0.46, 0.05), name, 0.02)
        k.box((-0.25, 0, 0.72), (0.04, 0.44, 0.50), name, 0.02)
        for x in (-0.2, 0.17):
            for y in (-0.19, 0.19):
                k.cyl((x, y, 0.19), 0.018, 0.38, "steel", n=8)
    elif p.kind == "rack":
        for z in (0.35, 0.7):
            k.box((0, 0, z), (1.0, 0.32, 0.04), "steel")
            for i in range(4):
                k.cyl((-0.36 + i * 0.24, 0, z + 0.08), 0.06, 0.2, name, "Y", 14)
        for x in (-0.48, 0.48):
            k.box((x, 0, 0.45), (0.04, 0.3, 0.9), "steel")
    else:
        k.cyl((0, 0, 0.18), 0.17, 0.36, name, r2=0.22)
        rng = np.random.default_rng(index)
        leaf = scene.leaf_material("summer", "round").name
        v, f = scene._leaf_quads(  # noqa: SLF001  the same leaves as in the street
            rng, np.array([(0, 0, 0.75), (0.05, 0.1, 1.0)]), np.full((2, 3), 0.3), 260, (0.05, 0.11)
        )
        k.add(v, f, leaf)
    return scene.place(k.mesh(p.kind), p.kind, (p.x, p.y, 0.004 * index), p.turn)


def figure(f: Figure, index: int) -> Any:
    """A person as one mesh around their joints."""
    at = joints(f)
    skin, top, bottom = f"skin{f.skin}", f"ftop{f.top}", f"fbot{f.bottom}"
    scene.material(skin, SKINS[f.skin], 0.6)
    scene.material(top, TOPS[f.top], 0.85)
    scene.material(bottom, BOTTOMS[f.bottom], 0.85)
    scene.material("hair_grey", (0.30, 0.30, 0.31), 0.6)
    hair = "hair_grey" if f.hair == "grey" else "hair"
    k, u = scene.Kit(), f.size
    ahead = (math.cos(math.radians(f.heading)), math.sin(math.radians(f.heading)), 0.0)
    aside = (-ahead[1], ahead[0], 0.0)

    def mix(a: Any, b: Any, t: float) -> Any:
        return tuple(p + (q - p) * t for p, q in zip(a, b, strict=True))

    def shift(p: Any, fwd: float = 0.0, left: float = 0.0, up: float = 0.0) -> Any:
        return tuple(
            p[i] + (ahead[i] * fwd + aside[i] * left) * u + (up * u if i == 2 else 0.0) for i in range(3)
        )

    for s in ("l", "r"):
        hip, knee, ankle = at[s + "_hip"], at[s + "_knee"], at[s + "_ankle"]
        k.tube(
            [hip, mix(hip, knee, 0.5), knee, mix(knee, ankle, 0.45), ankle],
            [
                (0.088 * u, 0.088 * u),
                (0.078 * u, 0.078 * u),
                (0.057 * u, 0.057 * u),
                (0.054 * u, 0.054 * u),
                (0.040 * u, 0.040 * u),
            ],
            [bottom, bottom, bottom, bottom],
            14,
            ref=aside,
        )
        k.ball(knee, (0.057 * u,) * 3, bottom, 12, 8)
        shoe = "shoe" if f.bottom % 2 else "shoe_l"
        k.tube(
            [
                shift(ankle, -0.06, 0, -0.03),
                shift(ankle, 0.03, 0, -0.035),
                shift(ankle, 0.13, 0, -0.05),
                shift(ankle, 0.18, 0, -0.058),
            ],
            [(0.040 * u, 0.040 * u), (0.048 * u, 0.046 * u), (0.044 * u, 0.032 * u), (0.026 * u, 0.018 * u)],
            shoe,
            10,
            ref=aside,
        )
        shoulder, elbow, wrist, hand = (at[s + n] for n in ("_shoulder", "_elbow", "_wrist", "_hand"))
        sleeve = skin if f.top % 2 else top
        k.tube(
            [shoulder, mix(shoulder, elbow, 0.5), elbow],
            [(0.058 * u,) * 2, (0.050 * u,) * 2, (0.043 * u,) * 2],
            [top, sleeve],
            12,
        )
        k.ball(elbow, (0.043 * u,) * 3, sleeve, 12, 8)
        k.tube(
            [elbow, mix(elbow, wrist, 0.4), wrist, hand],
            [(0.043 * u,) * 2, (0.040 * u,) * 2, (0.028 * u,) * 2, (0.026 * u, 0.034 * u)],
            [sleeve, sleeve, skin],
            12,
        )
        k.ball(shift(hand, 0, 0, 0), (0.036 * u,) * 3, skin, 12, 8)
        k.ball(shoulder, (0.062 * u,) * 3, top, 12, 8)
    pelvis, neck = at["pelvis"], at["neck"]
    k.tube(
        [shift(pelvis, 0, 0, -0.10), shift(pelvis, 0, 0, -0.02), mix(pelvis, neck, 0.10)],
        [(0.12 * u, 0.10 * u), (0.17 * u, 0.115 * u), (0.155 * u, 0.105 * u)],
        bottom,
        18,
        ref=aside,
    )
    k.tube(
        [
            mix(pelvis, neck, 0.06),
            mix(pelvis, neck, 0.30),
            mix(pelvis, neck, 0.62),
            mix(pelvis, neck, 0.86),
            mix(pelvis, neck, 0.97),
        ],
        [
            (0.158 * u, 0.108 * u),
            (0.148 * u, 0.10 * u),
            (0.175 * u, 0.115 * u),
            (0.185 * u, 0.10 * u),
            (0.10 * u, 0.07 * u),
        ],
        top,
        18,
        ref=aside,
    )
    crown = at["head"]
    skull = mix(neck, crown, 0.66)
    k.tube([mix(neck, crown, -0.05), mix(neck, crown, 0.4)], [(0.055 * u,) * 2] * 2, skin, 12)
    k.ball(skull, (0.088 * u, 0.088 * u, 0.115 * u), skin, 20, 14)
    k.ball(shift(skull, -0.012, 0, 0.012), (0.096 * u, 0.096 * u, 0.116 * u), hair, 20, 14, 0.30)
    k.ball(shift(skull, -0.035, 0, 0.0), (0.080 * u, 0.084 * u, 0.105 * u), hair, 18, 12)
    if f.hair == "long":
        k.ball(shift(skull, -0.07, 0, -0.08), (0.055 * u, 0.06 * u, 0.14 * u), hair, 14, 10)
    k.ball(shift(skull, 0.088, 0, -0.015), (0.016 * u, 0.014 * u, 0.022 * u), skin, 10, 8)
    for side in (-0.032, 0.032):
        k.ball(shift(skull, 0.078, side, 0.012), (0.010 * u,) * 3, "black", 8, 6)
    return scene.place(k.mesh(f"figure{index}"), f"figure{index}")


def build(room: Room) -> list[tuple[str, str, Any]]:
    """The scene; returns the people."""
    scene.setup_materials("noon", False)
    room_shell(room)
    for i, p in enumerate(room.props):
        prop(p, i)
    people = [("person", f.posture, figure(f, i)) for i, f in enumerate(room.figures)]
    plain_world((0.78, 0.80, 0.82), 0.45)
    for i, (x, power) in enumerate(((room.light / 20, 260), (-room.light / 30, 110))):
        lamp = bpy.data.lights.new(f"lamp{i}", "AREA")
        lamp.energy, lamp.size = power, 2.6
        lamp.color = (1, 0.96, 0.9)
        ob = bpy.data.objects.new(f"lamp{i}", lamp)
        ob.location = (x, room.distance - 1.5 + 1.2 * i, 3.4)
        ob.rotation_euler = (math.radians(18), 0, 0)
        bpy.context.scene.collection.objects.link(ob)
    data = bpy.data.cameras.new("cam")
    data.lens, data.sensor_width, data.clip_start = room.lens, SENSOR_MM, 0.05
    ob = bpy.data.objects.new("cam", data)
    ob.location = (0, 0, room.height)
    ob.rotation_euler = (math.radians(90 + room.pitch), 0, math.radians(room.pan))
    bpy.context.scene.collection.objects.link(ob)
    bpy.context.scene.camera = ob
    bpy.context.view_layer.update()
    return people


def seen(point: tuple[float, float, float], name: str, owner: Any) -> bool:
    """Whether the surface first met on the way to a joint is the person's own skin or clothes around that joint."""
    cam = bpy.context.scene.camera.location
    way = Vector(point) - cam
    hit, place, _, _, ob, _ = bpy.context.scene.ray_cast(
        bpy.context.evaluated_depsgraph_get(), cam, way.normalized(), distance=way.length + 0.3
    )
    reach = NEAR[name.rsplit("_", maxsplit=1)[-1]]
    return not hit or (ob.name == owner.name and (Vector(place) - Vector(point)).length <= reach)


def measure(room: Room, people: list[tuple[str, str, Any]], ids: np.ndarray) -> list[dict[str, Any]]:
    """Key points of everybody, left to right as built."""
    cam = bpy.context.scene.camera
    inverse = np.array(cam.matrix_world.inverted())
    f = room.lens / SENSOR_MM * WIDTH
    out = []
    for i, ((_, posture, ob), person) in enumerate(zip(people, room.figures, strict=True), 1):
        at = joints(person)
        points = []
        for name in POINTS:
            v = inverse[:3, :3] @ np.array(at[name]) + inverse[:3, 3]
            x, y = WIDTH / 2 + v[0] / -v[2] * f, HEIGHT / 2 - v[1] / -v[2] * f
            inside = 0 <= x < WIDTH and 0 <= y < HEIGHT
            state = "out" if not inside else "visible" if seen(at[name], name, ob) else "hidden"
            points.append([round(float(x), 1), round(float(y), 1), state])
        ys, xs = np.nonzero(ids == i)
        if len(xs) < 400:
            continue
        box = [int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1]
        out.append(
            {
                "id": f"o{len(out) + 1:02d}",
                "class": "person",
                "sub": posture,
                "joints": points,
                "box": box,
                "pixels": len(xs),
            }
        )
    return out


def main(argv: list[str]) -> int:
    """Render one frame."""
    frame, seed, exam, prefix = argv[0], int(argv[1]), argv[2] == "1", argv[3]
    samples = int(argv[4]) if len(argv) > 4 else 12
    room = make_room(seed, exam)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    start = time.time()
    people = build(room)
    cycles(samples, WIDTH, HEIGHT)
    rgb = render_exr(prefix + ".beauty.exr")
    ids, _ = id_pass(people, prefix + ".ids.exr")
    picture = develop(rgb, prefix + ".tmp.png", 0.27, grain=1.2, seed=seed)
    picture.save(prefix + ".png")
    gold = measure(room, people, ids)
    doc = {"frame": frame, "seed": seed, "plan": room.summary(), "size": [WIDTH, HEIGHT], "objects": gold}
    save_gold(Path(prefix + ".json"), doc)
    print(f"FRAME {frame} {time.time() - start:.1f} s, {len(gold)} people", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
