"""Whether polygons can be cut, joined and graded here: a library of its own does that (GEOS, docs/adr/0080)."""

from __future__ import annotations

from desktop.base.places import Places
from desktop.base.wording import _
from desktop.session.health.row import Found, bad, good

#: Pixels of a square's side; a second one lies half a side right and down, so that they share a quarter of each.
SIDE = 10.0
UNITED, SHARED = 1.75 * SIDE**2, 0.25 * SIDE**2
#: The share of an area by which a float may miss it.
SLACK = 1e-9


def shapes(_places: Places) -> Found:
    """Join two squares as the drawing tools do, and cut one out of the other as the grading does.

    What the drawing gives back is measured by our own formula for rings, so that the engine is not asked about itself.
    """
    try:
        # Late, as everywhere: the other rows must be told when a file of it is missing or held back.
        import shapely

        engine, united, left, shared = shapely.geos_version_string, *_areas()
    except (ImportError, OSError) as fault:
        return bad(
            _("几何库 GEOS 装不进来：{reason}", reason=f"{type(fault).__name__} {fault}".strip()[:300]),
            _(
                "多边形不能合并、切割和评分。请看杀毒软件有没有隔离 shapely 文件夹里的文件，再重新安装本程序。"
            ),
        )
    for got, expected in ((united, UNITED), (left, SIDE**2 - SHARED), (shared, SHARED)):
        # Not "greater than": what is no number is wrong too.
        if not abs(got - expected) <= SLACK * expected:
            return bad(
                _(
                    "几何库 GEOS {version} 算错了：面积应是 {expected:g}，算出来是 {got:g}。",
                    version=engine,
                    expected=expected,
                    got=got,
                ),
                _("多边形的成绩不可信。请重新安装本程序；还不行，请换一台电脑。"),
            )
    return good(
        _(
            "GEOS {version}，两个方块合并 {united:g}、相减 {left:g}、重叠 {shared:g} 平方像素，都对",
            version=engine,
            united=united,
            left=left,
            shared=shared,
        )
    )


def _areas() -> tuple[float, float, float]:
    """Return the areas in px^2 of two squares joined, of the first without the second, and of what they share."""
    from desktop.annotation.geometry.points import ring_area
    from desktop.annotation.geometry.polygons import subtracted, united
    from desktop.scoring.measures.polygons import regions, shared_areas

    first, second = _square(0.0), _square(SIDE / 2)
    drawn = [
        sum(abs(ring_area(rings[0])) - sum(abs(ring_area(hole)) for hole in rings[1:]) for rings in found)
        for found in (united([first, second]), subtracted(first, [second]))
    ]
    return drawn[0], drawn[1], float(shared_areas(regions([first]), regions([second]))[0])


def _square(at: float) -> tuple[tuple[tuple[float, float], ...], ...]:
    return (((at, at), (at + SIDE, at), (at + SIDE, at + SIDE), (at, at + SIDE)),)
