"""Write the generated part of the course pack ORD-TX-01: exercises, theory, and the course's lists of both.

Run ``python build/content/text/tx01/tx01_build.py`` to write, with ``--review`` to print every dialogue with its gold.
Nothing is written while a gold breaks a rule of ``tx01_checks``.
"""

from __future__ import annotations

import json
import random
import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import build_theory  # noqa: E402
from tx01_checks import faults, pool_faults, strength_reason  # noqa: E402
from tx01_dialogue import PERSONAL, Dialogue, Template, read_templates, spoken  # noqa: E402
from tx01_spoil import spoil  # noqa: E402
from tx01_words import Pool  # noqa: E402

SOURCE = HERE / "source"
COURSE = HERE.parents[3] / "courses" / "ord-tx-01"
VARIANTS = 4
#: Every how many template gives an inspection package, the others give one to mend; errors in each.
INSPECTED_EVERY, ERRORS = 2, (2, 3, 4)
#: Whether the pack holds the inspection packages and those to mend.
INSPECTED = True
TITLES = {
    "p": "顾客对话", "e": "考核对话", "i": "质检对话", "j": "考核质检", "r": "返修对话", "k": "考核返修",
}  # fmt: skip
#: The clause that an error of an intent or a sentiment breaks, and that of each slot taken for another.
REPLY_CLAUSES = {"intent": "2.4", "sentiment": "4.1"}
SLOT_CLAUSES = {
    "time": "3.3", "store": "3.4", "address": "3.4", "product": "3.5", "spec": "3.5", "quantity": "3.6",
    "amount": "3.6", "order_no": "3.7", "waybill": "3.7", "phone": "3.8", "person": "3.8",
}  # fmt: skip
CLAUSES = {"MISS": "3.1", "EXTRA": "1.2", "BND": "3.2", "ATTR": "5.1"}
THEORY = {"practice": SOURCE / "theory_practice.txt", "exam": SOURCE / "theory_exam.txt"}
TOPICS = ("intent", "slots", "sentiment", "privacy", "quality", "process", "security", "basics")
NUMBERS = frozenset({"order_no", "waybill", "phone", "amount", "time", "quantity", "spec"})
#: Why a personal detail is none, where the author gave no reason.
PUBLIC = {"phone": "对外公布的电话，需脱敏填“否”", "address": "拿来问路，没有说是谁的住处，需脱敏填“否”"}
Row = dict[str, Any]


def drawn(templates: list[Template], pool: Pool, letter: str, *, series: str = "") -> list[Dialogue]:
    """Return the dialogues of templates, each text once; a template that cannot vary gives one."""
    found: list[Dialogue] = []
    texts: set[str] = set()
    for template in templates:
        made, tries = 0, 0
        while made < (VARIANTS if template.varies and not series else 1):
            tries += 1
            if tries > 100:
                raise ValueError(f"{template.id}: cannot vary enough")
            chance = random.Random(f"tx01/{series}{template.id}/{tries}")
            number = len(found) + 1
            title = f"{TITLES[letter]} {number:03d}"
            one = spoken(template, f"{letter}{number:03d}", title, pool, chance)
            if one.text not in texts:
                texts.add(one.text)
                found.append(one)
                made += 1
    return found


def gold(dialogue: Dialogue) -> list[Row]:
    """Return the gold marks: slots, then intent, sentiment and strength of every turn of the customer."""
    marks: list[Row] = []
    for at, slot in enumerate(sorted(dialogue.slots, key=lambda one: one.start), 1):
        row: Row = {"id": f"g{at:02d}", "label": slot.label, "start": slot.start, "end": slot.end}
        if slot.label in PERSONAL:
            row["attributes"] = {"private": slot.private}
        if note := slot.note or PUBLIC.get(slot.label if not slot.private else "", ""):
            row["note"] = note
        marks.append(row)
    for name, turn in dialogue.customer_turns:
        marks.append(_reply(name, "intent", list(turn.intents)))
        marks.append(_reply(name, "sentiment", [turn.sentiment]))
        if turn.sentiment != "neutral":
            reply = _reply(name, "strength", turn.strength)
            marks.append(reply | {"note": strength_reason(dialogue, turn)})
    return marks


def _reply(about: str, question: str, value: Any) -> Row:
    shape = {"type": "reply", "about": about, "value": value}
    return {"id": f"{about}-{question}", "label": question, "shape": shape}


def requirements(dialogue: Dialogue) -> list[str]:
    """Return the requirements that a dialogue trains."""
    turns = [turn for _, turn in dialogue.customer_turns]
    labels = {slot.label for slot in dialogue.slots}
    found = {"R1"}
    found |= {"R2"} if any(len(turn.intents) > 1 for turn in turns) else set()
    found |= {"R3"} if labels else set()
    found |= {"R4"} if labels & NUMBERS else set()
    found |= {"R5"} if any(turn.sentiment != "neutral" for turn in turns) else set()
    found |= {"R6"} if any(turn.strength > 1 for turn in turns) else set()
    found |= {"R7"} if labels & PERSONAL else set()
    return sorted(found)


COMPETENCIES = {
    "R1": ("K1", "S1"), "R2": ("S4",), "R3": ("K2", "S2"), "R4": ("S2",), "R5": ("S3",), "R6": ("K3", "S3"),
    "R7": ("K4",), "R9": ("S1", "S2", "Q1"),
}  # fmt: skip


def exercise(dialogue: Dialogue, pool: Pool) -> Row:
    """Return the exercise's JSON document."""
    needs = requirements(dialogue)
    return {
        "id": dialogue.id,
        "title": dialogue.title,
        "pool": pool,
        "text": dialogue.text,
        "turns": [
            {"id": f"t{at}", "speaker": turn.speaker, "start": turn.start, "end": turn.end}
            for at, turn in enumerate(dialogue.turns, 1)
        ],
        "golds": [{"marks": gold(dialogue)}],
        "requirements": needs,
        "competencies": sorted({name for need in needs for name in COMPETENCIES[need]}),
        "difficulty": dialogue.difficulty,
        "tags": list(dialogue.tags) if pool == "practice" else [],
    }


def inspection(dialogue: Dialogue, errors: int, pool: Pool) -> Row:
    """Return an inspection exercise: a spoilt answer and the flags that find each error."""
    given, flags = _spoilt(dialogue, errors)
    return _rechecked(dialogue, pool, "inspection") | {
        "schema_id": "check",
        "work": "inspect",
        "given": given,
        "golds": [{"marks": flags}],
    }


def repair(dialogue: Dialogue, errors: int, pool: Pool) -> Row:
    """Return a rejected answer with an inspector's remarks; a remark's place is [start, 0, end, 1] in code points."""
    given, flags = _spoilt(dialogue, errors)
    remarks = [
        {
            "code": flag["label"],
            "text": told(flag["note"]),
            "target": flag["shape"]["target"],
            "place": [flag["shape"]["start"], 0, flag["shape"]["end"], 1],
            "clause": flag["clause"],
        }
        for flag in flags
    ]
    return _rechecked(dialogue, pool, "repair") | {"work": "repair", "given": given, "remarks": remarks}


def told(note: str) -> str:
    """Return what is wrong as a remark says it: without what would be right."""
    return re.sub(r"，应为.*", "", note) + "。"


def _spoilt(dialogue: Dialogue, errors: int) -> tuple[list[Row], list[Row]]:
    chance = random.Random(f"tx01/errors/{dialogue.text}")
    truth = {mark["id"]: mark for mark in gold(dialogue)}
    given, flags = spoil(dialogue, list(truth.values()), chance, errors)
    return given, [flag | {"clause": _clause(flag, truth)} for flag in flags]


def _clause(flag: Row, truth: dict[str, Row]) -> str:
    """Return the clause that an error breaks."""
    label = truth[flag["shape"]["target"]]["label"] if flag["label"] == "CLS" else ""
    return CLAUSES.get(flag["label"]) or REPLY_CLAUSES.get(label) or SLOT_CLAUSES[label]


def _rechecked(dialogue: Dialogue, pool: Pool, tag: str) -> Row:
    return exercise(dialogue, pool) | {
        "requirements": ["R9"],
        "competencies": list(COMPETENCIES["R9"]),
        "tags": [tag] if pool == "practice" else [],
    }


def material() -> dict[str, list[Dialogue]]:
    """Return all dialogues: those that are labelled, inspected and mended, in practice and in the exam."""
    templates = {
        name: read_templates(SOURCE / f"{name}.txt")
        for name in ("practice", "practice_seeds", "exam", "exam_seeds")
    }
    return {
        "practice": drawn(templates["practice"] + templates["practice_seeds"], "practice", "p"),
        "exam": drawn(templates["exam"] + templates["exam_seeds"], "exam", "e"),
        "inspected": drawn(templates["practice"][::INSPECTED_EVERY], "practice", "i", series="inspected/"),
        "inspected_exam": drawn(templates["exam"][::INSPECTED_EVERY], "exam", "j", series="inspected/"),
        "returned": drawn(templates["practice"][1::INSPECTED_EVERY], "practice", "r", series="returned/"),
        "returned_exam": drawn(templates["exam"][1::INSPECTED_EVERY], "exam", "k", series="returned/"),
    }


def check(dialogues: dict[str, list[Dialogue]]) -> list[str]:
    """Return every fault of the material."""
    found = [fault for own in dialogues.values() for one in own for fault in faults(one)]
    practice = dialogues["practice"] + dialogues["inspected"] + dialogues["returned"]
    exam = dialogues["exam"] + dialogues["inspected_exam"] + dialogues["returned_exam"]
    return found + list(pool_faults(practice, exam))


def rendered(*, inspected: bool = INSPECTED) -> dict[str, str]:
    """Return every generated file by its path in the pack. Raises ValueError that lists what breaks a rule."""
    dialogues = material()
    found = check(dialogues)
    if found:
        raise ValueError("\n".join(found))
    documents = {
        f"exercises/practice/{one.id}.json": exercise(one, "practice") for one in dialogues["practice"]
    }
    documents |= {f"exercises/exam/{one.id}.json": exercise(one, "exam") for one in dialogues["exam"]}
    if inspected:
        documents |= _rechecks(dialogues)
    files = {path: json.dumps(row, ensure_ascii=False, indent=1) + "\n" for path, row in documents.items()}
    items = {pool: build_theory.placed(build_theory.read_items(path)) for pool, path in THEORY.items()}
    for pool, rows in items.items():
        for topic in TOPICS:
            chosen = [row for row in rows if row["topic"] == topic]
            files[f"theory/{pool}_{topic}.toml"] = build_theory.toml(chosen, pool)
    files["course.toml"] = _kept(course(dialogues, items["practice"]), inspected=inspected)
    files["order.toml"] = _kept((SOURCE / "order.toml").read_text(encoding="utf-8"), inspected=inspected)
    return files


def _rechecks(dialogues: dict[str, list[Dialogue]]) -> dict[str, Row]:
    """Return what is inspected and mended, by its path in the pack."""
    return {
        f"exercises/{pool}/{one.id}.json": made(one, ERRORS[at % len(ERRORS)], pool)
        for name, made, pool in (
            ("inspected", inspection, "practice"),
            ("inspected_exam", inspection, "exam"),
            ("returned", repair, "practice"),
            ("returned_exam", repair, "exam"),
        )
        for at, one in enumerate(dialogues[name])
    }


def _kept(text: str, *, inspected: bool) -> str:
    """Return a source without the marks around what belongs to the inspection, and without that where it is left out."""
    if not inspected:
        text = re.sub(r"#\[inspection\n.*?#\]\n\n?", "", text, flags=re.DOTALL)
    return text.replace("#[inspection\n", "").replace("#]\n", "").rstrip("\n") + "\n"


def course(dialogues: dict[str, list[Dialogue]], items: list[dict[str, object]]) -> str:
    """Return course.toml: its source with ``"@1-48"`` (practice dialogues), ``"@inspected"`` and ``"@topic"`` filled."""
    names = [one.id for one in sorted(dialogues["practice"], key=lambda one: (one.difficulty, one.id))]

    def filled(match: re.Match[str]) -> str:
        word = match[1]
        if re.fullmatch(r"\d+-\d*", word):
            first, last = word.split("-")
            found = names[int(first) - 1 : int(last or len(names))]
        elif word in {"inspected", "returned"}:
            found = [one.id for one in dialogues[word]]
        else:
            found = [str(item["id"]) for item in items if item["topic"] == word]
        if not found:
            raise ValueError(f"course: nothing for @{word}")
        return ", ".join(f'"{name}"' for name in found)

    return re.sub(r'"@([\w-]+)"', filled, (SOURCE / "course.toml").read_text(encoding="utf-8"))


def shown(dialogue: Dialogue) -> str:
    """Return a dialogue with its gold in brackets, for reading."""
    starts = {slot.start: f"【{slot.label}{'*' if slot.private else ''} " for slot in dialogue.slots}
    ends = {slot.end for slot in dialogue.slots}
    lines = []
    for turn in dialogue.turns:
        words = "".join(
            ("】" if at in ends else "") + starts.get(at, "") + dialogue.text[at]
            for at in range(turn.start, turn.end)
        )
        words += "】" if turn.end in ends else ""
        meant = (
            f"  〔{','.join(turn.intents)} {turn.sentiment} {turn.strength or ''}〕" if turn.intents else ""
        )
        lines.append(f"{turn.speaker}：{words}{meant}")
    return f"--- {dialogue.id} {dialogue.difficulty} {' '.join(dialogue.tags)}\n" + "\n".join(lines)


def write(files: dict[str, str]) -> None:
    """Write the files and remove generated ones that are gone."""
    for folder in ("exercises/practice", "exercises/exam", "theory"):
        (COURSE / folder).mkdir(parents=True, exist_ok=True)
        for path in (COURSE / folder).iterdir():
            if f"{folder}/{path.name}" not in files:
                path.unlink()
    for name, text in files.items():
        (COURSE / name).write_text(text, encoding="utf-8", newline="\n")


def main() -> int:
    """Build or review; return the exit code."""
    if "--review" in sys.argv:
        dialogues = material()
        print("\n".join(shown(one) for own in dialogues.values() for one in own))
        print("\n".join(check(dialogues)))
        return 0
    files = rendered()
    write(files)
    print(len(files), "files")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
