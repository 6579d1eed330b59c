"""TMX and XLIFF, well-formed and not."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from bertsum_app.core.errors import CorpusUnreadable
from bertsum_app.corpus.formats.xml_files import Unit, read_units

TMX = """<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="en-US"/><body>
<tu tuid="1"><note>aside</note>
  <tuv xml:lang="en-US"><seg>Press <bpt i="1">&lt;b&gt;</bpt>Save<ept i="1">/</ept> &amp; go.</seg>
  </tuv>
  <tuv xml:lang="zh-CN"><seg>按<hi>保存</hi>，
  继续。</seg></tuv>
</tu>
<tu><tuv xml:lang="en-US"><seg>Open.</seg></tuv></tu>
</body></tmx>
"""
XLIFF_1 = """<?xml version="1.0"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file source-language="en" target-language="zh-CN" original="a" datatype="plaintext"><body>
<trans-unit id="1"><source>Press <g id="1">Save</g><x id="2"/>.</source>
<target>按<g id="1">保存</g>。</target>
<alt-trans><source>Old</source><target>旧</target></alt-trans></trans-unit>
<trans-unit id="2"><source>Not yet</source></trans-unit>
</body></file></xliff>
"""
XLIFF_2 = """<?xml version="1.0"?>
<xliff version="2.1" srcLang="en" trgLang="zh" xmlns="urn:oasis:names:tc:xliff:document:2.0">
<file id="f"><unit id="1"><segment><source>One <pc id="1">two</pc><ph id="2"/></source>
<target>一<pc id="1">二</pc></target></segment>
<ignorable><source> </source></ignorable>
<segment><source>Three</source><target>三</target></segment></unit></file></xliff>
"""


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030", "gbk"])
def test_tmx_gives_the_texts_without_codes(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path / "a.tmx", TMX.format(encoding=encoding), encoding)
    first, second = read_units(path)
    assert first == Unit(4, {"en-US": "Press Save & go.", "zh-CN": "按保存， 继续。"})
    assert second.texts == {"en-US": "Open."}


def test_xliff_1_gives_the_translation_and_no_proposals(tmp_path: Path) -> None:
    units = list(read_units(written(tmp_path / "a.xlf", XLIFF_1)))
    assert [unit.texts for unit in units] == [
        {"en": "Press Save.", "zh-CN": "按保存。"},
        {"en": "Not yet"},
    ]


def test_xliff_2_gives_a_unit_for_each_segment(tmp_path: Path) -> None:
    units = list(read_units(written(tmp_path / "a.xlf", XLIFF_2)))
    assert [unit.texts for unit in units] == [
        {"en": "One two", "zh": "一二"},
        {"en": "Three", "zh": "三"},
    ]


BOMB = """<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<tmx><body><tu><tuv xml:lang="en"><seg>&b;</seg></tuv></tu></body></tmx>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<tmx><body><tu><tuv xml:lang="en"><seg>&a;</seg></tuv></tu></body></tmx>"""


@pytest.mark.parametrize("text", [BOMB, OUTSIDE])
def test_files_with_entities_of_their_own_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(CorpusUnreadable, match="entity") as caught:
        list(read_units(written(tmp_path / "bomb.tmx", text)))
    assert caught.value.params["line"] == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "broken"),
        ("no xml at all", "broken"),
        (TMX.format(encoding="utf-8")[:-12], "broken"),
        ("<html><body/></html>", "neither TMX nor XLIFF"),
        ("<tmx>" + "<tu>" * 200, "deep"),
        ('<?xml version="1.0" encoding="klingon"?><tmx/>', "klingon"),
    ],
)
def test_other_xml_ends_in_words(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(CorpusUnreadable, match=reason) as caught:
        list(read_units(written(tmp_path / "bad.tmx", text)))
    line = caught.value.params["line"]
    assert isinstance(line, int)
    assert line >= 1


def test_units_before_the_fault_have_been_given(tmp_path: Path) -> None:
    unit = '<tu><tuv xml:lang="en"><seg>a</seg></tuv></tu>\n'
    units = read_units(written(tmp_path / "cut.tmx", "<tmx><body>\n" + unit * 5000))
    given: list[object] = []
    with pytest.raises(CorpusUnreadable) as caught:
        given.extend(units)
    assert len(given) > 4000
    assert caught.value.params["line"] == 5002


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    unit = (
        '<tu><tuv xml:lang="en"><seg>{0} a</seg></tuv><tuv xml:lang="zh"><seg>字</seg></tuv></tu>\n'
    )
    peaks = []
    for count in (2_000, 40_000):
        body = "".join(unit.format(number) for number in range(count))
        path = written(tmp_path / f"{count}.tmx", f"<tmx><body>{body}</body></tmx>")
        del body
        tracemalloc.start()
        assert sum(1 for _ in read_units(path)) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]
