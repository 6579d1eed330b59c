"""Documents block by block: whole sentences, marks in their places, kept text untouched."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.progress import Progress
from bertsum_app.documents.model import Block, Document, Mark, NewText
from bertsum_app.inference.document_translator import (
    DocumentTranslator,
    SegmentCounts,
    TranslatedDocument,
)
from bertsum_app.inference.mark_projection import Projection, fitted, is_sound
from bertsum_app.inference.placeholders import (
    STYLES,
    literal_spans,
    masked,
    restored,
    usable,
    with_names,
)
from bertsum_app.inference.translator import SegmentResult, TranslateOptions, TranslationResult
from bertsum_app.inference.word_alignment import WordAlignment, WordLink
from bertsum_app.text.sentences import Span


class Phrasebook:
    """Translates lines it knows and hands the others back; links words by a table."""

    def __init__(self, phrases: Mapping[str, str], words: Mapping[str, str] | None = None) -> None:
        self.phrases, self.words = phrases, words or {}
        self.asked: list[str] = []
        self.cancel_at = ""

    def translate(
        self,
        text: str,
        source: str | None,
        target: str,
        options: TranslateOptions,
        on_segment: Callable[[SegmentResult], None] | None,
        cancel: CancelToken,
    ) -> TranslationResult:
        assert on_segment is not None
        start = 0
        for index, line in enumerate(text.split("\n")):
            if line == self.cancel_at:
                cancel.cancel()
            cancel.raise_if_cancelled()
            self.asked.append(line)
            span = Span(start, start + len(line))
            new = self.phrases.get(line, line)
            on_segment(SegmentResult(index, 0, span, new, Span(0, 0), (), cached=False))
            start += len(line) + 1
        return TranslationResult("", (), source or "en", target)

    def align_all(
        self, pairs: Sequence[tuple[str, str]], source: str, target: str, cancel: CancelToken
    ) -> list[WordAlignment]:
        return [self.align(*pair, source, target, cancel) for pair in pairs]

    def align(
        self, sentence: str, translation: str, source: str, target: str, cancel: CancelToken
    ) -> WordAlignment:
        links = tuple(
            WordLink(
                Span(sentence.index(word), sentence.index(word) + len(word)),
                Span(translation.index(other), translation.index(other) + len(other)),
                1.0,
            )
            for word, other in self.words.items()
            if word in sentence and other in translation
        )
        return WordAlignment(source, target, sentence, translation, links)


def translated(
    book: Phrasebook, *blocks: Block, cancel: CancelToken | None = None
) -> TranslatedDocument:
    """The blocks, from English into Chinese."""
    document = Document("text", blocks)
    return DocumentTranslator(book).translate(
        document, "en", "zh", TranslateOptions(), lambda step: None, cancel or CancelToken()
    )


def test_a_sentence_is_translated_whole_and_its_bold_word_found_again() -> None:
    block = Block("paragraph", "Read the manual first. Then go.", (Mark(9, 15),))
    book = Phrasebook(
        {"Read the manual first.": "请先阅读手册。", "Then go.": "然后走。"}, {"manual": "手册"}
    )

    done = translated(book, block)

    assert done.rewriting == {0: NewText("请先阅读手册。然后走。", ((4, 6),))}
    assert done.counts == SegmentCounts(total=2, translated=2)


def test_a_mark_over_whole_sentences_covers_their_translations() -> None:
    block = Block("paragraph", "One. Two. Three.", (Mark(5, 16), Mark(0, 0)))
    book = Phrasebook({"One.": "一。", "Two.": "二。", "Three.": "三。"})

    assert translated(book, block).rewriting[0].marks == ((2, 6), (0, 0))


def test_kept_text_goes_through_under_a_name() -> None:
    block = Block("paragraph", "Run make all now.", (Mark(4, 12, keep=True),))
    book = Phrasebook({"Run X1 now.": "现在运行X1。"})

    done = translated(book, block)

    assert done.rewriting == {0: NewText("现在运行make all。", ((4, 12),))}


def test_a_name_that_was_lost_is_tried_in_another_way_and_at_last_around_it() -> None:
    block = Block("paragraph", "Run make all now.", (Mark(4, 12, keep=True),))
    book = Phrasebook(
        {"Run X1 now.": "跑。", "Run {1} now.": "跑。", "Run": "运行", "now.": "现在。"}
    )

    done = translated(book, block)

    assert book.asked == ["Run X1 now.", "Run {1} now.", "Run", "now."]
    assert done.rewriting == {0: NewText("运行make all现在。", ((2, 10),))}


def test_addresses_and_placeholders_are_kept_without_being_marked() -> None:
    book = Phrasebook({"See X1 or X2.": "参见X1或X2。"})

    done = translated(book, Block("paragraph", "See https://a.b/c?d=e. or {name}."))
    again = translated(book, Block("paragraph", "See https://a.b/c?d=e or {name}."))

    assert done.counts.total == 2
    assert again.rewriting[0].text == "参见https://a.b/c?d=e或{name}。"


def test_code_and_what_has_no_words_is_left_alone() -> None:
    book = Phrasebook({"Hello.": "你好。"})
    blocks = (
        Block("code", "Hello.", translate=False),
        Block("table-cell", "12.5 MB"),
        Block("paragraph", "Hello."),
    )

    done = translated(book, *blocks)

    assert list(done.rewriting) == [2]
    assert done.counts == SegmentCounts(total=2, translated=1, kept=1)
    assert done.translated_in(2) == 1


def test_line_breaks_of_the_author_stay_between_the_same_lines() -> None:
    block = Block("paragraph", "One.\nTwo.", (Mark(4, 5, keep=True),))
    book = Phrasebook({"One.": "第一。", "Two.": "第二。"})

    assert translated(book, block).rewriting[0] == NewText("第一。\n第二。", ((3, 4),))


def test_no_translation_at_all_is_counted_and_the_original_stays() -> None:
    book = Phrasebook({"One.": "", "Two.": "二。"})

    done = translated(book, Block("paragraph", "One. Two."))

    assert done.rewriting[0].text == "One.二。"
    assert done.counts == SegmentCounts(total=2, translated=1, failed=1)


def test_called_off_work_keeps_what_is_done() -> None:
    book = Phrasebook({"One.": "一。", "Two.": "二。"})
    book.cancel_at = "Two."

    done = translated(book, Block("paragraph", "One."), Block("paragraph", "Two."))

    # The last sentence may not be whole yet when the next one begins, so it counts only then.
    assert done.counts.unfinished in (1, 2)
    assert set(done.rewriting) <= {0}


def test_progress_reaches_its_end() -> None:
    steps: list[Progress] = []
    document = Document("text", (Block("paragraph", "One. 2. Two."),))
    DocumentTranslator(Phrasebook({})).translate(
        document, "en", "zh", TranslateOptions(), steps.append, CancelToken()
    )

    assert steps[0].done == 0
    assert steps[-1].done == steps[-1].total


@pytest.mark.parametrize("style", STYLES)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=4))
def test_names_come_back_as_what_they_stand_for(style: str, gaps: list[int]) -> None:
    text, spans = "", []
    for gap in gaps:
        text += "ab c"[: gap + 1] + " "
        spans.append(Span(len(text), len(text) + 3))
        text += "<k> "

    found = restored(with_names(text, spans, style), text, spans, style)

    assert found is not None
    new, anchors = found
    assert new == text
    assert [anchor.target.of(new) for anchor in anchors] == ["<k>"] * len(spans)


def test_a_sentence_with_something_like_a_name_needs_another_style() -> None:
    assert not usable("The X1 camera", STYLES[0])
    assert usable("The X1 camera", STYLES[1])
    assert restored("X1 X1", "a <k>", [Span(2, 5)], STYLES[0]) is None


@given(st.text(alphabet="ab1.:/@{}%s()[^]- \\\t中", max_size=60))
def test_what_is_kept_never_overlaps_and_masks_keep_places(text: str) -> None:
    spans = literal_spans(text)

    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert len(masked(text, spans)) == len(text)


def test_without_links_a_mark_stands_in_proportion_at_whole_words() -> None:
    projection = Projection("aaa bbb ccc ddd", "www xxx yyy zzz")

    assert projection.range(4, 7) == (4, 7)
    assert projection.point(7) == 7
    assert projection.range(0, 15) == (0, 15)


def test_the_same_number_is_the_same_place() -> None:
    assert Projection("in 1998 or so", "大约在1998年").range(3, 7) == (3, 7)


@st.composite
def _trees(draw: st.DrawFn) -> tuple[list[Mark], list[tuple[int, int]], int]:
    """Marks of any shape that nest, and wished places for them, whatever they are."""
    length = draw(st.integers(1, 12))
    marks: list[Mark] = []
    wanted = []
    for _ in range(draw(st.integers(0, 6))):
        parent = draw(st.integers(-1, len(marks) - 1))
        if parent >= 0 and marks[parent].keep:
            parent = -1
        marks.append(Mark(0, 1, parent))
        wanted.append((draw(st.integers(0, 14)), draw(st.integers(0, 14))))
    return marks, wanted, length


@given(_trees())
def test_marks_always_fit_into_each_other(
    tree: tuple[list[Mark], list[tuple[int, int]], int],
) -> None:
    marks, wanted, length = tree

    assert is_sound(marks, fitted(marks, wanted, length), length)


def test_a_mark_grows_around_what_it_must_hold_and_gives_way_to_others() -> None:
    marks = [Mark(0, 3), Mark(1, 2, parent=0, keep=True), Mark(4, 6)]

    assert fitted(marks, [(0, 2), (5, 7), (3, 6)], 9) == ((0, 7), (5, 7), (7, 7))


def test_borders_never_change_their_order() -> None:
    marks = [Mark(2, 2, ordered=True), Mark(4, 4, ordered=True)]

    assert fitted(marks, [(5, 5), (1, 1)], 9) == ((1, 1), (5, 5))
