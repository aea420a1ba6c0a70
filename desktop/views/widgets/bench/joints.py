"""The joints of a skeleton, a row each: its name and whether it is seen, hidden or out of the picture."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from desktop.annotation.shapes.skeleton import STATES, JointState, Skeleton
from desktop.base.wording import N_, _, language
from desktop.curriculum.schema import Label
from desktop.views.theme.current import theme
from desktop.views.widgets.fields import Select
from desktop.views.widgets.labels import line

STATE_NAMES: dict[JointState, str] = {"visible": N_("可见"), "hidden": N_("遮挡"), "out": N_("画外")}
#: Our pixels: rows shown before the list scrolls.
_MOST_HIGH = 180


class JointList(QScrollArea):
    """Every joint with a choice of its state."""

    #: The skeleton with another state of one joint.
    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMaximumHeight(theme().px(_MOST_HIGH))
        self._body = QWidget()
        self._body.setProperty("look", "clear")
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(theme().px(2))
        self.setWidget(self._body)
        self._choices: list[Select] = []
        self._skeleton: Skeleton | None = None

    def show_skeleton(self, skeleton: Skeleton, label: Label | None) -> None:
        """Show the joints of a skeleton under the names that its class gives them."""
        self._skeleton = skeleton
        if len(self._choices) != len(skeleton.joints):
            self._build(skeleton, label)
        for choice, joint in zip(self._choices, skeleton.joints, strict=True):
            choice.blockSignals(True)
            choice.choose(joint.state)
            choice.setEnabled(not skeleton.locked)
            choice.blockSignals(False)

    def _build(self, skeleton: Skeleton, label: Label | None) -> None:
        points = label.skeleton.points if label is not None and label.skeleton is not None else ()
        for place in range(len(skeleton.joints)):
            point = points[place] if place < len(points) else None
            name = str(place + 1)
            if point is not None:
                name = point.name_en if language() == "en" and point.name_en else point.name
            choice = Select([(state, _(STATE_NAMES[state])) for state in STATES], name)
            choice.currentIndexChanged.connect(self._chosen)
            self._choices.append(choice)
            self._grid.addWidget(line(f"{place + 1}  {name}", "caption"), place, 0)
            self._grid.addWidget(choice, place, 1)

    def _chosen(self) -> None:
        skeleton = self._skeleton
        if skeleton is None:
            return
        for place, choice in enumerate(self._choices):
            joint = skeleton.joints[place]
            if choice.currentData() != joint.state:
                self.changed.emit(skeleton.with_joint(place, replace(joint, state=choice.currentData())))
                return
