"""Sums of money as Chinese vouchers write them: in capital numerals and in figures."""

from __future__ import annotations

DIGITS = "零壹贰叁肆伍陆柒捌玖"
#: Names of the places inside a group of four digits, from the ones up.
PLACES = ("", "拾", "佰", "仟")
#: Names of the groups of four digits, from the ones up.
GROUPS = ("", "万", "亿")
MOST_CENTS = 10**12 * 100 - 1


def in_figures(cents: int) -> str:
    """Return a sum as ``¥1234.50``. Raises ValueError below zero."""
    if cents < 0:
        raise ValueError(f"a sum must be >= 0, got {cents}")
    return f"¥{cents // 100}.{cents % 100:02d}"


def in_words(cents: int) -> str:
    """Return a sum in capital numerals: 壹仟零伍元叁角整.

    The rules of 《支付结算办法》, annex 1: 整 ends a sum of whole yuan or jiao and never follows fen; zeros inside are
    read once; a sum without jiao but with fen reads 零 between. Raises ValueError outside 0 to 999,999,999,999.99 yuan.
    """
    if not 0 <= cents <= MOST_CENTS:
        raise ValueError(f"a sum must lie in 0 to {MOST_CENTS} cents, got {cents}")
    yuan, rest = divmod(cents, 100)
    jiao, fen = divmod(rest, 10)
    whole = f"{_integer(yuan)}元" if yuan or not rest else ""
    if not rest:
        return f"{whole}整"
    tenths = f"{DIGITS[jiao]}角" if jiao else ("零" if whole else "")
    return f"{whole}{tenths}{DIGITS[fen]}分" if fen else f"{whole}{tenths}整"


def _integer(number: int) -> str:
    """Return a whole number below 10**12 in capital numerals."""
    if number == 0:
        return DIGITS[0]
    text, gap = "", False
    for group in range(len(GROUPS) - 1, -1, -1):
        part = number // 10 ** (4 * group) % 10**4
        if part == 0:
            gap = bool(text)
            continue
        if text and (gap or part < 1000):
            text += DIGITS[0]
        text += _four_digits(part) + GROUPS[group]
        gap = False
    return text


def _four_digits(part: int) -> str:
    """Return a number of 1 to 9999 in capital numerals; inner zeros once, none at the ends."""
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = part // 10**place % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += (DIGITS[0] if gap else "") + DIGITS[digit] + PLACES[place]
        gap = False
    return text
