"""Take a picture of every page: ``python -m tests.gui.pages.pictures OUT [--dark] [--scale 150] [--only home]``."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.base.wording import use_language
from desktop.session.session import SignedIn, open_session
from desktop.views.window import MainWindow, open_window
from tests.gui.pages import fakes

Act = Callable[[MainWindow], None]
TRAINEE, INSTRUCTOR = fakes.TRAINEE, fakes.INSTRUCTOR


def _choose_name(window: MainWindow) -> None:
    window.page.choose(fakes.tiles()[1])
    for digit in "28":
        QTest.keyClicks(window.focusWidget(), digit)


def _answer(window: MainWindow) -> None:
    window.page._view.press(0)


def _rules(window: MainWindow) -> None:
    window.show_rules(fakes.CLAUSES, "2.1")


def _summary(window: MainWindow) -> None:
    page = window.page
    page._results = {item.id: fakes.theory_result(item.id, item.answer[:1]) for item in fakes.ITEMS}
    page._summary()


def _go_to(place: int) -> Act:
    return lambda window: window.page._go_to(place)


def _setup_two(window: MainWindow) -> None:
    window.page._site.setText("幸福里社区实训点")
    window.page._next()
    window.page._name.setText("周敏")
    window.page._finish()


def _lock(window: MainWindow) -> None:
    window.lock()


def _submit(window: MainWindow) -> None:
    window.page.submit()


def _exam_theory(window: MainWindow) -> None:
    window.page._show(fakes.sitting())


def _exam_tasks(window: MainWindow) -> None:
    window.page._show(fakes.sitting("practical"))


def _exam_close(window: MainWindow) -> None:
    _exam_theory(window)
    window.page._ask_theory()


def _box(window: MainWindow) -> None:
    drill = window.page._drill
    drill._stage = 1
    drill._begin_stage()
    thing = drill._field.thing().toRect()
    QTest.mousePress(drill._field, Qt.MouseButton.LeftButton, pos=thing.topLeft() - QPoint(2, 1))
    QTest.mouseRelease(drill._field, Qt.MouseButton.LeftButton, pos=thing.bottomRight() + QPoint(8, 2))


def _zoom(window: MainWindow) -> None:
    drill = window.page._drill
    drill._stage = 2
    drill._begin_stage()


def _eye(window: MainWindow) -> None:
    window.page._drill.answer("1")


def _eye_result(window: MainWindow) -> None:
    drill = window.page._drill
    for plate in drill._plates:
        drill.answer("1" if plate.kind == "deutan" else plate.digit)


def _ask_restart(window: MainWindow) -> None:
    window.page.panel._ask_restart()


def _begin_restart(window: MainWindow) -> None:
    _ask_restart(window)
    QApplication.activeModalWidget().begin()


def _roster_plan(window: MainWindow) -> None:
    window.page.read(Path("第24期名册.csv"))


def _instructors(window: MainWindow) -> None:
    window.page._staff()


def _shortcuts(window: MainWindow) -> None:
    window.page._shortcuts()


def _key_drill(window: MainWindow) -> None:
    window.page._shortcuts()
    QApplication.activeModalWidget()._open_drill()
    QApplication.activeModalWidget().start()


def _backups(window: MainWindow) -> None:
    window.page._backups()


def _roster_faults(window: MainWindow) -> None:
    window.page.read(Path("faults.csv"))


PICTURES: dict[str, tuple[str, SignedIn | None, dict[str, str], Act | None]] = {
    "setup": ("setup", None, {}, None),
    "setup-2": ("setup", None, {}, _setup_two),
    "sign_in": ("sign_in", None, {}, None),
    "sign_in-pin": ("sign_in", None, {}, _choose_name),
    "home": ("home", TRAINEE, {}, None),
    "home-locked": ("home", TRAINEE, {}, _lock),
    "lesson": ("lesson", TRAINEE, {"activity_id": "c1"}, None),
    "lesson-rules": ("lesson", TRAINEE, {"activity_id": "c1"}, _rules),
    "theory": ("theory", TRAINEE, {"activity_id": "c2"}, None),
    "theory-answered": ("theory", TRAINEE, {"activity_id": "c2"}, _answer),
    "theory-multiple": ("theory", TRAINEE, {"activity_id": "c2"}, _go_to(1)),
    "theory-ordering": ("theory", TRAINEE, {"activity_id": "c2"}, _go_to(3)),
    "theory-summary": ("theory", TRAINEE, {"activity_id": "c2"}, _summary),
    "drill-hand": ("drill", TRAINEE, {"activity_id": "a2"}, None),
    "drill-box": ("drill", TRAINEE, {"activity_id": "a2"}, _box),
    "drill-zoom": ("drill", TRAINEE, {"activity_id": "a2"}, _zoom),
    "drill-eye": ("drill", TRAINEE, {"activity_id": "a3"}, _eye),
    "drill-eye-result": ("drill", TRAINEE, {"activity_id": "a3"}, _eye_result),
    "bench": ("bench", TRAINEE, {"activity_id": "c3"}, None),
    "bench-feedback": ("bench", TRAINEE, {"activity_id": "c3"}, _submit),
    "exam": ("exam", TRAINEE, {}, None),
    "exam-theory": ("exam", TRAINEE, {}, _exam_theory),
    "exam-tasks": ("exam", TRAINEE, {}, _exam_tasks),
    "exam-close": ("exam", TRAINEE, {}, _exam_close),
    "class": ("class", INSTRUCTOR, {}, None),
    "trainee": ("trainee", INSTRUCTOR, {"class_id": "k1", "account_id": "p1"}, None),
    "attempts": ("attempts", INSTRUCTOR, {}, None),
    "review": ("review", INSTRUCTOR, {"attempt_id": "t1"}, None),
    "agreement": ("agreement", INSTRUCTOR, {"class_id": "k1"}, None),
    "agreement_item": (
        "agreement_item",
        INSTRUCTOR,
        {"class_id": "k1", "account_id": "p0", "other_id": "p1", "exercise_id": "e1"},
        None,
    ),
    "roster": ("roster", INSTRUCTOR, {}, None),
    "roster-plan": ("roster", INSTRUCTOR, {}, _roster_plan),
    "roster-faults": ("roster", INSTRUCTOR, {}, _roster_faults),
    "export": ("export", INSTRUCTOR, {}, None),
    "order": ("order", INSTRUCTOR, {}, None),
    "settings": ("settings", INSTRUCTOR, {}, None),
    "self_test": ("self_test", INSTRUCTOR, {}, None),
    "self_test-restart": ("self_test", INSTRUCTOR, {}, _ask_restart),
    "self_test-restart-begun": ("self_test", INSTRUCTOR, {}, _begin_restart),
    "settings-backups": ("settings", INSTRUCTOR, {}, _backups),
    "settings-shortcuts": ("settings", INSTRUCTOR, {}, _shortcuts),
    "settings-key_drill": ("settings", INSTRUCTOR, {}, _key_drill),
    "settings-instructors": ("settings", INSTRUCTOR, {}, _instructors),
    "result": ("result", TRAINEE, {"sitting_id": "s1"}, None),
}


def main() -> None:
    """Take the pictures asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--language", default="zh")
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--only", nargs="*", default=list(PICTURES))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    fakes.install(setattr)
    with tempfile.TemporaryDirectory() as folder:
        session = open_session(fakes.places(Path(folder)))
        use_language(options.language, session.places.assets / "locale")
        session.settings.put("appearance", "dark" if options.dark else "light")
        session.settings.put("type_scale", options.scale)
        for name in options.only:
            page, person, arguments, act = PICTURES[name]
            session.account = person
            window = open_window(session)
            window.show()
            window.go(page, **arguments)
            application.processEvents()
            if act is not None:
                act(window)
            QTest.qWait(80)
            window.grab().save(str(options.out / f"{name}.png"))
            dialog = application.activeModalWidget()
            if dialog is not None:
                dialog.grab().save(str(options.out / f"{name}-dialog.png"))
                dialog.close()
            window.close()
            window.deleteLater()
        session.close()


if __name__ == "__main__":
    main()
