"""service/tune_data.py: what is found out about a person's texts on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import RunIncompatible
from bertsum_app.service.tune_data import (
    HELD_BACK_FILE,
    CorpusRequest,
    prepare_data,
    read_held_back,
)
from bertsum_app.text.tokenizer import TOKENIZER_FILE
from helpers.tiny_training import PAIRS, pack_tiny_corpus

MISSING = "שרקצפעסנמלכ"


def test_characters_without_a_piece_come_in_the_order_of_the_texts(tmp_path: Path) -> None:
    # All as often as each other, so that nothing but their order tells them apart.
    path = tmp_path / "reviews.tsv"
    lines = [f"pos\t{each.english} {MISSING}\nneg\t{each.chinese}\n" for each in PAIRS[:60]]
    path.write_text("".join(lines), encoding="utf-8")
    pack_tiny_corpus(tmp_path / "tiny")
    data = prepare_data(
        CorpusRequest("sentiment", (path,)),
        tmp_path / "tiny" / TOKENIZER_FILE,
        tmp_path / "packed",
        CancelToken(),
    )
    assert data.report.coverage.characters == tuple(MISSING)


@pytest.mark.parametrize("left", [None, "{", "[1]", '{"other": 1}'])
def test_examples_that_can_no_longer_be_read_are_named(tmp_path: Path, left: str | None) -> None:
    if left is not None:
        (tmp_path / HELD_BACK_FILE).write_text(left, encoding="utf-8")
    with pytest.raises(RunIncompatible) as caught:
        read_held_back(tmp_path, "sentiment")
    assert caught.value.params["path"] == tmp_path / HELD_BACK_FILE
