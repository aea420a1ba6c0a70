"""What the documents tell people to type exists: every ``doorstep …`` in docs/ is a command line that the program takes.

Also: no link in docs/ leads nowhere, and the two languages of a document have the same commands and sections.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import launch

pytestmark = pytest.mark.house

DOCS = Path(__file__).resolve().parents[3] / "docs"
PAGES = sorted(DOCS.glob("*.md"))
FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
#: The program as it is called: by its name, by its path (in quotes when it has spaces), or by the script on a stick.
CALLED = re.compile(
    r"""^\s*(?:(?:sudo|sh|&|start\ /wait\ ""|[A-Z_]+=\S+)\s+)*          # what may stand before it
        (?:"[^"]*[\\/]|[^\s"]*[\\/])?(?:doorstep(?:\.exe)?|start\.sh)"?   # the program
        [ \t]+(?P<rest>\S.*)$""",
    re.VERBOSE,
)
#: Where a shell goes on with something else.
ENDS = re.compile(r"\s(?:[|&>;]|2>).*$")
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def code_of(text: str) -> Iterator[str]:
    """Yield every line of code of a document."""
    for block in FENCE.findall(text):
        yield from block.splitlines()
    yield from SPAN.findall(FENCE.sub("", text))


def arguments_of(line: str) -> list[str] | None:
    """Return the arguments of a call of the program, None when the line is none."""
    found = CALLED.search(line)
    if found is None:
        return None
    rest = ENDS.sub("", " " + found["rest"]).strip()
    return shlex.split(rest.replace("\\", "/"))


def calls(page: Path) -> list[list[str]]:
    return [
        arguments for line in code_of(page.read_text(encoding="utf-8")) if (arguments := arguments_of(line))
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_line_in_the_documents_is_one(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = []
    for arguments in calls(page):
        if launch._opened(arguments):
            continue  # a file, as a double click hands it over
        try:
            launch._parser().parse_args(arguments)
        except SystemExit as ended:
            if ended.code:
                wrong.append(f"doorstep {' '.join(arguments)}: {capsys.readouterr().err.splitlines()[-1]}")
    assert wrong == []


def test_the_deployment_page_is_really_read() -> None:
    told = [" ".join(arguments[:2]) for arguments in calls(DOCS / "deploying.md")]
    assert {"record backup", "record check", "--self-test", "--reboot-check begin"} <= set(told)


@pytest.mark.parametrize(
    ("line", "arguments"),
    [
        ("doorstep record check", ["record", "check"]),
        (r"doorstep record backup --to E:\备份", ["record", "backup", "--to", "E:/备份"]),
        (
            r'start /wait "" "%LOCALAPPDATA%\Programs\Doorstep\doorstep.exe" --self-test > a.txt',
            ["--self-test"],
        ),
        ("sh start.sh --self-test", ["--self-test"]),
        (r'"C:\Program Files\Doorstep\doorstep.exe" --version', ["--version"]),
        ("DOORSTEP_DATA=/mnt/d sudo doorstep record check", ["record", "check"]),
        (r"python build\installers\release_file.py dist\doorstep windows-portable", None),
        ("doorstep verify 证书.pdf && echo ok", ["verify", "证书.pdf"]),
        ("sudo apt remove doorstep", None),
        ("sudo apt remove doorstep -y", None),
        ("doorstep", None),
        ("/opt/doorstep", None),
    ],
)
def test_command_lines_are_told_from_other_words(line: str, arguments: list[str] | None) -> None:
    assert arguments_of(line) == arguments


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_documents_leads_somewhere(page: Path) -> None:
    links = LINK.findall(SPAN.sub("", FENCE.sub("", page.read_text(encoding="utf-8"))))
    gone = [link for link in links if link.endswith(".md") and not (page.parent / link).exists()]
    assert gone == []


@pytest.mark.parametrize("english", sorted(DOCS.glob("*.en.md")), ids=lambda page: page.name)
def test_both_languages_of_a_document_say_the_same_commands(english: Path) -> None:
    chinese = english.with_name(english.name.replace(".en.md", ".md"))
    first, second = (
        [[word for word in arguments if re.fullmatch(r"[a-z-]+", word)] for arguments in calls(page)]
        for page in (chinese, english)
    )
    assert first == second
    heads = [
        re.findall(r"^#+ ", page.read_text(encoding="utf-8"), re.MULTILINE) for page in (chinese, english)
    ]
    assert heads[0] == heads[1]
