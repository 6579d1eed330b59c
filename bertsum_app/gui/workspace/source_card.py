"""The left card: whose language, the text, how much of it, and ways to bring text in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bertsum_app.gui.language_names import language_name
from bertsum_app.gui.shortcuts.keys import Shortcuts
from bertsum_app.gui.widgets.card import Card
from bertsum_app.gui.widgets.clicking import leave_focus
from bertsum_app.gui.widgets.elided_label import ElidedLabel
from bertsum_app.gui.widgets.find_bar import FindBar
from bertsum_app.gui.widgets.heat_strip import HeatStrip
from bertsum_app.gui.widgets.icon_button import IconButton
from bertsum_app.gui.widgets.language_box import LanguageBox
from bertsum_app.gui.widgets.preview_button import PreviewButton
from bertsum_app.gui.widgets.source_pane import SourcePane

DETECT = ""
"""The code of the entry that leaves the language to detection."""

# A little to the right of the caret, which stands where the text will begin.
_HINT_LEFT = 23
_HINT_TOP = 8


class SourceCard(Card):
    """View only; what the signals lead to is the controller's business."""

    open_requested = Signal()
    clear_requested = Signal()
    glossary_requested = Signal()

    def __init__(self, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shortcuts = shortcuts
        shortcuts.changed.connect(self._retranslate)
        self._languages: tuple[str, ...] = ()
        self._detected: str | None = None
        self._counts: tuple[int, int | None, int | None] = (0, None, None)
        self.language = LanguageBox()
        self.title = QLabel()
        self.title.setProperty("kind", "card-title")
        self.title.setContentsMargins(8, 0, 0, 2)
        self.title.setFixedHeight(32)
        self.title.hide()
        self.pane = SourcePane()
        self.find_bar = FindBar(shortcuts)
        self.strip = HeatStrip()
        self.strip.hide()
        self.counts = ElidedLabel()
        self.counts.setProperty("kind", "muted")
        self.encoding_button = QPushButton()
        self.encoding_button.setProperty("kind", "quiet")
        leave_focus(self.encoding_button)
        self.encoding_button.hide()
        self._encoding = ""
        self._joins = 0
        self.join_button = PreviewButton()
        self.glossary_button = IconButton("glossary")
        self.open_button = IconButton("open")
        self.documents_button = IconButton("documents")
        self.clear_button = IconButton("clear")
        self._hint = _Hint(self.pane)
        self.head.addWidget(self.language)
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 4, 0)
        row.setSpacing(0)
        row.addWidget(self.pane, 1)
        row.addWidget(self.strip)
        self.set_body(body)
        self.set_bar(self.find_bar)
        self.foot.addWidget(self.counts, 1)
        self.foot.addWidget(self.encoding_button)
        self.foot.addWidget(self.join_button)
        self.foot.addWidget(self.glossary_button)
        self.foot.addWidget(self.open_button)
        self.foot.addWidget(self.documents_button)
        self.foot.addWidget(self.clear_button)
        self.ring_for(self.pane)
        self.pane.textChanged.connect(self._on_text_changed)
        self.glossary_button.clicked.connect(self.glossary_requested)
        self.open_button.clicked.connect(self.open_requested)
        self.clear_button.clicked.connect(self.clear_requested)
        self._hint.paste_button.clicked.connect(self.pane.paste)
        self._hint.open_button.clicked.connect(self.open_requested)
        self._on_text_changed()
        self.show_joins(0)
        self._retranslate()

    def offer_languages(self, codes: tuple[str, ...]) -> None:
        """The languages a text can be in, besides "detect"."""
        self._languages = codes
        self._fill_languages()

    def show_detected(self, language: str | None) -> None:
        """What language the text was found to be in."""
        self._detected = language
        self.language.set_entry_text(DETECT, self._detect_text())
        self._retitle()

    @property
    def detected(self) -> str | None:
        """What language the text was found to be in."""
        return self._detected

    def show_counts(
        self, characters: int, words: int | None = None, sentences: int | None = None
    ) -> None:
        """How long the text is; None: not known (yet)."""
        self._counts = (characters, words, sentences)
        parts = [self.tr("%Ln character(s)", "", characters)]
        if words is not None:
            parts.append(self.tr("%Ln word(s)", "", words))
        if sentences is not None:
            parts.append(self.tr("%Ln sentence(s)", "", sentences))
        self.counts.setText(" · ".join(parts) if characters else "")

    def show_encoding(self, name: str) -> None:
        """What the encoding of the file is called whose text this is; empty: it is of no text file."""
        self._encoding = name
        self.encoding_button.setVisible(bool(name))
        self.encoding_button.setText(name)
        self.encoding_button.setAccessibleName(
            self.tr("Encoding of the file: {name}").format(name=name)
        )

    @property
    def is_text_file(self) -> bool:
        """Whether the text is that of a text file, untouched."""
        return bool(self._encoding)

    def show_joins(self, count: int) -> None:
        """How many line breaks could be joined; with none there is no button."""
        self._joins = count
        self.join_button.setVisible(count > 0)
        self.join_button.setText(self.tr("Join %Ln broken line(s)", "", count))

    def choose_by_language(self, by_language: bool) -> None:
        """Whether the head offers languages, or only names the pane."""
        self.language.setVisible(by_language)
        self.title.setVisible(not by_language)
        self.glossary_button.setVisible(by_language)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _on_text_changed(self) -> None:
        blank = self.pane.is_blank
        self._hint.setVisible(blank)
        self.clear_button.setVisible(not blank)

    def _fill_languages(self) -> None:
        entries = [(DETECT, self._detect_text())]
        entries += [(code, language_name(code)) for code in self._languages]
        self.language.set_entries(tuple(entries))

    def _detect_text(self) -> str:
        if self._detected is None:
            return self.tr("Detect language")
        return self.tr("Detect language ({language})").format(
            language=language_name(self._detected)
        )

    def _retitle(self) -> None:
        if self._detected is None:
            self.title.setText(self.tr("Text"))
        else:
            self.title.setText(
                self.tr("Text ({language})").format(language=language_name(self._detected))
            )

    def _retranslate(self) -> None:
        self._fill_languages()
        self._retitle()
        self.show_counts(*self._counts)
        self.show_joins(self._joins)
        self.show_encoding(self._encoding)
        self.encoding_button.setToolTip(
            self.tr("Read the file in another encoding, if characters are wrong")
        )
        self.join_button.setToolTip(
            self.tr("Join lines that only a page or an e-mail has broken (can be undone)")
        )
        self.language.setAccessibleName(self.tr("Language of the text"))
        self.language.setToolTip(self.tr("Language of the text"))
        self.pane.setAccessibleName(self.tr("Source text"))
        hint = self.tr("Type or paste text, or drop documents here")
        self.pane.setAccessibleDescription(hint)
        self._hint.say(hint, self.tr("Paste"), self.tr("Open file…"))
        self.glossary_button.describe(
            self.tr("Glossary: terms and how to translate them"),
            self._shortcuts.main_keys("glossary"),
        )
        self.open_button.describe(
            self.tr("Open the text of a file"), self._shortcuts.main_keys("open")
        )
        self.documents_button.describe(
            self.tr("Documents: open some, a folder, or recent ones"),
            self._shortcuts.main_keys("open-documents"),
        )
        self.clear_button.describe(self.tr("Clear the text (can be undone)"))


class _Hint(QWidget):
    """Lies over the empty pane: what it is for, and two ways to fill it."""

    def __init__(self, pane: SourcePane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._label = QLabel()
        self._label.setProperty("kind", "muted")
        self._label.setFont(pane.font())
        self._label.setWordWrap(True)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.paste_button = QPushButton()
        self.open_button = QPushButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._label)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.paste_button, self.open_button):
            button.setProperty("kind", "pill")
            leave_focus(button)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self.move(_HINT_LEFT, _HINT_TOP)
        pane.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def say(self, hint: str, paste: str, open_file: str) -> None:
        self._label.setText(hint)
        self.paste_button.setText(paste)
        self.open_button.setText(open_file)
        self._fit()

    def _fit(self) -> None:
        """One line of words, or several where the pane is too slim for that."""
        words = self._label.fontMetrics().horizontalAdvance(self._label.text())
        least = self.minimumSizeHint().width()
        width = max(least, min(words + 1, self._pane.width() - 2 * _HINT_LEFT))
        self.resize(width, self.heightForWidth(width))
        self._pane.setMinimumSize(least + 2 * _HINT_LEFT, self.height() + 2 * _HINT_TOP)
