"""Whether an exam bank fills the blueprint of a pack: every topic, every section, every difficulty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from desktop.base.wording import _
from desktop.curriculum.course import PracticalSection
from desktop.curriculum.items import Exercise
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import Fault

FILE = "blueprint.toml"


def blueprint_faults(pack: Pack) -> Iterator[Fault]:
    """Yield a sentence for everything that the blueprint asks and the bank cannot give."""
    topics = Counter(item.topic for item in pack.items.values() if item.pool == "exam")
    for stratum in pack.blueprint.theory.strata:
        if topics[stratum.topic] < stratum.count:
            words = _("要抽 {need} 题，题库只有 {n} 题", need=stratum.count, n=topics[stratum.topic])
            yield Fault(FILE, f"theory.strata.{stratum.topic}", words)
    bank = [exercise for exercise in pack.exercises.values() if exercise.pool == "exam"]
    if pack.blueprint.practical.sections:
        yield from _section_faults(pack, bank)
        return
    (whole,) = pack.blueprint.practical.asked
    yield from _short(whole, bank, "practical")


def _section_faults(pack: Pack, bank: list[Exercise]) -> Iterator[Fault]:
    part = pack.blueprint.practical
    for what, names in (
        (_("编号"), [section.id for section in part.sections]),
        (_("名称"), [section.title for section in part.sections]),
    ):
        for name, times in Counter(names).items():
            if times > 1:
                words = _("两个分项的{what}都是“{name}”", what=what, name=name)
                yield Fault(FILE, "practical.sections", words)
    minutes = sum(section.minutes for section in part.sections)
    if minutes != part.minutes:
        words = _("各分项的时间加起来是 {n} 分钟，实操是 {need} 分钟", n=minutes, need=part.minutes)
        yield Fault(FILE, "practical.sections", words)
    known = {schema.id for schema in pack.order.schemas}
    for section in part.sections:
        place = f"practical.sections.{section.id}"
        for name in section.schemas:
            if name not in known:
                words = _("{name} 不存在，或不能用在这里", name=name)
                yield Fault(FILE, f"{place}.schemas", words)
        yield from _short(section, bank, place, _("分项“{title}”：", title=section.title))
    yield from _shared(part.sections, bank)


def _shared(sections: tuple[PracticalSection, ...], bank: list[Exercise]) -> Iterator[Fault]:
    """Yield a fault for each pair of sections that would draw the same exercise: it could be told for one of them only."""
    pairs = Counter(
        (one, other)
        for exercise in bank
        for place, one in enumerate(sections)
        if one.holds(exercise)
        for other in sections[place + 1 :]
        if other.holds(exercise)
    )
    for (one, other), n in pairs.items():
        words = _(
            "有 {n} 道考题既属于“{one}”又属于“{other}”，请用 schemas 或 works 分开",
            n=n,
            one=one.title,
            other=other.title,
        )
        yield Fault(FILE, "practical.sections", words)


def _short(section: PracticalSection, bank: list[Exercise], place: str, whose: str = "") -> Iterator[Fault]:
    able = [exercise for exercise in bank if section.holds(exercise)]
    asked: Counter[int] = Counter()
    for level in section.strata:
        asked[level.difficulty] += level.count
    for difficulty, need in asked.items():
        have = sum(exercise.difficulty == difficulty for exercise in able)
        if have < need:
            words = _("要抽 {need} 题，题库只有 {n} 题", need=need, n=have)
            yield Fault(FILE, f"{place}.strata.{difficulty}", whose + words)
    units = sum(exercise.units for exercise in able)
    if units < section.units:
        words = _("要 {need} 个判定单位，题库只有 {n} 个", need=section.units, n=units)
        yield Fault(FILE, f"{place}.units", whose + words)
