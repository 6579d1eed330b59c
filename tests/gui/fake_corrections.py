"""A store of corrections without file or thread: notes what it is asked, tells what a test says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from bertsum_app.gui.main_window import MainWindow
from bertsum_app.service.corrections import (
    Correction,
    CorrectionsEvent,
    CorrectionsListed,
    KeptCorrection,
)

Call = tuple[object, ...]


class FakeCorrections:
    """Fits `CorrectionsPort`."""

    def __init__(self, publish: Callable[[CorrectionsEvent], None]) -> None:
        self.tell = publish
        self.calls: list[Call] = []
        self.saved: list[tuple[Correction, ...]] = []

    def said(self, what: str) -> list[Call]:
        """The calls of one kind, without its name."""
        return [call[1:] for call in self.calls if call[0] == what]

    def look(self) -> None:
        self.calls.append(("look",))

    def save(self, corrections: tuple[Correction, ...]) -> None:
        self.saved.append(corrections)

    def try_again(self) -> None:
        self.calls.append(("try-again",))

    def delete(self, ids: tuple[int, ...]) -> None:
        self.calls.append(("delete", ids))

    def undo_delete(self) -> None:
        self.calls.append(("undo",))

    def purge(self) -> None:
        self.calls.append(("purge",))

    def export(self, path: Path) -> None:
        self.calls.append(("export", path))


def listed(new: int, learned: int = 0, *, others: int = 0) -> CorrectionsListed:
    """So many corrections; the new ones come first. `others` are between other languages."""

    def row(number: int, learned: bool, source: str = "en") -> KeptCorrection:
        correction = Correction(
            f"Sentence {number}.",
            f"机器{number}。",
            f"改过{number}。",
            source,
            "zh",
            chosen=False,
            model_id="m",
        )
        return KeptCorrection(number, number, learned, correction)

    rows = [row(number, learned=number <= learned) for number in range(new + learned, 0, -1)]
    rows += [row(1000 + number, learned=False, source="fr") for number in range(others)]
    return CorrectionsListed(tuple(rows))


def tell(qtbot: QtBot, window: MainWindow, store: FakeCorrections, told: CorrectionsListed) -> None:
    """The store tells this, and the window has heard it."""
    with qtbot.waitSignal(window.corrections.listed):
        store.tell(told)
