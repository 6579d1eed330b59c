"""What `bertsum train --check` says."""

from __future__ import annotations

import pytest

from bertsum_app.cli.train_output import check_lines
from bertsum_app.corpus.check import Checked
from bertsum_app.service.tune import TuneCheck
from bertsum_app.service.tune_data import CorpusReport, Coverage, FileReport


def told(minutes: float = 5.0) -> list[str]:
    files = (
        FileReport("a.tmx", "TMX", "", "en=en zh=zh", True),
        FileReport("b.tsv", "TSV", "utf-8", "en=1 zh=2", False),
    )
    report = CorpusReport(
        "translate",
        files,
        Checked(623, 600, (), {}, {}),
        560,
        40,
        Coverage(1000, 0.0, 0.0, ()),
        20.0,
        "",
    )
    return list(check_lines(TuneCheck(report, 20, minutes, None, 1_000)))


def test_what_is_known_of_each_file_is_told() -> None:
    assert told()[:2] == [
        "a.tmx: TMX, en=en zh=zh",
        "b.tsv: TSV, utf-8, en=1 zh=2 (a guess: correct it with --columns)",
    ]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0.2, "a minute"), (1.6, "2 minutes"), (90, "90 minutes"), (600, "10 hours")],
)
def test_the_time_is_told_as_people_say_it(minutes: float, words: str) -> None:
    assert f"up to 20 steps, about {words} of training here" in told(minutes)
