"""Deeper networks that start where a shallow one stood."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from bertsum_app.core.errors import RunIncompatible
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.config import BertSumConfig, preset
from bertsum_app.training.grow import grow
from bertsum_app.training.launch import start_from_model
from helpers.tiny_model import build_tiny_model

SHALLOW = replace(preset("tiny"), dropout=0.0)


@pytest.fixture
def trained() -> BertSum:
    """A network whose norms have moved away from where they begin, as training moves them."""
    torch.manual_seed(5)
    model = BertSum(SHALLOW)
    for name, parameter in model.named_parameters():
        if "norm" in name:
            parameter.data.normal_(1.0 if name.endswith("weight") else 0.0, 0.1)
    return model.eval()


def deeper(**layers: Any) -> BertSumConfig:
    return replace(SHALLOW, **layers)


IDS = torch.tensor([[5, 40, 41, 42, 43, 6], [5, 50, 51, 52, 53, 6]])
SEGMENTS = torch.zeros_like(IDS)


def test_a_deeper_decoder_says_exactly_what_the_shallow_one_said(trained: BertSum) -> None:
    grown = BertSum(deeper(decoder_layers=5)).eval()
    grow(grown, trained)
    assert grown.decoder is not None
    assert trained.decoder is not None
    memory = trained.encoder(IDS, SEGMENTS)
    torch.testing.assert_close(grown.encoder(IDS, SEGMENTS), memory)
    torch.testing.assert_close(grown.decoder(IDS, memory), trained.decoder(IDS, memory))


def test_a_deeper_encoder_reads_nearly_as_the_shallow_one_did(trained: BertSum) -> None:
    grown = BertSum(deeper(encoder_layers=3)).eval()
    grow(grown, trained)
    with torch.no_grad():
        before, after = trained.encoder(IDS, SEGMENTS), grown.encoder(IDS, SEGMENTS)
    likeness = torch.nn.functional.cosine_similarity(before, after, dim=-1)
    assert likeness.min() > 0.98
    assert after.norm() == pytest.approx(before.norm().item(), rel=0.1)


def test_inserted_layers_learn_from_the_first_step_on(trained: BertSum) -> None:
    grown = BertSum(deeper(encoder_layers=4, decoder_layers=4))
    grow(grown, trained)
    assert grown.decoder is not None
    grown.decoder(IDS, grown.encoder(IDS, SEGMENTS)).pow(2).sum().backward()
    for part in ("encoder", "decoder"):
        outer = grown.get_parameter(f"{part}.layers.1.feed_forward.outer.weight")
        assert not outer.any()
        assert outer.grad is not None
        assert outer.grad.abs().sum() > 0


@pytest.mark.parametrize("change", [{"encoder_layers": 1}, {"hidden_size": 64}, {"classes": 3}])
def test_other_networks_are_refused(
    tmp_path: Path, trained: BertSum, change: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match="depth"):
        grow(BertSum(replace(SHALLOW, **change)), trained)
    folder = build_tiny_model(tmp_path / "tiny").folder
    with pytest.raises(RunIncompatible):
        start_from_model(folder)(BertSum(replace(SHALLOW, **change)))
