"""Files of people: formats, columns and languages found out."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bertsum_app.core.errors import CorpusEmpty, CorpusUnreadable
from bertsum_app.corpus.examples import SentimentExample, SummaryExample, TranslationExample
from bertsum_app.corpus.user_corpus import CorpusTask, Example, ReadOptions, open_corpus

EN, ZH = "Save the file before you leave.", "离开前请保存文件。"


def read(
    path: Path, task: CorpusTask = "translate", options: ReadOptions | None = None
) -> list[Example]:
    return [found.example for found in open_corpus([path], task, options)]


def sides(examples: list[Example]) -> list[tuple[str, str]]:
    assert all(isinstance(example, TranslationExample) for example in examples)
    return [(e.english, e.chinese) for e in examples if isinstance(e, TranslationExample)]


@pytest.mark.parametrize(
    ("name", "text", "columns"),
    [
        ("a.tsv", f"{EN}\t{ZH}\n", "en=1 zh=2"),
        ("a.tsv", f"{ZH}\t{EN}\n", "en=2 zh=1"),
        ("a.tsv", f"corpus-1\t{EN}\t{ZH}\t0.93\n", "en=2 zh=3"),
        ("a.txt", f"target\tsource\n{ZH}\t{EN}\n", "en=2 zh=1"),
        ("a.csv", f'id,zh-CN,en-US\n7,{ZH},"{EN}"\n', "en=3 zh=2"),
        ("a.csv", f'"{EN}";"{ZH}"\n', "en=1 zh=2"),
        ("a.jsonl", json.dumps({"zh": ZH, "en": EN}) + "\n", "en=2 zh=1"),
        ("a.jsonl", json.dumps({"translation": {"en": EN, "zh": ZH}}) + "\n", "en=1 zh=2"),
        ("a.jsonl", json.dumps({"a": ZH, "n": 3, "b": EN}) + "\n", "en=3 zh=1"),
    ],
)
def test_columns_are_found(tmp_path: Path, name: str, text: str, columns: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    corpus = open_corpus([path], "translate")
    assert corpus.files[0].columns == columns
    assert sides([found.example for found in corpus]) == [(EN, ZH)]


def test_a_person_can_name_the_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(f"{EN}\t{ZH}\t机器译文\n", encoding="utf-8")
    assert sides(read(path, options=ReadOptions({"zh": "3"}))) == [(EN, "机器译文")]
    with pytest.raises(CorpusUnreadable, match="no column 4"):
        read(path, options=ReadOptions({"zh": "4"}))


def test_sides_swapped_in_half_of_the_rows_are_a_guess_by_place(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(f"{EN}\t{ZH}\n{ZH}\t{EN}\n" * 10, encoding="utf-8")
    corpus = open_corpus([path], "translate")
    assert corpus.files[0].columns == "en=1 zh=2"
    assert not corpus.files[0].sure


def test_csv_fields_may_hold_line_breaks_and_quotes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'en,zh\n"Say ""hi"",\nplease.",{ZH}\n', encoding="utf-8")
    assert sides(read(path)) == [('Say "hi",\nplease.', ZH)]
    path.write_text(f'en,zh\na,{ZH}\nx,"never closed\n', encoding="utf-8")
    with pytest.raises(CorpusUnreadable) as caught:
        read(path)
    assert caught.value.params["line"] == 3


@pytest.mark.parametrize("given", ["a.en", "a.zh"])
def test_a_moses_pair_is_found_by_either_half(tmp_path: Path, given: str) -> None:
    (tmp_path / "a.en").write_text(f"{EN}\nTwo\n", encoding="utf-8")
    (tmp_path / "a.zh").write_text(f"{ZH}\n二\n", encoding="gbk")
    (tmp_path / "ab.zh").write_text("x\n", encoding="utf-8")
    assert sides(read(tmp_path / given)) == [(EN, ZH), ("Two", "二")]
    both = open_corpus([tmp_path / "a.zh", tmp_path / "a.en"], "translate")
    assert len(both.files) == 1
    assert both.files[0].format == "Moses pair"


@pytest.mark.parametrize("shorter", ["a.en", "a.zh"])
def test_a_moses_pair_of_unequal_length_names_file_and_line(tmp_path: Path, shorter: str) -> None:
    for name in ("a.en", "a.zh"):
        (tmp_path / name).write_text(f"{EN}\n" * (2 if name == shorter else 3), encoding="utf-8")
    with pytest.raises(CorpusUnreadable) as caught:
        read(tmp_path / "a.en")
    assert caught.value.params["path"] == tmp_path / shorter
    assert caught.value.params["line"] == 3


def test_a_memory_gives_pairs_and_its_languages_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(
        f'<tmx><body><tu><tuv xml:lang="EN"><seg>{EN}</seg></tuv>'
        f'<tuv xml:lang="x-han"><seg>{ZH}</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    with pytest.raises(CorpusUnreadable, match="x-han"):
        read(path)
    assert sides(read(path, options=ReadOptions({"zh": "x-han"}))) == [(EN, ZH)]


@pytest.mark.parametrize(
    ("labels", "wanted"),
    [
        (("0", "1"), [False, True]),
        (("-1", "1"), [False, True]),
        (("neg", "Positive"), [False, True]),
        (("差评", "好评"), [False, True]),
        (("1", "2"), [False, True]),
        (("1", "3", "5"), [False, True]),
        (("false", "true"), [False, True]),
    ],
)
def test_labels_of_many_scales_are_read(
    tmp_path: Path, labels: tuple[str, ...], wanted: list[bool]
) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("".join(f"{label}\t{ZH}\n" for label in labels), encoding="utf-8")
    found = read(path, "sentiment")
    assert found == [SentimentExample("zh", ZH, positive) for positive in wanted]


def test_an_unknown_label_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(f"1\t{ZH}\n0\t{ZH}\n" * 150 + f"meh\t{ZH}\n", encoding="utf-8")
    with pytest.raises(CorpusUnreadable, match="meh") as caught:
        read(path, "sentiment")
    assert caught.value.params["line"] == 301


def test_summaries_come_from_json_lines_and_from_folders(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"title": "短", "article": ZH * 3}) + "\n", encoding="utf-8")
    assert read(path, "summarize") == [SummaryExample("zh", ZH * 3, "短", "a.jsonl")]
    folder = tmp_path / "texts-with-summaries"
    folder.mkdir()
    (folder / "one.txt").write_text(f"{EN} {EN}", encoding="utf-8")
    (folder / "one.summary.txt").write_text("Save.", encoding="utf-8")
    (folder / "two.story").write_text(
        f"{EN}\n\n@highlight\n\nA\n\n@highlight\n\nB", encoding="utf-8"
    )
    assert read(folder, "summarize") == [
        SummaryExample("en", f"{EN} {EN}", "Save.", folder.name),
        SummaryExample("en", EN, "A\nB", folder.name),
    ]


def test_folders_of_texts_are_read_in_the_encoding_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "ONE.TXT").write_bytes("Größe über Maß".encode("cp1250"))
    (tmp_path / "ONE.summary.TXT").write_bytes("Maß".encode("cp1250"))

    options = ReadOptions(encoding="cp1250")

    assert read(tmp_path, "summarize", options) == [
        SummaryExample("en", "Größe über Maß", "Maß", tmp_path.name)
    ]


def test_a_text_in_no_encoding_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes(bytes(range(256)) * 50)
    (tmp_path / "one.summary.txt").write_text("Short.", encoding="utf-8")

    with pytest.raises(CorpusUnreadable) as caught:
        read(tmp_path, "summarize")

    assert caught.value.params["path"] == tmp_path / "one.txt"
    assert str(caught.value.params["reason"]).startswith("no text in UTF-8")


def test_a_folder_that_may_not_be_looked_into_is_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path) -> Iterator[Path]:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)

    with pytest.raises(CorpusUnreadable, match="Permission denied"):
        read(tmp_path)


def test_halves_of_characters_in_json_do_no_harm(tmp_path: Path) -> None:
    """Programs cut texts between the two halves of an emoji, and JSON can say so."""
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"en": EN + "\ud83d", "zh": ZH}) + "\n", encoding="utf-8")

    [(english, _)] = sides(read(path))

    assert english.encode() == f"{EN}\ufffd".encode()


def test_a_folder_stands_for_its_corpus_files(tmp_path: Path) -> None:
    for name in ("b.tsv", "a.tsv"):
        (tmp_path / name).write_text(f"{name}\t{EN}\t{ZH}\n", encoding="utf-8")
    (tmp_path / "notes.md").write_text("no corpus", encoding="utf-8")
    assert [file.path.name for file in open_corpus([tmp_path], "translate").files] == [
        "a.tsv",
        "b.tsv",
    ]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.tsv", b"only one column\nhere\n", "no column found"),
        ("a.tsv", b"\t".join([b"x"] * 5000), "5,000 columns"),
        ("a.jsonl", b'{"en": "a"\n', "no JSON object"),
        ("a.jsonl", b'["a"]\n', "no JSON object"),
        ("a.jsonl", b"[" * 100_000, "no JSON object"),
        ("a.json", b'[{"en": "a"}]', "JSON lines"),
        ("a.tsv", bytes(range(256)) * 50, "text"),
    ],
)
def test_files_that_are_no_corpus_end_in_words(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(CorpusUnreadable, match=reason):
        read(path)


def test_a_row_that_is_too_short_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(f"{EN}\t{ZH}\n" * 3 + "half\n", encoding="utf-8")
    with pytest.raises(CorpusUnreadable, match="1 columns") as caught:
        read(path)
    assert caught.value.params["line"] == 4


def test_empty_files_and_folders_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").touch()
    with pytest.raises(CorpusEmpty):
        read(tmp_path / "a.tsv")
    (tmp_path / "folder").mkdir()
    with pytest.raises(CorpusEmpty):
        read(tmp_path / "folder")
    with pytest.raises(CorpusUnreadable):
        read(tmp_path / "missing.tsv")
