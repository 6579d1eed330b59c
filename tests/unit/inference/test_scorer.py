from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from bertsum_app.inference.scorer import SentenceScorer, TextClassifier, head_weights
from bertsum_app.library.store import InstalledModel
from bertsum_app.model.checkpoint import load_model
from bertsum_app.model.config import READINGS, BertSumConfig, SentenceReading
from bertsum_app.model.scorer import SentenceScorer as TorchScorer
from bertsum_app.model.weights import Weights


@pytest.mark.parametrize("sentences", [1, 2, 17])
def test_sentence_scores_agree_with_torch(
    tiny_model: InstalledModel, config: BertSumConfig, weights: Weights, sentences: int
) -> None:
    model = load_model(tiny_model.folder)
    assert model.scorer is not None
    states = np.random.default_rng(sentences).normal(size=(sentences, 64)).astype(np.float32)
    with torch.inference_mode():
        logits = model.scorer(torch.from_numpy(states)[None], torch.tensor([sentences]))[0]
    found = SentenceScorer(config, head_weights(weights)).scores(states)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, torch.sigmoid(logits).numpy(), atol=1e-5)


@pytest.mark.parametrize("reads", READINGS)
def test_what_stands_for_a_sentence_agrees_with_torch(
    config: BertSumConfig, weights: Weights, reads: SentenceReading
) -> None:
    config = replace(config, scorer_reads=reads)
    states = np.random.default_rng(7).normal(size=(9, 64)).astype(np.float32)
    starts = (0, 3, 4)
    central = np.array([1.5, -0.5, 0.0], dtype=np.float32)
    found = SentenceScorer(config, weights).read(states, starts, central)
    with torch.inference_mode():
        expected = TorchScorer(config).read(
            # Padded behind the document, and beside a longer one.
            torch.from_numpy(np.pad(states, ((0, 2), (0, 0)), constant_values=9.0))[None],
            torch.tensor([[*starts, 0]]),
            torch.tensor([[3, 4, 9, 0]]),
            torch.from_numpy(np.append(central, np.float32(0)))[None],
        )
    np.testing.assert_allclose(found, expected[0, :3].numpy(), atol=1e-6)


def test_a_scorer_is_told_of_centrality_only_where_it_reads_it(
    config: BertSumConfig, weights: Weights
) -> None:
    states = np.random.default_rng(7).normal(size=(9, 64)).astype(np.float32)
    starts, central = (0, 3, 4), np.array([1.5, -0.5, 0.0], dtype=np.float32)
    mean = SentenceScorer(replace(config, scorer_reads="mean"), weights)
    told = SentenceScorer(replace(config, scorer_reads="mean+centrality"), weights)
    assert (mean.reads_centrality, told.reads_centrality) == (False, True)
    plain = mean.read(states, starts, central)
    np.testing.assert_array_equal(plain, mean.read(states, starts, 0 * central))
    found = told.read(states, starts, central)
    np.testing.assert_array_equal(found[2], plain[2])
    assert np.linalg.norm(found[0] - plain[0]) == pytest.approx(
        3 * np.linalg.norm(found[1] - plain[1]), rel=1e-4
    )
    # A normalisation over the numbers of a state must not take it out again.
    assert abs((found[0] - plain[0]).mean()) < 1e-6


def test_the_mean_is_over_the_whole_sentence(config: BertSumConfig, weights: Weights) -> None:
    states = np.repeat(np.array([1, 3, 5, 10, 20], dtype=np.float32), 64).reshape(5, 64)
    scorer = SentenceScorer(replace(config, scorer_reads="mean"), weights)
    found = scorer.read(states, (0, 3), np.zeros(2, np.float32))
    assert found[:, 0].tolist() == [3, 15]


def test_sentences_far_apart_look_at_each_other(config: BertSumConfig, weights: Weights) -> None:
    states = np.random.default_rng(5).normal(size=(9, 64)).astype(np.float32)
    scorer = SentenceScorer(config, weights)
    changed = states.copy()
    changed[8] += 1.0
    assert abs(scorer.scores(states)[0] - scorer.scores(changed)[0]) > 1e-6


def test_classes_agree_with_torch(tiny_model: InstalledModel, weights: Weights) -> None:
    model = load_model(tiny_model.folder)
    assert model.classifier is not None
    states = np.random.default_rng(2).normal(size=(3, 64)).astype(np.float32)
    with torch.inference_mode():
        expected = torch.softmax(model.classifier(torch.from_numpy(states)), dim=-1).numpy()
    found = TextClassifier(head_weights(weights)).probabilities(states)
    np.testing.assert_allclose(found, expected, atol=1e-5)
    np.testing.assert_allclose(found.sum(axis=-1), 1.0, atol=1e-6)


def test_extreme_states_give_no_warning_and_finite_numbers(
    config: BertSumConfig, weights: Weights
) -> None:
    states = np.full((2, 64), 1e4, dtype=np.float32)
    scores = SentenceScorer(config, weights).scores(states)
    classes = TextClassifier(weights).probabilities(states)
    assert np.isfinite(scores).all()
    assert np.isfinite(classes).all()


def test_head_weights_share_no_memory_with_the_rest(weights: Weights) -> None:
    heads = head_weights(weights)
    assert {name.split(".")[0] for name in heads} == {"scorer", "classifier"}
    assert not any(np.shares_memory(heads[name], weights[name]) for name in heads)
