"""Chinese names as people look for them: pinyin initials, with surnames read the way surnames are read."""

from __future__ import annotations

import itertools
import unicodedata

#: Surnames whose reading as a surname differs from the everyday reading (python-pinyin #120, #297 show that the
#: dictionary alone gets these wrong). The everyday initial is kept as well: people type either.
SURNAME_INITIALS = {
    "仇": "q", "单": "s", "区": "o", "曾": "z", "解": "x", "查": "z", "朴": "p", "乐": "y", "任": "r",
    "翟": "z", "盖": "g", "缪": "m", "覃": "q", "尉": "w", "冼": "x", "折": "s", "种": "c", "秘": "b",
    "繁": "p", "员": "y", "召": "s", "黑": "h", "逄": "p", "宓": "f", "洗": "x", "长孙": "zs", "尉迟": "yc",
    "万俟": "mq", "单于": "cy", "令狐": "lh", "澹台": "tt", "呼延": "hy", "欧阳": "oy", "上官": "sg",
    "司马": "sm", "诸葛": "zg", "东方": "df", "皇甫": "hf", "公孙": "gs", "慕容": "mr", "宇文": "yw",
}  # fmt: skip
#: Forms of surnames that some families write and dictionaries of pinyin do not all read -> the form that is read and
#: typed in their place (Unihan: variants).
VARIANTS = {
    "𠮷": "吉", "髙": "高", "\uFA11": "崎", "栁": "柳", "桒": "桑", "龎": "庞", "𡈽": "土", "\U00020AE4": "厉",
}  # fmt: skip
MOST_READINGS = 16


def initials(name: str) -> tuple[str, ...]:
    """Return the ways to abbreviate a name by pinyin initials, the likeliest first: 单雄信 → ("sxx", "dxx", …).

    Latin letters and digits stand for themselves in lower case. A variant is read as the character it is one of; a
    character that nobody can read stands for itself, and is left out in a second way, so that the person is found by
    typing either: of a 春梅 with a surname nobody reads, that character before ``cm``, and ``cm``. Everything else is left out. At most 16 ways.
    """
    # pypinyin loads a dictionary of some megabytes: only when a name is entered, never at start-up.
    from pypinyin import Style, pinyin

    name = name.strip()
    surname = next((name[:n] for n in (2, 1) if name[:n] in SURNAME_INITIALS), "")
    readings: list[tuple[str, ...]] = []
    for place, char in enumerate(name):
        if char.isascii():
            if char.isalnum():
                readings.append((char.lower(),))
            continue
        ways = pinyin(
            VARIANTS.get(char, char), style=Style.FIRST_LETTER, heteronym=True, errors="ignore", strict=False
        )
        found = [way for way in (ways[0] if ways else []) if way]
        if place < len(surname):
            found.insert(0, SURNAME_INITIALS[surname][place])
        if not found and unicodedata.name(char, "").startswith("CJK "):
            found = [char, ""]
        if found:
            readings.append(tuple(dict.fromkeys(found)))
    every = itertools.islice(itertools.product(*readings), MOST_READINGS)
    return tuple(dict.fromkeys(filter(None, ("".join(way) for way in every))))


def matches(query: str, name: str, ways: tuple[str, ...], number: str = "") -> bool:
    """Tell whether a typed query finds a person: part of the name, start of the initials, or of the number."""
    wanted = query.strip().lower()
    if not wanted:
        return True
    return wanted in name.lower() or any(way.startswith(wanted) for way in ways) or number.startswith(wanted)
