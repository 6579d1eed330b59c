"""The Workspace page: kind of work above, two cards, what to do below. View only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bertsum_app.gui.documents.panel import DocumentsPanel
from bertsum_app.gui.shortcuts.keys import Shortcuts
from bertsum_app.gui.widgets.language_box import LanguageBox
from bertsum_app.gui.widgets.message_bar import MessageBar
from bertsum_app.gui.widgets.pair_splitter import PairSplitter
from bertsum_app.gui.widgets.segmented_control import SegmentedControl
from bertsum_app.gui.workspace.action_bar import ActionBar
from bertsum_app.gui.workspace.modes import MODES, Mode
from bertsum_app.gui.workspace.result_card import ResultCard
from bertsum_app.gui.workspace.source_card import SourceCard

_MODEL_WIDTH = 220
# Below this the cards are too slim to stand side by side.
_NARROW = 860
# What a window with the cards side by side has besides them: margins, the gap, and some more.
_SPARE = 112


class WorkspacePage(QWidget):
    """Widgets and their arrangement; the controller gives them life."""

    run_requested = Signal()
    cancel_requested = Signal()
    swap_requested = Signal()

    def __init__(self, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shortcuts = shortcuts
        self._seen_height: int | None = None
        self.modes = SegmentedControl(MODES)
        self.model = LanguageBox()
        self.model.setMaximumWidth(_MODEL_WIDTH)
        self.messages = MessageBar()
        self.source = SourceCard(shortcuts)
        self.result = ResultCard(shortcuts)
        self.pair = PairSplitter("swap")
        self.actions_bar = ActionBar(shortcuts)
        self.documents = DocumentsPanel(shortcuts)
        self._arrange()
        self._connect()
        self._retranslate()

    def show_mode(self, mode: Mode) -> None:
        """Arrange the page for a kind of work."""
        self.modes.choose(mode)
        self.source.choose_by_language(mode == "translate")
        self.result.show_mode(mode)
        self.pair.offer_button(mode == "translate")
        self.actions_bar.show_mode(mode)
        self._fit()

    def go_to_next_pane(self) -> None:
        """Take the keyboard focus from one pane to the other; from elsewhere to the source."""
        result = self.result.reading_place
        if self.source.pane.hasFocus() and result is not None:
            result.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.source.pane.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            # A card needs more room than before, or less.
            self._fit()
        return handled

    def use_room(self, height: int) -> None:
        """So much of the page can be seen at a time: all of it, or less."""
        self._seen_height = height
        self._fit()

    def _fit(self) -> None:
        """Make the best of the room there is."""
        cards = max(card.minimumSizeHint().width() for card in (self.source, self.result))
        # With a large font the cards need more; the window could then not become narrow.
        needed = 2 * cards + _SPARE
        narrow = self.width() < max(_NARROW, needed)
        low = self._room() < self._height_besides_cards() + self.pair.stacked_height
        # Slim cards are better than one of them out of sight.
        self.pair.stack(narrow and not (low and self.width() >= needed))
        self._share_height()

    def _room(self) -> int:
        return self.height() if self._seen_height is None else self._seen_height

    def _height_besides_cards(self) -> int:
        column = self.layout()
        assert column is not None
        cards = 0 if self.pair.isHidden() else self.pair.minimumSizeHint().height()
        return column.minimumSize().height() - cards

    def _share_height(self) -> None:
        """In a low window the open list of documents stands in the place of the cards."""
        column = self.layout()
        assert column is not None
        needed = self._height_besides_cards() + self.pair.minimumSizeHint().height()
        if self.pair.isHidden():
            needed += column.spacing()
        self.documents.be_short_of_room(self._room() < needed)
        self.pair.setVisible(not self.documents.fills_page)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.modes)
        top.addStretch(1)
        top.addWidget(self.model)
        self.pair.hold(self.source, self.result)
        self.pair.offer_button(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 16)
        column.setSpacing(16)
        column.addLayout(top)
        column.addWidget(self.messages)
        column.addWidget(self.pair, 1)
        column.addWidget(self.actions_bar)
        column.addWidget(self.documents)
        # As the eye goes: the button between the cards comes between them.
        QWidget.setTabOrder(self.source.clear_button, self.pair.button)
        QWidget.setTabOrder(self.pair.button, self.result.language)

    def _connect(self) -> None:
        self.actions_bar.run_button.clicked.connect(self.run_requested)
        self.actions_bar.cancel_button.clicked.connect(self.cancel_requested)
        self.pair.button.clicked.connect(self.swap_requested)
        self.documents.arranged.connect(self._share_height)
        self._bind_keys()

    def _bind_keys(self) -> None:
        bind = self.shortcuts.bind
        bind("next-pane", self).activated.connect(self.go_to_next_pane)
        # Of two panes the one before is the next one.
        bind("previous-pane", self).activated.connect(self.go_to_next_pane)
        bind("run", self).activated.connect(self.run_requested)
        bind("cancel", self).activated.connect(self.cancel_requested)
        bind("live", self).activated.connect(self.actions_bar.live.click)
        bind("swap", self).activated.connect(self.swap_requested)
        bind("copy-result", self).activated.connect(self.result.copy_requested)
        bind("remember", self).activated.connect(self.result.remember_button.click)
        bind("save", self).activated.connect(self.result.save_requested)
        bind("open", self).activated.connect(self.source.open_requested)
        for mode in MODES:
            bind(f"mode-{mode}", self).activated.connect(self.modes.segment(mode).click)
        self.shortcuts.changed.connect(self._retranslate)

    def _retranslate(self) -> None:
        self.modes.setAccessibleName(self.tr("Kind of work"))
        self.model.setAccessibleName(self.tr("Model"))
        self.model.setToolTip(self.tr("Which model does this kind of work"))
        self._name_mode("translate", self.tr("Translate"))
        self._name_mode("summarize", self.tr("Summarize"))
        self._name_mode("sentiment", self.tr("Sentiment"))
        self.pair.button.describe(
            self.tr("Swap languages and texts"), self.shortcuts.main_keys("swap")
        )

    def _name_mode(self, mode: Mode, text: str) -> None:
        self.modes.set_text(mode, text, self.shortcuts.with_keys(text, f"mode-{mode}"))
