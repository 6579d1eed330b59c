"""The runtime of the default model: CTranslate2, int8 on the CPU (or float16 on a CUDA GPU).

Threads: one batch per worker and one core per worker. With networks of this size a second core
inside one batch gains nothing (width 384, int8, 2 cores, one sentence: 30 ms with one, 35 ms with
two) and waits for the first whenever the machine is busy, while two batches side by side use both.
So a page of text takes every core, and one sentence takes one.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import ctranslate2
import numpy as np

from bertsum_app.core.errors import DeviceUnavailable
from bertsum_app.corpus.encode import EncodedInput
from bertsum_app.inference.batches import cut_batches
from bertsum_app.inference.ctranslate2_model import FACTOR_MARK, ConvertedModel
from bertsum_app.inference.ctranslate2_variables import Storage
from bertsum_app.inference.runtime import (
    Attention,
    Hypothesis,
    Pending,
    SearchOptions,
    States,
    check_output,
)
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.memory import out_of_memory_told

#: More workers only cost memory: each keeps its own scratch space.
_MAX_WORKERS = 4
_DEVICE_NAMES = {"cpu": "CPU", "cuda": "CUDA"}
#: Positions in one batch of the encoder, padding included; bounds its scratch space.
_ENCODER_BATCH_POSITIONS = 1024


@dataclass(frozen=True)
class Placement:
    """Where and in which numbers to compute; `threads` 0 means as many as are useful."""

    device: str  # "cpu" or "cuda"
    storage: Storage
    threads: int = 0

    @property
    def workers(self) -> int:
        """Batches decoded side by side."""
        if self.device != "cpu":
            return 1
        return self.threads or min(_MAX_WORKERS, usable_cores())


def usable_cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def place(device: str, threads: int = 0) -> Placement:
    """The fastest number format that CTranslate2 has for `device` ("cpu" or "cuda") here.

    Raises:
        DeviceUnavailable: CTranslate2 cannot use the device.
    """
    try:
        types = ctranslate2.get_supported_compute_types(device)
    except (RuntimeError, ValueError) as error:
        raise DeviceUnavailable(device, str(error)) from error
    storage: Storage = "float32"
    if device == "cpu" and types & {"int8", "int8_float32"}:
        storage = "int8"
    elif device == "cuda" and "float16" in types:
        storage = "float16"
    return Placement(device, storage, threads)


def cuda_devices() -> int:
    """How many CUDA GPUs CTranslate2 sees; 0 without driver or CUDA libraries."""
    try:
        return int(ctranslate2.get_cuda_device_count())
    except RuntimeError:
        return 0


class CTranslate2Runtime:
    """`Runtime` over the two models of a `ConvertedModel`."""

    def __init__(self, model: ConvertedModel, config: BertSumConfig, placement: Placement) -> None:
        """Load what the network has into memory; the folder is not needed afterwards.

        Raises:
            OutOfMemory: the device has no room for it.
            RuntimeError: CTranslate2 does not accept the files.
        """
        self._config = config
        self._placement = placement
        self._translator: ctranslate2.Translator | None = None
        self._encoder: ctranslate2.Encoder | None = None
        how = {
            "device": placement.device,
            "compute_type": placement.storage,
            "inter_threads": placement.workers,
            "intra_threads": 1,
        }
        self._shortlisted = model.shortlisted_jobs()
        with out_of_memory_told("loading the model"):
            if config.has_decoder:
                files = model.in_memory(model.seq2seq)
                self._translator = ctranslate2.Translator(str(model.seq2seq), files=files, **how)
            if config.has_state_reader:
                files = model.in_memory(model.encoder)
                self._encoder = ctranslate2.Encoder(str(model.encoder), files=files, **how)

    @property
    def name(self) -> str:
        """Such as ``CPU · int8``."""
        return f"{_DEVICE_NAMES[self._placement.device]} · {self._placement.storage}"

    @property
    def parallel_batches(self) -> int:
        """One per worker."""
        return self._placement.workers

    def submit(self, inputs: Sequence[EncodedInput], options: SearchOptions) -> Pending:
        """See `Runtime.submit`; the batch goes to CTranslate2's queue."""
        if self._translator is None:
            raise ValueError("the network has no decoder")
        if not inputs:
            return list
        longest = min(options.max_length, self._config.decoder_max_positions)
        handles = self._translator.translate_batch(
            [_tokens(each) for each in inputs],
            [list(map(str, options.prefix))] * len(inputs) if options.prefix else None,
            asynchronous=True,
            beam_size=options.beam_size,
            num_hypotheses=options.hypotheses,
            length_penalty=options.length_penalty,
            repetition_penalty=options.repetition_penalty,
            no_repeat_ngram_size=options.no_repeat_ngram,
            max_decoding_length=longest,
            min_decoding_length=min(options.min_length, longest),
            max_input_length=0,  # its default cuts silently
            disable_unk=True,
            use_vmap=options.own_script and inputs[0].ids[0] in self._shortlisted,
            return_scores=True,
        )

        def wait() -> list[list[Hypothesis]]:
            with out_of_memory_told("translating"):
                return [_hypotheses(handle.result()) for handle in handles]

        return wait

    def generate(
        self, inputs: Sequence[EncodedInput], options: SearchOptions
    ) -> list[list[Hypothesis]]:
        """See `Runtime.generate`."""
        return self.submit(inputs, options)()

    def encode(self, inputs: Sequence[EncodedInput]) -> list[States]:
        """See `Runtime.encode`."""
        encoder, workers = self._encoder, self._placement.workers
        if encoder is None:
            raise ValueError("the network has no heads that read states")
        if not inputs:
            return []
        lengths = [len(each) for each in inputs]
        share = -(-len(inputs) // workers)
        batches = cut_batches(lengths, _ENCODER_BATCH_POSITIONS, share)
        groups = [[inputs[index] for index in batch] for batch in batches]
        # CTranslate2 queues translations itself, but not encodings.
        with ThreadPoolExecutor(workers) as pool:
            found = list(pool.map(lambda group: self._encode_batch(encoder, group), groups))
        states = {
            index: each
            for batch, of_batch in zip(batches, found, strict=True)
            for index, each in zip(batch, of_batch, strict=True)
        }
        return [states[index] for index in range(len(inputs))]

    def _encode_batch(
        self, encoder: ctranslate2.Encoder, inputs: Sequence[EncodedInput]
    ) -> list[States]:
        longest = max(len(each) for each in inputs)
        ids, segments = (np.zeros((len(inputs), longest), dtype=np.int32) for _ in range(2))
        for row, each in enumerate(inputs):
            ids[row, : len(each)] = each.ids
            segments[row, : len(each)] = each.segments
        lengths = np.array([len(each) for each in inputs], dtype=np.int32)
        with out_of_memory_told("reading the text"):
            output = encoder.forward_batch(
                ctranslate2.StorageView.from_array(ids),
                lengths=ctranslate2.StorageView.from_array(lengths),
                token_type_ids=segments.tolist(),
            )
            last = output.last_hidden_state
            if self._placement.device != "cpu":
                last = last.to_device(ctranslate2.Device.cpu)
            hidden = np.array(last.to(ctranslate2.DataType.float32))
        return [hidden[row, : len(each)].copy() for row, each in enumerate(inputs)]

    def attend(self, each: EncodedInput, output: Sequence[int]) -> Attention:
        """See `Runtime.attend`; the output is a prefix, behind which one more piece is written."""
        if self._translator is None:
            raise ValueError("the network has no decoder")
        check_output(output, self._config.decoder_max_positions)
        with out_of_memory_told("aligning words"):
            [result] = self._translator.translate_batch(
                [_tokens(each)],
                [list(map(str, output))],
                beam_size=1,
                max_decoding_length=len(output) + 1,
                max_input_length=0,
                return_attention=True,
            )
        return np.array(result.attention[0][: len(output)], dtype=np.float32)

    def close(self) -> None:
        """Unload both models."""
        self._translator = None
        self._encoder = None


def _tokens(each: EncodedInput) -> list[str]:
    return [
        f"{piece_id}{FACTOR_MARK}{segment}"
        for piece_id, segment in zip(each.ids, each.segments, strict=True)
    ]


def _hypotheses(result: ctranslate2.TranslationResult) -> list[Hypothesis]:
    return [
        Hypothesis(tuple(map(int, tokens)), float(score))
        for tokens, score in zip(result.hypotheses, result.scores, strict=True)
    ]
