"""What stands on a practice receipt: invented shops, goods and people, and sums that agree with each other."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Literal

from desktop.curriculum.generators.amounts import in_figures, in_words

#: Classes of the order: who sold, which paper, when, to whom; the goods; the sums; the rest.
FieldKind = Literal[
    "merchant",
    "number",
    "date",
    "customer",
    "item",
    "price",
    "quantity",
    "amount",
    "total",
    "total_words",
    "payment",
    "other",
]
Layout = Literal["delivery", "slip", "voucher"]
LAYOUTS: tuple[Layout, ...] = ("delivery", "slip", "voucher")

SHOPS = (
    "青禾便民生鲜超市",
    "长河粮油商行",
    "晴川五金建材店",
    "柳岸土特产专卖店",
    "北辰文具办公用品店",
    "向阳果蔬批发部",
    "云杉家居用品店",
    "稻香副食商店",
    "春耕农资服务部",
    "小满烘焙坊",
)
#: Goods and the range of their price in cents.
GOODS = (
    ("广灵小米 5kg", 4980, 6680),
    ("黄花菜 250g", 3200, 4580),
    ("苦荞茶 20袋", 3900, 5200),
    ("胡麻油 5L", 8800, 11800),
    ("沙棘汁 300ml", 680, 980),
    ("黄芪切片 100g", 2680, 3880),
    ("莜面 2.5kg", 2250, 2980),
    ("杏脯 500g", 2280, 2980),
    ("凉粉（袋）", 450, 750),
    ("挂面 1kg", 690, 1290),
    ("A4 复印纸", 1980, 2680),
    ("中性笔 0.5mm", 150, 350),
    ("档案盒 55mm", 780, 1250),
    ("订书钉 24/6", 280, 480),
    ("不锈钢螺丝 M6", 1260, 1890),
    ("LED 灯泡 9W", 890, 1590),
    ("电工胶带", 320, 560),
    ("水龙头 4分", 2580, 4580),
    ("乳胶手套（双）", 390, 690),
    ("保温杯 500ml", 4900, 7900),
    ("土豆", 180, 320),
    ("西红柿", 380, 620),
    ("鸡蛋 30枚", 1980, 2680),
    ("纯牛奶 250ml×12", 3680, 4980),
)
SURNAMES = "王李张刘赵郭杨武高冯"
PLACES = ("永泰里社区", "御河西路", "云中街道", "柳港园小区", "北馨家园", "文兴路")
PAYMENTS = ("现金", "扫码支付", "银行卡", "转账")
PURPOSES = ("货款", "办公用品款", "培训材料费", "场地租金", "设备押金", "维修费")
#: Written for what nobody can read.
ILLEGIBLE = "###"


@dataclass(frozen=True)
class Run:
    """One line of text on the sheet: where its anchor stands, how high its letters are, what it is.

    ``anchor`` as Pillow writes it: left, middle or right on the base line. ``damaged`` text is drawn and then spoilt.
    """

    text: str
    kind: FieldKind
    x: float
    y: float
    size: int
    bold: bool = False
    anchor: Literal["ls", "ms", "rs"] = "ls"
    damaged: bool = False


@dataclass(frozen=True)
class Line:
    """A ruled line of the sheet, from point to point."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: int = 2


@dataclass(frozen=True)
class Sheet:
    """A receipt as it was printed: size in units of the layout, lines of text, rules, and where the stamp goes."""

    layout: Layout
    width: int
    height: int
    runs: tuple[Run, ...]
    lines: tuple[Line, ...]
    cents: int
    stamp: tuple[float, float]
    shop: str


@dataclass(frozen=True)
class Purchase:
    """What was bought: name, price in cents, quantity."""

    name: str
    price: int
    quantity: int

    @property
    def amount(self) -> int:
        """Price times quantity, in cents."""
        return self.price * self.quantity


def write_sheet(seed: int, layout: Layout | None = None) -> Sheet:
    """Return the sheet of a seed; equal seeds give equal sheets. ``layout`` None: the seed decides."""
    rng = random.Random(seed)  # noqa: S311  not for secrets
    chosen = rng.choice(LAYOUTS)
    sheet = _WRITERS[layout or chosen](rng)
    return replace(sheet, runs=_spoil(rng, sheet.runs))


def _spoil(rng: random.Random, runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return the runs with up to two of the less important ones damaged."""
    able = [
        place
        for place, run in enumerate(runs)
        if run.kind in ("other", "item", "customer") and len(run.text) > 3
    ]
    spoilt = set(rng.sample(able, min(len(able), rng.choice((0, 1, 1, 2)))))
    return tuple(replace(run, damaged=place in spoilt) for place, run in enumerate(runs))


def _purchases(rng: random.Random, most: int) -> list[Purchase]:
    goods = rng.sample(GOODS, rng.randint(3, most))
    return [Purchase(name, rng.randint(low, high), rng.randint(1, 12)) for name, low, high in goods]


def _date(rng: random.Random) -> tuple[int, int, int]:
    return rng.choice((2025, 2026)), rng.randint(1, 12), rng.randint(1, 28)


def _yuan(cents: int) -> str:
    return in_figures(cents)[1:]


def _delivery(rng: random.Random) -> Sheet:
    """A delivery note: wide, with a table of four columns."""
    shop, goods = rng.choice(SHOPS), _purchases(rng, 6)
    cents = sum(each.amount for each in goods)
    year, month, day = _date(rng)
    right = 1030
    runs = [
        Run(shop, "merchant", 550, 104, 54, bold=True, anchor="ms"),
        Run(rng.choice(("销售送货单", "送货清单", "销售出库单")), "other", 550, 158, 36, anchor="ms"),
        Run(f"单号：XS{year}{month:02d}{day:02d}{rng.randrange(10**4):04d}", "number", 70, 228, 29),
        Run(f"日期：{year}-{month:02d}-{day:02d}", "date", right, 228, 29, anchor="rs"),
        Run(
            f"客户：{rng.choice(PLACES)} {rng.choice(SURNAMES)}{rng.choice(('先生', '女士'))}",
            "customer",
            70,
            276,
            29,
        ),
        Run(f"送货员：{rng.randrange(1, 40):03d}", "other", right, 276, 29, anchor="rs"),
    ]
    columns = ((70, "品名", "ls"), (590, "单价", "rs"), (730, "数量", "rs"), (right, "金额（元）", "rs"))
    runs += [Run(text, "other", x, 346, 29, bold=True, anchor=anchor) for x, text, anchor in columns]  # type: ignore[arg-type]
    y = 404
    for each in goods:
        runs += [
            Run(each.name, "item", 70, y, 30),
            Run(_yuan(each.price), "price", 590, y, 30, anchor="rs"),
            Run(str(each.quantity), "quantity", 730, y, 30, anchor="rs"),
            Run(_yuan(each.amount), "amount", right, y, 30, anchor="rs"),
        ]
        y += 58
    runs += [
        Run("合计（小写）", "other", 70, y + 34, 32, bold=True),
        Run(in_figures(cents), "total", right, y + 34, 38, bold=True, anchor="rs"),
        Run(f"合计（大写）：{in_words(cents)}", "total_words", 70, y + 98, 30),
        Run(f"支付方式：{rng.choice(PAYMENTS)}", "payment", 70, y + 156, 29),
        Run(f"电话：0352-000-{rng.randrange(10**4):04d}", "other", 70, y + 214, 26),
        Run("（练习样张，不是真票据）", "other", right, y + 214, 24, anchor="rs"),
    ]
    lines = (
        Line(60, 300, 1040, 300, 3),
        Line(60, 362, 1040, 362),
        Line(60, y - 18, 1040, y - 18),
        Line(60, y + 178, 1040, y + 178),
    )
    return Sheet("delivery", 1100, int(y + 330), tuple(runs), lines, cents, (830, y + 150), shop)


def _slip(rng: random.Random) -> Sheet:
    """A till slip: narrow, two lines for each thing."""
    shop, goods = rng.choice(SHOPS), _purchases(rng, 5)
    cents = sum(each.amount for each in goods)
    year, month, day = _date(rng)
    right = 690
    runs = [
        Run(shop, "merchant", 370, 96, 46, bold=True, anchor="ms"),
        Run("购物小票", "other", 370, 146, 32, anchor="ms"),
        Run(f"流水号 {rng.randrange(10**9):09d}", "number", 50, 212, 28),
        Run(
            f"{year}/{month:02d}/{day:02d} {rng.randint(8, 20):02d}:{rng.randrange(60):02d}",
            "date",
            50,
            256,
            28,
        ),
        Run(f"收银 {rng.randrange(1, 20):02d}", "other", right, 256, 28, anchor="rs"),
    ]
    y = 330.0
    for each in goods:
        runs += [
            Run(each.name, "item", 50, y, 30),
            Run(_yuan(each.price), "price", 250, y + 46, 28, anchor="rs"),
            Run(f"×{each.quantity}", "quantity", 400, y + 46, 28, anchor="rs"),
            Run(_yuan(each.amount), "amount", right, y + 46, 28, anchor="rs"),
        ]
        y += 104
    runs += [
        Run("应付合计", "other", 50, y + 26, 34, bold=True),
        Run(in_figures(cents), "total", right, y + 26, 40, bold=True, anchor="rs"),
        Run(f"大写 {in_words(cents)}", "total_words", 50, y + 84, 27),
        Run(f"付款 {rng.choice(PAYMENTS)}", "payment", 50, y + 134, 28),
        Run("谢谢惠顾，凭票退换", "other", 370, y + 206, 27, anchor="ms"),
        Run("（练习样张）", "other", 370, y + 250, 24, anchor="ms"),
    ]
    lines = (Line(40, 280, 700, 280), Line(40, y - 26, 700, y - 26), Line(40, y + 154, 700, y + 154))
    return Sheet("slip", 740, int(y + 320), tuple(runs), lines, cents, (540, y + 160), shop)


def _voucher(rng: random.Random) -> Sheet:
    """A receipt for money: landscape, two things at most, the sum in capital numerals in a ruled box."""
    shop = rng.choice(SHOPS)
    purposes = rng.sample(PURPOSES, 2)
    amounts = [rng.randint(120, 9800) * 10 + rng.choice((0, 0, 5)) for _ in purposes]
    cents = sum(amounts)
    year, month, day = _date(rng)
    payer = f"{rng.choice(PLACES)}{rng.choice(SURNAMES)}{rng.choice(('先生', '女士'))}"
    runs = [
        Run("收 款 收 据", "other", 650, 104, 52, bold=True, anchor="ms"),
        Run(f"No.{rng.randrange(10**7):07d}", "number", 1210, 104, 32, anchor="rs"),
        Run(f"{year}年{month}月{day}日", "date", 650, 160, 30, anchor="ms"),
        Run(f"今收到：{payer}", "customer", 110, 246, 32),
    ]
    y = 322.0
    for purpose, amount in zip(purposes, amounts, strict=True):
        runs += [Run(purpose, "item", 150, y, 32), Run(_yuan(amount), "amount", 1170, y, 32, anchor="rs")]
        y += 74
    runs += [
        Run(f"人民币（大写）：{in_words(cents)}", "total_words", 110, y + 6, 32),
        Run(in_figures(cents), "total", 1170, y + 6, 36, bold=True, anchor="rs"),
        Run(f"收款方式：{rng.choice(PAYMENTS)}", "payment", 110, y + 82, 30),
        Run(f"收款单位：{shop}", "merchant", 110, y + 146, 30),
        Run(f"经手人：{rng.choice(SURNAMES)}师傅", "other", 820, y + 146, 30),
        Run("（练习样张，不是真票据）", "other", 110, y + 204, 24),
    ]
    top, bottom = 196, y + 36
    lines = (
        Line(80, top, 1220, top, 3),
        Line(80, 272, 1220, 272),
        Line(80, 346, 1220, 346),
        Line(80, y - 48, 1220, y - 48),
        Line(80, bottom, 1220, bottom, 3),
        Line(80, top, 80, bottom, 3),
        Line(1220, top, 1220, bottom, 3),
    )
    return Sheet("voucher", 1300, int(y + 260), tuple(runs), lines, cents, (1060, y + 130), shop)


_WRITERS = {"delivery": _delivery, "slip": _slip, "voucher": _voucher}
