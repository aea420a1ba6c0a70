"""Write ``licences/`` of a frozen folder: for every part that really lies in it, the full text of its licence.

    python build/installers/licences.py TREE             write TREE/licences
    python build/installers/licences.py --check TREE     only tell whether every file has a licence there

Run by an interpreter that has requirements-build.lock installed; freeze.py does. The texts come from the installed distributions, from
the folder itself, and, where no wheel carries one, from texts/ (components.toml says whence). The same folder gives the
same bytes. Exit: 0 written, 1 something belongs to no component or a text is missing.
"""

from __future__ import annotations

import json
import shutil
import sys
import tomllib
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

import crates
import distributions
import lgpl_page
import parts
import sbom
from parts import Part

FOLDER = "licences"
INDEX = "index.json"
#: Without the single files: some are signed and stamped after this is written. sbom.py lists those too.
BILL = "doorstep.cdx.json"
FORMAT = 1
README = "README.txt"
CREDITS = "credits.txt"


def main(arguments: list[str]) -> int:
    """Write or check the folder of licences."""
    only_check = arguments[:1] == ["--check"]
    if len(arguments) != 1 + only_check:
        sys.stderr.write(__doc__ or "")
        return 2
    tree = Path(arguments[-1]).resolve()
    inventory = parts.take_inventory(tree)
    parts.demand_whole(inventory)
    target = tree / FOLDER
    if not only_check:
        write(inventory, target)
    faults = missing(inventory, target)
    sys.stderr.writelines(f"licences: {fault}\n" for fault in faults)
    if not faults:
        print(
            f"licences: {len(inventory.parts)} parts, {sum(place.is_file() for place in target.rglob('*'))} files"
        )
    return 1 if faults else 0


def write(inventory: parts.Inventory, target: Path) -> None:
    """Write the folder anew."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    rows = [_write_part(inventory.tree, part, target) for part in inventory.parts]
    put(target / INDEX, json.dumps({"format": FORMAT, "parts": rows}, ensure_ascii=False, indent=1) + "\n")
    put(target / BILL, json.dumps(sbom.bill_of(inventory, files=False), ensure_ascii=False, indent=1) + "\n")
    put(target / README, readme(rows))
    put(target / lgpl_page.NAME, lgpl_page.text(inventory))
    for name in ("LICENSE", "NOTICE"):
        shutil.copyfile(parts.ROOT / name, target / name)


def missing(inventory: parts.Inventory, target: Path) -> list[str]:
    """Return what the folder lacks: a part without a text, a text that is named and not there."""
    if not (target / INDEX).is_file():
        return [f"{target / INDEX} is not there"]
    rows = {row["id"]: row for row in json.loads((target / INDEX).read_text(encoding="utf-8"))["parts"]}
    faults = [f"{part.id}: not in the list" for part in inventory.parts if part.id not in rows]
    for row in rows.values():
        if not row["texts"]:
            faults.append(f"{row['id']}: no text of its licence")
        for name in row["texts"]:
            place = target / name
            if not place.is_file() or not place.stat().st_size:
                faults.append(f"{row['id']}: {name} is not there")
    return faults


def put(place: Path, text: str) -> None:
    """Write a text with plain line ends on every system."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8", newline="\n")


def _write_part(tree: Path, part: Part, target: Path) -> dict[str, Any]:
    texts: list[str] = [lgpl_page.NAME] if part.id in lgpl_page.PARTS else []
    for wanted in part.texts:
        for source in sources(tree, wanted):
            name = _name_of(source, part, texts)
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target / name)
            texts.append(name)
    if part.id == "courses":
        texts.append(f"{part.id}/{CREDITS}")
        put(target / texts[-1], course_credits(tree))
    if (
        part.distribution
        and (inside := crates.of(part.distribution))
        and part.id == distributions.normal(part.name)
    ):
        texts.append(f"{part.id}/crates.txt")
        put(target / texts[-1], crates.listing(part.name, inside))
        for licence in crates.licences(inside):
            texts.append(f"{part.id}/crates/{licence}.txt")
            (target / texts[-1]).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(parts.HERE / "texts" / f"{licence}.txt", target / texts[-1])
    return {
        "id": part.id,
        "name": part.name,
        "version": part.version,
        "licence": part.licence,
        "kind": part.type,
        "part_of": part.part_of,
        "home": part.home,
        "source": part.source,
        "texts": texts,
    }


def _name_of(source: Path, part: Part, taken: list[str]) -> str:
    name = f"{part.id}/{source.name if source.suffix in {'.txt', '.md', '.rst'} else source.name + '.txt'}"
    while name in taken:
        name = str(PurePosixPath(name).with_name("also-" + PurePosixPath(name).name))
    return name


def sources(tree: Path, wanted: str) -> list[Path]:
    """Return the files that one line of ``texts`` means; SystemExit when there are none."""
    kind, _, rest = wanted.partition(":")
    if kind == "dist":
        wheel, _, glob = rest.partition("/")
        found = distributions.texts(wheel, glob)
    elif kind == "tree":
        found = sorted(tree.glob(rest))
    elif kind == "root":
        found = [parts.ROOT / rest]
    else:
        found = [parts.HERE / wanted]
    if not found or not all(place.is_file() for place in found):
        raise SystemExit(f"licences: no text behind {wanted!r}")
    return found


def course_credits(tree: Path) -> str:
    """Return whom the shipped courses' pictures and texts come from, as their packs say."""
    lines = ["课程素材来源 · Where the courses' material comes from", ""]
    for place in sorted((tree / "_internal/courses").iterdir()):
        if place.is_dir():
            head = (place / "pack.toml").read_text(encoding="utf-8")
        else:
            with zipfile.ZipFile(place) as archive:
                head = archive.read("pack.toml").decode("utf-8")
        pack = tomllib.loads(head)
        lines += [f"{pack['id']} {pack['version']} {pack['title']}: {pack['licence']}", ""]
        for credit in pack.get("credits", ()):
            told = {name: credit.get(name, "") for name in ("path", "title", "author", "licence", "source")}
            lines += ["  {path}: {title}".format(**told), "    {author} · {licence}".format(**told)]
            lines += [f"    {told['source']}"] if told["source"] else []
        lines.append("")
    return "\n".join(lines)


def readme(rows: list[dict[str, Any]]) -> str:
    """Return the list to read without the program."""
    head = """\
Doorstep 家门口标注实训工作站：所用软件、字体和素材的许可证
Licences of the software, fonts and material in this folder

每一项都有自己的文件夹，里面是许可证全文。Qt 和 PySide 怎样换成您自己的版本、源码在哪里：见 LGPL-QT.md。
Each part has a folder of its own with the full text. How to replace Qt and PySide, and their sources: LGPL-QT.md.

"""
    lines = [
        f"{row['name']} {row['version']}".rstrip()
        + (f" (in {row['part_of']})" if row["part_of"] else "")
        + f": {row['licence']}\n    {row['id']}/   {row['source'] or row['home']}".rstrip()
        for row in rows
    ]
    return head + "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
