"""Translation of whole texts, sentence by sentence.

normalise -> which language -> segments -> cache -> search (with second tries) -> between the white
space of the original, one `SegmentResult` as soon as it and all before it are done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import EmptyText, TextTooLong, UnsupportedLanguage
from bertsum_app.corpus.encode import EncodedInput, encode_translation, job_id
from bertsum_app.inference.alternatives import Alternatives, AlternativeSearch, check_count
from bertsum_app.inference.cache import CachedTranslation, CacheKey, TranslationCache
from bertsum_app.inference.guards import DOUBTS
from bertsum_app.inference.kept_characters import Align, KeptCharacters
from bertsum_app.inference.name_repair import NameRepair
from bertsum_app.inference.numbers.written import years_for_decades
from bertsum_app.inference.part_draft import Draft
from bertsum_app.inference.part_search import PartSearch
from bertsum_app.inference.runtime import Runtime, SearchOptions
from bertsum_app.inference.segments import (
    Encode,
    Job,
    Part,
    ResultText,
    Segment,
    join_parts,
    split_text,
)
from bertsum_app.inference.term_search import TermSearch
from bertsum_app.inference.torn_words import TornWords
from bertsum_app.inference.word_alignment import Side, WordAligner, WordAlignment, WordLink
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.decoding import PLAIN_SEARCH, DecodingDefaults
from bertsum_app.text.chinese import ChineseConverter
from bertsum_app.text.detect import LanguageDetector
from bertsum_app.text.glossary import Glossary, TermFinder
from bertsum_app.text.names import NameTable, shipped_names
from bertsum_app.text.normalize import NormalizedText, normalize
from bertsum_app.text.sentences import Span, sentence_spans
from bertsum_app.text.tokenizer import Tokenizer

#: Longer texts are refused; a megabyte of English has about this many code points.
MAX_CHARACTERS = 2_000_000
#: Longer sentences are cut at clauses: small networks lose the thread, and training saw few.
_LONGEST_INPUT = 128
#: How sure the detector must be to refuse a text in Latin letters; below, it may well be English.
_SURE = 0.5


@dataclass(frozen=True)
class TranslateOptions:
    """How to translate. `retry_doubtful`: try again what looks wrong (see guards.py). `glossary`: terms
    to use (see term_search.py); one for other languages changes nothing. `steady`: work in small steps,
    so that the token is looked at often and sentences come evenly.

    What else the search goes by is the model's own (`TranslatorParts.decoding`).
    """

    beam_size: int = 4
    retry_doubtful: bool = True
    glossary: Glossary | None = None
    steady: bool = False


@dataclass(frozen=True)
class TermUse:
    """A term of the glossary in the text: where (code points of the original), what was wanted for it,
    and whether the translation has that."""

    source: Span
    wanted: str
    applied: bool


@dataclass(frozen=True)
class SegmentResult:
    """One sentence.

    `source` points into the original text, `target` into the result, both in code points. `doubts`
    are codes of `guards.DOUBTS`; `cached` says that nothing had to be computed; `terms` are those of
    the glossary in it.
    """

    index: int
    total: int
    source: Span
    text: str
    target: Span
    doubts: tuple[str, ...]
    cached: bool
    terms: tuple[TermUse, ...] = ()


@dataclass(frozen=True)
class TranslationResult:
    """A whole text with its sentences, in order."""

    text: str
    segments: tuple[SegmentResult, ...]
    source_language: str
    target_language: str


@dataclass(frozen=True)
class TranslatorParts:
    """What a `Translator` works with; `fingerprint` and `languages` are those of the manifest."""

    runtime: Runtime
    tokenizer: Tokenizer
    config: BertSumConfig
    fingerprint: str
    languages: tuple[str, ...]
    detector: LanguageDetector
    converter: ChineseConverter
    decoding: DecodingDefaults = PLAIN_SEARCH
    cache: TranslationCache = field(default_factory=TranslationCache)
    load_names: Callable[[], NameTable] = shipped_names


class Translator:
    """Translates with one loaded model. Used by one thread at a time."""

    def __init__(self, parts: TranslatorParts) -> None:
        self._with = parts
        longest = min(parts.config.max_positions, parts.config.decoder_max_positions)
        self._max_positions = min(longest, _LONGEST_INPUT)
        reads_states = parts.config.has_state_reader
        self._aligner = WordAligner(parts.runtime, longest, reads_states=reads_states)
        self._finder: tuple[Glossary, TermFinder] | None = None
        decode = parts.tokenizer.decode
        terms = TermSearch(self._aligner, self._side, parts.tokenizer)
        torn = TornWords(self._aligner, self._side)
        names = NameRepair(parts.load_names, parts.tokenizer)
        search = PartSearch(parts.runtime, decode, terms, torn, names)
        self._search = KeptCharacters(parts.tokenizer, search.run)
        self._others = AlternativeSearch(
            parts.runtime, parts.tokenizer, self._search, terms, torn, names
        )

    def translate(
        self,
        text: str,
        source: str | None,
        target: str,
        options: TranslateOptions,
        on_segment: Callable[[SegmentResult], None] | None,
        cancel: CancelToken,
    ) -> TranslationResult:
        """Translate `text` into `target`.

        As many lines come out as go in, empty ones included. A text that is in the target language
        already comes back as it is.

        Args:
            text: at most `MAX_CHARACTERS` code points.
            source: ISO 639-1 code; None means to detect it.
            target: ISO 639-1 code.
            options: how to search.
            on_segment: called with each sentence in reading order, in this thread.
            cancel: looked at between batches.

        Raises:
            EmptyText: nothing but white space.
            TextTooLong: more than `MAX_CHARACTERS`.
            UnsupportedLanguage: the model has not learned `source` (or the language found) or
                `target`.
            Cancelled: `cancel` was set.
        """
        if len(text) > MAX_CHARACTERS:
            raise TextTooLong(MAX_CHARACTERS, len(text))
        normalized = normalize(text)
        if not normalized.text.strip():
            raise EmptyText
        self._check_target(target)
        deliver = _Delivery(on_segment)
        job = self._job(normalized.text, source, target, options)
        if job.source_language == target:
            return _unchanged(normalized, target, deliver)
        segments = split_text(normalized, job, self._max_positions, cancel)
        if source is None and not any(segment.parts for segment in segments):
            return _unchanged(normalized, target, deliver)
        result = ResultText(normalized, target)
        drafts = _Drafts(self._with, job, segments)
        align = self._align(job, cancel)
        drafts.found = self._search.run(drafts.wanted, job, align, cancel)
        for index, segment in enumerate(segments):
            cancel.raise_if_cancelled()
            translation, cached = drafts.of(segment)
            where, there = result.add(segment, translation.text)
            deliver(
                SegmentResult(
                    index=index,
                    total=len(segments),
                    source=where,
                    text=translation.text,
                    target=there,
                    doubts=translation.doubts,
                    cached=cached,
                    terms=_term_uses(normalized, segment, translation.terms),
                )
            )
        return TranslationResult(
            result.finish(), tuple(deliver.segments), job.source_language, target
        )

    def alternatives(
        self,
        sentence: str,
        source: str,
        target: str,
        cancel: CancelToken,
        *,
        prefix: str = "",
        count: int = 5,
        glossary: Glossary | None = None,
    ) -> Alternatives:
        """Other renderings of one sentence, or completions of what it is to begin with.

        Args:
            sentence: one sentence, as `SegmentResult.source` marks it.
            source: ISO 639-1 code.
            target: ISO 639-1 code.
            cancel: looked at between searches.
            prefix: every rendering begins with exactly this text, which may end within a word.
            count: how many at most, 1 to 10.
            glossary: terms to use, as in `TranslateOptions`.

        Returns:
            Possibly no options: when there is nothing to translate, when the sentence is too long to
            be translated in one piece, or when nothing was found that begins with `prefix`.

        Raises:
            EmptyText: nothing but white space.
            TextTooLong: more than `MAX_CHARACTERS`.
            UnsupportedLanguage: the model has not learned `source` or `target`.
            Cancelled: `cancel` was set.
            ValueError: `count` is out of range.
        """
        check_count(count)
        if len(sentence) > MAX_CHARACTERS:
            raise TextTooLong(MAX_CHARACTERS, len(sentence))
        text = normalize(sentence).text.strip()
        if not text:
            raise EmptyText
        self._check_target(target)
        job = self._job(text, source, target, TranslateOptions(glossary=glossary))
        align = self._align(job, cancel)
        options = self._others.find(text, prefix, count, job, align, self._max_positions, cancel)
        return Alternatives(source, target, prefix, () if source == target else options)

    def align(
        self, sentence: str, translation: str, source: str, target: str, cancel: CancelToken
    ) -> WordAlignment:
        """Which words of a sentence and of its translation, whoever wrote it, belong together.

        Args:
            sentence: one sentence, as `SegmentResult.source` marks it.
            translation: its translation.
            source: ISO 639-1 code.
            target: ISO 639-1 code.
            cancel: looked at between computations.

        Returns:
            Spans are code points of `sentence` and `translation` as they were given. No links where
            one of the two is too long for the network, or empty.

        Raises:
            TextTooLong: more than `MAX_CHARACTERS`.
            UnsupportedLanguage: the model has not learned `source` or `target`.
            Cancelled: `cancel` was set.
        """
        [found] = self.align_all([(sentence, translation)], source, target, cancel)
        return found

    def align_all(
        self, pairs: Sequence[tuple[str, str]], source: str, target: str, cancel: CancelToken
    ) -> list[WordAlignment]:
        """As `align`, for sentences with their translations: many at once take half the time."""
        for text in chain.from_iterable(pairs):
            if len(text) > MAX_CHARACTERS:
                raise TextTooLong(MAX_CHARACTERS, len(text))
        for language in (source, target):
            self._check_target(language)
        sides = [
            (self._side(sentence, source, target), self._side(translation, target, source))
            for sentence, translation in pairs
        ]
        return [
            WordAlignment(source, target, *pair, links)
            for pair, links in zip(pairs, self._aligner.links(sides, cancel), strict=True)
        ]

    def _align(self, job: Job, cancel: CancelToken) -> Align:
        """Links the words of sentences of this job and their translations."""

        def align(sentence: str, translation: str) -> tuple[WordLink, ...]:
            source, target = job.source_language, job.target_language
            return self.align(sentence, translation, source, target, cancel).links

        return align

    def _side(self, text: str, language: str, other: str) -> Side:
        """`text` of `language`, laid out as for a translation into `other`."""
        normalized = normalize(text)
        read = normalized.text
        if language == "zh":
            simplified = self._with.converter.to_simplified(read)
            read = simplified if len(simplified) == len(read) else read
        tokenizer = self._with.tokenizer
        encoded = encode_translation(tokenizer, read, other, max_positions=len(read) * 8 + 8)
        return Side(normalized, encoded, tuple(tokenizer.spans(read)))

    def _job(self, text: str, source: str | None, target: str, options: TranslateOptions) -> Job:
        language = source or self._detected(text, target)
        self._check_language(language)
        # Between English and Chinese single sentences can be told apart: in a text of the target
        # language, those in the other language are translated and the rest stays.
        mixed = source is None and language == target and set(self._with.languages) == {"en", "zh"}
        if mixed:
            language = self._other_language(target)
        decoding = self._with.decoding
        search = SearchOptions(
            beam_size=options.beam_size,
            length_penalty=decoding.length_penalty,
            no_repeat_ngram=decoding.no_repeat_ngram,
            repetition_penalty=decoding.repetition_penalty,
            max_length=self._with.config.decoder_max_positions,
            own_script=True,
        )
        encode = self._encoder(language, target)
        terms = self._terms(options.glossary, language, target)
        return Job(
            language,
            target,
            search,
            encode,
            options.retry_doubtful,
            mixed,
            terms,
            options.steady,
        )

    def _terms(self, glossary: Glossary | None, language: str, target: str) -> TermFinder | None:
        if glossary is None or (glossary.source_language, glossary.target_language) != (
            language,
            target,
        ):
            return None
        if self._finder is None or self._finder[0] is not glossary:
            simplify = self._with.converter.to_simplified if language == "zh" else str
            self._finder = glossary, TermFinder(glossary.terms, language, simplify=simplify)
        return self._finder[1]

    def _encoder(self, language: str, target: str) -> Encode:
        """Lays out a text of `language` for translation into `target`, whatever its length."""
        tokenizer, converter = self._with.tokenizer, self._with.converter

        def encode(text: str) -> EncodedInput:
            if language == "zh":
                # The network has learned Chinese in Simplified script only.
                text = years_for_decades(converter.to_simplified(text))
            return encode_translation(tokenizer, text, target, max_positions=len(text) * 8 + 8)

        return encode

    def _check_language(self, language: str) -> None:
        if language not in self._with.languages:
            raise UnsupportedLanguage(language)

    def _check_target(self, language: str) -> None:
        self._check_language(language)
        try:
            job_id(self._with.tokenizer.special, language)
        except KeyError:
            # The vocabulary has no token that asks for this language.
            raise UnsupportedLanguage(language) from None

    def _detected(self, text: str, target: str) -> str:
        """The language that `text` seems to be in, whether the model knows it or not."""
        found = self._with.detector.detect(text)
        if found is None:
            return self._other_language(target)
        # Short texts in Latin letters are easily taken for another language than English.
        unsure = found.confidence < _SURE and text.isascii() and "en" in self._with.languages
        known = found.language in self._with.languages
        return "en" if unsure and not known else found.language

    def _other_language(self, target: str) -> str:
        return next((code for code in self._with.languages if code != target), target)


class _Delivery:
    """Keeps finished segments, and hands each to whoever listens."""

    def __init__(self, listener: Callable[[SegmentResult], None] | None) -> None:
        self.segments: list[SegmentResult] = []
        self._listener = listener

    def __call__(self, segment: SegmentResult) -> None:
        self.segments.append(segment)
        if self._listener is not None:
            self._listener(segment)


class _Drafts:
    """The translations of a text's segments: from the cache, or searched for when wanted."""

    def __init__(self, parts: TranslatorParts, job: Job, segments: Sequence[Segment]) -> None:
        self._with = parts
        self._job = job
        self._done: dict[str, CachedTranslation] = {}
        wanted: dict[str, Part] = {}  # each text once
        for segment in segments:
            for part in segment.parts:
                found = parts.cache.get(self._key(part))
                if found is not None:
                    self._done[part.text] = found
                else:
                    wanted.setdefault(part.text, part)
        self._from_cache = frozenset(self._done)
        #: What is to be searched for, in reading order; `found` is to give a draft for each.
        self.wanted = tuple(wanted.values())
        self.found: Iterator[Draft] = iter(())
        self._next = 0

    def of(self, segment: Segment) -> tuple[CachedTranslation, bool]:
        """The translation of a segment, and whether all of it came from the cache."""
        if not segment.parts:
            return CachedTranslation(segment.text, ()), False
        translations = [self._of_part(part.text) for part in segment.parts]
        texts = [each.text for each in translations]
        joined = join_parts(segment.parts, texts, self._job.target_language)
        found = {doubt for each in translations for doubt in each.doubts}
        cached = all(part.text in self._from_cache for part in segment.parts)
        ordered = tuple(code for code in DOUBTS if code in found)
        terms = tuple(term for each in translations for term in each.terms)
        return CachedTranslation(segment.list_mark + joined, ordered, terms), cached

    def _of_part(self, text: str) -> CachedTranslation:
        while text not in self._done:
            draft, done = next(self.found), self.wanted[self._next]
            self._next += 1
            self._done[done.text] = CachedTranslation(draft.text, draft.doubts, draft.terms)
            self._with.cache.put(self._key(done), self._done[done.text])
        return self._done[text]

    def _key(self, part: Part) -> CacheKey:
        job = self._job
        return CacheKey(
            fingerprint=self._with.fingerprint,
            source_language=job.source_language,
            target_language=job.target_language,
            options=job.options,
            retry=job.retry,
            text=part.text,
            terms=part.terms,
        )


def _term_uses(
    normalized: NormalizedText, segment: Segment, applied: Sequence[bool]
) -> tuple[TermUse, ...]:
    """The terms of a segment with their places in the original."""
    uses: list[TermUse] = []
    at = len(segment.list_mark)
    for part in segment.parts:
        at = segment.text.index(part.text, at)
        first = segment.span.start + at
        for match in part.terms:
            span = Span(*normalized.to_original(first + match.span.start, first + match.span.end))
            uses.append(TermUse(span, match.wanted, applied[len(uses)]))
        at += len(part.text)
    return tuple(uses)


def _unchanged(normalized: NormalizedText, language: str, deliver: _Delivery) -> TranslationResult:
    """The original as its own translation, sentence by sentence."""
    spans = sentence_spans(normalized.text, language)
    for index, span in enumerate(spans):
        here = Span(*normalized.to_original(span.start, span.end))
        deliver(
            SegmentResult(
                index=index,
                total=len(spans),
                source=here,
                text=here.of(normalized.original),
                target=here,
                doubts=(),
                cached=False,
            )
        )
    return TranslationResult(normalized.original, tuple(deliver.segments), language, language)
