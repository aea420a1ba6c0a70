"""Agreement over several items: every rate with its number and its interval, every coefficient with its reason if it has none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.annotation.marks import Mark
from desktop.scoring.agreement.item import Agreement, FamilyCount, ValuePair
from desktop.scoring.agreement.rates import Rate, rate
from desktop.scoring.measures.agreement import Agreement as Coefficient
from desktop.scoring.measures.agreement import Value, cohen, krippendorff
from desktop.scoring.measures.order import kendall_tau
from desktop.scoring.measures.tags import TagCount, macro_f1, micro_f1, per_tag


@dataclass(frozen=True)
class FamilyTotal:
    """One family of marks over all items. ``f1`` is the same whoever is called the gold."""

    count: FamilyCount
    f1: Rate
    mean_similarity: float | None
    mean_distance: float | None


@dataclass(frozen=True)
class AttributeTotal:
    """One attribute of the things that both marked: how often the values are the same, and beyond chance."""

    attribute: str
    same: Rate
    kappa: Coefficient


@dataclass(frozen=True)
class Total:
    """Two people over several items. ``agreed``: things of which place, class and attributes are the same."""

    items: int
    agreed: Rate
    f1: Rate
    same_label: Rate
    label_kappa: Coefficient
    families: tuple[FamilyTotal, ...]
    attributes: tuple[AttributeTotal, ...]
    tags: Mapping[str, TagCount]
    tags_micro: float | None
    tags_macro: float | None
    #: Mean tau-b of the orders in which things were marked, over so many items.
    order: float | None
    ordered_items: int


def total(items: Sequence[Agreement]) -> Total:
    """Return the agreement of two people over items."""
    counts = _by_family(items)
    labels = [pair for item in items for pair in item.labels]
    values = [pair for item in items for pair in item.values]
    taus = [tau for item in items if (tau := _tau(item)) is not None]
    tags = per_tag(item.tags for item in items)
    return Total(
        items=len(items),
        agreed=rate(sum(item.agreed for item in items), sum(item.things for item in items)),
        f1=_f1(sum(item.matched for item in items), sum(item.things for item in items)),
        same_label=rate(sum(a == b for a, b in labels), len(labels)),
        label_kappa=_cohen(labels),
        families=tuple(_family(count) for count in counts),
        attributes=tuple(_attribute(name, found) for name, found in _by_attribute(values).items()),
        tags=tags,
        tags_micro=micro_f1(tags.values()),
        tags_macro=macro_f1(tags.values()),
        order=sum(taus) / len(taus) if taus else None,
        ordered_items=len(taus),
    )


def counting_alpha(answers: Sequence[Sequence[Sequence[Mark] | None]]) -> Coefficient:
    """Return Krippendorff's alpha of how many marks of each class people made, an item a row, None for who did not do it.

    For any number of people. A unit is a class in an item that at least one of them used; counts are numbers (interval).
    """
    units: list[list[Value | None]] = []
    for people in answers:
        counted = [None if marks is None else Counter(mark.label for mark in marks) for marks in people]
        labels = sorted({label for counts in counted if counts is not None for label in counts})
        units += [[None if counts is None else counts[label] for counts in counted] for label in labels]
    return krippendorff(units, level="interval")


def _f1(matched: int, things: int) -> Rate:
    """Return F1, 2 matched / (a + b), of things both marked; monotone in their share, hence the interval of that."""
    share = rate(matched, things)
    if share.value is None or share.interval is None:
        return share
    lower, upper = share.interval
    return Rate(matched, things, _dice(share.value), (_dice(lower), _dice(upper)))


def _dice(jaccard: float) -> float:
    return 2 * jaccard / (1 + jaccard)


def _cohen(pairs: Iterable[tuple[Value, Value]]) -> Coefficient:
    """Return kappa, the same for whoever is named first."""
    found = sorted(pairs)
    return cohen([a for a, _ in found], [b for _, b in found])


def _by_family(items: Iterable[Agreement]) -> list[FamilyCount]:
    sums: dict[str, FamilyCount] = {}
    for each in (each for item in items for each in item.families):
        before = sums.get(each.family, FamilyCount(each.family, 0, 0))
        sums[each.family] = FamilyCount(
            each.family,
            before.a + each.a,
            before.b + each.b,
            before.similarities + each.similarities,
            before.distances + each.distances,
            before.fitting + each.fitting,
        )
    return [sums[family] for family in sorted(sums)]


def _family(count: FamilyCount) -> FamilyTotal:
    return FamilyTotal(
        count, _f1(count.matched, count.things), _mean(count.similarities), _mean(count.distances)
    )


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _by_attribute(values: Iterable[ValuePair]) -> dict[str, list[ValuePair]]:
    found: defaultdict[str, list[ValuePair]] = defaultdict(list)
    for pair in values:
        found[pair.attribute].append(pair)
    return dict(sorted(found.items()))


def _attribute(name: str, pairs: Sequence[ValuePair]) -> AttributeTotal:
    said: Callable[[object], str] = repr
    both = [(said(pair.a), said(pair.b)) for pair in pairs if pair.a is not None and pair.b is not None]
    return AttributeTotal(name, rate(sum(pair.same for pair in pairs), len(pairs)), _cohen(both))


def _tau(item: Agreement) -> float | None:
    return kendall_tau([a for a, _ in item.places], [b for _, b in item.places])
