"""The bar inside the page that says what happened, why, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bertsum_app.gui.messages import Message
from bertsum_app.gui.widgets.icon_button import IconButton
from bertsum_app.gui.widgets.icon_label import IconLabel
from bertsum_app.gui.widgets.themed import set_style_property


class MessageBar(QFrame):
    """Hidden until there is something to say. Never takes the focus, never blocks."""

    retry = Signal()
    undo = Signal()
    dismissed = Signal()
    """A message was taken away, by whomever; not sent when another takes its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._message: Message | None = None
        self._unread: list[Message] = []
        """Those that stay until they were read, the first one first."""
        self._icon = IconLabel("warning", "warning")
        self._title = QLabel()
        self._title.setProperty("kind", "card-title")
        self._text = QLabel()
        for label in (self._title, self._text):
            label.setWordWrap(True)
            # What an error names (a path, a file) is never mark-up.
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = QPushButton()
        self._action.setProperty("kind", "message")
        self._action.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._action.clicked.connect(self._on_action)
        self._dismiss = IconButton("close")
        self._dismiss.clicked.connect(self.put_away)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 8, 12)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._action, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._dismiss, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()
        self._retranslate()

    @property
    def message(self) -> Message | None:
        """What is shown now."""
        return self._message

    def show_message(self, message: Message) -> None:
        """Show a message in place of any earlier one, and have screen readers say it.

        Those that stay wait for each other, and come back where another was shown in their place.
        """
        if message.stays:
            waits = bool(self._unread)
            self._unread.append(message)
            if waits:
                return
        self._show(message)

    def dismiss(self) -> None:
        """What was said is out of date: take it away, unless it stays until it was read."""
        if self._message is not None and not self._message.stays:
            self._take_away()

    def withdraw_undo(self) -> None:
        """Offer no longer to bring back what was deleted: the person goes on with something else."""
        if self._message is not None and self._message.action == "undo":
            self.dismiss()

    def put_away(self) -> None:
        """The person has read the message."""
        if self._message is None:
            return
        if self._message.stays:
            self._unread.remove(self._message)
        self._take_away()

    def _show(self, message: Message) -> None:
        self._message = message
        warning = message.severity == "warning"
        self._icon.show_icon("warning" if warning else "info", "warning" if warning else "accent")
        self._title.setText(message.title)
        self._text.setText(message.text)
        set_style_property(self, "severity", message.severity)
        self._retranslate()
        self.show()
        QAccessible.updateAccessibility(
            QAccessibleAnnouncementEvent(self, f"{message.title}. {message.text}")
        )

    def _take_away(self) -> None:
        self._message = None
        if self._unread:
            self._show(self._unread[0])
        else:
            self.hide()
        self.dismissed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        action = self._message.action if self._message is not None else "none"
        self._action.setVisible(action != "none")
        if action == "retry":
            self._action.setText(self.tr("Try again"))
        elif action == "undo":
            self._action.setText(self.tr("Undo"))
        elif action == "copy-details":
            self._action.setText(self.tr("Copy details"))
        self._dismiss.describe(self.tr("Dismiss"))

    def _on_action(self) -> None:
        if self._message is None:
            return
        if self._message.action == "retry":
            self.put_away()
            self.retry.emit()
        elif self._message.action == "undo":
            # Before the message goes: what it spoke of may end with it.
            self.undo.emit()
            self.put_away()
        elif self._message.action == "copy-details":
            QGuiApplication.clipboard().setText(self._message.details)
            self._action.setText(self.tr("Copied"))
