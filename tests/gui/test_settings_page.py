"""The Settings page: what is chosen there applies at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bertsum_app.core.errors import DiskFull
from bertsum_app.core.settings import Settings
from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.main_window import SETTINGS, WORKSPACE, MainWindow
from bertsum_app.gui.messages import message_for
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.settings.page import SettingsPage
from bertsum_app.service.devices import DeviceStatus
from gui.fake_host import FakeHost


@pytest.fixture
def settings_page(window: MainWindow) -> SettingsPage:
    window.header.navigation.segment(SETTINGS).click()
    return window.settings_page


def test_the_navigation_leads_to_the_page_and_back(window: MainWindow) -> None:
    assert window.workspace.isVisible()
    window.header.navigation.segment(SETTINGS).click()
    assert window.settings_page.isVisible()
    assert not window.workspace.isVisible()
    window.header.navigation.segment(WORKSPACE).click()
    assert window.workspace.isVisible()


def test_every_control_changes_its_setting(
    qtbot: QtBot, window: MainWindow, settings_page: SettingsPage
) -> None:
    settings_page.language.segment("zh").click()
    settings_page.theme.segment("dark").click()
    settings_page.live.click()
    qtbot.keyClick(settings_page.device, Qt.Key.Key_Down)
    qtbot.keyClick(settings_page.threads, Qt.Key.Key_Up)
    qtbot.keyClick(settings_page.beam_size, Qt.Key.Key_Down)
    qtbot.keyClick(settings_page.pane_zoom, Qt.Key.Key_Up)
    settings_page.history.click()
    qtbot.keyClick(settings_page.history_limit, Qt.Key.Key_Up)
    assert window.preferences.settings == Settings(
        interface_language="zh",
        theme="dark",
        live=True,
        device="cpu",
        threads=1,
        beam_size=3,
        pane_zoom=110,
        history=False,
        history_limit=1_001,
    )


def test_the_languages_to_begin_with_can_be_chosen(
    qtbot: QtBot, window: MainWindow, host: FakeHost, settings_page: SettingsPage
) -> None:
    card = settings_page.start_languages
    offered = [card.source.itemData(index) for index in range(card.source.count())]
    assert offered == ["last", "", "en", "zh"]
    before = window.workspace.source.language.code, window.workspace.result.language.code
    qtbot.keyClick(card.source, Qt.Key.Key_End)
    qtbot.keyClick(card.target, Qt.Key.Key_Down)
    assert window.preferences.settings.start_source == "zh"
    assert window.preferences.settings.start_target == "en"
    # They are for the next start; what is being worked on stays as it is.
    now = window.workspace.source.language.code, window.workspace.result.language.code
    assert now == before


def test_the_program_begins_with_the_languages_that_were_chosen_for_it(
    qtbot: QtBot, language: InterfaceLanguage
) -> None:
    for settings, wanted in (
        (Settings(source_language="zh", target_language="en"), ("zh", "en")),
        (Settings(source_language="zh", target_language="en", start_source=""), ("", "en")),
        (Settings(target_language="en", start_target="zh"), ("", "zh")),
        (Settings(start_source="en", start_target="en"), ("en", "zh")),
    ):
        window = MainWindow(Preferences(settings))
        qtbot.addWidget(window)
        workspace = window.workspace
        assert (workspace.source.language.code, workspace.result.language.code) == wanted


def test_a_language_to_begin_with_that_the_model_lacks_stays_seen(qtbot: QtBot) -> None:
    page = SettingsPage(Preferences(Settings(start_target="de")))
    qtbot.addWidget(page)
    assert page.start_languages.target.currentText() == "German"


def test_a_change_from_elsewhere_is_shown_and_not_sent_back(
    window: MainWindow, settings_page: SettingsPage
) -> None:
    changes: list[Settings] = []
    window.preferences.changed.connect(lambda before, after: changes.append(after))
    window.preferences.change(live=True, device="cuda", beam_size=2, theme="dark")
    assert settings_page.live.isChecked()
    assert settings_page.device.code == "cuda"
    assert settings_page.beam_size.value() == 2
    assert settings_page.theme.current == "dark"
    assert len(changes) == 1


def test_the_engine_goes_by_the_settings_from_the_next_job_on(
    window: MainWindow, host: FakeHost, settings_page: SettingsPage
) -> None:
    settings_page.beam_size.setValue(1)
    assert host.settings[-1] == window.preferences.settings
    assert host.settings[-1].beam_size == 1


def test_settings_that_cannot_be_stored_are_said_in_the_page(
    qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory, language: InterfaceLanguage
) -> None:
    error = DiskFull(tmp_path_factory.getbasetemp())

    def full(settings: Settings) -> None:
        raise error

    preferences = Preferences(Settings(), full)
    window = MainWindow(preferences)
    qtbot.addWidget(window)
    window.header.navigation.segment(SETTINGS).click()
    window.settings_page.theme.segment("dark").click()
    preferences.flush()
    assert window.settings_page.messages.message == message_for(error)
    assert window.workspace.messages.message is None


def test_the_wheel_over_a_number_changes_nothing(settings_page: SettingsPage) -> None:
    number = settings_page.beam_size
    before = number.value()
    middle = QPointF(number.rect().center())
    wheel = QWheelEvent(
        middle,
        QPointF(number.mapToGlobal(middle)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(number, wheel)
    assert number.value() == before


def test_the_keyboard_reaches_every_control_and_each_has_a_name(
    qtbot: QtBot, window: MainWindow, settings_page: SettingsPage
) -> None:
    controls = [
        settings_page.language.tab_stop(),
        settings_page.theme.tab_stop(),
        settings_page.pane_font,
        settings_page.pane_zoom,
        settings_page.live,
        settings_page.scroll_together,
        settings_page.glossary,
        settings_page.shortcuts_button,
        settings_page.start_languages.source,
        settings_page.start_languages.target,
        settings_page.tray.icon,
        settings_page.device,
        settings_page.threads,
        settings_page.beam_size,
    ]
    settings_page.tray.icon.setEnabled(True)
    controls[0].setFocus(Qt.FocusReason.TabFocusReason)
    reached = []
    for _ in controls:
        now = QApplication.focusWidget()
        assert now is not None
        reached.append(now)
        qtbot.keyClick(now, Qt.Key.Key_Tab)
    assert reached == controls
    assert all(control.accessibleName() or control.property("text") for control in controls)
    assert QApplication.focusWidget() not in controls


def test_only_devices_that_can_be_used_are_offered_and_the_others_told_of(qtbot: QtBot) -> None:
    found = (
        DeviceStatus("cpu", "", None),
        DeviceStatus("cuda", "", "no-driver"),
        DeviceStatus("mps", "", "other-system"),
    )
    page = SettingsPage(Preferences(Settings()), lambda: found)
    qtbot.addWidget(page)
    page.show()
    offered = [page.device.itemData(index) for index in range(page.device.count())]
    assert offered == ["auto", "cpu"]
    assert page.device_note.text() == (
        "NVIDIA GPU (CUDA) cannot be used: no NVIDIA driver was found."
    )


def test_a_device_only_torch_sees_can_be_asked_for(qtbot: QtBot) -> None:
    found = (DeviceStatus("cpu", "", None), DeviceStatus("cuda", "A GPU", "torch-only"))
    page = SettingsPage(Preferences(Settings(device="mps")), lambda: found)
    qtbot.addWidget(page)
    page.show()
    offered = [page.device.itemData(index) for index in range(page.device.count())]
    # The one in the settings stays seen until another one is chosen.
    assert offered == ["auto", "cpu", "cuda", "mps"]
    assert page.device.code == "mps"
    assert page.device_note.isHidden()


def test_numbers_stand_clear_of_the_border(settings_page: SettingsPage) -> None:
    for box in (settings_page.pane_zoom, settings_page.threads, settings_page.beam_size):
        assert box.lineEdit().x() >= 6
