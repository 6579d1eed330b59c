"""What tasks, states, findings and figures are called; asked anew when the language changes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from bertsum_app.core import errors
from bertsum_app.core.errors import AppError
from bertsum_app.gui.language_names import language_name
from bertsum_app.gui.messages import Message, message_for
from bertsum_app.gui.training.story import shown_figures
from bertsum_app.model.config import NewModelName
from bertsum_app.service.training import RunFailure, RunRow, RunState
from bertsum_app.training.events import Sampled

# Named as lupdate looks for it.
translate = QCoreApplication.translate

_ERRORS: dict[str, type[AppError]] = {
    kind.code: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, AppError)
}

STATE_ICONS: dict[RunState, str] = {
    "running": "run",
    "paused": "pause",
    "finished": "tick",
    "failed": "warning",
    "interrupted": "stop",
}


def task_name(task: str) -> str:
    """A kind of work that can be taught."""
    names = {
        "translate": translate("Training", "Translation"),
        "summarize": translate("Training", "Summaries"),
        "sentiment": translate("Training", "Sentiment"),
        "summarize-extractive": translate("Training", "Chosen sentences"),
        "summarize-abstractive": translate("Training", "Abstract"),
    }
    return names.get(task, task)


def new_model_name(name: NewModelName) -> str:
    """What a model that begins with nothing is called before it is there."""
    names: dict[NewModelName, str] = {
        "article": translate("Training", "Nothing: a new model, as in the article"),
        "small": translate("Training", "Nothing: a new small model"),
        "base": translate("Training", "Nothing: a new model of BERT's size"),
    }
    return names[name]


def direction_name(direction: str) -> str:
    """Which way translations are taught."""
    arrow = "{source} → {target}"
    english, chinese = language_name("en"), language_name("zh")
    names = {
        "both": translate("Training", "Both directions"),
        "en-zh": arrow.format(source=english, target=chinese),
        "zh-en": arrow.format(source=chinese, target=english),
    }
    return names[direction]


def state_name(row: RunRow) -> str:
    """How a run stands."""
    if row.state == "running":
        return phase_name(row.phase)
    if row.state == "finished":
        if row.installed:
            return translate("Training", "Finished, in use")
        return translate("Training", "Finished")
    names: dict[RunState, str] = {
        "paused": translate("Training", "Paused"),
        "failed": translate("Training", "Failed"),
        "interrupted": translate("Training", "Stopped"),
    }
    if row.state == "interrupted" and row.failure is not None:
        return translate("Training", "Broken off")
    return names[row.state]


def phase_name(phase: str) -> str:
    """What a run is at."""
    names = {
        "": translate("Training", "Starting"),
        "reading": translate("Training", "Reading the texts"),
        "measuring": translate("Training", "Measuring the model as it is"),
        "training": translate("Training", "Learning"),
        "choosing": translate("Training", "Choosing how far to go"),
        "comparing": translate("Training", "Measuring the new model"),
        "installing": translate("Training", "Finishing"),
    }
    return names.get(phase, phase)


def finding_name(kind: str, task: str) -> str:
    """What is wrong with some examples."""
    names = {
        "empty": translate("Training", "One side is empty"),
        "swapped": translate("Training", "The two sides are swapped"),
        "language": translate("Training", "A side is in another language"),
        "copy": translate("Training", "Not translated: both sides are the same"),
        "length": translate("Training", "The lengths do not fit each other"),
        "duplicate": translate("Training", "Said before"),
        "leak": translate("Training", "Also among the texts to measure with"),
    }
    if task == "sentiment" and kind == "empty":
        return translate("Training", "There is no text")
    return names.get(kind, kind)


def fix_name(fix: str) -> str:
    """What is done about it."""
    names = {
        "drop": translate("Training", "Leave out"),
        "swap": translate("Training", "Swap back"),
        "keep": translate("Training", "Keep"),
    }
    return names.get(fix, fix)


def figure_name(figure: str) -> str:
    """A figure of a comparison, as in `zh BLEU`, with the language in words."""
    first, _, rest = figure.partition(" ")
    names = {
        "BLEU": translate("Training", "BLEU"),
        "mean sentence chrF2": translate("Training", "chrF2, mean of the sentences"),
        "accuracy": translate("Training", "Share read rightly"),
    }
    words = names.get(rest, rest)
    if rest.startswith(("extractive ", "abstractive ")):
        method, _, rouge = rest.partition(" ")
        methods = {
            "extractive": translate("Training", "Chosen sentences"),
            "abstractive": translate("Training", "Abstract"),
        }
        words = f"{methods[method]}: {rouge.replace('rouge', 'ROUGE-')}"
    return f"{words} · {_language_of_figure(first, rest)}"


def samples_line(samples: Sequence[Sampled]) -> str:
    """How the samples come out now, and how they did at first; "" for none."""
    if not samples:
        return ""
    first = shown_figures(samples[0]) if len(samples) > 1 else {}
    figures = []
    for name, value in shown_figures(samples[-1]).items():
        text = f"{figure_name(name)} {decimals(value, 1)}"
        if name in first:
            before = decimals(first[name], 1)
            text = translate("Training", "{figure} (at first {before})").format(
                figure=text, before=before
            )
        figures.append(text)
    return translate("Training", "On {count} samples: {figures}").format(
        count=number(samples[-1].examples), figures=", ".join(figures)
    )


def texts_name(where: str) -> str:
    """The texts on which a figure was measured."""
    names = {
        "user": translate("Training", "Your own texts"),
        "taught": translate("Training", "Corrections it was taught"),
        "general": translate("Training", "General texts"),
    }
    return names.get(where, where)


def _language_of_figure(code: str, figure: str) -> str:
    name = language_name(code)
    if figure == "BLEU" or figure.endswith("chrF2"):
        return translate("Training", "into {language}").format(language=name)
    return name


def verdict_name(verdict: str) -> str:
    """Whether a difference is more than luck."""
    names = {
        "improved": translate("Training", "Better"),
        "regressed": translate("Training", "Worse"),
        "unchanged": translate("Training", "No clear difference"),
    }
    return names.get(verdict, verdict)


def verdict_of_text(verdict: str) -> str:
    """What a text was read as."""
    names = {
        "positive": translate("Training", "Positive"),
        "negative": translate("Training", "Negative"),
    }
    return names.get(verdict, verdict)


VERDICT_ICONS = {"improved": "chevron-up", "regressed": "chevron-down", "unchanged": "same"}


def duration(seconds: float) -> str:
    """A time to wait, no more exact than it can be known."""
    minutes = round(seconds / 60)
    if seconds < 60:
        return translate("Training", "less than a minute")
    if minutes < 120:
        return translate("Training", "{minutes} min").format(minutes=number(minutes))
    return translate("Training", "{hours} h").format(hours=number(round(seconds / 3600)))


def number(value: int) -> str:
    """As people here write it."""
    return QLocale().toString(value)


def decimals(value: float, digits: int = 2) -> str:
    """As people here write it."""
    return QLocale().toString(value, "f", digits)


def failure_message(failure: RunFailure) -> Message:
    """The words for why a run ended, in the interface's language."""
    kind = _ERRORS.get(failure.code)
    if kind is not None:
        # Only the parameters count for the words, whatever the class takes to be made.
        error = AppError.__new__(kind)
        AppError.__init__(error, **failure.params)
        return message_for(error)
    return Message(
        translate("Training", "The training was broken off"),
        translate(
            "Training",
            "Its process ended without a word, as when the computer is switched off or memory runs "
            "out. What it had saved is still there.",
        ),
        action="copy-details" if failure.log_tail else "none",
        details=failure.log_tail,
    )
