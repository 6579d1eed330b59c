from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bertsum_app.core.errors import DeviceUnavailable
from bertsum_app.corpus.encode import EncodedInput, encode_translation, lay_out_document
from bertsum_app.inference.ctranslate2_model import ModelSource, converted_model
from bertsum_app.inference.ctranslate2_runtime import CTranslate2Runtime, Placement, place
from bertsum_app.inference.runtime import Hypothesis, Runtime, SearchOptions
from bertsum_app.inference.torch_runtime import TorchRuntime
from bertsum_app.model.checkpoint import from_weights
from bertsum_app.model.config import BertSumConfig
from bertsum_app.text.chinese import has_cjk
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from bertsum_app.text.tokenizer import Tokenizer
from helpers.tiny_network import NetworkBuilder

SENTENCES = (
    "The cat likes tea.",
    "猫喜欢一杯茶。",
    "My sister does not like the red book, 3 new files and the weather today!",
    "旧电脑打开3 个新文件？",
)
POSITIONS = 64


@pytest.fixture
def inputs(tokenizer: SentencePieceTokenizer) -> list[EncodedInput]:
    """Inputs of different lengths, one of them with segments."""
    translations = [encode_translation(tokenizer, text, "zh", POSITIONS) for text in SENTENCES]
    pieces = [tokenizer.encode(text) for text in SENTENCES[:2]]
    document = lay_out_document(tokenizer.special, pieces, POSITIONS, abstract=True)
    return [*translations, document]


def ids(found: Sequence[Sequence[Hypothesis]]) -> list[list[tuple[int, ...]]]:
    return [[hypothesis.ids for hypothesis in each] for each in found]


def flat_scores(found: Sequence[Sequence[Hypothesis]]) -> list[float]:
    return [hypothesis.score for each in found for hypothesis in each]


@pytest.mark.parametrize("beam_size", [1, 4])
def test_tiny_model_swaps_pieces(
    float_runtime: CTranslate2Runtime, tokenizer: SentencePieceTokenizer, beam_size: int
) -> None:
    each = encode_translation(tokenizer, "The cat likes tea.", "zh", POSITIONS)
    [[best]] = float_runtime.generate([each], SearchOptions(beam_size))
    text = tokenizer.decode(best.ids)
    assert len(best.ids) == len(each) - 2
    assert text.endswith("。")
    back = encode_translation(tokenizer, text, "en", POSITIONS)
    [[returned]] = float_runtime.generate([back], SearchOptions(beam_size))
    assert tokenizer.decode(returned.ids) == "The cat likes tea."


@pytest.mark.parametrize(
    "options",
    [
        SearchOptions(beam_size=1, max_length=60),
        SearchOptions(beam_size=1, max_length=12, repetition_penalty=1.3, no_repeat_ngram=2),
        SearchOptions(beam_size=1, max_length=30, min_length=25, length_penalty=0.6),
        SearchOptions(beam_size=4, max_length=60),
        SearchOptions(beam_size=3, hypotheses=3, max_length=20, length_penalty=0.6),
        SearchOptions(beam_size=4, hypotheses=2, max_length=40, length_penalty=0.0),
        SearchOptions(beam_size=5, hypotheses=5, max_length=9, no_repeat_ngram=1),
        SearchOptions(beam_size=2, max_length=30, min_length=25, repetition_penalty=1.2),
        SearchOptions(beam_size=1, max_length=30, min_length=12, prefix=(290, 301, 290)),
        SearchOptions(beam_size=4, max_length=30, length_penalty=0.0, prefix=(290,)),
        SearchOptions(
            beam_size=4, hypotheses=4, max_length=9, no_repeat_ngram=1, prefix=(290, 301)
        ),
        SearchOptions(beam_size=3, max_length=4, repetition_penalty=1.3, prefix=(290, 301, 305)),
    ],
    ids=lambda options: repr(options).removeprefix("SearchOptions"),
)
def test_both_runtimes_write_the_same(
    float_runtime: CTranslate2Runtime,
    torch_runtime: TorchRuntime,
    inputs: list[EncodedInput],
    options: SearchOptions,
) -> None:
    expected = torch_runtime.generate(inputs, options)
    found = float_runtime.generate(inputs, options)
    assert ids(found) == ids(expected)
    np.testing.assert_allclose(flat_scores(found), flat_scores(expected), atol=2e-5)


@pytest.mark.parametrize("beam_size", [1, 4])
def test_int8_writes_the_same_as_float(
    int8_runtime: CTranslate2Runtime,
    torch_runtime: TorchRuntime,
    inputs: list[EncodedInput],
    beam_size: int,
) -> None:
    options = SearchOptions(beam_size, max_length=40)
    assert ids(int8_runtime.generate(inputs, options)) == ids(
        torch_runtime.generate(inputs, options)
    )


class UncertainNetwork:
    """Random weights without a plan: many outputs compete, so that searches have to choose."""

    def __init__(self, config: BertSumConfig, tokenizer: Tokenizer, seed: int) -> None:
        special = tokenizer.special
        weights = NetworkBuilder(config, seed).build(
            {index: index for index in range(280, config.vocab_size)}, [special.sep], special.eos
        )
        weights["decoder.norm.weight"] *= 0.15
        weights["decoder.output_bias"][special.eos] = 0.8
        self.weights = weights
        self.torch = TorchRuntime(from_weights(config, weights, Path()), tokenizer)


@pytest.mark.parametrize(
    "options",
    [
        SearchOptions(beam_size=1, max_length=20),
        SearchOptions(beam_size=4, hypotheses=4, max_length=20),
        SearchOptions(beam_size=4, max_length=20, repetition_penalty=1.3, no_repeat_ngram=2),
        SearchOptions(beam_size=1, max_length=20, repetition_penalty=1.3, min_length=9),
        SearchOptions(beam_size=3, max_length=20, prefix=(290,)),
    ],
    ids=lambda options: repr(options).removeprefix("SearchOptions"),
)
def test_english_is_searched_for_among_english_pieces(
    source: ModelSource, inputs: list[EncodedInput], tmp_path: Path, options: SearchOptions
) -> None:
    network, tokenizer = UncertainNetwork(source.config, source.tokenizer, 1), source.tokenizer
    uncertain = ModelSource("uncertain", source.config, tokenizer, lambda: network.weights)
    model = converted_model(uncertain, tmp_path, "float32")
    runtime = CTranslate2Runtime(model, source.config, Placement("cpu", "float32", threads=1))
    own = replace(options, own_script=True)
    english = [encode_translation(tokenizer, text, "en", POSITIONS) for text in SENTENCES]
    expected, found = network.torch.generate(english, own), runtime.generate(english, own)
    assert ids(found) == ids(expected)
    np.testing.assert_allclose(flat_scores(found), flat_scores(expected), atol=1e-4)
    written = [
        tokenizer.decode(hypothesis.ids[len(options.prefix) :])
        for each in found
        for hypothesis in each
    ]
    assert not any(map(has_cjk, written))
    free = runtime.generate(english, options)
    assert any(has_cjk(tokenizer.decode(each[0].ids)) for each in free)
    # Other jobs have all pieces, whatever the option says.
    chinese = [encode_translation(tokenizer, text, "zh", POSITIONS) for text in SENTENCES]
    for which in (runtime, network.torch):
        assert ids(which.generate(chinese, own)) == ids(which.generate(chinese, options))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_searches_agree_where_outputs_compete(
    source: ModelSource, inputs: list[EncodedInput], tmp_path: Path, seed: int
) -> None:
    network = UncertainNetwork(source.config, source.tokenizer, seed)
    uncertain = ModelSource("uncertain", source.config, source.tokenizer, lambda: network.weights)
    model = converted_model(uncertain, tmp_path, "float32")
    runtime = CTranslate2Runtime(model, source.config, Placement("cpu", "float32", threads=1))
    for options in (
        SearchOptions(beam_size=1, max_length=20),
        SearchOptions(beam_size=4, hypotheses=4, max_length=20),
        SearchOptions(beam_size=4, hypotheses=2, max_length=20, length_penalty=0.0),
        SearchOptions(beam_size=3, max_length=20, min_length=5, no_repeat_ngram=2),
    ):
        expected, found = network.torch.generate(inputs, options), runtime.generate(inputs, options)
        assert ids(found) == ids(expected), options
        np.testing.assert_allclose(flat_scores(found), flat_scores(expected), atol=1e-4)
    wide = network.torch.generate(inputs, SearchOptions(beam_size=4, max_length=20))
    greedy = network.torch.generate(inputs, SearchOptions(beam_size=1, max_length=20))
    assert ids(wide) != ids(greedy)  # the network leaves something to choose


@pytest.mark.parametrize("which", ["torch_runtime", "float_runtime"])
def test_padding_changes_nothing(
    which: str, inputs: list[EncodedInput], request: pytest.FixtureRequest
) -> None:
    runtime: Runtime = request.getfixturevalue(which)
    options = SearchOptions(beam_size=3, hypotheses=3, max_length=30)
    together = runtime.generate(inputs, options)
    alone = [runtime.generate([each], options)[0] for each in inputs]
    assert ids(together) == ids(alone)
    for padded, single in zip(
        runtime.encode(inputs), [runtime.encode([each])[0] for each in inputs], strict=True
    ):
        np.testing.assert_allclose(padded, single, atol=1e-5)


def test_encoder_states_agree(
    float_runtime: CTranslate2Runtime, torch_runtime: TorchRuntime, inputs: list[EncodedInput]
) -> None:
    found, expected = float_runtime.encode(inputs), torch_runtime.encode(inputs)
    for each, ours, reference in zip(inputs, found, expected, strict=True):
        assert ours.shape == (len(each), 64)
        assert ours.dtype == np.float32
        np.testing.assert_allclose(ours, reference, atol=1e-5)


def test_int8_states_are_close(
    int8_runtime: CTranslate2Runtime, torch_runtime: TorchRuntime, inputs: list[EncodedInput]
) -> None:
    for ours, reference in zip(
        int8_runtime.encode(inputs), torch_runtime.encode(inputs), strict=True
    ):
        assert np.abs(ours - reference).mean() < 0.03


def test_segments_matter(float_runtime: CTranslate2Runtime, inputs: list[EncodedInput]) -> None:
    document = inputs[-1]
    assert 1 in document.segments
    flat = EncodedInput(document.ids, (0,) * len(document))
    with_segments, without = float_runtime.encode([document, flat])
    assert np.abs(with_segments - without).max() > 1e-3


@pytest.mark.parametrize("which", ["torch_runtime", "float_runtime"])
def test_output_never_outgrows_the_position_table(
    which: str, config: BertSumConfig, inputs: list[EncodedInput], request: pytest.FixtureRequest
) -> None:
    runtime: Runtime = request.getfixturevalue(which)
    rows = config.decoder_max_positions
    found = runtime.generate(
        inputs[:2], SearchOptions(beam_size=1, min_length=rows + 7, max_length=10 * rows)
    )
    assert [len(each[0].ids) for each in found] == [rows, rows]


@pytest.mark.parametrize("which", ["torch_runtime", "float_runtime"])
def test_submitted_batches_come_back_in_any_order(
    which: str, inputs: list[EncodedInput], request: pytest.FixtureRequest
) -> None:
    runtime: Runtime = request.getfixturevalue(which)
    options = SearchOptions(beam_size=1, max_length=40)
    pending = [runtime.submit([each], options) for each in inputs]
    found = [wait() for wait in reversed(pending)][::-1]
    assert ids([each[0] for each in found]) == ids(runtime.generate(inputs, options))


@pytest.mark.parametrize("which", ["torch_runtime", "float_runtime"])
def test_no_input_gives_no_output(which: str, request: pytest.FixtureRequest) -> None:
    runtime: Runtime = request.getfixturevalue(which)
    assert runtime.generate([], SearchOptions()) == []
    assert runtime.encode([]) == []


def test_placement_names_a_missing_device() -> None:
    with pytest.raises(DeviceUnavailable) as caught:
        place("nonsense")
    assert caught.value.params["device"] == "nonsense"


def test_cpu_placement_takes_int8_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def supports(*types: str) -> Callable[[str], set[str]]:
        return lambda _: set(types)

    target = "ctranslate2.get_supported_compute_types"
    monkeypatch.setattr(target, supports("int8_float32", "float32"))
    assert place("cpu").storage == "int8"
    monkeypatch.setattr(target, supports("float32"))
    assert place("cpu").storage == "float32"
    monkeypatch.setattr(target, supports("float32", "float16"))
    assert place("cuda").storage == "float16"


def test_threads_asked_for_become_workers() -> None:
    assert Placement("cpu", "int8", threads=3).workers == 3
    assert 1 <= Placement("cpu", "int8").workers <= 4


@pytest.mark.parametrize(
    "numbers",
    [
        {"beam_size": 0, "hypotheses": 0},
        {"beam_size": 2, "hypotheses": 3},
        {"min_length": 9, "max_length": 8},
        {"max_length": 0, "min_length": 0},
        {"repetition_penalty": 0.0},
        {"no_repeat_ngram": -1},
    ],
)
def test_impossible_search_options_are_refused(numbers: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must"):
        SearchOptions(**numbers)


def test_both_runtimes_look_at_the_same_places(
    float_runtime: CTranslate2Runtime,
    torch_runtime: TorchRuntime,
    inputs: list[EncodedInput],
    tokenizer: SentencePieceTokenizer,
) -> None:
    output = tokenizer.encode("旧电脑喜欢红色的书。")
    for each in inputs:
        found, expected = (
            runtime.attend(each, output) for runtime in (float_runtime, torch_runtime)
        )
        assert found.shape == (len(output), len(each))
        np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-5)
        np.testing.assert_allclose(found, expected, atol=2e-5)


def test_the_tiny_model_looks_at_what_it_copies(
    float_runtime: CTranslate2Runtime, tokenizer: SentencePieceTokenizer
) -> None:
    each = encode_translation(tokenizer, "The cat likes tea.", "zh", POSITIONS)
    [[best]] = float_runtime.generate([each], SearchOptions(beam_size=1))
    looked = float_runtime.attend(each, best.ids)
    assert looked.argmax(axis=1).tolist() == list(range(1, len(best.ids) + 1))


def test_only_outputs_that_fit_can_be_attended(
    float_runtime: CTranslate2Runtime,
    torch_runtime: TorchRuntime,
    inputs: list[EncodedInput],
    config: BertSumConfig,
) -> None:
    for runtime in (float_runtime, torch_runtime):
        for length in (0, config.decoder_max_positions):
            with pytest.raises(ValueError, match="pieces"):
                runtime.attend(inputs[0], [20] * length)
        longest = runtime.attend(inputs[0], [20] * (config.decoder_max_positions - 1))
        assert len(longest) == config.decoder_max_positions - 1
