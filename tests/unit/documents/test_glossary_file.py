"""Glossaries from files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.errors import (
    GlossaryEmpty,
    GlossaryUnreadable,
    UnknownEncoding,
    UnreadableFile,
)
from bertsum_app.documents.glossary_file import MAX_BYTES, read_glossary
from bertsum_app.documents.glossary_tables import table_of, terms_of_table
from bertsum_app.text.glossary import Glossary, Term, make_term

MARTIF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><text><body>
<termEntry id="1">
  <langSet xml:lang="en-US"><tig><term>cloud  computing</term></tig>
    <tig><term>cloud stuff</term>
      <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
  <langSet xml:lang="zh-TW"><tig><term>雲端運算</term></tig></langSet>
  <langSet xml:lang="zh-CN"><ntig><termGrp><term>云<hi>计算</hi></term></termGrp></ntig></langSet>
</termEntry>
<termEntry id="2"><langSet xml:lang="en"><tig><term>lonely</term></tig></langSet></termEntry>
</body></text></martif>
"""
TBX3 = """<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Core" style="dct" xml:lang="en">
<text><body><conceptEntry id="c1">
  <langSec xml:lang="en"><termSec><term>kernel</term></termSec>
    <termSec><term>core</term></termSec></langSec>
  <langSec xml:lang="zh"><termSec><term>内核</term></termSec></langSec>
</conceptEntry></body></text></tbx>
"""


def read(
    tmp_path: Path, content: str | bytes, name: str = "terms.csv"
) -> list[tuple[str, str | None]]:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [(term.source, term.target) for term in read_glossary(path, "en", "zh").terms]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("cat,猫\ndog,狗", [("cat", "猫"), ("dog", "狗")]),
        ("cat\t猫\r\n\r\nSQL\t\r\nHTML\n", [("cat", "猫"), ("SQL", None), ("HTML", None)]),
        ("cat;猫\nSQL;SQL\n", [("cat", "猫"), ("SQL", None)]),
        ('"cat, big","猫 ""大"""\n', [("cat, big", '猫 "大"')]),
        ('say "cat"\t说“猫”\n', [('say "cat"', "说“猫”")]),
        ("zh-CN,note,en_US\n猫,animal,cat\n", [("cat", "猫")]),
        ("source,target\ncat,猫\n", [("cat", "猫")]),
        ("猫,cat\n狗,dog\n", [("cat", "猫"), ("dog", "狗")]),
        ("cat,猫\ncat,猫咪\n", [("cat", "猫咪")]),
        ('"two\nlines",双行\ncat,猫\n', [("two lines", "双行"), ("cat", "猫")]),
        ("#include,包含\n", [("#include", "包含")]),
    ],
)
def test_tables(tmp_path: Path, content: str, expected: list[tuple[str, str | None]]) -> None:
    assert read(tmp_path, content) == expected


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    content = "weather,天气\nfile,文件\n".encode(encoding)
    assert read(tmp_path, content) == [("weather", "天气"), ("file", "文件")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_tbx_basic(tmp_path: Path, encoding: str) -> None:
    content = MARTIF.replace("UTF-8", encoding).encode(encoding)
    assert read(tmp_path, content, "terms.tbx") == [("cloud computing", "云计算")]


def test_tbx_version_3_and_back(tmp_path: Path) -> None:
    assert read(tmp_path, TBX3) == [("kernel", "内核"), ("core", "内核")]
    back = read_glossary(tmp_path / "terms.csv", "zh", "en")
    assert back.terms == (Term("内核", "kernel"),)


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("cat,猫\n\n,狗\n", 3, "no term"),
        ('"a\nb",c\n' + "x" * 201 + ",长\n", 3, "too long"),
        ('cat,"猫\n', 1, "unexpected end"),
        ("<tbx>\n<text>\n</tbx>", 3, "well-formed"),
        ("<html/>", 1, "no TBX"),
        (TBX3.replace("kernel", "k" * 201), 3, "too long"),
    ],
)
def test_what_breaks_the_format_is_told_by_line(
    tmp_path: Path, content: str, line: int, reason: str
) -> None:
    with pytest.raises(GlossaryUnreadable) as caught:
        read(tmp_path, content)
    assert caught.value.params["line"] == line
    assert reason in str(caught.value.params["reason"])


def test_entities_are_refused_and_never_expanded(tmp_path: Path) -> None:
    bomb = "<!DOCTYPE tbx [<!ENTITY a '" + "ha" * 1000 + "'>"
    bomb += "".join(
        f"<!ENTITY {b} '{f'&{a};' * 100}'>" for a, b in zip("abcd", "bcde", strict=True)
    )
    bomb += "]>" + TBX3.replace("kernel", "&e;")
    with pytest.raises(GlossaryUnreadable):
        read(tmp_path, bomb)


def test_other_files_are_not_read_for_entities(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    attack = f"<!DOCTYPE tbx [<!ENTITY x SYSTEM '{secret.as_uri()}'>]>" + TBX3.replace(
        "kernel", "&x;"
    )
    with pytest.raises(GlossaryUnreadable, match="entities"):
        read(tmp_path, attack)


def test_files_that_hold_nothing_of_use(tmp_path: Path) -> None:
    for content in ("", "\n \n", "<tbx/>", TBX3.replace('"zh"', '"de"')):
        with pytest.raises(GlossaryEmpty):
            read(tmp_path, content)
    with pytest.raises(UnknownEncoding):
        read(tmp_path, bytes(range(128, 256)) * 4)
    with pytest.raises(UnreadableFile):
        read_glossary(tmp_path / "missing.csv", "en", "zh")
    with pytest.raises(UnreadableFile):
        read_glossary(tmp_path, "en", "zh")
    with pytest.raises(GlossaryUnreadable, match="bytes"):
        read(tmp_path, b"a" * (MAX_BYTES + 1))


sides = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@given(st.lists(st.tuples(sides, st.none() | sides)))
def test_export_and_import_give_the_same(pairs: list[tuple[str, str | None]]) -> None:
    terms = []
    for source, target in pairs:
        try:
            terms.append(make_term(source, target))
        except ValueError:
            continue
    exported = table_of(Glossary("en", "zh", tuple(terms)))
    assert terms_of_table(exported, Path("x.tsv"), "en", "zh") == tuple(terms)


def test_what_stays_as_it_is_does_so_in_both_directions(tmp_path: Path) -> None:
    read(tmp_path, "en,zh\ncat,猫\nSQL,\n")
    back = read_glossary(tmp_path / "terms.csv", "zh", "en")
    assert back.terms == (Term("猫", "cat"), Term("SQL", None))
