"""Set up the peers, each in an environment of its own under build/_work/peers, from pinned and hashed packages."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from tests.benchmarks.peers.plan import HERE, WORK, Program

LOCKS = HERE / "locks"


class UnreachableError(Exception):
    """A peer could not be set up: a sentence that says what to do."""


def interpreter(program: Program) -> Path:
    """Return the Python that runs a program, setting its environment up first where needed.

    Raises UnreachableError when the packages cannot be had: no network, a missing package, a hash that does not fit.
    """
    if not program.lock:
        return Path(sys.executable)
    folder = WORK / "environments" / program.name
    python, ready = folder / "bin" / "python", folder / ".ready"
    made_from = _digest(program)
    if ready.is_file() and ready.read_text() == made_from and python.exists():
        return python
    sys.stdout.write(f"setting up {program.title} in {folder} (once, {program.takes})\n")
    sys.stdout.flush()
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True)
    _install(python, program, ["-r", str(LOCKS / program.lock)])
    if program.beyond:
        # Without isolation, because what builds a source is pinned too: pip would fetch the newest otherwise.
        lenient = ["--no-deps", "--ignore-requires-python", "--no-build-isolation"]
        _install(python, program, [*lenient, "-r", str(LOCKS / program.beyond)])
    ready.write_text(made_from)
    return python


def _install(python: Path, program: Program, what: list[str]) -> None:
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    done = subprocess.run(
        [*pip, "--only-binary", ":all:", *what], check=False, capture_output=True, text=True
    )
    if done.returncode:
        faults = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise UnreachableError(
            f"{program.title} is left out: its packages could not be installed"
            f" ({faults[-1] if faults else 'pip said nothing'}).\n"
            "    PyPI is needed once, the first time; run again with a network, or set PIP_INDEX_URL or"
            " PIP_FIND_LINKS for a mirror."
        )


def _digest(program: Program) -> str:
    """Return what the environment is made from: another lock or another Python makes another."""
    parts = [(LOCKS / name).read_bytes() for name in (program.lock, program.beyond) if name]
    return hashlib.sha256(b"".join([*parts, sys.version.encode()])).hexdigest()
