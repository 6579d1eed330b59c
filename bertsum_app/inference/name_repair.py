"""Names that the network did not know, put as they are called in the other language.

Into Chinese a small network copies names that it hardly knows (Ukraine, Davos, San Diego), or
transcribes them by ear (诺克亚 for Nokia, 斯韦登 for Sweden). A table (text/names.py) knows what they
are called.

- Copies: only whole runs of Latin words are replaced. What is but a part of a longer name, of a title or
  of a passage left in English stays, and so does what stands alone in brackets behind its own Chinese.
- Transcriptions: only a whole run of characters of transcription is replaced, and only if it is all but
  the right one, or has the name behind it in brackets.

Into English it spells them as they sound (name_sounds.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from bertsum_app.inference.misspelt_copies import slips, spelt_as_in
from bertsum_app.inference.name_sounds import with_english_names
from bertsum_app.inference.part_draft import Draft, judged
from bertsum_app.inference.segments import Job, Part
from bertsum_app.inference.term_search import applied
from bertsum_app.text.chinese import full_width_punctuation, join_scripts
from bertsum_app.text.glossary import TermMatch
from bertsum_app.text.names import LETTER, NameMatch, NameTable
from bertsum_app.text.tokenizer import Tokenizer
from bertsum_app.text.transcription import TRANSCRIBING

#: A name goes on before or behind these: "Kate Hudson", "Plan 9", "凯特·Hudson", "Jones et al."
_GOES_ON_BEFORE = re.compile(rf"(?:[{LETTER}\d.&'’-] |[·•’'-])$")
_GOES_ON_BEHIND = re.compile(rf" [{LETTER}\d&(]|[·•’'-]")
#: A whole transcription: between marks, or words that say how it is used.
_TRANSCRIPTION = re.compile(
    rf"(?:^|(?<=[，。！？；：、“”‘’（）《》—\s在于从自到向往和与及或是的了为由对将而并被把跟比让给有]))"
    rf"[{''.join(sorted(TRANSCRIBING))}]{{2,8}}(?![{''.join(sorted(TRANSCRIBING))}·])"
)
#: Names of so many characters may differ in two.
_LONG_NAME = 5


class NameRepair:
    """Puts names into drafts; reads its table when the first text is translated."""

    def __init__(self, load: Callable[[], NameTable], tokenizer: Tokenizer) -> None:
        self._load = load
        self._encode = tokenizer.encode

    def improved(self, part: Part, draft: Draft, job: Job) -> Draft:
        """The draft with its names as they are called; terms of the glossary stay."""
        if {job.source_language, job.target_language} != {"en", "zh"}:
            return draft
        found = [
            match
            for match in self._table.find(part.text, job.source_language)
            if not any(_overlap(match, term) for term in part.terms)
        ]
        if job.target_language == "zh":
            wanted = [match for match in found if match.name.translated]
            text = spelt_as_in(part.text, draft.text)
            text = with_chinese_names(wanted, text, self._table)
            text = with_known_transcriptions(wanted, text)
        else:
            names = [match.name for match in found]
            text = with_english_names(names, part.text, draft.text, self._table, self._is_one_piece)
        if text == draft.text:
            return draft
        there = applied(part.terms, text, job.target_language)
        if any(before and not now for before, now in zip(draft.terms, there, strict=False)):
            return draft
        return replace(judged(part.text, text, job, polished=True), terms=there)

    def _is_one_piece(self, word: str) -> bool:
        return len(self._encode(word)) == 1

    @cached_property
    def _table(self) -> NameTable:
        return self._load()


def with_chinese_names(wanted: list[NameMatch], output: str, table: NameTable) -> str:
    """A translation of an English sentence with Chinese for those of its names that it has left.

    As often as the sentence says a name, and as the translation calls it elsewhere, if it does.
    """
    if not wanted:
        return output
    times = Counter(match.name for match in wanted)
    text = output
    for match in reversed(table.find(output, "en")):
        name = match.name
        there = [(text.find(each), each) for each in name.renderings if each in text]
        said = sum(text.count(each) for _, each in there)
        if said < times[name] and _stands_alone(match, output):
            chinese = min(there)[1] if there else name.renderings[0]
            text = text[: match.span.start] + chinese + text[match.span.end :]
    return output if text == output else join_scripts(full_width_punctuation(text))


def with_known_transcriptions(wanted: list[NameMatch], output: str) -> str:
    """A translation with the usual Chinese for those of its names that were transcribed by ear."""
    for name in dict.fromkeys(match.name for match in wanted):
        if any(each in output for each in name.renderings):
            continue
        bracket = f"（{name.text}）"
        for run in _TRANSCRIPTION.finditer(output):
            told = output.startswith(bracket, run.end())
            if told or _nearly_the_same(run.group(), name.renderings[0]):
                output = output[: run.start()] + name.renderings[0] + output[run.end() :]
                break
    return output


def _nearly_the_same(transcribed: str, chinese: str) -> bool:
    if not _TRANSCRIPTION.fullmatch(chinese) or min(len(transcribed), len(chinese)) < 3:
        return False
    return slips(transcribed, chinese) <= (1 if len(chinese) < _LONG_NAME else 2)


def _stands_alone(match: NameMatch, text: str) -> bool:
    before, behind = text[: match.span.start], text[match.span.end :]
    if before[-1:] in ("（", "(") and behind[:1] in ("）", ")"):
        return False
    return not (_GOES_ON_BEFORE.search(before[-2:]) or _GOES_ON_BEHIND.match(behind))


def _overlap(one: NameMatch, other: TermMatch) -> bool:
    return one.span.start < other.span.end and other.span.start < one.span.end
