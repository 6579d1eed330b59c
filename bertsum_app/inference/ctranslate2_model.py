"""A model folder converted for CTranslate2, once, in the cache folder.

    <cache>/<key>/seq2seq/   encoder and decoder, for `ctranslate2.Translator`
    <cache>/<key>/encoder/   the encoder alone, for `ctranslate2.Encoder` (Translator shows no states)
    <cache>/<key>/heads.safetensors   what CTranslate2 cannot run: scorer and classifier, float32
    <cache>/<key>/complete.json

The key names everything the result depends on, so nothing in the cache is ever out of date; a folder
without a matching ``complete.json`` is damaged and made again. What is loaded is in memory as a
whole, so the cache may be emptied at any time. Pieces are named by their ids, not by
their text: ids are unique, and free of U+FFE8, at which CTranslate2 splits off source factors.
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
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bertsum_app.core.atomic import staged_folder
from bertsum_app.core.errors import AppError, FolderNotWritable, UnreadableFile, from_os_error
from bertsum_app.inference.ctranslate2_variables import (
    Storage,
    Variables,
    convert_variables,
    write_model_file,
)
from bertsum_app.inference.scorer import head_weights
from bertsum_app.inference.scripts import scripts
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.weights import Weights, read_weights, write_weights
from bertsum_app.text.tokenizer import Tokenizer

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
    """Folders of the two CTranslate2 models.

    `temporary` is the folder to remove after use, where the models are not in the cache, and
    `problem` is why they are not.
    """

    folder: Path
    temporary: Path | None = None
    problem: AppError | None = None

    @property
    def seq2seq(self) -> Path:
        """For `ctranslate2.Translator`; there only if the network has a decoder."""
        return self.folder / SEQ2SEQ_FOLDER

    @property
    def encoder(self) -> Path:
        """For `ctranslate2.Encoder`; there only if the network has heads that read states."""
        return self.folder / ENCODER_FOLDER

    def shortlisted_jobs(self) -> frozenset[int]:
        """The job tokens whose outputs are written with a part of the vocabulary (see scripts.py)."""
        path = self.seq2seq / SHORTLIST_FILE
        if not path.is_file():
            return frozenset()
        with path.open(encoding="utf-8") as lines:
            return frozenset(int(line.partition("\t")[0]) for line in lines)

    def read_heads(self) -> Weights:
        """Scorer and classifier; empty for a network without them.

        Raises:
            ModelDamaged: the file cannot be read.
        """
        path = self.folder / HEADS_FILE
        return read_weights(path) if path.is_file() else {}

    def discard(self) -> None:
        """Take the models out of the cache, so that the next call makes them again."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.release()

    def release(self) -> None:
        """Delete what was made for this session only; what cannot be deleted stays."""
        if self.temporary is not None:
            shutil.rmtree(self.temporary, ignore_errors=True)


def converted_model(source: ModelSource, cache: Path, storage: Storage) -> ConvertedModel:
    """The converted model, from the cache or made now.

    Two processes may do this at once: each builds beside the final place, one of them wins. Where
    the cache cannot be written, the result goes to a temporary folder for this session.

    Raises:
        DiskFull: no space for the result.
        ModelDamaged: the weights cannot be read, or lack a tensor.
    """
    name, stem = _names(source.fingerprint, storage)
    final = cache / name
    was_there = final.exists()
    if _is_complete(final):
        return ConvertedModel(final)
    try:
        if was_there:
            _discard(final)
        with staged_folder(final) as folder:
            _write(folder, source, storage)
        _remove_older(final, stem)
        return ConvertedModel(final)
    except (FolderNotWritable, UnreadableFile) as error:
        _log.warning("the converted model cannot be kept: %s", error)
        return _for_this_session(source, storage, error)


def _for_this_session(source: ModelSource, storage: Storage, problem: AppError) -> ConvertedModel:
    try:
        root = Path(tempfile.mkdtemp(prefix="bertsum-"))
    except OSError as error:
        raise from_os_error(error, Path(tempfile.gettempdir())) from error
    folder = root / "model"
    try:
        with staged_folder(folder) as staged:
            _write(staged, source, storage)
    except BaseException:
        shutil.rmtree(root, ignore_errors=True)
        raise
    return ConvertedModel(folder, temporary=root, problem=problem)


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


def _write(folder: Path, source: ModelSource, storage: Storage) -> None:
    config = source.config
    weights = source.weights()
    variables = convert_variables(config, weights, storage)
    if config.has_decoder:
        _write_seq2seq(folder / SEQ2SEQ_FOLDER, source, variables)
    if config.has_state_reader:
        _write_encoder(folder / ENCODER_FOLDER, source, variables.encoder_only())
        write_weights(folder / HEADS_FILE, head_weights(weights), "float32")
    text = json.dumps({"checksums": _checksums(folder)}, indent=2)
    (folder / _COMPLETE_FILE).write_text(text, encoding="utf-8")


def _write_seq2seq(folder: Path, source: ModelSource, variables: Variables) -> None:
    folder.mkdir()
    config, special = source.config, source.tokenizer.special
    pieces = [str(piece_id) for piece_id in range(config.vocab_size)]
    segments = [str(segment) for segment in range(config.segments)]
    _write_json(folder / "source_1_vocabulary.json", pieces)
    _write_json(folder / "source_2_vocabulary.json", segments)
    _write_json(folder / "target_vocabulary.json", pieces)
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
    _write_json(folder / "config.json", settings)
    # CTranslate2's lexical shortlist: "pieces of the source<TAB>pieces that may be written for them".
    # A job token stands for the whole language it asks for.
    lines = [
        f"{job}\t{' '.join(map(str, pieces))}\n"
        for job, pieces in scripts(source.tokenizer).items()
    ]
    if lines:
        (folder / SHORTLIST_FILE).write_text("".join(lines), encoding="utf-8")
    write_model_file(folder / "model.bin", "TransformerSpec", 7, variables)


def _write_encoder(folder: Path, source: ModelSource, variables: Variables) -> None:
    folder.mkdir()
    pieces = [str(piece_id) for piece_id in range(source.config.vocab_size)]
    _write_json(folder / "vocabulary.json", pieces)
    settings = {
        "unk_token": str(source.tokenizer.special.unk),
        "bos_token": str(source.tokenizer.special.bos),
        "eos_token": str(source.tokenizer.special.eos),
        "layer_norm_epsilon": source.config.encoder_norm_eps,
        "multi_query_attention": False,
    }
    _write_json(folder / "config.json", settings)
    write_model_file(folder / "model.bin", "TransformerEncoderSpec", 1, variables)


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=1), encoding="utf-8")


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
