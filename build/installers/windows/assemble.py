"""Put a Windows CPython together in a folder, from parts that a Linux machine can fetch and check.

    assemble.py WHEEL_OF_CPYTHON PYSIDE6_WHEEL LIB FOLDER

python311.dll and its extension modules are the Python Software Foundation's own files: each must have the digest in
cpython.sha256 and carry the foundation's signature over exactly these bytes. The standard library's .py files come
from LIB, another CPython 3.11; python.exe and python3.dll are made here with mingw. The VC runtime is the newest that
ships with Qt, so that one version of it serves the whole program.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SIGNER = "O=Python Software Foundation"
#: Parts of the standard library that neither PyInstaller nor the program needs.
LEFT_OUT = (
    "test",
    "tests",
    "idlelib",
    "lib2to3",
    "tkinter",
    "turtledemo",
    "ensurepip",
    "lib-dynload",
    "__pycache__",
)
RUNTIME = ("vcruntime140.dll", "vcruntime140_1.dll")
NO_STAMP = ("-Wl,--no-insert-timestamp", "-s")


def main(arguments: list[str]) -> int:
    """Assemble; any fault ends the build."""
    wheel, pyside, library, folder = (Path(each) for each in arguments)
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "DLLs").mkdir(parents=True)
    take_interpreter(wheel, folder)
    take_runtime(pyside, folder)
    take_library(library, folder / "Lib")
    make_stubs(folder)
    (folder / "Lib" / "site-packages").mkdir(exist_ok=True)
    print(f"standard library: {library} {digest_of_tree(folder / 'Lib')}")
    return 0


def take_interpreter(wheel: Path, folder: Path) -> None:
    """Unpack python311.dll, the extension modules and their libraries; check digest and signature of each."""
    wanted = {
        name: digest
        for digest, name in (
            line.split() for line in (HERE / "cpython.sha256").read_text("ascii").splitlines()
        )
    }
    with zipfile.ZipFile(wheel) as archive:
        for name, digest in wanted.items():
            value = archive.read(f"deploy_libs/{name}")
            if hashlib.sha256(value).hexdigest() != digest:
                raise SystemExit(f"assemble: {name} is not the file that was examined")
            place = folder / name if name == "python311.dll" else folder / "DLLs" / name
            place.write_bytes(value)
            check_signature(place)


def check_signature(path: Path) -> None:
    """Stop unless the foundation signed exactly these bytes (the chain needs a network and is not asked)."""
    told = subprocess.run(
        ["osslsigncode", "verify", "-in", str(path)], capture_output=True, text=True, check=False
    ).stdout
    digests = set(re.findall(r"(?:Current|Calculated) message digest\s*: ([0-9A-F]+)", told))
    if len(digests) != 1 or SIGNER not in told:
        raise SystemExit(f"assemble: {path.name} does not carry the signature of the foundation")


def take_runtime(pyside: Path, folder: Path) -> None:
    """Take the VC runtime that Qt ships: the foundation's files run with any newer one, Qt's not with an older."""
    with zipfile.ZipFile(pyside) as archive:
        for name in RUNTIME:
            (folder / name).write_bytes(archive.read(f"PySide6/{name}"))


def take_library(library: Path, target: Path) -> None:
    """Copy the .py files of the standard library, without what only another system or a developer needs."""

    def left_out(folder: str, names: list[str]) -> set[str]:
        return {
            name
            for name in names
            if name in LEFT_OUT
            or name in {"site-packages", "dist-packages"}
            or name.startswith(("config-3.11", "_sysconfigdata"))
            or (not name.endswith(".py") and (Path(folder) / name).is_file())
        }

    if not (library / "os.py").is_file():
        raise SystemExit(f"assemble: {library} is no standard library")
    shutil.copytree(library, target, ignore=left_out, symlinks=False)


def make_stubs(folder: Path) -> None:
    """Compile python.exe and python3.dll."""
    compiler = "x86_64-w64-mingw32-gcc"
    subprocess.run(
        [compiler, "-O2", "-municode", *NO_STAMP, "-o", str(folder / "python.exe"), str(HERE / "python.c")],
        check=True,
    )
    table = subprocess.run(
        ["x86_64-w64-mingw32-objdump", "-p", str(folder / "python311.dll")],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    names = re.findall(
        r"^\t\[ *\d+\] (_?Py\w+)$", table.split("[Ordinal/Name Pointer] Table")[1], re.MULTILINE
    )
    if len(names) < 1000:
        raise SystemExit("assemble: the table of python311.dll cannot be read")
    definitions = folder / "python3.def"
    definitions.write_text(
        "LIBRARY python3.dll\nEXPORTS\n" + "".join(f"{name}=python311.{name}\n" for name in sorted(names)),
        "ascii",
    )
    bare = ("-shared", "-nostdlib", "-nostartfiles", "-Wl,--entry=0", *NO_STAMP)
    made = str(folder / "python3.dll")
    subprocess.run([compiler, *bare, "-o", made, str(HERE / "python3.c"), str(definitions)], check=True)
    definitions.unlink()


def digest_of_tree(folder: Path) -> str:
    """Return one SHA-256 over the names and bytes of a folder's files."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            total.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
