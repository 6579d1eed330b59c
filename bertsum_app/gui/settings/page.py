"""The Settings page: every change applies at once and is stored by `Preferences`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bertsum_app.core.settings import (
    INTERFACE_LANGUAGES,
    MAX_BEAM_SIZE,
    MAX_HISTORY,
    MAX_PANE_ZOOM,
    MAX_THREADS,
    MIN_HISTORY,
    MIN_PANE_ZOOM,
    THEMES,
    Settings,
)
from bertsum_app.gui.device_words import device_name, is_usable, why_not
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.settings.data_card import DataCard
from bertsum_app.gui.settings.group import SettingsGroup
from bertsum_app.gui.settings.start_languages import StartLanguages
from bertsum_app.gui.settings.tray_card import TrayCard
from bertsum_app.gui.widgets.check_box import CheckBox
from bertsum_app.gui.widgets.clicking import leave_focus
from bertsum_app.gui.widgets.language_box import LanguageBox
from bertsum_app.gui.widgets.message_bar import MessageBar
from bertsum_app.gui.widgets.number_box import NumberBox
from bertsum_app.gui.widgets.segmented_control import SegmentedControl
from bertsum_app.gui.workspace.pane_type import ZOOM_STEP
from bertsum_app.service.devices import DeviceStatus, find_devices

_WIDTH = 720


class SettingsPage(QWidget):
    """Shows the settings of `preferences`, whoever changed them."""

    glossary_requested = Signal()

    shortcuts_wanted = Signal()
    """The person wants to see the keyboard shortcuts."""

    def __init__(
        self,
        preferences: Preferences,
        devices: Callable[[], tuple[DeviceStatus, ...]] = find_devices,
        parent: QWidget | None = None,
    ) -> None:
        """`devices` looks for those of this machine; asked when the page is first seen."""
        super().__init__(parent)
        self._preferences = preferences
        self._find_devices = devices
        self._devices: tuple[DeviceStatus, ...] | None = None
        self.messages = MessageBar()
        self.language = SegmentedControl(INTERFACE_LANGUAGES)
        self.theme = SegmentedControl(THEMES)
        self.live = CheckBox()
        self.scroll_together = CheckBox()
        self.pane_font = LanguageBox()
        self.pane_zoom = NumberBox(MIN_PANE_ZOOM, MAX_PANE_ZOOM, ZOOM_STEP)
        self.glossary = QPushButton()
        leave_focus(self.glossary)
        self.device = LanguageBox()
        self.threads = NumberBox(0, MAX_THREADS)
        self.beam_size = NumberBox(1, MAX_BEAM_SIZE)
        self.device_note = QLabel()
        self.device_note.setProperty("kind", "muted")
        self.device_note.setWordWrap(True)
        self.shortcuts_button = QPushButton()
        self.shortcuts_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.start_languages = StartLanguages(preferences)
        self.tray = TrayCard(preferences)
        self.history = CheckBox()
        self.history_limit = NumberBox(MIN_HISTORY, MAX_HISTORY)
        self.data = DataCard()
        self._general = SettingsGroup()
        self._computing = SettingsGroup()
        self._history = SettingsGroup()
        self._network = SettingsGroup()
        self._no_network = QLabel()
        self._no_network.setProperty("kind", "muted")
        self._no_network.setWordWrap(True)
        self._arrange()
        self._retranslate()
        self._show(preferences.settings)
        self._connect()

    def offer_languages(self, languages: tuple[str, ...]) -> None:
        """The languages of the model."""
        self.start_languages.offer(languages)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._devices is None:
            self._devices = self._find_devices()
            self._offer_fonts()
            self._offer_devices()

    def _arrange(self) -> None:
        for general in (
            self.language,
            self.theme,
            self.pane_font,
            self.pane_zoom,
            self.live,
            self.scroll_together,
            self.glossary,
            self.shortcuts_button,
        ):
            self._general.add(general)
        self._computing.add(self.device)
        self._computing.add_note(self.device_note)
        for computing in (self.threads, self.beam_size):
            self._computing.add(computing)
        for history in (self.history, self.history_limit):
            self._history.add(history)
        inside = QWidget()
        inside.setMaximumWidth(_WIDTH)
        groups = QVBoxLayout(inside)
        groups.setContentsMargins(0, 0, 0, 0)
        groups.setSpacing(16)
        self._network.add_text(self._no_network)
        for card in (
            self._general,
            self.start_languages,
            self.tray,
            self._computing,
            self._history,
            self._network,
            self.data,
        ):
            groups.addWidget(card)
        groups.addStretch(1)
        # A settings page grows with the font; the window must not have to.
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 16)
        column.setSpacing(16)
        column.addWidget(self.messages)
        column.addWidget(scroll, 1)
        # In the next turn of the event loop, when the card has its new height.
        self._reveal = QTimer(self)
        self._reveal.setSingleShot(True)
        self._reveal.setInterval(0)
        self._reveal.timeout.connect(lambda: scroll.ensureWidgetVisible(self.data))
        self.data.unfolded.connect(self._reveal.start)

    def _connect(self) -> None:
        change = self._preferences.change
        self.shortcuts_button.clicked.connect(self.shortcuts_wanted)
        self.language.changed.connect(lambda key: change(interface_language=key))
        self.theme.changed.connect(lambda key: change(theme=key))
        self.live.toggled.connect(lambda on: change(live=on))
        self.scroll_together.toggled.connect(lambda on: change(scroll_together=on))
        self.pane_font.chosen.connect(lambda family: change(pane_font=family))
        self.pane_zoom.valueChanged.connect(lambda number: change(pane_zoom=number))
        self.glossary.clicked.connect(self.glossary_requested)
        self.device.chosen.connect(lambda key: change(device=key))
        self.threads.valueChanged.connect(lambda number: change(threads=number))
        self.beam_size.valueChanged.connect(lambda number: change(beam_size=number))
        self.history.toggled.connect(lambda on: change(history=on))
        self.history_limit.valueChanged.connect(lambda number: change(history_limit=number))
        self._preferences.changed.connect(lambda before, after: self._show(after))

    def _show(self, settings: Settings) -> None:
        # `choose` is silent by itself, the others tell of every change.
        switches = (self.live, self.scroll_together, self.history)
        numbers = (self.threads, self.beam_size, self.pane_zoom, self.history_limit)
        blockers = [QSignalBlocker(control) for control in (*switches, *numbers)]
        self.language.choose(settings.interface_language)
        self.theme.choose(settings.theme)
        self.live.setChecked(settings.live)
        self.scroll_together.setChecked(settings.scroll_together)
        self.pane_zoom.setValue(settings.pane_zoom)
        self._offer_fonts()
        self._offer_devices()
        self.threads.setValue(settings.threads)
        self.beam_size.setValue(settings.beam_size)
        self.history.setChecked(settings.history)
        self.history_limit.setValue(settings.history_limit)
        for blocker in blockers:
            blocker.unblock()
        self.start_languages.show_chosen()
        self.tray.show_chosen()

    def _offer_fonts(self) -> None:
        """The families of this system, when the page was seen; else only the chosen one."""
        chosen = self._preferences.settings.pane_font
        families = () if self._devices is None else tuple(QFontDatabase.families())
        if chosen and chosen not in families:
            # Stored on another machine, perhaps; Qt takes the next best.
            families = (chosen, *families)
        usual = ("", self.tr("As the interface"))
        self.pane_font.set_entries((usual, *((family, family) for family in families)))
        self.pane_font.choose(chosen)

    def _offer_devices(self) -> None:
        """What can be used, and words for what cannot."""
        found = self._devices or ()
        chosen = self._preferences.settings.device
        offered = ["auto", *(status.device for status in found if is_usable(status))]
        if chosen not in offered:
            # Stored when it was there; the message of the next job says what is wrong with it.
            offered.append(chosen)
        self.device.set_entries(tuple((key, device_name(key)) for key in offered))
        self.device.choose(chosen)
        notes = [note for status in found if (note := why_not(status))]
        self.device_note.setText("\n".join(notes))
        self.device_note.setVisible(bool(notes))

    def _retranslate(self) -> None:
        self._general.title.setText(self.tr("General"))
        self._general.name(self.language, self.tr("Interface language"))
        self.language.set_text("system", self.tr("System"))
        # Everybody finds their own language under its own name.
        self.language.set_text("en", "English")
        self.language.set_text("zh", "简体中文")
        self._general.name(self.theme, self.tr("Appearance"))
        self.theme.set_text("system", self.tr("System"))
        self.theme.set_text("light", self.tr("Light"))
        self.theme.set_text("dark", self.tr("Dark"))
        self._general.name(self.live, self.tr("While you type"))
        self.live.setText(self.tr("Work at once, without pressing the button"))
        self._general.name(self.scroll_together, self.tr("Scrolling"))
        self.scroll_together.setText(self.tr("Keep a text and its translation side by side"))
        self._general.name(self.pane_font, self.tr("Font of the panes"))
        self._offer_fonts()
        self._general.name(self.pane_zoom, self.tr("Size of their text"))
        self.pane_zoom.setSuffix(self.tr(" %"))
        self._general.name(self.glossary, self.tr("Glossary"))
        self.glossary.setText(self.tr("Edit terms…"))
        self._general.name(self.shortcuts_button, self.tr("Keyboard"))
        self.shortcuts_button.setText(self.tr("Shortcuts…"))
        self._computing.title.setText(self.tr("Computing"))
        self._computing.name(self.device, self.tr("Device"))
        self._offer_devices()
        self._computing.name(self.threads, self.tr("Processor threads"))
        self.threads.setSpecialValueText(self.tr("Automatic"))
        self._computing.name(self.beam_size, self.tr("Beam size"))
        self.beam_size.setToolTip(
            self.tr(
                "How many renderings are followed at once. More is slower, often a little better."
            )
        )
        self._history.title.setText(self.tr("History"))
        self._history.name(self.history, self.tr("What is kept"))
        self.history.setText(self.tr("Keep what I translate, summarize and read"))
        self._history.name(self.history_limit, self.tr("Entries at most"))
        self.history_limit.setToolTip(
            self.tr("The oldest ones go first. Pinned entries stay and are not counted.")
        )
        self.start_languages.retranslate()
        self.tray.retranslate()
        self._network.title.setText(self.tr("Network"))
        self._no_network.setText(
            self.tr(
                "BertSum never connects to the network: whatever you do with it happens on this "
                "computer. So there is no proxy to set, and nothing to switch off for working offline."
            )
        )
        # The controls of all groups stand in one line.
        groups = (
            self._general,
            self.start_languages,
            self.tray,
            self._computing,
            self._history,
        )
        width = max(group.width_of_names() for group in groups)
        for group in groups:
            group.give_names(width)
