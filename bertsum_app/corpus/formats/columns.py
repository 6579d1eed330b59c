"""Which column of a table holds what, guessed from names and contents; a person can correct it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bertsum_app.core.errors import CorpusUnreadable
from bertsum_app.text.chinese import count_cjk

_LETTER = re.compile(r"[^\W\d_]")

#: How each role is called in headers and as a JSON key (the last part, where there are dots).
_NAMES: Mapping[str, frozenset[str]] = {
    "en": frozenset({"en", "eng", "english", "en-us", "en-gb", "en_us", "英文", "英语", "英語"}),
    "zh": frozenset(
        {"zh", "zho", "chi", "chinese", "zh-cn", "zh_cn", "zh-hans", "cmn", "中文", "汉语", "漢語"}
    ),
    "text": frozenset(
        {"text", "article", "document", "content", "body", "review", "sentence", "comment"}
        | {"正文", "原文", "文本", "内容", "评论"}
    ),
    "summary": frozenset(
        {"summary", "abstract", "headline", "title", "highlights", "摘要", "标题", "概要"}
    ),
    "label": frozenset(
        {"label", "labels", "sentiment", "polarity", "class", "rating", "stars", "score"}
        | {"标签", "情感", "评分", "星级"}
    ),
    "language": frozenset({"lang", "language", "语言"}),
}
_UNTOLD = frozenset(
    {"source", "target", "src", "tgt", "src_text", "tgt_text", "译文", "domain", "id"}
)
_HAN_COLUMN, _LATIN_COLUMN = 0.2, 0.3
_LABEL_LENGTH = 12


@dataclass(frozen=True)
class Columns:
    """Where each role stands (from 0), the names if the file has them, and rows to skip."""

    roles: Mapping[str, int]
    names: tuple[str, ...] = ()
    header_rows: int = 0
    sure: bool = True

    def describe(self) -> str:
        """As in ``en=2 zh=3``: what `parse_columns` reads, counted from 1."""
        return " ".join(f"{role}={index + 1}" for role, index in self.roles.items())


def parse_columns(text: str) -> dict[str, str]:
    """``en=2,zh=3`` or ``en=english,zh=chinese`` as a mapping of role to number or name.

    Raises:
        ValueError: not of this form, or an unknown role.
    """
    found = {}
    for part in text.replace(" ", ",").split(","):
        if not part:
            continue
        role, equals, column = part.partition("=")
        if not equals or role not in _NAMES or not column:
            raise ValueError(f"{part!r} is not ROLE=COLUMN with a role of {', '.join(_NAMES)}")
        found[role] = column
    return found


def find_columns(
    path: Path,
    sample: Sequence[Sequence[str]],
    wanted: Sequence[str],
    given: Mapping[str, str],
    names: tuple[str, ...] = (),
) -> Columns:
    """Where the `wanted` roles stand.

    Args:
        path: names the file in errors.
        sample: the first rows.
        wanted: roles that the task needs, such as "en" and "zh".
        given: what the person said, by role; goes before any guess.
        names: of the columns, where the format has them; otherwise the first row may be a header.

    Raises:
        CorpusUnreadable: a role cannot be found, or a column given is not there.
    """
    header_rows = 0
    if not names and sample and _is_header(sample[0]):
        names, header_rows = tuple(cell.strip() for cell in sample[0]), 1
    rows = [row for row in sample[header_rows:] if row]
    width = max((len(row) for row in rows), default=len(names))
    known = {role: _given(path, column, names, width) for role, column in given.items()}
    roles = {role: known[role] for role in wanted if role in known}
    for index, name in enumerate(names):
        last = name.lower().rpartition(".")[2]
        for role in (*wanted, "language"):
            if last in _NAMES[role] and role not in roles and index not in roles.values():
                roles[role] = index
    missing = [role for role in wanted if role not in roles]
    sure = True
    if missing:
        free = [index for index in range(width) if index not in roles.values()]
        guessed, sure = _guess(missing, free, rows)
        roles.update(guessed)
    still = [role for role in wanted if role not in roles]
    if still:
        columns = ", ".join(names) if names else str(width)
        raise CorpusUnreadable(
            path=path,
            line=1,
            reason=f"no column found for {' and '.join(still)} (columns: {columns}); say which, as in "
            + ",".join(f"{role}={number}" for number, role in enumerate(wanted, start=1)),
        )
    ordered = {role: roles[role] for role in (*wanted, "language") if role in roles}
    return Columns(ordered, names, header_rows, sure)


def _is_header(row: Sequence[str]) -> bool:
    cells = [cell.strip().lower() for cell in row]
    told = frozenset().union(*_NAMES.values(), _UNTOLD)
    return sum(cell in told for cell in cells) >= min(2, max(1, len(cells)))


def _given(path: Path, column: str, names: Sequence[str], width: int) -> int:
    if column in names:
        return names.index(column)
    if column.isdecimal() and 1 <= int(column) <= width:
        return int(column) - 1
    shown = ", ".join(names) if names else f"1 to {width}"
    raise CorpusUnreadable(path=path, line=1, reason=f"no column {column}; there are {shown}")


def _guess(
    missing: Sequence[str], free: Sequence[int], rows: Sequence[Sequence[str]]
) -> tuple[dict[str, int], bool]:
    """Roles by what the columns hold; and whether that is more than a guess by position."""
    cells = {index: [row[index] for row in rows if index < len(row)] for index in free}
    lengths = {index: sum(map(len, texts)) for index, texts in cells.items()}
    by_length = sorted((index for index in free if lengths[index]), key=lambda i: -lengths[i])
    found: dict[str, int] = {}
    if {"en", "zh"} & set(missing):
        han = {index: _han_share(texts) for index, texts in cells.items()}
        chinese = [index for index in by_length if han[index] >= _HAN_COLUMN]
        english = [
            index for index in by_length if han[index] < _LATIN_COLUMN and index not in chinese
        ]
        if chinese and "zh" in missing:
            found["zh"] = chinese[0]
        if english and "en" in missing:
            found["en"] = english[0]
        rest = [index for index in by_length if index not in found.values()]
        if len(free) == len(missing) and rest:
            # Rows with swapped sides leave both columns mixed: by place, then.
            for role, index in zip(missing, sorted(free), strict=True):
                found.setdefault(role, index)
            if len(set(found.values())) == len(found):
                return found, False
            return dict(zip(missing, sorted(free), strict=True)), False
        return found, True
    if "label" in missing:
        short = [i for i in by_length if cells[i] and max(map(len, cells[i])) <= _LABEL_LENGTH]
        short.sort(key=lambda index: len(set(cells[index])))
        told = [i for i in short if all(is_label(cell) for cell in cells[i])]
        if told:
            found["label"] = told[0]
            by_length.remove(told[0])
    for role in ("text", "summary"):
        if role in missing and by_length:
            found[role] = by_length.pop(0)
    return found, True


def _han_share(texts: Iterable[str]) -> float:
    joined = "".join(texts)
    letters = len(_LETTER.findall(joined))
    return count_cjk(joined) / letters if letters else 0.0


_POSITIVE = frozenset(
    {"1", "pos", "positive", "good", "true", "+", "正", "正面", "积极", "好评", "正向", "好"}
)
_NEGATIVE = frozenset(
    {"0", "-1", "neg", "negative", "bad", "false", "-", "负", "负面", "消极", "差评", "负向", "差"}
)
_STARS = frozenset("12345")


def is_label(text: str) -> bool:
    """Whether some scale of ours has this label."""
    cell = text.strip().lower()
    return cell in _POSITIVE or cell in _NEGATIVE or cell in _STARS


class LabelScale:
    """Good or bad by the labels that a file uses: 0/1, words, -1/1, 1/2 or one to five stars."""

    def __init__(self, labels: Iterable[str]) -> None:
        """`labels`: those of a sample, to tell the scale."""
        found = {label.strip().lower() for label in labels}
        self.name = "good/bad"
        self._good, self._bad, self._neither = _POSITIVE, _NEGATIVE, frozenset[str]()
        if found and found <= _STARS and found - {"1"}:
            if found <= {"1", "2"}:
                self.name = "1/2"
                self._good, self._bad = frozenset("2"), frozenset("1")
            else:
                self.name = "1 to 5 stars"
                self._good, self._bad = frozenset("45"), frozenset("12")
                self._neither = frozenset("3")

    def positive(self, label: str) -> bool | None:
        """Good, bad, or None for neither (three stars).

        Raises:
            ValueError: no label of this scale.
        """
        cell = label.strip().lower()
        if cell in self._neither:
            return None
        if cell in self._good:
            return True
        if cell in self._bad:
            return False
        raise ValueError(f"the label {label.strip()[:20]!r} is not of the scale {self.name}")
