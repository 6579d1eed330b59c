"""Which names are worth a place in the table, and what each is called: by what people wrote."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bertsum_app.core.atomic import write_text_atomic
from bertsum_app.corpus import recipe_data
from bertsum_app.corpus.names.by_hand import names_by_hand
from bertsum_app.corpus.names.lexicon import lexicon_names
from bertsum_app.corpus.names.mining import mined_names
from bertsum_app.corpus.readers import read_passages
from bertsum_app.text.names import NAMES_FILE, NameTable
from bertsum_app.text.transcription import TRANSCRIBING

BY_HAND_FILE = "by-hand.tsv"
#: From so many pairs on what people made of a name decides about it.
_ENOUGH = 3
#: A name is written in the other language in at least this share of the pairs, and left in at most that.
_LEAST_WRITTEN, _MOST_LEFT = 0.4, 0.4
#: A single word that is no known place or person is none if it is written small more often than this.
_SMALL_SHARE = 0.03
_SMALL_WORD = re.compile(r"\b[a-z]+\b")
_CAPITALISED_WORD = re.compile(r"\b[A-Z][a-z]+\b")


@dataclass
class Uses:
    """How often a name was met; with any and with each of its renderings, and left as it is."""

    times: int = 0
    rendered: int = 0
    left: int = 0
    with_rendering: Counter[str] = field(default_factory=Counter)

    def decides(self) -> bool | None:
        """Whether people render the name in the other language; None: too seldom met to say."""
        if self.times < _ENOUGH:
            return False if self.left == self.times > self.rendered else None
        written = self.rendered >= _LEAST_WRITTEN * self.times
        return written and self.left <= _MOST_LEFT * self.times


@dataclass(frozen=True)
class Evidence:
    """What the collection says of names in English and in Chinese."""

    english: Mapping[str, Uses]
    chinese: Mapping[str, Uses]
    small: Mapping[str, int]
    great: Mapping[str, int]
    #: How often Chinese names stand in news and in an encyclopaedia.
    passages: Mapping[str, int]


def write_table(data: Path, folder: Path, report: Callable[[str], None]) -> None:
    """Make the table of names in `folder` anew, from the collection and its list made by hand.

    Raises:
        CorpusUnreadable: the collection or the list cannot be read.
        ResourceError: the table cannot be written.
    """
    rows = build_table(data, names_by_hand(folder / BY_HAND_FILE), report)
    write_text_atomic(folder / NAMES_FILE, "".join("\t".join(row) + "\n" for row in rows))


def build_table(
    data: Path, by_hand: Mapping[str, str], report: Callable[[str], None]
) -> list[tuple[str, str, str]]:
    """Rows of a `NameTable`, in order; `by_hand` is as `names_by_hand` gives it.

    Raises:
        CorpusUnreadable: the collection cannot be read.
    """
    lexicon = list(lexicon_names(data))
    known = {name.english for name in lexicon if name.known}
    mined = list(mined_names(data, lexicon))
    report(f"{len(lexicon):,} names in the lexicon, {len(mined):,} in pairs")
    candidates: dict[tuple[str, str], None] = dict.fromkeys(
        (english, chinese) for english, chinese in by_hand.items() if chinese
    )
    candidates.update(dict.fromkeys((name.english, name.chinese) for name in lexicon))
    candidates.update(dict.fromkeys((name.english, name.chinese) for name in mined))
    evidence = gather(data, candidates)
    rows = choose(candidates, by_hand, known, evidence)
    report(f"{len(rows):,} rows")
    return rows


def gather(data: Path, candidates: Iterable[tuple[str, str]]) -> Evidence:
    """What the collection's translators made of the candidates (English, Chinese).

    Raises:
        CorpusUnreadable: the collection cannot be read.
    """
    table = NameTable((english, chinese, "zh en") for english, chinese in candidates)
    uses: dict[str, dict[str, Uses]] = {"en": {}, "zh": {}}
    small: Counter[str] = Counter()
    great: Counter[str] = Counter()
    for domain in recipe_data.PARALLEL_DOMAINS:
        if domain == "lexicon":
            continue
        for pair in recipe_data.training_pairs(data, domain):
            small.update(_SMALL_WORD.findall(pair.english))
            great.update(_CAPITALISED_WORD.findall(pair.english))
            for language, text, other in (
                ("en", pair.english, pair.chinese),
                ("zh", pair.chinese, pair.english),
            ):
                for name in {match.name for match in table.find(text, language)}:
                    of_name = uses[language].setdefault(name.text, Uses())
                    there = [each for each in name.renderings if each in other]
                    of_name.times += 1
                    of_name.rendered += bool(there)
                    of_name.left += name.text in other
                    of_name.with_rendering.update(there)
    passages: Counter[str] = Counter()
    for file in ("zh_news", "zh_wiki"):
        for passage in read_passages(data / "monolingual" / f"{file}.txt.xz"):
            passages.update({match.name.text for match in table.find(passage, "zh")})
    return Evidence(uses["en"], uses["zh"], small, great, passages)


def choose(
    candidates: Iterable[tuple[str, str]],
    by_hand: Mapping[str, str],
    known: set[str],
    evidence: Evidence,
) -> list[tuple[str, str, str]]:
    """The rows of the table: which pairs are translations, and into which language."""
    renderings: dict[str, defaultdict[str, list[str]]] = {
        "en": defaultdict(list),
        "zh": defaultdict(list),
    }
    for english, chinese in candidates:
        renderings["en"][english].append(chinese)
        renderings["zh"][chinese].append(english)
    into: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for english, of_name in renderings["en"].items():
        chosen = by_hand.get(english)
        if chosen:
            into[english, chosen].append("zh")
        elif chosen is None:
            best = _usual_chinese(english, of_name, evidence)
            if _is_rendered(english, best, english in known, evidence):
                into[english, best].append("zh")
    for chinese, of_name in renderings["zh"].items():
        uses = evidence.chinese.get(chinese, Uses())
        best = max(of_name, key=lambda each: (uses.with_rendering[each], -len(each), each))
        if uses.times >= _ENOUGH and uses.with_rendering[best] >= _LEAST_WRITTEN * uses.times:
            into[best, chinese].append("en")
    return sorted(
        (english, chinese, " ".join(into[english, chinese]) or "-")
        for english, chinese in candidates
    )


def _usual_chinese(english: str, renderings: Iterable[str], evidence: Evidence) -> str:
    with_rendering = evidence.english.get(english, Uses()).with_rendering
    return max(
        renderings, key=lambda each: (with_rendering[each], evidence.passages.get(each, 0), each)
    )


def _is_rendered(english: str, chinese: str, known: bool, evidence: Evidence) -> bool:
    """Whether an English name is to be written in Chinese."""
    decided = evidence.english.get(english, Uses()).decides()
    if decided is not None:
        return decided
    if english.isupper():  # letters stand for too many things
        return False
    if known or TRANSCRIBING.issuperset(chinese.replace("·", "")):
        return True
    words = evidence.small.get(english.lower(), 0), evidence.great.get(english, 0)
    return " " not in english and words[0] <= _SMALL_SHARE * words[1]
