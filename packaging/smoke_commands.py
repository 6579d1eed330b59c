"""The console twin in a smoke test: what its everyday commands say."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from smoke_place import Place, has_chinese
from smoke_user import Failed, see

SENTENCE = "The weather is nice today."
REVIEW = "A fine film, number"
_STEPS = 3
_NO_DEVICE = 5


def try_commands(place: Place) -> None:
    """Each everyday command once.

    Raises:
        Failed: a command fails or says something else than expected.
    """
    see("version", place.say("--version").strip())
    chinese = place.say("translate", "--to", "zh", text=SENTENCE + "\n").strip()
    if not has_chinese(chinese):
        raise Failed(f"no Chinese came of the sentence: {chinese!r}")
    see("translate", chinese)
    document = json.loads(place.say("summarize", "--sentences", "1", "--json", text=SENTENCE * 3))
    see("summarize", f"JSON with {', '.join(sorted(document))}")
    see("sentiment", place.say("sentiment", text="A wonderful film, I loved it.").strip())
    if "whole" not in place.say("doctor"):
        raise Failed("doctor does not find the embedded model whole")
    see("doctor", "the embedded model is whole")


def try_document(place: Place, folder: Path) -> None:
    """A document, which a process of its own reads and writes.

    Raises:
        Failed: it is not translated, or more than its words was changed.
    """
    source, output = folder / "信 letter.md", folder / "translated"
    source.write_text(f"# Weather\n\n{SENTENCE}\n\n```\ncode\n```\n", encoding="utf-8")
    place.say("translate", "--to", "zh", "--output", str(output), str(source))
    [written] = output.iterdir()
    text = written.read_text(encoding="utf-8")
    if not (has_chinese(text) and text.startswith("# ") and "```\ncode\n```\n" in text):
        raise Failed(f"the document came out as {text!r}")
    see("document", written.name)


def try_pdf(place: Place, folder: Path) -> None:
    """A PDF, for which the process of documents needs a library of its own.

    Raises:
        Failed: no Word file comes of it.
    """
    source, output = folder / "信 page.pdf", folder / "from pdf"
    source.write_bytes(_one_page(SENTENCE))
    place.say("translate", "--to", "zh", "--output", str(output), str(source))
    [written] = output.iterdir()
    with zipfile.ZipFile(written) as package:
        if not has_chinese(package.read("word/document.xml").decode()):
            raise Failed(f"no Chinese stands in {written.name}")
    see("PDF", written.name)


def _one_page(text: str) -> bytes:
    """The plainest PDF there is, with a line of ASCII on it; readers find its parts without a table."""
    drawn = f"BT /F 12 Tf 20 150 Td ({text}) Tj ET"
    page = "/Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R"
    parts = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<<{page}/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    objects = "".join(f"{n} 0 obj\n{part}\nendobj\n" for n, part in enumerate(parts, start=1))
    return f"%PDF-1.4\n{objects}trailer<</Root 1 0 R>>\n%%EOF\n".encode("ascii")


def try_evaluation(place: Place, folder: Path) -> None:
    """BLEU into both languages: each has a tokenizer of its own, which is found by name.

    Raises:
        Failed: there is no figure.
    """
    english, chinese = folder / "english.txt", folder / "chinese.txt"
    english.write_text(SENTENCE + "\n", encoding="utf-8")
    chinese.write_text("今天天气很好。\n", encoding="utf-8")
    for source, target, files in (
        ("en", "zh", (english, chinese)),
        ("zh", "en", (chinese, english)),
    ):
        languages = ("--from", source, "--to", target)
        texts = ("--src", str(files[0]), "--ref", str(files[1]))
        said = place.say("evaluate", "--task", "translate", *languages, *texts)
        if "BLEU" not in said:
            raise Failed(f"no BLEU into {target}: {said}")
    see("evaluate", said.strip().splitlines()[-1])


def write_reviews(target: Path) -> None:
    """200 labelled reviews, enough to train on."""
    lines = (f"pos\t{REVIEW} {n}.\nneg\tA dull film, number {n}.\n" for n in range(100))
    target.write_text("".join(lines), encoding="utf-8")


def try_training(place: Place, folder: Path) -> None:
    """Three steps on reviews, and a sentence read by the model that comes of it.

    Raises:
        Failed: the full edition does not train, or the lite one does not say why it cannot.
    """
    reviews, config = folder / "reviews.tsv", folder / "config.json"
    write_reviews(reviews)
    values = {"epochs": 1000, "most_steps": _STEPS, "validations": 1, "checkpoint_every_s": 0}
    config.write_text(json.dumps(values), encoding="utf-8")
    files = ("--data", str(reviews), "--config", str(config), "--name", "smoke")
    arguments = ("train", "--task", "sentiment", *files, "--device", "cpu")
    if not place.can_train:
        done = place.run(*arguments)
        said = done.stderr.decode(errors="replace")
        if done.returncode != _NO_DEVICE or "full edition" not in said:
            raise Failed(f"training without PyTorch: exit code {done.returncode}: {said}")
        see("train", "this edition cannot, and says so")
        return
    events = [json.loads(line) for line in place.say(*arguments).splitlines()]
    steps = max(event.get("step", 0) for event in events)
    if steps != _STEPS:
        raise Failed(f"{steps} steps instead of {_STEPS}")
    said = place.say("sentiment", "--model", "smoke", text="A fine film.")
    see("train", f"{steps} steps, {len(events)} events; the new model says {said.strip()}")


def try_portable(place: Place, home: Path) -> None:
    """With the marker beside the program its files are there, and none in the home folder.

    Raises:
        Failed: a file is elsewhere.
    """
    (place.folder / "bertsum-portable").touch()
    place.user.give(place.folder, home)
    place.say("translate", "--to", "zh", text=SENTENCE + "\n")
    elsewhere = [path for path in home.rglob("*") if path.is_file()]
    if elsewhere or not (place.folder / "bertsum-files" / "log").is_dir():
        raise Failed(f"portable mode wrote {elsewhere}")
    see("portable", "all files are beside the program")
