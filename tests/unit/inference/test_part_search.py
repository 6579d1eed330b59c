from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.corpus.encode import EncodedInput, encode_translation
from bertsum_app.inference.part_draft import Draft
from bertsum_app.inference.part_search import PartSearch
from bertsum_app.inference.runtime import SearchOptions
from bertsum_app.inference.segments import Job, Part
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from helpers.scripted_runtime import Script, ScriptedRuntime

GREEDY = SearchOptions(beam_size=1)


@pytest.fixture
def job(tokenizer: SentencePieceTokenizer) -> Job:
    def encode(text: str) -> EncodedInput:
        return encode_translation(tokenizer, text, "zh", 10_000)

    return Job("en", "zh", GREEDY, encode, retry=True)


def parts(job: Job, texts: Sequence[str]) -> list[Part]:
    return [Part(text, job.encode(text)) for text in texts]


def search(
    tokenizer: SentencePieceTokenizer,
    job: Job,
    texts: Sequence[str],
    script: Script,
    workers: int = 1,
) -> tuple[list[Draft], ScriptedRuntime]:
    runtime = ScriptedRuntime(tokenizer, script, workers)
    found = PartSearch(runtime, tokenizer.decode).run(parts(job, texts), job, CancelToken())
    return list(found), runtime


def test_drafts_come_in_reading_order(tokenizer: SentencePieceTokenizer, job: Job) -> None:
    texts = [f"{'a ' * (number % 7)}word {number}" for number in range(300)]
    drafts, runtime = search(tokenizer, job, texts, lambda text, _: f"文{text.split()[-1]}")
    assert [draft.text for draft in drafts] == [f"文{number}" for number in range(300)]
    assert sorted(runtime.texts) == sorted(texts)


def test_batches_hold_parts_of_like_length(tokenizer: SentencePieceTokenizer, job: Job) -> None:
    texts = ["a " * (number % 19 + 1) + "cat" for number in range(400)]
    _, runtime = search(tokenizer, job, texts, lambda text, _: "猫" * (len(text) // 4))
    lengths = [[len(tokenizer.encode(text)) for text in batch] for batch, _ in runtime.batches]
    positions = sum(max(batch) * len(batch) for batch in lengths)
    assert positions < 1.3 * sum(map(sum, lengths))
    assert max(map(len, lengths)) == 32


def test_first_window_is_small(tokenizer: SentencePieceTokenizer, job: Job) -> None:
    runtime = ScriptedRuntime(tokenizer, lambda *_: "猫")
    found = PartSearch(runtime, tokenizer.decode).run(
        parts(job, ["a cat"] * 1000), job, CancelToken()
    )
    next(found)
    assert len(runtime.batches[0][0]) == 8
    assert len(runtime.texts) < 300


def test_steady_work_takes_small_steps(tokenizer: SentencePieceTokenizer, job: Job) -> None:
    text = "a cat " * 10
    runtime = ScriptedRuntime(tokenizer, lambda *_: "猫" * 30)
    steady = replace(job, steady=True, retry=False)
    found = PartSearch(runtime, tokenizer.decode).run(
        parts(job, [text] * 1000), steady, CancelToken()
    )
    ahead = 0
    for number, _ in enumerate(found, 1):
        ahead = max(ahead, len(runtime.texts) - number)
    assert number == 1000
    largest = max(len(batch) for batch, _ in runtime.batches)
    assert 1 < largest < 32
    assert largest * len(job.encode(text)) <= 600
    # What a stop would throw away: never more than two windows.
    assert ahead <= 2 * 128


def test_few_parts_are_shared_out_to_all_workers(
    tokenizer: SentencePieceTokenizer, job: Job
) -> None:
    _, runtime = search(tokenizer, job, ["a cat"] * 6, lambda *_: "一只猫", workers=3)
    assert [len(batch) for batch, _ in runtime.batches] == [2, 2, 2]


def test_output_length_is_bound_to_the_source(tokenizer: SentencePieceTokenizer, job: Job) -> None:
    _, runtime = search(tokenizer, job, ["a cat"], lambda *_: "一只猫")
    [(_, options)] = runtime.batches
    assert options.max_length == 3 * len(job.encode("a cat")) + 10
    tight = replace(job, options=replace(GREEDY, max_length=5))
    _, runtime = search(tokenizer, tight, ["a cat"], lambda *_: "一只猫")
    assert runtime.batches[0][1].max_length == 5


def test_good_output_is_not_tried_again(tokenizer: SentencePieceTokenizer, job: Job) -> None:
    drafts, runtime = search(tokenizer, job, ["The cat opens it."], lambda *_: "猫打开了。")
    assert drafts == [Draft("猫打开了。", ())]
    assert len(runtime.batches) == 1


def test_loop_is_tried_again_with_care(tokenizer: SentencePieceTokenizer, job: Job) -> None:
    def script(text: str, options: SearchOptions) -> str:
        return "猫打开了。" if options.no_repeat_ngram else "猫猫猫猫猫猫猫猫。"

    drafts, runtime = search(tokenizer, job, ["The cat opens it."], script)
    assert drafts == [Draft("猫打开了。", ())]
    _, careful = runtime.batches[1]
    assert careful.no_repeat_ngram == 3
    assert careful.beam_size == careful.hypotheses == 4
    assert careful.repetition_penalty > 1


def test_the_least_doubtful_of_several_hypotheses_is_taken(
    tokenizer: SentencePieceTokenizer, job: Job
) -> None:
    def script(text: str, options: SearchOptions) -> Sequence[str]:
        if options.hypotheses == 1:
            return ["我们有46本书。"]
        return ["我们有46本书，46本书。", "我们有64本书。", "我们有64本。"]

    drafts, _ = search(tokenizer, job, ["We have 64 books."], script)
    assert drafts == [Draft("我们有64本书。", ())]


def test_what_stays_doubtful_is_taken_apart_at_clauses(
    tokenizer: SentencePieceTokenizer, job: Job
) -> None:
    answers = {"The cat opens the book,": "猫打开书，", "the server likes tea.": "服务器喜欢茶。"}
    text = " ".join(answers)
    drafts, _ = search(
        tokenizer, job, [text], lambda source, _: answers.get(source, "书书书书书书书书书书")
    )
    assert drafts == [Draft("猫打开书，服务器喜欢茶。", ())]


def test_numbers_that_come_out_wrong_are_read_as_the_target_language_counts(
    tokenizer: SentencePieceTokenizer, job: Job
) -> None:
    def script(text: str, options: SearchOptions) -> str:
        return "我们有250万本书。" if "250" in text else "我们有书。"

    drafts, runtime = search(tokenizer, job, ["We have 2.5 million books."], script)
    assert drafts == [Draft("我们有250万本书。", ())]
    # First the text as it is, in a wider search.
    assert [options.hypotheses for _, options in runtime.batches] == [1, 8, 8]


def test_a_dropped_number_is_looked_for_clause_by_clause(
    tokenizer: SentencePieceTokenizer, job: Job
) -> None:
    answers = {"The cat opens the book,": "猫打开书，", "which has 64 pages.": "它有64页。"}
    text = " ".join(answers)
    drafts, _ = search(tokenizer, job, [text], lambda source, _: answers.get(source, "猫打开书。"))
    assert drafts == [Draft("猫打开书，它有64页。", ())]


def test_clauses_are_cut_finer_for_numbers_that_are_dropped_even_then(
    tokenizer: SentencePieceTokenizer, job: Job
) -> None:
    answers = {
        "The cat opens the book,": "猫打开书，",
        "which has 64 pages,": "它有64页，",
        "the server likes tea,": "服务器喜欢茶，",
        "which has 28 pages.": "它有28页。",
    }
    text = " ".join(answers)
    drafts, _ = search(tokenizer, job, [text], lambda source, _: answers.get(source, "猫打开书。"))
    assert drafts == [Draft("猫打开书，它有64页，服务器喜欢茶，它有28页。", ())]


def test_of_tries_with_wrong_numbers_the_one_with_the_fewest_is_taken(
    tokenizer: SentencePieceTokenizer, job: Job
) -> None:
    def script(text: str, options: SearchOptions) -> str:
        return "我们有64本书。" if options.hypotheses > 1 else "我们有书。"

    drafts, _ = search(tokenizer, job, ["We have 64 books and 28 pens and 7 cats."], script)
    assert drafts == [Draft("我们有64本书。", ("numbers",), wrong_numbers=2)]


def test_numbers_of_a_clause_are_put_right(tokenizer: SentencePieceTokenizer, job: Job) -> None:
    answers = {"The cat opens the book,": "猫打开书，", "which has 64 pages.": "它有644页。"}
    text = " ".join(answers)
    drafts, _ = search(tokenizer, job, [text], lambda source, _: answers.get(source, "猫打开书。"))
    assert drafts == [Draft("猫打开书，它有64页。", ())]


def test_hopeless_part_keeps_its_first_draft_said_once_and_its_doubt(
    tokenizer: SentencePieceTokenizer, job: Job
) -> None:
    texts = ["The cat opens it.", "The cat, it seems to me, opens it, and the dog, too, it seems."]
    drafts, _ = search(tokenizer, job, texts, lambda _, options: "书" * (8 + options.beam_size))
    assert [draft.doubts for draft in drafts] == [("repeats",), ("repeats",)]
    assert drafts[0].text == "书。"


def test_without_retry_doubts_are_only_told(tokenizer: SentencePieceTokenizer, job: Job) -> None:
    quick = replace(job, retry=False)
    drafts, runtime = search(tokenizer, quick, ["The cat opens it."], lambda *_: "书" * 9)
    assert drafts == [Draft("书" * 9 + "。", ("repeats",))]
    assert len(runtime.batches) == 1


def test_only_the_doubtful_ones_are_tried_again(
    tokenizer: SentencePieceTokenizer, job: Job
) -> None:
    def script(text: str, options: SearchOptions) -> str:
        return "猫猫猫猫猫猫猫" if "cat" in text else "书打开了。"

    _, runtime = search(tokenizer, job, ["A book opens.", "A cat opens.", "A book opens."], script)
    assert [text for batch, _ in runtime.batches[1:] for text in batch] == ["A cat opens."]


def test_cancel_between_batches_keeps_what_was_done(
    tokenizer: SentencePieceTokenizer, job: Job
) -> None:
    token = CancelToken()
    runtime = ScriptedRuntime(tokenizer, lambda *_: "一只猫")
    found = PartSearch(runtime, tokenizer.decode).run(parts(job, ["a cat"] * 1000), job, token)
    first = [next(found) for _ in range(8)]
    token.cancel()
    asked = len(runtime.texts)
    with pytest.raises(Cancelled):
        list(found)
    assert len(first) == 8
    assert len(runtime.texts) == asked


def test_nothing_gives_nothing(tokenizer: SentencePieceTokenizer, job: Job) -> None:
    drafts, runtime = search(tokenizer, job, [], lambda *_: "猫")
    assert drafts == []
    assert runtime.batches == []
