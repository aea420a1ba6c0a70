"""The comparison in a browser: documents both sides can take, tables from given numbers, and a machine without a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.annotation.codec import decode_marks
from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.views.theme.apply import dress
from desktop.views.widgets.bench.text_bench import TextBench
from tests.benchmarks.peers import environment, machine
from tests.benchmarks.peers.web import chromium, memory, ours, run, server
from tests.benchmarks.peers.web.document import SIZES, Size, as_ours, as_task, label_config, made, write
from tests.benchmarks.peers.web.table import Found, table

SMALL = Size(6, 30, 12)


def test_a_document_is_the_same_in_every_run() -> None:
    assert made(SMALL) == made(SMALL)
    assert len(made(SIZES[0]).text.encode()) == pytest.approx(10_000, rel=0.02)


def test_spans_stay_within_a_line_and_relations_join_two_of_them() -> None:
    document = made(SIZES[0])
    assert len(document.spans) == 100
    assert all("\n" not in document.text[start:end] and start < end for start, end, _label in document.spans)
    assert all(head != tail and max(head, tail) < 100 for head, tail, _kind in document.relations)
    assert len(document.relations) >= 28


def test_our_codec_takes_the_document_whole() -> None:
    document = made(SMALL)
    marks = decode_marks(as_ours(document)["marks"])
    spans = [(mark.start, mark.end, mark.label) for mark in marks if isinstance(mark, Span)]
    assert spans == document.spans
    assert sum(isinstance(mark, Relation) for mark in marks) == len(document.relations)


def test_the_task_says_the_same_spans_with_their_words() -> None:
    document = made(SMALL)
    task = as_task(document)
    results = task["annotations"][0]["result"]
    spans = [one["value"] for one in results if one["type"] == "labels"]
    assert [(one["start"], one["end"], one["labels"][0]) for one in spans] == document.spans
    assert all(document.text[one["start"] : one["end"]] == one["text"] for one in spans)
    assert [one["from_id"] for one in results if one["type"] == "relation"] == [
        f"s{head}" for head, _tail, _kind in document.relations
    ]
    assert all(f'value="{label}"' in label_config() for _start, _end, label in document.spans)


def test_the_table_sets_ours_over_theirs() -> None:
    mine, other = Found(), Found()
    mine.take({"open": 30, "scroll": [1.0, 2.0, 3.0], "add": [4.0], "megabytes": 100.0})
    other.take({"open": 1500.0, "scroll": [20.0], "add": [80.0], "megabytes": 400.0})
    lines = [line.split() for line in table("100 spans", mine, other)]
    assert lines[1] == ["open,", "ms", "30.0", "1,500.0", "x0.02"]
    assert lines[2][-3:] == ["2.0", "20.0", "x0.1"]
    assert lines[4] == ["memory,", "MB", "100.0", "400.0", "x0.25"]


def test_what_did_not_open_is_said_and_not_invented() -> None:
    mine, other = Found(), Found()
    mine.take({"open": 30.0})
    other.take({"fault": "a step took longer than 180 s", "spans": 0})
    lines = table("10,000 spans", mine, other)
    assert lines[1].split() == ["open,", "ms", "30.0", "-"]
    assert lines[-1].strip() == (
        "Label Studio did not come to its end: a step took longer than 180 s (0 spans shown by then)"
    )


def test_our_side_opens_scrolls_and_marks(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    dress(qapp)
    path = write(as_ours(made(SMALL)), tmp_path / "document.json")
    bench = TextBench(ours.read(path))
    qtbot.addWidget(bench)
    bench.resize(*ours.SIZE)
    bench.show()
    ours.settle(qapp)
    assert bench.editor is not None
    before = len(bench.editor.index)
    assert ours.added(qapp, bench) > 0
    assert len(bench.editor.index) == before + 1


@pytest.fixture
def measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure nothing: ours takes five milliseconds, and nobody waits for a quiet machine."""
    monkeypatch.setattr(run, "WORK", tmp_path)
    monkeypatch.setattr(run, "SIZES", (SMALL, SMALL, SMALL))
    monkeypatch.setattr(run, "ours", lambda _path: {"open": 5.0, "megabytes": 90.0})
    monkeypatch.setattr(machine, "wait_for_quiet", lambda _longest: 1.0)


@pytest.mark.usefixtures("measured")
def test_without_a_browser_ours_is_measured_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert run.compare(quick=True) == 0
    said = capsys.readouterr().out
    assert "there is no Chromium on this machine" in said
    assert said.count("30 spans, 12 relations") == 2
    assert "5.0" in said


@pytest.mark.usefixtures("measured")
def test_without_a_network_the_peer_is_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(program: Any) -> Path:
        raise environment.UnreachableError(f"{program.title} is left out: no network")

    monkeypatch.setattr(run, "chromium", lambda: Path(sys.executable))
    monkeypatch.setattr(environment, "interpreter", refuse)
    assert run.compare(quick=True) == 0
    assert "Label Studio 1.23.2 is left out: no network" in capsys.readouterr().out


def test_a_browser_is_found_by_any_of_its_names(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"google-chrome": "/opt/chrome"}
    monkeypatch.setattr(shutil, "which", known.get)
    assert chromium.chromium() == Path("/opt/chrome")


def test_memory_counts_a_process_and_those_that_it_started() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        assert child.pid in memory.family(os.getpid())
        assert memory.megabytes([os.getpid()]) > 10
        assert memory.megabytes([os.getpid(), child.pid]) > memory.megabytes([child.pid]) > 0
    finally:
        child.communicate()
    assert memory.megabytes([child.pid]) == 0


def test_a_server_that_does_not_start_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "label-studio"
    program.write_text("#!/bin/sh\necho no such data base\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setattr(server, "HOME", tmp_path / "home")
    said = pytest.raises(environment.UnreachableError, match=r"did not start \(no such data base\)")
    with said, server.serving(tmp_path / "python"):
        pytest.fail("it listens")
