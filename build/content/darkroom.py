"""What the newer scenes share: light, Cycles settings, exposure and the gold file.  Needs bpy and Pillow."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from PIL import Image

Rgb = tuple[float, float, float]


def plain_world(rgb: Rgb, power: float) -> None:
    """An even sky."""
    world = bpy.data.worlds.new("w")
    bpy.context.scene.world = world
    world.use_nodes = True
    bg = next(n for n in world.node_tree.nodes if n.type == "BACKGROUND")
    bg.inputs[0].default_value = (*rgb, 1)
    bg.inputs[1].default_value = power


def sun_light(height: float, turn: float, energy: float, soft: float, rgb: Rgb) -> None:
    """A sun: height over the horizon, direction and apparent size in degrees."""
    sun = bpy.data.lights.new("sun", "SUN")
    sun.energy, sun.angle, sun.color = energy, math.radians(soft), rgb
    ob = bpy.data.objects.new("sun", sun)
    ob.rotation_euler = (math.radians(90 - height), 0, math.radians(turn))
    bpy.context.scene.collection.objects.link(ob)


def cycles(samples: int, width: int, height: int) -> None:
    """Cycles on the CPU with few samples, denoised; a picture is read back as linear floats."""
    sc = bpy.context.scene
    sc.render.engine = "CYCLES"
    c = sc.cycles
    c.samples, c.use_adaptive_sampling, c.adaptive_threshold, c.adaptive_min_samples = samples, True, 0.08, 4
    c.max_bounces, c.diffuse_bounces, c.glossy_bounces, c.transmission_bounces = 3, 2, 3, 0
    c.caustics_reflective = c.caustics_refractive = False
    c.sample_clamp_indirect = 2.5
    c.blur_glossy = 1.0
    c.use_denoising, c.denoiser = True, "OPENIMAGEDENOISE"
    c.denoising_prefilter, c.denoising_quality = "FAST", "BALANCED"
    sc.render.resolution_x, sc.render.resolution_y, sc.render.resolution_percentage = width, height, 100
    sc.render.threads_mode, sc.render.threads = "FIXED", 2
    sc.render.image_settings.file_format = "OPEN_EXR"
    sc.render.image_settings.color_depth = "32"


def printed(rgb: np.ndarray, path: str, exposure: float) -> np.ndarray:
    """Send linear light through Blender's film curve at an exposure in stops; the picture at `path` as floats 0..255."""
    h, w = rgb.shape[:2]
    sc = bpy.context.scene
    img = bpy.data.images.new("out", w, h, alpha=False, float_buffer=True)
    full = np.ones((h, w, 4), np.float32)
    full[:, :, :3] = rgb[::-1]
    img.pixels.foreach_set(full.ravel())
    for look in ("AgX - Medium High Contrast", "Medium High Contrast"):
        try:
            sc.view_settings.view_transform, sc.view_settings.look = "AgX", look
            break
        except TypeError:
            continue
    sc.view_settings.exposure = exposure
    sc.render.image_settings.file_format = "PNG"
    sc.render.image_settings.color_depth = "8"
    img.save_render(path, scene=sc)
    bpy.data.images.remove(img)
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB")).astype(np.float32)


def develop(rgb: np.ndarray, path: str, key: float, *, grain: float, seed: int) -> Image.Image:
    """Expose so that the log mean of the picture becomes `key`; film curve, slight vignette, grain."""
    h, w = rgb.shape[:2]
    y = np.clip(rgb @ np.array([0.2126, 0.7152, 0.0722]), 1e-3, 4.0)
    a = printed(rgb, path, math.log2(key / float(np.exp(np.mean(np.log(y))))))
    Path(path).unlink()
    yy, xx = np.mgrid[0:h, 0:w]
    r2 = ((xx - w / 2) / (w / 2)) ** 2 + ((yy - h / 2) / (h / 2)) ** 2
    a *= (1 - 0.05 * r2)[:, :, None]
    a += np.random.default_rng(seed + 1).normal(0, grain, (h, w, 1)).astype(np.float32)
    return Image.fromarray(np.clip(a, 0, 255).astype(np.uint8))


def save_gold(path: Path, doc: dict[str, Any]) -> None:
    """The gold file: sorted keys, one space of indentation, so that equal seeds give equal bytes."""
    path.write_text(json.dumps(doc, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
