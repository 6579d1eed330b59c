"""The events of a run as lines to read."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from bertsum_app.gui.training.figures import out_of_hundred
from bertsum_app.gui.training.words import (
    decimals,
    figure_name,
    number,
    phase_name,
    samples_line,
    task_name,
    texts_name,
    verdict_name,
)
from bertsum_app.training.events import (
    CheckpointSaved,
    Compared,
    CorpusRead,
    MemoryShort,
    PhaseStarted,
    RunPaused,
    RunResumed,
    RunStarted,
    RunStopped,
    Sampled,
    StageStarted,
    TrainingEvent,
    TrainProgress,
    Validated,
)

# Named as lupdate looks for it.
translate = QCoreApplication.translate


def log_line(event: TrainingEvent) -> str:
    """One line; "" for events that others say already."""
    match event:
        case PhaseStarted():
            return phase_name(event.phase)
        case CorpusRead():
            return translate(
                "TrainingLog",
                "{examples} examples: {training} to learn from, {held_back} held back",
            ).format(
                examples=number(event.examples),
                training=number(event.training),
                held_back=number(event.held_back),
            )
        case RunStarted():
            started = translate(
                "TrainingLog", "From step {step}, on {device}, threads: {threads}"
            ).format(step=number(event.step), device=event.device, threads=number(event.threads))
            if not event.learning:  # a run of an earlier version
                return started
            what = translate("TrainingLog", "{learning} of {all} parameters learn").format(
                learning=number(event.learning), all=number(event.parameters)
            )
            return f"{started}, {what}"
        case StageStarted():
            return translate("TrainingLog", "Stage {stage} of {stages}: {tasks}").format(
                stage=number(event.stage),
                stages=number(event.stages),
                tasks=", ".join(map(task_name, event.tasks)),
            )
        case MemoryShort():
            return translate(
                "TrainingLog",
                "Step {step}: memory ran short; each batch is worked on in {parts} parts from here on",
            ).format(step=number(event.step), parts=number(event.parts))
        case TrainProgress():
            return _step(event.step, translate("TrainingLog", "loss"), event.loss)
        case Validated() if event.loss:
            return _step(
                event.step, translate("TrainingLog", "loss on held-back texts"), event.loss
            )
        case Sampled() if event.figures:
            return translate("TrainingLog", "Step {step}: {words} ({seconds} s)").format(
                step=number(event.step),
                words=samples_line((event,)),
                seconds=decimals(event.seconds, 1),
            )
        case CheckpointSaved():
            return translate("TrainingLog", "Step {step}: saved").format(step=number(event.step))
        case RunPaused():
            return translate("TrainingLog", "Step {step}: paused").format(step=number(event.step))
        case RunResumed():
            return translate("TrainingLog", "Step {step}: goes on").format(step=number(event.step))
        case RunStopped():
            return translate("TrainingLog", "Step {step}: {reason}").format(
                step=number(event.step), reason=_reason(event.reason)
            )
        case Compared():
            before, after = (
                decimals(out_of_hundred(event.figure, value), 1)
                for value in (event.before, event.after)
            )
            figure = f"{texts_name(event.on)} · {figure_name(event.figure)}"
            return f"{figure}: {before} → {after} ({verdict_name(event.verdict)})"
        case _:
            return ""


def _step(step: int, words: str, loss: dict[str, float]) -> str:
    own = {task: value for task, value in loss.items() if task != "familiar"}
    texts = [
        decimals(value, 3) if len(own) == 1 else f"{task_name(task)} {decimals(value, 3)}"
        for task, value in sorted(own.items())
    ]
    if "familiar" in loss:
        general = decimals(loss["familiar"], 3)
        texts.append(translate("TrainingLog", "on general text {loss}").format(loss=general))
    values = ", ".join(texts)
    return translate("TrainingLog", "Step {step}: {words} {values}").format(
        step=number(step), words=words, values=values
    )


def _reason(reason: str) -> str:
    reasons = {
        "steps": translate("TrainingLog", "all steps are done"),
        "budget": translate("TrainingLog", "the time is used up"),
        "converged": translate("TrainingLog", "nothing more is gained"),
        "finish": translate("TrainingLog", "ended as wanted"),
        "signal": translate("TrainingLog", "stopped and saved"),
    }
    return reasons.get(reason, reason)
