"""The application's style sheet, written from the colour tokens.

Widgets are told apart by class, by object name (`card`, `header`) and by the property `kind`
(`primary`, `quiet`, `pill`, `muted`, ...), never by their place in the window. Sizes are device
independent pixels on a grid of eight.
"""

from __future__ import annotations

from bertsum_app.gui.tokens import Theme


def style_sheet(theme: Theme) -> str:
    """The style sheet of one theme."""
    parts = (_TEXT, _CARDS, _BUTTONS, _FIELDS, _TABLES, _MENUS, _MESSAGES, _SCROLL_BARS, _REST)
    sheet = "\n".join(parts)
    # Longest first, so that no token name is taken for the beginning of another one.
    for token, colour in sorted(vars(theme).items(), key=lambda item: -len(item[0])):
        sheet = sheet.replace(f"@{token}", colour)
    return sheet


_TEXT = """
QLabel { background: transparent; color: @text; }
QLabel[kind="muted"] { color: @muted; }
QLabel[kind="doubt"] { color: @warning; }
QLabel[kind="brand"] { font-size: 12pt; font-weight: 600; }
QLabel[kind="card-title"] { font-weight: 600; }
QLabel[kind="verdict"] { font-size: 18pt; font-weight: 600; }
QLabel[kind="drop-title"] { font-size: 15pt; font-weight: 600; }
"""

_CARDS = """
#header { background: @surface; }
#card {
    background: @raised; border: 1px solid @border; border-radius: 12px;
}
#card[active="true"] { border-color: @focus; }
#dropZone { background: @raised; border: 2px dashed @disabled; border-radius: 12px; }
#dropZone[pointed="true"] { background: @notice; border: 2px solid @accent; }
#version { background: transparent; border: 1px solid @border; border-radius: 8px; }
#drop {
    background: transparent; border: 1px dashed @muted; border-radius: 10px;
}
#drop[over="true"] { background: @notice; border: 2px solid @accent; }
QTextEdit, QPlainTextEdit, QListView, QTableView {
    background: transparent; border: none; color: @text;
    selection-background-color: @selection; selection-color: @text;
}
/* Lists of Qt's own that are windows, as in its file dialogs: see-through is black there. */
QListView { background: @raised; }
#card QListView { background: transparent; }
QTreeView { background: @raised; border: 1px solid @border; border-radius: 8px; color: @text; }
QTreeView:focus { border: 2px solid @focus; }
QTreeView::item { padding: 4px 6px; }
QTreeView::item:selected { background: @selection; color: @text; }
QTextEdit[stale="true"] { color: @muted; }
"""

_BUTTONS = """
QPushButton {
    border: 2px solid transparent; border-radius: 8px; padding: 5px 14px; color: @text;
    background: @sunken;
}
QPushButton:hover { background: @border; }
QPushButton:focus { border-color: @focus; }
QPushButton:disabled { color: @disabled; }

QPushButton[kind="primary"] {
    background: @accent; color: @accent_text; font-weight: 600; padding: 7px 22px;
}
QPushButton[kind="primary"]:hover { background: @accent_hover; }
QPushButton[kind="primary"]:focus { border-color: @text; }
QPushButton[kind="primary"]:disabled { background: @sunken; color: @disabled; }

QCheckBox { spacing: 8px; }
QCheckBox::indicator {
    width: 16px; height: 16px; border: 1px solid @muted; border-radius: 4px; background: transparent;
}
QCheckBox::indicator:hover { border-color: @accent; }
QCheckBox::indicator:checked { border-color: @accent; background: @accent; }
QCheckBox::indicator:disabled { border-color: @disabled; }
QCheckBox::indicator:checked:disabled { background: @disabled; }
QCheckBox:disabled { color: @disabled; }
QCheckBox:focus { color: @focus; text-decoration: underline; }

QPushButton[kind="quiet"] { background: transparent; color: @muted; padding: 7px 14px; }
QPushButton[kind="quiet"]:hover { background: @sunken; color: @text; }

QPushButton[kind="pill"] {
    background: transparent; color: @muted; border: 1px solid @border; border-radius: 15px;
    padding: 5px 14px;
}
QPushButton[kind="pill"]:hover { background: @sunken; color: @text; }
QPushButton[kind="pill"]:focus { border: 2px solid @focus; padding: 4px 13px; }

QPushButton[kind="danger"] {
    background: @warning_ground; color: @warning; font-weight: 600; padding: 7px 22px;
}
QPushButton[kind="danger"]:hover { border-color: @warning; }
QPushButton[kind="danger"]:focus { border-color: @text; }

QPushButton[kind="doubt"] {
    background: transparent; color: @warning; text-align: left; padding: 3px 6px 3px 0;
}
QPushButton[kind="doubt"]:hover { background: @warning_ground; }

QPushButton[kind="tool"] {
    background: transparent; color: @accent; border-radius: 8px; padding: 4px 4px; min-height: 20px;
}
QPushButton[kind="tool"]:hover { background: @sunken; }
QPushButton[kind="tool"]:focus { border-color: @focus; }
QPushButton[kind="tool"]:disabled { background: transparent; }

QPushButton[kind="message"] { background: transparent; color: @accent; font-weight: 600; }
QPushButton[kind="message"]:hover { background: @raised; }

QToolButton {
    background: transparent; border: 2px solid transparent; border-radius: 8px; padding: 0;
    color: @muted;
}
QToolButton:hover { background: @sunken; }
QToolButton:checked { background: @sunken; border-color: @border; }
QToolButton:focus { border-color: @focus; }
"""

_FIELDS = """
QComboBox {
    background: transparent; border: 2px solid transparent; border-radius: 8px;
    padding: 3px 26px 3px 6px; color: @text; combobox-popup: 0;
}
QComboBox:hover { background: @sunken; }
QComboBox:focus { border-color: @focus; }
QComboBox::drop-down { border: none; width: 0; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView {
    background: @raised; border: 1px solid @border; padding: 4px; outline: none; color: @text;
    selection-background-color: @sunken; selection-color: @text;
}
QLineEdit {
    background: @raised; border: 1px solid @border; border-radius: 8px; padding: 6px 7px;
    color: @text; placeholder-text-color: @muted; selection-background-color: @selection;
    selection-color: @text;
}
QLineEdit:focus { border: 2px solid @focus; padding: 5px 6px; }
QLineEdit:disabled { background: transparent; }
QSpinBox {
    background: @raised; border: 1px solid @border; border-radius: 8px; padding: 5px 26px 5px 7px;
    color: @text; selection-background-color: @selection; selection-color: @text;
}
QSpinBox:focus { border: 2px solid @focus; padding: 4px 25px 4px 6px; }
QSpinBox QLineEdit, QSpinBox QLineEdit:focus {
    background: transparent; border: none; padding: 0 0 0 6px;
}
QSpinBox:disabled { color: @disabled; }
QSpinBox::up-button, QSpinBox::down-button {
    subcontrol-origin: border; width: 26px; border: none; background: transparent;
}
QSpinBox::up-button { subcontrol-position: top right; border-top-right-radius: 7px; }
QSpinBox::down-button { subcontrol-position: bottom right; border-bottom-right-radius: 7px; }
QSpinBox::up-button:hover, QSpinBox::down-button:hover { background: @sunken; }
QSpinBox::up-arrow, QSpinBox::down-arrow { image: none; }
QSlider { min-height: 22px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: @border; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: @accent; }
QSlider::handle:horizontal {
    width: 12px; margin: -6px 0; border: 2px solid @raised; border-radius: 8px; background: @accent;
}
QSlider::handle:horizontal:hover { background: @accent_hover; }
QSlider:focus::handle:horizontal { border-color: @text; }
QSlider::sub-page:horizontal:disabled { background: @border; }
QSlider::handle:horizontal:disabled { background: @disabled; }
QComboBox QAbstractItemView::item { padding: 6px 8px; border-radius: 6px; min-height: 20px; }
"""

_TABLES = """
QTableView { selection-background-color: @sunken; }
QTableView::item { padding: 0 12px; border: none; }
QTableView::item:selected { background: @sunken; color: @text; }
QTableView::item:focus { border: 2px solid @focus; border-radius: 6px; }
QTableView QLineEdit { border: 2px solid @focus; border-radius: 6px; padding: 0 10px; }
QHeaderView, QHeaderView::section { background: transparent; color: @muted; border: none; }
QHeaderView::section { padding: 4px 12px; border-bottom: 1px solid @border; font-weight: 600; }
"""

_MENUS = """
QMenu { background: @raised; border: 1px solid @border; padding: 6px; color: @text; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 6px; }
QMenu::item:selected { background: @sunken; }
QMenu::item:disabled { color: @disabled; }
QMenu::separator { height: 1px; background: @border; margin: 6px 8px; }
#options { background: @raised; border: 1px solid @border; border-radius: 10px; }
#options QListView { outline: none; }
#options QListView::item { padding: 6px 8px; border: 2px solid transparent; border-radius: 6px; }
#options QListView::item:hover, #options QListView::item:selected {
    background: @sunken; color: @text;
}
#options QListView::item:focus { border-color: @focus; }
QToolTip {
    background: @tooltip; color: @tooltip_text; border: none; padding: 6px 8px;
}
"""

_MESSAGES = """
#message { border-radius: 12px; background: @notice; }
#message[severity="warning"] { background: @warning_ground; }
#message QLabel { color: @text; }
#message QToolButton:hover, #message QPushButton:hover { background: @raised; }
"""

_SCROLL_BARS = """
QScrollBar:vertical { background: transparent; width: 12px; margin: 4px 2px 4px 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0 4px 2px 4px; }
QScrollBar::handle { background: @border; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 32px; margin: 0 1px 0 1px; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 1px 0 1px 0; }
QScrollBar::handle:hover { background: @disabled; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

_REST = """
QSplitter::handle { background: transparent; }
"""
