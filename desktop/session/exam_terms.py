"""What an assessment asks, in words, before it is begun: every condition that decides it, and nothing that does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.annotation.shapes.base import ShapeKind
from desktop.base.figures import limit
from desktop.base.wording import _
from desktop.curriculum.course import Blueprint
from desktop.curriculum.pack import Pack
from desktop.curriculum.schema import LabelSchema

#: Kinds of shape that intelligent scissors and region fill can draw.
_EDGED: frozenset[ShapeKind] = frozenset({"polygon", "polyline", "mask"})


def exam_terms(pack: Pack) -> tuple[tuple[str, str], ...]:
    """Return the facts of an assessment of a pack, each with its name: the order, both parts, every requirement."""
    blueprint = pack.blueprint
    # Those of the order's own schema, its first, are the requirements that decide.
    schemas = pack.order.schemas[:1]
    theory, practical = blueprint.theory, blueprint.practical
    facts = [
        (_("订单"), pack.order.name),
        (
            _("理论"),
            _(
                "{n} 分钟，正确率要 ≥ {cut}，安全红线题要全对",
                n=theory.minutes,
                cut=limit(theory.pass_share),
            ),
        ),
        (
            _("实操"),
            _("{n} 分钟，准确率要 ≥ {cut}", n=practical.minutes, cut=limit(practical.pass_accuracy)),
        ),
    ]
    if asked := [*_limits(blueprint, pack.order.acceptance.units_per_hour)]:
        facts.append((_("还要"), _("；").join(asked)))
    if rules := [*_rules(schemas)]:
        facts.append((_("单项要求"), _("；").join(rules)))
    if any(_EDGED & {*schema.shapes} for schema in schemas):
        help_ = _("智能剪刀和魔棒可以用") if practical.edge_help else _("智能剪刀和魔棒不可以用")
        facts.append((_("边缘辅助"), help_))
    return tuple(facts)


def _limits(blueprint: Blueprint, target: float) -> Iterator[str]:
    part = blueprint.practical
    if part.pass_miss_rate < 1:
        yield _("漏标率 ≤ {cut}", cut=limit(part.pass_miss_rate))
    if part.pass_false_alarms is not None:
        yield _("误报率 ≤ {cut}", cut=limit(part.pass_false_alarms))
    if part.minimum_pace_share > 0:
        yield _(
            "速度 ≥ 订单人效（每小时 {target:g} 个合格单位）的 {cut}",
            target=target,
            cut=limit(part.minimum_pace_share),
        )


def _rules(schemas: Sequence[LabelSchema]) -> Iterator[str]:
    """Yield the requirements with bars of their own; one that several schemas share is named once."""
    seen: set[str] = set()
    for rule in (rule for schema in schemas for rule in schema.object_rules.rules):
        if rule.id not in seen:
            seen.add(rule.id)
            yield _("{name}（标准 ≥ {cut}）", name=rule.name, cut=limit(rule.threshold))
