"""Requirements with bars of their own: what a filter or a figure cannot ask of the marks of its schema."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.base.wording import _
from desktop.curriculum.packs import Fault
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.shape_rules import Rule


def rule_faults(schema: LabelSchema) -> Iterator[Fault]:
    """Yield a fault for each requirement that could never be judged as it is written, in a sentence."""
    for rule in schema.object_rules.rules:
        place = f"schemas.{schema.id}.object_rules.rules.{rule.id}"
        found = [*_strangers(rule, schema), *_kind_faults(rule, schema)]
        if not found:
            found = [*_reach_faults(rule, schema)]
        for message in found:
            yield Fault("order.toml", place, message)


def _strangers(rule: Rule, schema: LabelSchema) -> Iterator[str]:
    for name in rule.when.labels:
        if schema.named(name) is None:
            yield _("要求“{rule}”：没有 {label} 这个类别", rule=rule.name, label=name)
    known = {attribute.id for attribute in schema.attributes}
    for name in sorted(rule.when.attributes.keys() - known):
        yield _("要求“{rule}”：没有 {attribute} 这个属性", rule=rule.name, attribute=name)


def _kind_faults(rule: Rule, schema: LabelSchema) -> Iterator[str]:
    """Yield what marks on texts, or those on pictures, do not have."""
    when = rule.when
    if schema.on_pictures:
        if when.least_length is not None or when.most_length is not None:
            yield _("要求“{rule}”：图上的标注没有字数，不能按字数筛选", rule=rule.name)
        return
    if when.shapes:
        yield _("要求“{rule}”：文本上没有图形，不能按形状筛选", rule=rule.name)
    if when.least_area is not None or when.most_area is not None:
        yield _("要求“{rule}”：文本上没有面积；按片段的字数筛选用 least_length、most_length", rule=rule.name)
    if when.least_length and when.most_length and when.least_length > when.most_length:
        yield _("要求“{rule}”：least_length 不能大于 most_length", rule=rule.name)


def _reach_faults(rule: Rule, schema: LabelSchema) -> Iterator[str]:
    """Yield what the classes that a requirement is about, its parents' filters counted in, cannot be asked."""
    about, line = _about(rule, schema), _line(rule, schema)
    if not about:
        yield _("要求“{rule}”：和上级要求没有共同的类别，什么都筛不到", rule=rule.name)
        return
    named = {name for each in line for name in each.when.attributes}
    for name in sorted(named):
        attribute = next(own for own in schema.attributes if own.id == name)
        if not any(attribute.asked_of(label) for label in about):
            yield _("要求“{rule}”：它所指的类别都没有属性 {attribute}", rule=rule.name, attribute=name)
    if schema.on_pictures:
        return
    spans = {label.id for label in schema.labels}
    by_length = any(each.when.least_length or each.when.most_length for each in line)
    if by_length and not about & spans:
        yield _("要求“{rule}”：只有片段才有字数，关系和问题没有", rule=rule.name)
    if rule.metric == "mean_similarity" and not by_length and about - spans:
        yield _(
            "要求“{rule}”：平均重合度（mean_similarity）只能问片段，要在 labels 里写明是哪些片段类别",
            rule=rule.name,
        )


def _line(rule: Rule, schema: LabelSchema) -> list[Rule]:
    """Return a requirement and all above it."""
    known = {each.id: each for each in schema.object_rules.rules}
    line = [rule]
    while (parent := line[-1].parent) is not None:
        line.append(known[parent])
    return line


def _about(rule: Rule, schema: LabelSchema) -> set[str]:
    """Return the classes, relations and questions that a requirement is about."""
    about = {own.id for table in (schema.labels, schema.relations, schema.questions) for own in table}
    for each in _line(rule, schema):
        if each.when.labels:
            about &= set(each.when.labels)
    return about
