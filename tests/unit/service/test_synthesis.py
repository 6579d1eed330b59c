"""Training pairs of which the tiny model writes one side."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest

from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.core.errors import AppError
from bertsum_app.core.paths import AppPaths
from bertsum_app.corpus import recipe_data
from bertsum_app.corpus.synthetic import Into, SynthesisKind, synthetic_pairs
from bertsum_app.inference.engine import Engine
from bertsum_app.inference.translator import Translator
from bertsum_app.library.store import InstalledModel
from bertsum_app.service.synthesis import Synthesis, given_texts, synthesize
from bertsum_app.text.chinese import has_cjk
from helpers.tiny_model import sample_lines

LINES = list(sample_lines())
ENGLISH, CHINESE = LINES[::2], LINES[1::2]


def write(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Passages of two sentences each; one domain of many pairs, the others of three."""
    folder = tmp_path / "data"
    for language, lines in (("en", ENGLISH), ("zh", CHINESE)):
        gap = " " if language == "en" else ""
        passages = [gap.join(lines[at : at + 2]) for at in range(0, 40, 2)]
        write(folder / "monolingual" / f"{language}_wiki.txt.xz", passages)
    sides = zip(ENGLISH, CHINESE, strict=True)
    pairs = [f"made-up\t{english}\t{chinese}" for english, chinese in sides]
    for domain in recipe_data.PARALLEL_DOMAINS:
        rows = pairs[:100] if domain == "articles" else pairs[100:103]
        write(folder / "parallel" / f"{domain}.tsv.xz", rows)
    return folder


@pytest.fixture
def translator(tiny_model: InstalledModel, app_paths: AppPaths) -> Iterator[Translator]:
    with Engine.open(tiny_model, app_paths, "cpu", threads=1) as engine:
        yield engine.translator


def made(
    translator: Translator, data: Path, folder: Path, plan: Synthesis
) -> list[tuple[str, str, str]]:
    """Domain, English and Chinese of every pair."""
    synthesize(translator, data, folder, plan, lambda line: None, CancelToken())
    return [(domain, pair.english, pair.chinese) for domain, pair in synthetic_pairs(folder)]


@pytest.mark.parametrize("into", ["zh", "en"])
def test_back_translation_keeps_the_real_side_and_writes_the_other(
    translator: Translator, data: Path, tmp_path: Path, into: Into
) -> None:
    found = made(translator, data, tmp_path / "out", Synthesis("back", into, 40))
    assert {domain for domain, _, _ in found} == {f"back-{into}"}
    real = {pair[2 if into == "zh" else 1] for pair in found}
    # Chinese as the pairs have it, without blanks beside other scripts.
    lines = [line.replace(" ", "") for line in CHINESE] if into == "zh" else ENGLISH
    assert real <= set(lines)
    assert len(found) > 20
    assert all(has_cjk(chinese) and not has_cjk(english) for _, english, chinese in found)


def test_taught_pairs_have_a_real_source_of_every_domain(
    translator: Translator, data: Path, tmp_path: Path
) -> None:
    domains = len(recipe_data.PARALLEL_DOMAINS)
    plan = Synthesis("taught", "zh", 2 * domains)
    given = list(given_texts(data, plan))[: plan.count]
    # As many of a small domain as of the large one.
    assert [name for name, _ in given] == 2 * list(recipe_data.PARALLEL_DOMAINS)
    found = made(translator, data, tmp_path / "out", plan)
    assert {english for _, english, _ in found} <= {text for _, text in given}
    assert {domain for domain, _, _ in found} == {"taught-zh"}


def test_traditional_and_ascii_marks_become_what_the_network_is_to_write(data: Path) -> None:
    write(data / "monolingual" / "zh_wiki.txt.xz", ["這個網站很有用, 我們都喜歡它!"])
    [(name, text)] = given_texts(data, Synthesis("back", "zh", 1))
    assert (name, text) == ("zh_wiki", "这个网站很有用，我们都喜欢它！")


@pytest.mark.parametrize("kind", ["back", "taught"])
def test_the_seed_decides_which_sentences_come(data: Path, kind: SynthesisKind) -> None:
    def texts(seed: int) -> list[tuple[str, str]]:
        return list(given_texts(data, Synthesis(kind, "en", 10, seed=seed)))[:10]

    assert texts(1) == texts(1)
    assert texts(1) != texts(2)


def test_a_folder_that_cannot_be_made_is_told(
    translator: Translator, data: Path, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    with pytest.raises(AppError) as caught:
        made(translator, data, in_the_way / "out", Synthesis("back", "zh", 1))
    assert caught.value.params["path"] == in_the_way / "out"


def test_a_run_that_is_stopped_goes_on_where_it_was(
    translator: Translator, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bertsum_app.service.synthesis._CHUNK", 8)
    plan = Synthesis("back", "zh", 32)
    whole = made(translator, data, tmp_path / "whole", plan)
    cancel = CancelToken()
    reports: list[str] = []

    def report(line: str) -> None:
        reports.append(line)
        if len(reports) == 2:
            cancel.cancel()

    stopped = tmp_path / "stopped"
    with pytest.raises(Cancelled):
        synthesize(translator, data, stopped, plan, report, cancel)
    first = sorted(stopped.iterdir())
    times = [path.stat().st_mtime_ns for path in first]
    assert len(first) == 2
    assert made(translator, data, stopped, plan) == whole
    assert [path.stat().st_mtime_ns for path in first] == times
