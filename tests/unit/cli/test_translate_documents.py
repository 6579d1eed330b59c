"""`bertsum translate --output`: documents into new files."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from bertsum_app.core.atomic import write_bytes_atomic
from bertsum_app.core.errors import DiskFull, ModelDamaged
from bertsum_app.service import documents
from helpers.fake_engine import FakeOpener

Run = Callable[..., int]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two documents, one of them deeper, and a picture."""
    place = tmp_path / "in"
    (place / "deep").mkdir(parents=True)
    (place / "a.md").write_text("# One `two`\n", encoding="utf-8")
    (place / "deep" / "b.html").write_text("<p>three</p>", encoding="utf-8")
    (place / "c.png").write_bytes(b"\x89PNG")
    return place


def test_a_document_becomes_a_file_beside_it(
    bertsum: Run, capsys: Capture, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "out"

    assert bertsum("translate", "--to", "zh", "--output", str(out), str(folder / "a.md")) == 0

    output, error = capsys.readouterr()
    assert output == f"{out / 'a.zh.md'}\n"
    assert "a.md: 1 of 1 sentences translated" in error
    assert (out / "a.zh.md").read_text(encoding="utf-8") == "# ONE `two`\n"
    assert [each.name for each in out.iterdir()] == ["a.zh.md"]


def test_a_folder_is_done_with_its_folders_only_when_asked(
    bertsum: Run, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"

    assert bertsum("translate", "--to", "zh", "--output", str(out), str(folder)) == 0
    assert not (out / "deep").exists()
    assert (
        bertsum(
            "translate",
            "--to",
            "zh",
            "--output",
            str(out),
            "--recursive",
            "--overwrite",
            str(folder),
        )
        == 0
    )
    assert (out / "deep" / "b.zh.html").read_text(encoding="utf-8") == "<p>THREE</p>"


def test_an_older_translation_is_left_alone(
    bertsum: Run, capsys: Capture, opener: FakeOpener, folder: Path
) -> None:
    older = folder / "a.zh.md"
    older.write_text("mine", encoding="utf-8")
    arguments = ("translate", "--to", "zh", "--output", str(folder), str(folder / "a.md"))

    assert bertsum(*arguments) == 3
    assert "was left alone" in capsys.readouterr().err
    assert older.read_text(encoding="utf-8") == "mine"

    assert bertsum(*arguments, "--overwrite") == 0
    assert older.read_text(encoding="utf-8") == "# ONE `two`\n"


def test_one_bad_file_does_not_stop_the_others(
    bertsum: Run, capsys: Capture, folder: Path, tmp_path: Path
) -> None:
    names = [str(folder / "c.png"), str(folder / "none.md"), str(folder / "a.md")]

    assert bertsum("translate", "--to", "zh", "--output", str(tmp_path / "out"), *names) == 3

    error = capsys.readouterr().err
    assert "it is a picture" in error
    assert "none.md: No such file" in error
    assert (tmp_path / "out" / "a.zh.md").exists()


def test_a_full_disk_does_not_stop_the_others(
    bertsum: Run, capsys: Capture, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        if path.suffix == ".md":
            raise DiskFull(path)
        write_bytes_atomic(path, data)

    monkeypatch.setattr(documents, "write_bytes_atomic", full)
    names = [str(folder / "a.md"), str(folder / "deep" / "b.html")]

    assert bertsum("translate", "--to", "zh", "--output", str(tmp_path / "out"), *names) == 5
    assert "no space is left" in capsys.readouterr().err
    assert (tmp_path / "out" / "b.zh.html").exists()


def test_nothing_translated_is_an_error_and_writes_nothing(
    bertsum: Run, capsys: Capture, folder: Path, tmp_path: Path
) -> None:
    (folder / "d.md").write_text("# ALL CAPITALS\n\n42\n", encoding="utf-8")

    code = bertsum("translate", "--to", "zh", "--output", str(tmp_path), str(folder / "d.md"))

    assert code == 3
    assert "nothing in" in capsys.readouterr().err
    assert not (tmp_path / "d.zh.md").exists()


def test_what_became_of_it_as_json(
    bertsum: Run, capsys: Capture, folder: Path, tmp_path: Path
) -> None:
    assert (
        bertsum(
            "translate", "--to", "zh", "--json", "--output", str(tmp_path), str(folder / "a.md")
        )
        == 0
    )

    found = json.loads(capsys.readouterr().out)
    assert (found["version"], found["kind"], found["format"]) == (1, "document", "markdown")
    assert found["output"] == str(tmp_path / "a.zh.md")
    assert found["finished"] is True
    assert found["sentences"] == {
        "total": 1,
        "translated": 1,
        "kept": 0,
        "failed": 0,
        "doubtful": 0,
        "unfinished": 0,
    }


def test_a_file_with_a_wrong_name_gets_the_suffix_of_its_content(
    bertsum: Run, folder: Path, tmp_path: Path
) -> None:
    (folder / "page.md").write_text("<html><p>word</p></html>", encoding="utf-8")

    bertsum("translate", "--to", "zh", "--output", str(tmp_path), str(folder / "page.md"))

    assert (tmp_path / "page.zh.html").exists()


def test_ctrl_c_keeps_what_is_translated(
    bertsum: Run, capsys: Capture, opener: FakeOpener, folder: Path, tmp_path: Path
) -> None:
    (folder / "long.md").write_text("one\n\ntwo\n\nthree\n", encoding="utf-8")

    class Interrupting(dict[str, Exception]):
        """Where the fake engine looks for a failure of `two`, the user presses Ctrl+C."""

        def __contains__(self, line: object) -> bool:
            if line == "two":
                os.kill(os.getpid(), signal.SIGINT)
            return False

    opener.failures = Interrupting()

    names = [str(folder / "a.md"), str(folder / "long.md"), str(folder / "deep" / "b.html")]
    code = bertsum("translate", "--to", "zh", "--output", str(tmp_path / "out"), *names)

    assert code == 130
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == [
        "a.zh.md",
        "long.zh.unfinished.md",
    ]
    text = (tmp_path / "out" / "long.zh.unfinished.md").read_text(encoding="utf-8")
    assert text.startswith("ONE\n\n")
    assert text.endswith("three\n")
    assert "not reached" in capsys.readouterr().err


def test_standard_input_is_no_document(bertsum: Run, capsys: Capture, tmp_path: Path) -> None:
    assert bertsum("translate", "--output", str(tmp_path), stdin=b"a") == 2
    assert bertsum("translate", "--output", str(tmp_path), "-", stdin=b"a") == 2


@pytest.mark.parametrize(
    "option",
    [
        *("--recursive", "--bilingual", "--side-by-side", "--as=html", "--keep-pages"),
        *("--overwrite", "--columns=a"),
    ],
)
def test_what_is_for_documents_needs_a_place_for_them(
    bertsum: Run, capsys: Capture, folder: Path, option: str
) -> None:
    assert bertsum("translate", "--to", "zh", option, str(folder / "a.md")) == 2

    output, error = capsys.readouterr()
    assert output == ""
    assert option.partition("=")[0] in error
    assert "--output" in error


def test_rich_text_becomes_what_is_wanted_and_other_files_stay_what_they_are(
    bertsum: Run, folder: Path
) -> None:
    (folder / "b.rtf").write_bytes(rb"{\rtf1 One two.\par}")
    out = folder / "out"
    arguments = ("translate", "--to", "zh", "--output", str(out), "--as", "markdown", str(folder))

    assert bertsum(*arguments) == 0

    assert sorted(each.name for each in out.iterdir()) == ["a.zh.md", "b.zh.md"]
    assert (out / "b.zh.md").read_text(encoding="utf-8") == "ONE TWO.\n"


@pytest.mark.parametrize("option", ["--as=html", "--as=markdown", "--keep-pages"])
def test_two_columns_are_a_word_file(
    bertsum: Run, capsys: Capture, folder: Path, option: str
) -> None:
    arguments = ("translate", "--to", "zh", "--output", str(folder), "--side-by-side", option)

    assert bertsum(*arguments, str(folder)) == 2

    assert "--side-by-side makes Word files" in capsys.readouterr().err


def test_translations_in_the_folder_itself_are_not_translated_again(
    bertsum: Run, folder: Path
) -> None:
    arguments = ("translate", "--to", "zh", "--output", str(folder), "--overwrite", str(folder))

    assert bertsum(*arguments) == 0
    assert bertsum(*arguments) == 0

    assert sorted(each.name for each in folder.glob("*.md")) == ["a.md", "a.zh.md"]


def test_a_damaged_model_ends_the_command(
    bertsum: Run, opener: FakeOpener, folder: Path, tmp_path: Path
) -> None:
    opener.model_failures["bertsum-en-zh"] = ModelDamaged(Path("m"), "torn")

    assert bertsum("translate", "--output", str(tmp_path), str(folder)) == 4


def test_a_folder_without_documents_is_bad_input(
    bertsum: Run, capsys: Capture, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()

    code = bertsum("translate", "--output", str(tmp_path / "out"), str(tmp_path / "empty"))

    assert code == 3
    assert "no documents" in capsys.readouterr().err


def test_columns_and_an_encoding_can_be_named(
    bertsum: Run, capsys: Capture, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('key,"état, ici"\n1,fermé\n'.encode("cp1252"))
    arguments = ("translate", "--from", "en", "--to", "zh", "--output", str(tmp_path), str(path))

    assert bertsum(*arguments, "--encoding", "cp1252", "--columns", "key,état") == 3
    assert "no column or key état; it has key, état, ici" in capsys.readouterr().err
    assert bertsum(*arguments, "--encoding", "ascii") == 3
    assert "is not text in ascii" in capsys.readouterr().err
    assert bertsum(*arguments, "--encoding", "cp1252", "--columns", 'key, "état, ici"') == 0
    written = (tmp_path / "a.zh.csv").read_bytes()
    assert written == 'key,"état, ici"\n1,FERMÉ\n'.encode("cp1252")
    with pytest.raises(SystemExit):
        bertsum(*arguments, "--encoding", "base64")
