"""Write the theory of the newer packs from `theory_source/`.

    python build/content/course_theory.py [ord-cv-02 …]

The form of a block stands in `street_theory.py`. Questions on work flow and secrecy are the same for every order:
`common-practice.txt` and `common-exam.txt`, in which {process} and {security} stand for the requirement, {check},
{repair}, {doubt}, {secret}, {account} and {report} for the clauses, {know} and {quality} for the competencies.
"""

from __future__ import annotations

import sys
from pathlib import Path

from street_theory import placed, read_items, toml

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "theory_source"
COURSES = HERE.parents[1] / "courses"
CV2 = {"process": "R7", "security": "R8", "know": "K4", "quality": "Q1"}
CV6 = {"process": "R6", "security": "R7", "know": "K4", "quality": "Q1"}
CLAUSES = {
    "check": "6.1",
    "repair": "6.2",
    "doubt": "6.3",
    "secret": "7.1",
    "account": "7.2",
    "report": "7.3",
}
#: what the words in braces mean in each pack
PACKS: dict[str, dict[str, str]] = {
    "ord-cv-02": CV2 | CLAUSES,
    "ord-cv-03": CV2 | CLAUSES,
    "ord-cv-05": CV2 | CLAUSES,
    "ord-qa-01": CV2 | CLAUSES,
    "ord-cv-04": CV6 | CLAUSES,
    "ord-cv-06": CV6 | CLAUSES,
}


def rendered(pack: str) -> dict[str, str]:
    """The theory files of a pack by name, always the same for the same sources."""
    files: dict[str, str] = {}
    scratch = HERE / "work" / "theory.txt"
    scratch.parent.mkdir(parents=True, exist_ok=True)
    for pool in ("practice", "exam"):
        text = (SOURCE / f"{pack}-{pool}.txt").read_text("utf-8")
        common = (SOURCE / f"common-{pool}.txt").read_text("utf-8")
        for word, meaning in PACKS[pack].items():
            common = common.replace("{" + word + "}", meaning)
        scratch.write_text(text.rstrip("\n") + "\n\n" + common, "utf-8")
        rows = placed(read_items(scratch))
        for topic in dict.fromkeys(str(row["topic"]) for row in rows):
            files[f"{pool}_{topic}.toml"] = toml([row for row in rows if row["topic"] == topic], pool)
    return files


def main() -> None:
    """Write one file per pool and topic for the packs named, or for all."""
    for pack in sys.argv[1:] or PACKS:
        folder = COURSES / pack / "theory"
        folder.mkdir(parents=True, exist_ok=True)
        files = rendered(pack)
        for path in folder.glob("*.toml"):
            if path.name not in files:
                path.unlink()
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        print(pack, len(files), "files,", sum(text.count("[[items]]") for text in files.values()), "items")


if __name__ == "__main__":
    main()
