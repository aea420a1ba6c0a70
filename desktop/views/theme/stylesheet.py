"""The stylesheet, filled from a theme. Looks are chosen by dynamic properties: ``role``, ``look``, ``tone``."""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from desktop.views.theme import tokens
from desktop.views.theme.current import Theme

_SHEET = Template(
    """
QWidget { color: $ink; font-size: ${body}px; selection-background-color: $accent; selection-color: $on_accent; }
QMainWindow, QWidget[look="ground"] { background: $ground; }
QDialog { background: $surface; border: 1px solid $edge; }
QWidget[look="surface"] { background: $surface; }
QWidget[look="clear"], QStackedWidget, QScrollArea, QScrollArea > QWidget > QWidget[look="body"] {
  background: transparent; border: none; }
QFrame[look="card"] { background: $surface; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[look="well"] { background: $sunken; border: none; border-radius: ${radius}px; }
QFrame[look="bar"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[look="foot"] { background: $surface; border: none; border-top: 1px solid $line; }
QFrame[look="side"] { background: $surface; border: none; border-right: 1px solid $line; }
QFrame[look="panel"] { background: $surface; border: none; border-left: 1px solid $line; }
QFrame[look="rule"] { background: $line; border: none; min-height: 1px; max-height: 1px; }
QFrame[look="upright"] { background: $line; border: none; min-width: 1px; max-width: 1px; }
QFrame[look="band"] { border: none; border-radius: ${radius}px; background: $sunken; }
QFrame[look="band"][tone="good"] { background: $good_tint; }
QFrame[look="band"][tone="caution"] { background: $caution_tint; }
QFrame[look="band"][tone="bad"] { background: $bad_tint; }
QFrame[look="band"][tone="accent"] { background: $accent_tint; }

QLabel { background: transparent; }
QLabel[role="caption"] { font-size: ${caption}px; color: $quiet; }
QLabel[role="quiet"] { color: $quiet; }
QLabel[role="strong"] { font-weight: 700; }
QLabel[role="emphasis"] { font-size: ${emphasis}px; }
QLabel[role="lead"] { font-size: ${emphasis}px; color: $quiet; }
QLabel[role="title"] { font-size: ${emphasis}px; font-weight: 700; }
QLabel[role="section"] { font-size: ${section}px; font-weight: 700; }
QLabel[role="page"] { font-size: ${page}px; font-weight: 700; }
QLabel[role="number"] { font-size: ${number}px; font-weight: 700; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="caution"] { color: $caution_strong; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="accent"] { color: $accent_strong; }
QLabel[tone="quiet"] { color: $quiet; }
QLabel[look="chip"] { background: $sunken; color: $ink; border-radius: ${chip_radius}px; font-size: ${caption}px;
  padding: ${p3}px ${p10}px; }
QLabel[look="chip"][tone="good"] { background: $good_tint; color: $good; }
QLabel[look="chip"][tone="caution"] { background: $caution_tint; color: $caution_strong; }
QLabel[look="chip"][tone="bad"] { background: $bad_tint; color: $bad; }
QLabel[look="chip"][tone="accent"] { background: $accent_tint; color: $accent_strong; }
QLabel[look="key"] { background: $sunken; color: $quiet; border: 1px solid $line; border-radius: 4px;
  font-size: ${caption}px; padding: 0 ${p6}px; }

QPushButton { background: $surface; color: $ink; border: 1px solid $edge; border-radius: 6px;
  min-height: ${control_in}px; padding: 0 ${p14}px; }
QPushButton:hover { background: $sunken; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border: 2px solid $accent; padding: 0 ${p13}px; min-height: ${control_focus}px; }
QPushButton:disabled { color: $edge; border-color: $line; background: $ground; }
QPushButton[look="main"] { background: $accent; color: $on_accent; border: 2px solid $accent; font-weight: 700;
  min-height: ${control_focus}px; }
QPushButton[look="main"]:hover { background: $accent_strong; border-color: $accent_strong; }
QPushButton[look="main"]:focus { border: 2px solid $ink; padding: 0 ${p14}px; }
QPushButton[look="main"]:disabled { background: $sunken; color: $edge; border-color: $sunken; }
QPushButton[bulk="large"] { min-height: ${main_in}px; font-size: ${emphasis}px; padding: 0 ${p20}px; }
QPushButton[bulk="hero"] { min-height: ${hero_in}px; font-size: ${section}px; padding: 0 ${p20}px; }
QPushButton[look="plain"] { background: transparent; border: 2px solid transparent; padding: 0 ${p8}px;
  min-height: ${control_focus}px; }
QPushButton[look="plain"]:hover { background: $sunken; border-color: $sunken; }
QPushButton[look="plain"]:focus { border-color: $accent; padding: 0 ${p8}px; }
QPushButton[look="plain"]:checked { background: $accent_tint; color: $accent_strong; border-color: $accent_tint; }
QPushButton[look="plain"]:disabled { background: transparent; color: $edge; }
QPushButton[look="link"] { background: transparent; border: 2px solid transparent; color: $accent_strong; padding: 0 ${p4}px;
  min-height: ${control_focus}px; }
QPushButton[look="link"]:hover { background: $accent_tint; }
QPushButton[look="link"]:focus { border-color: $accent_strong; padding: 0 ${p4}px; }
QPushButton[look="danger"] { color: $bad; border-color: $bad; }
QPushButton[look="danger"]:hover { background: $bad_tint; }
QPushButton[look="segment"] { border-radius: 0; border: 1px solid $edge; border-left: none; }
QPushButton[look="segment"][place="first"] { border-left: 1px solid $edge; border-top-left-radius: 6px;
  border-bottom-left-radius: 6px; }
QPushButton[look="segment"][place="last"] { border-top-right-radius: 6px; border-bottom-right-radius: 6px; }
QPushButton[look="segment"]:focus { border: 2px solid $accent; }
QPushButton[look="segment"]:checked { background: $accent_tint; color: $accent_strong; font-weight: 700; }
QPushButton[look="nav"] { background: transparent; border: 2px solid transparent; text-align: left;
  padding: 0 ${p12}px; min-height: ${main_in}px; font-size: ${emphasis}px; }
QPushButton[look="nav"]:hover { background: $sunken; }
QPushButton[look="nav"]:focus { border-color: $accent; padding: 0 ${p12}px; }
QPushButton[look="nav"]:checked { background: $accent_tint; color: $accent_strong; font-weight: 700; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit, QComboBox { background: $surface; color: $ink;
  border: 1px solid $edge; border-radius: 6px; padding: 0 ${p10}px; min-height: ${control_in}px; }
QPlainTextEdit, QTextEdit { padding: ${p6}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus, QComboBox:focus {
  border: 2px solid $accent; padding: 0 ${p9}px; min-height: ${control_focus}px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: ${p5}px; }
QTextEdit[look="reading"], QTextEdit[look="reading"]:focus { background: transparent; border: none; padding: 0; }
QLineEdit[fault="true"] { border: 2px solid $bad; }
QLineEdit:disabled, QComboBox:disabled { background: $ground; color: $edge; border-color: $line; }
QLineEdit[bulk="large"] { min-height: ${main_in}px; font-size: ${emphasis}px; }
QPushButton::menu-indicator { image: none; width: 0; }
QComboBox::drop-down { border: none; width: ${p28}px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $edge; outline: none; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: ${control}px; padding: 0 ${p6}px; }
QSpinBox::up-button, QSpinBox::down-button { width: ${p28}px; border: none; background: transparent; }
QSpinBox::up-arrow, QSpinBox::down-arrow { image: none; width: 0; height: 0; }
QCheckBox, QRadioButton { spacing: ${p8}px; min-height: ${control}px; border: 2px solid transparent; border-radius: 6px;
  padding: 0 ${p4}px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }

QTableView, QListView, QTreeView { background: $surface; border: 1px solid $line; border-radius: ${radius}px;
  gridline-color: $line; outline: none; alternate-background-color: $ground; }
QTableView:focus, QListView:focus, QTreeView:focus { border: 2px solid $accent; }
QTableView::item, QListView::item { padding: 0 ${p10}px; border: none; border-bottom: 1px solid $line; }
QTableView::item:hover, QListView::item:hover { background: $sunken; }
QTableView::item:selected, QListView::item:selected { background: $accent_tint; color: $ink; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $quiet; border: none; border-bottom: 1px solid $edge;
  padding: ${p6}px ${p12}px; font-size: ${caption}px; }
QHeaderView::section:hover { background: $sunken; color: $ink; }
QTableCornerButton::section { background: $surface; border: none; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $edge; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip { background: $surface; color: $ink; border: 1px solid $edge; padding: ${p6}px; font-size: ${body}px; }
QMenu { background: $surface; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: ${p6}px ${p20}px; border-radius: 4px; }
QMenu::item:selected { background: $accent_tint; color: $ink; }
QProgressBar { background: $sunken; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QSplitter::handle { background: $line; }
QTabBar::tab { background: transparent; color: $quiet; border: none; border-bottom: 2px solid transparent;
  padding: ${p8}px ${p12}px; min-height: ${p20}px; }
QTabBar::tab:selected { color: $ink; border-bottom-color: $accent; font-weight: 700; }
QTabBar::tab:focus { background: $accent_tint; }
QTabWidget::pane { border: none; }
"""
)


def stylesheet(theme: Theme) -> str:
    """Return the application's stylesheet for ``theme``."""
    px = theme.px
    values: dict[str, object] = dict(asdict(theme.palette))
    values.update({role: px(size) for role, size in tokens.TYPE.items()})
    values.update({f"p{step}": px(step) for step in (3, 4, 5, 6, 8, 9, 10, 12, 13, 14, 16, 20, 28)})
    values.update(
        radius=tokens.RADIUS,
        chip_radius=px(11),
        control=px(tokens.CONTROL),
        control_in=px(tokens.CONTROL) - 2,
        control_focus=px(tokens.CONTROL) - 4,
        main_in=px(tokens.MAIN_CONTROL) - 4,
        hero_in=px(56) - 4,
    )
    return _SHEET.substitute(values)
