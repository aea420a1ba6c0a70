"""What the dialogues of ORD-TX-01 speak of: invented shops, goods, people and numbers, drawn by a seeded chance.

Nobody can be reached under any of them: mobile numbers begin with 120 (given to no operator), landlines with 0352-000.
Practice and exam draw shops, goods, people and addresses from different rows, so no value is known by heart.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

Pool = Literal["practice", "exam"]

#: name|measure word|specifications|unit price in yuan. The first half is for practice, the second for the exam.
GOODS: Mapping[Pool, tuple[str, ...]] = {
    "practice": (
        "胡麻油|瓶|5升装,1.8升装,2.5升装|86",
        "黄芪蜂蜜|罐|500克装,大罐装,250克装|58",
        "电热水壶|个|1.7升,白色,不锈钢款|129",
        "羊绒围巾|条|驼色,深灰色,加长款|239",
        "苦荞茶|盒|250克装,礼盒装,30包装|45",
        "保温杯|个|500毫升,黑色,大号|99",
        "记忆棉枕头|个|低枕款,高枕款,浅蓝色|159",
        "沙棘汁|箱|24瓶装,无糖款,12瓶装|78",
        "儿童书包|个|小号,粉色,护脊款|188",
        "空气炸锅|台|5升,黑色,可视款|329",
        "运动鞋|双|42码,白色,38码|259",
        "小米|袋|5斤装,真空装,10斤装|39",
        "电饭煲|台|4升,白色,3升|299",
        "四件套|套|1.8米,条纹款,1.5米|269",
        "蓝牙耳机|副|白色,降噪款,黑色|219",
        "羽绒背心|件|L码,藏青色,XL码|319",
    ),
    "exam": (
        "核桃油|瓶|500毫升,礼盒装,1升装|96",
        "藜麦米|袋|3斤装,三色款,1斤装|52",
        "破壁机|台|1.75升,静音款,白色|459",
        "羊毛袜|双|加厚款,米色,均码|29",
        "杏仁露|箱|20罐装,低糖款,12罐装|66",
        "台灯|盏|护眼款,米白色,夹式|149",
        "冲锋衣|件|M码,橙色,XXL码|499",
        "榨汁杯|个|400毫升,绿色,便携款|119",
        "加湿器|台|4升,静音款,浅粉色|189",
        "拉杆箱|个|20寸,银灰色,24寸|369",
        "亚麻凉席|张|1.8米,折叠款,1.5米|199",
        "学习桌|张|1.2米,原木色,升降款|699",
    ),
}
SHOPS: Mapping[Pool, tuple[str, ...]] = {
    "practice": ("槐荫路店", "鼓楼北店", "青石街店", "云栖里店", "南关桥店", "望塔路店"),
    "exam": ("文澜街店", "雁归桥店", "东照壁店", "百草巷店", "西河沿店"),
}
PEOPLE: Mapping[Pool, tuple[str, ...]] = {
    "practice": ("佟听雪", "邬向晚", "蔺知秋", "郗云舟", "仲望舒", "柯若谷", "宓清和", "桑既明"),
    "exam": ("厉砚秋", "燕归棠", "翟青峣", "裘犇", "闵玥彤", "乜晚照"),
}
ADDRESSES: Mapping[Pool, tuple[str, ...]] = {
    "practice": (
        "桐花里小区6号楼2单元301",
        "槐荫路88号院3号楼",
        "青石街12号",
        "柳浪家园东区9号楼1单元",
        "鼓楼北街供销社家属院4号楼502",
        "望塔路锦绣苑15号楼",
    ),
    "exam": (
        "文澜街27号院1号楼",
        "雁归桥南里小区3号楼4单元602",
        "百草巷9号",
        "西河沿棠梨苑11号楼2单元",
        "东照壁胡同甲6号",
    ),
}
#: Goods that run on electricity, and those that one eats or drinks: not every sentence suits every product.
DEVICES = frozenset({"电热水壶", "空气炸锅", "电饭煲", "蓝牙耳机", "破壁机", "台灯", "榨汁杯", "加湿器"})
FOODS = frozenset({"胡麻油", "黄芪蜂蜜", "苦荞茶", "沙棘汁", "小米", "核桃油", "藜麦米", "杏仁露"})
PAST: Mapping[Pool, tuple[str, ...]] = {
    "practice": ("昨天", "前天晚上", "上周三", "3月5日", "今天上午", "上周末", "3月12号下午", "大前天"),
    "exam": ("上周五", "昨晚", "4月8日", "前天下午", "上个月28号", "今天中午", "清明节那天"),
}
FUTURE: Mapping[Pool, tuple[str, ...]] = {
    "practice": ("明天下午", "周六上午", "后天", "3月20日", "下周一", "明晚7点", "周日上午10点"),
    "exam": ("本周四", "后天上午", "4月15日", "明天上午9点", "下周二晚上", "五一当天"),
}
#: Days without an hour.
DAYS: Mapping[Pool, tuple[str, ...]] = {
    "practice": ("后天", "3月20日", "下周一", "周六"),
    "exam": ("本周四", "4月15日", "五一当天"),
}
COUNTS = ("一", "两", "三", "四", "2", "3", "5")


@dataclass(frozen=True)
class Goods:
    """One product: how it is counted, which specifications it comes in, what one of it costs."""

    name: str
    measure: str
    specifications: tuple[str, ...]
    price: int

    @classmethod
    def of(cls, row: str) -> Goods:
        """Read a row ``name|measure|specifications|price``."""
        name, measure, specifications, price = row.split("|")
        return cls(name, measure, tuple(specifications.split(",")), int(price))


class Drawer:
    """The values of one dialogue: every name is drawn once and stays, so a number said twice is the same number.

    A name is a kind with an optional figure: ``product``, ``product2`` are two different products; ``spec2`` and
    ``qty2`` belong to ``product2``. ``device`` and ``food`` draw a product of that sort, which is then the ``product``.
    """

    def __init__(self, chance: random.Random, pool: Pool) -> None:
        self._chance = chance
        self._pool = pool
        self._drawn: dict[str, str] = {}
        self._goods: dict[str, Goods] = {}
        self._kinds: Mapping[str, Callable[[str], str]] = {
            "product": self._product,
            "device": lambda figure: self._product(figure, DEVICES),
            "food": lambda figure: self._product(figure, FOODS),
            "spec": lambda figure: self._chance.choice(self._goods_of(figure).specifications),
            "qty": lambda figure: self._chance.choice(COUNTS) + self._goods_of(figure).measure,
            "amount": self._amount,
            "coins": lambda _: self._chance.choice(("10元", "15块", "20元", "8块", "30元", "12.5元")),
            "order": self._order,
            "longorder": lambda _: "GD" + self._digits(8),
            "waybill": lambda _: "YC" + self._digits(10),
            "mobile": lambda _: "120" + self._digits(8),
            "landline": lambda _: "0352-000-" + self._digits(4),
            "store": lambda _: self._of(SHOPS),
            "person": lambda _: self._of(PEOPLE),
            "address": lambda _: self._of(ADDRESSES),
            "past": lambda _: self._of(PAST),
            "future": lambda _: self._of(FUTURE),
            "day": lambda _: self._of(DAYS),
        }

    def value(self, name: str) -> str:
        """Return the value of a name. Raises KeyError for a kind nobody knows."""
        if name not in self._drawn:
            kind, figure = name.rstrip("0123456789"), name[len(name.rstrip("0123456789")) :]
            taken = {value for key, value in self._drawn.items() if key.rstrip("0123456789") == kind}
            for _ in range(200):
                self._drawn[name] = self._kinds[kind](figure)
                if self._drawn[name] not in taken:
                    break
        return self._drawn[name]

    def pick(self, options: tuple[str, ...]) -> str:
        """Return one of several wordings."""
        return self._chance.choice(options)

    def _of(self, table: Mapping[Pool, tuple[str, ...]]) -> str:
        return self._chance.choice(table[self._pool])

    def _product(self, figure: str, sort: frozenset[str] | None = None) -> str:
        rows = [Goods.of(row) for row in GOODS[self._pool]]
        taken = {own.name for own in self._goods.values()}
        fitting = [row for row in rows if row.name not in taken and (sort is None or row.name in sort)]
        self._goods[figure] = self._chance.choice(fitting)
        self._drawn["product" + figure] = self._goods[figure].name
        return self._goods[figure].name

    def _goods_of(self, figure: str) -> Goods:
        if figure not in self._goods:
            self.value("product" + figure)
        return self._goods[figure]

    def _amount(self, figure: str) -> str:
        price = self._goods_of(figure).price
        return self._chance.choice((f"{price}元", f"{price}块", f"{price}块5", f"{price}.80元"))

    def _digits(self, count: int) -> str:
        return "".join(self._chance.choice("0123456789") for _ in range(count))

    def _order(self, _figure: str) -> str:
        return "GD" + self._digits(8) if self._chance.random() < 0.6 else "0" + self._digits(3)


#: Which slot a drawn value fills.
SLOT_OF: Mapping[str, str] = {
    "product": "product",
    "device": "product",
    "food": "product",
    "spec": "spec",
    "qty": "quantity",
    "amount": "amount",
    "coins": "amount",
    "order": "order_no",
    "longorder": "order_no",
    "waybill": "waybill",
    "mobile": "phone",
    "landline": "phone",
    "store": "store",
    "person": "person",
    "address": "address",
    "past": "time",
    "future": "time",
    "day": "time",
}
