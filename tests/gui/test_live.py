"""Working while the person types, and what is lit in both panes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bertsum_app.core.settings import Settings
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.widgets.text_pane import Mark
from bertsum_app.gui.workspace.live_run import LONGEST_TEXT, LiveRun
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.service.requests import SentimentRequest, SummarizeRequest, TranslateRequest
from gui.fake_host import FakeHost, source_of, translation
from gui.translating import translate
from gui.widgets import child_of

PAIRS = (("Good morning. 😀", "早上好。😀"), ("It rains today.", "今天下雨。"), ("Stay.", "留下。"))
EDITED = (PAIRS[0], ("It snows today.", "今天下雪。"), PAIRS[2])


@pytest.fixture
def pause(window: MainWindow, host: FakeHost) -> QTimer:
    """Live work is on; the pause is over in the event loop's next turn."""
    timer = child_of(child_of(window.workspace.source.pane, LiveRun), QTimer)
    timer.setInterval(0)
    window.preferences.change(live=True)
    return timer


@pytest.mark.usefixtures("pause")
def test_a_typed_text_is_translated_without_being_asked(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    qtbot.keyClicks(page.source.pane, "Stay here.")
    qtbot.waitUntil(
        lambda: host.requests[-1:] == [TranslateRequest("Stay here.", source=None, target="zh")]
    )


def test_nothing_begins_by_itself_when_live_work_is_off(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost, pause: QTimer
) -> None:
    page.actions_bar.live.click()
    qtbot.keyClicks(page.source.pane, "Stay here.")
    assert not pause.isActive()
    assert host.requests == []


def test_the_switch_is_a_setting(window: MainWindow, page: WorkspacePage) -> None:
    assert not page.actions_bar.live.isChecked()
    page.actions_bar.live.click()
    assert window.preferences.settings.live
    window.preferences.change(live=False)
    assert not page.actions_bar.live.isChecked()
    assert Settings().live


@pytest.mark.usefixtures("pause")
def test_switching_it_on_does_what_is_due(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    page.actions_bar.live.click()
    page.source.pane.insert("Stay here.")
    page.actions_bar.live.click()
    qtbot.waitUntil(lambda: len(host.requests) == 1)


@pytest.mark.usefixtures("pause")
def test_the_next_key_calls_the_running_job_off_and_the_newest_text_wins(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    page.source.pane.insert("Stay")
    qtbot.waitUntil(lambda: len(host.requests) == 1)
    qtbot.keyClicks(page.source.pane, ".")
    assert host.cancelled == [1]
    qtbot.waitUntil(lambda: len(host.requests) == 2)
    late = translation(("Stay", "留"))
    host.gives(*late.segments, job=1)
    host.finishes(late, job=1)
    host.does(translation(PAIRS[2]))
    qtbot.waitUntil(lambda: page.result.pane.text == "留下。")


@pytest.mark.usefixtures("pause")
def test_unchanged_sentences_stay_in_the_pane_while_others_are_done_again(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    page.source.pane.insert(source_of(*PAIRS))
    qtbot.waitUntil(lambda: len(host.requests) == 1)
    host.does(translation(*PAIRS))
    before = translation(*PAIRS).text
    qtbot.waitUntil(lambda: page.result.pane.text == before)

    page.source.pane.replace_text(source_of(*EDITED))
    qtbot.waitUntil(lambda: len(host.requests) == 2)
    after = translation(*EDITED)
    host.starts()
    host.gives(after.segments[0])
    qtbot.waitUntil(lambda: page.actions_bar.status.text() == "1/3")
    assert page.result.pane.text == before
    assert page.result.pane.property("stale") == "true"
    host.gives(after.segments[1])
    qtbot.waitUntil(lambda: page.result.pane.text == "早上好。😀今天下雪。")
    assert page.result.pane.property("stale") == "false"
    host.gives(after.segments[2])
    host.finishes(after)
    qtbot.waitUntil(lambda: page.result.pane.text == after.text)


@pytest.mark.usefixtures("pause")
def test_a_result_that_comes_out_the_same_is_fresh_again(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    page.source.pane.insert("Stay.")
    qtbot.waitUntil(lambda: len(host.requests) == 1)
    host.does(translation(PAIRS[2]))
    qtbot.waitUntil(lambda: page.result.pane.text == "留下。")
    page.source.pane.insert(" ")
    qtbot.waitUntil(lambda: len(host.requests) == 2)
    assert page.result.pane.property("stale") == "true"
    host.does(translation(PAIRS[2]))
    qtbot.waitUntil(lambda: page.result.pane.property("stale") == "false")
    assert page.result.pane.text == "留下。"


def test_a_character_half_composed_is_waited_for(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost, pause: QTimer
) -> None:
    pane = page.source.pane
    pane.insert("今天")
    QApplication.sendEvent(pane, QInputMethodEvent("xia", []))
    for _ in range(3):
        with qtbot.waitSignal(pause.timeout):
            pass
    assert host.requests == []
    done = QInputMethodEvent("", [])
    done.setCommitString("下")
    QApplication.sendEvent(pane, done)
    qtbot.waitUntil(lambda: len(host.requests) == 1)
    [request] = host.requests
    assert isinstance(request, TranslateRequest)
    assert request.text == "今天下"


def test_a_blank_text_brings_no_message(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost, pause: QTimer
) -> None:
    page.source.pane.insert(" \n")
    with qtbot.waitSignal(pause.timeout):
        pass
    assert not page.messages.isVisible()
    assert host.requests == []


def test_a_long_text_waits_for_the_button(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost, pause: QTimer
) -> None:
    page.source.pane.insert("Stay here.\n" * (LONGEST_TEXT // 11 + 1))
    qtbot.waitUntil(lambda: "long text" in page.actions_bar.status.text())
    assert host.requests == []
    page.actions_bar.run_button.click()
    qtbot.waitUntil(lambda: len(host.requests) == 1)
    qtbot.keyClicks(page.source.pane, "x")
    assert host.cancelled == []


@pytest.mark.usefixtures("pause")
def test_key_sentences_and_sentiment_are_live_and_an_abstract_is_not(
    qtbot: QtBot, window: MainWindow, page: WorkspacePage, host: FakeHost
) -> None:
    page.source.pane.insert("Stay here.")
    qtbot.waitUntil(lambda: len(host.requests) == 1)
    window.controller.choose_mode("summarize")
    qtbot.waitUntil(lambda: isinstance(host.requests[-1], SummarizeRequest))
    window.controller.choose_mode("sentiment")
    qtbot.waitUntil(lambda: isinstance(host.requests[-1], SentimentRequest))
    page.result.method.choose("abstractive")
    asked = len(host.requests)
    window.controller.choose_mode("summarize")
    page.source.pane.insert(" More.")
    with qtbot.waitSignal(child_of(page.source.pane, LiveRun).due):
        pass
    assert len(host.requests) == asked


def test_a_text_typed_before_the_engine_is_there_is_translated_when_it_is(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.preferences.change(live=True)
    live = child_of(window.workspace.source.pane, LiveRun)
    window.workspace.source.pane.insert("Stay here.")
    with qtbot.waitSignal(live.due):
        pass
    host = FakeHost(window.bridge.publish)
    window.attach_engine(host, None)
    qtbot.waitUntil(lambda: len(host.requests) == 1)


@pytest.fixture
def translated(qtbot: QtBot, page: WorkspacePage, host: FakeHost) -> None:
    """The panes hold a text and its translation."""
    translate(qtbot, page, host, source_of(*PAIRS), translation(*PAIRS))


def hover(qtbot: QtBot, page: WorkspacePage, position: int) -> None:
    """Move the mouse over a character of the source."""
    pane = page.source.pane
    cursor = pane.textCursor()
    cursor.setPosition(position)
    where = pane.cursorRect(cursor)
    qtbot.mouseMove(pane.viewport(), where.center() + QPoint(3, 0))


@pytest.mark.usefixtures("translated")
def test_pointing_at_a_source_sentence_lights_it_in_both_panes(
    qtbot: QtBot, page: WorkspacePage
) -> None:
    # The emoji before it counts twice in Qt's positions.
    hover(qtbot, page, 20)
    qtbot.waitUntil(lambda: page.source.pane.marks == (Mark(17, 32, "lit"),))
    assert page.result.pane.marks == (Mark(6, 11, "lit"),)


@pytest.mark.usefixtures("translated")
def test_the_caret_lights_its_sentence_too_until_the_text_is_edited(
    qtbot: QtBot, page: WorkspacePage
) -> None:
    pane = page.source.pane
    qtbot.keyClick(pane, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert page.result.pane.marks == (Mark(0, 6, "lit"),)
    qtbot.keyClicks(pane, "x")
    assert pane.marks == ()
    qtbot.keyClick(pane, Qt.Key.Key_Right)
    assert pane.marks == ()


def test_the_languages_chosen_last_are_there_at_the_next_start(
    qtbot: QtBot, window: MainWindow, page: WorkspacePage
) -> None:
    page.source.language.choose("zh")
    page.source.language.activated.emit(page.source.language.currentIndex())
    assert page.result.language.code == "en"
    settings = window.preferences.settings
    assert (settings.source_language, settings.target_language) == ("zh", "en")

    again = MainWindow(Preferences(settings))
    qtbot.addWidget(again)
    assert again.workspace.source.language.code == "zh"
    assert again.workspace.result.language.code == "en"


def test_a_language_found_in_the_text_is_no_choice_of_the_person(
    qtbot: QtBot, window: MainWindow, page: WorkspacePage
) -> None:
    page.source.pane.insert("今天天气很好，我们去公园吧。")
    qtbot.waitUntil(lambda: page.result.language.code == "en")
    assert window.preferences.settings.target_language == "zh"
