"""What each command prints, and what it ends with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bertsum_app.cli.main import main
from bertsum_app.core.cancel import Cancelled
from bertsum_app.core.errors import (
    DeviceUnavailable,
    DiskFull,
    FolderNotWritable,
    ModelDamaged,
    SettingsUnreadable,
)
from bertsum_app.core.paths import AppPaths
from bertsum_app.core.settings import Settings
from bertsum_app.library.store import DEFAULT_MODEL_ID, ModelStore
from bertsum_app.service.app import BertSumService
from helpers.fake_engine import FakeOpener

Run = Callable[..., int]
Capture = pytest.CaptureFixture[str]


def _caused_by(error: Exception, cause: BaseException) -> Exception:
    """As C extensions do with an interrupt during their import: it is only the cause of an error."""
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        (b"a\n\nb\n", "A\n\nB\n"),
        (b"a", "A\n"),
        (b"\na\n", "\nA\n"),
        (b"10%\r20%\n", "10% 20%\n"),
    ],
)
def test_as_many_lines_come_out_as_go_in(
    bertsum: Run, capsys: Capture, given: bytes, printed: str
) -> None:
    assert bertsum("translate", "--to", "zh", stdin=given) == 0
    assert capsys.readouterr().out == printed


def test_files_are_translated_one_after_another(
    bertsum: Run, capsys: Capture, tmp_path: Path
) -> None:
    (tmp_path / "a").write_text("one", encoding="utf-8")
    (tmp_path / "b").write_text("two\n", encoding="utf-8")

    exit_code = bertsum("translate", str(tmp_path / "a"), "-", str(tmp_path / "b"), stdin=b"mid")

    assert exit_code == 0
    assert capsys.readouterr().out == "ONE\nMID\nTWO\n"


@pytest.mark.parametrize(("given", "lines"), [(b"\n\n", 2), (b" \t\n \n ", 3)])
def test_white_space_alone_keeps_its_lines_and_is_bad_input(
    bertsum: Run, capsys: Capture, opener: FakeOpener, given: bytes, lines: int
) -> None:
    assert bertsum("translate", stdin=given) == 3

    output, error = capsys.readouterr()
    assert output == "\n" * lines
    assert error.count("there is no text") == 1
    assert opener.opened == []


@pytest.mark.parametrize("command", ["translate", "summarize", "sentiment"])
def test_no_input_at_all_is_bad_input(bertsum: Run, capsys: Capture, command: str) -> None:
    assert bertsum(command) == 3

    output, error = capsys.readouterr()
    assert output == ""
    assert "there is no text" in error


def test_options_of_translate_reach_the_engine(bertsum: Run, opener: FakeOpener) -> None:
    bertsum("translate", "--model", "plain", "--beam", "2", "--device", "cpu", stdin=b"a")

    (engine,) = opener.opened
    assert engine.model_id == "plain"
    assert engine.translator.options[0].beam_size == 2
    assert opener.devices == ["cpu"]


def test_translation_as_json(bertsum: Run, capsys: Capture) -> None:
    assert bertsum("translate", "--from", "EN", "--to", "zh", "--json", stdin=b"a\nb\n") == 0

    (line,) = capsys.readouterr().out.splitlines()
    found = json.loads(line)
    assert found["version"] == 1
    assert found["kind"] == "translation"
    assert (found["input"], found["model"]) == ("-", DEFAULT_MODEL_ID)
    assert (found["source_language"], found["target_language"]) == ("en", "zh")
    assert found["segments"][1] == {
        "source": {"start": 2, "end": 3},
        "target": {"start": 2, "end": 3},
        "text": "B",
        "doubts": [],
        "terms": [],
    }


def test_json_has_a_line_for_each_input(bertsum: Run, capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "文"
    path.write_text("one", encoding="utf-8")

    bertsum("sentiment", "--json", str(path), "-", stdin=b"two")

    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["input"] for line in lines] == [str(path), "-"]


def test_a_summary_is_printed_a_sentence_a_line(bertsum: Run, capsys: Capture) -> None:
    text = b"The first is long.\nShort.\nThe third one is long, too.\n"

    assert bertsum("summarize", "--sentences", "2", stdin=text) == 0
    assert capsys.readouterr().out == "The first is long.\nThe third one is long, too.\n"


def test_summary_as_json(bertsum: Run, capsys: Capture) -> None:
    text = b"The first is long.\nShort."
    bertsum("summarize", "--ratio", "0.5", "--to", "zh", "--json", stdin=text)

    found = json.loads(capsys.readouterr().out)
    (sentence,) = found["sentences"]
    assert found["kind"] == "summary"
    assert sentence["source"] == {"start": 0, "end": 18}
    assert found["text"] == sentence["text"] == "The first is long."
    assert found["translation"]["text"] == "THE FIRST IS LONG."


def test_an_abstract_is_printed(bertsum: Run, capsys: Capture) -> None:
    assert bertsum("summarize", "--method", "abstractive", stdin=b"Some text.") == 0
    assert capsys.readouterr().out == "About 10.\n"


def test_sentiment_is_a_label_and_a_probability(bertsum: Run, capsys: Capture) -> None:
    assert bertsum("sentiment", stdin=b"a good book") == 0
    assert capsys.readouterr().out == "positive\t0.7500\n"


def test_sentiment_of_several_inputs_names_them(
    bertsum: Run, capsys: Capture, tmp_path: Path
) -> None:
    path = tmp_path / "review"
    path.write_text("a bad book", encoding="utf-8")

    bertsum("sentiment", "-", str(path), stdin=b"a good book")

    assert capsys.readouterr().out == f"-\tpositive\t0.7500\n{path}\tnegative\t0.7500\n"


def test_sentiment_as_json(bertsum: Run, capsys: Capture) -> None:
    bertsum("sentiment", "--json", stdin=b"a good book")

    found = json.loads(capsys.readouterr().out)
    assert (found["kind"], found["label"], found["positive"]) == ("sentiment", "positive", 0.75)
    assert found["sentences"] == [{"source": {"start": 0, "end": 11}, "positive": 0.75}]


def test_models_are_listed_a_line_each_the_default_first(bertsum: Run, capsys: Capture) -> None:
    assert bertsum("models", "list") == 0

    first, second = capsys.readouterr().out.splitlines()
    assert first.split("\t")[0] == DEFAULT_MODEL_ID
    assert second.split("\t")[:3] == ["plain", "en,zh", "translate"]


def test_models_as_json(bertsum: Run, capsys: Capture) -> None:
    bertsum("models", "list", "--json")

    found = json.loads(capsys.readouterr().out)
    assert [model["id"] for model in found["models"]] == [DEFAULT_MODEL_ID, "plain"]


def test_a_broken_model_does_not_hide_the_others(
    bertsum: Run, capsys: Capture, models: Path
) -> None:
    (models / "plain" / "manifest.json").write_text("{", encoding="utf-8")

    assert bertsum("models", "list") == 4

    output, error = capsys.readouterr()
    assert output.startswith(DEFAULT_MODEL_ID)
    assert "plain" in error


def test_info_tells_about_one_model(bertsum: Run, capsys: Capture) -> None:
    assert bertsum("models", "info", "plain") == 0

    output = capsys.readouterr().out
    assert "English (en), Chinese (zh)" in output
    assert "Apache-2.0" in output


def test_verify_names_the_altered_file(bertsum: Run, capsys: Capture, models: Path) -> None:
    assert bertsum("models", "verify") == 0
    assert capsys.readouterr().out == f"{DEFAULT_MODEL_ID}: whole\nplain: whole\n"
    weights = models / "plain" / "model.safetensors"
    weights.write_text(weights.read_text(encoding="utf-8").upper(), encoding="utf-8")

    assert bertsum("models", "verify") == 4

    output, error = capsys.readouterr()
    assert output == f"{DEFAULT_MODEL_ID}: whole\n"
    assert str(weights) in error


def test_verify_of_nothing_says_that_the_own_model_is_missing(
    app_paths: AppPaths, tmp_path: Path, capsys: Capture
) -> None:
    store = ModelStore(tmp_path / "nothing", app_paths.models)

    assert main(["models", "verify"], lambda: BertSumService(app_paths, store, Settings())) == 4
    assert DEFAULT_MODEL_ID in capsys.readouterr().err


def test_the_doctor_prints_its_sections(bertsum: Run, capsys: Capture, app_paths: AppPaths) -> None:
    app_paths.crash_report.parent.mkdir(parents=True)
    app_paths.crash_report.touch()
    assert bertsum("doctor") == 0

    output = capsys.readouterr().out
    for title in ("Versions", "Devices", "Folders", "Log", "Models", "Self-test"):
        assert f"\n{title}\n" in "\n" + output
    assert f"last crash  {app_paths.crash_report} (" in output


def test_the_doctor_ends_with_the_code_of_the_first_problem(
    bertsum: Run, capsys: Capture, models: Path
) -> None:
    (models / "plain" / "model.safetensors").unlink()

    assert bertsum("doctor") == 4
    assert "the file is missing" in capsys.readouterr().out


def test_a_run_is_saved_and_compared(bertsum: Run, capsys: Capture, tmp_path: Path) -> None:
    data, report = tmp_path / "set.tsv", tmp_path / "report.json"
    data.write_text("talk\thello\t你好\n", encoding="utf-8")
    command = ("evaluate", "--task", "translate", "--data", str(data))

    assert bertsum(*command, "--save", str(report)) == 0
    output = capsys.readouterr().out
    assert "into zh, 1 examples" in output
    assert "tok:zh" in output
    assert "tok:13a" in output

    assert bertsum(*command, "--compare", str(report)) == 0
    assert "unchanged" in capsys.readouterr().out


def test_an_evaluation_as_json_leaves_out_the_outputs(
    bertsum: Run, capsys: Capture, tmp_path: Path
) -> None:
    data = tmp_path / "set.tsv"
    data.write_text("en\t1\tgood\n", encoding="utf-8")

    assert bertsum("evaluate", "--task", "sentiment", "--data", str(data), "--json") == 0

    found = json.loads(capsys.readouterr().out)
    assert found["task"] == "sentiment"
    assert list(found["report"]) == ["languages"]
    assert found["comparison"] is None


@pytest.mark.parametrize(
    "arguments",
    [
        ("--task", "translate"),
        ("--task", "translate", "--data", "a", "--src", "b"),
        ("--task", "translate", "--src", "a", "--ref", "b"),
        ("--task", "translate", "--src", "a", "--from", "en", "--to", "zh"),
        ("--task", "sentiment", "--src", "a", "--ref", "b"),
        ("--task", "summarize", "--data", "a", "--to", "zh"),
    ],
)
def test_wrong_combinations_of_files_are_wrong_usage(
    bertsum: Run, capsys: Capture, arguments: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit) as ended:
        bertsum("evaluate", *arguments)

    assert ended.value.code == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("error", "exit_code"),
    [
        (ModelDamaged(Path("model.safetensors"), "altered"), 4),
        (DiskFull(Path("cache")), 5),
        (DeviceUnavailable("cuda", "no GPU"), 5),
        (MemoryError(), 5),
        (Cancelled(), 130),
        (KeyboardInterrupt(), 130),
        (_caused_by(ImportError("numpy"), KeyboardInterrupt()), 130),
        (_caused_by(DeviceUnavailable("cuda", "no torch"), KeyboardInterrupt()), 130),
        (ZeroDivisionError(), 70),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_trouble_has_its_exit_code_and_never_a_traceback(
    bertsum: Run, capsys: Capture, opener: FakeOpener, error: Exception, exit_code: int
) -> None:
    opener.model_failures[DEFAULT_MODEL_ID] = error

    assert bertsum("translate", "--to", "zh", stdin=b"a") == exit_code

    output, shown = capsys.readouterr()
    assert output == ""
    assert "Traceback" not in shown
    assert len(shown.splitlines()) == (0 if exit_code == 130 else 1)


def test_a_cache_that_cannot_be_written_is_said_once(
    bertsum: Run, capsys: Capture, opener: FakeOpener, tmp_path: Path
) -> None:
    opener.cache_problem = FolderNotWritable(Path("the-cache"))
    for name in ("one", "two"):
        (tmp_path / name).write_text("a", encoding="utf-8")

    exit_code = bertsum("translate", "--to", "zh", str(tmp_path / "one"), str(tmp_path / "two"))

    shown = capsys.readouterr().err
    assert exit_code == 0
    assert shown.startswith("bertsum: warning: ")
    assert shown.count("the-cache") == 1


def test_the_traceback_of_a_bug_goes_to_the_log(
    bertsum: Run, capsys: Capture, opener: FakeOpener, app_paths: AppPaths
) -> None:
    opener.failures["a"] = ZeroDivisionError("bug")

    assert bertsum("translate", "--to", "zh", stdin=b"a") == 70

    log = app_paths.log / "bertsum.log"
    assert str(log) in capsys.readouterr().err
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_the_users_text_is_not_logged(
    bertsum: Run, opener: FakeOpener, app_paths: AppPaths
) -> None:
    bertsum("translate", "--to", "zh", stdin=b"confidential")
    bertsum("sentiment", "--model", "plain", stdin=b"confidential")

    log = (app_paths.log / "bertsum.log").read_text(encoding="utf-8")
    assert log
    assert "confidential" not in log


def test_unreadable_settings_are_a_warning_only(
    app_paths: AppPaths, models: Path, opener: FakeOpener, capsys: Capture
) -> None:
    problems = (SettingsUnreadable(app_paths.settings_file),)
    store = ModelStore(models, app_paths.models)

    exit_code = main(
        ["models", "list"],
        lambda: BertSumService(app_paths, store, Settings(), opener=opener, problems=problems),
    )

    assert exit_code == 0
    assert capsys.readouterr().err.startswith("bertsum: warning: ")


def test_a_job_the_model_lacks_is_named(bertsum: Run, capsys: Capture) -> None:
    assert bertsum("sentiment", "--model", "plain", stdin=b"a") == 4
    assert "the model plain cannot read sentiment" in capsys.readouterr().err


def test_an_unknown_language_is_bad_input(bertsum: Run, capsys: Capture) -> None:
    assert bertsum("translate", "--to", "tlh", stdin=b"a") == 3
    assert "tlh" in capsys.readouterr().err
