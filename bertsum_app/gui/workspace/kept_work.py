"""Results as the history keeps them, and the way back.

What the history gives back is as good as new: sentences are linked, doubts are marked, and a summary
can be had at another length. Nothing of the inference floor is imported before there is a result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bertsum_app.gui.workspace.result_sentences import ResultSentence, ResultSentences, Version
from bertsum_app.gui.workspace.summary_draft import Line, SummaryDraft
from bertsum_app.service.history import (
    MAX_TEXT_BYTES,
    FinishedWork,
    KeptSentence,
    Replaced,
)

if TYPE_CHECKING:
    from bertsum_app.inference.sentiment import SentimentResult
    from bertsum_app.service.results import SummaryOutcome
    from bertsum_app.text.sentences import Span


def translation_kept(
    result: ResultSentences, languages: tuple[str, str], model_id: str
) -> FinishedWork:
    """A translation, and the person's hand in it; without its sentences where it is too long to keep."""
    source, target = languages
    # Nobody asks for the sentences of a work that the history has no room for.
    is_kept = max(len(result.source_text), result.length) <= MAX_TEXT_BYTES
    sentences = result.sentences if is_kept else ()
    return FinishedWork(
        mode="translate",
        source_text=result.source_text,
        result_text=result.text,
        source_language=source,
        target_language=target,
        model_id=model_id,
        sentences=tuple(
            KeptSentence(
                one.source, result.target_span(index), doubts=one.doubts, replaced=_replaced(one)
            )
            for index, one in enumerate(sentences)
        ),
    )


def _replaced(sentence: ResultSentence) -> Replaced | None:
    if sentence.version is None:
        return None
    chosen = sentence.version.origin == "chosen"
    return Replaced(sentence.machine, sentence.machine_doubts, chosen)


def translation_of(work: FinishedWork) -> ResultSentences:
    """A kept translation; of its text alone, where its sentences are not known."""
    linked = [(one, one.result) for one in work.sentences if one.result is not None]
    result = ResultSentences(work.source_text)
    result.restore(work.result_text, [_result_sentence(one, place, work) for one, place in linked])
    return result


def _result_sentence(
    one: KeptSentence, place: Span, work: FinishedWork
) -> tuple[ResultSentence, Span]:
    shown, source = place.of(work.result_text), one.source.of(work.source_text)
    was = one.replaced
    if was is None:
        return ResultSentence(one.source, source, shown, one.doubts), place
    version = Version(shown, "chosen" if was.chosen else "edited", one.doubts)
    return ResultSentence(one.source, source, was.text, was.doubts, version=version), place


def key_sentences_kept(
    source_text: str, draft: SummaryDraft, target: str, model_id: str
) -> FinishedWork:
    """The summary of a draft, with the scores of all sentences; `target` empty: not translated."""
    from bertsum_app.text.sentences import Span

    lines = draft.lines(target)
    places, doubts, at = {}, {}, 0
    for line in lines:
        places[line.key] = Span(at, at + len(line.text))
        doubts[line.key] = line.doubts
        at += len(line.text) + 1  # the line end
    scored = draft.scored
    return FinishedWork(
        mode="summarize",
        source_text=source_text,
        result_text="\n".join(line.text for line in lines),
        source_language=scored.language,
        target_language=target if draft.needs_translation(target) else None,
        model_id=model_id,
        method="extractive",
        sentences=tuple(
            KeptSentence(span, places.get(index), score, doubts.get(index, ()))
            for index, (span, score) in enumerate(zip(scored.spans, scored.scores, strict=True))
        ),
    )


def draft_of(work: FinishedWork) -> SummaryDraft | None:
    """The draft of kept key sentences; None when they are not known."""
    from bertsum_app.inference.selection import ScoredDocument, summary_order
    from bertsum_app.text.normalize import normalize

    lines = [
        Line(index, one.result.of(work.result_text), one.doubts)
        for index, one in enumerate(work.sentences)
        if one.result is not None
    ]
    if work.method != "extractive" or not lines:
        return None
    spans = tuple(one.source for one in work.sentences)
    scores = tuple(one.score or 0.0 for one in work.sentences)
    sentences = tuple(normalize(span.of(work.source_text)).text for span in spans)
    language = work.source_language or "en"
    order = summary_order(sentences, scores, language)
    draft = SummaryDraft(ScoredDocument(spans, scores, language, sentences, order))
    draft.restore(lines, work.target_language or "")
    return draft


def outcome_kept(
    source_text: str, outcome: SummaryOutcome, doubts: tuple[str, ...], model_id: str
) -> FinishedWork:
    """A summary in one piece, as abstracts are."""
    from bertsum_app.text.sentences import Span

    whole = KeptSentence(Span(0, len(source_text)), Span(0, len(outcome.text)), doubts=doubts)
    translated = outcome.translation
    return FinishedWork(
        mode="summarize",
        source_text=source_text,
        result_text=outcome.text,
        source_language=outcome.summary.language,
        target_language=None if translated is None else translated.target_language,
        model_id=model_id,
        method=outcome.summary.method,
        sentences=(whole,) if outcome.summary.method == "abstractive" else (),
    )


def outcome_of(work: FinishedWork) -> SummaryOutcome:
    """A kept summary as one piece."""
    from bertsum_app.inference.summarizer import SummaryResult
    from bertsum_app.service.results import SummaryOutcome

    doubts = tuple(doubt for one in work.sentences for doubt in one.doubts)
    method = work.method or "abstractive"
    language = work.target_language or work.source_language or ""
    return SummaryOutcome(SummaryResult(work.result_text, method, (), language, doubts))


def sentiment_kept(
    source_text: str, result_text: str, result: SentimentResult, model_id: str
) -> FinishedWork:
    """A reading with that of each sentence; `result_text` says the same in words."""
    return FinishedWork(
        mode="sentiment",
        source_text=source_text,
        result_text=result_text,
        source_language=result.language,
        target_language=None,
        model_id=model_id,
        positive=result.positive,
        sentences=tuple(KeptSentence(one.span, score=one.positive) for one in result.sentences),
    )


def sentiment_of(work: FinishedWork) -> SentimentResult:
    """The reading that was kept."""
    from bertsum_app.inference.sentiment import SentenceSentiment, SentimentResult

    assert work.positive is not None, "of sentiment it is always kept"
    return SentimentResult(
        label="positive" if work.positive >= 0.5 else "negative",
        probability=max(work.positive, 1 - work.positive),
        positive=work.positive,
        sentences=tuple(
            SentenceSentiment(one.source, one.score)
            for one in work.sentences
            if one.score is not None
        ),
        language=work.source_language or "",
    )
