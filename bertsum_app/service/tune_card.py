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
    "taught": "Corrections it was taught, which it has seen",
    "general": "General text that ships with the program",
}


@dataclass(frozen=True)
class TuneFacts:
    """What the card tells beside the comparisons; a `fresh` model only stands beside `base`."""

    name: str
    base: ModelManifest
    report: CorpusReport
    config: TrainConfig
    steps: int
    active_s: float
    share: float
    test_sizes: Mapping[str, int]
    fresh: bool = False


def tune_card(facts: TuneFacts, comparisons: Mapping[str, Comparison]) -> str:
    """The text of ``CARD.md``."""
    return "\n".join(_lines(facts, comparisons)) + "\n"


def _lines(facts: TuneFacts, comparisons: Mapping[str, Comparison]) -> Iterable[str]:
    report, config, base = facts.report, facts.config, facts.base
    begun = "from nothing" if facts.fresh else f"from `{base.id}` {base.version}"
    yield f"# {facts.name}"
    yield ""
    yield f"Trained by its user {begun}, on data of their own."
    yield ""
    yield "| | |"
    yield "|---|---|"
    yield from _new_network(config) if facts.fresh else _parent(facts)
    yield f"| task | {report.task} |"
    yield f"| examples | {report.training:,} to train on, {report.held_back:,} held back |"
    yield f"| data fingerprint | {report.fingerprint} |"
    yield f"| steps | {facts.steps:,} of {config.max_steps:,}, {facts.active_s / 60:.1f} minutes |"
    encoder, heads = config.encoder_schedule, config.heads_schedule
    course = "noam" if facts.fresh else "linear decay"
    yield (
        f"| rates | encoder {encoder.peak:g}, rest {heads.peak:g}, {course} after "
        f"{heads.warmup_steps:,} steps, {config.tasks[0].tokens:,} positions a step |"
    )
    if config.average_decay:
        steps = 1.0 / (1.0 - config.average_decay)
        yield f"| averaged | over the last {steps:.0f} steps, exponentially |"
    if config.first_stage_steps:
        second = (config.max_steps or 0) - config.first_stage_steps
        yield (
            f"| stages | as BertSumExtAbs (Liu & Lapata 2019): {config.first_stage_steps:,} steps "
            f"extractive, then {second:,} abstractive |"
        )
    if config.adapter_rank:
        yield f"| learned by | low-rank adapters (LoRA) of rank {config.adapter_rank}, added in |"
    yield f"| seed | {config.seed} |"
    before = f"{base.id} {base.version}" if facts.fresh else "parent"
    for where, comparison in comparisons.items():
        yield ""
        yield f"## {_WHERE[where]} ({facts.test_sizes[where]:,} examples)"
        yield ""
        yield f"| figure | {before} | this model | difference | 95 % of resampled differences | p |"
        yield "|---|---:|---:|---:|---|---:|"
        for row in comparison.rows:
            yield (
                f"| {row.name} | {row.before:.2f} | {row.after:.2f} | {row.difference:+.2f} | "
                f"{row.low:+.2f} to {row.high:+.2f} | {row.p_value:.3f} |"
            )


def _parent(facts: TuneFacts) -> Iterable[str]:
    base, share = facts.base, facts.share
    yield f"| parent | {base.id} {base.version}, fingerprint {base.fingerprint} |"
    yield f"| weights | {share:.0%} of the trained ones, {1 - share:.0%} of the parent's |"
    yield f"| licence | as the parent's ({base.licence}), as far as your data allows |"


def _new_network(config: TrainConfig) -> Iterable[str]:
    network = config.model
    decoder = f" + {network.decoder_layers}" if network.has_decoder else ""
    yield (
        f"| network | {network.encoder_layers}{decoder} layers of width {network.hidden_size}, "
        f"{network.vocab_size:,} pieces learnt from the same texts |"
    )
    yield "| licence | as your data allows |"
