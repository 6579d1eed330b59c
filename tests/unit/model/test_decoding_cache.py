"""Step-by-step decoding with a key/value cache gives what a full forward pass gives."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.config import preset
from bertsum_app.model.decoder import Decoder

LENGTHS = torch.tensor([6, 2, 4])


@pytest.fixture(scope="module")
def decoder() -> Decoder:
    torch.manual_seed(5)
    model = BertSum(preset("tiny", 60)).eval().requires_grad_(False)
    for parameter in model.parameters():
        parameter.add_(torch.randn_like(parameter) * 0.2)
    assert model.decoder is not None
    return model.decoder


@pytest.fixture(scope="module")
def memory() -> torch.Tensor:
    return torch.randn(3, 6, 32, generator=torch.Generator().manual_seed(6))


def full(
    decoder: Decoder, ids: torch.Tensor, memory: torch.Tensor, lengths: torch.Tensor
) -> torch.Tensor:
    """Logits behind the last of `ids`."""
    return decoder.logits(decoder(ids, memory, lengths)[:, -1])


def test_each_step_equals_the_full_forward_pass(decoder: Decoder, memory: torch.Tensor) -> None:
    ids = torch.randint(1, 60, (3, 8), generator=torch.Generator().manual_seed(7))
    cache = decoder.start(memory, LENGTHS)
    for position in range(ids.shape[1]):
        stepped = decoder.step(ids[:, position], cache)
        expected = full(decoder, ids[:, : position + 1], memory, LENGTHS)
        torch.testing.assert_close(stepped, expected, rtol=1e-5, atol=1e-5)
    assert cache.length == 8


def test_steps_without_padding_need_no_lengths(decoder: Decoder, memory: torch.Tensor) -> None:
    cache = decoder.start(memory)
    stepped = decoder.step(torch.tensor([2, 2, 2]), cache)
    everything = torch.full((3,), memory.shape[1])
    expected = full(decoder, torch.full((3, 1), 2), memory, everything)
    torch.testing.assert_close(stepped, expected, rtol=1e-5, atol=1e-5)


@given(st.data())
def test_selected_rows_go_on_as_their_own_histories_say(
    decoder: Decoder, memory: torch.Tensor, data: st.DataObject
) -> None:
    rows = st.lists(st.integers(0, 2), min_size=1, max_size=5)
    histories = torch.randint(1, 60, (3, 2), generator=torch.Generator().manual_seed(8))
    cache = decoder.start(memory, LENGTHS)
    for position in range(2):
        decoder.step(histories[:, position], cache)
    sources = torch.arange(3)
    for next_id in (11, 12):
        # As beam search does: beams are re-ordered, copied and dropped, and each goes on.
        chosen = torch.tensor(data.draw(rows)) % len(sources)
        cache.select(chosen)
        histories, sources = histories[chosen], sources[chosen]
        ids = torch.full((len(chosen),), next_id)
        stepped = decoder.step(ids, cache)
        histories = torch.cat((histories, ids[:, None]), dim=1)
        expected = full(decoder, histories, memory[sources], LENGTHS[sources])
        torch.testing.assert_close(stepped, expected, rtol=1e-5, atol=1e-5)


def test_a_target_longer_than_the_position_table_is_refused(
    decoder: Decoder, memory: torch.Tensor
) -> None:
    rows = preset("tiny").decoder_max_positions
    ids = torch.ones((1, rows + 1), dtype=torch.int64)
    with pytest.raises(ValueError, match="position table"):
        decoder(ids, memory[:1])
