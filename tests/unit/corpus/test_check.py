"""What is found in a corpus, and what is left of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.corpus.check import Checked, CorpusCheck, FindingKind, Fix, LeakKeys
from bertsum_app.corpus.examples import SentimentExample, SummaryExample, TranslationExample
from bertsum_app.corpus.held_back import HeldBack
from bertsum_app.corpus.seen import SeenKeys
from bertsum_app.corpus.user_corpus import CorpusTask, Example, Located

GOOD = TranslationExample("Save the file before you leave.", "离开前请保存文件。", "a.tsv")


def checked(
    examples: Sequence[Example],
    task: CorpusTask = "translate",
    fixes: dict[FindingKind, Fix] | None = None,
    development: Sequence[Example] = (),
) -> tuple[list[Example], Checked]:
    check = CorpusCheck(task, fixes, LeakKeys(development))
    located = [Located(example, 0, line) for line, example in enumerate(examples, start=1)]
    kept = [found.example for found in check.clean(located)]
    return kept, check.report()


@pytest.mark.parametrize(
    ("english", "chinese", "kind"),
    [
        ("  ", "你好。", "empty"),
        ("Hello there.", "", "empty"),
        ("请打开设置。", "Open the settings.", "swapped"),
        ("Save the file now.", "Guardar el archivo ahora.", "language"),
        ("离开前请保存文件。", "请保存文件。", "language"),
        ("Save the file now.", "Save the file now.", "copy"),
        ("Save the file before you leave the room today.", "存", "length"),
        ("Hi.", "你" * 3000, "length"),
    ],
)
def test_each_trouble_has_its_name_and_its_line(
    english: str, chinese: str, kind: FindingKind
) -> None:
    bad = TranslationExample(english, chinese, "a.tsv")
    kept, report = checked([GOOD, bad])
    (finding,) = report.findings
    assert (finding.kind, finding.count) == (kind, 1)
    assert finding.examples[0].line == 2
    swapped = replace(bad, english=chinese, chinese=english)
    assert kept == ([GOOD, swapped] if kind == "swapped" else [GOOD])
    assert (report.examples, report.kept) == (2, len(kept))


@pytest.mark.parametrize("english", ["Version 1.2.3", "Press Ctrl+C in 终端 to stop the program."])
def test_ordinary_pairs_are_left_alone(english: str) -> None:
    pair = TranslationExample(english, "在终端中按 Ctrl+C 停止程序 1.2.3", "a.tsv")
    assert checked([pair])[0] == [pair]


def test_pairs_that_differ_in_case_and_blanks_only_are_the_same() -> None:
    again = replace(GOOD, english="save  the FILE before you leave.")
    kept, report = checked([GOOD, again])
    assert kept == [GOOD]
    assert report.findings[0].kind == "duplicate"


def test_a_person_can_keep_what_would_be_dropped() -> None:
    kept, report = checked([GOOD, GOOD], fixes={"duplicate": "keep"})
    assert kept == [GOOD, GOOD]
    assert report.findings[0].fix == "keep"
    with pytest.raises(ValueError, match="empty"):
        CorpusCheck("translate", {"empty": "keep"})


@pytest.mark.parametrize("side", ["english", "chinese"])
def test_either_side_gives_a_development_pair_away(side: str) -> None:
    other = {"english": "chinese", "chinese": "english"}[side]
    known = replace(GOOD, **{other: "Something else entirely 别的。"})
    kept, report = checked([GOOD], development=[known])
    assert kept == []
    assert report.findings[0].kind == "leak"


def test_few_cases_are_shown_and_all_are_counted() -> None:
    _, report = checked([replace(GOOD, chinese="")] * 40)
    assert report.findings[0].count == 40
    assert len(report.findings[0].examples) == 5


def test_summaries_that_are_no_shorter_than_the_text_are_left_out() -> None:
    good = SummaryExample("en", "One long sentence. " * 9, "One sentence.", "a")
    bad = SummaryExample("en", "Short.", "As long as this.", "a")
    assert checked([good, bad], "summarize")[0] == [good]


def test_labels_are_counted() -> None:
    texts: list[Example] = [SentimentExample("en", f"text {n}", n % 3 == 0) for n in range(9)]
    _, report = checked(texts, "sentiment")
    assert report.by_label == {"positive": 3, "negative": 6}


@given(st.lists(st.text(max_size=3), max_size=60), st.integers(0, 20))
def test_seen_keys_know_every_key_that_was_added(keys: list[str], exact: int) -> None:
    seen, known = SeenKeys(exact), set[str]()
    for key in keys:
        # Past `exact` a new key may be taken for a known one, hardly ever; never the other way round.
        new = seen.add(key)
        assert not (new and key in known)
        known.add(key)


def test_past_the_exact_keys_new_ones_are_still_told() -> None:
    seen = SeenKeys(exact=10)
    assert sum(seen.add(f"key {number}") for number in range(5000)) >= 4999
    assert not any(seen.add(f"key {number}") for number in range(5000))


@given(st.integers(0, 900), st.integers(0, 3))
def test_held_back_and_training_examples_are_all_examples(count: int, seed: int) -> None:
    pairs: list[Example] = [replace(GOOD, english=f"sentence {n}") for n in range(count)]
    held = HeldBack(seed)
    training = list(held.pass_on(pairs))
    assert held.training == len(training)
    key = str
    assert sorted(map(key, [*training, *held.examples])) == sorted(map(key, pairs))
    assert len(held.examples) == min(count, 400, max(40, round(0.1 * count)))


def test_what_is_held_back_does_not_depend_on_the_order() -> None:
    pairs: list[Example] = [replace(GOOD, english=f"sentence {n}") for n in range(500)]
    one, other, third = HeldBack(1), HeldBack(1), HeldBack(2)
    list(one.pass_on(pairs))
    list(other.pass_on(reversed(pairs)))
    list(third.pass_on(pairs))
    assert one.examples == other.examples
    assert one.examples != third.examples
