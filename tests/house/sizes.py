"""Measure the shape of a package against the limits of CONTRIBUTING.md: ``python tests/house/sizes.py desktop``."""

from __future__ import annotations

import argparse
import ast
import graphlib
import math
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

MODULE_P95, MODULE_MAX = 350, 500
FUNCTION_P95, FUNCTION_MAX = 30, 60
CLASS_MAX, METHODS_MAX = 350, 25
COMPLEXITY_MAX = 10
DOCUMENTED_MIN = 0.90
BROAD_EXCEPTS_MAX = 2

BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
BROAD = {"Exception", "BaseException"}


@dataclass(frozen=True)
class Function:
    """A function or method: its lines without the docstring, its McCabe complexity, its annotations."""

    where: str
    lines: int
    complexity: int
    typed: bool


@dataclass(frozen=True)
class Class:
    """A class: its lines, docstring included, and the number of its methods."""

    where: str
    lines: int
    methods: int


@dataclass
class Module:
    """What one source file holds."""

    name: str
    where: str
    lines: int
    functions: list[Function] = field(default_factory=list)
    classes: list[Class] = field(default_factory=list)
    public: list[str] = field(default_factory=list)
    undocumented: list[str] = field(default_factory=list)
    prints: list[str] = field(default_factory=list)
    broad_excepts: list[str] = field(default_factory=list)
    imports: set[str] = field(default_factory=set)


def measure(package: Path) -> list[Module]:
    """Read every module of ``package``, a folder that holds an importable package."""
    return [read(path, package.parent) for path in sorted(package.rglob("*.py"))]


def read(path: Path, root: Path) -> Module:
    """Measure one file; ``root`` is the folder its dotted name starts in."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    relative = path.relative_to(root)
    parts = relative.with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    module = Module(name=name, where=str(relative), lines=len(text.splitlines()))
    _note_public(module, tree, module.where, shown=bool(tree.body))
    _read_definitions(module, tree.body, in_class=False, shown=True)
    _read_nodes(module, tree)
    return module


def breaches(modules: list[Module]) -> list[str]:
    """One sentence for every limit that ``modules`` do not keep, with the place."""
    return [
        *_over_lines(modules),
        *_over_functions([item for module in modules for item in module.functions]),
        *_over_classes([item for module in modules for item in module.classes]),
        *_under_documented(modules),
        *_careless(modules),
        *_cycles(modules),
    ]


def too_few_tests(package: Path, tests: Path) -> list[str]:
    """Say so when the tests have fewer lines than the package."""
    source, proof = lines_of(package), lines_of(tests)
    return [] if proof >= source else [f"tests: {proof} lines for {source} of source"]


def summary(modules: list[Module]) -> str:
    """The figures in one line."""
    functions = [item for module in modules for item in module.functions]
    classes = [item for module in modules for item in module.classes]
    public = sum(len(module.public) for module in modules)
    bare = sum(len(module.undocumented) for module in modules)
    return (
        f"{len(modules)} modules, {sum(module.lines for module in modules)} lines; "
        f"module p95 {percentile(module.lines for module in modules)} "
        f"max {max((module.lines for module in modules), default=0)}; "
        f"function p95 {percentile(item.lines for item in functions)} "
        f"max {max((item.lines for item in functions), default=0)}; "
        f"class max {max((item.lines for item in classes), default=0)} lines "
        f"{max((item.methods for item in classes), default=0)} methods; "
        f"complexity max {max((item.complexity for item in functions), default=0)}; "
        f"documented {100 * (public - bare) / max(public, 1):.0f} %; "
        f"typed {100 * sum(item.typed for item in functions) / max(len(functions), 1):.0f} %; "
        f"broad excepts {sum(len(module.broad_excepts) for module in modules)}"
    )


def lines_of(folder: Path) -> int:
    """Lines of every Python file under ``folder``."""
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in folder.rglob("*.py"))


def percentile(values: Iterable[int], share: float = 0.95) -> int:
    """Nearest-rank percentile; 0 for no values."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0


def main() -> int:
    """Print the figures and every breach; 1 when there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    parser.add_argument("--tests", type=Path, default=Path(__file__).parents[1])
    options = parser.parse_args()
    modules = measure(options.package.resolve())
    found = [*breaches(modules), *too_few_tests(options.package, options.tests)]
    print(summary(modules))
    print(f"tests: {lines_of(options.tests)} lines for {lines_of(options.package)} of source")
    for line in found:
        print(f"  {line}")
    return 1 if found else 0


def _read_definitions(module: Module, body: list[ast.stmt], *, in_class: bool, shown: bool) -> None:
    for node in body:
        if isinstance(node, FUNCTIONS):
            _read_function(module, node, in_class=in_class, shown=shown)
        elif isinstance(node, ast.ClassDef):
            _read_class(module, node, shown=shown)
        else:
            for part in ("body", "orelse", "finalbody", "handlers"):
                inner = getattr(node, part, [])
                _read_definitions(module, inner, in_class=in_class, shown=shown)


def _read_function(
    module: Module, node: ast.FunctionDef | ast.AsyncFunctionDef, *, in_class: bool, shown: bool
) -> None:
    decorators = {ast.unparse(item).rsplit(".", 1)[-1] for item in node.decorator_list}
    if "overload" in decorators:
        return
    where = f"{module.where}:{node.lineno} {node.name}"
    module.functions.append(
        Function(
            where=where,
            lines=_span(node) - _docstring_lines(node),
            complexity=_complexity(node),
            typed=_is_typed(node, bound=in_class and "staticmethod" not in decorators),
        )
    )
    outside = shown and not node.name.startswith("_") and not decorators & {"setter", "deleter"}
    _note_public(module, node, where, shown=outside)
    _read_definitions(module, node.body, in_class=False, shown=False)


def _read_class(module: Module, node: ast.ClassDef, *, shown: bool) -> None:
    where = f"{module.where}:{node.lineno} {node.name}"
    methods = sum(isinstance(item, FUNCTIONS) for item in node.body)
    module.classes.append(Class(where=where, lines=_span(node), methods=methods))
    shown = shown and not node.name.startswith("_")
    _note_public(module, node, where, shown=shown)
    _read_definitions(module, node.body, in_class=True, shown=shown)


def _note_public(
    module: Module,
    node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef,
    where: str,
    *,
    shown: bool,
) -> None:
    if shown:
        module.public.append(where)
        if ast.get_docstring(node) is None:
            module.undocumented.append(where)


def _read_nodes(module: Module, tree: ast.Module) -> None:
    for node in ast.walk(tree):
        where = f"{module.where}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            module.prints.append(where)
        elif isinstance(node, ast.ExceptHandler) and _is_broad(node):
            module.broad_excepts.append(where)
        elif isinstance(node, ast.Import):
            module.imports.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            module.imports.update(f"{node.module}.{alias.name}" for alias in node.names)


def _is_broad(handler: ast.ExceptHandler) -> bool:
    """Catching everything; a handler that ends in a bare ``raise`` only tidies up and catches nothing."""
    last, caught = handler.body[-1], handler.type
    if isinstance(last, ast.Raise) and last.exc is None:
        return False
    named = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(item is None or (isinstance(item, ast.Name) and item.id in BROAD) for item in named)


def _is_typed(node: ast.FunctionDef | ast.AsyncFunctionDef, *, bound: bool) -> bool:
    arguments = [*node.args.posonlyargs, *node.args.args][1 if bound else 0 :]
    arguments += [*node.args.kwonlyargs, *(arg for arg in (node.args.vararg, node.args.kwarg) if arg)]
    return all(arg.annotation for arg in arguments) and (node.returns is not None or node.name == "__init__")


def _complexity(node: ast.AST) -> int:
    inside = ast.walk(node)
    return 1 + sum(isinstance(item, (*BRANCHES, ast.match_case)) for item in inside)


def _span(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return _span(node.body[0]) if ast.get_docstring(node, clean=False) is not None else 0


def _over_lines(modules: list[Module]) -> Iterator[str]:
    p95 = percentile(module.lines for module in modules)
    if p95 > MODULE_P95:
        yield f"modules: p95 {p95} lines > {MODULE_P95}"
    yield from (f"{it.where}: {it.lines} lines > {MODULE_MAX}" for it in modules if it.lines > MODULE_MAX)


def _over_functions(functions: list[Function]) -> Iterator[str]:
    p95 = percentile(item.lines for item in functions)
    if p95 > FUNCTION_P95:
        yield f"functions: p95 {p95} lines > {FUNCTION_P95}"
    for item in functions:
        if item.lines > FUNCTION_MAX:
            yield f"{item.where}: {item.lines} lines > {FUNCTION_MAX}"
        if item.complexity > COMPLEXITY_MAX:
            yield f"{item.where}: complexity {item.complexity} > {COMPLEXITY_MAX}"
        if not item.typed:
            yield f"{item.where}: not fully typed"


def _over_classes(classes: list[Class]) -> Iterator[str]:
    for item in classes:
        if item.lines > CLASS_MAX:
            yield f"{item.where}: {item.lines} lines > {CLASS_MAX}"
        if item.methods > METHODS_MAX:
            yield f"{item.where}: {item.methods} methods > {METHODS_MAX}"


def _under_documented(modules: list[Module]) -> Iterator[str]:
    public = sum(len(module.public) for module in modules)
    bare = [where for module in modules for where in module.undocumented]
    if public and len(bare) > (1 - DOCUMENTED_MIN) * public:
        yield f"docstrings: {len(bare)} of {public} public names have none, such as {', '.join(bare[:5])}"


def _careless(modules: list[Module]) -> Iterator[str]:
    yield from (f"{where}: print" for module in modules for where in module.prints)
    broad = [where for module in modules for where in module.broad_excepts]
    if len(broad) > BROAD_EXCEPTS_MAX:
        yield f"broad excepts: {len(broad)} > {BROAD_EXCEPTS_MAX}: {', '.join(broad)}"


def _cycles(modules: list[Module]) -> Iterator[str]:
    known = {module.name for module in modules}
    graph = {
        module.name: {_owner(target, known) for target in module.imports} - {None, module.name}
        for module in modules
    }
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as fault:
        yield f"import cycle: {' → '.join(fault.args[1])}"


def _owner(target: str, known: set[str]) -> str | None:
    while target and target not in known:
        target = target.rpartition(".")[0]
    return target or None


if __name__ == "__main__":
    sys.exit(main())
