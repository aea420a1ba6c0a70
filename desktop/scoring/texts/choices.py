"""Choices: one option or several, flat or in a tree; options beyond a red line must be neither missed nor claimed."""

from __future__ import annotations

from desktop.annotation.replies import ReplyValue
from desktop.curriculum.text_rules import Question
from desktop.scoring.matching import SLACK
from desktop.scoring.measures.tags import jaccard
from desktop.scoring.result import Code
from desktop.scoring.texts.asked import Asked, Fault, Judged


def chosen(value: ReplyValue) -> frozenset[str]:
    """Return the options of a value; none of a number or a text."""
    return (
        frozenset(name for name in value if isinstance(name, str))
        if isinstance(value, tuple)
        else frozenset()
    )


def crossed(question: Question, expected: ReplyValue, got: ReplyValue) -> tuple[str, ...]:
    """Return the red-line options that only one of the two chose, in the order of the question."""
    apart = chosen(expected) ^ chosen(got)
    return tuple(option.id for option in question.options if option.red_line and option.id in apart)


def with_those_above(question: Question, options: frozenset[str]) -> frozenset[str]:
    """Return options with all that stand above them in the tree; strangers stay as they are."""
    return options | {above.id for option in options for above in question.path(option)}


def choice(asked: Asked) -> Judged:
    """Judge a choice: one option exactly, several by Jaccard (Jaccard 1901) from the rules' share on; both empty is 1.

    Agreement counts what is shared above in the tree as well (hierarchical, Kiritchenko et al. 2005): a neighbour under
    the same parent is nearer than a stranger; it makes nothing right.
    """
    question = asked.question
    expected, got = chosen(asked.expected), chosen(asked.got)
    share = jaccard(expected, got)
    agreement = jaccard(with_those_above(question, expected), with_those_above(question, got))
    several = question.most > 1
    least = asked.rules.choice_slack if several else 1.0
    counts = {"n": 1.0, "right": float(share >= least - SLACK), "exact": float(expected == got)}
    if lines := crossed(question, asked.expected, asked.got):
        fault = Fault("SEC", {**asked.detail, "options": list(lines)})
        return Judged(agreement, (fault,), {**counts, "right": 0.0, "red_lines": 1.0})
    if counts["right"]:
        return Judged(agreement, (), counts)
    code: Code = "RSN" if asked.reason else "CLS"
    measured = (share, least, "share") if several else (None, None, "")
    return Judged(agreement, (Fault(code, asked.detail, *measured),), counts)
