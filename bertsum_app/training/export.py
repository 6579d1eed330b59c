"""From a run's checkpoints to a model folder that the program can load."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import safetensors.numpy
from safetensors import SafetensorError

from bertsum_app.core.atomic import staged_folder, write_text_atomic
from bertsum_app.core.errors import RunIncompatible, RunNotFound
from bertsum_app.library.manifest import (
    FORMAT_VERSION,
    ModelManifest,
    describe_files,
    write_manifest,
)
from bertsum_app.model.checkpoint import CONFIG_FILE, WEIGHTS_FILE, from_weights
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.decoding import DECODING_FILE, PLAIN_SEARCH, DecodingDefaults
from bertsum_app.model.weights import Precision, Weights, write_weights
from bertsum_app.text.tokenizer import TOKENIZER_FILE
from bertsum_app.training.adapters import is_adapted
from bertsum_app.training.run_folder import NETWORK_FILE, RunFolder

_NETWORK_PREFIX = "model."  # MultiTaskLoss.model; the masked-language head is left behind
CARD_FILE = "CARD.md"


@dataclass(frozen=True)
class ModelDescription:
    """What a manifest says that the weights do not."""

    id: str
    name: str
    languages: tuple[str, ...]
    licence: str
    origin: str
    version: str
    parent: str | None = None
    jobs: tuple[str, ...] | None = None  # None: all that the network has heads for


def export_run(
    run: RunFolder,
    target: Path,
    description: ModelDescription,
    card: str,
    *,
    average: int = 1,
    precision: Precision = "int8",
    decoding: DecodingDefaults = PLAIN_SEARCH,
) -> ModelManifest:
    """Write the model folder `target` from the mean of the run's last `average` checkpoints.

    An existing `target` is replaced only when the new one is complete.

    Raises:
        RunNotFound: the run has no checkpoint.
        RunIncompatible: a checkpoint is damaged or belongs to another network.
        ResourceError: the disk is full or the folder cannot be written.
    """
    return export_weights(
        averaged_weights(run, average),
        run.read_config().model,
        run.tokenizer_file,
        target,
        description,
        card,
        precision=precision,
        decoding=decoding,
    )


def export_weights(
    weights: Weights,
    network: BertSumConfig,
    tokenizer_file: Path,
    target: Path,
    description: ModelDescription,
    card: str,
    *,
    precision: Precision = "int8",
    decoding: DecodingDefaults = PLAIN_SEARCH,
) -> ModelManifest:
    """Write the model folder `target` with `weights`; otherwise as `export_run`.

    Raises:
        ModelDamaged: the weights are not those of the network.
        ResourceError: the disk is full or the folder cannot be written.
    """
    config = replace(network, dropout=0.0)
    # Loading checks every name and shape before anything is written.
    from_weights(config, weights, target)
    with staged_folder(target.with_name(target.name + ".new")) as folder:
        (folder / CONFIG_FILE).write_text(config.to_json(), encoding="utf-8")
        write_weights(folder / WEIGHTS_FILE, weights, precision)
        (folder / DECODING_FILE).write_text(decoding.to_json(), encoding="utf-8")
        shutil.copyfile(tokenizer_file, folder / TOKENIZER_FILE)
        manifest = seal(folder, config, description, card)
    shutil.rmtree(target, ignore_errors=True)
    target.with_name(target.name + ".new").rename(target)
    return manifest


def seal(
    folder: Path, config: BertSumConfig, description: ModelDescription, card: str
) -> ModelManifest:
    """Write the card and the manifest of a model folder whose other files are in place."""
    write_text_atomic(folder / CARD_FILE, card)
    names = (CONFIG_FILE, DECODING_FILE, WEIGHTS_FILE, TOKENIZER_FILE, CARD_FILE)
    manifest = ModelManifest(
        format_version=FORMAT_VERSION,
        id=description.id,
        name=description.name,
        languages=description.languages,
        jobs=description.jobs or _jobs(config),
        licence=description.licence,
        origin=description.origin,
        parent=description.parent,
        version=description.version,
        files=describe_files(folder, names),
    )
    write_manifest(folder, manifest)
    return manifest


def averaged_weights(run: RunFolder, count: int) -> Weights:
    """The element-wise mean of the last `count` checkpoints' networks (Vaswani et al. 2017, 6.1).

    Raises:
        RunNotFound: there is no checkpoint.
        RunIncompatible: one is damaged, or they are of different networks.
    """
    paths = run.checkpoints()[-count:]
    if not paths:
        raise RunNotFound(path=run.folder)
    networks = [read_network(path) for path in paths]
    if any(map(is_adapted, networks)):
        raise RunIncompatible(
            path=run.folder, reason="its checkpoints are adapters of another model"
        )
    if any(network.keys() != networks[0].keys() for network in networks):
        raise RunIncompatible(path=run.folder, reason="checkpoints of different networks")
    return {name: _mean([network[name] for network in networks]) for name in networks[0]}


def read_network(checkpoint: Path) -> Weights:
    """The network of one checkpoint folder, training-only heads left out.

    Raises:
        RunIncompatible: it is damaged.
    """
    path = checkpoint / NETWORK_FILE
    try:
        stored = safetensors.numpy.load_file(path)
    except (OSError, SafetensorError) as error:
        raise RunIncompatible(path=path, reason=str(error)) from error
    return {
        name.removeprefix(_NETWORK_PREFIX): tensor.astype(np.float32)
        for name, tensor in stored.items()
        if name.startswith(_NETWORK_PREFIX)
    }


def _mean(
    tensors: Sequence[np.ndarray[tuple[int, ...], np.dtype[np.float32]]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    mean: np.ndarray[tuple[int, ...], np.dtype[np.float32]]
    mean = np.mean(np.stack(tensors), axis=0, dtype=np.float32)
    return mean


def _jobs(config: BertSumConfig) -> tuple[str, ...]:
    heads = (
        ("translate", config.has_decoder),
        ("summarize-extractive", config.has_scorer),
        ("summarize-abstractive", config.has_decoder),
        ("sentiment", config.has_classifier),
    )
    return tuple(job for job, present in heads if present)
