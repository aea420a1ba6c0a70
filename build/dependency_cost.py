"""What each runtime dependency costs: size on disk, import time, licence. Prints the table of docs/adr/0004.

Run with the project's own environment: ``.venv/bin/python build/dependency_cost.py``. Times are the median of five
fresh interpreters, the interpreter's own start subtracted; they move by a few ms with the machine's mood.
"""

import importlib.metadata
import re
import statistics
import subprocess
import sys
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = 5
IMPORTS = {
    "PySide6-Essentials": "PySide6.QtWidgets",
    "pillow": "PIL.Image",
    "argon2-cffi": "argon2",
    "cryptography": "cryptography.hazmat.primitives.asymmetric.ed25519",
    "XlsxWriter": "xlsxwriter",
    "markdown-it-py": "markdown_it",
}
"""What the program really imports, where the name differs from the distribution's."""


def main() -> None:
    """Print one Markdown row per direct runtime dependency, dependencies of its own included in its size."""
    print("| package | version | on disk, MB (with what only it needs) | import, ms | licence |")
    print("|---|---|---|---|---|")
    idle = seconds("pass")
    direct = dependencies()
    for name in direct:
        others = {need for other in direct if other != name for need in closure(other)}
        own = size(name) + sum(size(need) for need in closure(name) - others - {normal(name)})
        module = IMPORTS.get(name, name.replace("-", "_"))
        cost = max(0.0, seconds(f"import {module}") - idle) * 1000
        version = importlib.metadata.version(name)
        print(f"| {name} | {version} | {own / 1e6:.1f} | {cost:.0f} | {licence(name)} |")
    everything = {need for name in direct for need in closure(name)}
    print(f"| all {len(everything)} | | {sum(map(size, everything)) / 1e6:.0f} | | |")


def dependencies() -> list[str]:
    """The distributions that pyproject.toml asks for at run time."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [named(line) for line in project["dependencies"]]


def named(requirement: str) -> str:
    """The distribution's name in a requirement."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return found.group()


def normal(name: str) -> str:
    """The one spelling under which names are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def closure(name: str) -> set[str]:
    """``name`` and every installed distribution that it needs, in normal spelling."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        current = normal(waiting.pop())
        if current in seen:
            continue
        try:
            needs = importlib.metadata.requires(current) or []
        except importlib.metadata.PackageNotFoundError:
            continue
        seen.add(current)
        waiting += [named(need) for need in needs if "extra ==" not in need]
    return seen


def size(name: str) -> int:
    """Bytes of a distribution's files."""
    files = importlib.metadata.files(name) or []
    places = [Path(str(file.locate())) for file in files]
    return sum(place.stat().st_size for place in places if place.is_file() and place.suffix != ".pyc")


def seconds(statement: str) -> float:
    """Median wall time of a fresh interpreter that runs ``statement``."""
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", statement], check=True, cwd=ROOT)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def licence(name: str) -> str:
    """The licence as the distribution states it."""
    about = importlib.metadata.metadata(name)
    stated = (about.get_all("License-Expression") or [""])[0]
    if stated:
        return str(stated)
    classifiers = [
        line.rsplit(" :: ", 1)[-1] for line in about.get_all("Classifier") or [] if "License ::" in line
    ]
    return ", ".join(classifiers) or str((about.get_all("License") or ["?"])[0]).splitlines()[0][:60]


if __name__ == "__main__":
    main()
