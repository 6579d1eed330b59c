"""A slice of benchmarks/fuzz_documents.py: damaged files are read, or refused with a name."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bertsum_app.core.errors import AppError
from bertsum_app.documents.format import Source, WriteOptions
from bertsum_app.documents.formats import format_of
from bertsum_app.documents.worker import read_document
from helpers.document_samples import SAMPLES
from helpers.documents import unchanged
from helpers.mutations import damaged, damaged_package


@pytest.mark.parametrize("name", SAMPLES)
def test_damage_is_never_more_than_an_error_with_a_name(name: str) -> None:
    sample = SAMPLES[name]
    for seed in range(40):
        dice = random.Random(seed)
        packed = sample.startswith(b"PK")
        data = damaged_package(sample, dice) if packed else damaged(sample, dice)
        source = Source(Path(f"x.{name}"), data)
        try:
            _, document = read_document(source)
            format_of(source).write(source, unchanged(document), WriteOptions("zh"))
        except AppError:
            continue  # refused, with a name
