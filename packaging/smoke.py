#!/usr/bin/env python3
"""Use a bundle as a person without anything of ours would: `smoke.py FOLDER [--screenshots FOLDER]`.

The folder is copied to a place with a Chinese name, a new empty home beside it, no Python on the PATH
and no network. Then the console twin translates, summarizes, reads sentiment, takes a document and (in
the full edition) trains for three steps; and (on Linux, with Xvfb and xdotool there) the window is
opened, typed into, given a file by a second start, and closed. At last the program is made portable.
Says what it saw and how long the starts took; exit code 1 at the first thing that is not as it should
be.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias, TypeVar

Found = TypeVar("Found")
Ended: TypeAlias = "subprocess.CompletedProcess[bytes]"

SENTENCE = "The weather is nice today."
_TIMEOUT_S = 60.0
_LONG_S = 600.0
_STEPS = 3
_NO_DEVICE = 5
_STARTS = 3
_POLL_S = 0.02
_DRAWN_S = 2.0
_DISPLAY = ":87"


class Failed(Exception):
    """Something is not as it should be."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the bundle; prints one line for each thing that was seen to work."""
    parser = argparse.ArgumentParser(description="Use a bundle as a new user would.")
    parser.add_argument("folder", type=Path, help="what bundle.py built")
    parser.add_argument("--screenshots", type=Path, help="where pictures of the window go")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="bertsum-smoke-") as scratch:
        # Neither the place nor the user's name is ASCII; the place differs from where it was built.
        place = Path(scratch) / "程序 folder"
        shutil.copytree(given.folder, place, symlinks=True)
        home = Path(scratch) / "用户"
        home.mkdir()
        try:
            try_console(place, home)
            try_document(place, home, Path(scratch))
            try_evaluation(place, home, Path(scratch))
            try_training(place, home, Path(scratch))
            try_window(place, home, given.screenshots)
            try_portable(place, Path(scratch))
        except Failed as failure:
            print(f"smoke: FAILED: {failure}")
            return 1
    print("smoke: all is well")
    return 0


def clean_environment(home: Path) -> dict[str, str]:
    """What a new user's session has, without a Python and without a way to the network."""
    nowhere = "http://127.0.0.1:9"
    environ = {"HOME": str(home), "LANG": "C.UTF-8", "http_proxy": nowhere, "https_proxy": nowhere}
    if sys.platform == "win32":
        environ |= {name: os.environ[name] for name in ("SystemRoot", "TEMP", "PATHEXT")}
        environ |= {"LOCALAPPDATA": str(home), "USERPROFILE": str(home)}
    return environ


def try_console(place: Path, home: Path) -> None:
    """Each everyday command once.

    Raises:
        Failed: a command fails or says something else than expected.
    """

    def bertsum(*arguments: str, text: str = "") -> str:
        return _bertsum(place, home, *arguments, text=text)

    _see("version", bertsum("--version").strip())
    chinese = bertsum("translate", "--to", "zh", text=SENTENCE + "\n").strip()
    if not _has_chinese(chinese):
        raise Failed(f"no Chinese came of the sentence: {chinese!r}")
    _see("translate", chinese)
    document = json.loads(bertsum("summarize", "--sentences", "1", "--json", text=SENTENCE * 3))
    _see("summarize", f"JSON with {', '.join(sorted(document))}")
    _see("sentiment", bertsum("sentiment", text="A wonderful film, I loved it.").strip())
    if "whole" not in bertsum("doctor"):
        raise Failed("doctor does not find the embedded model whole")
    _see("doctor", "the embedded model is whole")


def try_document(place: Path, home: Path, scratch: Path) -> None:
    """A document, which a process of its own reads and writes.

    Raises:
        Failed: it is not translated, or more than its words was changed.
    """
    source, output = scratch / "信 letter.md", scratch / "translated"
    source.write_text(f"# Weather\n\n{SENTENCE}\n\n```\ncode\n```\n", encoding="utf-8")
    _bertsum(place, home, "translate", "--to", "zh", "--output", str(output), str(source))
    [written] = output.iterdir()
    text = written.read_text(encoding="utf-8")
    if not (_has_chinese(text) and text.startswith("# ") and "```\ncode\n```\n" in text):
        raise Failed(f"the document came out as {text!r}")
    _see("document", written.name)


def try_evaluation(place: Path, home: Path, scratch: Path) -> None:
    """BLEU into both languages: each has a tokenizer of its own, which is found by name.

    Raises:
        Failed: there is no figure.
    """
    english, chinese = scratch / "english.txt", scratch / "chinese.txt"
    english.write_text(SENTENCE + "\n", encoding="utf-8")
    chinese.write_text("今天天气很好。\n", encoding="utf-8")
    for source, target, files in (
        ("en", "zh", (english, chinese)),
        ("zh", "en", (chinese, english)),
    ):
        languages = ("--from", source, "--to", target)
        texts = ("--src", str(files[0]), "--ref", str(files[1]))
        said = _bertsum(place, home, "evaluate", "--task", "translate", *languages, *texts)
        if "BLEU" not in said:
            raise Failed(f"no BLEU into {target}: {said}")
    _see("evaluate", said.strip().splitlines()[-1])


def try_training(place: Path, home: Path, scratch: Path) -> None:
    """Three steps on 200 reviews, and a sentence read by the model that comes of it.

    Raises:
        Failed: the full edition does not train, or the lite one does not say why it cannot.
    """
    reviews, config = scratch / "reviews.tsv", scratch / "config.json"
    lines = (f"pos\tA fine film, number {n}.\nneg\tA dull film, number {n}.\n" for n in range(100))
    reviews.write_text("".join(lines), encoding="utf-8")
    values = {"epochs": 1000, "most_steps": 3, "validations": 1, "checkpoint_every_s": 0}
    config.write_text(json.dumps(values), encoding="utf-8")
    files = ("--data", str(reviews), "--config", str(config), "--name", "smoke")
    arguments = ("train", "--task", "sentiment", *files, "--device", "cpu")
    if not _has_torch(place):
        done = _run(place, home, *arguments)
        said = done.stderr.decode(errors="replace")
        if done.returncode != _NO_DEVICE or "PyTorch" not in said:
            raise Failed(f"training without PyTorch: exit code {done.returncode}: {said}")
        _see("train", "this edition cannot, and says so")
        return
    events = [json.loads(line) for line in _bertsum(place, home, *arguments).splitlines()]
    steps = max(event.get("step", 0) for event in events)
    if steps != _STEPS:
        raise Failed(f"{steps} steps instead of {_STEPS}")
    said = _bertsum(place, home, "sentiment", "--model", "smoke", text="A fine film.")
    _see("train", f"{steps} steps, {len(events)} events; the new model says {said.strip()}")


def try_portable(place: Path, scratch: Path) -> None:
    """With the marker beside the program its files are there, and none in the home folder.

    Raises:
        Failed: a file is elsewhere.
    """
    home = scratch / "home of another"
    home.mkdir()
    (place / "bertsum-portable").touch()
    _bertsum(place, home, "translate", "--to", "zh", text=SENTENCE + "\n")
    elsewhere = [path for path in home.rglob("*") if path.is_file()]
    if elsewhere or not (place / "bertsum-files" / "log").is_dir():
        raise Failed(f"portable mode wrote {elsewhere}")
    _see("portable", "all files are beside the program")


def _run(place: Path, home: Path, *arguments: str, text: str = "") -> Ended:
    return subprocess.run(
        [str(_program(place, "bertsum")), *arguments],
        input=text.encode(),
        capture_output=True,
        env=clean_environment(home),
        timeout=_LONG_S,
        check=False,
    )


def _bertsum(place: Path, home: Path, *arguments: str, text: str = "") -> str:
    """What a command says on standard output; `Failed` where it does not end well."""
    done = _run(place, home, *arguments, text=text)
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace")
        raise Failed(f"bertsum {' '.join(arguments)}: exit code {done.returncode}: {said}")
    return done.stdout.decode()


def _has_torch(place: Path) -> bool:
    return any((place / inside / "torch").is_dir() for inside in ("_internal", "."))


def _has_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def try_window(place: Path, home: Path, screenshots: Path | None) -> None:
    """Open the window, type a sentence, see that a result is there, close it.

    Raises:
        Failed: no window appears, or nothing comes of the typing.
    """
    missing = [name for name in ("Xvfb", "xdotool", "xclip") if shutil.which(name) is None]
    if not sys.platform.startswith("linux") or missing:
        print(f"smoke: the window was not tried: {', '.join(missing) or sys.platform}")
        return
    with _screen() as display:
        environ = {**clean_environment(home), "DISPLAY": display}
        seconds = []
        for _ in range(_STARTS):
            began = time.monotonic()
            with _window_program(place, environ) as process:
                _window_of(process, display)
                seconds.append(time.monotonic() - began)
        print(
            f"smoke: start to the window: {statistics.median(seconds):.2f} s "
            f"(of {', '.join(f'{each:.2f}' for each in seconds)})"
        )
        with _window_program(place, environ) as process:
            window = _window_of(process, display)
            _do(display, "windowfocus", "--sync", window)
            _do(display, "type", "--delay", "20", SENTENCE)
            result = _wait_for(lambda: _copied_result(display), "a result of the typed sentence")
            _see("window", result)
            _hand_over(place, home, environ)
            _show_pages(display, screenshots)
            _close(display, window, process)
    _see_no_fault(home)


def _hand_over(place: Path, home: Path, environ: dict[str, str]) -> None:
    """A second start gives its file to the window that is open, which translates it, and ends."""
    letter = home / "信 letter.txt"
    letter.write_text("The train leaves at nine.\n", encoding="utf-8")
    translated = letter.with_name("信 letter.zh.txt")
    command = [str(_program(place, "bertsum-app")), str(letter)]
    code = subprocess.run(command, env=environ, timeout=_TIMEOUT_S, check=False).returncode
    if code != 0:
        raise Failed(f"the second start ended with exit code {code}")

    _wait_for(translated.is_file, "the translation of the second start's file")
    _see("second start", translated.read_text(encoding="utf-8").strip())


def _show_pages(display: str, screenshots: Path | None) -> None:
    """Go through the pages; that of the training draws the run of before, where there was one."""
    for number, name in enumerate(("workspace", "training", "history", "settings"), start=1):
        _do(display, "key", f"alt+{number}")
        # Nothing of the window tells from outside that it has drawn.
        time.sleep(_DRAWN_S)
        if screenshots is not None:
            _take_picture(display, screenshots / f"frozen-{name}.png")


def _see_no_fault(home: Path) -> None:
    """The window goes on after a fault of its own; its log knows."""
    for log in home.rglob("bertsum.log"):
        faults = [
            line
            for line in log.read_text(encoding="utf-8").splitlines()
            if " CRITICAL " in line or " ERROR " in line
        ]
        if faults:
            raise Failed(f"faults stand in the log: {faults}")
    _see("log", "no fault in it")


@contextmanager
def _screen() -> Iterator[str]:
    """A screen of its own for the window."""
    with subprocess.Popen(
        ["Xvfb", _DISPLAY, "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            socket = Path("/tmp/.X11-unix") / f"X{_DISPLAY[1:]}"
            _wait_for(socket.exists, "the X server")
            with _window_manager():
                yield _DISPLAY
        finally:
            server.terminate()


@contextmanager
def _window_manager() -> Iterator[None]:
    """Frames and keys for windows, where there is one to give them."""
    openbox = shutil.which("openbox")
    if openbox is None:
        yield
        return
    environ = {**os.environ, "DISPLAY": _DISPLAY}
    with subprocess.Popen([openbox], env=environ, stderr=subprocess.DEVNULL) as manager:
        try:
            yield
        finally:
            manager.terminate()


@contextmanager
def _window_program(place: Path, environ: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([str(_program(place, "bertsum-app"))], env=environ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()


def _window_of(process: subprocess.Popen[bytes], display: str) -> str:
    """The X id of the program's window, once it is to be seen."""

    def find() -> str:
        if process.poll() is not None:
            raise Failed(f"the program ended at once with exit code {process.returncode}")
        return _ask(display, "search", "--onlyvisible", "--name", "BertSum").partition("\n")[0]

    return _wait_for(find, "a window")


def _close(display: str, window: str, process: subprocess.Popen[bytes]) -> None:
    """Close the window by the keys of its frame; needs a window manager."""
    if shutil.which("openbox") is None:
        print("smoke: closing was not tried: openbox")
        return
    _do(display, "windowfocus", "--sync", window)
    _do(display, "key", "alt+F4")
    try:
        code = process.wait(_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        raise Failed("the window did not close") from None
    if code != 0:
        raise Failed(f"the window ended with exit code {code}")
    _see("close", "exit code 0")


def _copied_result(display: str) -> str:
    """What Copy puts on the clipboard; empty until there is a result."""
    _do(display, "key", "ctrl+shift+c")
    read = subprocess.run(
        ["xclip", "-display", display, "-selection", "clipboard", "-o"],
        capture_output=True,
        check=False,
    )
    text = read.stdout.decode(errors="replace")
    return text if _has_chinese(text) else ""


def _take_picture(display: str, target: Path) -> None:
    if shutil.which("import") is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["import", "-display", display, "-window", "root", str(target)], check=False)


def _ask(display: str, *arguments: str) -> str:
    done = subprocess.run(
        ["xdotool", *arguments],
        env={**os.environ, "DISPLAY": display},
        capture_output=True,
        check=False,
    )
    return done.stdout.decode(errors="replace").strip()


def _do(display: str, *arguments: str) -> None:
    _ask(display, *arguments)


def _wait_for(found: Callable[[], Found], what: str) -> Found:
    """What `found` returns as soon as that is true; `Failed` when it never is."""
    end = time.monotonic() + _TIMEOUT_S
    while time.monotonic() < end:
        value = found()
        if value:
            return value
        time.sleep(_POLL_S)
    raise Failed(f"{what} did not appear within {_TIMEOUT_S:.0f} s")


def _program(place: Path, name: str) -> Path:
    return place / (f"{name}.exe" if sys.platform == "win32" else name)


def _see(what: str, seen: str) -> None:
    print(f"smoke: {what}: {seen}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
