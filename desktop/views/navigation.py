"""Which page goes by which name. Pages are imported when they are first visited, so that start-up stays short."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import cast

from desktop.base.wording import N_
from desktop.views.page import Page

#: Name -> module and class below ``desktop.views.pages``. Importing all of them costs 120 ms before the first window.
PAGES = {
    "setup": "setup:SetupPage",
    "sign_in": "sign_in:SignInPage",
    "home": "home:HomePage",
    "lesson": "lesson:LessonPage",
    "theory": "theory:TheoryPage",
    "drill": "drill:DrillPage",
    "bench": "bench:BenchPage",
    "exam": "exam:ExamPage",
    "result": "result:ResultPage",
    "class": "class_board:ClassPage",
    "trainee": "trainee:TraineePage",
    "attempts": "attempts:AttemptsPage",
    "review": "review:ReviewPage",
    "agreement": "agreement:AgreementPage",
    "agreement_item": "agreement_item:AgreementItemPage",
    "roster": "roster:RosterPage",
    "export": "export:ExportPage",
    "order": "order:OrderPage",
    "sticks": "sticks:SticksPage",
    "settings": "settings:SettingsPage",
    "self_test": "self_test:SelfTestPage",
}


@dataclass(frozen=True)
class Section:
    """An entry of the instructor's left navigation."""

    page: str
    title: str
    icon: str


SECTIONS = (
    Section("class", N_("班级"), "layout-dashboard"),
    Section("attempts", N_("成绩复核"), "clipboard-check"),
    Section("roster", N_("名册"), "users"),
    Section("export", N_("导出与核验"), "file-badge"),
    Section("order", N_("订单与题库"), "briefcase"),
    Section("sticks", N_("优盘"), "usb"),
    Section("settings", N_("设置"), "settings"),
)


def page_class(name: str) -> type[Page]:
    """Return the class of a page. Raises KeyError for an unknown name."""
    module, attribute = PAGES[name].split(":")
    found = getattr(importlib.import_module(f"desktop.views.pages.{module}"), attribute)
    return cast("type[Page]", found)
