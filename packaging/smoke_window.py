"""The window in a smoke test: opened as by a double click, typed into, given files, taught, closed."""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import product
from smoke_commands import REVIEW, SENTENCE, write_reviews
from smoke_place import Place, has_chinese
from smoke_screen import WAIT_S, Screen, missing_tools, screen, wait_for
from smoke_user import Failed, see

_STARTS = 3
_DRAWN_S = 2.0
#: A training on a busy machine, with the figures before and after.
_TRAINED_S = 600.0
_LETTERS = {"dropped": "The train leaves at nine.", "handed": "The shop opens at ten."}


def try_window(place: Place, screenshots: Path | None) -> None:
    """Everything that is done in the window.

    Raises:
        Failed: something is not as it should be.
    """
    missing = missing_tools()
    if missing:
        print(f"smoke: the window was not tried, since this machine lacks {', '.join(missing)}")
        return
    with screen() as shown:
        user = replace(place.user, more={"DISPLAY": shown.display})
        visit = Visit(replace(place, user=user), shown, screenshots)
        visit.measure_starts()
        with visit.opened() as window:
            visit.type_a_sentence(window)
            visit.drop_a_letter(window)
            visit.hand_over()
            visit.train(window)
            visit.show_pages(window)
            visit.close(window)
    see_no_fault(place)


@dataclass(frozen=True)
class Window:
    """The program while it is open; `id` is X's."""

    process: subprocess.Popen[bytes]
    id: str


@dataclass(frozen=True)
class Visit:
    """One person before one screen."""

    place: Place
    screen: Screen
    screenshots: Path | None

    @property
    def _home(self) -> Path:
        return self.place.user.home

    @contextmanager
    def opened(self) -> Iterator[Window]:
        """The program from its start to its end, and that it said nothing where nobody would look."""
        program = self.place.command(product.WINDOW_PROGRAM)
        with tempfile.TemporaryFile() as said:
            with self.place.user.open(program, said) as process:
                try:
                    yield Window(process, self._window_of(process))
                finally:
                    if process.poll() is None:
                        process.terminate()
            said.seek(0)
            words = said.read().decode(errors="replace").strip()
        if words:
            raise Failed(f"said without a terminal: {words}")

    def measure_starts(self) -> None:
        """The time from the start of the process to its window."""
        seconds = []
        for _ in range(_STARTS):
            began = time.monotonic()
            with self.opened():
                seconds.append(time.monotonic() - began)
        each = ", ".join(f"{one:.2f}" for one in seconds)
        see("start to the window", f"{statistics.median(seconds):.2f} s (of {each})")

    def type_a_sentence(self, window: Window) -> None:
        """A sentence typed into the window is translated, and the translation can be copied."""
        self.screen.focus(window.id)
        self.screen.type(SENTENCE)
        see("typed", wait_for(self._copied_result, "a result of the typed sentence"))

    def drop_a_letter(self, window: Window) -> None:
        """A file dropped on the window is translated into a file beside it."""
        letter, translated = self._letter("dropped")
        self.screen.drop(letter, window.id)
        wait_for(translated.is_file, "the translation of the dropped file")
        see("dropped", translated.read_text(encoding="utf-8").strip())
        self._picture("documents")

    def hand_over(self) -> None:
        """A second start gives its file to the window that is open, which translates it, and ends."""
        letter, translated = self._letter("handed")
        done = self.place.user.run(self.place.command(product.WINDOW_PROGRAM, str(letter)))
        if done.returncode != 0:
            raise Failed(f"the second start ended with exit code {done.returncode}")
        wait_for(translated.is_file, "the translation of the second start's file")
        see("second start", translated.read_text(encoding="utf-8").strip())

    def train(self, window: Window) -> None:
        """Teach a model in the window, by keys and a dropped file; the lite edition says it cannot."""
        self.screen.focus(window.id)
        self._go_to(2)
        if not self.place.can_train:
            return
        # The kinds of work come first on the page; sentiment is the last of them, and quickly taught.
        self.screen.press("Right", "Right")
        reviews = self._home / "window-reviews.tsv"
        write_reviews(reviews)
        self.place.user.give(reviews)
        self.screen.drop(reviews, window.id)
        self.screen.focus(window.id)
        wait_for(self._start_training, "a training")
        self._picture("training-at-work")
        model = wait_for(self._taught_model, "the taught model", _TRAINED_S)
        if not (Path(str(model["path"])) / "manifest.json").is_file():
            raise Failed(f"the model that was taught in the window is not at {model['path']}")
        see("taught in the window", f"{model['step']} steps; {model['model_id']} waits to be kept")

    def show_pages(self, window: Window) -> None:
        """Go through the pages; that of the training draws the runs of before, where there were some."""
        self.screen.focus(window.id)
        for number, name in enumerate(("workspace", "training", "history", "settings"), start=1):
            self._go_to(number)
            self._picture(name)

    def close(self, window: Window) -> None:
        """Close the window by the keys of its frame; nothing of it goes on."""
        self.screen.focus(window.id)
        self.screen.press("alt+F4")
        try:
            code = window.process.wait(WAIT_S)
        except subprocess.TimeoutExpired:
            raise Failed("the window did not close") from None
        if code != 0:
            raise Failed(f"the window ended with exit code {code}")
        wait_for(lambda: not self.place.at_work(), "the end of all its processes")
        see("close", "exit code 0, no process is left")

    def _window_of(self, process: subprocess.Popen[bytes]) -> str:
        """The X id of the program's window, once it is to be seen."""

        def find() -> str:
            if process.poll() is not None:
                raise Failed(f"the program ended at once with exit code {process.returncode}")
            return self.screen.window(product.NAME)

        return wait_for(find, "a window")

    def _letter(self, name: str) -> tuple[Path, Path]:
        """A new file of one sentence, and where its translation will be."""
        letter = self._home / f"信 {name}.txt"
        letter.write_text(_LETTERS[name] + "\n", encoding="utf-8")
        self.place.user.give(letter)
        return letter, letter.with_name(f"信 {name}.zh.txt")

    def _copied_result(self) -> str:
        """What Copy puts on the clipboard; empty until there is a result."""
        self.screen.press("ctrl+shift+c")
        text = self.screen.clipboard()
        return text if has_chinese(text) else ""

    def _start_training(self) -> bool:
        """Press the keys that start it; they do nothing before the files have been looked at."""
        self.screen.press("ctrl+Return")
        time.sleep(_DRAWN_S / 4)
        return bool(self._events())

    def _events(self) -> list[dict[str, object]]:
        """What the youngest run has told; those of commands are older."""
        logs = sorted(self._home.rglob("window-reviews/events.jsonl"))
        if not logs:
            return []
        lines = logs[-1].read_text(encoding="utf-8").splitlines(keepends=True)
        return [json.loads(line) for line in lines if line.endswith("\n")]

    def _taught_model(self) -> dict[str, object] | None:
        """What the training tells of its model, once there is one."""
        for event in self._events():
            if event["kind"] == "failed":
                raise Failed(f"the training in the window failed: {event}")
            if event["kind"] == "model":
                return event
        return None

    def _go_to(self, page: int) -> None:
        self.screen.press(f"alt+{page}")
        # Nothing of the window tells from outside that it has drawn.
        time.sleep(_DRAWN_S)

    def _picture(self, name: str) -> None:
        if self.screenshots is not None:
            self.screen.take_picture(self.screenshots / f"frozen-{name}.png")


def see_no_fault(place: Place) -> None:
    """The window goes on after a fault of its own; its log knows. It knows none of the texts."""
    texts = (SENTENCE, REVIEW, *_LETTERS.values())
    for log in place.user.home.rglob("*.log*"):
        told = log.read_text(encoding="utf-8", errors="replace")
        fault = re.search(r"^.* (?:CRITICAL|ERROR) .*\n(?:[^\d].*\n)*", told, re.MULTILINE)
        if fault is not None:
            raise Failed(f"a fault stands in {log.name}:\n{fault[0]}")
        if any(text in told for text in texts):
            raise Failed(f"{log.name} holds what was written")
    see("logs", "no fault and no text in them")
