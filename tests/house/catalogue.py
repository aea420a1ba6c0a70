"""Keep the English catalogue in step with the wording in the source (docs/adr/0006).

``python tests/house/catalogue.py`` names every fault; ``--update`` (``make catalogue``) collects new wording into the
.po with an empty translation, drops what is no longer said, keeps the rest, and compiles the .mo.
"""

from __future__ import annotations

import argparse
import io
import re
import string
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "desktop"
PO = ROOT / "assets" / "locale" / "en" / "LC_MESSAGES" / "doorstep.po"

KEYWORDS = {"_": None, "N_": None, "n_": (1, 2)}
CHINESE = re.compile(r"[\u3400-\u9fff]")
TOP = "# English wording of Doorstep. The source wording is Chinese and is the key; see docs/adr/0006."


class Wording(Catalog):
    """A catalogue whose header holds no date and no tool, so that the same wording gives the same bytes."""

    def __init__(self) -> None:
        super().__init__(locale="en", domain="doorstep", header_comment=TOP, fuzzy=False)

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header, always the same."""
        return [
            ("Project-Id-Version", "doorstep"),
            ("Language", "en"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
        ]


def collect(package: Path) -> Catalog:
    """Gather every ``_("…")``, ``N_("…")`` and ``n_("one", "many", n)`` of ``package`` with its places."""
    catalogue = Wording()
    found = extract_from_dir(
        str(package),
        [("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("L10N:",),
        strip_comment_tags=True,
    )
    for path, line, message, comments, context in found:
        where = [(f"{package.name}/{path}", line)]
        catalogue.add(message, None, where, auto_comments=comments, context=context)
    return catalogue


def load(po: Path) -> Catalog:
    """Read a .po; an empty catalogue when there is none yet."""
    known = Wording()
    if po.exists():
        with po.open("rb") as file:
            for message in read_po(file, locale="en", abort_invalid=True):
                if message.id:
                    known[message.id] = message
    return known


def faults(source: Catalog, known: Catalog) -> list[str]:
    """Name every difference between the wording in the source and the catalogue of ``known`` translations."""
    return [
        *(f"missing: {_shown(it)}" for it in source if it.id and known.get(it.id, it.context) is None),
        *(f"unused: {_shown(it)}" for it in known if it.id and source.get(it.id, it.context) is None),
        *(fault for it in known if it.id for fault in _faults_of(it)),
    ]


def compiled(catalogue: Catalog) -> bytes:
    """The bytes of the .mo for ``catalogue``."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def printed(catalogue: Catalog) -> bytes:
    """The bytes of the .po for ``catalogue``: sorted by wording, places without line numbers, so diffs stay small."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return buffer.getvalue()


def update(package: Path, po: Path) -> Catalog:
    """Merge the wording of ``package`` into ``po``: new entries empty, old ones kept, unused ones dropped."""
    source, known = collect(package), load(po)
    for message in source:
        before = known.get(message.id, message.context) if message.id else None
        if before is not None:
            message.string = before.string
            message.user_comments = before.user_comments
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_bytes(printed(source))
    po.with_suffix(".mo").write_bytes(compiled(load(po)))
    return source


def check(package: Path, po: Path) -> list[str]:
    """Every fault of the .po at ``po`` and of the .mo beside it."""
    known = load(po)
    mo = po.with_suffix(".mo")
    fresh = mo.exists() and mo.read_bytes() == compiled(known)
    return [
        *faults(collect(package), known),
        *([] if fresh else [f"{mo.name} is not compiled from {po.name}"]),
    ]


def main() -> int:
    """Check, or update first; 1 when a fault remains."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true", help="collect, merge and compile before checking")
    options = parser.parse_args()
    if options.update:
        print(f"{len(update(PACKAGE, PO))} entries in {PO.relative_to(ROOT)}")
    found = check(PACKAGE, PO)
    for fault in found:
        print(f"  {fault}")
    print(f"catalogue: {len(load(PO))} entries, {len(found)} faults")
    return 1 if found else 0


def _faults_of(message: Message) -> Iterator[str]:
    if message.fuzzy:
        yield f"fuzzy: {_shown(message)}"
    if not all(_forms(message.string)):
        yield f"empty: {_shown(message)}"
        return
    if message.string == message.id and CHINESE.search("".join(_forms(message.string))):
        yield f"still Chinese: {_shown(message)}"
    wanted = set().union(*map(_places, _forms(message.id)))
    for form in _forms(message.string):
        if _places(form) != wanted:
            yield f"places {sorted(_places(form))} instead of {sorted(wanted)}: {_shown(message)}"


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def _places(text: str) -> set[str]:
    """The ``{name}`` places of ``text``; a brace that does not parse is itself a place no translation has."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {f"unreadable braces in {text}"}


def _shown(message: Message) -> str:
    places = ", ".join(sorted({path for path, _ in message.locations}))
    return f"{_forms(message.id)[0]!r}" + (f" ({places})" if places else "")


if __name__ == "__main__":
    sys.exit(main())
