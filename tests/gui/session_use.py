"""What a person does in a program that runs."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from bertsum_app.gui.app import LANGUAGE_VARIABLE, THEME_VARIABLE, Session
from bertsum_app.gui.main_window import WORKSPACE

LOOKS = {THEME_VARIABLE: "light", LANGUAGE_VARIABLE: "en"}
"""The variables of a program whose looks do not follow the machine's."""


def work(qtbot: QtBot, session: Session, text: str) -> None:
    """Have a text worked on, until it is in the history."""
    page = session.window.workspace
    session.window.show_page(WORKSPACE)
    page.source.pane.replace_text(text)
    with qtbot.waitSignal(session.window.controller.result_kept):
        page.actions_bar.run_button.click()


def correct(qtbot: QtBot, session: Session) -> None:
    """Remember a correction of what the panes hold."""
    result = session.window.workspace.result
    session.window.show_page(WORKSPACE)
    result.pane.setFocus()
    qtbot.keyClicks(result.pane, "Better: ")
    with qtbot.waitSignal(session.window.corrections.listed):
        result.remember_button.click()
