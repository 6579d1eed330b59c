"""The Workspace page: kind of work above, two cards, what to do below. View only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bertsum_app.gui.widgets.message_bar import MessageBar
from bertsum_app.gui.widgets.pair_splitter import PairSplitter
from bertsum_app.gui.widgets.segmented_control import SegmentedControl
from bertsum_app.gui.workspace.action_bar import CANCEL_KEYS, LIVE_KEYS, RUN_KEYS, ActionBar
from bertsum_app.gui.workspace.modes import MODES, Mode
from bertsum_app.gui.workspace.result_card import COPY_KEYS, ResultCard
from bertsum_app.gui.workspace.source_card import SourceCard

SWAP_KEYS = "Ctrl+Shift+X"

# Below this the cards are too slim to stand side by side.
_NARROW = 860
# What a window with the cards side by side has besides them: margins, the gap, and some more.
_SPARE = 112


class WorkspacePage(QWidget):
    """Widgets and their arrangement; the controller gives them life."""

    run_requested = Signal()
    cancel_requested = Signal()
    swap_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.modes = SegmentedControl(MODES)
        self.messages = MessageBar()
        self.source = SourceCard()
        self.result = ResultCard()
        self.pair = PairSplitter("swap")
        self.actions_bar = ActionBar()
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

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        cards = max(card.minimumSizeHint().width() for card in (self.source, self.result))
        # With a large font the cards need more; the window could then not become narrow.
        self.pair.stack(self.width() < max(_NARROW, 2 * cards + _SPARE))

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.modes)
        top.addStretch(1)
        self.pair.hold(self.source, self.result)
        self.pair.offer_button(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 16)
        column.setSpacing(16)
        column.addLayout(top)
        column.addWidget(self.messages)
        column.addWidget(self.pair, 1)
        column.addWidget(self.actions_bar)
        # As the eye goes: the button between the cards comes between them.
        QWidget.setTabOrder(self.source.clear_button, self.pair.button)
        QWidget.setTabOrder(self.pair.button, self.result.language)

    def _connect(self) -> None:
        self.actions_bar.run_button.clicked.connect(self.run_requested)
        self.actions_bar.cancel_button.clicked.connect(self.cancel_requested)
        self.pair.button.clicked.connect(self.swap_requested)
        for keys in (RUN_KEYS, "Ctrl+Enter"):
            self._shortcut(keys).activated.connect(self.run_requested)
        self._shortcut(CANCEL_KEYS).activated.connect(self.cancel_requested)
        self._shortcut(LIVE_KEYS).activated.connect(self.actions_bar.live.click)
        self._shortcut(SWAP_KEYS).activated.connect(self.swap_requested)
        self._shortcut(COPY_KEYS).activated.connect(self.result.copy_requested)
        self._shortcut(QKeySequence.StandardKey.Save).activated.connect(self.result.save_requested)
        self._shortcut(QKeySequence.StandardKey.Open).activated.connect(self.source.open_requested)
        for number, mode in enumerate(MODES, start=1):
            segment = self.modes.segment(mode)
            self._shortcut(f"Ctrl+{number}").activated.connect(segment.click)

    def _shortcut(self, keys: str | QKeySequence.StandardKey) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        return shortcut

    def _retranslate(self) -> None:
        self.modes.setAccessibleName(self.tr("Kind of work"))
        self._name_mode("translate", self.tr("Translate"))
        self._name_mode("summarize", self.tr("Summarize"))
        self._name_mode("sentiment", self.tr("Sentiment"))
        self.pair.button.describe(self.tr("Swap languages and texts"), QKeySequence(SWAP_KEYS))

    def _name_mode(self, mode: Mode, text: str) -> None:
        keys = QKeySequence(f"Ctrl+{MODES.index(mode) + 1}")
        native = keys.toString(QKeySequence.SequenceFormat.NativeText)
        self.modes.set_text(mode, text, f"{text} ({native})")
