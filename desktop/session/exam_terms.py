"""What an assessment asks, in words, before it is begun: every condition that decides it, and nothing that does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.annotation.shapes.base import ShapeKind
from desktop.base.figures import limit
from desktop.base.wording import _
from desktop.curriculum.course import PracticalPart, PracticalSection
from desktop.curriculum.pack import Pack
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_rules import ReplyOption

#: Kinds of shape that intelligent scissors and region fill can draw.
_EDGED: frozenset[ShapeKind] = frozenset({"polygon", "polyline", "mask"})


def exam_terms(pack: Pack) -> tuple[tuple[str, str], ...]:
    """Return the facts of an assessment of a pack, each with its name: the order, both parts, every requirement."""
    blueprint = pack.blueprint
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
        *(_sections(pack) if practical.sections else _whole(pack)),
    ]
    schemas = _examined(pack)
    if any(option.red_line for option in _judged_options(schemas)):
        facts.append((_("安全红线"), _red_lines(practical)))
    if any(_EDGED & {*schema.shapes} for schema in schemas):
        help_ = _("智能剪刀和魔棒可以用") if practical.edge_help else _("智能剪刀和魔棒不可以用")
        facts.append((_("边缘辅助"), help_))
    return tuple(facts)


def _examined(pack: Pack) -> list[LabelSchema]:
    """Return the schemas that the practical part asks, each once."""
    sections = pack.blueprint.practical.sections
    # Without sections those of the order's own schema, its first, are the requirements that decide.
    names = [name for section in sections for name in section.schemas] or [pack.order.schemas[0].id]
    return [pack.schema(name) for name in dict.fromkeys(names)]


def _whole(pack: Pack) -> Iterator[tuple[str, str]]:
    """Yield what a practical part without sections asks."""
    practical = pack.blueprint.practical
    (section,) = practical.asked
    yield (
        _("实操"),
        _("{n} 分钟，准确率要 ≥ {cut}", n=practical.minutes, cut=limit(practical.pass_accuracy)),
    )
    if asked := [*_limits(section), *_pace(practical, pack.order.acceptance.units_per_hour)]:
        yield _("还要"), _("；").join(asked)
    if rules := [*_rules(_examined(pack))]:
        yield _("单项要求"), _("；").join(rules)


def _sections(pack: Pack) -> Iterator[tuple[str, str]]:
    """Yield what each section of the practical part asks, then what all together do."""
    practical = pack.blueprint.practical
    yield (
        _("实操"),
        _(
            "{n} 分钟，{sections} 个分项，每个分项都要合格",
            n=practical.minutes,
            sections=len(practical.sections),
        ),
    )
    for section in practical.sections:
        schemas = [pack.schema(name) for name in section.schemas]
        told = [
            _("约 {n} 分钟", n=section.minutes),
            _("准确率要 ≥ {cut}", cut=limit(section.pass_accuracy)),
            *_limits(section),
            *_rules(schemas),
        ]
        yield section.title, _("；").join(told)
    if pace := [*_pace(practical, 0.0)]:
        yield _("还要"), _("；").join(pace)


def _judged_options(schemas: Sequence[LabelSchema]) -> Iterator[ReplyOption]:
    for schema in schemas:
        for question in schema.questions:
            if question.judged:
                yield from question.options


def _red_lines(practical: PracticalPart) -> str:
    if practical.pass_red_lines:
        return _("漏判或误判最多允许 {n} 处，再多一处，准确率再高实操也不合格", n=practical.pass_red_lines)
    return _("漏判或误判一处，准确率再高实操也不合格")


def _limits(section: PracticalSection) -> Iterator[str]:
    if section.pass_miss_rate < 1:
        yield _("漏标率 ≤ {cut}", cut=limit(section.pass_miss_rate))
    if section.pass_false_alarms is not None:
        yield _("误报率 ≤ {cut}", cut=limit(section.pass_false_alarms))


def _pace(practical: PracticalPart, target: float) -> Iterator[str]:
    """Yield the pace that is asked. ``target``: units an hour of the order; 0 where each section has a pace of its own."""
    if practical.minimum_pace_share <= 0:
        return
    cut = limit(practical.minimum_pace_share)
    if target:
        yield _("速度 ≥ 订单人效（每小时 {target:g} 个合格单位）的 {cut}", target=target, cut=cut)
    else:
        yield _("速度 ≥ 各分项人效合计的 {cut}", cut=cut)


def _rules(schemas: Sequence[LabelSchema]) -> Iterator[str]:
    """Yield the requirements with bars of their own; one that several schemas share is named once."""
    seen: set[str] = set()
    for rule in (rule for schema in schemas for rule in schema.object_rules.rules):
        if rule.id not in seen:
            seen.add(rule.id)
            yield _("{name}（标准 ≥ {cut}）", name=rule.name, cut=limit(rule.threshold))
