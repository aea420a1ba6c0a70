"""Counts of text measures add up over exercises; the shares are made anew from their sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop.scoring.measures.agreement import cohen

#: The first part of every text measure's name.
FAMILIES = frozenset(
    {
        "relation", "choice", "scale", "preference", "ranking", "writing", "joint", "attribute", "chain", "safety",
    }
)  # fmt: skip
#: Share -> (times, part, whole), all sums by name.
_SHARES: Mapping[str, tuple[int, str, str]] = {
    **{
        f"{kind}.accuracy": (1, f"{kind}.right", f"{kind}.n")
        for kind in ("choice", "scale", "preference", "ranking", "writing", "attribute")
    },
    # What the gold asks for and what the answer has too much: qualified / (gold + extra), as everywhere.
    "joint.accuracy": (1, "joint.right", "joint.all"),
    "chain.accuracy": (1, "chain.right", "chain.all"),
    "relation.f1": (2, "relation.right", "relation.all"),
    "relation.triple_f1": (2, "relation.triples", "relation.all"),
    "scale.exactness": (1, "scale.exact", "scale.n"),
    "preference.side_accuracy": (1, "preference.sides", "preference.n"),
    "ranking.agreement": (1, "ranking.agreed", "ranking.pairs"),
    "ranking.tau": (1, "ranking.tau_sum", "ranking.tau_n"),
    "writing.share": (1, "writing.points", "writing.of"),
    "writing.cer": (1, "writing.edits", "writing.signs"),
}
_PLACES = "scale:"
_KAPPA = "scale.kappa:"
_UNRATED = "scale.unrated:"


def is_of_texts(name: str) -> bool:
    """Tell whether a measure is one of these."""
    return name.startswith(_PLACES) or name.partition(".")[0] in FAMILIES


def summed(scores: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Return the measures of texts over many scores: their counts summed, their shares made of the sums."""
    sums: dict[str, float] = {}
    for measures in scores:
        for name, number in measures.items():
            if is_of_texts(name) and name not in _SHARES and not name.startswith(_KAPPA):
                sums[name] = sums.get(name, 0.0) + number
    return with_shares(sums)


def with_shares(sums: Mapping[str, float]) -> dict[str, float]:
    """Return counts with the shares that can be made of them, and quadratic weighted kappa of each scale.

    Kappa has no value where all places are one and the same, and none is made where somebody left a place out: an
    agreement over what one liked to rate would say nothing about the rest. Then it is left out (``no_kappa`` says why).
    """
    found = dict(sorted(sums.items()))
    for name, (times, part, whole) in _SHARES.items():
        if sums.get(whole):
            found[name] = times * sums.get(part, 0.0) / sums[whole]
    for question, pairs in sorted(_pairs(sums).items()):
        if sums.get(f"{_UNRATED}{question}"):
            continue
        kappa = cohen(
            [gold for gold, _ in pairs],
            [given for _, given in pairs],
            weights="quadratic",
            order=_order(pairs),
        )
        if kappa.value is not None:
            found[f"{_KAPPA}{question}"] = kappa.value
    return found


def no_kappa(measures: Mapping[str, float], question: str) -> tuple[str, int] | None:
    """Return why a scale that was asked has no kappa, and how many of its places that is about; None where it has one."""
    if f"{_KAPPA}{question}" in measures:
        return None
    if unrated := measures.get(f"{_UNRATED}{question}"):
        return ("left_out", int(unrated))
    rated = sum(n for name, n in measures.items() if name.startswith(f"{_PLACES}{question}:"))
    return ("one_value_only", int(rated)) if rated else None


def _pairs(sums: Mapping[str, float]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for name, times in sorted(sums.items()):
        if name.startswith(_PLACES):
            question, gold, given = name.removeprefix(_PLACES).rsplit(":", 2)
            found.setdefault(question, []).extend([(int(gold), int(given))] * int(times))
    return found


def _order(pairs: list[tuple[int, int]]) -> range:
    """Return every place between the lowest and the highest: kappa's weights know the distance of empty ones as well."""
    places = [place for pair in pairs for place in pair]
    return range(min(places), max(places) + 1)
