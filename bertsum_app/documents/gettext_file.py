"""Catalogues of messages (PO, POT): what is not translated yet gets a translation, to be looked over.

Messages that have one keep it. New ones are marked `fuzzy`, as is the custom for what a machine wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bertsum_app.documents import kinds
from bertsum_app.documents.accelerators import Accelerator, find_accelerator, mark_for
from bertsum_app.documents.errors import DocumentDamaged
from bertsum_app.documents.format import Format, Source, WriteOptions, Written
from bertsum_app.documents.gettext_entries import (
    GettextEntry,
    GettextString,
    GettextSyntaxError,
    escaped,
    literals,
    read_entries,
)
from bertsum_app.documents.held_languages import check_languages
from bertsum_app.documents.kinds import Kind
from bertsum_app.documents.model import Document, NewText, Rewriting
from bertsum_app.documents.source_slots import (
    Patch,
    Slot,
    SlotBuilder,
    line_end_of,
    render_marks,
    splice,
)

_CHARSET = re.compile(rb"Content-Type:[^\n\"]{0,80}?charset=([\w.:-]{1,40})")
_MARKUP = re.compile(r"<(/?)([A-Za-z][\w:-]*)((?:\s[^<>]*)?)(/?)>")
#: What programs put in: printf's fields, Python's and Qt's; blanks are no flag here.
_FIELDS = re.compile(
    r"%(?:\d+\$|\(\w+\))?[-+#0']*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|q|j|z|t|L)?"
    r"[diouxXeEfFgGaAcsSpnm%]|%L?\d{1,2}|\$?\{[^{}\n]{0,60}\}"
)
_NO_FIELDS = re.compile(r"(?!)")
_PLURALS = {"zh": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}
_HEADER_LANGUAGE = re.compile(r"(Language:[ \t]*)([A-Za-z_@.-]*)(?=\\n)")
_HEADER_PLURALS = re.compile(r"(Plural-Forms:[ \t]*)((?:[^\\\"]|\\[^n\"])*)(?=\\n)")
_HEADER_CHARSET = re.compile(r"(charset=)([\w.:-]+)")
_COUNT = re.compile(r"nplurals\s*=\s*(\d)")


class GettextFile(Format):
    """PO, and POT, the empty form of it."""

    kind: ClassVar[Kind] = kinds.GETTEXT

    @classmethod
    def read(cls, source: Source) -> Document:
        """Read the messages; each plural is a block of its own."""
        text, encoding = _decoded(source)
        entries = list(_entries(source, text))
        slots = [slot for entry in entries for slot in entry.slots]
        return Document(
            cls.kind.name,
            tuple(each.slot.block for each in slots),
            encoding,
            translated_into=_translated_into(text, entries),
        )

    @classmethod
    def write(cls, source: Source, rewriting: Rewriting, options: WriteOptions) -> Written:
        """Write; both languages are there anyhow, so bilingual files are no others.

        Raises:
            DocumentOtherLanguage: it holds translations into another language already.
        """
        text, encoding = _decoded(source)
        line_end = line_end_of(text)
        entries = list(_entries(source, text))
        check_languages(source.path, _translated_into(text, entries), options.language)
        header, has_some = _header(entries), _has_translations(entries)
        count = _COUNT.match(_header_field(text, header, _HEADER_PLURALS))
        forms = int(count.group(1)) if count and has_some else 0
        forms = forms or (1 if options.language == "zh" else 2)
        patches: list[Patch] = []
        first = 0
        for each in entries:
            new = [rewriting.get(first + number) for number in range(len(each.slots))]
            first += len(each.slots)
            if new and all(new) and each.slots[0].slot.block.translate:
                patches += each.patches([c for c in new if c is not None], forms, line_end)
        written = splice(text, patches)
        if not patches:
            return Written(text.encode(encoding))
        return Written(_encoded(_with_header(written, options, has_some), encoding))


@dataclass(frozen=True)
class _Message:
    """A message as a slot of its own text; what it is translated to stands elsewhere."""

    slot: Slot
    accelerator: Accelerator | None

    def rendered(self, content: NewText) -> str:
        """The translation as it stands between quotes."""
        slot = self.slot
        if self.accelerator is None:
            return render_marks(slot, content, escaped)
        sign, at = mark_for(content.text, self.accelerator)
        text = content.text[:at] + sign + content.text[at:]

        def moved(place: int, *, is_end: bool) -> int:
            return place + len(sign) if place > at or (place == at and not is_end) else place

        marks = tuple((moved(a, is_end=False), moved(b, is_end=True)) for a, b in content.marks)
        fitting = all(a <= b for a, b in marks)
        return render_marks(slot, NewText(text, marks) if fitting else content, escaped)


@dataclass(frozen=True)
class _Entry:
    entry: GettextEntry
    slots: tuple[_Message, ...]

    def patches(self, new: list[NewText], forms: int, line_end: str) -> Iterator[Patch]:
        """The changes that put in a translation."""
        words = [slot.rendered(content) for slot, content in zip(self.slots, new, strict=True)]
        strings = self.entry.translations
        if self.entry.plural is None:
            yield Patch(strings[0].start, strings[0].end, literals(words[0], line_end))
        else:
            chosen = [words[-1]] if forms == 1 else [words[0], *words[1:] * (forms - 1)]
            lines = [f"msgstr[{n}] {literals(text, line_end)}" for n, text in enumerate(chosen)]
            # From the keyword of the first to the end of the last.
            yield Patch(strings[0].keyword, strings[-1].end, line_end.join(lines))
        if "fuzzy" in self.entry.flags:
            return
        if self.entry.flags_end is None:
            yield Patch(self.entry.start, self.entry.start, f"#, fuzzy{line_end}")
        else:
            yield Patch(self.entry.flags_end, self.entry.flags_end, ", fuzzy")


def _decoded(source: Source) -> tuple[str, str]:
    if source.encoding is None:
        named = _CHARSET.search(source.data[:20_000])
        name = named.group(1).decode("ascii").lower() if named else ""
        if name and name != "charset":
            try:
                return source.data.decode(name), name
            except (UnicodeError, LookupError):
                pass  # it says what it is not
    return source.decoded()


def _encoded(text: str, encoding: str) -> bytes:
    """In its encoding, or in UTF-8, which it then says."""
    try:
        if not re.search("charset=CHARSET", text[:20_000]):
            return text.encode(encoding)
    except UnicodeEncodeError:
        pass
    return _HEADER_CHARSET.sub(r"\g<1>UTF-8", text, count=1).encode("utf-8", "replace")


def _entries(source: Source, text: str) -> Iterator[_Entry]:
    try:
        for entry in read_entries(text):
            strings = [entry.id, *([entry.plural] if entry.plural else [])]
            translate = not entry.is_translated
            slots = (_message(string, entry, translate=translate) for string in strings)
            found = tuple(slot for slot in slots if slot is not None)
            if len(found) < len(strings) or not entry.id.text:
                found = ()
            yield _Entry(entry, found)
    except GettextSyntaxError as error:
        raise DocumentDamaged(source.path, str(error)) from error


def _message(string: GettextString, entry: GettextEntry, *, translate: bool) -> _Message | None:
    text = string.text
    accelerator = find_accelerator(text)
    if accelerator is not None:
        text = text[: accelerator.start] + text[accelerator.end :]
    builder = SlotBuilder()
    fields = _FIELDS if any(_says_fields(flag) for flag in entry.flags) else _NO_FIELDS
    tags = list(_MARKUP.finditer(text))
    paired = _paired(tags)
    at = 0
    for index, tag in enumerate(tags):
        _add_fields(builder, text[at : tag.start()], fields)
        raw = escaped(tag.group())
        if tag.group(2).lower() == "br":
            builder.keep("\n", raw)
        elif index not in paired:
            builder.keep(tag.group(), raw)
        elif tag.group(1):
            builder.close(raw, tag.group(2))
        else:
            builder.open(raw, tag.group(2))
        at = tag.end()
    _add_fields(builder, text[at:], fields)
    slot = builder.finish("table-cell", string.start, string.end, translate=translate)
    return None if slot is None else _Message(slot, accelerator)


def _says_fields(flag: str) -> bool:
    return flag.endswith("-format") and not flag.startswith("no-")


def _add_fields(builder: SlotBuilder, text: str, fields: re.Pattern[str]) -> None:
    at = 0
    for found in fields.finditer(text):
        builder.text(text[at : found.start()])
        builder.keep(found.group(), escaped(found.group()))
        at = found.end()
    builder.text(text[at:])


def _paired(tags: list[re.Match[str]]) -> set[int]:
    """The tags that open or close, each with its other half, rightly nested."""
    found: set[int] = set()
    waiting: list[int] = []
    for index, tag in enumerate(tags):
        if tag.group(4):
            continue
        if not tag.group(1):
            waiting.append(index)
            continue
        for place in range(len(waiting) - 1, -1, -1):
            if tags[waiting[place]].group(2) == tag.group(2):
                found |= {waiting[place], index}
                del waiting[place:]
                break
    return found


def _header(entries: Sequence[_Entry]) -> GettextEntry | None:
    return next((each.entry for each in entries if not each.entry.id.text), None)


def _has_translations(entries: Sequence[_Entry]) -> bool:
    return any(each.entry.is_translated for each in entries if each.entry.id.text)


def _translated_into(text: str, entries: Sequence[_Entry]) -> tuple[str, ...]:
    said = _header_field(text, _header(entries), _HEADER_LANGUAGE)
    return (said,) if said and _has_translations(entries) else ()


def _header_field(text: str, header: GettextEntry | None, field: re.Pattern[str]) -> str:
    if header is None:
        return ""
    string = header.translations[0]
    found = field.search(text, string.start, string.end)
    return found.group(2).strip() if found else ""


def _with_header(text: str, options: WriteOptions, has_some: bool) -> str:
    """The catalogue with its language, and the forms of its plurals where they were open."""
    header = next((each for each in read_entries(text) if not each.id.text), None)
    if header is None:
        return text
    string = header.translations[0]
    inside = text[string.start : string.end]
    if not _header_field(text, header, _HEADER_LANGUAGE) or not has_some:
        inside = _HEADER_LANGUAGE.sub(rf"\g<1>{options.language}", inside, count=1)
    if not has_some and options.language in _PLURALS:
        plurals = _PLURALS[options.language]
        inside = _HEADER_PLURALS.sub(lambda match: match.group(1) + plurals, inside, count=1)
    return text[: string.start] + inside + text[string.end :]
