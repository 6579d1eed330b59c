"""A model that begins with nothing, from files to the library, in miniature."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import CorpusTooSmall
from bertsum_app.core.paths import AppPaths
from bertsum_app.core.settings import Settings
from bertsum_app.corpus.user_corpus import CorpusTask
from bertsum_app.corpus.vocabulary import learn_vocabulary
from bertsum_app.library.manifest import verify_files
from bertsum_app.library.store import DEFAULT_MODEL_ID, ModelStore
from bertsum_app.model.checkpoint import load_model, to_weights
from bertsum_app.model.config import preset
from bertsum_app.service import tune_data
from bertsum_app.service.app import BertSumService
from bertsum_app.service.requests import TranslateRequest
from bertsum_app.service.tune import TuneRequest, check, resume, tune
from bertsum_app.service.tune_data import CorpusRequest, read_held_back
from bertsum_app.service.tune_folder import TuneFolder
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from bertsum_app.training.control import RunControl
from bertsum_app.training.events import Compared, CorpusRead, TrainingEvent, Validated
from bertsum_app.training.fresh import new_model
from bertsum_app.training.launch import Machine
from helpers.tiny_model import build_tiny_model
from helpers.tiny_training import PAIRS, weights_equal
from helpers.training_run import run

CPU = Machine("cpu", 1)


@pytest.fixture
def service(tmp_path: Path, app_paths: AppPaths) -> BertSumService:
    build_tiny_model(tmp_path / "embedded")
    store = ModelStore(tmp_path / "embedded", app_paths.models)
    return BertSumService(app_paths, store, Settings(device="cpu", threads=1))


@pytest.fixture(autouse=True)
def few_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tune_data, "LEAST_TO_BEGIN", tune_data.LEAST_EXAMPLES)


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.tsv"
    text = "".join(f"{pair.english}\t{pair.chinese}\n" for pair in PAIRS)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Each with its second sentence for a summary."""
    path = tmp_path / "texts.jsonl"
    lines = []
    for number in range(0, 170, 2):
        sentences = [pair.english for pair in PAIRS[number : number + 4]]
        text = {"text": " ".join(sentences), "summary": sentences[1]}
        lines.append(json.dumps(text) + "\n")
    path.write_text("".join(lines), encoding="utf-8")
    return path


def request_for(path: Path, task: CorpusTask = "translate", name: str = "mine") -> TuneRequest:
    begun = new_model("small", task)
    tiny = preset("tiny")
    heads = {
        field: getattr(begun.network, field)
        for field in ("scorer_layers", "classes", "tie_embeddings")
    }
    network = replace(
        tiny,
        **heads,
        decoder_layers=tiny.decoder_layers if begun.network.has_decoder else 0,
        vocab_size=600,
        max_positions=128,
    )
    learning = replace(
        begun.learning,
        epochs=1000.0,
        most_steps=4,
        encoder_rate=3e-3,
        heads_rate=3e-3,
        tokens=512,
        validations=2,
        bf16=False,
        checkpoint_every_s=0.0,
    )
    corpus = CorpusRequest(task, (path,))
    return TuneRequest(name, corpus, learning, machine=CPU, network=network)


def test_a_new_translator_has_a_vocabulary_of_its_own_and_works(
    service: BertSumService, pairs: Path
) -> None:
    events: list[TrainingEvent] = []
    run(service, request_for(pairs), events)
    model = service.models.get("mine")
    verify_files(model.folder, model.manifest)
    assert model.manifest.parent is None
    assert model.manifest.jobs == ("translate",)
    mine, other = (
        SentencePieceTokenizer(service.models.get(name).folder / "tokenizer.model").vocabulary
        for name in ("mine", DEFAULT_MODEL_ID)
    )
    assert mine != other
    assert load_model(model.folder).config.vocab_size == len(mine)
    # It stands beside the program's own model, on the person's own examples alone.
    assert {event.on for event in events if isinstance(event, Compared)} == {"user"}
    corpus = next(event for event in events if isinstance(event, CorpusRead))
    assert corpus.parameters == load_model(model.folder).parameter_count
    card = (model.folder / "CARD.md").read_text(encoding="utf-8")
    for told in ("from nothing", f"{len(mine):,} pieces", DEFAULT_MODEL_ID, "zh BLEU", "| seed |"):
        assert told in card
    assert "parent" not in card
    said = service.translate(TranslateRequest("The cat.", "en", "zh", "mine"))
    assert said.result.segments


def test_the_vocabulary_is_not_learnt_from_what_is_held_back(
    service: BertSumService, pairs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def watch(texts: list[str], model_file: Path, **options: int) -> None:
        seen.extend(texts)
        learn_vocabulary(texts, model_file, **options)

    monkeypatch.setattr(tune_data, "learn_vocabulary", watch)
    run(service, request_for(pairs))
    held = read_held_back(TuneFolder(service.paths.runs / "mine").data, "translate")
    assert held
    assert seen
    assert not {pair.english for pair in held if hasattr(pair, "english")} & set(seen)


def test_a_stopped_run_goes_on_to_the_same_model(service: BertSumService, pairs: Path) -> None:
    run(service, request_for(pairs, name="whole"))
    cancel = CancelToken()

    def stop_at_two(event: TrainingEvent) -> None:
        if isinstance(event, Validated) and event.step == 2:
            cancel.cancel()

    request = request_for(pairs, name="parts")
    outcome = tune(service, request, stop_at_two, cancel, RunControl(cancel))
    assert outcome.model is None
    fresh = CancelToken()
    folder = service.paths.runs / "parts"
    resume(service, folder, CPU, lambda event: None, fresh, RunControl(fresh))
    one, two = (service.models.get(name).folder for name in ("whole", "parts"))
    assert weights_equal(to_weights(load_model(one)), to_weights(load_model(two)))


@pytest.mark.parametrize(
    ("task", "jobs"),
    [
        ("summarize", ("summarize-extractive", "summarize-abstractive")),
        ("sentiment", ("sentiment",)),
    ],
)
def test_other_corpora_give_other_models(
    service: BertSumService, texts: Path, tmp_path: Path, task: CorpusTask, jobs: tuple[str, ...]
) -> None:
    path = texts
    if task == "sentiment":
        path = tmp_path / "reviews.tsv"
        lines = [f"pos\t{pair.english}\nneg\t{pair.chinese}\n" for pair in PAIRS[:60]]
        path.write_text("".join(lines), encoding="utf-8")
    run(service, request_for(path, task))
    assert service.models.get("mine").manifest.jobs == jobs


def test_a_check_tells_size_time_and_doubts_and_leaves_nothing(
    service: BertSumService, pairs: Path, tmp_path: Path
) -> None:
    request = request_for(pairs)
    assert request.network is not None
    request = replace(request, network=replace(request.network, hidden_size=128))
    told = check(service, request, tmp_path / "scratch" / "data", CancelToken())
    assert told.parameters > 0
    assert told.minutes is not None
    assert told.steps == 4
    assert "large" in told.doubts
    assert not service.paths.runs.exists()


def test_too_few_examples_to_begin_with_are_told(
    service: BertSumService, pairs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tune_data, "LEAST_TO_BEGIN", {"translate": 1_000})
    with pytest.raises(CorpusTooSmall):
        run(service, request_for(pairs))
