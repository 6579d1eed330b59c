"""A corpus as token ids on disk, ready for batches: one safetensors file for each kind of example.

Ids carry no frame for translation and sentiment (direction and layout are chosen when a batch is
made); documents are stored laid out, since their sentences decide what fits. Where the encoder does not
learn, what it reads of a document never changes: then that is stored in place of the ids.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import safetensors
import safetensors.numpy
from safetensors import SafetensorError

from bertsum_app.core.atomic import write_bytes_atomic
from bertsum_app.core.errors import PackedCorpusDamaged
from bertsum_app.corpus.ragged import Ragged

Array = npt.NDArray[np.generic]


@dataclass(frozen=True)
class PackedPairs:
    """Translation pairs; `domain[i]` indexes `domains`."""

    english: Ragged
    chinese: Ragged
    domain: npt.NDArray[np.int32]
    domains: tuple[str, ...]

    def __len__(self) -> int:
        """Number of pairs."""
        return len(self.english)


@dataclass(frozen=True)
class PackedDocuments:
    """Documents in extractive layout, with a 0/1 label for each sentence and a written summary."""

    documents: Ragged
    labels: Ragged
    summaries: Ragged
    domain: npt.NDArray[np.int32]
    domains: tuple[str, ...]
    #: [as many as labels.values]: `standing` of each sentence; None: packed by an earlier version.
    central: npt.NDArray[np.float16] | None = None

    def __len__(self) -> int:
        """Number of documents."""
        return len(self.documents)


@dataclass(frozen=True)
class PackedTexts:
    """Texts with a class each (sentiment), or with class 0 throughout (monolingual passages)."""

    texts: Ragged
    labels: npt.NDArray[np.int32]
    domain: npt.NDArray[np.int32]
    domains: tuple[str, ...]

    def __len__(self) -> int:
        """Number of texts."""
        return len(self.texts)


@dataclass(frozen=True)
class PackedSentences:
    """Whole documents as one model reads them, with a 0/1 label for each sentence.

    Document d has the sentences ``states[offsets[d]:offsets[d + 1]]``. A document with several summaries
    is read once: example i is about document ``document[i]``.
    """

    states: npt.NDArray[np.float16]  # [sentences, hidden], what the scorer is given
    offsets: npt.NDArray[np.int64]
    texts: npt.NDArray[np.int64]  # [documents], `text_key` of each
    document: npt.NDArray[np.int32]
    labels: Ragged
    domain: npt.NDArray[np.int32]
    domains: tuple[str, ...]
    reader: str  # names the encoder that read them, and what was read of its states

    def __len__(self) -> int:
        """Number of examples."""
        return len(self.document)

    def states_of(self, example: int) -> npt.NDArray[np.float16]:
        """[sentences, hidden] of the document that `example` is about, a view."""
        number = self.document[example]
        return self.states[self.offsets[number] : self.offsets[number + 1]]


#: Packed from examples alone, without a model.
PackedExamples = PackedPairs | PackedDocuments | PackedTexts
Packed = PackedExamples | PackedSentences

_KINDS: Mapping[str, type[Packed]] = {
    "pairs": PackedPairs,
    "documents": PackedDocuments,
    "texts": PackedTexts,
    "sentences": PackedSentences,
}

#: Columns that are no arrays, and so stand in the metadata of the file.
_AS_JSON = frozenset({"domains", "reader"})


def text_key(text: str) -> int:
    """A number that no other text of a corpus has."""
    digest = blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def write_packed(path: Path, packed: Packed) -> None:
    """Write `packed` to `path`, whole or not at all."""
    arrays: dict[str, Array] = {}
    for name, value in vars(packed).items():
        if isinstance(value, Ragged):
            arrays[f"{name}.values"], arrays[f"{name}.offsets"] = value.values, value.offsets
        elif isinstance(value, np.ndarray):
            arrays[name] = value
    kind = next(name for name, cls in _KINDS.items() if isinstance(packed, cls))
    columns = vars(packed)
    metadata = {name: json.dumps(columns[name]) for name in _AS_JSON & columns.keys()}
    metadata["kind"] = kind
    write_bytes_atomic(path, safetensors.numpy.save(arrays, metadata=metadata))


def read_packed(path: Path) -> Packed:
    """Read what `write_packed` wrote.

    Raises:
        PackedCorpusDamaged: missing, or not such a file.
    """
    try:
        with safetensors.safe_open(path, framework="numpy") as stored:
            metadata = stored.metadata() or {}
            names = stored.keys()  # an open file is no mapping, and cannot be walked through itself
            arrays = {name: stored.get_tensor(name) for name in names}
        columns: dict[str, Any] = {  # each kind checks its own
            name: value for name, value in arrays.items() if "." not in name
        }
        for name in {name.partition(".")[0] for name in arrays if "." in name}:
            columns[name] = Ragged(arrays[f"{name}.values"], arrays[f"{name}.offsets"])
        columns |= {name: json.loads(metadata[name]) for name in _AS_JSON & metadata.keys()}
        columns["domains"] = tuple(json.loads(metadata["domains"]))
        return _KINDS[metadata["kind"]](**columns)
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        raise PackedCorpusDamaged(path=path, reason=repr(error)) from error
