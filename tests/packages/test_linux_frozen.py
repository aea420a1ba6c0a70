"""The program frozen on this machine: it is whole, holds nothing forbidden and passes its own test.

The quick part of the packages' tests: no chroot, no root, a minute or two. .ci/run runs it after ``make test``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import tree_check

from tests.packages import holed
from tests.packages.conftest import DIST, ROOT

pytestmark = [
    pytest.mark.quick,
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="freezes for Linux"),
]
MINUTES = 15


@pytest.fixture(scope="module")
def program() -> Path:
    """The folder that ``make installer`` makes, made now."""
    tools = [ROOT / "build/installers/linux/host_python.sh", ROOT / "build/_work/freeze/bin/python"]
    lacking = subprocess.run(tools, capture_output=True, text=True, check=False)
    if lacking.returncode:
        pytest.skip(lacking.stderr)
    subprocess.run(["make", "installer"], cwd=ROOT, check=True, timeout=60 * MINUTES)
    return DIST / "doorstep"


def run(program: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the frozen program with nothing of the environment that could help it find the checkout."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    environment = {
        **kept,
        "HOME": str(home),
        "DOORSTEP_DATA": str(home / "数据 data"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    return subprocess.run(
        [program / "doorstep", *arguments], cwd=home, env=environment, capture_output=True, text=True, check=False,
        timeout=60 * MINUTES,
    )  # fmt: skip


def test_nothing_forbidden_is_in_the_folder(program: Path) -> None:
    # This machine's own Python may hold its own paths; the packages are frozen in a chroot and checked for them.
    assert list(tree_check.faults(program)) == []


def test_it_says_its_version(program: Path, tmp_path: Path) -> None:
    import desktop

    done = run(program, tmp_path, "--version")
    assert (done.returncode, done.stdout.strip()) == (0, f"doorstep {desktop.__version__}")


def test_it_passes_its_own_test(program: Path, tmp_path: Path) -> None:
    done = run(program, tmp_path, "--self-test", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    rows = {row["key"]: row for row in json.loads(done.stdout)}
    assert rows["shapes"]["found"].startswith("GEOS 3.")


def test_it_grades_polygons_with_holes(program: Path, tmp_path: Path) -> None:
    pack = program / "_internal/courses" / f"{holed.PACK}.dspack"
    for path, qualified in zip(holed.answers(tmp_path), (holed.RIGHT, holed.FILLED), strict=True):
        done = run(
            program, tmp_path, "grade", str(path), "--pack", str(pack), "--exercise", holed.EXERCISE, "--json"
        )
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["counts"]["qualified"] == qualified


@pytest.fixture
def engine(program: Path) -> Iterator[Path]:
    """The library that cuts polygons, to be spoilt: it is put back."""
    (found,) = (program / "_internal/shapely.libs").glob("libgeos-*.so*")
    whole = found.read_bytes()
    yield found
    found.write_bytes(whole)


def test_another_build_of_the_polygons_library_may_take_its_place(
    program: Path, engine: Path, tmp_path: Path
) -> None:
    # LGPL: nothing checks its digest. Bytes behind its end make it a file that was never published.
    engine.write_bytes(engine.read_bytes() + b"another build")
    done = run(program, tmp_path, "--self-test", "--json")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_polygons_library_in_quarantine_is_named_and_grades_nothing(
    program: Path, engine: Path, tmp_path: Path
) -> None:
    engine.unlink()
    done = run(program, tmp_path, "--self-test", "--json")
    assert done.returncode == 1
    failed = [row for row in json.loads(done.stdout) if not row["ok"]]
    assert [row["key"] for row in failed] == ["shapes"]
    assert "libgeos" in failed[0]["found"]
    pack = program / "_internal/courses" / f"{holed.PACK}.dspack"
    right, _filled = holed.answers(tmp_path)
    graded = run(program, tmp_path, "grade", str(right), "--pack", str(pack), "--exercise", holed.EXERCISE)
    assert (graded.returncode, graded.stdout) == (2, "")
    assert "libgeos" in graded.stderr
    assert "Traceback" not in graded.stderr


def test_the_courses_are_in_it_in_their_delivered_form(program: Path, tmp_path: Path) -> None:
    packs = sorted((program / "_internal/courses").iterdir())
    assert {pack.suffix for pack in packs} == {".dspack"}
    assert len(packs) == sum(1 for folder in (ROOT / "courses").iterdir() if (folder / "pack.toml").is_file())
    for pack in packs:
        assert run(program, tmp_path, "pack", "check", str(pack)).returncode == 0


def test_the_licences_lie_beside_it(program: Path) -> None:
    assert (program / "licences/NOTICE").read_bytes() == (ROOT / "NOTICE").read_bytes()
    assert (program / "licences/LICENSE").is_file()
