"""The icon in the tray: what closing the window means then, and the clipboard translated from there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from bertsum_app.core.errors import OutOfMemory
from bertsum_app.core.settings import Settings
from bertsum_app.gui.application import Application, is_ending
from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.main_window import SETTINGS, MainWindow
from bertsum_app.gui.messages import message_for
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.settings.tray_card import TrayCard
from bertsum_app.gui.tray.tray import LONGEST_NOTIFICATION, Tray
from bertsum_app.service.requests import TranslateRequest
from gui.fake_host import FakeHost, translation


class Desktop:
    """What the system around the program does and shows."""

    def __init__(self) -> None:
        self.has_tray = True
        self.is_ending = False
        self.notifications: list[tuple[str, str]] = []


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Desktop:
    made = Desktop()

    def show(icon: QSystemTrayIcon, title: str, text: str, *rest: object) -> None:
        made.notifications.append((title, text))

    monkeypatch.setattr(QSystemTrayIcon, "showMessage", show)
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", lambda: True)
    return made


@pytest.fixture
def tray(qtbot: QtBot, window: MainWindow, host: FakeHost, desktop: Desktop) -> Iterator[Tray]:
    """The icon is on, and the window was just shown."""
    # At the end of a test the window is to be closed for good.
    qtbot.addWidget(window, before_close_func=lambda widget: window.stay_when_closed(lambda: False))
    made = Tray(
        window,
        window.preferences,
        is_ending=lambda: desktop.is_ending,
        has_tray=lambda: desktop.has_tray,
    )
    window.preferences.change(tray=True)
    yield made
    made.close()


def copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def icon_of(tray: Tray) -> QSystemTrayIcon:
    assert tray.icon is not None
    return tray.icon


# --- closing the window ---------------------------------------------------------------------------


def test_there_is_no_icon_unless_it_is_wanted(tray: Tray, window: MainWindow) -> None:
    assert icon_of(tray).isVisible()
    window.preferences.change(tray=False)
    assert tray.icon is None


def test_closing_the_window_leaves_the_program_in_the_tray(
    tray: Tray, window: MainWindow, host: FakeHost, desktop: Desktop
) -> None:
    ended = []
    window.closed.connect(lambda: ended.append(True))
    window.close()
    assert window.isHidden()
    assert ended == []
    window.close()
    assert [title for title, _ in desktop.notifications] == ["BertSum is still running"]
    tray.menu.open.trigger()
    assert window.isVisible()


@pytest.mark.parametrize("why", ["no tray", "not wanted", "no icon", "ending"])
def test_closing_the_window_ends_the_program_where_it_could_not_or_should_not_stay(
    qtbot: QtBot, tray: Tray, window: MainWindow, desktop: Desktop, why: str
) -> None:
    if why == "no tray":
        desktop.has_tray = False
    elif why == "ending":
        desktop.is_ending = True
    elif why == "not wanted":
        window.preferences.change(stay_in_tray=False)
    else:
        window.preferences.change(tray=False)
    with qtbot.waitSignal(window.closed):
        window.close()


def test_quit_in_the_menu_ends_the_program_also_while_the_window_is_closed(
    qtbot: QtBot, tray: Tray, window: MainWindow
) -> None:
    window.close()
    with qtbot.waitSignal(window.closed):
        tray.menu.quit.trigger()


def test_the_program_as_a_whole_is_ending_while_it_is_told_to_quit(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def event(application: QApplication, event: QEvent) -> bool:
        seen.append(is_ending(application))
        return True

    monkeypatch.setattr(QApplication, "event", event)
    # One application a process: the object is Qt's, what is tried are the methods.
    monkeypatch.setattr(qapp, "__class__", Application)
    assert qapp.event(QEvent(QEvent.Type.Quit))
    assert seen == [True]
    assert not is_ending(qapp)


def test_a_click_on_the_icon_opens_the_window(
    tray: Tray, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    window.close()
    icon_of(tray).activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert window.isVisible()


def test_the_menu_speaks_the_language_of_the_interface(
    qtbot: QtBot, tray: Tray, language: InterfaceLanguage
) -> None:
    language.use("zh")
    qtbot.waitUntil(lambda: tray.menu.quit.text() == "退出")


# --- the clipboard --------------------------------------------------------------------------------


def test_the_clipboard_is_translated_in_the_window_and_undo_brings_the_text_back(
    qtbot: QtBot,
    tray: Tray,
    window: MainWindow,
    host: FakeHost,
    desktop: Desktop,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pane = window.workspace.source.pane
    pane.insert("my own text")
    window.controller.choose_mode("sentiment")
    window.header.navigation.segment(SETTINGS).click()
    window.close()
    # Qt's platform without a screen makes no window active a second time.
    monkeypatch.setattr(window, "isActiveWindow", window.isVisible)
    copy("Good morning.")
    tray.menu.translate.trigger()
    qtbot.waitUntil(lambda: bool(host.requests))
    host.does(translation(("Good morning.", "早上好。")))
    qtbot.waitUntil(lambda: window.workspace.result.pane.text == "早上好。")
    assert window.workspace.isVisible()
    assert isinstance(host.requests[-1], TranslateRequest)
    assert pane.text == "Good morning."
    pane.undo()
    assert pane.text == "my own text"
    # The window shows it: there is nothing to notify of but that it stayed.
    assert len(desktop.notifications) == 1


def test_the_translation_comes_as_a_notification_where_that_is_wanted(
    qtbot: QtBot, tray: Tray, window: MainWindow, host: FakeHost, desktop: Desktop
) -> None:
    window.preferences.change(clipboard_result="notification")
    window.close()
    desktop.notifications.clear()
    copy("Good morning.")
    icon_of(tray).activated.emit(QSystemTrayIcon.ActivationReason.MiddleClick)
    qtbot.waitUntil(lambda: bool(host.requests))
    host.does(translation(("Good morning.", "早上好。")))
    qtbot.waitUntil(lambda: bool(desktop.notifications))
    assert desktop.notifications == [("Translation of the clipboard", "早上好。")]
    assert window.isHidden()
    icon_of(tray).messageClicked.emit()
    assert window.isVisible()
    assert window.workspace.result.pane.text == "早上好。"


def test_a_long_translation_is_cut_in_the_notification_only(
    qtbot: QtBot, tray: Tray, window: MainWindow, host: FakeHost, desktop: Desktop
) -> None:
    window.preferences.change(clipboard_result="notification")
    window.close()
    desktop.notifications.clear()
    long = "很" * 2 * LONGEST_NOTIFICATION
    copy("Very.")
    tray.translate_clipboard()
    qtbot.waitUntil(lambda: bool(host.requests))
    host.does(translation(("Very.", long)))
    qtbot.waitUntil(lambda: bool(desktop.notifications))
    assert desktop.notifications[0][1] == "很" * LONGEST_NOTIFICATION + "…"
    assert window.workspace.result.pane.text == long


def test_a_failure_is_notified_of_and_stands_in_the_window(
    qtbot: QtBot, tray: Tray, window: MainWindow, host: FakeHost, desktop: Desktop
) -> None:
    window.preferences.change(clipboard_result="notification")
    window.close()
    desktop.notifications.clear()
    copy("Good morning.")
    tray.translate_clipboard()
    qtbot.waitUntil(lambda: bool(host.requests))
    error = OutOfMemory("translating")
    host.starts()
    host.fails(error)
    qtbot.waitUntil(lambda: bool(desktop.notifications))
    message = message_for(error)
    assert desktop.notifications == [(message.title, message.text)]
    assert window.workspace.messages.message == message


def test_a_result_edited_just_before_does_not_take_the_notification_away(
    qtbot: QtBot, tray: Tray, window: MainWindow, host: FakeHost, desktop: Desktop
) -> None:
    window.preferences.change(clipboard_result="notification")
    result = window.workspace.result.pane
    window.workspace.source.pane.insert("One.")
    window.controller.run()
    qtbot.waitUntil(lambda: bool(host.requests))
    host.does(translation(("One.", "一。")))
    qtbot.waitUntil(lambda: result.text == "一。")
    result.textCursor().insertText("第")
    window.close()
    desktop.notifications.clear()
    copy("Good morning.")
    tray.translate_clipboard()
    qtbot.waitUntil(lambda: len(host.requests) == 2)
    host.does(translation(("Good morning.", "早上好。")))
    qtbot.waitUntil(lambda: bool(desktop.notifications))
    assert desktop.notifications == [("Translation of the clipboard", "早上好。")]


def test_a_text_typed_meanwhile_is_not_notified_of(
    qtbot: QtBot, tray: Tray, window: MainWindow, host: FakeHost, desktop: Desktop
) -> None:
    window.preferences.change(clipboard_result="notification")
    copy("Good morning.")
    tray.translate_clipboard()
    qtbot.waitUntil(lambda: bool(host.requests))
    window.workspace.source.pane.replace_text("Good night.")
    window.controller.run()
    qtbot.waitUntil(lambda: len(host.requests) == 2)
    window.close()
    desktop.notifications.clear()
    with qtbot.waitSignal(window.controller.result_kept):
        host.does(translation(("Good night.", "晚安。")))
    assert desktop.notifications == []


def image() -> QMimeData:
    data = QMimeData()
    data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    return data


def file() -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/somewhere/report.docx")])
    data.setText("/somewhere/report.docx")
    return data


def blank() -> QMimeData:
    data = QMimeData()
    data.setText(" \n")
    return data


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (image(), "That is an image, not text"),
        (file(), "Those are files, not text"),
        (blank(), "There is no text to paste"),
        (QMimeData(), "There is no text to paste"),
    ],
    ids=["image", "file", "blank", "nothing"],
)
def test_a_clipboard_without_text_is_said_and_changes_nothing(
    tray: Tray,
    window: MainWindow,
    host: FakeHost,
    monkeypatch: pytest.MonkeyPatch,
    data: QMimeData,
    title: str,
) -> None:
    window.workspace.source.pane.insert("my own text")
    monkeypatch.setattr(type(QGuiApplication.clipboard()), "mimeData", lambda clipboard: data)
    tray.translate_clipboard()
    message = window.workspace.messages.message
    assert message is not None
    assert message.title == title
    assert window.workspace.source.pane.text == "my own text"
    assert host.requests == []


def test_under_wayland_the_clipboard_is_read_once_the_window_has_the_focus(
    qtbot: QtBot,
    qapp: QApplication,
    tray: Tray,
    window: MainWindow,
    host: FakeHost,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window.preferences.change(clipboard_result="notification")
    window.close()
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "wayland")
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    copy("Good morning.")
    tray.translate_clipboard()
    assert window.isVisible()
    assert window.workspace.source.pane.text == ""
    qapp.focusWindowChanged.emit(window.windowHandle())
    assert window.workspace.source.pane.text == "Good morning."


# --- the settings ---------------------------------------------------------------------------------


def card_on(qtbot: QtBot, settings: Settings, has_tray: bool) -> TrayCard:
    card = TrayCard(Preferences(settings), lambda: has_tray)
    qtbot.addWidget(card)
    card.show_chosen()
    card.show()
    return card


def test_the_icon_is_offered_and_what_depends_on_it_once_it_is_wanted(qtbot: QtBot) -> None:
    card = card_on(qtbot, Settings(), has_tray=True)
    assert card.missing.isHidden()
    assert not card.stay.isEnabled()
    card._preferences.changed.connect(lambda before, after: card.show_chosen())
    card.icon.click()
    card.stay.click()
    card.result.segment("notification").click()
    assert card._preferences.settings == Settings(
        tray=True, stay_in_tray=False, clipboard_result="notification"
    )


def test_a_desktop_without_a_tray_is_said(qtbot: QtBot) -> None:
    card = card_on(qtbot, Settings(), has_tray=False)
    assert card.missing.isVisible()
    assert not card.icon.isEnabled()


def test_what_is_on_can_be_turned_off_where_the_tray_is_gone(qtbot: QtBot) -> None:
    card = card_on(qtbot, Settings(tray=True), has_tray=False)
    card.icon.click()
    assert not card._preferences.settings.tray
