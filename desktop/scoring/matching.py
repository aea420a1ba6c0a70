"""Who answers what: the best one-to-one assignment of answers to gold, exact, in two passes (docs/adr/0020).

The sum of *squared* similarities is made as large as possible, so that one good pair is never torn apart for two
poor ones. Weights are whole numbers, hence the optimum is exact. Callers pass both sides in a canonical order;
on equal sums the earlier gold and the earlier answer win, never the one that happened to be drawn first.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

#: Equality at a threshold passes: 1e-9 swallows rounding, nothing a person could draw.
SLACK = 1e-9
_UNIT = 10**12  # a similarity of 1, squared, as a whole number


def match(
    overlaps: Sequence[Mapping[int, float]],
    threshold: float,
    gold_labels: Sequence[str],
    answer_labels: Sequence[str],
) -> dict[int, int]:
    """Return gold index -> answer index: same label first, then any label on what is left.

    Args:
        overlaps: for each gold, the similarity 0..1 of the answers that touch it.
        threshold: the least similarity of a pair.
        gold_labels: the label of each gold.
        answer_labels: the label of each answer.
    """
    able = [
        _kept(row, [place for place, value in row.items() if value >= threshold - SLACK and value > 0])
        for row in overlaps
    ]
    same = [
        _kept(row, [place for place in row if answer_labels[place] == label])
        for row, label in zip(able, gold_labels, strict=True)
    ]
    pairs = assign(same)
    taken = set(pairs.values())
    nothing: Mapping[int, float] = {}
    rest = [
        nothing if gold in pairs else _kept(row, [place for place in row if place not in taken])
        for gold, row in enumerate(able)
    ]
    return pairs | assign(rest)


def _kept(row: Mapping[int, float], places: Sequence[int]) -> Mapping[int, float]:
    """Return a row with some of its places; the row itself where they are all."""
    return row if len(places) == len(row) else {place: row[place] for place in places}


def assign(rows: Sequence[Mapping[int, float]]) -> dict[int, int]:
    """Return row -> column of the assignment with the largest sum of squared similarities; a row may stay free.

    Successive shortest augmenting paths over the sparse graph (Jonker and Volgenant 1987; Edmonds and Karp 1972 for
    the potentials). A search never leaves its connected component. Exact for similarities in 0..1.
    """
    columns = 1 + max((column for row in rows for column in row), default=-1)
    wanted = Counter(column for row in rows for column in row)
    search = _Search(columns, len(rows))
    alone: dict[int, int] = {}
    for number, row in enumerate(rows):
        if len(row) == 1 and wanted[column := next(iter(row))] == 1:
            # Two that share something with each other only: nothing to search for.
            alone[number] = column
        elif row:
            search.add(number, row)
    return dict(sorted((alone | search.pairs()).items()))


@dataclass
class _Search:
    """The assignment so far. Each row has a column of its own, past the real ones, for staying free.

    Those of later rows come first: on equal sums an earlier row keeps what it has.
    """

    columns: int
    rows: int
    costs: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    row_of: dict[int, int] = field(default_factory=dict)
    column_of: dict[int, int] = field(default_factory=dict)
    row_prices: dict[int, int] = field(default_factory=dict)
    column_prices: dict[int, int] = field(default_factory=dict)

    def add(self, row: int, similarities: Mapping[int, float]) -> None:
        """Give ``row`` a column at the least total cost, moving earlier rows where that pays."""
        costs = [
            (column, _UNIT - round(value * value * _UNIT)) for column, value in sorted(similarities.items())
        ]
        costs.append((self.columns + self.rows - row, _UNIT))
        self.costs[row] = costs
        self.row_prices[row] = 0
        end, came_from, settled = self._shortest_path(row)
        total = settled[end]
        self.row_prices[row] += total
        for column, distance in settled.items():
            if column != end:
                self.column_prices[column] = self.column_prices.get(column, 0) - (total - distance)
                self.row_prices[self.row_of[column]] += total - distance
        self._augment(row, end, came_from)

    def _shortest_path(self, start: int) -> tuple[int, dict[int, int], dict[int, int]]:
        """Return the nearest free column, the row each column was reached from, and the settled distances."""
        reached: dict[int, int] = {}
        came_from: dict[int, int] = {}
        settled: dict[int, int] = {}
        heap: list[tuple[int, int]] = []
        row, base = start, 0
        while True:
            offset = base - self.row_prices[row]
            for column, cost in self.costs[row]:
                distance = offset + cost - self.column_prices.get(column, 0)
                if column not in settled and distance < reached.get(column, distance + 1):
                    reached[column] = distance
                    came_from[column] = row
                    heapq.heappush(heap, (distance, column))
            base, column = heapq.heappop(heap)
            while column in settled:
                base, column = heapq.heappop(heap)
            settled[column] = base
            if column not in self.row_of:
                return column, came_from, settled
            row = self.row_of[column]

    def _augment(self, start: int, end: int, came_from: Mapping[int, int]) -> None:
        column: int = end
        while True:
            row = came_from[column]
            left = self.column_of.get(row, column)
            self.row_of[column] = row
            self.column_of[row] = column
            if row == start:
                return
            column = left

    def pairs(self) -> dict[int, int]:
        """Return the rows that got a real column."""
        return {row: column for row, column in sorted(self.column_of.items()) if column < self.columns}
