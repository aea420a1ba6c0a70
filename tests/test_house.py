"""The rules of the house hold: layers, sizes, style and types (CONTRIBUTING.md, docs/adr/0001)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import catalogue, sizes

pytestmark = [pytest.mark.house, pytest.mark.xdist_group("house")]


def run(root: Path, *command: str) -> None:
    """Run a tool of the environment on the checkout; its words are the failure's words."""
    tool = Path(sys.executable).with_name(command[0])
    done = subprocess.run([tool, *command[1:]], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"


def test_imports_point_down_only(root: Path) -> None:
    run(root, "lint-imports")


def test_modules_functions_and_classes_keep_their_size(root: Path) -> None:
    modules = sizes.measure(root / "desktop")
    print(sizes.summary(modules))
    assert sizes.breaches(modules) == []


def test_there_is_at_least_as_much_proof_as_source(root: Path) -> None:
    assert sizes.too_few_tests(root / "desktop", root / "tests") == []


def test_the_style_is_kept(root: Path) -> None:
    run(root, "ruff", "check", "--quiet", ".")


def test_the_format_is_kept(root: Path) -> None:
    run(root, "ruff", "format", "--check", "--quiet", ".")


@pytest.mark.slow
def test_the_types_are_sound(root: Path) -> None:
    run(root, "mypy")


def test_every_word_is_in_the_english_catalogue() -> None:
    assert catalogue.check(catalogue.PACKAGE, catalogue.PO) == []
