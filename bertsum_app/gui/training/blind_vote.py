"""Which of two renderings is better, for a person who does not know which model wrote it."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from functools import partial
from typing import Literal, TypeAlias

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bertsum_app.gui.training.words import number
from bertsum_app.gui.widgets.clicking import leave_focus
from bertsum_app.service.training import Sample

Vote: TypeAlias = Literal["first", "same", "second"]
_VOTES: tuple[Vote, ...] = ("first", "same", "second")
#: More would be asked of nobody at once.
_MOST = 20
_LUCK = 0.05


class BlindVote(QWidget):
    """One sentence after the other, each pair in an order by chance; the result only at the end."""

    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._random = random.Random()
        self._samples: tuple[Sample, ...] = ()
        self._index = 0
        self._new_is_first = False
        self.for_new = self.for_old = self.for_neither = 0
        self._text = QLabel()
        self._versions = (QLabel(), QLabel())
        self.buttons = {vote: QPushButton() for vote in _VOTES}
        self._place = QLabel()
        self._place.setProperty("kind", "muted")
        self.result = QLabel()
        self.again = QPushButton()
        self._question = QWidget()
        self._arrange()
        for vote, button in self.buttons.items():
            button.clicked.connect(partial(self.vote, vote))
        self.again.clicked.connect(self.begin)
        self._retranslate()

    def use(self, samples: Sequence[Sample], chance: random.Random | None = None) -> None:
        """Vote on these; `chance` decides about the order, for tests."""
        self._random = chance or random.Random()
        self._samples = tuple(samples[:_MOST])
        self.begin()

    def begin(self) -> None:
        """From the first one on."""
        self._index = self.for_new = self.for_old = self.for_neither = 0
        self._ask()

    def vote(self, vote: Vote) -> None:
        """The person's choice between what is shown."""
        if vote == "same":
            self.for_neither += 1
        elif (vote == "first") == self._new_is_first:
            self.for_new += 1
        else:
            self.for_old += 1
        self._index += 1
        self._ask()
        if self._index >= len(self._samples):
            self.ended.emit()

    @property
    def chance(self) -> float:
        """How likely so clear a preference is where there is none; two-sided sign test, 0 to 1."""
        votes = self.for_new + self.for_old
        most = max(self.for_new, self.for_old)
        clearer = sum(math.comb(votes, count) for count in range(most, votes + 1))
        return min(1.0, 2.0 * clearer / float(2**votes))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    # --- inside ---------------------------------------------------------------------------------

    def _arrange(self) -> None:
        for label in (self._text, *self._versions, self.result):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setProperty("kind", "muted")
        leave_focus(*self.buttons.values(), self.again)
        question = QGridLayout(self._question)
        question.setContentsMargins(0, 0, 0, 0)
        question.setHorizontalSpacing(16)
        question.setVerticalSpacing(12)
        question.addWidget(self._text, 0, 0, 1, 2)
        for column, label in enumerate(self._versions):
            frame = QFrame()
            frame.setObjectName("version")
            inside = QVBoxLayout(frame)
            inside.setContentsMargins(12, 10, 12, 10)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            inside.addWidget(label)
            question.addWidget(frame, 1, column)
            question.setColumnStretch(column, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._place)
        question.addLayout(row, 2, 0, 1, 2)
        end = QHBoxLayout()
        end.addWidget(self.again)
        end.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self._question)
        whole.addWidget(self.result)
        whole.addLayout(end)

    def _ask(self) -> None:
        over = self._index >= len(self._samples)
        self._question.setVisible(not over)
        self.result.setVisible(over and bool(self._samples))
        self.again.setVisible(over and bool(self._samples))
        if over:
            self._say_result()
            return
        sample = self._samples[self._index]
        self._new_is_first = self._random.random() < 0.5
        versions = (sample.before, sample.after)
        self._text.setText(sample.text or sample.reference)
        for label, text in zip(
            self._versions, reversed(versions) if self._new_is_first else versions, strict=True
        ):
            label.setText(text)
        self._say_place()

    def _say_place(self) -> None:
        self._place.setText(
            self.tr("{place} of {all}").format(
                place=number(min(self._index + 1, len(self._samples))),
                all=number(len(self._samples)),
            )
        )

    def _say_result(self) -> None:
        text = self.tr(
            "You preferred the new model {new} times and the earlier one {old} times; {same} times you "
            "saw no difference."
        ).format(new=number(self.for_new), old=number(self.for_old), same=number(self.for_neither))
        if self.for_new + self.for_old == 0 or self.chance >= _LUCK:
            text += " " + self.tr("That is too close to tell it from luck.")
        self.result.setText(text)

    def _retranslate(self) -> None:
        self.buttons["first"].setText(self.tr("The left one is better"))
        self.buttons["same"].setText(self.tr("No difference"))
        self.buttons["second"].setText(self.tr("The right one is better"))
        self.again.setText(self.tr("Vote again"))
        self._versions[0].setAccessibleName(self.tr("Left"))
        self._versions[1].setAccessibleName(self.tr("Right"))
        self._say_place()
        self._say_result()
