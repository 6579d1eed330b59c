"""The card of a tuned model: where it comes from, what it was taught, and what that did to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bertsum_app.evaluation.compare import Comparison
from bertsum_app.library.manifest import ModelManifest
from bertsum_app.service.tune_data import CorpusReport
from bertsum_app.training.config import TrainConfig

_WHERE: Mapping[str, str] = {
    "user": "Held-back examples of the person's own",
    "general": "General text that ships with the program",
}


@dataclass(frozen=True)
class TuneFacts:
    """What the card tells beside the comparisons."""

    name: str
    base: ModelManifest
    report: CorpusReport
    config: TrainConfig
    steps: int
    active_s: float
    share: float
    test_sizes: Mapping[str, int]


def tune_card(facts: TuneFacts, comparisons: Mapping[str, Comparison]) -> str:
    """The text of ``CARD.md``."""
    return "\n".join(_lines(facts, comparisons)) + "\n"


def _lines(facts: TuneFacts, comparisons: Mapping[str, Comparison]) -> Iterable[str]:
    report, config, base = facts.report, facts.config, facts.base
    yield f"# {facts.name}"
    yield ""
    yield f"Trained by its user from `{base.id}` {base.version}, on data of their own."
    yield ""
    yield "| | |"
    yield "|---|---|"
    yield f"| parent | {base.id} {base.version}, fingerprint {base.fingerprint} |"
    yield f"| task | {report.task} |"
    yield f"| examples | {report.training:,} to train on, {report.held_back:,} held back |"
    yield f"| data fingerprint | {report.fingerprint} |"
    yield f"| steps | {facts.steps:,} of {config.max_steps:,}, {facts.active_s / 60:.1f} minutes |"
    yield (
        f"| rates | encoder {config.encoder_schedule.peak:g}, rest {config.heads_schedule.peak:g}, "
        f"linear decay, {config.tasks[0].tokens:,} positions a step |"
    )
    yield f"| weights | {facts.share:.0%} of the trained ones, {1 - facts.share:.0%} of the parent's |"
    yield f"| seed | {config.seed} |"
    yield f"| licence | as the parent's ({base.licence}), as far as your data allows |"
    for where, comparison in comparisons.items():
        yield ""
        yield f"## {_WHERE[where]} ({facts.test_sizes[where]:,} examples)"
        yield ""
        yield "| figure | parent | this model | difference | 95 % of resampled differences | p |"
        yield "|---|---:|---:|---:|---|---:|"
        for row in comparison.rows:
            yield (
                f"| {row.name} | {row.before:.2f} | {row.after:.2f} | {row.difference:+.2f} | "
                f"{row.low:+.2f} to {row.high:+.2f} | {row.p_value:.3f} |"
            )
