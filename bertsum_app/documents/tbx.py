"""Glossaries in TBX: TBX-Basic (``martif``), TBX 2008 and TBX version 3 (``tbx``).

Of each concept the terms of the source language get the first good term of the target language; terms
marked as deprecated or superseded are left out. Entities and external files are never read: a file that
declares entities of its own is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from bertsum_app.core.errors import GlossaryUnreadable
from bertsum_app.documents.glossary_tables import primary_language
from bertsum_app.text.glossary import Term, make_term

_ROOTS = frozenset({"martif", "tbx"})
_CONCEPTS = frozenset({"termEntry", "conceptEntry"})
_LANGUAGES = frozenset({"langSet", "langSec"})
_GROUPS = frozenset({"tig", "ntig", "termSec"})
_OUTDATED = ("deprecated", "superseded", "obsolete")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def terms_of_tbx(
    data: bytes, path: Path, source_language: str, target_language: str
) -> tuple[Term, ...]:
    """The terms from `source_language` into `target_language`.

    Raises:
        GlossaryUnreadable: no XML, no TBX, entities in it, or a term that is too long.
    """
    root = _parse(data, path)
    if _name(root) not in _ROOTS:
        raise GlossaryUnreadable(path, root.sourceline or 0, "this XML file is no TBX")
    terms = []
    for concept in _within(root, _CONCEPTS):
        sources = list(_terms(concept, source_language))
        targets = [text for _, text in _terms(concept, target_language)]
        for line, source in sources if targets else []:
            try:
                terms.append(make_term(source, targets[0]))
            except ValueError as error:
                raise GlossaryUnreadable(path, line, "a term is too long") from error
    return tuple(terms)


def _parse(data: bytes, path: Path) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise GlossaryUnreadable(path, line, f"no well-formed XML ({error.msg})") from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise GlossaryUnreadable(path, 1, "files that declare entities are not read")
    return root


def _terms(concept: etree._Element, language: str) -> Iterator[tuple[int, str]]:
    """Line and text of each term of a language; simplified Chinese before other kinds."""
    sections = [
        section
        for section in _within(concept, _LANGUAGES)
        if primary_language(section.get(_XML_LANG, section.get("lang", ""))) == language
    ]
    sections.sort(key=_is_traditional)
    for section in sections:
        for group in _within(section, _GROUPS):
            if any(_is_outdated(note) for note in _within(group, frozenset({"termNote"}))):
                continue
            for term in _within(group, frozenset({"term"})):
                text = "".join(term.itertext()).strip()
                if text:
                    yield term.sourceline or 0, text


def _is_traditional(section: etree._Element) -> bool:
    tag = str(section.get(_XML_LANG, section.get("lang", ""))).lower()
    return any(part in tag for part in ("hant", "tw", "hk", "mo"))


def _is_outdated(note: etree._Element) -> bool:
    status = "".join(note.itertext()).lower()
    return note.get("type") == "administrativeStatus" and any(word in status for word in _OUTDATED)


def _within(element: etree._Element, names: frozenset[str]) -> Iterator[etree._Element]:
    return (each for each in element.iterdescendants() if _name(each) in names)


def _name(element: etree._Element) -> str:
    """The name without its namespace; empty for what is no element (a reference to an entity)."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
