"""The measure itself is right: each limit is seen when it is passed and not before."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import sizes


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "__init__.py").write_text('"""A pack."""\n')
    return folder


def found(package: Path, **files: str) -> str:
    for name, text in files.items():
        (package / f"{name}.py").write_text(f'"""A module."""\n{text}')
    return "\n".join(sizes.breaches(sizes.measure(package)))


def function(lines: int, name: str = "f") -> str:
    return f'def {name}() -> None:\n    """Do."""\n' + "    x = 1\n" * (lines - 1)


def test_a_small_package_keeps_every_limit(package: Path) -> None:
    assert found(package, small=function(10)) == ""


def test_a_function_of_sixty_lines_passes_and_of_sixty_one_does_not(package: Path) -> None:
    many = "".join(function(2, f"f{n}") for n in range(40))
    assert found(package, long=many + function(60)) == ""
    assert "f: 61 lines > 60" in found(package, long=many + function(61))


def test_the_docstring_does_not_count_as_length(package: Path) -> None:
    text = function(2).replace("Do.", "Do.\n" + "\n".join(["word"] * 80) + "\n    ")
    assert found(package, said=text) == ""


def test_ninety_fifth_percentile_is_by_nearest_rank() -> None:
    assert sizes.percentile(range(1, 101)) == 95
    assert sizes.percentile([7]) == 7
    assert sizes.percentile([]) == 0


def test_a_module_of_more_than_five_hundred_lines_is_named(package: Path) -> None:
    assert "long.py: 501 lines > 500" in found(package, long="x = 1\n" * 500)


def test_a_class_with_too_many_methods_is_named(package: Path) -> None:
    methods = "".join(f"    def _m{n}(self) -> None: ...\n" for n in range(26))
    assert "C: 26 methods > 25" in found(package, wide=f'class C:\n    """It."""\n{methods}')


def test_branches_make_complexity(package: Path) -> None:
    body = "".join(f"    if x == {n}:\n        return\n" for n in range(10))
    assert "complexity 11 > 10" in found(package, maze=f'def f(x: int) -> None:\n    """Do."""\n{body}')


@pytest.mark.parametrize(
    "signature",
    ["def f(x) -> None:", "def f(x: int):", "def f(*x) -> None:", "def f(*, x) -> None:", "async def f():"],
)
def test_a_missing_annotation_is_seen(package: Path, signature: str) -> None:
    assert "f: not fully typed" in found(package, loose=f'{signature}\n    """Do."""\n')


def test_self_needs_no_annotation_but_a_static_argument_does(package: Path) -> None:
    method = '    def f(self, x: int) -> None:\n        """Do."""\n'
    static = '    @staticmethod\n    def g(x) -> None:\n        """Do."""\n'
    assert found(package, kind=f'class C:\n    """It."""\n{method}') == ""
    assert "g: not fully typed" in found(package, kind=f'class C:\n    """It."""\n{method}{static}')


def test_undocumented_public_names_are_counted_and_private_ones_are_not(package: Path) -> None:
    assert found(package, quiet="def _f() -> None: ...\n") == ""
    assert "1 of 3 public names" in found(package, quiet="def f() -> None: ...\n")


def test_print_is_seen_and_the_third_broad_except_too(package: Path) -> None:
    assert "print" in found(package, loud="print(1)\n")
    broad = "try:\n    x = 1\nexcept {}:\n    pass\n"
    two = broad.format("Exception") + broad.format("BaseException")
    assert "broad" not in found(package, loud=two)
    assert "broad excepts: 3 > 2" in found(package, loud=two + broad.format("(ValueError, Exception)"))


def test_a_handler_that_only_tidies_up_is_not_a_broad_except(package: Path) -> None:
    assert found(package, tidy="try:\n    x = 1\nexcept BaseException:\n    x = 2\n    raise\n" * 3) == ""


def test_a_cycle_through_a_late_import_is_still_a_cycle(package: Path) -> None:
    late = 'def f() -> None:\n    """Do."""\n    import pack.one\n'
    assert "import cycle" in found(package, one="import pack.two\n", two=late)


def test_an_import_of_the_package_itself_is_no_cycle(package: Path) -> None:
    assert found(package, one="from pack import two\n", two="import os\n") == ""


def test_tests_must_not_be_shorter_than_the_source(package: Path, tmp_path: Path) -> None:
    proof = tmp_path / "proof"
    proof.mkdir()
    (proof / "test_it.py").write_text("x = 1\n")
    assert sizes.too_few_tests(package, proof) == []
    (package / "more.py").write_text("x = 1\n" * 3)
    assert sizes.too_few_tests(package, proof) == ["tests: 1 lines for 4 of source"]


def test_the_script_reports_and_fails(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["sizes.py", str(package)])
    assert sizes.main() == 0
    (package / "loud.py").write_text('"""Loud."""\nprint(1)\n')
    assert sizes.main() == 1
    assert "loud.py:2: print" in capsys.readouterr().out
