"""Runs as the window is told of them, without a process that works on one."""

from __future__ import annotations

import queue

from bertsum_app.core.paths import AppPaths
from bertsum_app.core.settings import Settings
from bertsum_app.library.store import ModelStore
from bertsum_app.service.training import RunCompared, RunsListed, TrainingNews
from bertsum_app.service.training_host import TrainingHost
from bertsum_app.service.tune_folder import TuneFolder
from bertsum_app.training.events import EventLog, PhaseStarted
from helpers.fake_engine import WAIT_S


def write_run(paths: AppPaths, phases: list[str]) -> None:
    run = TuneFolder(paths.ensure(paths.runs / "mine"))
    run.tune_file.write_text("{}", encoding="utf-8")
    for phase in phases:
        EventLog(run.events_file)(PhaseStarted(0, phase))


def test_a_run_begun_anew_under_a_removed_ones_name_is_told_from_its_beginning(
    app_paths: AppPaths, store: ModelStore
) -> None:
    listed: queue.Queue[RunsListed] = queue.Queue()

    def publish(news: TrainingNews) -> None:
        # On the host's thread: it looks at no run between what is asked for here and what follows.
        if isinstance(news, RunsListed):
            if listed.empty():
                host.remove("mine")
                host.compare("mine")
            listed.put(news)
        if isinstance(news, RunCompared):
            write_run(app_paths, ["reading"])

    write_run(app_paths, ["reading", "measuring", "training"])
    host = TrainingHost(app_paths, store, Settings(), publish)
    host.list_runs()
    try:
        rows = [listed.get(timeout=WAIT_S).runs for _ in range(2)]
    finally:
        assert host.close(leave_running=False, timeout_s=WAIT_S)
    assert [[row.phase for row in runs] for runs in rows] == [["training"], ["reading"]]
