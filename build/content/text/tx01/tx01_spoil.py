"""Seeded errors for the inspection packages: spoilt gold and the flags that find every error, nothing arguable."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

from tx01_dialogue import Dialogue

#: Slots that nobody takes for each other without being wrong.
SWAPPED: Mapping[str, str] = {
    "order_no": "phone", "waybill": "order_no", "phone": "order_no", "product": "spec", "spec": "product",
    "quantity": "amount", "amount": "quantity", "store": "address", "address": "store",
}  # fmt: skip
#: Intents that stand near each other; only where the turn has one intent.
NEAR: Mapping[str, str] = {
    "goods_return": "order_cancel", "order_cancel": "goods_return", "goods_exchange": "repair",
    "repair": "goods_exchange", "refund_query": "order_query", "delivery_query": "delivery_urge",
    "delivery_change": "order_cancel", "invoice": "order_query", "product_ask": "promo_ask",
    "stock_ask": "store_ask", "promo_ask": "product_ask", "store_ask": "stock_ask", "order_query": "refund_query",
    "inform": "other",
}  # fmt: skip
Row = dict[str, Any]


def given(mark: Row) -> Row:
    """Return a gold mark as the codec writes a given one."""
    body = {"id": mark["id"], "label": mark["label"], "attributes": mark.get("attributes", {})}
    if "shape" in mark:
        return body | mark["shape"]
    return body | {"type": "span", "start": mark["start"], "end": mark["end"]}


def spoil(
    dialogue: Dialogue, marks: list[Row], chance: random.Random, count: int
) -> tuple[list[Row], list[Row]]:
    """Return the given marks with ``count`` errors in different marks, and the gold flags, in the order of the text."""
    rows = {mark["id"]: given(mark) for mark in marks}
    flags: list[Row] = []
    kinds = list(_OPERATORS)
    chance.shuffle(kinds)
    touched: set[str] = set()
    for kind in kinds * 3:
        if len(flags) == count:
            break
        free = [mark["id"] for mark in marks if mark["id"] in rows and mark["id"] not in touched]
        chance.shuffle(free)
        for name in free:
            flag = _OPERATORS[kind](dialogue, rows, name)
            if flag is not None:
                touched.add(name)
                flags.append(flag)
                break
    flags.sort(key=lambda flag: (flag["start"], flag["end"]))
    golds = [
        {
            "id": f"f{at:02d}",
            "label": flag["label"],
            "shape": {
                "type": "text_flag",
                "target": flag["target"],
                "start": flag["start"],
                "end": flag["end"],
            },
            "note": flag["note"],
        }
        for at, flag in enumerate(flags, 1)
    ]
    return list(rows.values()), golds


def _flag(code: str, target: str | None, place: tuple[int, int], note: str) -> Row:
    return {"label": code, "target": target, "start": place[0], "end": place[1], "note": note}


def _span(rows: dict[str, Row], name: str) -> Row | None:
    row = rows[name]
    return row if row["type"] == "span" else None


def _longer(dialogue: Dialogue, rows: dict[str, Row], name: str) -> Row | None:
    row = _span(rows, name)
    if row is None or row["end"] >= len(dialogue.text) or dialogue.text[row["end"]] == "\n":
        return None
    if any(slot.start <= row["end"] < slot.end for slot in dialogue.slots):
        return None
    true = dialogue.text[row["start"] : row["end"]]
    row["end"] += 1
    return _flag("BND", name, (row["start"], row["end"]), f"多带了末尾一个字，应为“{true}”")


def _shorter(dialogue: Dialogue, rows: dict[str, Row], name: str) -> Row | None:
    row = _span(rows, name)
    if row is None or row["end"] - row["start"] < 3:
        return None
    true = dialogue.text[row["start"] : row["end"]]
    row["end"] -= 1
    return _flag("BND", name, (row["start"], row["end"]), f"少了末尾一个字，应为“{true}”")


def _other_slot(_dialogue: Dialogue, rows: dict[str, Row], name: str) -> Row | None:
    row = _span(rows, name)
    if row is None or row["label"] not in SWAPPED:
        return None
    wrong = SWAPPED[row["label"]]
    note = f"槽位选错，应为{_CALLED[row['label']]}"
    row["label"] = wrong
    row["attributes"] = {"private": False} if wrong in {"phone", "address"} else {}
    return _flag("CLS", name, (row["start"], row["end"]), note)


def _dropped(dialogue: Dialogue, rows: dict[str, Row], name: str) -> Row | None:
    row = _span(rows, name)
    if row is None:
        return None
    del rows[name]
    words = dialogue.text[row["start"] : row["end"]]
    return _flag("MISS", None, (row["start"], row["end"]), f"漏标{_CALLED[row['label']]}“{words}”")


def _phantom(dialogue: Dialogue, rows: dict[str, Row], name: str) -> Row | None:
    """Mark what the service repeated: only the customer's words are labelled."""
    row = _span(rows, name)
    if row is None:
        return None
    words = dialogue.text[row["start"] : row["end"]]
    for turn in dialogue.turns:
        at = dialogue.text.find(words, turn.start, turn.end)
        if turn.speaker != "客服" or at < 0 or len(words) < 3:
            continue
        new = f"x{at}"
        if new in rows:
            continue
        rows[new] = {**row, "id": new, "start": at, "end": at + len(words)}
        return _flag("EXTRA", new, (at, at + len(words)), "客服的话不标槽位")
    return None


def _other_intent(dialogue: Dialogue, rows: dict[str, Row], name: str) -> Row | None:
    row = rows[name]
    if row["label"] != "intent" or len(row["value"]) != 1 or row["value"][0] not in NEAR:
        return None
    true = row["value"][0]
    row["value"] = [NEAR[true]]
    return _flag("CLS", name, _turn(dialogue, row["about"]), f"意图选错，应为{_INTENT_NAMES[true]}")


def _other_sentiment(dialogue: Dialogue, rows: dict[str, Row], name: str) -> Row | None:
    row = rows[name]
    if row["label"] != "sentiment" or row["value"] == ["neutral"]:
        return None
    true = row["value"][0]
    row["value"] = ["negative" if true == "positive" else "positive"]
    called = {"positive": "正面", "negative": "负面"}[true]
    return _flag("CLS", name, _turn(dialogue, row["about"]), f"情感选反，应为{called}")


def _bared(_dialogue: Dialogue, rows: dict[str, Row], name: str) -> Row | None:
    row = _span(rows, name)
    if row is None or not row["attributes"].get("private"):
        return None
    row["attributes"] = {"private": False}
    return _flag("ATTR", name, (row["start"], row["end"]), "个人信息没有勾“需脱敏”")


def _turn(dialogue: Dialogue, about: str) -> tuple[int, int]:
    turn = dialogue.turns[int(about[1:]) - 1]
    return turn.start, turn.end


_OPERATORS: Mapping[str, Callable[[Dialogue, dict[str, Row], str], Row | None]] = {
    "longer": _longer,
    "shorter": _shorter,
    "other_slot": _other_slot,
    "dropped": _dropped,
    "phantom": _phantom,
    "other_intent": _other_intent,
    "other_sentiment": _other_sentiment,
    "bared": _bared,
}
_CALLED: Mapping[str, str] = {
    "time": "时间", "store": "门店", "address": "地址", "product": "商品", "spec": "规格", "quantity": "数量",
    "amount": "金额", "order_no": "订单号", "waybill": "运单号", "phone": "电话", "person": "姓名",
}  # fmt: skip
_INTENT_NAMES: Mapping[str, str] = {
    "order_query": "查订单", "delivery_query": "查物流", "delivery_urge": "催配送", "delivery_change": "改配送",
    "order_cancel": "取消订单", "goods_return": "退货", "goods_exchange": "换货", "refund_query": "查退款",
    "invoice": "开发票", "product_ask": "问商品", "stock_ask": "问库存", "promo_ask": "问优惠",
    "store_ask": "问门店", "repair": "报修", "complain": "投诉", "human": "转人工", "inform": "补充确认",
    "other": "其他",
}  # fmt: skip
