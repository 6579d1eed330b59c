"""How much is learned, by numbers of the person's own choosing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from bertsum_app.gui.widgets.check_box import CheckBox
from bertsum_app.gui.widgets.number_box import NumberBox
from bertsum_app.training.presets import PRESETS

_MOST_PASSES = 200
_MOST_STEPS = 200_000
_MOST_GENERAL = 90
_STEP_OF_STEPS = 50
_STEP_OF_GENERAL = 10
_MOST_RANK, _STEP_OF_RANK = 256, 8


class CustomPreset(QWidget):
    """Fields for what matters to people in a `TunePreset`; the rest is as in "thorough"."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        usual = PRESETS["translate"]["quick"]
        self.passes = NumberBox(1, _MOST_PASSES)
        self.passes.setValue(round(usual.epochs))
        self.most_steps = NumberBox(20, _MOST_STEPS, _STEP_OF_STEPS)
        self.most_steps.setValue(usual.most_steps)
        self.general = NumberBox(0, _MOST_GENERAL, _STEP_OF_GENERAL)
        self.general.setValue(round(100 * usual.general_share))
        self.general.setSuffix(" %")
        self.rank = NumberBox(0, _MOST_RANK, _STEP_OF_RANK)
        boxes = (self.passes, self.most_steps, self.general, self.rank)
        self._labels = {box: QLabel() for box in boxes}
        rows = QGridLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setHorizontalSpacing(16)
        rows.setVerticalSpacing(8)
        rows.setColumnStretch(2, 1)
        for row, (box, label) in enumerate(self._labels.items()):
            label.setBuddy(box)
            rows.addWidget(label, row, 0)
            rows.addWidget(box, row, 1)
            box.valueChanged.connect(self.changed)
        self.two_stages = CheckBox()
        self.two_stages.toggled.connect(self.changed)
        rows.addWidget(self.two_stages, len(boxes), 0, 1, 3)
        self._retranslate()

    @property
    def values(self) -> Mapping[str, float]:
        """By name in `TunePreset`."""
        rank = self.rank.value()
        return {
            "epochs": self.passes.value(),
            "most_steps": self.most_steps.value(),
            "general_share": self.general.value() / 100,
            **({"lora_rank": rank} if rank else {}),
            **({"stages": 2} if self.two_stages.isChecked() else {}),
        }

    def use(self, values: Mapping[str, float]) -> None:
        """Show these where there is a field for them."""
        self.passes.setValue(round(values.get("epochs", self.passes.value())))
        self.most_steps.setValue(round(values.get("most_steps", self.most_steps.value())))
        self.general.setValue(round(100 * values.get("general_share", self.general.value() / 100)))
        self.rank.setValue(round(values.get("lora_rank", 0)))
        self.two_stages.setChecked(values.get("stages", 1) > 1)

    def offer_for(self, task: str) -> None:
        """Show what there is to choose for a task.

        General texts are mixed in with translations; summaries can be taught one way after the other.
        """
        for widget in (self.general, self._labels[self.general]):
            widget.setVisible(task == "translate")
        self.two_stages.setVisible(task == "summarize")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        for box, text in (
            (self.passes, self.tr("Passes over your texts")),
            (self.most_steps, self.tr("Steps at most")),
            (self.general, self.tr("General texts mixed in")),
            (self.rank, self.tr("Rank of adapters (LoRA)")),
        ):
            self._labels[box].setText(text)
            box.setAccessibleName(text)
        self.general.setToolTip(self.tr("They keep the model from forgetting what it knows"))
        self.two_stages.setText(self.tr("First choose sentences, then write abstracts"))
        self.two_stages.setToolTip(
            self.tr(
                "In two stages, as BertSumExtAbs learns: what was learned of choosing serves the "
                "writing. Without, both are learned together."
            )
        )
        self.rank.setSpecialValueText(self.tr("none"))
        self.rank.setToolTip(
            self.tr(
                "Only small additions to the model learn, for less memory and disk; 16 is usual. "
                "Without, all of the model learns."
            )
        )
