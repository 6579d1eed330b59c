"""What stands in a window, as a file: it comes back as it was, or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.service.drafts import Draft, draft_from_json, draft_to_json
from bertsum_app.service.history import FinishedWork, KeptSentence, Replaced
from bertsum_app.text.sentences import Span

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
WORK = FinishedWork(
    "translate",
    "One. Two.",
    "一。二。",
    "en",
    "zh",
    "model",
    sentences=(
        KeptSentence(Span(0, 4), Span(0, 2), doubts=("numbers",)),
        KeptSentence(Span(5, 9), Span(2, 4), replaced=Replaced("两。", chosen=True)),
    ),
)
READ = FinishedWork("sentiment", "Good.", "Positive", "en", None, "model", positive=0.9)


@given(texts, texts, st.sampled_from(["", "en", "zh"]), st.booleans())
def test_a_draft_comes_back_as_it_was(text: str, name: str, language: str, long: bool) -> None:
    path = Path("/folder", name) if name.strip("./\0") else None
    draft = Draft("summarize", text, language, "zh", path, "utf-8", too_long=long)
    assert draft_from_json(draft_to_json(draft).encode()) == draft


@pytest.mark.parametrize("work", [WORK, READ])
def test_a_result_comes_back_with_its_sentences(work: FinishedWork) -> None:
    draft = Draft(work.mode, work.source_text, "en", "zh", work=work)
    assert draft_from_json(draft_to_json(draft).encode()) == draft


def test_it_can_be_read_with_any_editor() -> None:
    assert "你好" in draft_to_json(Draft(text="你好"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("version", 2),
        ("mode", "sing"),
        ("mode", []),
        ("text", 1),
        ("source_language", None),
        ("document", 3),
        ("work", []),
        ("work", {"result": "a"}),
    ],
)
def test_what_is_no_draft_is_refused(name: str, value: object) -> None:
    document = json.loads(draft_to_json(Draft(text="a")))
    with pytest.raises(ValueError, match="no draft"):
        draft_from_json(json.dumps({**document, name: value}).encode())


@pytest.mark.parametrize("data", [b"", b"\xff", b"[]", b"null", b"[" * 100_000])
def test_what_is_no_object_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="no draft"):
        draft_from_json(data)


def test_a_reading_without_its_number_is_refused() -> None:
    draft = Draft("sentiment", READ.source_text, work=replace(READ, positive=None))
    with pytest.raises(ValueError, match="no draft"):
        draft_from_json(draft_to_json(draft).encode())
