"""Rankings: tiers of answers, best first, held against the gold's by pairs and by Kendall's tau-b."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from desktop.annotation.replies import ReplyValue
from desktop.scoring.matching import SLACK
from desktop.scoring.measures.order import kendall_tau
from desktop.scoring.texts.asked import Asked, Fault, Judged


@dataclass(frozen=True)
class OrderAgreement:
    """How many pairs of answers two rankings order alike, and which they do not. ``tau``: tau-b, None without a value."""

    agreed: int
    pairs: int
    apart: tuple[tuple[str, str], ...]
    tau: float | None

    @property
    def share(self) -> float:
        """agreed / pairs; a single answer is always in order."""
        return self.agreed / self.pairs if self.pairs else 1.0


def ranks(value: ReplyValue) -> dict[str, int]:
    """Return the tier of each thing ranked, 0 the best; an untiered name is a tier of its own."""
    if not isinstance(value, tuple):
        return {}
    return {
        name: place
        for place, tier in enumerate(value)
        for name in (tier if isinstance(tier, tuple) else (tier,))
    }


def agreement(gold: Mapping[str, int], answer: Mapping[str, int]) -> OrderAgreement:
    """Return how two rankings agree over the pairs of the gold: better, worse, or equal in both.

    An equal pair of the gold is a pair like any other: to tell it apart is wrong. What the answer left out agrees with
    nothing, and has no tau.
    """
    apart = tuple(
        (one, other) for one, other in combinations(gold, 2) if not _alike(gold, answer, (one, other))
    )
    pairs = len(gold) * (len(gold) - 1) // 2
    whole = gold.keys() <= answer.keys()
    tau = kendall_tau(list(gold.values()), [answer[name] for name in gold]) if whole else None
    return OrderAgreement(pairs - len(apart), pairs, apart, tau)


def put_first(gold: Mapping[str, int], answer: Mapping[str, int]) -> tuple[str, ...]:
    """Return what an answer puts first, alone or with others, that is not among the gold's best."""
    first, best = min(answer.values(), default=0), min(gold.values(), default=0)
    return tuple(name for name, place in answer.items() if place == first and gold.get(name) != best)


def ranking(asked: Asked) -> Judged:
    """Judge a ranking: right from the rules' share of pairs on, never with something else than the best put first."""
    found = agreement(ranks(asked.expected), ranks(asked.got))
    least = asked.rules.order_agreement
    wrong = put_first(ranks(asked.expected), ranks(asked.got))
    near = found.share >= least - SLACK
    right = near and not wrong
    counts = {"n": 1.0, "right": float(right), "agreed": float(found.agreed), "pairs": float(found.pairs)}
    if len(set(ranks(asked.expected).values())) > 1:
        # The gold tells answers apart: who ties them all, or leaves some out, orders nothing. Left out of the mean, that
        # would be worth as much as any order.
        counts |= {"tau_sum": found.tau or 0.0, "tau_n": 1.0, "tau_none": float(found.tau is None)}
    if right:
        return Judged(found.share, (), counts)
    detail = {**asked.detail, "measure": "ranking", "apart": [list(pair) for pair in found.apart]}
    if near:
        # Enough pairs, but the first place decides which answer is delivered.
        return Judged(found.share, (Fault("PREF", detail | {"first": list(wrong)}),), counts)
    return Judged(found.share, (Fault("PREF", detail, found.share, least, "share"),), counts)


def _alike(gold: Mapping[str, int], answer: Mapping[str, int], pair: tuple[str, str]) -> bool:
    one, other = pair
    if one not in answer or other not in answer:
        return False
    mine, true = answer[one] - answer[other], gold[one] - gold[other]
    return (mine > 0) == (true > 0) and (mine < 0) == (true < 0)
