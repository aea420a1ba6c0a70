"""What a start loads: the geometry costs a tenth of a second and may be missing, so nothing asks for it before an exercise."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOADED = "import sys, {module}; print([name for name in ('numpy', 'shapely') if name in sys.modules])"


@pytest.mark.parametrize(
    "module", ["desktop.launch", "desktop.session.operations.practice", "desktop.session.operations.exam"]
)
def test_no_geometry_is_loaded_before_an_exercise(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(module=module)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
