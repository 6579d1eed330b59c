"""From a person's files to an installed model, on a network in miniature."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.core.errors import (
    CorpusTooSmall,
    JobNotSupported,
    LossDiverged,
    ModelEmbedded,
    ModelIdInvalid,
    ModelIdTaken,
    ModelNotFound,
    OutOfMemory,
    RunIncompatible,
    RunNotFound,
)
from bertsum_app.core.paths import AppPaths
from bertsum_app.core.settings import Settings
from bertsum_app.corpus.examples import TranslationExample
from bertsum_app.library.manifest import verify_files
from bertsum_app.library.store import DEFAULT_MODEL_ID, ModelStore
from bertsum_app.model.checkpoint import load_model, to_weights
from bertsum_app.service.app import BertSumService
from bertsum_app.service.tune import TuneRequest, check, resume, tune
from bertsum_app.service.tune_data import CorpusRequest, read_held_back
from bertsum_app.service.tune_folder import TuneFolder
from bertsum_app.service.tune_samples import Sampler
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from bertsum_app.text.tokenizer import TOKENIZER_FILE
from bertsum_app.training.config import TrainConfig
from bertsum_app.training.control import RunControl
from bertsum_app.training.events import (
    Compared,
    CorpusRead,
    ModelReady,
    PhaseStarted,
    RunStarted,
    RunStopped,
    Sampled,
    StageStarted,
    TrainingEvent,
    TrainProgress,
    Validated,
    parse_event,
)
from bertsum_app.training.launch import Machine
from bertsum_app.training.presets import TunePreset
from bertsum_app.training.trial import Trial
from helpers.tiny_model import SHAPE, build_tiny_model
from helpers.tiny_training import PAIRS, use_few_general_pairs, weights_equal
from helpers.training_run import run

CPU = Machine("cpu", 1)
PRESET = TunePreset(
    1.0,
    4,
    1e-3,
    3e-3,
    tokens=512,
    validations=2,
    bf16=False,
    general_loss=1e9,
    checkpoint_every_s=0,
)


@pytest.fixture
def tunable(tmp_path: Path, app_paths: AppPaths) -> BertSumService:
    build_tiny_model(tmp_path / "embedded")
    store = ModelStore(tmp_path / "embedded", app_paths.models)
    return BertSumService(app_paths, store, Settings(device="cpu", threads=1))


@pytest.fixture(autouse=True)
def few_general_pairs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_few_general_pairs(tmp_path, monkeypatch)


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.tsv"
    lines = [f"{pair.english}\t{pair.chinese}\n" for pair in PAIRS]
    path.write_text("".join([*lines, *lines[:7], f"{PAIRS[0].english}\t\n"]), encoding="utf-8")
    return path


def request_for(path: Path, **changes: Any) -> TuneRequest:
    request = TuneRequest("mine", CorpusRequest("translate", (path,)), PRESET, machine=CPU)
    return replace(request, **changes)


def test_a_tuned_model_is_compared_and_installed_with_its_card(
    tunable: BertSumService, pairs: Path
) -> None:
    events: list[TrainingEvent] = []
    run(tunable, request_for(pairs), events)
    phases = [event.phase for event in events if isinstance(event, PhaseStarted)]
    assert list(dict.fromkeys(phases)) == [
        "reading",
        "measuring",
        "training",
        "choosing",
        "comparing",
        "installing",
    ]
    corpus = next(event for event in events if isinstance(event, CorpusRead))
    assert (corpus.examples, corpus.training, corpus.held_back) == (188, 140, 40)
    assert corpus.findings == {"empty": 1, "duplicate": 7}
    assert [e.step for e in events if isinstance(e, Validated)] == [0, 2, 4]
    compared = [event for event in events if isinstance(event, Compared)]
    assert {event.on for event in compared} == {"user", "general"}
    assert isinstance(events[-1], ModelReady)
    model = tunable.models.get("mine")
    verify_files(model.folder, model.manifest)
    assert model.manifest.parent == DEFAULT_MODEL_ID
    # Held to what it knew, it goes on doing all that its parent did.
    assert model.manifest.jobs == tunable.models.get(DEFAULT_MODEL_ID).manifest.jobs
    card = (model.folder / "CARD.md").read_text(encoding="utf-8")
    for told in ("| seed | 1 |", "data fingerprint", "zh BLEU", "en BLEU", "General text"):
        assert told in card
    tunable.models.remove("mine")
    with pytest.raises(ModelNotFound):
        tunable.models.get("mine")


def test_at_each_validation_the_same_samples_are_translated_anew(
    tunable: BertSumService, pairs: Path
) -> None:
    events: list[TrainingEvent] = []
    # So that a few steps make a difference to what is written.
    run(tunable, request_for(pairs, preset=replace(PRESET, heads_rate=3e-2)), events)
    told = [event for event in events if isinstance(event, Sampled)]
    assert [event.step for event in told] == [0, 2, 4]
    assert all(set(event.figures) == {"zh BLEU", "en BLEU"} for event in told)
    assert all(event.examples <= 12 for event in told)
    asked = [[(text.text, text.reference, text.language) for text in e.texts] for e in told]
    assert asked[0] == asked[1] == asked[2]
    assert {language for _, _, language in asked[0]} == {"zh", "en"}
    assert [text.output for text in told[0].texts] != [text.output for text in told[2].texts]
    # They are none of those that the model is measured with at the end.
    folder = TuneFolder(tunable.paths.runs / "mine")
    held_back = list(read_held_back(folder.data, "translate"))
    tests = {pair.english for pair in held_back if isinstance(pair, TranslationExample)}
    assert len(tests) == len(held_back)
    assert not tests & {text for text, _, _ in asked[0]}
    lines = folder.events_file.read_text(encoding="utf-8").split("\n")
    assert [event for event in map(parse_event, lines) if isinstance(event, Sampled)] == told


def test_a_network_that_finds_no_end_is_not_waited_for(tunable: BertSumService) -> None:
    base = tunable.models.get(DEFAULT_MODEL_ID)
    model = load_model(base.folder)
    tokenizer = SentencePieceTokenizer(base.folder / TOKENIZER_FILE)
    assert model.decoder is not None
    model.decoder.output_bias.data[tokenizer.special.eos] = -1e9
    sampler = Sampler(base, base.folder, "translate", PAIRS[:3], ("zh", "en"))
    told = sampler(model, 0, CancelToken())
    assert len(told.texts) == 6
    longest = 0
    for text in told.texts:
        written = len(tokenizer.encode(text.output))
        longest = max(longest, written)
    # Of the longest text in the batch: its pieces, and what stands around them for the network.
    read = max(len(tokenizer.encode(text.text)) + 4 for text in told.texts)
    assert read < longest <= 2 * read


def test_adapters_alone_make_a_model_like_any_other(tunable: BertSumService, pairs: Path) -> None:
    events: list[TrainingEvent] = []
    run(tunable, request_for(pairs, preset=replace(PRESET, lora_rank=2, heads_rate=1e-2)), events)
    base, model = (tunable.models.get(name) for name in (DEFAULT_MODEL_ID, "mine"))
    before, after = (to_weights(load_model(each.folder)) for each in (base, model))
    assert before.keys() == after.keys()
    assert not weights_equal(before, after)
    assert "low-rank adapters (LoRA) of rank 2" in (model.folder / "CARD.md").read_text("utf-8")
    started = next(event for event in events if isinstance(event, RunStarted))
    assert started.learning < started.parameters


def test_the_same_seed_gives_the_same_model(tunable: BertSumService, pairs: Path) -> None:
    for name in ("one", "two"):
        run(tunable, request_for(pairs, name=name))
    one, two = (tunable.models.get(name).folder for name in ("one", "two"))
    assert weights_equal(to_weights(load_model(one)), to_weights(load_model(two)))


def test_a_stopped_run_goes_on_to_the_same_model(tunable: BertSumService, pairs: Path) -> None:
    run(tunable, request_for(pairs, name="whole"))
    cancel = CancelToken()

    def stop_at_two(event: TrainingEvent) -> None:
        if isinstance(event, Validated) and event.step == 2:
            cancel.cancel()

    outcome = tune(
        tunable, request_for(pairs, name="parts"), stop_at_two, cancel, RunControl(cancel)
    )
    assert (outcome.model, outcome.stopped.step) == (None, 2)
    pairs.unlink()  # the run has its own copy of everything
    again = CancelToken()
    folder = tunable.paths.runs / "parts"
    resume(tunable, folder, CPU, lambda event: None, again, RunControl(again))
    whole, parts = (tunable.models.get(name).folder for name in ("whole", "parts"))
    assert weights_equal(to_weights(load_model(whole)), to_weights(load_model(parts)))


def test_one_that_is_called_off_while_it_chooses_stops_there_and_says_how_far_it_came(
    tunable: BertSumService, pairs: Path
) -> None:
    cancel = CancelToken()

    def emit(event: TrainingEvent) -> None:
        if isinstance(event, PhaseStarted) and event.phase == "choosing":
            cancel.cancel()

    with pytest.raises(Cancelled):
        tune(tunable, request_for(pairs), emit, cancel, RunControl(cancel))
    run_folder = TuneFolder(tunable.paths.runs / "mine")
    assert not run_folder.blend_file.exists()
    last = parse_event(run_folder.events_file.read_text(encoding="utf-8").splitlines()[-1])
    assert isinstance(last, RunStopped)
    assert (last.step, last.reason) == (4, "signal")


def test_a_finished_run_is_small_and_is_not_begun_again(
    tunable: BertSumService, pairs: Path
) -> None:
    run(tunable, request_for(pairs))
    folder = tunable.paths.runs / "mine"
    assert [path.name[:5] for path in (folder / "checkpoints").iterdir()] == ["best-"]
    cancel = CancelToken()
    with pytest.raises(RunIncompatible, match="finished"):
        resume(tunable, folder, CPU, lambda event: None, cancel, RunControl(cancel))


def test_finishing_early_still_gives_a_model(tunable: BertSumService, pairs: Path) -> None:
    cancel = CancelToken()
    control = RunControl(cancel)

    def finish(event: TrainingEvent) -> None:
        if isinstance(event, Validated) and event.step == 2:
            control.obey("finish")

    outcome = tune(tunable, request_for(pairs), finish, cancel, control)
    assert outcome.stopped.step == 2
    assert tunable.models.get("mine").folder == outcome.model


def test_where_general_text_suffers_the_weights_stay_the_base_models(
    tunable: BertSumService, pairs: Path
) -> None:
    run(tunable, request_for(pairs, preset=replace(PRESET, general_loss=0.0, heads_rate=0.5)))
    blend = json.loads((tunable.paths.runs / "mine" / "blend.json").read_text(encoding="utf-8"))
    allowed = [point for point in blend if point["general"] <= blend[0]["general"]]
    card = (tunable.models.get("mine").folder / "CARD.md").read_text(encoding="utf-8")
    best = min(allowed, key=lambda point: point["user"])
    assert f"| weights | {best['share']:.0%} of the trained ones" in card


def test_one_direction_is_trained_and_measured_alone(tunable: BertSumService, pairs: Path) -> None:
    events: list[TrainingEvent] = []
    run(tunable, request_for(pairs, targets=("zh",)), events)
    assert {e.figure.split()[0] for e in events if isinstance(e, Compared)} == {"zh"}


def test_sentiment_is_taught(tunable: BertSumService, tmp_path: Path) -> None:
    path = tmp_path / "reviews.tsv"
    good, bad = [p.english for p in PAIRS[:90]], [p.chinese for p in PAIRS[:90]]
    text = "".join(f"pos\t{a}\nneg\t{b}\n" for a, b in zip(good, bad, strict=True))
    path.write_text(text, encoding="utf-8")
    events: list[TrainingEvent] = []
    corpus = CorpusRequest("sentiment", (path,))
    preset = replace(PRESET, epochs=30.0, most_steps=60, heads_rate=1e-2)
    run(tunable, request_for(path, corpus=corpus, preset=preset), events)
    rows = [event for event in events if isinstance(event, Compared)]
    # English is good and Chinese bad: easy to learn, and impossible to know before.
    assert any("accuracy" in row.figure and row.after > row.before for row in rows)
    assert tunable.models.get("mine").manifest.jobs == ("sentiment",)
    told = [event for event in events if isinstance(event, Sampled)]
    assert all(0 <= share <= 1 for event in told for share in event.figures.values())
    assert {text.output for event in told for text in event.texts} <= {"positive", "negative"}


def write_summaries(path: Path) -> None:
    lines = [pair.english for pair in PAIRS]
    examples = [{"text": " ".join(lines[n : n + 4]), "summary": lines[n + 1]} for n in range(120)]
    path.write_text("".join(json.dumps(each) + "\n" for each in examples), encoding="utf-8")


def test_a_model_of_key_sentences_alone_learns_these_alone(
    app_paths: AppPaths, tmp_path: Path
) -> None:
    shape = replace(SHAPE, decoder_layers=0)
    build_tiny_model(tmp_path / "embedded", shape=shape, jobs=("summarize-extractive",))
    models = ModelStore(tmp_path / "embedded", app_paths.models)
    service = BertSumService(app_paths, models, Settings(device="cpu", threads=1))
    path = tmp_path / "summaries.jsonl"
    write_summaries(path)
    run(service, request_for(path, corpus=CorpusRequest("summarize", (path,))))
    assert models.get("mine").manifest.jobs == ("summarize-extractive",)


def test_summaries_are_taught_to_both_heads(tunable: BertSumService, tmp_path: Path) -> None:
    path = tmp_path / "summaries.jsonl"
    write_summaries(path)
    events: list[TrainingEvent] = []
    corpus = CorpusRequest("summarize", (path,))
    run(tunable, request_for(path, corpus=corpus, preset=replace(PRESET, most_steps=20)), events)
    losses = [event.loss for event in events if isinstance(event, Validated)]
    assert losses[-1].keys() == {"summarize-extractive", "summarize-abstractive"}
    told = next(event for event in events if isinstance(event, Sampled))
    assert told.figures.keys() == {"en extractive rouge1", "en abstractive rouge1"}
    # Both summaries of a document stand beside its text.
    assert told.texts[0].text == told.texts[1].text
    assert tunable.models.get("mine").manifest.jobs == (
        "summarize-extractive",
        "summarize-abstractive",
    )


def test_summaries_are_taught_in_two_stages_where_that_is_wanted(
    tunable: BertSumService, tmp_path: Path
) -> None:
    path = tmp_path / "summaries.jsonl"
    write_summaries(path)
    events: list[TrainingEvent] = []
    corpus = CorpusRequest("summarize", (path,))
    run(tunable, request_for(path, corpus=corpus, preset=replace(PRESET, stages=2)), events)
    stages = [event.tasks for event in events if isinstance(event, StageStarted)]
    assert stages == [("summarize-extractive",), ("summarize-abstractive",)]
    card = (tunable.models.get("mine").folder / "CARD.md").read_text(encoding="utf-8")
    assert "| stages | as BertSumExtAbs" in card


def test_a_check_tells_everything_and_leaves_nothing(
    tunable: BertSumService, pairs: Path, tmp_path: Path
) -> None:
    found = check(tunable, request_for(pairs), tmp_path / "scratch", CancelToken())
    assert found.report.checked.kept == 180
    assert found.minutes is not None
    assert found.steps > 0
    assert not tunable.paths.runs.exists()


def test_a_check_finds_the_batches_that_fit_as_the_run_would(
    tunable: BertSumService, pairs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[int] = []

    def small_machine(config: TrainConfig, *rest: object) -> Trial:
        tried.append(config.tasks[0].tokens)
        if config.tasks[0].tokens > 128:
            raise OutOfMemory("trying a training step")
        assert config.accumulation * config.tasks[0].tokens == 512
        return Trial(0.5, 123)

    monkeypatch.setattr("bertsum_app.service.tune.try_steps", small_machine)
    found = check(tunable, request_for(pairs), tmp_path / "scratch", CancelToken())
    assert tried == [512, 256, 128]
    assert found.peak_bytes == 123


def test_a_development_file_is_used_and_its_leaks_are_found(
    tunable: BertSumService, pairs: Path, tmp_path: Path
) -> None:
    dev = tmp_path / "dev.tsv"
    lines = pairs.read_text(encoding="utf-8").splitlines(keepends=True)
    dev.write_text("".join(lines[:60]), encoding="utf-8")
    corpus = CorpusRequest("translate", (pairs,), development=dev)
    found = check(tunable, request_for(pairs, corpus=corpus), tmp_path / "s", CancelToken())
    counts = {finding.kind: finding.count for finding in found.report.findings}
    assert counts["leak"] >= 60
    assert found.report.held_back == 60
    assert found.report.training == 180 - counts["leak"]


@pytest.mark.parametrize(
    ("name", "error"),
    [(DEFAULT_MODEL_ID, ModelEmbedded), ("Not An Id", ModelIdInvalid), ("../x", ModelIdInvalid)],
)
def test_names_that_cannot_be_used_are_refused_first(
    tunable: BertSumService, pairs: Path, name: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        run(tunable, request_for(pairs, name=name))
    assert not tunable.paths.runs.exists()


def test_a_name_is_used_once(tunable: BertSumService, pairs: Path) -> None:
    run(tunable, request_for(pairs))
    with pytest.raises(RunIncompatible):
        run(tunable, request_for(pairs))
    (tunable.paths.runs / "mine").rename(tunable.paths.runs / "elsewhere")
    with pytest.raises(ModelIdTaken):
        run(tunable, request_for(pairs))


@pytest.mark.parametrize("count", [30, 120])
def test_too_few_pairs_are_refused_with_the_number_that_is_enough(
    tunable: BertSumService, tmp_path: Path, count: int
) -> None:
    path = tmp_path / "few.tsv"
    text = "".join(f"{pair.english}\t{pair.chinese}\n" for pair in PAIRS[:count])
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusTooSmall) as caught:
        run(tunable, request_for(path))
    # A hundred to learn from, and forty to measure on.
    assert caught.value.params == {"examples": count, "least": 140}


def test_a_base_without_the_head_is_refused(
    app_paths: AppPaths, tmp_path: Path, pairs: Path
) -> None:
    shape = replace(SHAPE, decoder_layers=0)
    build_tiny_model(tmp_path / "embedded", shape=shape, jobs=("sentiment",))
    store = ModelStore(tmp_path / "embedded", app_paths.models)
    service = BertSumService(app_paths, store, Settings(device="cpu"))
    with pytest.raises(JobNotSupported):
        run(service, request_for(pairs))


def test_a_base_that_changed_meanwhile_is_noticed(
    tunable: BertSumService, pairs: Path, tmp_path: Path
) -> None:
    build_tiny_model(tunable.paths.models, model_id="other", seed=2)
    cancel = CancelToken()

    def stop(event: TrainingEvent) -> None:
        if isinstance(event, TrainProgress | Validated):
            cancel.cancel()

    tune(tunable, request_for(pairs, base_id="other"), stop, cancel, RunControl(cancel))
    folder = tunable.paths.runs / "mine"
    tunable.models.remove("other")
    for error, prepare in ((ModelNotFound, False), (RunIncompatible, True)):
        if prepare:
            build_tiny_model(tunable.paths.models, model_id="other", seed=3)
        again = CancelToken()
        with pytest.raises(error):
            resume(tunable, folder, CPU, lambda event: None, again, RunControl(again))
    assert (folder / "checkpoints").is_dir()


def test_a_run_of_an_earlier_version_is_gone_on_with(tunable: BertSumService, pairs: Path) -> None:
    cancel = CancelToken()

    def stop(event: TrainingEvent) -> None:
        if isinstance(event, Validated) and event.step == 2:
            cancel.cancel()

    assert tune(tunable, request_for(pairs), stop, cancel, RunControl(cancel)).model is None
    folder = TuneFolder(tunable.paths.runs / "mine")
    values = {**json.loads(folder.config_file.read_text(encoding="utf-8")), "compile": True}
    folder.config_file.write_text(json.dumps(values), encoding="utf-8")
    cancel = CancelToken()
    outcome = resume(tunable, folder.folder, CPU, lambda event: None, cancel, RunControl(cancel))
    assert outcome.model is not None


def test_a_run_of_a_later_version_is_left_alone_and_its_settings_are_named(
    tunable: BertSumService, pairs: Path
) -> None:
    run(tunable, request_for(pairs))
    folder = TuneFolder(tunable.paths.runs / "mine")
    values = {**json.loads(folder.tune_file.read_text(encoding="utf-8")), "mood": "good"}
    folder.tune_file.write_text(json.dumps(values), encoding="utf-8")
    cancel = CancelToken()
    with pytest.raises(RunIncompatible) as caught:
        resume(tunable, folder.folder, CPU, lambda event: None, cancel, RunControl(cancel))
    assert caught.value.params["reason"] == "unknown keys: mood"


def test_what_is_no_run_is_not_resumed(tunable: BertSumService, tmp_path: Path) -> None:
    cancel = CancelToken()
    with pytest.raises(RunNotFound):
        resume(tunable, tmp_path, CPU, lambda event: None, cancel, RunControl(cancel))


def test_a_run_that_diverges_says_so_and_keeps_its_folder(
    tunable: BertSumService, pairs: Path
) -> None:
    preset = replace(PRESET, heads_rate=1e30, encoder_rate=1e30, most_steps=30)
    with pytest.raises(LossDiverged):
        run(tunable, request_for(pairs, preset=preset))
    assert (tunable.paths.runs / "mine" / "events.jsonl").exists()
