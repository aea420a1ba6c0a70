"""Render one planned street frame with Cycles and measure its exact gold.

Usage: python street_render.py FRAME SEED EXAM(0/1) OUT_PREFIX [SAMPLES] [PERCENT]
Writes OUT_PREFIX.png (the picture), OUT_PREFIX.json (the gold).  Needs the bpy and Pillow modules.
"""

from __future__ import annotations

import json
import math
import random
import sys
import time
from pathlib import Path
from typing import Any, TypeAlias

import bpy
import numpy as np
import street_scene as scene
from darkroom import printed
from mathutils import Matrix, Vector
from mathutils.bvhtree import BVHTree
from PIL import Image
from street_plan import HEIGHT, MAX_OCCLUSION, MIN_SIDE_PX, VEHICLES, WIDTH, Plan, make_plan

NEAR = 0.05
#: connected pieces smaller than this do not stretch the box: nobody can be asked to see them
MIN_PIECE_PX = 12
MIN_PIECE_SHARE = 0.005
#: a kept piece below this share of the visible pixels is a crumb too: a side should not rest on it
SOLID_SHARE = 0.02


def build_world(plan: Plan) -> None:
    """Sky and sun for the hour and the weather."""
    w = bpy.data.worlds.new("w")
    bpy.context.scene.world = w
    w.use_nodes = True
    nt = w.node_tree
    bg = next(n for n in nt.nodes if n.type == "BACKGROUND")
    rng = random.Random(plan.seed * 13)
    if plan.weather == "clear" and plan.time != "night":
        sky = nt.nodes.new("ShaderNodeTexSky")
        sky.sky_type = "MULTIPLE_SCATTERING"
        sky.sun_elevation = math.radians(
            {"noon": rng.uniform(38, 62), "morning": rng.uniform(17, 30), "dusk": rng.uniform(1.5, 4.0)}[
                plan.time
            ]
        )
        sky.sun_rotation = math.radians(plan.sun_turn)
        sky.sun_intensity = 0.5
        sky.air_density, sky.aerosol_density = 1.2, rng.uniform(0.8, 2.0)
        nt.links.new(sky.outputs[0], bg.inputs[0])
        bg.inputs[1].default_value = 0.16
        return
    table = {  # horizon colour, zenith colour, strength
        ("overcast", "noon"): ((0.80, 0.84, 0.88), (0.52, 0.58, 0.66), 1.0),
        ("overcast", "morning"): ((0.86, 0.84, 0.82), (0.46, 0.53, 0.63), 0.8),
        ("rain", "noon"): ((0.62, 0.66, 0.70), (0.40, 0.44, 0.50), 0.7),
        ("haze", "noon"): ((0.82, 0.80, 0.75), (0.60, 0.63, 0.66), 1.0),
        ("haze", "morning"): ((0.88, 0.80, 0.70), (0.52, 0.56, 0.62), 0.9),
        ("overcast", "dusk"): ((0.34, 0.30, 0.36), (0.11, 0.15, 0.25), 0.42),
        ("rain", "dusk"): ((0.24, 0.25, 0.31), (0.09, 0.11, 0.17), 0.42),
        ("clear", "night"): ((0.050, 0.046, 0.064), (0.010, 0.015, 0.034), 0.9),
        ("rain", "night"): ((0.060, 0.054, 0.060), (0.020, 0.022, 0.032), 0.9),
    }
    lo, hi, power = table[plan.weather, plan.time]
    tc = nt.nodes.new("ShaderNodeTexCoord")
    sep = nt.nodes.new("ShaderNodeSeparateXYZ")
    nt.links.new(tc.outputs["Generated"], sep.inputs[0])
    ramp = nt.nodes.new("ShaderNodeValToRGB")
    ramp.color_ramp.elements[0].position, ramp.color_ramp.elements[1].position = 0.0, 0.55
    ramp.color_ramp.elements[0].color, ramp.color_ramp.elements[1].color = (*lo, 1), (*hi, 1)
    nt.links.new(sep.outputs["Z"], ramp.inputs[0])
    colour = ramp.outputs[0]
    if plan.weather in ("overcast", "rain") and plan.time != "night":  # soft clouds
        noise = nt.nodes.new("ShaderNodeTexNoise")
        noise.inputs["Scale"].default_value = 2.6
        noise.inputs["Detail"].default_value = 6
        stretch = nt.nodes.new("ShaderNodeMapping")
        stretch.inputs["Scale"].default_value = (1, 1, 3)
        stretch.inputs["Location"].default_value = (rng.random() * 9, rng.random() * 9, 0)
        nt.links.new(tc.outputs["Generated"], stretch.inputs[0])
        nt.links.new(stretch.outputs[0], noise.inputs["Vector"])
        rng_node = nt.nodes.new("ShaderNodeMapRange")
        rng_node.inputs[1].default_value, rng_node.inputs[2].default_value = 0.3, 0.7
        rng_node.inputs[3].default_value, rng_node.inputs[4].default_value = 0.72, 1.22
        nt.links.new(noise.outputs[0], rng_node.inputs[0])
        mul = nt.nodes.new("ShaderNodeVectorMath")
        mul.operation = "SCALE"
        nt.links.new(ramp.outputs[0], mul.inputs[0])
        nt.links.new(rng_node.outputs[0], mul.inputs["Scale"])
        colour = mul.outputs[0]
    nt.links.new(colour, bg.inputs[0])
    bg.inputs[1].default_value = power
    if plan.weather in ("haze", "overcast") and plan.time != "dusk":
        sun = bpy.data.lights.new("sun", "SUN")
        sun.energy = 1.3 if plan.weather == "haze" else 0.7
        sun.angle = math.radians(12 if plan.weather == "haze" else 40)
        sun.color = (1, 0.93, 0.82)
        o = bpy.data.objects.new("sun", sun)
        o.rotation_euler = (math.radians(rng.uniform(25, 50)), 0, math.radians(plan.sun_turn))
        bpy.context.scene.collection.objects.link(o)


def add_lamp_lights(plan: Plan, shine: list[tuple[float, float, float]]) -> None:
    """Street lamps (area lights facing down) and head lamps of the nearer vehicles."""
    night = plan.time == "night"
    warm = random.Random(plan.seed).random() < 0.6
    for x, y, z in shine:
        if not -5 < x < 95:
            continue
        lamp = bpy.data.lights.new("lamp", "AREA")
        lamp.energy = 900 if night else 220
        lamp.size = 0.8
        lamp.spread = math.radians(150)
        lamp.color = (1, 0.74, 0.45) if warm else (0.95, 0.95, 1.0)
        o = bpy.data.objects.new("lamp", lamp)
        o.location = (x, y, z - 0.1)
        bpy.context.scene.collection.objects.link(o)
    moving = sorted((v for v in plan.vehicles if not v.parked), key=lambda v: v.x)[:9]
    for v in moving:
        length = VEHICLES[v.sub][1]
        spot = bpy.data.lights.new("beam", "SPOT")
        spot.energy = 260 if night else 120
        spot.spot_size, spot.spot_blend = math.radians(70), 0.8
        spot.shadow_soft_size = 0.25
        spot.color = (1, 0.93, 0.82)
        o = bpy.data.objects.new("beam", spot)
        a = math.radians(v.heading)
        o.location = (v.x + math.cos(a) * (length / 2 + 0.15), v.y + math.sin(a) * (length / 2 + 0.15), 0.7)
        o.rotation_euler = (math.radians(78), 0, a - math.pi / 2)
        bpy.context.scene.collection.objects.link(o)


def build(plan: Plan) -> list[tuple[str, str, Any]]:
    """Assemble the scene; returns (class, sub, object) of everything that can carry a label."""
    wet = plan.weather == "rain"
    dark = plan.time in ("night", "dusk")
    scene.setup_materials(plan.time, wet)
    build_world(plan)
    scene.build_road(plan, wet)
    scene.build_blocks(plan, {"night": 1.0, "dusk": 0.75}.get(plan.time, 0.0))
    shine = scene.build_furniture(plan, dark)
    if dark:
        add_lamp_lights(plan, shine)
    for i, t in enumerate(plan.trees):
        ob = scene.place(
            scene.tree_mesh(t.kind, plan.season, i % 3), "tree", (t.x, t.y, 0.12), t.turn, t.scale
        )
        ob.scale = (t.scale, t.scale, t.scale * (0.92 + 0.16 * ((i * 7) % 5) / 4))
    out: list[tuple[str, str, Any]] = []
    for v in plan.vehicles:
        out.append((v.label, v.sub, scene.vehicle(v)))
    for i, p in enumerate(plan.people):
        out.append(("person", f"{p.pose}{'_' + p.extra if p.extra else ''}", scene.person(p, i)))
    # a lamp must keep its colour after exposure: the darker the scene, the weaker the lamp
    glow = 1.1 if dark else 2.4 if plan.weather == "clear" else 1.3
    for t in plan.lights:
        out.append(
            ("traffic_light", t.state, scene.traffic_light(t.style, t.state, (t.x, t.y, t.z), t.yaw, glow))
        )
    cam = plan.camera
    data = bpy.data.cameras.new("cam")
    data.lens, data.sensor_width, data.clip_start = cam.lens, 36.0, NEAR
    ob = bpy.data.objects.new("cam", data)
    ob.location = (cam.x, cam.y, cam.z)
    ob.rotation_euler = (math.radians(90 + cam.pitch), 0, math.radians(cam.yaw - 90))
    bpy.context.scene.collection.objects.link(ob)
    bpy.context.scene.camera = ob
    bpy.context.view_layer.update()
    return out


def settings(samples: int, percent: int) -> None:
    """Cycles on the CPU with few samples, denoised."""
    sc = bpy.context.scene
    sc.render.engine = "CYCLES"
    c = sc.cycles
    c.samples, c.use_adaptive_sampling, c.adaptive_threshold, c.adaptive_min_samples = samples, True, 0.1, 4
    c.max_bounces, c.diffuse_bounces, c.glossy_bounces, c.transmission_bounces = 2, 1, 2, 0
    c.caustics_reflective = c.caustics_refractive = False
    c.sample_clamp_indirect, c.sample_clamp_direct = 2.5, 0.0
    c.blur_glossy = 1.0
    c.use_denoising, c.denoiser = True, "OPENIMAGEDENOISE"
    c.denoising_prefilter, c.denoising_quality = "FAST", "BALANCED"
    c.use_light_tree = True
    sc.render.use_persistent_data = True
    sc.render.resolution_x, sc.render.resolution_y, sc.render.resolution_percentage = WIDTH, HEIGHT, percent
    sc.render.threads_mode, sc.render.threads = "FIXED", 2
    sc.render.image_settings.file_format = "OPEN_EXR"
    sc.render.image_settings.color_depth = "32"


def render_exr(path: str) -> np.ndarray:
    """Render and read back linear RGB, top row first."""
    sc = bpy.context.scene
    sc.render.filepath = path
    bpy.ops.render.render(write_still=True)
    img = bpy.data.images.load(path)
    w, h = img.size
    px = np.empty(w * h * 4, np.float32)
    img.pixels.foreach_get(px)
    bpy.data.images.remove(img)
    Path(path).unlink()
    return px.reshape(h, w, 4)[::-1, :, :3].copy()


def id_pass(objects: list[tuple[str, str, Any]], path: str) -> tuple[np.ndarray, np.ndarray]:
    """Object number and depth of every pixel centre: one unfiltered sample, flat emission everywhere."""
    for i, (_, _, ob) in enumerate(objects, 1):
        ob.pass_index = i
        for child in ob.children_recursive:
            child.pass_index = i
    m = bpy.data.materials.new("ids")
    m.use_nodes = True
    nt = m.node_tree
    nt.nodes.clear()
    info, cam = nt.nodes.new("ShaderNodeObjectInfo"), nt.nodes.new("ShaderNodeCameraData")
    comb, em, out = (
        nt.nodes.new(n) for n in ("ShaderNodeCombineXYZ", "ShaderNodeEmission", "ShaderNodeOutputMaterial")
    )
    nt.links.new(info.outputs["Object Index"], comb.inputs[0])
    nt.links.new(cam.outputs["View Z Depth"], comb.inputs[1])
    nt.links.new(comb.outputs[0], em.inputs[0])
    nt.links.new(em.outputs[0], out.inputs[0])
    sc = bpy.context.scene
    bpy.context.view_layer.material_override = m
    bg = next(n for n in sc.world.node_tree.nodes if n.type == "BACKGROUND")
    for link in list(bg.inputs[0].links):
        sc.world.node_tree.links.remove(link)
    bg.inputs[0].default_value, bg.inputs[1].default_value = (0, 0, 0, 1), 0
    for ob in [o for o in bpy.data.objects if o.type == "LIGHT"]:
        bpy.data.objects.remove(ob)
    c = sc.cycles
    c.samples, c.use_denoising, c.use_adaptive_sampling, c.max_bounces = 1, False, False, 0
    c.pixel_filter_type, c.filter_width = "BOX", 0.01
    c.sample_clamp_direct = c.sample_clamp_indirect = 0
    px = render_exr(path)
    return np.rint(px[:, :, 0]).astype(np.int32), px[:, :, 1]


# ---------------------------------------------------------------- gold


#: pixels and box of a connected piece of a mask
Piece: TypeAlias = tuple[int, tuple[int, int, int, int]]


def pieces(mask: np.ndarray) -> list[Piece]:
    """Connected pieces (8-neighbourhood) of a mask: (pixels, box), from runs of each row."""
    parent: list[int] = []
    runs: list[tuple[int, int, int, int]] = []  # row, start, end, id

    def find(a: int) -> int:
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        return a

    prev: list[tuple[int, int, int, int]] = []
    for y in np.flatnonzero(mask.any(axis=1)):
        d = np.diff(np.concatenate(([0], mask[y].astype(np.int8), [0])))
        cur = []
        for s, e in zip(np.flatnonzero(d == 1), np.flatnonzero(d == -1), strict=True):
            parent.append(len(parent))
            me = len(parent) - 1
            for py, ps, pe, pi in prev:
                if py == y - 1 and ps <= e and pe >= s:
                    parent[find(me)] = find(pi)
            cur.append((int(y), int(s), int(e), me))
        runs += cur
        prev = cur
    out: dict[int, list[int]] = {}
    for y, s, e, i in runs:
        r = find(i)
        q = out.setdefault(r, [0, s, y, e, y + 1])
        q[0] += e - s
        q[1], q[2], q[3], q[4] = min(q[1], s), min(q[2], y), max(q[3], e), max(q[4], y + 1)
    return [(q[0], (q[1], q[2], q[3], q[4])) for q in out.values()]


def union(parts: list[Piece]) -> list[int]:
    """Smallest box around some pieces."""
    b = [p[1] for p in parts]
    return [min(q[0] for q in b), min(q[1] for q in b), max(q[2] for q in b), max(q[3] for q in b)]


_BVH: dict[str, tuple[Any, np.ndarray]] = {}


def amodal(ob: Any, cam: Any, lens: float, visible: np.ndarray) -> tuple[int, bool]:
    """In-frame pixels of the object alone, and whether it goes past the frame by more than 2 px.

    The visible pixels are known to hit; every other pixel centre in the projected box is tested with a ray
    against the object's own triangles, so the count uses the same rule as the identity pass.
    """
    me = ob.data
    if me.name not in _BVH:
        verts = np.empty(len(me.vertices) * 3, np.float32)
        me.vertices.foreach_get("co", verts)
        tree = BVHTree.FromPolygons([v.co for v in me.vertices], [tuple(p.vertices) for p in me.polygons])
        _BVH[me.name] = (tree, verts.reshape(-1, 3))
    tree, verts = _BVH[me.name]
    to_cam = np.array(cam.matrix_world.inverted() @ ob.matrix_world)
    v = verts @ to_cam[:3, :3].T + to_cam[:3, 3]
    f = lens / 36.0 * WIDTH
    front = v[:, 2] < -NEAR
    if not front.any():
        return 0, True
    u = WIDTH / 2 + v[front, 0] / -v[front, 2] * f
    w = HEIGHT / 2 - v[front, 1] / -v[front, 2] * f
    crosses = not front.all()  # reaches behind the lens: certainly cut by the frame
    truncated = crosses or u.min() < -2 or w.min() < -2 or u.max() > WIDTH + 2 or w.max() > HEIGHT + 2
    if crosses:
        x0, y0, x1, y1 = 0, 0, WIDTH, HEIGHT
    else:
        x0, y0 = max(0, math.floor(u.min())), max(0, math.floor(w.min()))
        x1, y1 = min(WIDTH, math.ceil(u.max()) + 1), min(HEIGHT, math.ceil(w.max()) + 1)
    count = int(visible.sum())
    if x1 <= x0 or y1 <= y0:
        return count, bool(truncated)
    to_obj = ob.matrix_world.inverted() @ cam.matrix_world
    origin = to_obj.translation
    rot: Matrix = to_obj.to_3x3()
    cast = tree.ray_cast
    ys, xs = np.nonzero(~visible[y0:y1, x0:x1])
    for y, x in zip((ys + y0).tolist(), (xs + x0).tolist(), strict=True):
        d = rot @ Vector(((x + 0.5 - WIDTH / 2) / f, -(y + 0.5 - HEIGHT / 2) / f, -1.0))
        if cast(origin, d)[0] is not None:
            count += 1
    return count, bool(truncated)


def crumbs_at(box: list[int], parts: list[Piece], keep: list[Piece], visible: int) -> list[int]:
    """How far crumbs, dropped or kept, would move each side of the box: left, top, right, bottom, in px."""
    solid = [p for p in keep if p[0] >= SOLID_SHARE * visible] or keep
    others = (union(parts), union(solid))
    return [max(abs(other[i] - box[i]) for other in others) for i in range(4)]


def measure(plan: Plan, objects: list[tuple[str, str, Any]], ids: np.ndarray) -> list[dict[str, Any]]:
    """Gold entries of all objects with at least one visible pixel, near to far as built."""
    out: list[dict[str, Any]] = []
    cam = bpy.context.scene.camera
    for i, (label, sub, ob) in enumerate(objects, 1):
        mask = ids == i
        n = int(mask.sum())
        if n == 0:
            continue
        parts = pieces(mask)
        keep = [p for p in parts if p[0] >= MIN_PIECE_PX and p[0] >= MIN_PIECE_SHARE * n]
        keep = keep or [max(parts)]
        box = union(keep)
        total, truncated = amodal(ob, cam, plan.camera.lens, mask)
        crumbs = crumbs_at(box, parts, keep, n)
        occ = round(100 * (1 - n / total), 1)
        small = box[2] - box[0] < MIN_SIDE_PX or box[3] - box[1] < MIN_SIDE_PX
        out.append(
            {
                "id": f"o{len(out) + 1:02d}",
                "class": label,
                "sub": sub,
                "box": [float(b) for b in box],
                "visible_px": n,
                "amodal_px": total,
                "occlusion": occ,
                "truncated": truncated,
                "ignore": bool(small or occ > 100 * MAX_OCCLUSION),
                # a fair side must not hang on crumbs
                "fragment": max(crumbs) > 2,
                "crumbs": crumbs,
            }
        )
    return out


# ---------------------------------------------------------------- picture


def weather_effects(plan: Plan, rgb: np.ndarray, depth: np.ndarray) -> np.ndarray:
    """Aerial perspective, haze and rain in linear light, from the exact depth."""
    rng = np.random.default_rng(plan.seed)
    far = np.where(depth <= 0, 900.0, depth)
    reach = {"clear": 3200.0, "overcast": 1300.0, "haze": float(rng.uniform(95, 170)), "rain": 280.0}[
        plan.weather
    ]
    if plan.time == "night":
        reach *= 1.6
    # the veil takes the colour of the sky (or of the lit air) in this very picture
    sky = depth <= 0
    ref = rgb[sky] if sky.sum() > 2000 else rgb[: HEIGHT // 3].reshape(-1, 3)
    veil = np.percentile(ref, 60, axis=0) * {"night": 1.2, "dusk": 0.9}.get(plan.time, 0.93)
    if plan.weather == "haze":
        veil = veil * np.array([1.02, 1.0, 0.95])
    t = np.exp(-np.minimum(far, 900.0) / reach)[:, :, None]
    if plan.weather == "clear":
        t = np.where(sky[:, :, None], 1.0, t)
    rgb = rgb * t + veil * (1 - t)
    if plan.weather == "rain":
        lum = float(np.median(rgb.mean(axis=2)))
        layer = np.zeros((HEIGHT, WIDTH), np.float32)
        slant = rng.uniform(-0.22, 0.22)
        for _ in range(620):
            x, y = rng.uniform(0, WIDTH), rng.uniform(-40, HEIGHT)
            length, power = rng.uniform(10, 46), rng.uniform(0.10, 0.42)
            for q in range(int(length)):
                xi, yi = int(x + slant * q), int(y + q)
                if 0 <= xi < WIDTH and 0 <= yi < HEIGHT:
                    layer[yi, xi] = max(layer[yi, xi], power * math.sin(math.pi * q / length))
        layer = (layer + np.roll(layer, 1, 1) * 0.6 + np.roll(layer, -1, 1) * 0.6) / 1.4
        rgb = rgb * (1 - 0.25 * layer[:, :, None]) + layer[:, :, None] * max(lum, 0.02) * 0.75
    return rgb


def develop(plan: Plan, rgb: np.ndarray, path: str) -> Image.Image:
    """Glow, exposure, film curve, vignette and a little grain."""
    h, w = rgb.shape[:2]
    if plan.time in ("night", "dusk"):  # glow around lamps
        bright = np.clip(rgb - 1.2, 0, 6.0)
        small = bright[: h // 4 * 4, : w // 4 * 4].reshape(h // 4, 4, w // 4, 4, 3).mean(axis=(1, 3))
        acc = np.zeros_like(small)
        for radius, gain in ((2, 0.05), (6, 0.03), (14, 0.016)):
            acc += gain * _blur(small, radius)
        rgb = rgb + np.kron(acc, np.ones((4, 4, 1)))[:h, :w]
    if plan.weather == "clear" and plan.time in ("noon", "morning"):
        # automatic white balance, half strength: open shade under a blue sky turns too blue otherwise
        mean = np.clip(rgb[int(h * 0.3) :], 0, 4.0).mean(axis=(0, 1))
        rgb = rgb * (mean.mean() / mean) ** 0.55
    y = rgb @ np.array([0.2126, 0.7152, 0.0722])
    # meter the lower part, like a dash camera: the sky must not make the street dark
    zone = y[int(h * 0.30) :]
    key = float(np.exp(np.mean(np.log(np.clip(zone, 1e-4, 4.0)))))
    target = {"noon": 0.165, "morning": 0.155, "dusk": 0.095, "night": 0.080}[plan.time]
    if plan.weather in ("overcast", "haze") and plan.time in ("noon", "morning"):
        target *= 1.45 if plan.weather == "haze" else 1.25
    if plan.weather == "rain" and plan.time == "noon":
        target *= 0.95
    a = printed(rgb, path, max(-4.0, min(5.0, math.log2(target / key))))
    yy, xx = np.mgrid[0:h, 0:w]
    r2 = ((xx - w / 2) / (w / 2)) ** 2 + ((yy - h / 2) / (h / 2)) ** 2
    a *= (1 - 0.055 * r2)[:, :, None]
    rng = np.random.default_rng(plan.seed + 1)
    sigma = {"night": 2.4, "dusk": 1.8}.get(plan.time, 1.1)
    a += rng.normal(0, sigma, (h, w, 1)).astype(np.float32)
    return Image.fromarray(np.clip(a, 0, 255).astype(np.uint8))


def _blur(a: np.ndarray, r: int) -> np.ndarray:
    """Two box blurs in each direction (close to a Gaussian)."""
    for axis in (0, 1, 0, 1):
        pad = [(0, 0)] * 3
        pad[axis] = (r + 1, r)
        c = np.cumsum(np.pad(a, pad, mode="edge"), axis=axis)
        n = a.shape[axis]
        hi = np.take(c, range(2 * r + 1, 2 * r + 1 + n), axis=axis)
        lo = np.take(c, range(n), axis=axis)
        a = (hi - lo) / (2 * r + 1)
    return a


def main(argv: list[str]) -> int:
    """Render one frame."""
    frame, seed, exam, prefix = argv[0], int(argv[1]), argv[2] == "1", argv[3]
    samples = int(argv[4]) if len(argv) > 4 else 14
    percent = int(argv[5]) if len(argv) > 5 else 100
    plan = make_plan(seed, exam)
    if plan.time in ("noon", "morning") and plan.weather != "rain":
        samples = round(samples * 0.75)  # one big soft light: clean with fewer samples
    bpy.ops.wm.read_factory_settings(use_empty=True)
    t0 = time.time()
    objects = build(plan)
    settings(samples, percent)
    t1 = time.time()
    rgb = render_exr(prefix + ".beauty.exr")
    t2 = time.time()
    bpy.context.scene.render.resolution_percentage = 100
    ids, depth = id_pass(objects, prefix + ".ids.exr")
    t3 = time.time()
    if percent != 100:  # a quick look: enlarge the small picture so that the weather still fits
        h, w = rgb.shape[:2]
        yy, xx = np.mgrid[0:HEIGHT, 0:WIDTH]
        rgb = rgb[yy * h // HEIGHT, xx * w // WIDTH]
    rgb = weather_effects(plan, rgb, depth)
    picture = develop(plan, rgb, prefix + ".tmp.png")
    Path(prefix + ".tmp.png").unlink()
    picture.save(prefix + ".png")
    gold = measure(plan, objects, ids)
    t4 = time.time()
    doc = {"frame": frame, "seed": seed, "plan": plan.summary(), "size": [WIDTH, HEIGHT], "objects": gold}
    Path(prefix + ".json").write_text(
        json.dumps(doc, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8"
    )
    labelled = sum(not o["ignore"] for o in gold)
    print(
        f"FRAME {frame} build {t1 - t0:.1f} render {t2 - t1:.1f} ids {t3 - t2:.1f} gold {t4 - t3:.1f} s, "
        f"{labelled} labelled of {len(gold)}",
        flush=True,
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
