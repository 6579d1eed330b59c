"""The table of names, made from a small collection."""

from __future__ import annotations

import lzma
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from bertsum_app.corpus import recipe_data
from bertsum_app.corpus.names.by_hand import names_by_hand
from bertsum_app.corpus.names.lexicon import lexicon_names
from bertsum_app.corpus.names.mining import mined_names
from bertsum_app.corpus.names.table import BY_HAND_FILE, build_table, write_table
from bertsum_app.text.names import NAMES_FILE, NameTable

LEXICON = (
    ("cc-cedict", "Khartoum, capital of Sudan", "喀土穆"),
    ("cc-cedict", "Mie prefecture in central Japan", "三重县"),
    ("cc-cedict", "Clayton or Crichton", "克莱顿"),
    ("cc-cedict", "Nyeva or Neva River", "涅瓦河"),
    ("cc-cedict", "to walk", "走"),
    ("cc-cedict", "I", "哀家"),
    ("cc-cedict", "Linux", "利纳克斯"),
    ("cc-cedict", "Rogue", "小淘气"),
    ("cldr", "Carian", "卡里亚文"),
    ("cldr", "Perth", "珀斯"),
    ("cow", "Perth", "帕斯"),
)
NEWS = (
    ("Mr Merkel said that Linux is free.", "默克尔说Linux免费。"),
    ("The rogue met Merkel.", "流氓遇见默克尔。"),
    ("In Perth they saw Merkel.", "他们在珀斯见了默克尔。"),
    ("All of Linux, said Merkel, is there.", "默克尔说，Linux都有。"),
    ("It rains, says Merkel.", "默克尔说，下雨。"),
    ("It is Linux. A rogue came.", "这是Linux。流氓来了。"),
)


def collection(
    folder: Path, pairs: Mapping[str, Sequence[tuple[str, ...]]], passages: Sequence[str] = ()
) -> Path:
    """A collection whose files are empty but for these."""
    files = {f"parallel/{domain}.tsv.xz": "" for domain in recipe_data.PARALLEL_DOMAINS}
    files |= {f"monolingual/{name}.txt.xz": "\n".join(passages) for name in ("zh_news", "zh_wiki")}
    for domain, lines in pairs.items():
        rows = [line if len(line) == 3 else (domain, *line) for line in lines]
        files[f"parallel/{domain}.tsv.xz"] = "".join("\t".join(row) + "\n" for row in rows)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(lzma.compress(text.encode()))
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return collection(tmp_path / "data", {"lexicon": LEXICON, "news": NEWS})


def table_of(rows: Sequence[tuple[str, str, str]]) -> dict[tuple[str, str], str]:
    return {(english, chinese): into for english, chinese, into in rows}


def test_glosses_are_cut_to_the_names_that_they_explain(data: Path) -> None:
    found = {(name.english, name.chinese): name.known for name in lexicon_names(data)}

    assert found == {
        ("Khartoum", "喀土穆"): True,
        ("Mie Prefecture", "三重县"): True,
        ("Clayton", "克莱顿"): False,
        ("Crichton", "克莱顿"): False,
        ("Neva River", "涅瓦河"): True,
        ("Linux", "利纳克斯"): False,
        ("Rogue", "小淘气"): False,
        ("Perth", "珀斯"): True,
    }


def test_the_chinese_that_always_comes_with_a_name_is_its_own(tmp_path: Path) -> None:
    known = [("cc-cedict", f"M{end}er, city", f"默{end}尔") for end in ("at", "in")]
    lexicon = [(source, gloss, "默里尔") for source, gloss, _ in known]
    more = [("cc-cedict", "Kessel, city", "凯塞尔"), ("cc-cedict", "Basel, city", "巴塞尔")]
    data = collection(tmp_path, {"lexicon": lexicon + more, "news": NEWS})

    [found] = mined_names(data, list(lexicon_names(data)))

    assert (found.english, found.chinese, found.pairs) == ("Merkel", "默克尔", 5)


def test_what_translators_leave_is_left_and_unseen_places_are_translated(data: Path) -> None:
    table = table_of(build_table(data, {}, lambda _: None))

    assert table["Linux", "利纳克斯"] == "-"
    assert table["Khartoum", "喀土穆"] == "zh"
    assert table["Perth", "珀斯"] == "zh"
    assert table["Rogue", "小淘气"] == "-"  # written small, too


def test_of_several_renderings_the_commonest_is_taken(tmp_path: Path) -> None:
    lexicon = [("cc-cedict", "Perth, city", zh) for zh in ("帕斯", "珀斯")]
    unseen = [("cc-cedict", "Lima, capital", zh) for zh in ("利玛", "利马")]
    seen = [(f"See Perth {number}.", f"看珀斯{number}。") for number in range(4)]
    data = collection(
        tmp_path, {"lexicon": lexicon + unseen, "general": seen}, ["秘鲁首都利马。", "利马"]
    )

    table = table_of(build_table(data, {}, lambda _: None))

    assert table["Perth", "珀斯"] == "zh en"
    assert table["Perth", "帕斯"] == "-"
    assert table["Lima", "利马"] == "zh"
    assert table["Lima", "利玛"] == "-"


def test_the_list_made_by_hand_goes_first(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "names"
    folder.mkdir()
    (folder / BY_HAND_FILE).write_text("Khartoum\t\nMerkel\t默克尔\n", encoding="utf-8")
    assert names_by_hand(folder / BY_HAND_FILE) == {"Khartoum": "", "Merkel": "默克尔"}

    write_table(data, folder, lambda _: None)

    table = NameTable.read(folder / NAMES_FILE)
    found = {
        match.name.text: match.name.translated for match in table.find("Merkel Khartoum", "en")
    }
    assert found == {"Merkel": True, "Khartoum": False}


def test_the_same_collection_gives_the_same_table(data: Path) -> None:
    one, other = (build_table(data, {"Perth": "珀斯"}, lambda _: None) for _ in range(2))

    assert one == other
    assert one == sorted(one)
