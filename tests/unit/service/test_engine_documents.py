"""Documents on the engine thread: they give way to what is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bertsum_app.core.paths import AppPaths
from bertsum_app.inference.selection import SummaryLength
from bertsum_app.library.store import DEFAULT_MODEL_ID
from bertsum_app.service.document_summaries import DocumentSummaryRequest
from bertsum_app.service.documents import DocumentReport, DocumentRequest
from bertsum_app.service.events import (
    Event,
    JobCancelled,
    JobFinished,
    JobProgress,
)
from bertsum_app.service.requests import (
    ALTERNATIVES_SLOT,
    DOCUMENTS_SLOT,
)
from helpers.engine_host import Events, MakeHost, alternatives_to, endings, translation_of
from helpers.fake_engine import FakeOpener, Gate, fake_model


@pytest.fixture
def letter(tmp_path: Path) -> DocumentRequest:
    """A document of three sentences; where the last two can be held, `one` cannot."""
    path = tmp_path / "letter.txt"
    path.write_text("one\n\nhold\n\nthree\n", encoding="utf-8")
    return DocumentRequest(path, tmp_path, "zh", source="en")


def report_of(event: Event) -> DocumentReport:
    assert isinstance(event, JobFinished)
    assert isinstance(event.result, DocumentReport)
    return event.result


def test_a_document_is_translated_by_the_engine_thread(
    make_host: MakeHost, events: Events, letter: DocumentRequest
) -> None:
    seen = events.until_end_of(make_host().submit(letter, DOCUMENTS_SLOT))

    report = report_of(seen[-1])
    assert report.output.read_text(encoding="utf-8") == "ONE\n\nHOLD\n\nTHREE\n"
    done = [e.progress.done for e in seen if isinstance(e, JobProgress)]
    assert done == sorted(done)
    assert {e.progress.total for e in seen if isinstance(e, JobProgress)} == {3}


def test_what_is_typed_goes_first_in_the_middle_of_a_document(
    make_host: MakeHost, events: Events, opener: FakeOpener, letter: DocumentRequest
) -> None:
    gate = opener.gates["hold"] = Gate()
    host = make_host()
    document = host.submit(letter, DOCUMENTS_SLOT)
    gate.wait_until_reached()

    typed = [host.submit(translation_of("a")), host.submit(translation_of("ab"))]
    options = host.submit(alternatives_to("b"), slot=ALTERNATIVES_SLOT)
    gate.open()

    seen = events.until_end_of(document)
    assert [event.job for event in endings(seen)] == [typed[0], typed[1], options, document]
    assert [type(event) for event in endings(seen)[:2]] == [JobCancelled, JobFinished]
    assert report_of(seen[-1]).finished


def test_a_waiting_document_lets_later_requests_pass(
    make_host: MakeHost, events: Events, opener: FakeOpener, letter: DocumentRequest
) -> None:
    gate = opener.gates["first"] = Gate()
    host = make_host()
    host.submit(translation_of("first"), "other")
    gate.wait_until_reached()
    document, typed = host.submit(letter, DOCUMENTS_SLOT), host.submit(translation_of("a"))
    gate.open()

    seen = events.until_end_of(document)
    assert [event.job for event in endings(seen)] == [1, typed, document]


def test_calling_off_what_is_typed_leaves_the_document_alone(
    make_host: MakeHost, events: Events, opener: FakeOpener, letter: DocumentRequest
) -> None:
    first, second = opener.gates["hold"], opener.gates["slow"] = Gate(), Gate()
    host = make_host()
    document = host.submit(letter, DOCUMENTS_SLOT)
    first.wait_until_reached()
    typed = host.submit(translation_of("slow\nnever"))
    first.open()
    second.wait_until_reached()
    host.cancel(typed)
    second.open()

    seen = events.until_end_of(document)
    assert endings(seen)[0] == JobCancelled(typed)
    assert report_of(seen[-1]).finished


def test_a_document_called_off_behind_other_work_keeps_what_is_done(
    make_host: MakeHost, events: Events, opener: FakeOpener, letter: DocumentRequest
) -> None:
    first, second = opener.gates["hold"], opener.gates["slow"] = Gate(), Gate()
    host = make_host()
    document = host.submit(letter, DOCUMENTS_SLOT)
    first.wait_until_reached()
    typed = host.submit(translation_of("slow"))
    first.open()
    second.wait_until_reached()
    host.cancel(document)
    second.open()

    seen = events.until_end_of(document)
    assert isinstance(endings(seen)[0], JobFinished)
    assert endings(seen)[0].job == typed
    report = report_of(seen[-1])
    assert not report.finished
    assert report.output.name == "letter.zh.unfinished.txt"
    assert "ONE" in report.output.read_text(encoding="utf-8")


def test_a_document_called_off_before_its_first_sentence_leaves_nothing(
    make_host: MakeHost, events: Events, opener: FakeOpener, tmp_path: Path
) -> None:
    gate = opener.gates["hold"] = Gate()
    (tmp_path / "a.txt").write_text("hold\n\ntwo\n", encoding="utf-8")
    host = make_host()
    request = DocumentRequest(tmp_path / "a.txt", tmp_path / "out", "zh", source="en")
    document = host.submit(request, DOCUMENTS_SLOT)
    gate.wait_until_reached()
    host.cancel(document)
    gate.open()

    assert endings(events.until_end_of(document)) == [JobCancelled(document)]
    assert list((tmp_path / "out").iterdir()) == []


def test_the_model_of_a_document_is_not_put_away_for_other_work(
    make_host: MakeHost, events: Events, opener: FakeOpener, letter: DocumentRequest
) -> None:
    gate = opener.gates["hold"] = Gate()
    host = make_host()
    document = host.submit(letter, DOCUMENTS_SLOT)
    gate.wait_until_reached()
    for number, model in enumerate(("second", "third")):
        host.submit(translation_of("a", model_id=model), f"slot {number}")
    gate.open()

    assert report_of(events.until_end_of(document)[-1]).finished
    assert [(engine.model_id, engine.closed) for engine in opener.opened] == [
        (DEFAULT_MODEL_ID, False),
        ("second", True),
        ("third", False),
    ]


def test_the_model_that_translates_a_summary_is_not_put_away_for_other_work(
    make_host: MakeHost, events: Events, opener: FakeOpener, app_paths: AppPaths, tmp_path: Path
) -> None:
    fake_model(app_paths.models, "summaries", jobs=("summarize-extractive",))
    path = tmp_path / "letter.txt"
    path.write_text("This one is held.\n\nThis one follows it.\n", encoding="utf-8")
    gate = opener.gates["This one is held."] = Gate()
    host = make_host()
    summary = host.submit(
        DocumentSummaryRequest(
            path,
            "extractive",
            SummaryLength(sentences=2),
            target_language="zh",
            model_id="summaries",
        ),
        DOCUMENTS_SLOT,
    )
    gate.wait_until_reached()
    host.submit(translation_of("a", model_id="second"), "another slot")
    gate.open()

    events.until_end_of(summary)
    assert [(engine.model_id, engine.closed) for engine in opener.opened] == [
        ("summaries", False),
        (DEFAULT_MODEL_ID, False),
        ("second", False),
    ]
