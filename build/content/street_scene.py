"""Parts of the street frames: materials, vehicles, people, trees, buildings and street furniture.

Every part becomes one mesh (a Kit) so that a vehicle or a person is a single object: that keeps scene
building fast and makes the identity pass and the amodal raster simple.  Needs the bpy module.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from typing import Any

import bmesh
import bpy
import numpy as np
from mathutils import Matrix, Vector
from street_plan import (
    BOTTOMS,
    BUS_PAINTS,
    FIRMS,
    PAINTS,
    ROUTES,
    SIGN_COLOURS,
    TOPS,
    VEHICLES,
    WALLS,
    Building,
    Person,
    Plan,
    Vehicle,
)

Vec = tuple[float, float, float]
Rgb = tuple[float, float, float]

_MATS: dict[str, Any] = {}
_MESHES: dict[str, Any] = {}


# ---------------------------------------------------------------- materials


def material(
    name: str,
    rgb: Rgb,
    rough: float = 0.5,
    metal: float = 0.0,
    coat: float = 0.0,
    glow: Rgb | None = None,
    power: float = 0.0,
) -> Any:
    """A principled material, cached by name for the whole process."""
    if name in _MATS:
        return _MATS[name]
    m = bpy.data.materials.new(name)
    m.use_nodes = True
    b = shader(m)
    b.inputs["Base Color"].default_value = (*rgb, 1)
    b.inputs["Roughness"].default_value = rough
    b.inputs["Metallic"].default_value = metal
    if coat:
        b.inputs["Coat Weight"].default_value = coat
        b.inputs["Coat Roughness"].default_value = 0.03
    if glow and power > 0:
        b.inputs["Emission Color"].default_value = (*glow, 1)
        b.inputs["Emission Strength"].default_value = power
    _MATS[name] = m
    return m


def shader(m: Any) -> Any:
    """The principled node of a material."""
    return next(n for n in m.node_tree.nodes if n.type == "BSDF_PRINCIPLED")


def noisy(
    name: str, a: Rgb, b: Rgb, scale: float, rough: float = 0.9, bump: float = 0.1, wet: float = 0.0
) -> Any:
    """Two-tone noise material in object space; wet > 0 adds smooth puddles (for roads in the rain)."""
    if name in _MATS:
        return _MATS[name]
    m = material(name, a, rough)
    nt, s = m.node_tree, shader(m)
    geo = nt.nodes.new("ShaderNodeNewGeometry")
    noise = nt.nodes.new("ShaderNodeTexNoise")
    noise.inputs["Scale"].default_value = scale
    noise.inputs["Detail"].default_value = 2
    nt.links.new(geo.outputs["Position"], noise.inputs["Vector"])
    ramp = nt.nodes.new("ShaderNodeValToRGB")
    ramp.color_ramp.elements[0].position, ramp.color_ramp.elements[1].position = 0.34, 0.66
    ramp.color_ramp.elements[0].color, ramp.color_ramp.elements[1].color = (*a, 1), (*b, 1)
    nt.links.new(noise.outputs[0], ramp.inputs[0])
    patch = nt.nodes.new("ShaderNodeTexNoise")  # large stains break up the tiled look
    patch.inputs["Scale"].default_value = 0.22
    patch.inputs["Detail"].default_value = 2
    nt.links.new(geo.outputs["Position"], patch.inputs["Vector"])
    dim = nt.nodes.new("ShaderNodeMapRange")
    dim.inputs[1].default_value, dim.inputs[2].default_value = 0.3, 0.7
    dim.inputs[3].default_value, dim.inputs[4].default_value = 0.78, 1.16
    nt.links.new(patch.outputs[0], dim.inputs[0])
    mul = nt.nodes.new("ShaderNodeVectorMath")
    mul.operation = "SCALE"
    nt.links.new(ramp.outputs[0], mul.inputs[0])
    nt.links.new(dim.outputs[0], mul.inputs["Scale"])
    nt.links.new(mul.outputs[0], s.inputs["Base Color"])
    if wet:
        wetness = nt.nodes.new("ShaderNodeMapRange")
        wetness.inputs[1].default_value, wetness.inputs[2].default_value = 0.40, 0.56
        wetness.inputs[3].default_value, wetness.inputs[4].default_value = 0.42, 0.10
        nt.links.new(patch.outputs[0], wetness.inputs[0])
        nt.links.new(wetness.outputs[0], s.inputs["Roughness"])
        s.inputs["Coat Weight"].default_value = wet
        s.inputs["Coat Roughness"].default_value = 0.12
    if bump:
        bp = nt.nodes.new("ShaderNodeBump")
        bp.inputs["Strength"].default_value = bump
        nt.links.new(noise.outputs[0], bp.inputs["Height"])
        nt.links.new(bp.outputs[0], s.inputs["Normal"])
    return m


def wall_material(
    name: str, rgb: Rgb, cell: tuple[float, float], gap: float, lit: float, warm: bool, share: float
) -> Any:
    """A facade: window panes from a brick pattern; at night a random share of the panes is lit."""
    if name in _MATS:
        return _MATS[name]
    m = material(name, rgb, 0.8)
    nt, s = m.node_tree, shader(m)
    geo = nt.nodes.new("ShaderNodeNewGeometry")
    sep = nt.nodes.new("ShaderNodeSeparateXYZ")
    nt.links.new(geo.outputs["Position"], sep.inputs[0])
    add = nt.nodes.new("ShaderNodeMath")
    nt.links.new(sep.outputs["X"], add.inputs[0])
    nt.links.new(sep.outputs["Y"], add.inputs[1])
    comb = nt.nodes.new("ShaderNodeCombineXYZ")
    nt.links.new(add.outputs[0], comb.inputs[0])
    nt.links.new(sep.outputs["Z"], comb.inputs[1])
    br = nt.nodes.new("ShaderNodeTexBrick")
    br.offset = 0
    br.inputs["Scale"].default_value = 1
    br.inputs["Brick Width"].default_value, br.inputs["Row Height"].default_value = cell
    br.inputs["Mortar Size"].default_value = gap
    br.inputs["Mortar Smooth"].default_value = 0
    br.inputs["Color1"].default_value = (0, 0, 0, 1)
    br.inputs["Color2"].default_value = (1, 1, 1, 1)
    br.inputs["Mortar"].default_value = (0, 0, 0, 1)
    nt.links.new(comb.outputs[0], br.inputs["Vector"])
    pane = nt.nodes.new("ShaderNodeMapRange")  # random grey value per pane
    pane.inputs[3].default_value, pane.inputs[4].default_value = 0.012, 0.085
    nt.links.new(br.outputs["Color"], pane.inputs[0])
    mix = nt.nodes.new("ShaderNodeMix")
    mix.data_type = "RGBA"
    nt.links.new(br.outputs["Fac"], mix.inputs[0])
    nt.links.new(pane.outputs[0], mix.inputs[6])
    grime = nt.nodes.new("ShaderNodeTexNoise")
    grime.inputs["Scale"].default_value = 0.35
    grime.inputs["Detail"].default_value = 2
    nt.links.new(geo.outputs["Position"], grime.inputs["Vector"])
    tone = nt.nodes.new("ShaderNodeMapRange")
    tone.inputs[1].default_value, tone.inputs[2].default_value = 0.25, 0.75
    tone.inputs[3].default_value, tone.inputs[4].default_value = 0.80, 1.10
    nt.links.new(grime.outputs[0], tone.inputs[0])
    wall = nt.nodes.new("ShaderNodeVectorMath")
    wall.operation = "SCALE"
    wall.inputs[0].default_value = rgb
    nt.links.new(tone.outputs[0], wall.inputs["Scale"])
    nt.links.new(wall.outputs[0], mix.inputs[7])
    nt.links.new(mix.outputs[2], s.inputs["Base Color"])
    rough = nt.nodes.new("ShaderNodeMapRange")
    rough.inputs[3].default_value, rough.inputs[4].default_value = 0.07, 0.85
    nt.links.new(br.outputs["Fac"], rough.inputs[0])
    nt.links.new(rough.outputs[0], s.inputs["Roughness"])
    if lit > 0:
        on = nt.nodes.new("ShaderNodeMath")
        on.operation = "GREATER_THAN"
        on.inputs[1].default_value = 1 - share
        nt.links.new(br.outputs["Color"], on.inputs[0])
        power = nt.nodes.new("ShaderNodeMath")  # curtains: the lit panes differ in brightness
        power.operation = "MULTIPLY"
        curtain = nt.nodes.new("ShaderNodeMapRange")
        curtain.inputs[1].default_value, curtain.inputs[2].default_value = 1 - share, 1.0
        curtain.inputs[3].default_value, curtain.inputs[4].default_value = 0.25 * lit, lit
        nt.links.new(br.outputs["Color"], curtain.inputs[0])
        nt.links.new(on.outputs[0], power.inputs[0])
        nt.links.new(curtain.outputs[0], power.inputs[1])
        s.inputs["Emission Color"].default_value = (1, 0.74, 0.42, 1) if warm else (0.86, 0.93, 1, 1)
        nt.links.new(power.outputs[0], s.inputs["Emission Strength"])
    return m


def leaf_material(season: str, kind: str) -> Any:
    """Foliage with a little difference from tree to tree."""
    name = f"leaf_{season}_{kind}"
    if name in _MATS:
        return _MATS[name]
    base = {"summer": (0.045, 0.105, 0.022), "spring": (0.10, 0.18, 0.03), "autumn": (0.30, 0.17, 0.025)}[
        season
    ]
    if kind == "pine":
        base = (0.022, 0.062, 0.026)
    m = material(name, base, 0.65)
    nt, s = m.node_tree, shader(m)
    info = nt.nodes.new("ShaderNodeObjectInfo")
    geo = nt.nodes.new("ShaderNodeNewGeometry")
    noise = nt.nodes.new("ShaderNodeTexNoise")
    noise.inputs["Scale"].default_value = 1.1
    nt.links.new(geo.outputs["Position"], noise.inputs["Vector"])
    tot = nt.nodes.new("ShaderNodeMath")
    tot.operation = "MULTIPLY_ADD"
    tot.inputs[1].default_value = 1.5
    nt.links.new(noise.outputs[0], tot.inputs[0])
    half = nt.nodes.new("ShaderNodeMath")
    half.operation = "MULTIPLY"
    half.inputs[1].default_value = 0.5
    nt.links.new(info.outputs["Random"], half.inputs[0])
    nt.links.new(half.outputs[0], tot.inputs[2])
    sc = nt.nodes.new("ShaderNodeVectorMath")
    sc.operation = "SCALE"
    sc.inputs[0].default_value = base
    nt.links.new(tot.outputs[0], sc.inputs["Scale"])
    nt.links.new(sc.outputs[0], s.inputs["Base Color"])
    s.inputs["Subsurface Weight"].default_value = 0.0
    return m


def setup_materials(time: str, wet: bool) -> None:
    """Create the shared materials of a frame; lamps glow according to the hour."""
    lamp = {"night": 9.0, "dusk": 7.0}.get(time, 3.0 if wet else 0.5)
    tail = {"night": 2.6, "dusk": 2.2}.get(time, 0.6 if wet else 0.12)
    material("glass", (0.010, 0.014, 0.018), 0.04, 0, 1)
    material("tyre", (0.014, 0.014, 0.015), 0.85)
    material("rim", (0.50, 0.51, 0.53), 0.3, 0.9)
    material("trim", (0.022, 0.022, 0.024), 0.55)
    material("head", (0.85, 0.87, 0.9), 0.08, 0.2, 1, (1, 0.95, 0.86), lamp)
    material("head_off", (0.75, 0.77, 0.8), 0.08, 0.3, 1)
    material("tail", (0.30, 0.008, 0.008), 0.15, 0, 1, (1, 0.03, 0.015), tail)
    material("tail_off", (0.28, 0.008, 0.008), 0.15, 0, 1)
    material("amber", (0.65, 0.22, 0.01), 0.2, 0, 1)
    material("plate_b", (0.01, 0.06, 0.32), 0.4)
    material("plate_y", (0.82, 0.52, 0.02), 0.4)
    material("plate_g", (0.32, 0.68, 0.40), 0.4)
    material("white", (0.80, 0.80, 0.80), 0.6)
    material("black", (0.008, 0.008, 0.009), 0.6)
    material("chrome", (0.75, 0.75, 0.77), 0.14, 1)
    material("steel", (0.33, 0.34, 0.35), 0.45, 0.6)
    material("galv", (0.45, 0.46, 0.47), 0.5, 0.4)
    material("tarp", (0.05, 0.13, 0.09), 0.8)
    material("orange", (0.62, 0.17, 0.02), 0.6)
    material("led", (0.2, 0.06, 0.01), 0.5, 0, 0, (1, 0.30, 0.02), 3.5)
    material(
        "taxi_lamp", (0.8, 0.7, 0.2), 0.4, 0, 0, (1, 0.75, 0.2), {"night": 4.0, "dusk": 3.0}.get(time, 0.4)
    )
    material("hair", (0.010, 0.008, 0.007), 0.5)
    material("shoe", (0.03, 0.03, 0.032), 0.5)
    material("shoe_l", (0.6, 0.6, 0.58), 0.6)
    material("phone", (0.01, 0.01, 0.012), 0.2, 0, 0, (0.7, 0.85, 1), 1.5 if time == "night" else 0.0)
    material("trunk", (0.10, 0.072, 0.05), 0.95)
    material("bush_core", (0.012, 0.028, 0.008), 0.95)


# ---------------------------------------------------------------- mesh kit


class Kit:
    """Collects geometry with materials and turns it into one mesh."""

    def __init__(self) -> None:
        self.verts: list[Vec] = []
        self.faces: list[tuple[int, ...]] = []
        self.mat_of: list[int] = []
        self.smooth: list[bool] = []
        self.mats: list[str] = []

    def slot(self, name: str) -> int:
        """Index of a material name, adding it when new."""
        if name not in self.mats:
            self.mats.append(name)
        return self.mats.index(name)

    def add(
        self, verts: Sequence[Vec], faces: Sequence[Sequence[int]], mat: str | list[str], smooth: bool = False
    ) -> None:
        """Append raw geometry; mat may list one material per face."""
        base = len(self.verts)
        self.verts += [tuple(v) for v in verts]
        for i, f in enumerate(faces):
            self.faces.append(tuple(base + k for k in f))
            self.mat_of.append(self.slot(mat if isinstance(mat, str) else mat[i]))
            self.smooth.append(smooth)

    def box(self, c: Vec, s: Vec, mat: str, bevel: float = 0.0, turn: float = 0.0) -> None:
        """Axis-aligned box (turn: degrees about z), optionally with rounded edges."""
        x, y, z = c
        a, b, d = s[0] / 2, s[1] / 2, s[2] / 2
        v = [(i * a, j * b, k * d) for i in (-1, 1) for j in (-1, 1) for k in (-1, 1)]
        f = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
        if bevel:
            bm = _bm(v, f)
            bmesh.ops.bevel(
                bm,
                geom=list(bm.edges),
                offset=min(bevel, 0.45 * min(s)),
                segments=2,
                profile=0.5,
                affect="EDGES",
            )
            v, f = _harvest(bm)
        co, si = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        self.add([(x + co * p[0] - si * p[1], y + si * p[0] + co * p[1], z + p[2]) for p in v], f, mat)

    def cyl(
        self, c: Vec, r: float, h: float, mat: str, axis: str = "Z", n: int = 16, r2: float | None = None
    ) -> None:
        """Closed cylinder or frustum along an axis."""
        r2 = r if r2 is None else r2
        ring = []
        for k in range(n):
            a = k * math.tau / n
            ring.append((math.cos(a), math.sin(a)))
        lo = [(r * u, r * w, -h / 2) for u, w in ring]
        hi = [(r2 * u, r2 * w, h / 2) for u, w in ring]
        swap: Callable[[Vec], Vec] = {
            "Z": lambda p: p,
            "Y": lambda p: (p[1], p[2], p[0]),
            "X": lambda p: (p[2], p[0], p[1]),
        }[axis]
        v = [tuple(np.add(c, swap(p))) for p in lo + hi]
        self.add(v, [(k, (k + 1) % n, n + (k + 1) % n, n + k) for k in range(n)], mat, True)
        self.add(v, [tuple(range(n))[::-1], tuple(range(n, 2 * n))], mat)

    def tube(
        self,
        path: Sequence[Vec],
        radii: Sequence[tuple[float, float]],
        mat: str | list[str],
        n: int = 10,
        ref: Vec = (0, 1, 0),
    ) -> None:
        """Smooth tube along a path; radii are (along ref, across) so that limbs can be flat."""
        pts = [Vector(p) for p in path]
        verts: list[Vec] = []
        for i, p in enumerate(pts):
            d = (pts[min(i + 1, len(pts) - 1)] - pts[max(i - 1, 0)]).normalized()
            side = Vector(ref)
            side = side - d * side.dot(d)
            side = side.normalized() if side.length > 1e-4 else d.orthogonal().normalized()
            across = d.cross(side)
            for k in range(n):
                a = k * math.tau / n
                q = p + side * (math.cos(a) * radii[i][0]) + across * (math.sin(a) * radii[i][1])
                verts.append((q.x, q.y, q.z))
        faces, mats = [], []
        for i in range(len(pts) - 1):
            for k in range(n):
                faces.append((i * n + k, i * n + (k + 1) % n, (i + 1) * n + (k + 1) % n, (i + 1) * n + k))
                mats.append(mat if isinstance(mat, str) else mat[i])
        ends = [tuple(range(n))[::-1], tuple(range((len(pts) - 1) * n, len(pts) * n))]
        first, last = (mat, mat) if isinstance(mat, str) else (mat[0], mat[-1])
        self.add(verts, faces + ends, [*mats, first, last], True)

    def ball(self, c: Vec, s: Vec, mat: str, n: int = 12, rings: int = 8, cut: float = -1.0) -> None:
        """Ellipsoid; cut > -1 keeps only the part above that relative height (caps, hair)."""
        verts: list[Vec] = []
        for i in range(rings + 1):
            z = math.cos(math.pi * i / rings)
            z = max(z, cut)
            r = math.sqrt(max(0.0, 1 - z * z)) if i not in (0, rings) or cut > -1 else 0.0
            if i == 0:
                r = 0.0
            for k in range(n):
                a = k * math.tau / n
                verts.append((c[0] + s[0] * r * math.cos(a), c[1] + s[1] * r * math.sin(a), c[2] + s[2] * z))
        faces = [
            (i * n + k, (i + 1) * n + k, (i + 1) * n + (k + 1) % n, i * n + (k + 1) % n)
            for i in range(rings)
            for k in range(n)
        ]
        self.add(verts, faces, mat, True)

    def prism(
        self,
        prof: Sequence[tuple[float, float]],
        bot: float,
        top: float,
        z0: float,
        z1: float,
        mat: str,
        bevel: float = 0.06,
        inset: float = 0.0,
        glass: str = "glass",
        seg: int = 3,
        steep: float = 0.80,
    ) -> None:
        """Side profile (x, z) extruded in y; the half width runs from bot at z0 to top at z1.

        With inset the steep faces get a recessed pane of the glass material.
        """
        n = len(prof)

        def hw(z: float) -> float:
            return bot + (top - bot) * max(0.0, min(1.0, (z - z0) / (z1 - z0)))

        v = [(x, -hw(z), z) for x, z in prof] + [(x, hw(z), z) for x, z in prof]
        f: list[tuple[int, ...]] = [tuple(range(n - 1, -1, -1)), tuple(range(n, 2 * n))]
        f += [(i, (i + 1) % n, n + (i + 1) % n, n + i) for i in range(n)]
        bm = _bm(v, f)
        bmesh.ops.recalc_face_normals(bm, faces=bm.faces)
        if inset:
            panes = [q for q in bm.faces if abs(q.normal.z) < steep]
            bmesh.ops.inset_individual(bm, faces=panes, thickness=inset, depth=-0.012)
            for q in panes:
                q.material_index = 1
        if bevel:
            edges = [
                e for e in bm.edges if len(e.link_faces) == 2 and e.calc_face_angle(0) > math.radians(22)
            ]
            bmesh.ops.bevel(
                bm,
                geom=edges,
                offset=bevel,
                segments=seg,
                profile=0.5,
                affect="EDGES",
                clamp_overlap=True,
                material=-1,
            )
        index = [q.material_index for q in bm.faces]
        vv, ff = _harvest(bm)
        self.add(vv, ff, [glass if i else mat for i in index])

    def loft(self, stations: Sequence[tuple[float, float, float, float]], mat: str) -> None:
        """Rounded car body from stations (x, half width, z low, z top), subdivided once."""
        ring: list[list[Vec]] = []
        for x, hw, lo, hi in stations:
            d = hi - lo
            half = [
                (hw * 0.55, lo),
                (hw * 0.88, lo + 0.01),
                (hw * 0.985, lo + 0.16 * d),
                (hw, lo + 0.45 * d),
                (hw * 0.99, lo + 0.72 * d),
                (hw * 0.945, hi - 0.035),
                (hw * 0.82, hi + 0.005),
                (hw * 0.42, hi + 0.028),
            ]
            ring.append([(x, -y, z) for y, z in half] + [(x, y, z) for y, z in half[::-1]])
        n = len(ring[0])
        v = [p for r in ring for p in r]
        f: list[tuple[int, ...]] = [
            (i * n + k, (i + 1) * n + k, (i + 1) * n + (k + 1) % n, i * n + (k + 1) % n)
            for i in range(len(ring) - 1)
            for k in range(n)
        ]
        f += [tuple(range(n)), tuple(range((len(ring) - 1) * n, len(ring) * n))[::-1]]
        bm = _bm(v, f)
        bmesh.ops.recalc_face_normals(bm, faces=bm.faces)
        me = bpy.data.meshes.new("tmp")
        bm.to_mesh(me)
        bm.free()
        ob = bpy.data.objects.new("tmp", me)
        bpy.context.scene.collection.objects.link(ob)
        ob.modifiers.new("s", "SUBSURF").levels = 1
        ev = ob.evaluated_get(bpy.context.evaluated_depsgraph_get()).to_mesh()
        verts = [tuple(p.co) for p in ev.vertices]
        faces = [tuple(p.vertices) for p in ev.polygons]
        bpy.data.objects.remove(ob)
        bpy.data.meshes.remove(me)
        self.add(verts, faces, mat, True)

    def mesh(self, name: str) -> Any:
        """The finished mesh."""
        me = bpy.data.meshes.new(name)
        me.from_pydata(self.verts, [], self.faces)
        for m in self.mats:
            me.materials.append(_MATS[m])
        me.polygons.foreach_set("material_index", self.mat_of)
        me.polygons.foreach_set("use_smooth", self.smooth)
        me.update()
        return me


def _bm(v: Sequence[Vec], f: Sequence[Sequence[int]]) -> Any:
    bm = bmesh.new()
    vs = [bm.verts.new(p) for p in v]
    for q in f:
        bm.faces.new([vs[i] for i in q])
    return bm


def _harvest(bm: Any) -> tuple[list[Vec], list[tuple[int, ...]]]:
    bm.verts.index_update()
    v = [tuple(p.co) for p in bm.verts]
    f = [tuple(p.index for p in q.verts) for q in bm.faces]
    bm.free()
    return v, f


def place(mesh: Any, name: str, loc: Vec = (0, 0, 0), turn: float = 0.0, scale: float = 1.0) -> Any:
    """Link an object that shares the mesh."""
    ob = bpy.data.objects.new(name, mesh)
    ob.location = loc
    ob.rotation_euler = (0, 0, math.radians(turn))
    ob.scale = (scale, scale, scale)
    bpy.context.scene.collection.objects.link(ob)
    return ob


def text(
    body: str, loc: Vec, turn: float, size: float, mat: Any, width: float = 0.0, parent: Any = None
) -> Any:
    """Upright lettering; turn 0 faces -y, -90 faces -x.  width limits the length of the line."""
    c = bpy.data.curves.new("t", "FONT")
    c.body, c.size, c.align_x, c.align_y, c.resolution_u = body, size, "CENTER", "CENTER", 2
    c.materials.append(mat)
    o = bpy.data.objects.new("t", c)
    o.location = loc
    o.rotation_euler = (math.pi / 2, 0, math.radians(turn))
    units = sum(1.0 if ord(ch) > 0x2000 else 0.56 for ch in body) * size
    if width and units > width:
        o.scale = (width / units,) * 3
    bpy.context.scene.collection.objects.link(o)
    if parent:
        o.parent = parent
    return o


# ---------------------------------------------------------------- vehicles


def _wheels(k: Kit, xs: Sequence[float], hw: float, r: float, wide: float = 0.21) -> None:
    for x in xs:
        for s in (-1, 1):
            k.cyl((x, s * (hw - 0.06), r + 0.02), r * 1.16, 0.13, "black", "Y", 28)
            k.cyl((x, s * (hw - wide / 2 + 0.012), r), r, wide, "tyre", "Y", 28)
            k.cyl((x, s * (hw + 0.012), r), r * 0.66, 0.02, "rim", "Y", 20)
            k.cyl((x, s * (hw + 0.018), r), r * 0.20, 0.02, "trim", "Y", 12)
            for j in range(5):
                a = j * math.tau / 5 + 0.3
                k.box(
                    (x + math.cos(a) * r * 0.42, s * (hw + 0.020), r + math.sin(a) * r * 0.42),
                    (0.075, 0.012, 0.075),
                    "black",
                )


def _car(sub: str) -> Kit:
    """Passenger car: lofted body, glazed cabin, lamps, bumpers, mirrors, plates."""
    k = Kit()
    k.slot("paint")
    _, length, width, height = VEHICLES[sub]
    h, hw = length / 2, width / 2
    r = {"suv": 0.365, "mpv": 0.345}.get(sub, 0.325)
    sill = {"suv": 0.30, "mpv": 0.24}.get(sub, 0.22)
    belt = {"sedan": 0.93, "taxi": 0.93, "hatchback": 0.96, "suv": 1.08, "mpv": 1.08}[sub]
    top = height if sub != "taxi" else 1.47
    nose = belt - (0.20 if sub in ("sedan", "taxi") else 0.16)
    cowl = {"sedan": 0.95, "taxi": 0.95, "hatchback": 0.85, "suv": 0.95, "mpv": 1.25}[sub]
    rear = {"sedan": belt + 0.03, "taxi": belt + 0.03}.get(sub, belt)
    k.loft(
        [
            (-h, hw * 0.84, sill + 0.22, rear - 0.22),
            (-h + 0.035, hw * 0.92, sill + 0.10, rear - 0.06),
            (-h + 0.16, hw * 0.965, sill + 0.04, rear + 0.0),
            (-h + 0.55, hw, sill, rear + 0.02),
            (-h + 1.1, hw, sill, rear),
            (0, hw, sill, belt),
            (cowl, hw, sill, belt - 0.01),
            (h - 0.75, hw, sill, (belt + nose) / 2 + 0.03),
            (h - 0.36, hw * 0.975, sill + 0.02, nose + 0.02),
            (h - 0.10, hw * 0.90, sill + 0.06, nose - 0.07),
            (h, hw * 0.74, sill + 0.15, nose - 0.20),
        ],
        "paint",
    )
    if sub in ("sedan", "taxi"):
        gh = [
            (-h + 0.62, belt - 0.02),
            (-h + 1.22, top - 0.09),
            (-h + 1.62, top),
            (0.10, top - 0.01),
            (0.36, top - 0.07),
            (cowl + 0.12, belt - 0.04),
        ]
    elif sub == "hatchback":
        gh = [
            (-h + 0.12, belt - 0.02),
            (-h + 0.42, top - 0.10),
            (-h + 0.75, top),
            (0.05, top - 0.01),
            (0.30, top - 0.07),
            (cowl + 0.12, belt - 0.03),
        ]
    elif sub == "suv":
        gh = [
            (-h + 0.10, belt - 0.02),
            (-h + 0.36, top - 0.10),
            (-h + 0.66, top),
            (0.10, top - 0.01),
            (0.36, top - 0.08),
            (cowl + 0.12, belt - 0.03),
        ]
    else:
        gh = [
            (-h + 0.08, belt - 0.02),
            (-h + 0.22, top - 0.10),
            (-h + 0.5, top),
            (0.55, top - 0.02),
            (0.82, top - 0.10),
            (cowl + 0.30, belt - 0.06),
        ]
    k.prism(gh, hw * 0.93, hw * 0.74, belt, top, "paint", 0.03, 0.055, seg=2)
    lo_front, lo_back = min(p[0] for p in gh), max(p[0] for p in gh)
    for s in (-1, 1):  # B pillar and belt strip
        zc = (belt + top) / 2
        k.box(
            ((lo_front + lo_back) / 2 + 0.02, s * hw * 0.838, zc), (0.09, 0.035, (top - belt) * 0.74), "trim"
        )
    _wheels(k, (-h + 0.93, h - 0.88), hw, r)
    k.box((h - 0.075, 0, sill + 0.20), (0.14, hw * 1.45, 0.16), "trim", 0.03)
    k.box((-h + 0.06, 0, sill + 0.17), (0.14, hw * 1.6, 0.16), "trim", 0.03)
    k.box((h - 0.065, 0, nose - 0.14), (0.10, hw * 0.95, 0.13), "trim", 0.03)
    k.box((h - 0.02, 0, nose - 0.12), (0.03, 0.14, 0.05), "chrome", 0.01)
    for s in (-1, 1):
        k.box((h - 0.20, s * hw * 0.70, nose - 0.11), (0.26, 0.36, 0.12), "head", 0.03, -s * 14)
        tz = rear - (0.14 if sub in ("sedan", "taxi") else 0.10)
        tall = 0.13 if sub in ("sedan", "taxi") else 0.26
        k.box((-h + 0.075, s * hw * 0.71, tz), (0.14, 0.38, tall), "tail", 0.03, s * 10)
        # the foot of the mirror reaches into the door, so that body and mirror are one visible piece
        k.box((cowl - 0.10, s * (hw + 0.02), belt + 0.07), (0.13, 0.30, 0.13), "paint", 0.04)
        for x in (0.28, -0.72):
            k.box((x, s * (hw - 0.004), belt - 0.12), (0.19, 0.03, 0.03), "chrome", 0.01)
        for x in (cowl - 0.02, -0.02, -1.0):
            k.box((x, s * (hw - 0.028), (sill + belt) / 2 + 0.02), (0.012, 0.05, belt - sill - 0.2), "black")
        k.box((-0.05, s * (hw - 0.02), sill + 0.06), (length * 0.42, 0.05, 0.09), "trim", 0.02)
    if sub == "suv":
        for s in (-1, 1):
            k.box((-0.35, s * hw * 0.66, top + 0.025), (1.9, 0.04, 0.04), "chrome", 0.01)
    if sub == "taxi":
        k.box((-0.25, 0, top + 0.075), (0.20, 0.62, 0.15), "taxi_lamp", 0.04)
        for s in (-1, 1):
            k.box((-0.05, s * (hw - 0.006), belt - 0.24), (2.6, 0.025, 0.16), "white")
    k.box((-h + 0.0, 0, sill + (0.40 if sub in ("sedan", "taxi") else 0.36)), (0.03, 0.46, 0.15), "plate_b")
    k.box((h + 0.0, 0, sill + 0.20), (0.03, 0.46, 0.15), "plate_b")
    return k


def _bus(sub: str) -> Kit:
    """City bus or minibus with window bands, doors, lamps, mirrors and a roof unit."""
    k = Kit()
    k.slot("paint")
    _, length, width, height = VEHICLES[sub]
    h, hw = length / 2, width / 2
    city = sub == "city_bus"
    top = height - (0.14 if city else 0.0)
    r = 0.48 if city else 0.40
    if city:
        prof = [
            (-h, 0.34),
            (-h, top - 0.1),
            (-h + 0.12, top),
            (h - 0.28, top),
            (h - 0.04, top - 0.28),
            (h, 1.1),
            (h, 0.34),
        ]
    else:
        prof = [
            (-h, 0.36),
            (-h + 0.03, top - 0.16),
            (-h + 0.2, top),
            (h - 1.2, top),
            (h - 0.62, top - 0.2),
            (h - 0.14, 1.28),
            (h, 1.02),
            (h, 0.36),
        ]
    k.prism(prof, hw, hw * 0.965, 0.4, top, "paint", 0.09, seg=3)
    wz, wh = (1.98, 0.98) if city else (1.78, 0.74)
    run = length - (0.9 if city else 2.0)
    cx = -0.1 if city else -0.45
    for s in (-1, 1):
        lean = hw * 0.984
        k.box((cx, s * lean, wz), (run, 0.05, wh), "glass", 0.02)
        panes = 7 if city else 4
        for j in range(1, panes):
            k.box(
                (cx - run / 2 + j * run / panes, s * (lean + 0.014), wz), (0.075, 0.035, wh + 0.02), "paint"
            )
        k.box((cx, s * (hw + 0.001), 1.22 if city else 1.1), (run + 0.3, 0.022, 0.15), "white")
        k.box((0, s * (hw + 0.0), 0.42), (length * 0.88, 0.02, 0.16), "trim")
        k.box((h - 0.02, s * hw * 0.76, 0.82 if city else 0.80), (0.07, 0.40, 0.19), "head", 0.03)
        k.box((-h + 0.0, s * hw * 0.82, 1.02), (0.06, 0.19, 0.52), "tail", 0.03)
        k.box((h + 0.06, s * (hw + 0.06), 2.32 if city else 1.75), (0.10, 0.20, 0.36), "black", 0.03)
        k.tube(
            [
                (h - 0.12, s * hw * 0.9, 2.72 if city else 1.95),
                (h + 0.06, s * (hw + 0.06), 2.5 if city else 1.9),
            ],
            [(0.045, 0.045)] * 2,
            "black",
            6,
        )
    doors = (h - 0.95, -0.6) if city else (h - 1.55,)
    for x in doors:  # doors on the kerb side
        k.box(
            (x, -hw - 0.004, 1.42 if city else 1.32),
            (1.15 if city else 0.85, 0.03, 2.0 if city else 1.7),
            "trim",
        )
        for d in (-0.27, 0.27):
            k.box(
                (x + d * (1 if city else 0.75), -hw - 0.02, 1.5 if city else 1.38),
                (0.42 if city else 0.3, 0.02, 1.6 if city else 1.35),
                "glass",
            )
    if city:
        k.box((h - 0.012, 0, 1.85), (0.05, width * 0.90, 1.42), "glass", 0.02)
        k.box((h - 0.045, 0, 2.74), (0.07, width * 0.72, 0.26), "black", 0.01, 0)
        k.box((-h + 0.005, 0, 2.12), (0.05, width * 0.80, 0.82), "glass", 0.02)
        k.box((-h - 0.005, 0, 2.72), (0.05, width * 0.60, 0.22), "black")
        k.box((-h - 0.002, 0, 0.98), (0.04, width * 0.50, 0.62), "trim")
        k.box((-1.2, 0, top + 0.06), (3.0, width * 0.66, 0.20), "white", 0.06)
    else:
        v = [
            (h - 0.155, -hw * 0.84, 1.32),
            (h - 0.155, hw * 0.84, 1.32),
            (h - 0.60, hw * 0.80, top - 0.24),
            (h - 0.60, -hw * 0.80, top - 0.24),
        ]
        k.add([(x + 0.035, y, z + 0.02) for x, y, z in v], [(0, 1, 2, 3)], "glass")
        k.box((-h + 0.02, 0, 1.9), (0.05, width * 0.76, 0.66), "glass", 0.02)
        k.box((h + 0.005, 0, 0.80), (0.04, width * 0.34, 0.20), "trim", 0.02)
    k.box((h + 0.01, 0, 0.45), (0.10, width * 0.96, 0.20), "trim", 0.04)
    k.box((-h - 0.01, 0, 0.46), (0.10, width * 0.96, 0.20), "trim", 0.04)
    _wheels(k, (-h + (2.6 if city else 1.7), h - (2.3 if city else 1.35)), hw, r, 0.28)
    k.box((-h - 0.065, 0, 0.62), (0.02, 0.46, 0.16), "plate_y")
    k.box((h + 0.065, 0, 0.48), (0.02, 0.46, 0.16), "plate_y")
    return k


def _truck(sub: str) -> Kit:
    """Cab-over truck with a box, a low open bed with tarpaulin, or a tipping body."""
    k = Kit()
    k.slot("paint")
    k.slot("paint2")
    _, length, width, height = VEHICLES[sub]
    h, hw = length / 2, width / 2
    r = {"light_truck": 0.38}.get(sub, 0.46)
    ct = {"light_truck": 2.18, "box_truck": 2.50, "dump_truck": 2.66}[sub]
    cab = [
        (h - 1.65, 0.52),
        (h - 1.65, ct - 0.12),
        (h - 1.5, ct),
        (h - 0.62, ct),
        (h - 0.38, ct - 0.14),
        (h - 0.06, 1.32),
        (h, 1.15),
        (h, 0.48),
    ]
    cw = hw * 0.94
    k.prism(cab, cw, cw * 0.90, 0.5, ct, "paint", 0.07, seg=3)
    top_z = ct - 0.24
    wsx = (h - 0.06) + (h - 0.38 - h + 0.06) * ((1.42 - 1.32) / (ct - 0.14 - 1.32))
    tsx = (h - 0.06) + (h - 0.38 - h + 0.06) * ((top_z - 1.32) / (ct - 0.14 - 1.32))
    k.add(
        [
            (wsx + 0.02, -cw * 0.88, 1.42),
            (wsx + 0.02, cw * 0.88, 1.42),
            (tsx + 0.02, cw * 0.84, top_z),
            (tsx + 0.02, -cw * 0.84, top_z),
        ],
        [(0, 1, 2, 3)],
        "glass",
    )
    for s in (-1, 1):
        k.box(
            (h - 0.85, s * cw * 0.956, (1.36 + ct) / 2 - 0.06),
            (0.86, 0.07, (ct - 1.36) * 0.72),
            "glass",
            0.02,
        )
        k.box((h + 0.0, s * cw * 0.76, 0.78), (0.06, 0.36, 0.19), "head", 0.03)
        k.box((h - 0.0, s * cw * 0.93, 0.98), (0.05, 0.10, 0.14), "amber", 0.01)
        k.box((h - 0.1, s * (cw + 0.15), 1.75), (0.09, 0.18, 0.38), "black", 0.03)
        k.tube(
            [(h - 0.25, s * cw * 0.95, 2.0), (h - 0.1, s * (cw + 0.15), 1.95)], [(0.05, 0.05)] * 2, "black", 6
        )
        k.box((-h + 0.03, s * hw * 0.76, 0.78), (0.06, 0.32, 0.14), "tail", 0.02)
    k.box((h + 0.02, 0, 0.55), (0.14, width * 0.92, 0.24), "trim", 0.05)
    k.box((h - 0.005, 0, 1.0), (0.05, width * 0.52, 0.14), "trim", 0.02)
    k.box((-0.2, 0, 0.74), (length - 0.5, 0.9, 0.20), "trim")
    k.box((-h + 0.10, 0, 0.52), (0.10, width * 0.92, 0.11), "orange")
    body_l = length - 1.85
    bx = -h + body_l / 2
    if sub == "box_truck":
        k.box((bx, 0, (0.98 + height) / 2), (body_l, width, height - 0.98), "paint2", 0.04)
        for s in (-1, 1):
            for j in range(10):
                k.box(
                    (-h + 0.28 + j * (body_l - 0.5) / 9, s * (hw + 0.008), (0.98 + height) / 2),
                    (0.045, 0.03, height - 1.15),
                    "galv",
                )
        k.box((-h - 0.012, 0, (0.98 + height) / 2), (0.03, 0.03, height - 1.1), "trim")
        for y in (-0.62, -0.3, 0.3, 0.62):
            k.box((-h - 0.018, y, (0.98 + height) / 2), (0.03, 0.03, height - 1.15), "galv")
    elif sub == "light_truck":
        k.box((bx, 0, 0.96), (body_l, width, 0.14), "paint2", 0.02)
        for s in (-1, 1):
            k.box((bx, s * (hw - 0.03), 1.22), (body_l, 0.05, 0.42), "paint", 0.015)
            for j in range(5):
                k.box((-h + 0.12 + j * (body_l - 0.24) / 4, s * (hw + 0.0), 1.22), (0.06, 0.05, 0.46), "trim")
        k.box((-h + 0.03, 0, 1.22), (0.05, width, 0.42), "paint", 0.015)
        k.ball((bx, 0, 1.30), (body_l * 0.50, hw * 0.93, 0.78), "tarp", 18, 10, 0.0)
    else:
        k.prism(
            [
                (-h + 0.05, 0.98),
                (-h - 0.0, height - 0.2),
                (-h + body_l - 0.25, height - 0.05),
                (-h + body_l - 0.05, height - 0.05),
                (-h + body_l - 0.2, 0.98),
            ],
            hw * 0.97,
            hw,
            1.0,
            height,
            "paint2",
            0.04,
            seg=2,
        )
        for s in (-1, 1):
            for j in range(6):
                k.box(
                    (-h + 0.45 + j * (body_l - 0.8) / 5, s * (hw + 0.0), 1.85),
                    (0.10, 0.08, 1.6),
                    "paint2",
                    0.02,
                )
            k.box((bx, s * (hw + 0.0), height - 0.22), (body_l - 0.3, 0.09, 0.10), "paint2", 0.02)
        k.ball((bx, 0, height - 0.32), (body_l * 0.42, hw * 0.85, 0.42), "trunk", 16, 8, 0.0)
    rear = (-h + 1.0, -h + 2.15) if sub == "dump_truck" else (-h + 1.25,)
    _wheels(k, (*rear, h - 0.95), hw * 0.985, r, 0.27)
    k.box((-h - 0.02, 0.0, 0.86), (0.02, 0.46, 0.16), "plate_y")
    k.box((h + 0.095, 0, 0.56), (0.02, 0.46, 0.16), "plate_y")
    return k


def _tag(name: str, rgb: Rgb) -> str:
    """A material name that tells its colour."""
    return name + "".join(f"_{c:.3f}" for c in rgb)


def vehicle(v: Vehicle) -> Any:
    """The object of a planned vehicle (with its lettering as children)."""
    label = VEHICLES[v.sub][0]
    table = BUS_PAINTS if label == "bus" else PAINTS
    rgb = table[v.paint % len(table)]
    if v.sub == "taxi":
        rgb = ((0.03, 0.30, 0.22), (0.62, 0.40, 0.02), (0.05, 0.16, 0.42))[v.paint % 3]
    if v.sub == "dump_truck":
        rgb = ((0.55, 0.28, 0.02), (0.42, 0.03, 0.02), (0.03, 0.16, 0.10), (0.70, 0.70, 0.68))[v.paint % 4]
    paint = material(_tag("paint", rgb), rgb, 0.30, 0.30, 1.0)
    second = ((0.72, 0.72, 0.72), (0.09, 0.17, 0.36), (0.60, 0.58, 0.52), (0.35, 0.05, 0.04))[v.detail % 4]
    if v.sub == "dump_truck":
        second = tuple(c * 0.8 for c in rgb)
    paint2 = material(_tag("body", second), second, 0.55)
    material("paint", (0.5, 0.5, 0.5))
    material("paint2", (0.5, 0.5, 0.5))
    if v.sub not in _MESHES:
        build = {"car": _car, "bus": _bus, "truck": _truck}[label]
        _MESHES[v.sub] = build(v.sub).mesh(v.sub)
    ob = place(_MESHES[v.sub], v.sub, (v.x, v.y, 0), v.heading)
    plate = _MATS["plate_g"] if label == "car" and v.detail % 3 == 0 else None
    swap = {"paint": paint, "paint2": paint2}
    if v.parked:
        swap |= {"head": _MATS["head_off"], "tail": _MATS["tail_off"]}
    if plate:
        swap["plate_b"] = plate
    for slot in ob.material_slots:
        if slot.material and slot.material.name in swap:
            name = slot.material.name
            slot.link = "OBJECT"
            slot.material = swap[name]
    rng = random.Random(v.detail)
    _, length, width, _ = VEHICLES[v.sub]
    h = length / 2
    if math.hypot(v.x, v.y) < 34:  # lettering is readable only on near vehicles
        # the first sign of a real plate is a province; the sign used here is none, so no plate can be real
        body = (
            "训" + rng.choice("ABCD") + "·" + "".join(rng.choice("0123456789ABCDEFGHJKLM") for _ in range(5))
        )
        ink = _MATS["black"] if plate or label != "car" else _MATS["white"]
        zr = {"bus": 0.62, "truck": 0.86}.get(label, 0.0)
        if not zr:
            sill = {"suv": 0.30, "mpv": 0.24}.get(v.sub, 0.22)
            zr = sill + (0.40 if v.sub in ("sedan", "taxi") else 0.36)
        text(body, (-h - {"bus": 0.078, "truck": 0.033}.get(label, 0.018), 0, zr), -90, 0.10, ink, 0.42, ob)
    if v.sub == "city_bus":
        route = ROUTES[v.detail % len(ROUTES)]
        text(route, (h - 0.005, 0, 2.74), 90, 0.20, _MATS["led"], 1.7, ob)
        text(route.split()[0], (-h - 0.035, 0, 2.72), -90, 0.20, _MATS["led"], 1.4, ob)
    if v.sub == "box_truck":
        firm = FIRMS[v.detail % len(FIRMS)]
        ink = material("ink_blue", (0.02, 0.08, 0.30), 0.5) if v.detail % 4 in (0, 2) else _MATS["white"]
        for s in (-1, 1):
            text(
                firm,
                (-h + (length - 1.85) / 2, s * (width / 2 + 0.03), 2.15),
                0 if s < 0 else 180,
                0.62,
                ink,
                3.2,
                ob,
            )
        text(firm, (-h - 0.04, 0, 2.2), -90, 0.40, ink, 1.9, ob)
    return ob


# ---------------------------------------------------------------- people


def person(p: Person, index: int) -> Any:
    """A pedestrian in one mesh: tubes for limbs and trunk, ellipsoids for the head, things carried."""
    k = Kit()
    skin = ("skin_a", "skin_b", "skin_c")[index % 3]
    material("skin_a", (0.52, 0.33, 0.24), 0.6)
    material("skin_b", (0.60, 0.40, 0.29), 0.6)
    material("skin_c", (0.40, 0.25, 0.17), 0.6)
    top, bot = f"top{p.top}", f"bot{p.bottom}"
    material(top, TOPS[p.top], 0.85)
    material(bot, BOTTOMS[p.bottom], 0.85)
    shoe = "shoe" if p.bottom % 2 else "shoe_l"
    walking = p.pose == "walk"
    st = 0.27 * p.phase if walking else 0.02
    bare = p.wear == "shorts"
    long_coat = p.wear == "coat"
    for side, sg in ((1, 1.0), (-1, -1.0)):
        swing = st * sg
        hip = (0.0, side * 0.095, 0.90)
        knee = (swing * 0.75 + (0.05 if swing < 0 else 0.03), side * 0.10, 0.49)
        lift = 0.06 if walking and swing < 0 else 0.0
        ankle = (swing * 1.25 - (0.02 if swing < 0 else -0.02), side * 0.10, 0.085 + lift)
        mats = [bot, bot, skin if bare else bot, skin if bare else bot]
        if p.wear == "skirt":
            mats = [bot, skin, skin, skin]
        mid1 = tuple(np.add(hip, knee) / 2)
        mid2 = tuple(np.add(knee, ankle) / 2 + np.array((-0.015, 0, 0.03)))
        k.tube(
            [hip, mid1, knee, mid2, ankle],
            [(0.085, 0.095), (0.080, 0.086), (0.058, 0.064), (0.055, 0.060), (0.042, 0.046)],
            mats,
            10,
        )
        toe = -0.04 if lift else 0.0
        k.tube(
            [
                (ankle[0] - 0.07, ankle[1], ankle[2] - 0.03),
                (ankle[0] + 0.02, ankle[1], ankle[2] - 0.035),
                (ankle[0] + 0.13, ankle[1], ankle[2] - 0.05 + toe),
                (ankle[0] + 0.185, ankle[1], ankle[2] - 0.057 + toe),
            ],
            [(0.038, 0.05), (0.048, 0.05), (0.046, 0.034), (0.028, 0.018)],
            shoe,
            8,
        )
        shoulder = (0.0, side * 0.195, 1.40)
        if p.pose == "phone" and side < 0:
            elbow, wrist = (0.03, side * 0.235, 1.13), (0.27, side * 0.09, 1.22)
        elif p.extra == "umbrella" and side < 0:
            elbow, wrist = (0.06, side * 0.235, 1.14), (0.24, side * 0.16, 1.24)
        elif p.pose == "talk" and side > 0:
            elbow, wrist = (0.06, side * 0.25, 1.13), (0.24, side * 0.20, 1.20 + 0.1 * abs(p.phase))
        else:
            back = -swing * 0.62
            elbow = (back * 0.75 - 0.02, side * 0.245, 1.13)
            wrist = (back * 1.25 + 0.07, side * 0.24, 0.90 + 0.10 * abs(back))
        hand = tuple(np.add(wrist, np.subtract(wrist, elbow) * 0.26))
        sleeve = top if p.wear != "shorts" else skin
        k.tube(
            [
                shoulder,
                tuple(np.add(shoulder, elbow) / 2),
                elbow,
                tuple(np.add(elbow, wrist) / 2),
                wrist,
                hand,
            ],
            [(0.062, 0.065), (0.054, 0.056), (0.046, 0.046), (0.042, 0.042), (0.032, 0.034), (0.024, 0.036)],
            [top, top, sleeve, sleeve, skin],
            8,
        )
        if p.pose == "phone" and side < 0:
            k.box((hand[0], hand[1], hand[2] + 0.05), (0.02, 0.08, 0.15), "phone")
        if p.extra in ("bag", "shopping") and side > 0:
            low = (hand[0], hand[1] + 0.02, hand[2])
            if p.extra == "bag":
                k.box((low[0], low[1], low[2] - 0.20), (0.34, 0.10, 0.24), "trim", 0.03)
                k.tube(
                    [(low[0] - 0.1, low[1], low[2] - 0.09), low, (low[0] + 0.1, low[1], low[2] - 0.09)],
                    [(0.02, 0.02)] * 3,
                    "trim",
                    6,
                )
            else:
                k.ball((low[0], low[1], low[2] - 0.23), (0.15, 0.12, 0.20), "white", 10, 6)
    waist = bot if p.wear != "coat" else top
    k.tube(
        [
            (0.0, 0, 0.84),
            (0.0, 0, 0.93),
            (-0.005, 0, 1.06),
            (0.0, 0, 1.22),
            (0.0, 0, 1.36),
            (0.0, 0, 1.44),
            (0.0, 0, 1.475),
        ],
        [
            (0.155, 0.105),
            (0.168, 0.118),
            (0.150, 0.108),
            (0.175, 0.122),
            (0.195, 0.112),
            (0.150, 0.085),
            (0.070, 0.060),
        ],
        [waist, waist, top, top, top, top],
        14,
    )
    if long_coat:
        k.tube(
            [(0, 0, 0.52), (0, 0, 0.75), (0, 0, 1.0)],
            [(0.215, 0.185), (0.20, 0.165), (0.165, 0.125)],
            top,
            14,
        )
    if p.wear == "skirt":
        k.tube(
            [(0, 0, 0.55), (0, 0, 0.75), (0, 0, 0.98)],
            [(0.235, 0.205), (0.21, 0.175), (0.155, 0.115)],
            bot,
            14,
        )
    k.tube(
        [(0.0, 0, 1.44), (0.012, 0, 1.50), (0.02, 0, 1.55)],
        [(0.058, 0.058), (0.050, 0.052), (0.050, 0.052)],
        skin,
        10,
    )
    k.ball((0.022, 0, 1.615), (0.094, 0.078, 0.118), skin, 14, 10)
    k.ball((0.115, 0, 1.60), (0.018, 0.014, 0.022), skin, 8, 6)
    if p.hair == "cap":
        k.ball((0.012, 0, 1.635), (0.108, 0.092, 0.112), top, 14, 8, 0.12)
        k.box((0.115, 0, 1.655), (0.13, 0.13, 0.014), top, 0.006)
    else:
        k.ball((0.002, 0, 1.632), (0.106, 0.089, 0.115), "hair", 14, 8, 0.05)
        k.ball((-0.022, 0, 1.612), (0.086, 0.085, 0.112), "hair", 12, 8)
    if p.hair == "long":
        k.tube(
            [(-0.045, 0, 1.64), (-0.075, 0, 1.52), (-0.085, 0, 1.38)],
            [(0.085, 0.06), (0.088, 0.05), (0.06, 0.03)],
            "hair",
            10,
        )
    if p.hair == "bun":
        k.ball((-0.105, 0, 1.675), (0.048, 0.048, 0.048), "hair", 10, 6)
    if p.extra == "backpack":
        k.box(
            (-0.185, 0, 1.20),
            (0.17, 0.30, 0.44),
            "trim" if p.top % 2 else f"top{(p.top + 3) % len(TOPS)}",
            0.06,
        )
    if p.extra == "umbrella":
        cloth = f"top{(p.top + 5) % len(TOPS)}"
        hx, hy = 0.27, -0.155
        k.cyl((hx - 0.02, hy + 0.02, 1.60), 0.018, 0.86, "steel", n=6)
        rim = [
            (
                hx - 0.02 + 0.56 * math.cos(a * math.tau / 8),
                hy + 0.02 + 0.56 * math.sin(a * math.tau / 8),
                1.86,
            )
            for a in range(8)
        ]
        mid = [
            (
                hx - 0.02 + 0.34 * math.cos(a * math.tau / 8),
                hy + 0.02 + 0.34 * math.sin(a * math.tau / 8),
                1.99,
            )
            for a in range(8)
        ]
        tip = (hx - 0.02, hy + 0.02, 2.06)
        f = [(a, (a + 1) % 8, 8 + (a + 1) % 8, 8 + a) for a in range(8)]
        f2 = [(8 + a, 8 + (a + 1) % 8, 16) for a in range(8)]
        material(cloth, TOPS[(p.top + 5) % len(TOPS)], 0.85)
        k.add([*rim, *mid, tip], [*f, *f2], cloth)
    for m in k.mats:
        if m.startswith("top") and m not in _MATS:
            material(m, TOPS[int(m[3:])], 0.85)
    return place(k.mesh(f"person{index}"), f"person{index}", (p.x, p.y, p.z), p.heading, p.height / 1.735)


# ---------------------------------------------------------------- trees and hedges


def _leaf_quads(
    rng: np.random.Generator, centres: np.ndarray, radii: np.ndarray, count: int, size: tuple[float, float]
) -> tuple[list[Vec], list[tuple[int, ...]]]:
    """Randomly turned leaf sprays near the surface of a set of blobs."""
    pick = rng.integers(0, len(centres), count)
    d = rng.normal(size=(count, 3))
    d /= np.linalg.norm(d, axis=1, keepdims=True)
    pos = centres[pick] + d * radii[pick] * rng.uniform(0.72, 1.06, (count, 1))
    a = rng.normal(size=(count, 3))
    a /= np.linalg.norm(a, axis=1, keepdims=True)
    b = np.cross(a, rng.normal(size=(count, 3)))
    b /= np.linalg.norm(b, axis=1, keepdims=True)
    s = rng.uniform(size[0], size[1], (count, 1))
    quad = np.stack([pos - a * s, pos + b * s * 0.55, pos + a * s, pos - b * s * 0.55], axis=1).reshape(-1, 3)
    return [tuple(q) for q in quad.tolist()], [(4 * i, 4 * i + 1, 4 * i + 2, 4 * i + 3) for i in range(count)]


def tree_mesh(kind: str, season: str, variant: int) -> Any:
    """One of the shared tree meshes."""
    name = f"tree_{kind}_{season}_{variant}"
    if name in _MESHES:
        return _MESHES[name]
    rng = np.random.default_rng(37 * variant + len(kind) * 11)
    k = Kit()
    leaf = leaf_material(season, kind).name
    if kind == "poplar":
        stem, n = 2.3, 12
        cs = np.array([(rng.normal(0, 0.22), rng.normal(0, 0.22), stem + 0.7 + i * 0.52) for i in range(n)])
        rs = np.array([[1.0 - 0.055 * i, 1.0 - 0.055 * i, 0.85] for i in range(n)]) * 0.95
    elif kind == "pine":
        stem, n = 1.6, 8
        cs = np.array([(0.0, 0.0, stem + 0.3 + i * 0.62) for i in range(n)])
        rs = np.array([[1.65 - 0.19 * i, 1.65 - 0.19 * i, 0.42] for i in range(n)])
    else:
        wide = 1.55 if kind == "broad" else 1.05
        stem, n = (2.7 if kind == "broad" else 2.4), 13
        cs = np.stack(
            [
                rng.uniform(-wide, wide, n),
                rng.uniform(-wide, wide, n),
                stem + 0.55 + rng.uniform(0, 1.0 if kind == "broad" else 2.1, n),
            ],
            axis=1,
        )
        rs = rng.uniform(0.70, 1.08, (n, 1)) * np.ones((1, 3))
        rs[:, 2] *= 0.85
    k.tube(
        [(0, 0, -0.1), (0.03, 0.02, stem * 0.5), (-0.02, 0.04, stem + 0.9)],
        [(0.15, 0.15), (0.12, 0.12), (0.07, 0.07)],
        "trunk",
        8,
    )
    if kind != "pine":
        for c in cs[:5]:
            k.tube(
                [
                    (0, 0.02, stem * 0.82),
                    tuple(c * np.array((0.5, 0.5, 1)) - np.array((0, 0, 0.5))),
                    tuple(c),
                ],
                [(0.07, 0.07), (0.045, 0.045), (0.02, 0.02)],
                "trunk",
                6,
            )
    for c, r in zip(cs, rs, strict=True):
        k.ball(tuple(c), tuple(r * 0.80), "bush_core", 8, 6)
    v, f = _leaf_quads(rng, cs, rs, 7500, (0.075, 0.145))
    k.add(v, f, leaf)
    _MESHES[name] = k.mesh(name)
    return _MESHES[name]


def hedge_mesh(season: str, width: float) -> Any:
    """Two metres of clipped hedge, tiled along a median."""
    name = f"hedge_{season}_{width:.2f}"
    if name not in _MESHES:
        rng = np.random.default_rng(5)
        k = Kit()
        leaf = leaf_material("summer" if season == "autumn" else season, "round").name
        w = width * 0.32
        k.box((0, 0, 0.36), (2.0, 2 * w * 0.72, 0.44), "bush_core")
        n = 2200
        pos = np.stack([rng.uniform(-1.0, 1.0, n), rng.uniform(-w, w, n), rng.uniform(0.12, 0.74, n)], axis=1)
        v, f = _leaf_quads(rng, pos, np.full((n, 3), 0.05), n, (0.07, 0.13))
        k.add(v, f, leaf)
        _MESHES[name] = k.mesh(name)
    return _MESHES[name]


# ---------------------------------------------------------------- street


def build_road(plan: Plan, wet: bool) -> None:
    """Carriageway, cross street, markings, kerbs, pavements and the median."""
    road = plan.road
    dark = 0.55 if wet else 1.0
    noisy(
        "asphalt",
        (0.042 * dark, 0.043 * dark, 0.045 * dark),
        (0.082 * dark, 0.082 * dark, 0.083 * dark),
        45,
        0.88,
        0.0,
        0.85 if wet else 0.0,
    )
    noisy("line", (0.66, 0.66, 0.64), (0.44, 0.44, 0.43), 18, 0.4 if wet else 0.7, 0.0)
    noisy("yellow", (0.62, 0.36, 0.03), (0.44, 0.26, 0.03), 18, 0.4 if wet else 0.7, 0.0)
    noisy(
        "pave",
        (0.24 * dark, 0.22 * dark, 0.20 * dark),
        (0.34 * dark, 0.32 * dark, 0.29 * dark),
        9,
        0.85,
        0.0,
        0.5 if wet else 0.0,
    )
    material("kerb", (0.42, 0.42, 0.40), 0.8)
    noisy("soil", (0.06, 0.07, 0.03), (0.11, 0.12, 0.05), 12, 0.95, 0.0)
    k = Kit()

    def flat(x0: float, x1: float, y0: float, y1: float, z: float, mat: str) -> None:
        k.add([(x0, y0, z), (x1, y0, z), (x1, y1, z), (x0, y1, z)], [(0, 1, 2, 3)], mat)

    flat(-60, 600, -300, 300, -0.05, "soil")
    right, left = road.right_kerb, road.left_kerb
    flat(-40, 420, right, left, 0.0, "asphalt")
    hole = road.jhw + 1.3 if road.jhw else 0.0
    sides = road.open_sides()
    for s in sides:
        y0, y1 = (left, 160.0) if s > 0 else (-160.0, right)
        flat(road.jx - road.jhw, road.jx + road.jhw, y0, y1, 0.001, "asphalt")
        for q in range(12):
            ys = (left if s > 0 else -right) + 8 + q * 6
            flat(
                road.jx - 0.07,
                road.jx + 0.07,
                min(s * ys, s * (ys + 3)),
                max(s * ys, s * (ys + 3)),
                0.007,
                "yellow",
            )

    def in_box(x: float) -> bool:
        return bool(sides) and abs(x - road.jx) < road.jhw + 6.0

    def near_zebra(x: float) -> bool:
        return any(abs(x - z) < 4.2 for z in road.zebras)

    x = -30.0
    while x < 300:
        if not in_box(x + 1.5) and not near_zebra(x + 1.5):
            for i in range(1, road.lanes):
                for s in (-1, 1):
                    y = s * (road.median / 2 + i * road.lane_w)
                    flat(x, x + 3, y - 0.07, y + 0.07, 0.006, "line")
        if not in_box(x + 1.5) and not near_zebra(x + 1.5) and road.median < 0.6:
            for y in (-0.13, 0.13):
                flat(x - 1.5, x + 4.5, y - 0.06, y + 0.06, 0.006, "yellow")
        if not (sides and abs(x + 1.5 - road.jx) < road.jhw + 2.5):
            for y in (
                -(road.median / 2 + road.lanes * road.lane_w),
                road.median / 2 + road.lanes * road.lane_w,
            ):
                flat(x - 1.5, x + 4.5, y - 0.07, y + 0.07, 0.006, "line")
        x += 6
    for z in road.zebras:
        y = right + 0.5
        while y < left - 0.5:
            if not (road.median > 1 and abs(y + 0.25) < road.median / 2):
                flat(z - 2.0, z + 2.0, y, y + 0.45, 0.008, "line")
            y += 0.95
    if road.zebras:
        sx = min(road.zebras) - 3.2
        flat(sx - 0.2, sx + 0.2, right + 0.4, -road.median / 2 - 0.1, 0.008, "line")
        for i in range(road.lanes):  # lane arrows before the stop line
            y = -(road.median / 2 + (i + 0.5) * road.lane_w)
            ax = sx - 7
            flat(ax - 2.2, ax + 1.0, y - 0.08, y + 0.08, 0.007, "line")
            k.add(
                [(ax + 1.0, y - 0.32, 0.007), (ax + 2.4, y, 0.007), (ax + 1.0, y + 0.32, 0.007)],
                [(0, 1, 2)],
                "line",
            )
    far = max(road.zebras, default=0.0)
    if far and road.jhw:
        flat(far + 3.0, far + 3.4, road.median / 2 + 0.1, left - 0.4, 0.008, "line")
    for s in (-1, 1):
        kerb = right if s < 0 else left
        spans = [(-40.0, 420.0)]
        if s in sides:
            spans = [(-40.0, road.jx - hole), (road.jx + hole, 420.0)]
        for a, b in spans:
            mid, ln = (a + b) / 2, b - a
            k.box((mid, kerb + s * (road.walk_w / 2 + 4), 0.0), (ln, road.walk_w + 8, 0.30), "pave")
            k.box((mid, kerb - s * 0.02, 0.0), (ln + 0.1, 0.24, 0.32), "kerb", 0.03)
    if road.median > 0.6:
        cuts = [(-40.0, 300.0)]
        if road.jhw:
            cuts = [(-40.0, road.jx - road.jhw - 5.6), (road.jx + road.jhw + 5.6, 300.0)]
        elif road.zebras:
            cuts = [(-40.0, road.jx - 2.4), (road.jx + 2.4, 300.0)]
        for a, b in cuts:
            mid, ln = (a + b) / 2, b - a
            if road.median_kind == "hedge":
                k.box((mid, 0, 0.0), (ln, road.median - 0.2, 0.36), "kerb", 0.04)
                k.box((mid, 0, 0.1), (ln - 0.3, road.median - 0.6, 0.24), "soil")
                hm = hedge_mesh(plan.season, road.median)
                hx = a + 1.2
                while hx < min(b - 1, 110):
                    if math.hypot(hx - plan.camera.x, plan.camera.y) > 7:
                        place(hm, "hedge", (hx, 0, 0.12), 0 if int(hx) % 2 else 180)
                    hx += 1.96
            else:
                px = a + 0.5 if b - max(a, 7.0) > 9 else b  # a stub of two posts looks like a mistake
                while px < min(b - 0.2, 100):
                    if math.hypot(px - plan.camera.x, plan.camera.y) > 7:
                        k.box((px, 0, 0.5), (0.06, 0.06, 1.0), "white")
                        if px + 2.4 < b:
                            for z in (0.35, 0.9):
                                k.box((px + 1.2, 0, z), (2.4, 0.04, 0.05), "white")
                            for j in range(1, 9):
                                k.box((px + j * 0.27, 0, 0.62), (0.025, 0.025, 0.56), "white")
                    px += 2.4
    place(k.mesh("road"), "road")


WALL_STYLES: tuple[tuple[float, float, float], ...] = (
    (2.5, 3.15, 0.56),
    (3.2, 3.15, 0.70),
    (1.55, 3.15, 0.13),
    (7.6, 3.15, 0.62),
)


def build_blocks(plan: Plan, lit: float) -> None:
    """Street fronts with shops, a second row behind and a distant skyline."""
    rng = random.Random(plan.seed * 7 + 1)
    share = 0.26
    material("shop_text", (0.85, 0.85, 0.82), 0.5, 0, 0, (1, 0.95, 0.85), 2.2 * lit)
    for i, b in enumerate(plan.buildings):
        rgb = WALLS[b.wall]
        w, hgt, gap = WALL_STYLES[b.style]
        if b.style == 2:
            rgb = tuple(c * 0.55 for c in rgb)
        wall = wall_material(
            f"wall{b.wall}_{b.style}_{i % 3}", rgb, (w, hgt), gap, 0.42 * lit, i % 3 != 0, share
        )
        pane = wall_material(
            f"store{i % 4}", (0.10, 0.10, 0.10), (2.8, 3.4), 0.16, 0.34 * lit, i % 2 == 0, 0.62
        )
        plinth = material(f"plinth{b.wall}", tuple(c * 0.55 for c in rgb), 0.7)
        k = Kit()
        k.mats = [wall.name, pane.name, plinth.name]
        s, mid, length = b.side, (b.x0 + b.x1) / 2, b.x1 - b.x0
        yc = b.front + s * b.depth / 2
        k.box((mid, yc, b.height / 2 + 1.9), (length, b.depth, b.height - 3.8), wall.name)
        k.box((mid, yc + s * 0.06, 1.9), (length - 0.1, b.depth, 3.8), pane.name if b.shops else plinth.name)
        k.box((mid, b.front - s * 0.06, 3.75), (length, 0.3, 0.22), plinth.name)
        k.box((mid, yc, b.height + 0.25), (length + 0.3, b.depth + 0.3, 0.55), plinth.name)
        if b.x0 < 70:
            cx = b.x0
            while cx <= b.x1 + 0.01:  # pilasters
                k.box((cx, b.front - s * 0.05, b.height / 2), (0.35, 0.22, b.height), plinth.name)
                cx += length / max(1, round(length / 6.4))
            if b.style in (0, 3):
                z = 3.8
                while z < b.height - 1:
                    k.box((mid, b.front - s * 0.04, z), (length, 0.16, 0.12), plinth.name)
                    z += 3.15
            if b.style == 1:  # balconies and air-conditioners
                cx = b.x0 + 2
                while cx < b.x1 - 2:
                    z = 4.1
                    while z < b.height - 2:
                        if rng.random() < 0.5:
                            k.box((cx, b.front - s * 0.28, z + 0.35), (0.85, 0.45, 0.6), "white", 0.0)
                        z += 3.15
                    cx += 3.2
        place(k.mesh("block"), "block")
        n = len(b.shops)
        for j, (name, colour) in enumerate(b.shops):
            sw = min(8.5, length / n - 1.0)
            sx = b.x0 + length * (j + 0.5) / n
            col = material(f"sign{colour}", SIGN_COLOURS[colour], 0.5, 0, 0, SIGN_COLOURS[colour], 0.9 * lit)
            kk = Kit()
            kk.mats = [col.name]
            kk.box((sx, b.front - s * 0.22, 3.28), (sw, 0.28, 1.05), col.name, 0.04)
            if rng.random() < 0.4:  # awning
                z0, z1, out = 2.72, 2.28, 1.25
                kk.add(
                    [
                        (sx - sw / 2, b.front - s * 0.1, z0),
                        (sx + sw / 2, b.front - s * 0.1, z0),
                        (sx + sw / 2, b.front - s * out, z1),
                        (sx - sw / 2, b.front - s * out, z1),
                    ],
                    [(0, 1, 2, 3)],
                    f"sign{(colour + 2) % len(SIGN_COLOURS)}",
                )
                material(
                    f"sign{(colour + 2) % len(SIGN_COLOURS)}",
                    SIGN_COLOURS[(colour + 2) % len(SIGN_COLOURS)],
                    0.5,
                    0,
                    0,
                    SIGN_COLOURS[(colour + 2) % len(SIGN_COLOURS)],
                    0.9 * lit,
                )
            place(kk.mesh("sign"), "sign")
            text(
                name, (sx, b.front - s * 0.375, 3.28), 0 if s > 0 else 180, 0.82, _MATS["shop_text"], sw - 0.6
            )
    back = wall_material("back", (0.40, 0.38, 0.36), (2.8, 3.15), 0.6, 0.35 * lit, True, 0.3)
    back2 = wall_material("back2", (0.30, 0.32, 0.35), (1.8, 3.15), 0.25, 0.35 * lit, False, 0.3)
    k = Kit()
    k.mats = [back.name, back2.name]
    for s in (-1, 1):
        x = -20.0
        while x < 240:
            w = rng.uniform(14, 24)
            gap = s in plan.road.open_sides() and abs(x + w / 2 - plan.road.jx) < plan.road.jhw + w / 2 + 4
            if not gap and rng.random() < 0.72:
                hgt = rng.uniform(14, 52)
                k.box((x + w / 2, s * rng.uniform(48, 62), hgt / 2), (w, 14, hgt), rng.choice(k.mats))
            x += w + rng.uniform(4, 16)
        for q in range(3):  # close the view of the cross street
            hgt = rng.uniform(16, 40)
            k.box((plan.road.jx + (q - 1) * 19, s * 172, hgt / 2), (18, 12, hgt), rng.choice(k.mats))
    for q in range(15):
        hgt = rng.uniform(12, 75)
        k.box(
            (rng.uniform(330, 400), -210 + q * 29 + rng.uniform(-5, 5), hgt / 2),
            (20, rng.uniform(14, 27), hgt),
            rng.choice(k.mats),
        )
    place(k.mesh("skyline"), "skyline")


def build_furniture(plan: Plan, lamps_on: bool) -> list[Vec]:
    """Lamp posts, overhead sign, masts, shelter; returns where the street lamps shine from."""
    road = plan.road
    shine: list[Vec] = []
    material("lamp_glow", (0.9, 0.9, 0.85), 0.4, 0, 0, (1, 0.80, 0.55), 30.0 if lamps_on else 0.0)
    if "lamp" not in _MESHES:
        k = Kit()
        k.cyl((0, 0, 0.45), 0.11, 0.9, "galv", n=10)
        k.cyl((0, 0, 4.1), 0.075, 8.2, "galv", n=10, r2=0.05)
        k.tube([(0, 0, 8.1), (0, 0.7, 8.45), (0, 1.9, 8.5)], [(0.045, 0.045)] * 3, "galv", 8)
        k.box((0, 2.2, 8.48), (0.28, 0.75, 0.12), "galv", 0.03)
        k.box((0, 2.2, 8.41), (0.2, 0.6, 0.03), "lamp_glow")
        _MESHES["lamp"] = k.mesh("lamp")
    for x, side in plan.lamps:
        kerb = road.right_kerb if side < 0 else road.left_kerb
        place(_MESHES["lamp"], "lamp", (x, kerb + side * 0.5, 0.1), 0 if side < 0 else 180)
        shine.append((x, kerb - side * 1.7, 8.3))
    for m in plan.masts:
        k = Kit()
        k.cyl((m.x, m.y, m.height / 2), 0.10, m.height, "steel", n=12)
        k.cyl((m.x, m.y, 0.25), 0.16, 0.4, "steel", n=12)
        if abs(m.tip_y - m.y) > 0.2:
            k.tube(
                [(m.x, m.y, m.height - 0.1), (m.x, m.tip_y, m.height)],
                [(0.085, 0.085), (0.05, 0.05)],
                "steel",
                8,
                (1, 0, 0),
            )
        place(k.mesh("mast"), "mast")
    if plan.gantry:
        gx, a, b = plan.gantry
        material("board", (0.012, 0.075, 0.26), 0.4)
        k = Kit()
        y0 = road.right_kerb - 0.9
        k.cyl((gx, y0, 3.7), 0.15, 7.4, "galv", n=12)
        k.box((gx, y0 + 4.4, 7.3), (0.14, 9.0, 0.14), "galv")
        k.box((gx - 0.12, y0 + 5.0, 6.55), (0.08, 6.6, 2.1), "board", 0.04)
        place(k.mesh("gantry"), "gantry")
        text(a, (gx - 0.18, y0 + 5.0, 6.98), -90, 0.72, _MATS["white"], 6)
        text(b, (gx - 0.18, y0 + 5.0, 6.08), -90, 0.72, _MATS["white"], 6)
    if plan.shelter:
        x, s = plan.shelter
        kerb = road.right_kerb if s < 0 else road.left_kerb
        material("poster", (0.16, 0.30, 0.42), 0.4, 0, 0, (0.5, 0.8, 1.0), 1.6 if lamps_on else 0.0)
        k = Kit()
        y = kerb + s * 1.5
        for dx in (-2.3, 0.0, 2.3):
            k.box((x + dx, y, 1.35), (0.09, 0.09, 2.4), "steel")
        k.box((x, y - s * 0.35, 2.6), (5.2, 1.5, 0.12), "steel", 0.03)
        k.box((x, y, 0.62), (3.6, 0.36, 0.07), "galv", 0.02)
        k.box((x - 2.3, y, 1.3), (0.10, 1.1, 1.7), "poster", 0.02)
        k.box((x + 3.1, kerb + s * 0.7, 1.6), (0.06, 0.06, 2.9), "steel")
        k.box((x + 3.1, kerb + s * 0.7, 2.75), (0.05, 0.65, 0.5), "board", 0.02)
        material("board", (0.012, 0.075, 0.26), 0.4)
        place(k.mesh("shelter"), "shelter")
    return shine


def traffic_light(style: str, state: str, loc: Vec, yaw: float, power: float) -> Any:
    """A signal head (housing, visors, lamps); it looks towards -x at yaw 0."""
    name = f"tl_{style}_{state}"
    if name not in _MESHES:
        k = Kit()
        k.box((0, 0, 0), (0.22, 0.40, 1.16) if style == "v" else (0.22, 1.16, 0.40), "black", 0.03)
        for j, (colour, rgb) in enumerate(
            (("red", (1.0, 0.03, 0.02)), ("yellow", (1.0, 0.5, 0.02)), ("green", (0.03, 1.0, 0.30)))
        ):
            on = colour == state
            lens = material(
                f"lens_{colour}_{int(on)}", tuple(c * 0.09 for c in rgb), 0.3, 0, 0, rgb, power if on else 0.0
            ).name
            y, z = (0.0, 0.37 - j * 0.37) if style == "v" else (0.37 - j * 0.37, 0.0)
            k.cyl((-0.115, y, z), 0.145, 0.02, lens, "X", 20)
            arc = [math.radians(a) for a in range(-10, 191, 20)]
            inner = [(-0.11, y + 0.16 * math.cos(a), z + 0.16 * math.sin(a)) for a in arc]
            outer = [(-0.30, y + 0.15 * math.cos(a), z + 0.15 * math.sin(a)) for a in arc]
            n = len(arc)
            k.add([*inner, *outer], [(q, q + 1, n + q + 1, n + q) for q in range(n - 1)], "black", True)
        _MESHES[name] = k.mesh(name)
    return place(_MESHES[name], name, loc, yaw)


__all__ = [
    "Building",
    "Kit",
    "Matrix",
    "build_blocks",
    "build_furniture",
    "build_road",
    "material",
    "person",
    "place",
    "setup_materials",
    "text",
    "traffic_light",
    "tree_mesh",
    "vehicle",
]
