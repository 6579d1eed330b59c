"""A model folder converted for CTranslate2, once, in the cache folder.

    <cache>/<key>/seq2seq/   encoder and decoder, for `ctranslate2.Translator`
    <cache>/<key>/encoder/   the encoder alone, for `ctranslate2.Encoder` (Translator shows no states)
    <cache>/<key>/heads.safetensors   what CTranslate2 cannot run: scorer and classifier, float32
    <cache>/<key>/complete.json

The key names everything the result depends on, so nothing in the cache is ever out of date; a folder
without a matching ``complete.json`` is damaged and made again. What is loaded is in memory as a whole,
so the cache may be emptied at any time; where it takes no files, nothing is written, and the models are
loaded from memory alone. Pieces are named by their ids, not by their text: ids are unique, and free of
U+FFE8, at which CTranslate2 splits off source factors.
"""

from __future__ import annotations

import contextlib
import glob
import hashlib
import json
import logging
import os
import secrets
import shutil
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import safetensors.numpy

from bertsum_app.core.atomic import staged_folder
from bertsum_app.core.errors import AppError, DiskFull, FolderNotWritable, UnreadableFile
from bertsum_app.inference.ctranslate2_variables import (
    Storage,
    Variables,
    convert_variables,
    model_file,
)
from bertsum_app.inference.scorer import head_weights
from bertsum_app.inference.scripts import scripts
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.weights import Weights, read_weights, weights_file
from bertsum_app.text.tokenizer import Tokenizer

Files: TypeAlias = Mapping[str, bytes]
"""Contents by name; a name within a folder has a slash in it, on all systems."""

_log = logging.getLogger(__name__)

#: Raise it whenever the same model folder would give another result.
CONVERTER_VERSION = 3

SEQ2SEQ_FOLDER = "seq2seq"
ENCODER_FOLDER = "encoder"
HEADS_FILE = "heads.safetensors"
SHORTLIST_FILE = "vmap.txt"
_COMPLETE_FILE = "complete.json"
#: Stands between a piece and its source factor (the segment) in CTranslate2's tokens.
FACTOR_MARK = "\uffe8"


@dataclass(frozen=True)
class ModelSource:
    """What is to be converted. `weights` is called only when the cache lacks the result."""

    fingerprint: str
    config: BertSumConfig
    tokenizer: Tokenizer
    weights: Callable[[], Weights]


@dataclass(frozen=True)
class ConvertedModel:
    """The two CTranslate2 models, in the cache.

    Where the cache took no files they are in `files`, by their names within `folder`, which is not
    there; `problem` is why.
    """

    folder: Path
    files: Files | None = field(default=None, repr=False, compare=False)
    problem: AppError | None = None

    @property
    def seq2seq(self) -> Path:
        """For `ctranslate2.Translator`; there only if the network has a decoder."""
        return self.folder / SEQ2SEQ_FOLDER

    @property
    def encoder(self) -> Path:
        """For `ctranslate2.Encoder`; there only if the network has heads that read states."""
        return self.folder / ENCODER_FOLDER

    def in_memory(self, model: Path) -> dict[str, bytes] | None:
        """The files of one of the two, by name, for CTranslate2; None: they are on the disk."""
        if self.files is None:
            return None
        begin = f"{model.name}/"
        names = [name for name in self.files if name.startswith(begin)]
        return {name.removeprefix(begin): self.files[name] for name in names}

    def shortlisted_jobs(self) -> frozenset[int]:
        """The job tokens whose outputs are written with a part of the vocabulary (see scripts.py)."""
        if self.files is not None:
            text = self.files.get(f"{SEQ2SEQ_FOLDER}/{SHORTLIST_FILE}", b"").decode("utf-8")
        else:
            path = self.seq2seq / SHORTLIST_FILE
            text = path.read_text(encoding="utf-8") if path.is_file() else ""
        return frozenset(int(line.partition("\t")[0]) for line in text.splitlines())

    def read_heads(self) -> Weights:
        """Scorer and classifier; empty for a network without them.

        Raises:
            ModelDamaged: the file cannot be read.
        """
        if self.files is not None:
            return (
                safetensors.numpy.load(self.files[HEADS_FILE]) if HEADS_FILE in self.files else {}
            )
        path = self.folder / HEADS_FILE
        return read_weights(path) if path.is_file() else {}

    def discard(self) -> None:
        """Take the models out of the cache, so that the next call makes them again."""
        shutil.rmtree(self.folder, ignore_errors=True)


def converted_model(source: ModelSource, cache: Path, storage: Storage) -> ConvertedModel:
    """The converted model, from the cache or made now.

    Two processes may do this at once: each builds beside the final place, one of them wins. A cache
    that takes no files, or has no room for them, does not keep anybody from working.

    Raises:
        ModelDamaged: the weights cannot be read, or lack a tensor.
    """
    name, stem = _names(source.fingerprint, storage)
    final = cache / name
    was_there = final.exists()
    if _is_complete(final):
        return ConvertedModel(final)
    files = _convert(source, storage)
    try:
        if was_there:
            _discard(final)
        with staged_folder(final) as folder:
            _write(folder, files)
    except (DiskFull, FolderNotWritable, UnreadableFile) as error:
        _log.warning("the converted model cannot be kept: %s", error)
        return ConvertedModel(final, files, error)
    _remove_older(final, stem)
    return ConvertedModel(final)


def _names(fingerprint: str, storage: Storage) -> tuple[str, str]:
    """The name of the folder, and what the names of older versions of it begin with."""
    import ctranslate2

    parts = (fingerprint, str(CONVERTER_VERSION), ctranslate2.__version__, storage)
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    stem = f"{fingerprint[:16]}-{storage}-"
    return stem + digest[:16], stem


def _remove_older(folder: Path, stem: str) -> None:
    """Delete what earlier versions of the program made of the same model."""
    for other in folder.parent.glob(f"{glob.escape(stem)}*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


def _discard(folder: Path) -> None:
    """Delete a damaged folder, unless another process has put a good one in its place."""
    doomed = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.damaged")
    with contextlib.suppress(OSError):
        os.rename(folder, doomed)
        if _is_complete(doomed):
            os.rename(doomed, folder)
            return
    shutil.rmtree(doomed, ignore_errors=True)


def _convert(source: ModelSource, storage: Storage) -> Files:
    config = source.config
    weights = source.weights()
    variables = convert_variables(config, weights, storage)
    files: dict[str, bytes] = {}
    if config.has_decoder:
        files |= _within(SEQ2SEQ_FOLDER, _seq2seq(source, variables))
    if config.has_state_reader:
        files |= _within(ENCODER_FOLDER, _encoder(source, variables.encoder_only()))
        files[HEADS_FILE] = weights_file(head_weights(weights), "float32")
    return files


def _within(folder: str, files: Files) -> Files:
    return {f"{folder}/{name}": data for name, data in files.items()}


def _write(folder: Path, files: Files) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    (folder / _COMPLETE_FILE).write_bytes(_json({"checksums": _checksums(folder)}))


def _seq2seq(source: ModelSource, variables: Variables) -> Files:
    config, special = source.config, source.tokenizer.special
    pieces = [str(piece_id) for piece_id in range(config.vocab_size)]
    segments = [str(segment) for segment in range(config.segments)]
    settings = {
        "unk_token": str(special.unk),
        "bos_token": str(special.bos),
        "eos_token": str(special.eos),
        "decoder_start_token": str(special.bos),
        "add_source_bos": False,
        "add_source_eos": False,
        # CTranslate2 knows one epsilon. BERT's (1e-12) it is: the decoder's own (1e-6) is small
        # beside the variance of what it norms, but not beside that of word embeddings.
        "layer_norm_epsilon": config.encoder_norm_eps,
        "multi_query_attention": False,
    }
    files = {
        "source_1_vocabulary.json": _json(pieces),
        "source_2_vocabulary.json": _json(segments),
        "target_vocabulary.json": _json(pieces),
        "config.json": _json(settings),
        "model.bin": model_file("TransformerSpec", 7, variables),
    }
    # CTranslate2's lexical shortlist: "pieces of the source<TAB>pieces that may be written for them".
    # A job token stands for the whole language it asks for.
    lines = [
        f"{job}\t{' '.join(map(str, pieces))}\n"
        for job, pieces in scripts(source.tokenizer).items()
    ]
    if lines:
        files[SHORTLIST_FILE] = "".join(lines).encode("utf-8")
    return files


def _encoder(source: ModelSource, variables: Variables) -> Files:
    pieces = [str(piece_id) for piece_id in range(source.config.vocab_size)]
    settings = {
        "unk_token": str(source.tokenizer.special.unk),
        "bos_token": str(source.tokenizer.special.bos),
        "eos_token": str(source.tokenizer.special.eos),
        "layer_norm_epsilon": source.config.encoder_norm_eps,
        "multi_query_attention": False,
    }
    return {
        "vocabulary.json": _json(pieces),
        "config.json": _json(settings),
        "model.bin": model_file("TransformerEncoderSpec", 1, variables),
    }


def _json(value: object) -> bytes:
    return json.dumps(value, indent=1).encode("utf-8")


def _is_complete(folder: Path) -> bool:
    """Whether `folder` was written to the end and has not changed since."""
    try:
        recorded = json.loads((folder / _COMPLETE_FILE).read_text(encoding="utf-8"))
        return isinstance(recorded, dict) and recorded.get("checksums") == _checksums(folder)
    except (OSError, ValueError):
        return False


def _checksums(folder: Path) -> dict[str, int]:
    """CRC-32 of each file, by its path within `folder`: against accidents, not against attackers."""
    return {
        path.relative_to(folder).as_posix(): zlib.crc32(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != _COMPLETE_FILE
    }
