"""The runtime on torch: CUDA and MPS GPUs, and the reference the CPU runtime is held to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import torch
from torch import Tensor

from bertsum_app.core.errors import DeviceUnavailable
from bertsum_app.corpus.encode import EncodedInput
from bertsum_app.inference.batches import cut_batches
from bertsum_app.inference.beam_search import OutputRules, search
from bertsum_app.inference.runtime import (
    Attention,
    Hypothesis,
    Pending,
    SearchOptions,
    States,
    check_output,
)
from bertsum_app.inference.scripts import scripts
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.memory import out_of_memory_told
from bertsum_app.text.tokenizer import Tokenizer

_NAMES = {"cpu": "CPU", "cuda": "CUDA", "mps": "MPS"}
_ENCODER_BATCH_POSITIONS = 16_384


class TorchRuntime:
    """`Runtime` over a network in torch, float32."""

    def __init__(self, model: BertSum, tokenizer: Tokenizer, device: str = "cpu") -> None:
        """Move `model` to `device` ("cpu", "cuda" or "mps").

        Raises:
            DeviceUnavailable: torch cannot use the device here.
        """
        check_device(device)
        self._device = torch.device(device)
        self._model = model.eval().to(self._device)
        self._special = tokenizer.special
        self._scripts = scripts(tokenizer)

    @property
    def name(self) -> str:
        """Such as ``CUDA · torch float32``."""
        return f"{_NAMES[self._device.type]} · torch float32"

    @property
    def parallel_batches(self) -> int:
        """One: the device is given one batch after the other."""
        return 1

    def submit(self, inputs: Sequence[EncodedInput], options: SearchOptions) -> Pending:
        """See `Runtime.submit`; nothing is computed until the result is asked for."""
        return lambda: self.generate(inputs, options)

    @torch.inference_mode()
    def generate(
        self, inputs: Sequence[EncodedInput], options: SearchOptions
    ) -> list[list[Hypothesis]]:
        """See `Runtime.generate`."""
        decoder = self._model.decoder
        if decoder is None:
            raise ValueError("the network has no decoder")
        if not inputs:
            return []
        rules = self._rules(inputs[0], options)
        with out_of_memory_told("translating"):
            memory, lengths = self._encode(inputs)
            return search(decoder, memory, lengths, rules, self._bounded(options))

    @torch.inference_mode()
    def encode(self, inputs: Sequence[EncodedInput]) -> list[States]:
        """See `Runtime.encode`."""
        states: dict[int, States] = {}
        lengths = [len(each) for each in inputs]
        for batch in cut_batches(lengths, _ENCODER_BATCH_POSITIONS, len(inputs)):
            with out_of_memory_told("reading the text"):
                hidden, _ = self._encode([inputs[index] for index in batch])
            on_host = hidden.float().cpu().numpy()
            for row, index in enumerate(batch):
                states[index] = on_host[row, : lengths[index]].copy()
        return [states[index] for index in range(len(inputs))]

    @torch.inference_mode()
    def attend(self, each: EncodedInput, output: Sequence[int]) -> Attention:
        """See `Runtime.attend`."""
        decoder = self._model.decoder
        if decoder is None:
            raise ValueError("the network has no decoder")
        check_output(output, self._model.config.decoder_max_positions)
        with out_of_memory_told("aligning words"):
            memory, _ = self._encode([each])
            given = torch.tensor([[self._special.bos, *output[:-1]]], device=self._device)
            looked = decoder.attend(given, memory)
        weights: Attention = looked[0].float().cpu().numpy()
        return weights

    def close(self) -> None:
        """Give the device's memory back."""
        self._model.to("cpu")
        if self._device.type == "cuda":
            torch.cuda.empty_cache()

    def _rules(self, first: EncodedInput, options: SearchOptions) -> OutputRules:
        """What may be written for a batch that begins with `first`."""
        special = self._special
        script = self._scripts.get(first.ids[0]) if options.own_script else None
        if script is None:
            return OutputRules(special.bos, special.eos, (special.unk,))
        # CTranslate2 always counts <s> among what it chooses from.
        foreign = set(range(self._model.config.vocab_size)) - {*script, special.bos}
        return OutputRules(special.bos, special.eos, (special.unk, *sorted(foreign)))

    def _bounded(self, options: SearchOptions) -> SearchOptions:
        """`options` within the decoder's position table."""
        rows = self._model.config.decoder_max_positions
        if options.max_length <= rows:
            return options
        return replace(options, max_length=rows, min_length=min(options.min_length, rows))

    def _encode(self, inputs: Sequence[EncodedInput]) -> tuple[Tensor, Tensor | None]:
        """Encoder output [batch, longest, hidden], and lengths [batch] where there is padding."""
        lengths = [len(each) for each in inputs]
        ids = torch.full((len(inputs), max(lengths)), self._special.pad)
        segments = torch.zeros_like(ids)
        for row, each in enumerate(inputs):
            ids[row, : len(each)] = torch.tensor(each.ids)
            segments[row, : len(each)] = torch.tensor(each.segments)
        even = min(lengths) == max(lengths)
        on_device = None if even else torch.tensor(lengths, device=self._device)
        memory = self._model.encoder(ids.to(self._device), segments.to(self._device), on_device)
        return memory, on_device


def check_device(device: str) -> None:
    """Whether torch can compute on `device`.

    Raises:
        DeviceUnavailable: it cannot, with torch's reason.
    """
    if device == "cuda" and not torch.cuda.is_available():
        built = torch.version.cuda is not None
        reason = "no usable NVIDIA GPU or driver" if built else "this build of torch has no CUDA"
        raise DeviceUnavailable(device, reason)
    if device == "mps" and not torch.backends.mps.is_available():
        raise DeviceUnavailable(device, "no Metal GPU on this machine")
