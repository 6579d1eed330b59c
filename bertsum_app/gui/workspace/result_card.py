"""The right card: what is asked for in its head, the result, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bertsum_app.gui.language_names import language_name
from bertsum_app.gui.shortcuts.keys import Shortcuts
from bertsum_app.gui.widgets.card import Card
from bertsum_app.gui.widgets.doubt_button import DoubtButton
from bertsum_app.gui.widgets.elided_label import ElidedLabel
from bertsum_app.gui.widgets.empty_hint import EmptyHint
from bertsum_app.gui.widgets.find_bar import FindBar
from bertsum_app.gui.widgets.icon_button import IconButton
from bertsum_app.gui.widgets.icon_text_button import IconTextButton
from bertsum_app.gui.widgets.language_box import LanguageBox
from bertsum_app.gui.widgets.result_pane import ResultPane
from bertsum_app.gui.widgets.seen_stack import SeenStack
from bertsum_app.gui.widgets.segmented_control import SegmentedControl
from bertsum_app.gui.widgets.themed import set_style_property
from bertsum_app.gui.workspace.length_slider import LengthSlider
from bertsum_app.gui.workspace.modes import METHODS, MODES, Mode
from bertsum_app.gui.workspace.sentiment_view import SentimentView

if TYPE_CHECKING:
    from bertsum_app.inference.selection import SummaryMethod

SAME_LANGUAGE = ""
"""The code of the entry that leaves a summary in the language of its text."""

_FEEDBACK_MS = 1500
_HEAD_HEIGHT = 32


class ResultCard(Card):
    """View only; what the signals lead to is the controller's business."""

    copy_requested = Signal()
    save_requested = Signal()
    remember_requested = Signal()
    """The person wants their corrections to be kept, to teach a model with."""
    doubts_requested = Signal()
    """The person wants to see the next doubtful sentence."""

    def __init__(self, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shortcuts = shortcuts
        shortcuts.changed.connect(self._retranslate)
        self._mode: Mode = "translate"
        self._languages: tuple[str, ...] = ()
        self._doubts = 0
        self._corrections = 0
        self.language = LanguageBox()
        self.method = SegmentedControl(METHODS, compact=True)
        self.summary_language = LanguageBox()
        self.length = LengthSlider()
        self.title = QLabel()
        self.title.setProperty("kind", "card-title")
        self.title.setContentsMargins(8, 0, 0, 2)
        self.pane = ResultPane()
        self.find_bar = FindBar(shortcuts)
        self.sentiment = SentimentView()
        self.hint = EmptyHint("translate")
        self.info = ElidedLabel()
        self.info.setProperty("kind", "muted")
        self.doubts = DoubtButton()
        self.words_button = IconButton("words")
        self.words_button.setCheckable(True)
        self.remember_button = IconTextButton("remember")
        self.copy_button = IconButton("copy")
        self.save_button = IconButton("save")
        self._feedback = QTimer(self)
        self._feedback.setSingleShot(True)
        self._feedback.setInterval(_FEEDBACK_MS)
        self._arrange()
        self._feedback.timeout.connect(self._on_feedback_over)
        self.remember_button.clicked.connect(self.remember_requested)
        self.copy_button.clicked.connect(self.copy_requested)
        self.save_button.clicked.connect(self.save_requested)
        self.doubts.clicked.connect(self.doubts_requested)
        self.method.changed.connect(self._on_method_changed)
        self.show_doubts(0)
        self.show_empty()
        self._retranslate()

    def offer_languages(self, codes: tuple[str, ...]) -> None:
        """The languages a text can be translated into."""
        self._languages = codes
        self.language.set_entries(tuple((code, language_name(code)) for code in codes))
        same = (SAME_LANGUAGE, self.tr("In its language"))
        named = (
            (code, self.tr("In {language}").format(language=language_name(code))) for code in codes
        )
        self.summary_language.set_entries((same, *named))

    def show_mode(self, mode: Mode) -> None:
        """Offer in the head what this kind of work asks for."""
        self._mode = mode
        self._heads.setCurrentIndex(MODES.index(mode))
        self.length.setVisible(mode == "summarize")
        self.words_button.setVisible(mode == "translate")
        self.remember_button.setVisible(mode == "translate")
        self._retranslate()

    def choose_method(self, method: SummaryMethod) -> None:
        """Have this way to summarize chosen, without a signal."""
        self.method.choose(method)
        self._on_method_changed(method)

    def show_empty(self) -> None:
        """There is no result: say what will be here."""
        self._stack.setCurrentWidget(self.hint)
        self._offer_copies(False)

    def show_text(self) -> None:
        """Show the text pane."""
        self._stack.setCurrentWidget(self.pane)
        self._offer_copies(True)

    def show_sentiment(self) -> None:
        """Show the sentiment view."""
        self._stack.setCurrentWidget(self.sentiment)
        self._offer_copies(True)

    @property
    def is_empty(self) -> bool:
        """Whether the card shows no result."""
        return self._stack.currentWidget() is self.hint

    @property
    def reading_place(self) -> QWidget | None:
        """Where the result is read with the keyboard; None while there is none."""
        if self.is_empty:
            return None
        shown = self._stack.currentWidget()
        return self.sentiment.sentences if shown is self.sentiment else self.pane

    def show_stale(self, stale: bool) -> None:
        """Whether the result belongs to a text that was changed since: then it steps back."""
        set_style_property(self.pane, "stale", "true" if stale else "false")
        self.sentiment.setEnabled(not stale)

    def show_info(self, text: str) -> None:
        """A few muted words under the result."""
        self.info.setText(text)

    def show_doubts(self, count: int) -> None:
        """How many sentences may be wrong; of an abstract, which is one piece, 1."""
        self._doubts = count
        self.doubts.setVisible(count > 0)
        if self._mode == "translate":
            self.doubts.setText(self.tr("%Ln sentence(s) may be wrong", "", count))
        else:
            self.doubts.setText(self.tr("This summary may be wrong"))

    def show_corrections(self, count: int) -> None:
        """How many sentences the person rendered otherwise, which are not remembered yet."""
        self._corrections = count
        self.remember_button.setEnabled(count > 0)
        if count:
            name = self.tr("Remember %Ln correction(s), to teach a model with", "", count)
        else:
            name = self.tr("Remember corrections: write into a translation first")
        self.remember_button.describe(
            name, self.tr("Remember") if count else "", self._shortcuts.main_keys("remember")
        )

    def confirm_copied(self) -> None:
        """Say on the button that the result is on the clipboard."""
        self.copy_button.set_icon_name("check")
        self.copy_button.describe(self.tr("Copied"))
        self._feedback.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.offer_languages(self._languages)
            self._retranslate()

    def _arrange(self) -> None:
        self._heads = SeenStack()
        self._heads.setFixedHeight(_HEAD_HEIGHT)
        for widgets in ((self.language,), (self.method, self.summary_language), (self.title,)):
            page = QWidget()
            row = QHBoxLayout(page)
            row.setContentsMargins(0, 0, 4, 0)
            row.setSpacing(8)
            for position, widget in enumerate(widgets):
                if position:
                    row.addStretch(1)
                row.addWidget(widget)
            if len(widgets) == 1:
                row.addStretch(1)
            self._heads.addWidget(page)
        self.head.addWidget(self._heads, 1)
        self._stack = SeenStack()
        for view in (self.hint, self.pane, self.sentiment):
            self._stack.addWidget(view)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.length)
        column.addWidget(self.find_bar)
        column.addWidget(self._stack, 1)
        self.set_body(body)
        self.foot.addWidget(self.doubts)
        self.foot.addWidget(self.info, 1)
        self.foot.addWidget(self.remember_button)
        self.foot.addWidget(self.words_button)
        self.foot.addWidget(self.copy_button)
        self.foot.addWidget(self.save_button)
        self.ring_for(self.pane)
        self.ring_for(self.sentiment.sentences)

    def _offer_copies(self, offered: bool) -> None:
        for button in (self.copy_button, self.save_button):
            button.setEnabled(offered)

    def _on_method_changed(self, method: str) -> None:
        self.length.go_by_level(method == "abstractive")

    def _on_feedback_over(self) -> None:
        self.copy_button.set_icon_name("copy")
        self._describe_copy()

    def _describe_copy(self) -> None:
        self.copy_button.describe(
            self.tr("Copy the result"), self._shortcuts.main_keys("copy-result")
        )

    def _retranslate(self) -> None:
        self.language.setAccessibleName(self.tr("Language to translate into"))
        self.language.setToolTip(self.tr("Language to translate into"))
        self.method.setAccessibleName(self.tr("How to summarize"))
        self.method.set_text(
            "extractive",
            self.tr("Key sentences"),
            self.tr("Chooses the most telling sentences of the text, word for word"),
        )
        self.method.set_text(
            "abstractive",
            self.tr("Abstract"),
            self.tr("Writes a short text of its own; check it against the source"),
        )
        self.summary_language.setAccessibleName(self.tr("Language of the summary"))
        self.summary_language.setToolTip(self.tr("Language of the summary"))
        self.title.setText(self.tr("Sentiment"))
        self.save_button.describe(self.tr("Save the result"), self._shortcuts.main_keys("save"))
        self.words_button.describe(
            self.tr("Light the words that belong together under the mouse or caret"),
            self._shortcuts.main_keys("light-words"),
        )
        self.doubts.setToolTip(self.tr("Go to the next of them"))
        self._describe_copy()
        self.show_corrections(self._corrections)
        self.show_doubts(self._doubts)
        self._retranslate_hint()

    def _retranslate_hint(self) -> None:
        if self._mode == "translate":
            self.pane.setAccessibleName(self.tr("Translation"))
            title = self.tr("The translation appears here, sentence by sentence")
        elif self._mode == "summarize":
            self.pane.setAccessibleName(self.tr("Summary"))
            title = self.tr("The summary appears here")
        else:
            title = self.tr("Whether a text speaks well or badly of its subject appears here")
        self.hint.say(self._mode, title, self.tr("Nothing you write leaves this computer"))
