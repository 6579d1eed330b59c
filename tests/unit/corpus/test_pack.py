"""From example texts to packed ids: what is kept, cut and labelled."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bertsum_app.core.errors import CorpusUnreadable
from bertsum_app.corpus import recipe_data
from bertsum_app.corpus.examples import SentimentExample, SummaryExample, TranslationExample
from bertsum_app.corpus.pack import (
    DEV_PREFIX,
    FILTER_REPORT_FILE,
    PAIRS_FILE,
    pack_corpus,
    pack_documents,
    pack_pairs,
    pack_passages,
    pack_sentiments,
    prepare_tokenizer,
)
from bertsum_app.corpus.packed import PackedDocuments, PackedPairs, PackedTexts, read_packed
from bertsum_app.corpus.ragged import Ragged
from bertsum_app.corpus.synthetic import chunk_file
from bertsum_app.text.centrality import standing
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer, train_sentencepiece
from bertsum_app.text.tokenizer import TOKENIZER_FILE
from helpers.tiny_model import VOCAB_SIZE, sample_lines


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> SentencePieceTokenizer:
    model_file = tmp_path_factory.mktemp("tokenizer") / TOKENIZER_FILE
    train_sentencepiece(sample_lines(), model_file, vocab_size=VOCAB_SIZE)
    return SentencePieceTokenizer(model_file)


def texts_of(tokenizer: SentencePieceTokenizer, ragged: Ragged) -> list[str]:
    return [tokenizer.decode(ragged[index].tolist()) for index in range(len(ragged))]


def test_pairs_are_packed_with_their_domains(tokenizer: SentencePieceTokenizer) -> None:
    lines = list(sample_lines())
    pairs = [
        (domain, TranslationExample(english, chinese, "any"))
        for domain, english, chinese in (
            ("talks", lines[0], lines[1]),
            ("news", lines[2], lines[3]),
            ("talks", lines[4], lines[5]),
        )
    ]
    packed = pack_pairs(tokenizer, pairs)
    assert packed.domains == ("talks", "news")
    assert packed.domain.tolist() == [0, 1, 0]
    assert texts_of(tokenizer, packed.english) == lines[:6:2]
    # The tokenizer keeps no blanks between Chinese and digits.
    assert texts_of(tokenizer, packed.chinese) == [line.replace(" ", "") for line in lines[1:6:2]]


def test_texts_are_normalised_before_they_are_packed(tokenizer: SentencePieceTokenizer) -> None:
    raw = TranslationExample("\u200bThe cat\u00a0likes\x00 tea! ", "\u3000猫喜欢茶！\r", "any")
    clean = TranslationExample("The cat likes tea!", "猫喜欢茶！", "any")
    first, second = (pack_pairs(tokenizer, [("news", pair)]) for pair in (raw, clean))
    assert first.english[0].tolist() == second.english[0].tolist()
    assert first.chinese[0].tolist() == second.chinese[0].tolist()


def test_sentiments_keep_their_labels_and_are_cut(tokenizer: SentencePieceTokenizer) -> None:
    examples = [
        SentimentExample("en", "The cat likes the red book.", positive=True),
        SentimentExample("zh", "猫" * 600, positive=False),
    ]
    packed = pack_sentiments(tokenizer, examples)
    assert packed.labels.tolist() == [1, 0]
    assert packed.domains == ("en", "zh")
    assert packed.texts.lengths.max() < 256


DOCUMENT = SummaryExample(
    language="zh",
    text="猫喜欢红色的书。年轻的老师要买一杯茶！我们的朋友打开旧电脑。",
    summary="老师要买茶",
    source="news",
)


def test_a_chinese_document_gets_oracle_labels(tokenizer: SentencePieceTokenizer) -> None:
    packed = pack_documents(tokenizer, [DOCUMENT])
    assert packed.domains == ("news.zh",)
    assert packed.labels[0].tolist() == [0, 1, 0]
    sentences = ["猫喜欢红色的书。", "年轻的老师要买一杯茶！", "我们的朋友打开旧电脑。"]
    assert packed.central is not None
    np.testing.assert_allclose(packed.central, standing(sentences, "zh"), atol=1e-3)
    ids = packed.documents[0].tolist()
    assert ids.count(tokenizer.special.cls) == ids.count(tokenizer.special.sep) == 3
    assert texts_of(tokenizer, packed.summaries) == ["老师要买茶"]


def test_a_long_document_is_cut_and_has_a_label_for_each_sentence_left(
    tokenizer: SentencePieceTokenizer,
) -> None:
    text = "".join(f"{line} " for line in list(sample_lines())[::2])
    long = SummaryExample("en", text, "Our friend remembers SQL and Python.", "news")
    packed = pack_documents(tokenizer, [long, DOCUMENT])
    assert packed.documents.lengths[0] <= 511
    sentences = packed.documents[0].tolist().count(tokenizer.special.cls)
    assert packed.labels.lengths[0] == sentences > 10


def test_a_document_without_sentences_is_left_out(tokenizer: SentencePieceTokenizer) -> None:
    empty = SummaryExample("en", " \u200b\n", "Nothing.", "news")
    assert len(pack_documents(tokenizer, [empty, DOCUMENT])) == 1


def test_passages_are_packed_by_name_and_cut(tokenizer: SentencePieceTokenizer) -> None:
    packed = pack_passages(tokenizer, [("zh_wiki", "猫" * 900), ("en_wiki", "The cat.")])
    assert packed.domains == ("zh_wiki", "en_wiki")
    assert packed.texts.lengths[0] == 510
    assert packed.labels.tolist() == [0, 0]


# --- the whole collection ----------------------------------------------------------------------


def _write(path: Path, lines: Iterator[str] | list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = "".join(f"{line}\n" for line in lines).encode()
    path.write_bytes(lzma.compress(data) if path.suffix == ".xz" else data)


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """A data collection in miniature, every file there."""
    data = tmp_path / "data"
    lines = list(sample_lines())
    pairs = [f"made-up\t{en}\t{zh}" for en, zh in zip(lines[::2], lines[1::2], strict=True)]
    for domain in recipe_data.PARALLEL_DOMAINS:
        _write(data / "parallel" / f"{domain}.tsv.xz", pairs)
    _write(data / "parallel" / "dev.tsv", pairs[:7])
    summary = '{{"lang": "{0}", "text": "{1}", "summary": "{2}", "source": "{3}"}}'
    for name in ("train.en", "train.zh", "extra.zh", "dev.en", "dev.zh"):
        language = name[-2:]
        body = lines[0] if language == "en" else lines[1]
        # No text of the development sets is trained on.
        text = summary.format(language, (body + " ") * (2 if "dev" in name else 3), body, name)
        _write(data / "summarization" / f"{name}.jsonl.xz", [text])
    for part, count in (("train", 5), ("dev", 2)):
        for language in ("en", "zh"):
            texts = [f"{language}\t{n % 2}\t{lines[n]}" for n in range(count)]
            _write(data / "sentiment" / f"{part}.{language}.tsv.xz", texts)
    for language in ("en", "zh"):
        _write(data / "monolingual" / f"{language}_wiki.txt.xz", lines[:9])
    return data


def test_a_collection_becomes_a_tokenizer_and_seven_files(collection: Path, tmp_path: Path) -> None:
    folder = tmp_path / "packed"
    folder.mkdir()
    prepare_tokenizer(collection, folder, vocab_size=VOCAB_SIZE, threads=1)
    reports: list[str] = []
    pack_corpus(collection, folder, reports.append)
    found = {path.name: read_packed(path) for path in folder.glob("*.safetensors")}
    assert {name: (type(packed), len(packed)) for name, packed in found.items()} == {
        "pairs.safetensors": (PackedPairs, 180 * len(recipe_data.PARALLEL_DOMAINS)),
        "dev-pairs.safetensors": (PackedPairs, 7),
        "documents.safetensors": (PackedDocuments, 3),
        "dev-documents.safetensors": (PackedDocuments, 2),
        "sentiment.safetensors": (PackedTexts, 10),
        "dev-sentiment.safetensors": (PackedTexts, 4),
        "passages.safetensors": (PackedTexts, 18),
    }
    assert found["pairs.safetensors"].domains == recipe_data.PARALLEL_DOMAINS
    assert len(reports) == len(found)


def test_filtered_pairs_are_packed_with_a_report_and_dev_pairs_as_they_are(
    collection: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "packed"
    folder.mkdir()
    prepare_tokenizer(collection, folder, vocab_size=VOCAB_SIZE, threads=1)
    reports: list[str] = []
    pack_corpus(collection, folder, reports.append, filtered=True)
    # All domains of this collection hold the same pairs.
    packed = read_packed(folder / PAIRS_FILE)
    assert (packed.domains, len(packed)) == (recipe_data.PARALLEL_DOMAINS[:1], 180)
    assert len(read_packed(folder / (DEV_PREFIX + PAIRS_FILE))) == 7
    report = json.loads((folder / FILTER_REPORT_FILE).read_text(encoding="utf-8"))
    assert report["dropped"]["duplicate"] == dict.fromkeys(recipe_data.PARALLEL_DOMAINS[1:], 180)
    assert "kept: 180 pairs" in reports

    pack_corpus(collection, folder, reports.append)
    assert not (folder / FILTER_REPORT_FILE).exists()


def test_synthetic_pairs_are_packed_as_domains_of_their_own(
    collection: Path, tmp_path: Path
) -> None:
    folder, synthetic = tmp_path / "packed", tmp_path / "synthetic"
    folder.mkdir()
    prepare_tokenizer(collection, folder, vocab_size=VOCAB_SIZE, threads=1)
    _write(chunk_file(synthetic, "back-zh", 0), ["wiki\tThe cat likes tea.\t猫喜欢茶。"])
    pack_corpus(collection, folder, list[str]().append, synthetic=synthetic)
    packed = read_packed(folder / PAIRS_FILE)
    assert packed.domains == (*recipe_data.PARALLEL_DOMAINS, "back-zh")
    assert packed.domain.tolist().count(len(recipe_data.PARALLEL_DOMAINS)) == 1


def test_a_collection_with_a_part_missing_is_told(collection: Path, tmp_path: Path) -> None:
    missing = collection / "parallel" / "news.tsv.xz"
    missing.unlink()
    with pytest.raises(CorpusUnreadable) as caught:
        prepare_tokenizer(collection, tmp_path, vocab_size=VOCAB_SIZE, threads=1)
    assert caught.value.params["path"] == missing
