"""What each example picture of courses/ord-cv-01 shows: frame, place, and boxes made from the gold by operators."""

from __future__ import annotations

from dataclasses import dataclass, replace

Box = tuple[float, float, float, float]
Sides = tuple[float, float, float, float]
NONE: Sides = (0, 0, 0, 0)


#: Everybody on the pavement of p031, and who stands in the dark there.
NIGHT_PEOPLE = ("o14", "o17", "o13", "o10", "o12", "o11", "o16")
NIGHT_DARK = ("o12", "o16")


@dataclass(frozen=True)
class Draw:
    """One drawn shape: the union of gold boxes ``of`` (or ``box``), each side grown by ``grow`` (left top right bottom)."""

    style: str
    of: tuple[str, ...] = ()
    grow: Sides = NONE
    text: str = ""
    shape: str = "box"
    box: Box | None = None


@dataclass(frozen=True)
class Spec:
    """One picture: a crop of ``frame`` around the ``focus`` objects (or ``window``), with shapes drawn on it."""

    name: str
    frame: str
    focus: tuple[str, ...]
    draws: tuple[Draw, ...]
    badge: str = ""
    margin: float = 0.35
    window: Box | None = None
    least: float = 120.0


def ok(of: str, text: str = "", grow: Sides = NONE) -> Draw:
    """A right box."""
    return Draw("ok", tuple(of.split()), grow, text)


def bad(of: str, text: str = "", grow: Sides = NONE) -> Draw:
    """A wrong box."""
    return Draw("bad", tuple(of.split()), grow, text)


def missed(of: str, text: str = "漏标") -> Draw:
    """A dashed ring around an object that has no box."""
    return Draw("missed", tuple(of.split()), NONE, text, "ring")


def ghost(of: str, grow: Sides = NONE, text: str = "", shape: str = "box") -> Draw:
    """A dashed outline that is no answer, only an explanation."""
    return Draw("ghost", tuple(of.split()), grow, text, shape)


def place(style: str, box: Box, text: str = "", shape: str = "box") -> Draw:
    """A shape at a place of the frame."""
    return Draw(style, (), NONE, text, shape, box)


def good(name: str, frame: str, focus: str, *draws: Draw, **more: object) -> Spec:
    """A positive example."""
    return Spec(name, frame, tuple(focus.split()), draws, "good", **more)  # type: ignore[arg-type]


def wrong(name: str, frame: str, focus: str, *draws: Draw, **more: object) -> Spec:
    """A negative example."""
    return Spec(name, frame, tuple(focus.split()), draws, "bad", **more)  # type: ignore[arg-type]


def quiz(name: str, frame: str, focus: str, *draws: Draw, **more: object) -> Spec:
    """A picture of a question."""
    return Spec(name, frame, tuple(focus.split()), draws, "", **more)  # type: ignore[arg-type]


def plain(of: str, text: str = "", grow: Sides = NONE) -> Draw:
    """A box that is neither called right nor wrong."""
    return Draw("plain", tuple(of.split()), grow, text)


ALL_P004 = tuple(ok(f"o{n:02d}") for n in (2, 3, 4, 5, 7, 10, 11, 14))
EXAMPLES: tuple[Spec, ...] = (
    # 1.1 1.2 every object
    good("all-good", "p004", "o14 o05", *ALL_P004, window=(560, 330, 900, 500)),
    wrong(
        "all-bad",
        "p004",
        "o14 o05",
        *(d for d in ALL_P004 if d.of not in {("o14",), ("o10",)}),
        missed("o14"),
        missed("o10"),
        window=(560, 330, 900, 500),
    ),
    good("scan-good", "p006", "o09 o06 o05", ok("o05"), ok("o03"), ok("o09"), ok("o06")),
    wrong("scan-bad", "p006", "o09 o06 o05", ok("o05"), ok("o03"), missed("o09"), missed("o06")),
    # 1.3 1.4 1.5 what is not labelled
    good("small-good", "p005", "o12", ghost("o12", (2, 2, 2, 2), "宽 9 px，不标"), least=150),
    wrong("small-bad", "p005", "o12", bad("o12", "多标"), least=150),
    good(
        "heavy80-good",
        "p007",
        "o03 o02",
        ok("o09"),
        ok("o01"),
        ghost("o02"),
        window=(600, 295, 720, 380),
    ),
    wrong(
        "heavy80-bad",
        "p007",
        "o03 o02",
        ok("o09"),
        ok("o01"),
        bad("o02", "多标"),
        window=(600, 295, 720, 380),
    ),
    good("reflect-good", "p008", "o04", ok("o04", "小车"), window=(430, 360, 680, 580)),
    wrong(
        "reflect-bad",
        "p008",
        "o04",
        ok("o04"),
        place("bad", (450, 508, 585, 566), "倒影，多标"),
        window=(430, 360, 680, 580),
    ),
    # 2.1 the visible part
    good("visible-good", "p009", "o05 o07", ok("o05", "小车")),
    wrong("visible-bad", "p009", "o05 o07", bad("o05", "凭想象补全", (0, 0, 52, 12))),
    good("visible2-good", "p010", "o03 o10", ok("o03", "小车"), window=(0, 320, 300, 540)),
    wrong(
        "visible2-bad",
        "p010",
        "o03 o10",
        bad("o03", "画到挡住的地方", (8, 0, 4, 48)),
        window=(0, 320, 300, 540),
    ),
    # 2.2 2.3 tight
    good("tight-good", "p006", "o02", ok("o02", "小车")),
    wrong("loose-bad", "p006", "o02", bad("o02", "四边外扩 12 px", (12, 12, 12, 12))),
    wrong("shift-bad", "p006", "o02", bad("o02", "整体偏移", (-12, -9, 12, 9))),
    good("cut-good", "p006", "o10", ok("o10", "小车")),
    wrong("cut-bad", "p006", "o10", bad("o10", "后视镜被切掉", (-16, 0, -16, 0))),
    # 2.4 2.5 one object, one box
    good("merge-good", "p006", "o14 o15", ok("o15"), ok("o14")),
    wrong("merge-bad", "p006", "o14 o15", bad("o14 o15", "两人并成一框")),
    wrong("dup-bad", "p003", "o02", ok("o02"), bad("o02", "同一辆车又画一框", (-5, 6, 7, -4))),
    good("dup-good", "p003", "o02", ok("o02", "小车")),
    # 2.6 night and rain
    good("night-good", "p031", "", *map(ok, NIGHT_PEOPLE), window=(60, 200, 450, 600)),
    wrong(
        "night-bad",
        "p031",
        "",
        *(missed(one) if one in NIGHT_DARK else ok(one) for one in NIGHT_PEOPLE),
        window=(60, 200, 450, 600),
    ),
    # 3 classes
    good("car-good", "p002", "o06", ok("o06", "小车（出租车）"), margin=0.3),
    wrong("car-bad", "p005", "o01", bad("o01", "公交"), margin=0.45),
    good("bus-good", "p003", "o04", ok("o04", "公交（中巴）"), margin=0.15),
    wrong("bus-bad", "p003", "o04", bad("o04", "小车"), margin=0.15),
    good("bus2-good", "p007", "o05", ok("o05", "公交"), margin=0.6),
    good("truck-good", "p002", "o02", ok("o02", "货车"), margin=0.2),
    wrong("truck-bad", "p002", "o02", bad("o02", "只框驾驶室", (-158, 0, 0, 0)), margin=0.2),
    good("umbrella-good", "p008", "o12", ok("o12", "行人"), margin=0.25),
    wrong("umbrella-bad", "p008", "o12", bad("o12", "伞没框进来", (-7, -27, -42, 0)), margin=0.25),
    good("bag-good", "p003", "o12", ok("o12", "行人")),
    wrong("bag-bad", "p003", "o12", bad("o12", "包被切掉", (-22, 0, 0, 0))),
    good("light-good", "p007", "o20", ok("o20", "灯"), window=(920, 230, 1130, 450)),
    wrong(
        "light-bad", "p007", "o20", bad("o20", "灯杆框进来了", (0, 0, 0, 120)), window=(920, 230, 1130, 450)
    ),
    # 4 attributes
    good("occ-none", "p006", "o10", ok("o10", "小车 · 无遮挡")),
    good("occ-light", "p004", "o02", ok("o02", "小车 · 轻（24 %）"), margin=0.8),
    good("occ-medium", "p002", "o01", ok("o01", "小车 · 中（47 %）"), margin=0.6),
    good("occ-heavy", "p012", "o04", ok("o04", "公交 · 重（63 %）"), margin=0.4),
    wrong("occ-bad", "p002", "o01", bad("o01", "小车 · 无遮挡"), margin=0.6),
    good(
        "estimate-good",
        "p002",
        "o01",
        ok("o01"),
        ghost("o01", (0, 0, 82, 0), "十格里约五格看不见", "grid"),
        margin=0.6,
    ),
    good("trunc-good", "p002", "o04", ok("o04", "货车 · 截断 是"), margin=0.1),
    wrong("trunc-bad", "p002", "o04", bad("o04", "货车 · 截断 否"), margin=0.1),
    # lessons only
    good("mirror-good", "p017", "o01", ok("o01", "公交"), margin=0.12),
    wrong("mirror-bad", "p017", "o01", bad("o01", "后视镜在框外", (-22, 0, -18, 0)), margin=0.12),
    wrong("shadow-bad", "p004", "o11", bad("o11", "影子框进来了", (0, 0, 60, 26)), margin=0.5),
    good("shadow-good", "p004", "o11", ok("o11", "行人"), margin=0.5),
    good("split-good", "p015", "o07", ok("o07", "一个框包住各块"), margin=0.3),
    wrong(
        "split-bad",
        "p015",
        "o07",
        place("bad", (860, 323, 934, 371), "拆成两框"),
        place("bad", (950, 335, 996, 368)),
        margin=0.3,
    ),
    good("crowd-good", "p007", "o13 o17", ok("o13"), ok("o14"), ok("o17"), ok("o03", "小车"), margin=0.4),
    wrong("crowd-bad", "p007", "o13 o17", ok("o17"), missed("o03"), bad("o13 o14"), margin=0.4),
    good("row-good", "p013", "o07 o10", *(ok(f"o{n:02d}") for n in (7, 6, 10, 9)), margin=0.25),
    wrong("row-bad", "p013", "o07 o10", ok("o07"), ok("o06"), missed("o09 o10", "漏标两人"), margin=0.25),
    good("fog-good", "p014", "o05 o02", ok("o05", "货车"), ok("o02"), ok("o06"), margin=0.3),
    wrong("fog-bad", "p014", "o05 o02", missed("o05"), ok("o02"), ok("o06"), margin=0.3),
    good(
        "rain-good", "p011", "o13 o11", *(ok(f"o{n:02d}") for n in (13, 2, 11)), window=(600, 290, 800, 450)
    ),
    wrong(
        "rain-bad",
        "p011",
        "o13 o11",
        ok("o02"),
        ok("o11"),
        bad("o13", "连倒影一起框", (0, 0, 0, 46)),
        window=(600, 290, 800, 450),
    ),
    wrong("halo-bad", "p016", "o03", bad("o03", "光晕框进来了", (14, 2, 12, 18)), margin=0.4),
    good("halo-good", "p016", "o03", ok("o03", "小车"), margin=0.4),
    good("trunc2-good", "p005", "o11", ok("o11", "行人 · 截断 是"), margin=0.5),
    wrong("trunc2-bad", "p009", "o05 o07", bad("o05", "小车 · 截断 是")),
    good("both-good", "p014", "o07 o06", ok("o06", "中 · 否"), ok("o07", "无 · 是"), margin=0.05),
    good("hedge-good", "p015", "o02", ok("o02", "小车 · 轻（22 %）"), margin=0.3),
    wrong("class-truck-bad", "p006", "o07", bad("o07", "小车"), margin=0.4),
    good("class-truck-good", "p006", "o07", ok("o07", "货车"), margin=0.4),
    good("glass-good", "p022", "o10", ok("o10", "行人"), window=(690, 310, 1140, 480)),
    wrong(
        "glass-bad",
        "p022",
        "o10",
        ok("o10"),
        place("bad", (972, 350, 1074, 394), "玻璃里的车影，多标"),
        window=(690, 310, 1140, 480),
    ),
    good("class-mpv-good", "p005", "o01", ok("o01", "小车"), margin=0.45),
)


#: Examples that practice questions ask about: shown again without what would tell the answer.
ASKED = """
bus-bad
car-good
cut-bad
dup-bad
estimate-good
heavy80-good
light-bad
loose-bad
merge-bad
night-bad
occ-bad
reflect-bad
small-good
truck-bad
trunc-bad
umbrella-bad
visible-bad
""".split()


def untold(spec: Spec) -> Spec:
    """An example as a question: no tick or cross, no words, every box in one colour, nothing pointed out."""
    draws = (
        replace(draw, style="ghost" if draw.style == "ghost" else "plain", text="")
        for draw in spec.draws
        if draw.style != "missed"
    )
    return replace(spec, name=f"try-{spec.name}", badge="", draws=tuple(draws))


QUIZ: tuple[Spec, ...] = (
    quiz("loose", "p017", "o05", plain("o05", grow=(15, 13, 15, 12)), margin=0.3),
    quiz("feet", "p017", "o09", plain("o09", grow=(0, 0, 0, -26)), margin=0.35),
    quiz("shifted", "p018", "o10", plain("o10", grow=(-15, 0, 15, 0)), margin=0.6),
    quiz("merged", "p017", "o11 o12", plain("o11 o12"), margin=0.5),
    quiz("double", "p013", "o06", plain("o06"), plain("o06", grow=(6, -5, -6, 5)), margin=0.4),
    quiz("missing", "p018", "o03 o09", plain("o03"), plain("o10"), margin=0.35, window=(590, 320, 940, 500)),
    quiz("minibus", "p018", "o03", plain("o03"), margin=0.6),
    quiz("minibus2", "p009", "o03", plain("o03"), margin=0.3),
    quiz("mpv", "p018", "o08", plain("o08"), margin=0.8),
    quiz("suv", "p018", "o06", plain("o06"), margin=0.1),
    quiz("dump", "p004", "o08", plain("o08"), margin=0.15),
    quiz("boxtruck", "p012", "o03", plain("o03"), margin=0.1),
    quiz("cargo", "p001", "o08", plain("o08", grow=(-140, 0, 0, 0)), margin=0.2),
    quiz("taxi", "p012", "o07", plain("o07"), margin=0.25),
    quiz("pole", "p005", "o14", plain("o14", grow=(0, 0, 0, 85)), margin=1.6),
    quiz("lamp", "p018", "o16", plain("o16", grow=(0, 0, 0, -44)), margin=0.8),
    quiz("horizontal", "p006", "o17", plain("o17"), margin=1.2),
    quiz("brolly", "p013", "o15", plain("o15", grow=(-26, -14, -2, 0)), margin=0.4),
    quiz("bag", "p006", "o13", plain("o13", grow=(0, 0, -16, 0)), margin=0.5),
    quiz("occ-a", "p017", "o05", plain("o05"), margin=0.25),
    quiz("occ-b", "p004", "o08", plain("o08"), margin=0.15),
    quiz("occ-c", "p010", "o07", plain("o07"), margin=0.4),
    quiz("occ-d", "p001", "o05", plain("o05"), margin=0.4),
    quiz("occ-e", "p001", "o03", plain("o03"), margin=0.7),
    quiz("trunc-a", "p006", "o12", plain("o12"), margin=0.5),
    quiz("trunc-b", "p001", "o03", plain("o03"), margin=0.6),
    quiz("trunc-c", "p018", "o04 o07", plain("o07"), margin=0.3),
    quiz("trunc-d", "p017", "o09", plain("o09"), margin=0.4),
    quiz("cut-border", "p018", "o02", plain("o02"), margin=0.15),
    quiz("mirage", "p013", "o15 o14", place("plain", (540, 430, 572, 530)), window=(440, 300, 680, 545)),
    quiz(
        "streaks",
        "p011",
        "o03",
        plain("o03"),
        place("plain", (434, 392, 505, 432)),
        window=(390, 290, 600, 440),
    ),
    quiz("amodal", "p018", "o11", plain("o11", grow=(3, 0, 3, 62)), window=(1040, 330, 1220, 520)),
    quiz("heads", "p018", "o11 o13", plain("o11"), plain("o13"), margin=0.4),
    quiz("far", "p016", "o05 o06", plain("o01"), plain("o03"), window=(520, 300, 760, 460)),
    quiz("tight-a", "p003", "o09", plain("o09"), margin=0.4),
    quiz("tight-b", "p003", "o09", plain("o09", grow=(9, 10, 9, 9)), margin=0.4),
    quiz("tight-c", "p003", "o09", plain("o09", grow=(0, -14, 0, -10)), margin=0.4),
    quiz("tight-d", "p003", "o09", plain("o09", grow=(-10, 0, 12, 0)), margin=0.4),
    *(untold(spec) for spec in EXAMPLES if spec.name in ASKED),
)
