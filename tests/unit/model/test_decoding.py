"""A model's own search settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from bertsum_app.core.errors import ModelDamaged
from bertsum_app.model.decoding import DECODING_FILE, DecodingDefaults, read_decoding_defaults


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    settings = DecodingDefaults(1.5, 3, 1.2)
    (tmp_path / DECODING_FILE).write_text(settings.to_json(), encoding="utf-8")
    assert read_decoding_defaults(tmp_path) == settings


def test_a_model_without_the_file_is_searched_plainly(tmp_path: Path) -> None:
    assert read_decoding_defaults(tmp_path) == DecodingDefaults(1.0, 0, 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"length_penalty": "1"}',
        '{"length_penalty": true}',
        '{"no_repeat_ngram": 2.5}',
        '{"repetition_penalty": 0}',
        '{"length_penalty": -1}',
        '{"beams": 4}',
    ],
)
def test_other_content_is_damage(tmp_path: Path, text: str) -> None:
    (tmp_path / DECODING_FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ModelDamaged):
        read_decoding_defaults(tmp_path)
