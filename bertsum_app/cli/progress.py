"""What a job reports, as a line on the terminal."""

from __future__ import annotations

from bertsum_app.cli.console import ProgressLine, note
from bertsum_app.cli.messages import message
from bertsum_app.core.progress import Progress
from bertsum_app.service.engines import OpenedEngine
from bertsum_app.service.jobs import JobCallbacks


def job_progress(line: ProgressLine) -> JobCallbacks:
    """Callbacks that show a job on `line`; loading the model is shown from the start."""
    line.show("loading the model", at_once=True)

    def on_engine(opened: OpenedEngine) -> None:
        if opened.cache_problem is not None:
            line.clear()
            why = message(opened.cache_problem)
            note(f"warning: the converted model cannot be kept, so every start takes longer: {why}")
        line.show(f"{opened.model_id} on {opened.engine.device_label}", at_once=True)

    def on_progress(progress: Progress) -> None:
        line.show(f"{progress.done}/{progress.total} {progress.unit}")

    return JobCallbacks(on_progress=on_progress, on_engine=on_engine)
