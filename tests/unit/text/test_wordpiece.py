"""WordPiece: the same ids as BERT's own tokenizer, and readable text from ids."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.errors import ModelDamaged
from bertsum_app.text.tokenizer import Tokenizer
from bertsum_app.text.wordpiece import BertBasicTokenizer, WordPieceTokenizer

SPECIAL = ["[PAD]", "[unused0]", "[unused1]", "[unused2]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
WORDS = ["the", "hello", "world", "un", "##aff", "##able", "##ing", "cafe", "naive", "Hello", "don"]
MARKS = list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~") + list("，。！？：；（）“”…、—")
VOCABULARY = [
    *SPECIAL,
    *LETTERS,
    *(f"##{letter}" for letter in LETTERS),
    *WORDS,
    *MARKS,
    *"你好世界天气很今豈",
]


@pytest.fixture(scope="module")
def vocab_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("wordpiece") / "vocab.txt"
    path.write_bytes("".join(f"{piece}\n" for piece in VOCABULARY).encode())
    return path


@pytest.fixture(scope="module")
def tokenizer(vocab_file: Path) -> WordPieceTokenizer:
    return WordPieceTokenizer.from_vocab_file(vocab_file)


def pieces(tokenizer: WordPieceTokenizer, text: str) -> list[str]:
    return [tokenizer.vocabulary[number] for number in tokenizer.encode(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hello, World!", ["hello", ",", "world", "!"]),
        ("Café naïve Ångström", ["cafe", "naive", "angstrom"]),
        ("今天OK吗？", ["今", "天", "ok", "吗", "？"]),
        ("tab\tline\nnbsp\u00a0wide\u3000end", ["tab", "line", "nbsp", "wide", "end"]),
        ("nul\x00 re\ufffdplaced zero\u200bwidth", ["nul", "replaced", "zerowidth"]),
        ("a$b^c`d~e", ["a", "$", "b", "^", "c", "`", "d", "~", "e"]),
        ("“curly” — dash", ["“", "curly", "”", "—", "dash"]),
        ("かな 한글", ["かな", "한글"]),
        ("𠀀豈", ["𠀀", "豈"]),
        ("", []),
    ],
)
def test_basic_splitting_in_lower_case(text: str, words: list[str]) -> None:
    decomposed = [unicodedata.normalize("NFD", word) for word in words]
    assert BertBasicTokenizer().split(text) == decomposed


def test_basic_splitting_keeps_case_and_accents_when_told_so() -> None:
    assert BertBasicTokenizer(lower_case=False).split("Café, OK") == ["Café", ",", "OK"]


def test_the_longest_piece_is_taken_first(tokenizer: WordPieceTokenizer) -> None:
    assert pieces(tokenizer, "unaffable hello helloing") == [
        "un", "##aff", "##able", "hello", "hello", "##ing",
    ]  # fmt: skip


def test_a_word_with_an_unknown_part_is_unknown_as_a_whole(tokenizer: WordPieceTokenizer) -> None:
    assert pieces(tokenizer, "helloж hello") == ["[UNK]", "hello"]


def test_words_of_more_than_a_hundred_characters_are_unknown(
    tokenizer: WordPieceTokenizer,
) -> None:
    assert pieces(tokenizer, "a" * 100) == ["a"] + ["##a"] * 99
    assert pieces(tokenizer, "a" * 101) == ["[UNK]"]


def test_special_tokens_never_come_from_text(tokenizer: WordPieceTokenizer) -> None:
    ids = tokenizer.encode("[CLS] [SEP] [PAD] [MASK] [unused0]")
    assert not set(ids) & tokenizer.special.all_ids


def test_special_ids(tokenizer: WordPieceTokenizer) -> None:
    special = tokenizer.special
    assert (special.pad, special.bos, special.eos) == (0, 1, 2)
    assert (special.unk, special.cls, special.sep, special.mask) == (4, 5, 6, 7)
    assert dict(special.jobs) == {}


def test_without_presumms_ids_the_decoder_begins_with_cls_and_ends_with_sep(
    tmp_path: Path,
) -> None:
    path = tmp_path / "vocab.txt"
    path.write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n", encoding="utf-8")
    special = WordPieceTokenizer.from_vocab_file(path).special
    assert (special.bos, special.eos) == (special.cls, special.sep) == (2, 3)


def test_serves_as_a_tokenizer(tokenizer: WordPieceTokenizer) -> None:
    served: Tokenizer = tokenizer
    assert served.vocabulary == tuple(VOCABULARY)


def test_line_number_is_the_id_whatever_the_line_holds(tmp_path: Path) -> None:
    path = tmp_path / "vocab.txt"
    listed = ["[PAD]", "", "\u2028", " a", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "x"]
    path.write_bytes("\r\n".join(listed).encode())
    assert WordPieceTokenizer.from_vocab_file(path).vocabulary == tuple(listed)


@pytest.mark.parametrize(
    "content",
    [b"", b"[PAD]\n[UNK]\n[CLS]\n[SEP]\n", b"\xff\xfe\x00"],
)
def test_a_damaged_vocabulary_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "vocab.txt"
    path.write_bytes(content)
    with pytest.raises(ModelDamaged) as caught:
        WordPieceTokenizer.from_vocab_file(path)
    assert caught.value.params["path"] == path


def test_a_missing_vocabulary_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelDamaged):
        WordPieceTokenizer.from_vocab_file(tmp_path / "vocab.txt")


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        ("Unaffable, hello world!", "unaffable, hello world!"),
        ("今天天气很好，世界。", "今天天气很好，世界。"),
        ("世界 (hello) 你好", "世界 (hello) 你好"),
        ("don't", "don't"),
        ("3.14 and 1,000 at 12:30", "3.14 and 1,000 at 12:30"),
        ("100% of $5 [a]", "100% of $5 [a]"),
    ],
)
def test_decoding_reads_well(tokenizer: WordPieceTokenizer, text: str, decoded: str) -> None:
    assert tokenizer.decode(tokenizer.encode(text)) == decoded


def test_decoding_skips_special_tokens(tokenizer: WordPieceTokenizer) -> None:
    special = tokenizer.special
    inner = tokenizer.encode("hello world")
    framed = [special.bos, special.cls, inner[0], special.sep, 3, inner[1], special.eos]
    assert tokenizer.decode([*framed, special.pad, special.mask]) == "hello world"
    assert tokenizer.decode([]) == ""


# Sigma: lower-casing a word writes its last one differently, and the Rust tokenizer, which
# goes letter by letter, does not.  The sixth CJK block: it starts too late there.
PARITY_WORDS = ["hello", "World", "UNAFFABLE", "don't", "Café", "naïve", "你好", "[SEP", "##aff"]
PARITY_CHARACTERS = "abzABZ019éÀçñÜ ß\t\n.,!?'\"-_()[]你好世界𠀀𫝀，。“”…—\u0301\u00a0\u3000"
LATIN_CHARACTERS = st.characters(
    codec="utf-8", categories=("Lu", "Ll", "Nd", "Sm", "Sc"), max_codepoint=0x24F
)
PARITY_TEXT = st.lists(
    st.one_of(
        st.sampled_from(PARITY_WORDS),
        st.text(st.sampled_from(PARITY_CHARACTERS), max_size=8),
        st.text(LATIN_CHARACTERS, max_size=5),
    ),
    max_size=12,
).map(" ".join)


@pytest.mark.parametrize("lower_case", [True, False])
def test_same_ids_as_the_tokenizer_of_transformers(vocab_file: Path, lower_case: bool) -> None:
    from transformers import BertTokenizer

    reference = BertTokenizer.from_pretrained(str(vocab_file.parent), do_lower_case=lower_case)
    ours = WordPieceTokenizer.from_vocab_file(vocab_file, lower_case=lower_case)

    @given(PARITY_TEXT)
    def same(text: str) -> None:
        assert ours.encode(text) == reference.encode(text, add_special_tokens=False)

    same()


@given(st.text(max_size=30))
def test_any_text_can_be_encoded_and_decoded(tokenizer: WordPieceTokenizer, text: str) -> None:
    ids = tokenizer.encode(text)
    assert all(0 <= number < len(tokenizer.vocabulary) for number in ids)
    assert not set(ids) & tokenizer.special.all_ids
    tokenizer.decode(ids)


def test_spans_say_where_pieces_stand(tokenizer: WordPieceTokenizer) -> None:
    text = "\u200bUnaffable café: 你好 😀x"
    found = [span.of(text) for span in tokenizer.spans(text)]
    assert found == ["Un", "aff", "able", "café", ":", "你", "好", "😀x"]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_each_id_has_a_span(tokenizer: WordPieceTokenizer, text: str) -> None:
    spans = tokenizer.spans(text)
    assert len(spans) == len(tokenizer.encode(text))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert spans == sorted(spans, key=lambda span: (span.start, span.end))
