"""What big pictures cost: the memory of a process of its own, for files that are honest and files that are bombs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from desktop.views.widgets.canvas.picture import read_header
from tests.benchmarks.pictures import SIZES
from tests.gui.canvas.test_pictures import png_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process's own peak"),
]
#: MB for a picture of 96 megapixels, program and file included; 384 would be its pixels alone.
MOST = 500


def opened(root: Path, path: Path, data: Path) -> dict[str, float]:
    """Open a picture in a view in a process of its own; return what that measured."""
    environment = os.environ | {"DOORSTEP_DATA": str(data)}
    command = [sys.executable, "-m", "tests.benchmarks.pictures", "ours", str(path)]
    done = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, check=True, text=True, timeout=300
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_96_megapixels_take_less_than_500_mb(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "96.jpg"
    command = [sys.executable, "-m", "tests.benchmarks.pictures", "draw-96", str(path)]
    subprocess.run(command, cwd=root, capture_output=True, check=True, timeout=300)
    assert read_header(path.read_bytes()).size == SIZES["96"]
    found = opened(root, path, tmp_path / "data")
    assert found["peak"] < MOST
    assert list((tmp_path / "data").rglob("*.tiles"))


@pytest.mark.parametrize(("kind", "samples"), [(0, 1), (2, 3)])
def test_a_bomb_within_the_limit_takes_no_more(root: Path, tmp_path: Path, kind: int, samples: int) -> None:
    """Some hundred kilobytes that unpack to hundreds of megabytes: only what is being read is ever in memory."""
    width, height = SIZES["96"]
    pack = zlib.compressobj(9)
    body = b"".join(pack.compress(bytes(1 + width * samples)) for _row in range(height)) + pack.flush()
    path = tmp_path / "bomb.png"
    path.write_bytes(png_of(width, height, body=body, kind=kind))
    assert path.stat().st_size < 500_000
    assert opened(root, path, tmp_path / "data")["peak"] < MOST
