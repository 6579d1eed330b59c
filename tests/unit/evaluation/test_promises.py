from __future__ import annotations

import json

import pytest

from bertsum_app.evaluation.promises import PROMISES, check_promises, reports_json


@pytest.mark.parametrize(
    ("promise", "source", "output", "target"),
    [
        ("loop", "I like it.", "我喜欢喜欢喜欢喜欢它。", "zh"),
        ("empty", "I like it.", " ", "zh"),
        ("script", "this was never translated", "this was never translated", "zh"),
        ("script", "The country is large.", "這個國家很大。", "zh"),
        ("script", "我喜欢它。", "I like 它.", "en"),
        ("half-width", "Well, I like it.", "嗯,我喜欢它。", "zh"),
        ("end-mark", "Do you like it?", "你喜欢它。", "zh"),
        ("casing", "我喜欢它。", "i like it.", "en"),
        ("numbers", "It costs 45 euros.", "它要54欧元。", "zh"),
        ("expanded", "Settings", "请你打开这个设置的窗口然后再看一看", "zh"),
        ("expanded", "设置", "Settings.", "en"),
    ],
)
def test_a_broken_promise_is_counted(promise: str, source: str, output: str, target: str) -> None:
    report = check_promises([(source, output), (source, output)], target, "made up")
    assert report.rates[promise].broken == report.rates[promise].of == 2
    assert report.rates[promise].rate == 1.0
    assert report.rates[promise].examples[0].output == output


@pytest.mark.parametrize(
    ("source", "output", "target"),
    [
        ("Well, it costs 45 euros.", "嗯，它要45欧元。", "zh"),
        ("Open the Terminal and run pip install.", "打开Terminal，运行pip install。", "zh"),
        ("我们在2024年见过面。", "We met in 2024.", "en"),
        ("设置", "Settings", "en"),
        ("iPhone很贵。", "iPhone is expensive.", "en"),
    ],
)
def test_a_good_translation_breaks_none(source: str, output: str, target: str) -> None:
    report = check_promises([(source, output)], target, "made up")
    assert {name: rate.broken for name, rate in report.rates.items() if rate.broken} == {}


def test_rates_are_of_those_a_promise_was_made_for() -> None:
    pairs = [("It costs 45 euros.", "它要45欧元。"), ("I like it.", "我喜欢它。")]
    assert check_promises(pairs, "zh", "made up").rates["numbers"].of == 1
    assert check_promises([], "zh", "made up").rates["numbers"].rate == 0.0


def test_the_report_tells_what_it_was_measured_on() -> None:
    report = check_promises([("I like it.", "")], "zh", "made up")
    document = json.loads(reports_json([report], "model", "fingerprint", 7))
    assert (document["model_id"], document["seed"]) == ("model", 7)
    [direction] = document["directions"]
    assert set(direction["rates"]) == set(PROMISES)
    assert direction["rates"]["empty"]["examples"] == [{"source": "I like it.", "output": ""}]
