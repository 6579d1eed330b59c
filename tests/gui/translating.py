"""What a person does in the Workspace to translate and to correct."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.inference.translator import TranslationResult
from gui.fake_host import FakeHost


def translate(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost, text: str, result: TranslationResult
) -> None:
    """Have a text translated, from the button to the result."""
    asked = len(host.requests)
    page.source.pane.replace_text(text)
    page.actions_bar.run_button.click()
    qtbot.waitUntil(lambda: len(host.requests) > asked)
    host.does(result)
    qtbot.waitUntil(lambda: not page.actions_bar.cancel_button.isVisible())


def type_at(qtbot: QtBot, page: WorkspacePage, position: int, text: str) -> None:
    """Type into the result, at a UTF-16 position."""
    caret = page.result.pane.textCursor()
    caret.setPosition(position)
    page.result.pane.setTextCursor(caret)
    page.result.pane.setFocus()
    qtbot.keyClicks(page.result.pane, text)
