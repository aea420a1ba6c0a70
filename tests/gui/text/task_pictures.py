"""Pictures of every task on texts: ``python -m tests.gui.text.task_pictures FOLDER [TASK ...]``.

Each exercise of ``task_pack`` as it is done wrong, and what is told of it.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.base.places import find_places
from desktop.base.wording import use_language
from desktop.session.desk import desk
from desktop.session.operations import practice
from desktop.views.theme.apply import dress
from desktop.views.window import open_window
from tests import scenes
from tests.gui.pages.drivers import Person
from tests.gui.text import task_pack
from tests.gui.text.test_every_task import TASKS, Hands


def main() -> None:
    """Write the pictures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("tasks", nargs="*", default=list(TASKS))
    asked = options.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    use_language("zh", find_places().assets / "locale")
    dress(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        session = scenes.opened(Path(folder) / "data", courses=task_pack.task_pack(Path(folder)))
        scenes.attend(session, scenes.settle(session))
        window = open_window(session)
        window.resize(1366, 768)
        window.show()
        person = Person(window)
        for name in asked.tasks:
            _take(person, name, asked.folder)
        window.close()
        session.close()


def _take(person: Person, name: str, folder: Path) -> None:
    """Do a task wrong and take two pictures."""
    session = person.window.session
    exercise = desk(session).pack.exercises[name]
    practice.next_exercise = lambda *_asked: exercise
    practice.open_attempts = lambda *_asked: ()
    person.window.go("bench", activity_id=task_pack.ACTIVITY)
    person.settle()
    hands = Hands(person)
    TASKS[name][0](hands)
    person.settle()
    person.window.grab().save(str(folder / f"{name}-1-at-work.png"))
    hands.hand_in()
    hands.bench.focus_finding(0)
    person.settle()
    person.window.grab().save(str(folder / f"{name}-2-told.png"))
    person.window.go("home")
    person.settle()


if __name__ == "__main__":
    main()
