"""Training beside the window: real children that train a network in miniature."""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bertsum_app.core.errors import ModelIdTaken, RunBusy, RunIncompatible
from bertsum_app.core.settings import Settings
from bertsum_app.library.store import ModelStore
from bertsum_app.service.training import (
    CheckFailed,
    CorpusChecked,
    ModelsChanged,
    RunCompared,
    RunRow,
    RunSaid,
    RunsListed,
    TrainingFailed,
    TrainingNews,
    TrainingRequest,
)
from bertsum_app.service.training_host import TrainingHost
from bertsum_app.training.events import (
    ModelReady,
    PhaseStarted,
    RunPaused,
    RunResumed,
    RunStarted,
    TrainingEvent,
    TrainProgress,
)
from helpers.program import TIMEOUT_S, Program

# A child that is left running is nobody's to wait for, and Python warns of it.
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")


class Window:
    """Whoever the host tells its news: they are awaited one after the other."""

    def __init__(self, program: Program) -> None:
        self.news: queue.Queue[TrainingNews] = queue.Queue()
        self.rows: dict[str, RunRow] = {}
        self.events: list[TrainingEvent] = []
        self.host = TrainingHost(
            program.paths,
            ModelStore(program.home / "embedded", program.paths.models),
            Settings(device="cpu", threads=1),
            self.news.put,
            environ=program.environment,
        )
        self.host.list_runs()

    def until(self, condition: Callable[[TrainingNews], bool]) -> TrainingNews:
        """The first news of that kind; what comes before is taken note of."""
        while True:
            news = self.news.get(timeout=TIMEOUT_S)
            if isinstance(news, RunsListed):
                self.rows = {row.name: row for row in news.runs}
            elif isinstance(news, RunSaid):
                self.events = [*([] if news.anew else self.events), *news.events]
            if condition(news):
                return news

    def until_state(self, name: str, state: str) -> RunRow:
        def reached(news: TrainingNews) -> bool:
            return name in self.rows and self.rows[name].state == state

        self.until(reached)
        return self.rows[name]

    def until_said(self, kind: type[TrainingEvent]) -> None:
        self.until(lambda news: any(isinstance(event, kind) for event in self.events))


@pytest.fixture
def own(program: Program, tmp_path: Path) -> Program:
    return program.copy(tmp_path / "home")


@pytest.fixture
def window(own: Program) -> Iterator[Window]:
    made = Window(own)
    yield made
    assert made.host.close(leave_running=False, timeout_s=TIMEOUT_S)


def request(reviews: Path, name: str, steps: int) -> TrainingRequest:
    values = {"epochs": 100_000, "most_steps": steps, "validations": 2, "checkpoint_every_s": 0}
    return TrainingRequest(name, "sentiment", (str(reviews),), base_id="tiny", settings=values)


def test_a_run_is_followed_to_its_model_which_is_installed_and_taken_out_again(
    window: Window, own: Program, reviews: Path
) -> None:
    asked = request(reviews, "mine", steps=20)
    window.host.watch("mine")
    window.host.start(asked)
    window.until_state("mine", "running")
    row = window.until_state("mine", "finished")
    assert (row.task, row.base_id, row.step, row.steps) == ("sentiment", "tiny", 20, 20)
    assert (row.model, row.installed, row.request) == (True, False, asked)
    # Several portions in the order in which they were said, each of them once.
    steps = [event.step for event in window.events if isinstance(event, TrainProgress)]
    assert steps == [10, 20]
    assert isinstance(window.events[0], PhaseStarted)
    assert isinstance(window.events[-1], ModelReady)

    window.host.compare("mine")
    compared = window.until(lambda news: isinstance(news, RunCompared))
    assert isinstance(compared, RunCompared)
    assert compared.result is not None
    assert [row.name for row in compared.result.comparisons["user"].rows] == [
        "en accuracy",
        "zh accuracy",
    ]
    window.host.install("mine")
    window.until(lambda news: news == ModelsChanged("mine", installed=True))
    assert (own.paths.models / "mine" / "CARD.md").is_file()
    window.until(lambda news: window.rows["mine"].installed)
    window.host.install("mine")
    failed = window.until(lambda news: isinstance(news, TrainingFailed))
    assert isinstance(failed, TrainingFailed)
    assert isinstance(failed.error, ModelIdTaken)
    window.host.uninstall("mine")
    window.until(lambda news: news == ModelsChanged("mine", installed=False))
    assert not (own.paths.models / "mine").exists()
    window.until(lambda news: not window.rows["mine"].installed and window.rows["mine"].model)


def test_it_is_paused_resumed_and_ended_with_its_best(window: Window, reviews: Path) -> None:
    window.host.start(request(reviews, "mine", steps=1_000_000))
    window.host.watch("mine")
    window.until_said(TrainProgress)
    window.host.order("mine", "pause")
    window.until_state("mine", "paused")
    window.host.order("mine", "resume")
    window.until_state("mine", "running")
    window.host.order("mine", "finish")
    row = window.until_state("mine", "finished")
    assert row.model
    assert row.step < 1_000_000


def test_left_running_it_is_found_again_and_obeys_the_next_window(
    own: Program, reviews: Path
) -> None:
    first = Window(own)
    first.host.start(request(reviews, "mine", steps=1_000_000))
    first.host.watch("mine")
    first.until_said(TrainProgress)
    assert first.host.close(leave_running=True, timeout_s=TIMEOUT_S)

    second = Window(own)
    second.until_state("mine", "running")
    second.host.watch("mine")
    second.until_said(TrainProgress)
    assert isinstance(second.events[0], PhaseStarted), "the whole run is told anew"
    seen = len(second.events)
    second.until(lambda news: len(second.events) > seen)
    second.host.order("mine", "pause")
    second.until_said(RunPaused)
    second.until_state("mine", "paused")
    second.host.remove("mine")
    failed = second.until(lambda news: isinstance(news, TrainingFailed))
    assert isinstance(failed, TrainingFailed)
    assert isinstance(failed.error, RunBusy)
    second.host.order("mine", "resume")
    second.until_said(RunResumed)
    second.host.order("mine", "finish")
    assert second.until_state("mine", "finished").model
    assert second.host.close(leave_running=False, timeout_s=TIMEOUT_S)


def test_a_window_that_closes_stops_it_and_the_next_one_goes_on(
    own: Program, reviews: Path
) -> None:
    first = Window(own)
    first.host.start(request(reviews, "mine", steps=60))
    first.host.watch("mine")
    first.until_said(TrainProgress)
    assert first.host.close(leave_running=False, timeout_s=TIMEOUT_S)

    second = Window(own)
    row = second.until_state("mine", "interrupted")
    assert row.resumable
    assert row.failure is None, "it was stopped, nothing went wrong"
    second.host.watch("mine")
    second.host.resume("mine")
    for hasty in (second.host.resume, second.host.remove):
        hasty("mine")
        failed = second.until(lambda news: isinstance(news, TrainingFailed))
        assert isinstance(failed, TrainingFailed)
        assert isinstance(failed.error, RunBusy)
    assert second.until_state("mine", "finished").step == 60
    began = [event.step for event in second.events if isinstance(event, RunStarted)]
    assert len(began) == 2
    assert began[1] > 0, "it went on where it was"
    assert second.host.close(leave_running=False, timeout_s=TIMEOUT_S)


def test_a_killed_run_is_shown_as_broken_off_and_can_be_removed(
    window: Window, own: Program, reviews: Path
) -> None:
    window.host.start(request(reviews, "mine", steps=1_000_000))
    window.host.watch("mine")
    window.until_said(TrainProgress)
    # What the system does when memory runs out.
    window.host._children["mine"].kill()
    row = window.until_state("mine", "interrupted")
    assert row.resumable
    assert row.failure is not None
    window.host.remove("mine")
    window.until(lambda news: isinstance(news, RunsListed) and not window.rows)
    assert not (own.paths.runs / "mine").exists()


def test_what_a_session_had_no_time_to_delete_goes_with_the_next(own: Program) -> None:
    own.paths.ensure(own.paths.runs)
    left = own.paths.runs / ".mine.1.removed"
    left.mkdir()
    (left / "weights").write_bytes(b"0" * 1000)
    window = Window(own)
    window.until(lambda news: isinstance(news, RunsListed))
    for thread in threading.enumerate():
        if thread.name == "bertsum-sweep":
            thread.join(TIMEOUT_S)
    assert not left.exists()
    assert window.host.close(leave_running=False, timeout_s=TIMEOUT_S)


@pytest.mark.skipif(sys.platform == "win32", reason="a file in use cannot be removed there")
def test_a_check_whose_output_is_gone_has_failed(window: Window, reviews: Path) -> None:
    window.host.check(request(reviews, "mine", steps=20))
    window.host.list_runs()
    window.until(lambda news: isinstance(news, RunsListed))
    window.host.list_runs()
    window.until(lambda news: isinstance(news, RunsListed))
    check = window.host._check
    assert check is not None
    # Somebody sweeps the temporary folder.
    check.output.unlink()
    window.until(lambda news: isinstance(news, CheckFailed))


def test_files_are_looked_at_before_and_the_newest_question_is_answered(
    window: Window, reviews: Path
) -> None:
    window.host.check(request(reviews, "first", steps=5))
    asked = request(reviews, "mine", steps=7)
    window.host.check(asked)
    news = window.until(lambda news: isinstance(news, CorpusChecked))
    assert isinstance(news, CorpusChecked)
    assert news.request == asked
    assert (news.checked.steps, news.checked.report.checked.examples) == (7, 120)
    assert news.checked.minutes is not None


def test_what_is_wrong_with_files_comes_with_its_parameters(window: Window, tmp_path: Path) -> None:
    broken = tmp_path / "broken.tsv"
    broken.write_text("pos\tfine\n" * 200 + "what\tis this\n", encoding="utf-8")
    window.host.check(TrainingRequest("mine", "sentiment", (str(broken),), base_id="tiny"))
    news = window.until(lambda news: isinstance(news, CheckFailed))
    assert isinstance(news, CheckFailed)
    assert news.failure.code == "corpus-unreadable"
    assert (news.failure.params["line"], news.failure.params["path"]) == (201, str(broken))


def test_a_run_that_fails_says_why_and_its_name_is_free_again_when_it_is_removed(
    window: Window, tmp_path: Path
) -> None:
    small = tmp_path / "small.tsv"
    small.write_text("pos\tfine\nneg\tbad\n", encoding="utf-8")
    asked = TrainingRequest("mine", "sentiment", (str(small),), base_id="tiny")
    window.host.start(asked)
    row = window.until_state("mine", "failed")
    assert row.failure is not None
    assert row.failure.code == "corpus-too-small"
    assert not row.resumable
    window.host.start(asked)
    failed = window.until(lambda news: isinstance(news, TrainingFailed))
    assert isinstance(failed, TrainingFailed)
    assert isinstance(failed.error, RunIncompatible)
    window.host.remove("mine")
    window.until(lambda news: not window.rows)
