"""service/tune_data.py: what is found out about a person's texts on the way."""

from __future__ import annotations

from pathlib import Path

from bertsum_app.core.cancel import CancelToken
from bertsum_app.service.tune_data import CorpusRequest, prepare_data
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
