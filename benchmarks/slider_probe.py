"""A process with the real window and a summary of 2,000 sentences, whose slider is moved about."""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication
from texts import five_hundred_sentences

from bertsum_app.core.settings import Settings
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.theme import ThemeSwitch
from bertsum_app.inference.selection import ScoredDocument, summary_order
from bertsum_app.inference.summarizer import SummaryResult
from bertsum_app.service.events import Event, JobFinished
from bertsum_app.service.requests import Request
from bertsum_app.service.results import SummaryOutcome
from bertsum_app.text.sentences import Span

_SENTENCES = 2000
_IN_A_PARAGRAPH = 5
_FIRST = 200
_STEPS = 20
_JUMPS = 3
_SEED = 1
_LIMIT_S = 30


class ScoredEngine:
    """Has scored the text already: what is measured begins after that."""

    def __init__(self) -> None:
        self.asked = 0

    def submit(self, request: Request, slot: str = "main") -> int:
        self.asked += 1
        return self.asked

    def cancel(self, job: int | None = None) -> None:
        """There is nothing to cancel."""

    def warm_up(self, model_id: str | None = None) -> None:
        """There is nothing to load."""

    def use_settings(self, settings: Settings) -> None:
        """Nothing hangs on them."""

    def close(self, timeout_s: float = 2.0) -> bool:
        return True


def document() -> tuple[str, ScoredDocument]:
    """A text of different sentences, with made-up scores that are always the same."""
    base = five_hundred_sentences()
    numbers = range(_SENTENCES)
    sentences = tuple(f"{base[number % len(base)]} ({number})" for number in numbers)
    text, spans = "", []
    for number, sentence in enumerate(sentences):
        if number:
            text += "\n" if number % _IN_A_PARAGRAPH == 0 else " "
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += sentence
    chance = random.Random(_SEED)
    scores = tuple(chance.random() for _ in sentences)
    order = summary_order(sentences, scores, "en")
    return text, ScoredDocument(tuple(spans), scores, "en", sentences, order)


class Probe:
    """The window with its summary."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._window = MainWindow(Preferences(Settings(live=False)))
        self._window.show()
        engine = ScoredEngine()
        self._window.attach_engine(engine, None)
        text, scored = document()
        page = self._window.workspace
        self._window.controller.choose_mode("summarize")
        page.source.pane.replace_text(text)
        self._until(lambda: not page.source.pane.is_filling)
        self._window.controller.run()
        self._until(lambda: engine.asked > 0)
        summary = SummaryResult("", "extractive", (), "en")
        event: Event = JobFinished(
            engine.asked, SummaryOutcome(summary, scored=scored), 1, "none", "none"
        )
        self._window.bridge.publish(event)
        self._slider = page.result.length.slider
        self._until(lambda: self._slider.maximum() == _SENTENCES)
        self._slider.setValue(_FIRST)
        self._document = page.result.pane.document()
        self._settle(_FIRST)

    def steps(self, width: int) -> float:
        """The worst of some steps of the slider, in milliseconds."""
        return max(self._move(_FIRST + width * step)[0] for step in range(1, _STEPS + 1))

    def jumps(self) -> tuple[float, float]:
        """From one end to the other and back: the longest turn, and until all stands; ms."""
        found = [self._move(value) for _ in range(_JUMPS) for value in (1, _SENTENCES)]
        return max(turn for turn, _ in found), max(whole for _, whole in found)

    def close(self) -> None:
        """Be done."""
        self._window.close()

    def _move(self, value: int) -> tuple[float, float]:
        """Move the slider: the longest time the window was held up, and the whole time; ms."""
        begun = time.perf_counter()
        self._slider.setValue(value)
        self._application.processEvents()
        # Whether or not Qt thought that it could wait: the whole window.
        self._window.repaint()
        longest = time.perf_counter() - begun
        longest = max(longest, self._settle(value))
        return longest * 1000, (time.perf_counter() - begun) * 1000

    def _settle(self, lines: int) -> float:
        """Let the event loop turn until all lines stand; the longest turn, in seconds."""
        longest = 0.0
        until = time.perf_counter() + _LIMIT_S
        while self._document.blockCount() != lines:
            begun = time.perf_counter()
            if begun > until:
                raise TimeoutError(f"{self._document.blockCount()} of {lines} lines stand")
            self._application.processEvents()
            longest = max(longest, time.perf_counter() - begun)
        return longest

    def _until(self, condition: Callable[[], bool]) -> None:
        until = time.perf_counter() + _LIMIT_S
        while not condition():
            if time.perf_counter() > until:
                raise TimeoutError
            self._application.processEvents()


def main() -> int:
    """Print the figures as one line of JSON."""
    application = QApplication(["BertSum"])
    theme = ThemeSwitch(application, "light")
    probe = Probe(application)
    figures = {"step_ms": probe.steps(1), "drag_ms": probe.steps(10)}
    figures["jump_ms"], figures["whole_ms"] = probe.jumps()
    probe.close()
    del theme
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
