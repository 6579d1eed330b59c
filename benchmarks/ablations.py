"""What single choices of a recipe are worth: small runs that differ from a baseline in one thing each.

    python benchmarks/ablations.py prepare PACKED WORK
    python benchmarks/ablations.py run WORK [NAME ...] [--seeds 1 2]       (names: see VARIANTS)
    python benchmarks/ablations.py table WORK

PACKED is what ``bertsum build-model prepare`` wrote from a data collection; nothing is written there. Of
its pairs WORK gets the short ones of everyday talk, once in its vocabulary and once in each size that
``--vocabularies`` names, learnt from the same pairs. The baseline is ``benchmarks/data/ablations.json``.

Every variant is trained once with each seed, of the first weights and the order of the data, and told
beside the baseline of the same seed: how far baselines differ from one another is what chance does. All
take as many steps, unless their name says otherwise, by schedules that go by steps: other work on the
machine changes nothing but the time. Seconds are of the processor.
"""

from __future__ import annotations

import argparse
import json
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from bertsum_app.core.cancel import CancelToken
from bertsum_app.corpus.encode import EncodedInput, job_id
from bertsum_app.corpus.examples import TranslationExample
from bertsum_app.corpus.pack import (
    DEV_PREFIX,
    DOCUMENTS_FILE,
    PAIRS_FILE,
    PASSAGES_FILE,
    SENTIMENT_FILE,
    pack_pairs,
)
from bertsum_app.corpus.packed import PackedPairs, read_packed, write_packed
from bertsum_app.evaluation.bleu import corpus_bleu
from bertsum_app.inference.runtime import SearchOptions
from bertsum_app.inference.torch_runtime import TorchRuntime
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.encoder import BertLayer
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer, train_sentencepiece
from bertsum_app.text.tokenizer import TOKENIZER_FILE, Tokenizer
from bertsum_app.training.config import TaskConfig, TrainConfig
from bertsum_app.training.events import TrainingEvent, Validated
from bertsum_app.training.losses import MultiTaskLoss
from bertsum_app.training.run_folder import RunFolder
from bertsum_app.training.tasks import open_stream
from bertsum_app.training.trainer import Trainer

RECIPE = Path(__file__).resolve().parent / "data" / "ablations.json"
#: Everyday talk: training domains, and the sources of development pairs that are like them.
DOMAINS = ("general", "dialogue", "captions")
DEV_SOURCES = ("tatoeba", "msctd", "3am")
LONGEST = 16  # pieces of PACKED's vocabulary on either side
GIVEN = "given"  # folder of the pairs in PACKED's own vocabulary
_CPU = torch.device("cpu")


class PreNormLayer(BertLayer):
    """x = x + attention(LN(x)); x = x + feed_forward(LN(x)); behind the last layer another LN.

    Xiong et al. 2020. Only to compare with: BERT, whose weights ours can start from, is post-norm, and
    so is what the runtimes compute.
    """

    def __init__(self, config: BertSumConfig, *, last: bool) -> None:
        super().__init__(config)
        width, eps = config.hidden_size, config.encoder_norm_eps
        self.output_norm = nn.LayerNorm(width, eps=eps) if last else nn.Identity()

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """As `BertLayer.forward`."""
        normed = self.attention_norm(states)
        keys, values = self.attention.project_memory(normed)
        states = states + self.dropout(self.attention(normed, keys, values, mask=mask))
        fed = self.feed_forward(self.feed_forward_norm(states))
        return torch.as_tensor(self.output_norm(states + self.dropout(fed)))


def make_pre_norm(model: BertSum) -> None:
    """Give the encoder pre-norm layers with the weights that its layers begin with."""
    layers = model.encoder.layers
    for index, layer in enumerate(layers):
        new = PreNormLayer(model.config, last=index == len(layers) - 1)
        new.load_state_dict(layer.state_dict(), strict=False)
        layers[index] = new


Change = Callable[[TrainConfig], TrainConfig]


@dataclass(frozen=True)
class Variant:
    """What differs from the baseline: its configuration, its vocabulary, or its network."""

    change: Change = lambda config: config
    packed: str = GIVEN
    initialize: Callable[[BertSum], None] | None = None


def _layers(encoder: int, decoder: int, ff_size: int) -> Change:
    """Another split of the depth; `ff_size` evens the parameters out."""

    def change(config: TrainConfig) -> TrainConfig:
        model = replace(
            config.model,
            encoder_layers=encoder,
            decoder_layers=decoder,
            encoder_ff_size=ff_size,
            decoder_ff_size=ff_size,
        )
        return replace(config, model=model)

    return change


def _masked_first(config: TrainConfig) -> TrainConfig:
    """The first sixth of the steps: masked words, half of them in text and half in pairs."""
    (translate,) = config.tasks
    assert config.max_steps
    masked = TaskConfig("mlm", 0.5, tokens=2 * translate.tokens, max_length=32)
    pairs = TaskConfig(
        "tlm",
        0.5,
        tokens=2 * translate.tokens,
        max_length=2 * translate.max_length,
        domain_weights=translate.domain_weights,
    )
    tasks = (masked, pairs, replace(translate, stage=2))
    return replace(config, tasks=tasks, first_stage_steps=config.max_steps // 6)


def _all_heads(config: TrainConfig) -> TrainConfig:
    """The mix that the embedded model was trained with."""
    (translate,) = config.tasks
    tokens = 2 * translate.tokens
    tasks = (
        replace(translate, share=0.7),
        TaskConfig("sentiment", 0.12, tokens=tokens, max_length=96),
        TaskConfig("summarize-extractive", 0.08, tokens=tokens, max_length=256),
        TaskConfig("summarize-abstractive", 0.1, tokens=tokens, max_length=256),
    )
    model = replace(config.model, scorer_layers=1, scorer_heads=4, scorer_ff_size=512, classes=2)
    return replace(config, tasks=tasks, model=model)


def _steps(share: float) -> Change:
    return lambda config: replace(config, max_steps=round((config.max_steps or 0) * share))


def _vocabulary(size: int) -> Variant:
    return Variant(packed=f"vocabulary-{size}")


BASELINE = "baseline"
VARIANTS = {
    BASELINE: Variant(),
    "no smoothing": Variant(lambda config: replace(config, label_smoothing=0.0)),
    "pre-norm encoder": Variant(initialize=make_pre_norm),
    "5 + 1 layers": Variant(_layers(5, 1, 832)),
    "2 + 4 layers": Variant(_layers(2, 4, 640)),
    "masked first": Variant(_masked_first),
    "all heads": Variant(_all_heads),
    "70 % of the steps": Variant(_steps(0.7)),
    "8,000 pieces": _vocabulary(8_000),
    "16,000 pieces": _vocabulary(16_000),
    "24,000 pieces": _vocabulary(24_000),
}


@dataclass(frozen=True)
class Direction:
    """Figures on the development pairs in one direction; `nats` of all reference tokens together."""

    target: str
    nats: float
    tokens: int
    correct: int  # tokens that are the network's first choice, given those before them
    characters: int
    bleu: float


@dataclass(frozen=True)
class Result:
    """One run."""

    name: str
    seed: int
    parameters: int
    steps: int
    target_tokens: int
    seconds: float  # of the processor, for training
    directions: tuple[Direction, ...]
    curve: tuple[tuple[int, float], ...]  # step, mean development loss of a token

    @property
    def per_token(self) -> float:
        """Nats per reference token, without smoothing."""
        return sum(d.nats for d in self.directions) / sum(d.tokens for d in self.directions)

    @property
    def accuracy(self) -> float:
        """Share of reference tokens that are the first choice, however sure the network is of them."""
        return sum(d.correct for d in self.directions) / sum(d.tokens for d in self.directions)

    @property
    def per_character(self) -> float:
        """Nats per character of the references: comparable between vocabularies."""
        return sum(d.nats for d in self.directions) / sum(d.characters for d in self.directions)


def prepare(source: Path, work: Path, vocabularies: Sequence[int]) -> None:
    """Choose the pairs, learn the vocabularies, and write a packed folder for each."""
    given = work / GIVEN
    given.mkdir(parents=True)
    both = [
        prefix + name for name in (DOCUMENTS_FILE, SENTIMENT_FILE) for prefix in ("", DEV_PREFIX)
    ]
    for name in (TOKENIZER_FILE, PASSAGES_FILE, *both):
        shutil.copyfile(source / name, given / name)
    tokenizer = SentencePieceTokenizer(given / TOKENIZER_FILE)
    chosen = {
        PAIRS_FILE: _short(_pairs(source / PAIRS_FILE), DOMAINS),
        DEV_PREFIX + PAIRS_FILE: _short(_pairs(source / (DEV_PREFIX + PAIRS_FILE)), DEV_SOURCES),
    }
    examples = {name: list(_examples(tokenizer, pairs)) for name, pairs in chosen.items()}
    for name, pairs in chosen.items():
        write_packed(given / name, pairs)
        print(f"{name}: {len(pairs):,} pairs")
    lines = [text for _, each in examples[PAIRS_FILE] for text in (each.english, each.chinese)]
    for size in vocabularies:
        folder = work / f"vocabulary-{size}"
        folder.mkdir()
        train_sentencepiece(lines, folder / TOKENIZER_FILE, vocab_size=size)
        learnt = SentencePieceTokenizer(folder / TOKENIZER_FILE)
        for name, tagged in examples.items():
            write_packed(folder / name, pack_pairs(learnt, tagged))


def _pairs(path: Path) -> PackedPairs:
    packed = read_packed(path)
    assert isinstance(packed, PackedPairs)
    return packed


def _short(pairs: PackedPairs, domains: Sequence[str]) -> PackedPairs:
    wanted = np.isin(pairs.domain, [pairs.domains.index(name) for name in domains])
    longest = np.maximum(pairs.english.lengths, pairs.chinese.lengths)
    rows = np.flatnonzero(wanted & (longest <= LONGEST))
    return PackedPairs(
        pairs.english.take(rows), pairs.chinese.take(rows), pairs.domain[rows], pairs.domains
    )


def _examples(tokenizer: Tokenizer, pairs: PackedPairs) -> list[tuple[str, TranslationExample]]:
    made = []
    for row, domain in enumerate(pairs.domain.tolist()):
        english, chinese = (
            tokenizer.decode(side[row].tolist()) for side in (pairs.english, pairs.chinese)
        )
        name = pairs.domains[domain]
        made.append((name, TranslationExample(english, chinese, name)))
    return made


def configuration(variant: Variant, work: Path, seed: int) -> TrainConfig:
    """The baseline's, with what `variant` changes."""
    pieces = len(SentencePieceTokenizer(work / variant.packed / TOKENIZER_FILE).vocabulary)
    config = TrainConfig.from_json(RECIPE.read_text(encoding="utf-8"), RECIPE, vocab_size=pieces)
    if variant.packed != GIVEN:
        # As many sentences a step, whatever pieces they are cut into.
        mine, given = (_pieces(work / folder) for folder in (variant.packed, GIVEN))
        (translate,) = config.tasks
        tokens = round(translate.tokens * mine / given)
        config = replace(config, tasks=(replace(translate, tokens=tokens),))
    return variant.change(replace(config, seed=seed))


def _pieces(folder: Path) -> int:
    pairs = _pairs(folder / PAIRS_FILE)
    return len(pairs.english.values) + len(pairs.chinese.values)


def train(name: str, seed: int, work: Path) -> Result:
    """Train one of VARIANTS and look at what came of it."""
    variant = VARIANTS[name]
    packed = work / variant.packed
    tokenizer = SentencePieceTokenizer(packed / TOKENIZER_FILE)
    config = configuration(variant, work, seed)
    events: list[TrainingEvent] = []
    folder = work / "runs" / f"{name}, seed {seed}"
    trainer = Trainer(
        RunFolder(folder),
        config,
        packed,
        tokenizer.special,
        events.append,
        device=_CPU,
        initialize=variant.initialize,
    )
    before = time.process_time()
    stopped = trainer.train(CancelToken())
    seconds = time.process_time() - before
    shutil.rmtree(folder)
    return Result(
        name,
        seed,
        trainer.module.model.parameter_count,
        stopped.step,
        stopped.target_tokens,
        seconds,
        tuple(examine(trainer.module, config, packed, tokenizer, t) for t in ("zh", "en")),
        tuple(
            (event.step, event.loss["translate"])
            for event in events
            if isinstance(event, Validated)
        ),
    )


@torch.inference_mode()
def examine(
    module: MultiTaskLoss, config: TrainConfig, packed: Path, tokenizer: Tokenizer, target: str
) -> Direction:
    """Loss and greedy BLEU of all development pairs into `target`."""
    module.eval()
    task = next(task for task in config.tasks if task.kind == "translate")
    stream = open_stream(
        packed,
        replace(task, targets=(target,)),
        tokenizer.special,
        vocab_size=config.model.vocab_size,
        seed=0,
        dev=True,
    )
    nats, tokens, correct = 0.0, 0, 0
    while stream.state.pool == 0:
        found = module(stream.next_batch(), _CPU)
        nats += float(found.loss) * found.targets
        tokens += found.targets
        correct += int(found.correct)
    pairs = _pairs(packed / (DEV_PREFIX + PAIRS_FILE))
    sides = (pairs.english, pairs.chinese)
    sources, targets = sides if target == "zh" else sides[::-1]
    references = [tokenizer.decode(targets[row].tolist()) for row in range(len(pairs))]
    frame = job_id(tokenizer.special, target), tokenizer.special.sep
    inputs = [(frame[0], *sources[row].tolist(), frame[1]) for row in range(len(pairs))]
    outputs = TorchRuntime(module.model, tokenizer).generate(
        [EncodedInput(ids, (0,) * len(ids)) for ids in inputs],
        SearchOptions(beam_size=1, max_length=2 * task.max_length),
    )
    hypotheses = [tokenizer.decode(found.ids) for found, *_ in outputs]
    return Direction(
        target,
        nats,
        tokens,
        correct,
        sum(map(len, references)),
        corpus_bleu(hypotheses, references, target).value,
    )


def table(results: Sequence[Result]) -> str:
    """All results in Markdown, each beside the baseline of its seed."""
    usual = {each.seed: each.per_token for each in results if each.name == BASELINE}
    lines = [
        "| variant | seed | parameters | steps | target tokens | min | nats a token | to the baseline "
        "| right | nats a character | BLEU zh | BLEU en |",
        "|---|" + "---:|" * 11,
    ]
    for each in results:
        bleu = " | ".join(f"{direction.bleu:.1f}" for direction in each.directions)
        difference = f"{each.per_token - usual[each.seed]:+.3f}" if each.seed in usual else "-"
        lines.append(
            f"| {each.name} | {each.seed} | {each.parameters / 1e6:.2f} M | {each.steps:,} "
            f"| {each.target_tokens:,} | {each.seconds / 60:.1f} | {each.per_token:.3f} "
            f"| {difference} | {each.accuracy:.1%} | {each.per_character:.3f} | {bleu} |"
        )
    if usual:
        least, most = min(usual.values()), max(usual.values())
        lines.append(f"\nBaselines of {len(usual)} seeds: {least:.3f} to {most:.3f} nats a token")
    return "\n".join(lines)


def _read_result(path: Path) -> Result:
    values = json.loads(path.read_text(encoding="utf-8"))
    values["directions"] = tuple(Direction(**each) for each in values["directions"])
    return Result(**values)


def main() -> None:
    """Do one step."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    steps = parser.add_subparsers(dest="step", required=True)
    preparing = steps.add_parser("prepare")
    preparing.add_argument("packed", type=Path)
    preparing.add_argument("work", type=Path)
    preparing.add_argument("--vocabularies", type=int, nargs="*", default=[8_000, 16_000, 24_000])
    running = steps.add_parser("run")
    running.add_argument("work", type=Path)
    running.add_argument("names", nargs="*", metavar="NAME")
    running.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    running.add_argument("--threads", type=int, default=1)
    steps.add_parser("table").add_argument("work", type=Path)
    arguments = parser.parse_args()
    if arguments.step == "prepare":
        prepare(arguments.packed, arguments.work, arguments.vocabularies)
        return
    results: Path = arguments.work / "results"
    if arguments.step == "run":
        results.mkdir(exist_ok=True)
        torch.set_num_threads(arguments.threads)
        for seed, name in product(arguments.seeds, arguments.names or VARIANTS):
            path = results / f"{name}, seed {seed}.json"
            if path.exists():
                continue
            made = train(name, seed, arguments.work)
            path.write_text(json.dumps(asdict(made), indent=1) + "\n", encoding="utf-8")
            print(f"{path.stem}: {made.per_token:.3f} nats a token", flush=True)
        return
    order = list(VARIANTS)
    found = [_read_result(path) for path in results.glob("*.json")]
    print(table(sorted(found, key=lambda each: (order.index(each.name), each.seed))))


if __name__ == "__main__":
    main()
