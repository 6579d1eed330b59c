"""The engine thread: who runs, who is called off, and what is told about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bertsum_app.core.errors import EmptyText, JobNotSupported, ModelDamaged, ModelNotFound
from bertsum_app.core.settings import Settings
from bertsum_app.inference.alternatives import Alternatives
from bertsum_app.inference.translator import TranslationResult
from bertsum_app.inference.word_alignment import WordAlignment
from bertsum_app.library.store import DEFAULT_MODEL_ID
from bertsum_app.service.events import (
    EngineFailed,
    EngineReady,
    Event,
    JobCancelled,
    JobFailed,
    JobFinished,
    JobProgress,
    JobStarted,
    SegmentDone,
)
from bertsum_app.service.requests import (
    ALTERNATIVES_SLOT,
    WORD_ALIGNMENT_SLOT,
    SentimentRequest,
    WordAlignmentRequest,
)
from helpers.engine_host import Clock, Events, MakeHost, alternatives_to, endings, translation_of
from helpers.fake_engine import WAIT_S, FakeOpener, Gate, fake_model


def test_a_job_tells_its_story_from_the_worker_thread(make_host: MakeHost, events: Events) -> None:
    job = make_host().submit(translation_of("a\nb"))

    started, ready, *middle, finished = events.until_end_of(job)

    assert started == JobStarted(job)
    assert isinstance(ready, EngineReady)
    assert ready.milliseconds > 0
    assert [e.segment.text for e in middle if isinstance(e, SegmentDone)] == ["A", "B"]
    assert isinstance(finished, JobFinished)
    assert isinstance(finished.result, TranslationResult)
    assert finished.result.text == "A\nB"
    assert (finished.model_id, finished.device_label) == (DEFAULT_MODEL_ID, "fake · int1")
    assert finished.milliseconds > 0
    assert events.threads == {"bertsum-engine"}


def test_jobs_are_numbered_from_one(make_host: MakeHost) -> None:
    host = make_host()

    assert [host.submit(translation_of("a"), slot=str(slot)) for slot in range(3)] == [1, 2, 3]


def test_a_newer_request_calls_off_the_running_one_of_its_slot(
    make_host: MakeHost, events: Events, opener: FakeOpener
) -> None:
    gate = opener.gates["hold"] = Gate()
    host = make_host()
    older = host.submit(translation_of("hold\nnever"))
    gate.wait_until_reached()

    newer = host.submit(translation_of("b"))
    gate.open()

    seen = events.until_end_of(newer)
    assert [type(e) for e in endings(seen)] == [JobCancelled, JobFinished]
    assert not [e for e in seen if isinstance(e, SegmentDone) and e.job == older]


def test_pending_requests_of_a_slot_are_dropped_for_the_newest(
    make_host: MakeHost, events: Events, opener: FakeOpener
) -> None:
    gate = opener.gates["hold"] = Gate()
    host = make_host()
    host.submit(translation_of("hold"))
    gate.wait_until_reached()

    jobs = [host.submit(translation_of(text)) for text in ("a", "b", "c")]
    gate.open()

    seen = events.until_end_of(jobs[-1])
    started = [e.job for e in seen if isinstance(e, JobStarted)]
    assert started == [1, jobs[-1]]
    assert {e.job for e in seen if isinstance(e, JobCancelled)} == {1, *jobs[:-1]}


def test_slots_do_not_disturb_each_other(
    make_host: MakeHost, events: Events, opener: FakeOpener
) -> None:
    gate = opener.gates["hold"] = Gate()
    host = make_host()
    host.submit(translation_of("hold"), slot="main")
    gate.wait_until_reached()
    other = host.submit(translation_of("b"), slot="history")
    gate.open()

    assert [type(e) for e in endings(events.until_end_of(other))] == [JobFinished, JobFinished]


def test_alternatives_call_off_only_alternatives(
    make_host: MakeHost, events: Events, opener: FakeOpener
) -> None:
    gate = opener.gates["hold"] = Gate()
    host = make_host()
    translation = host.submit(translation_of("hold"))
    gate.wait_until_reached()

    older = host.submit(alternatives_to("a"), slot=ALTERNATIVES_SLOT)
    newer = host.submit(alternatives_to("b", prefix="B: ", count=2), slot=ALTERNATIVES_SLOT)
    gate.open()

    seen = events.until_end_of(newer)
    finished = {e.job: e.result for e in seen if isinstance(e, JobFinished)}
    assert set(finished) == {translation, newer}
    assert [e.job for e in seen if isinstance(e, JobCancelled)] == [older]
    found = finished[newer]
    assert isinstance(found, Alternatives)
    assert [option.text for option in found.options] == ["B: B 1", "B: B 2"]


def test_word_alignments_call_off_only_word_alignments(
    make_host: MakeHost, events: Events, opener: FakeOpener
) -> None:
    gate = opener.gates["hold"] = Gate()
    host = make_host()
    translation = host.submit(translation_of("hold"))
    gate.wait_until_reached()

    older, newer = (
        host.submit(WordAlignmentRequest("a cat", text, "en", "zh"), slot=WORD_ALIGNMENT_SLOT)
        for text in ("猫", "一只猫")
    )
    gate.open()

    seen = events.until_end_of(newer)
    finished = {e.job: e.result for e in seen if isinstance(e, JobFinished)}
    assert set(finished) == {translation, newer}
    assert [e.job for e in seen if isinstance(e, JobCancelled)] == [older]
    found = finished[newer]
    assert isinstance(found, WordAlignment)
    assert (found.sentence, found.translation) == ("a cat", "一只猫")


def test_alternatives_need_a_model_that_translates(
    make_host: MakeHost, events: Events, tmp_path: Path
) -> None:
    fake_model(tmp_path / "embedded", "reader", jobs=("sentiment",))

    job = make_host().submit(alternatives_to("a", model_id="reader"), slot=ALTERNATIVES_SLOT)

    ending = events.until_end_of(job)[-1]
    assert isinstance(ending, JobFailed)
    assert isinstance(ending.error, JobNotSupported)


def test_cancelling_a_running_job_keeps_its_segments_and_ends_it(
    make_host: MakeHost, events: Events, opener: FakeOpener
) -> None:
    gate = opener.gates["hold"] = Gate()
    host = make_host()
    job = host.submit(translation_of("a\nhold\nb"))
    gate.wait_until_reached()

    host.cancel(job)
    gate.open()

    seen = events.until_end_of(job)
    assert [e.segment.text for e in seen if isinstance(e, SegmentDone)] == ["A"]
    assert endings(seen) == [JobCancelled(job)]


def test_a_job_called_off_during_its_last_piece_of_work_is_not_delivered(
    make_host: MakeHost, events: Events, opener: FakeOpener
) -> None:
    host = make_host()
    gate = opener.gates["hold"] = Gate()
    job = host.submit(translation_of("hold"))
    gate.wait_until_reached()
    host.cancel()
    gate.open()

    assert endings(events.until_end_of(job)) == [JobCancelled(job)]


def test_cancelling_all_drops_pending_jobs_of_every_slot(
    make_host: MakeHost, events: Events, opener: FakeOpener
) -> None:
    gate = opener.gates["hold"] = Gate()
    host = make_host()
    jobs = [host.submit(translation_of("hold"), slot="1")]
    gate.wait_until_reached()
    jobs += [host.submit(translation_of("b"), slot="2"), host.submit(translation_of("c"), slot="3")]

    host.cancel()
    gate.open()

    seen = events.until_end_of(jobs[-1])
    assert endings(seen) == [JobCancelled(job) for job in jobs]
    assert [e.job for e in seen if isinstance(e, JobStarted)] == jobs[:1]


def test_cancelling_what_has_ended_or_never_was_changes_nothing(
    make_host: MakeHost, events: Events
) -> None:
    host = make_host()
    first = host.submit(translation_of("a"))
    events.until_end_of(first)

    host.cancel(first)
    host.cancel(99)

    second = host.submit(translation_of("b"))
    assert [type(e) for e in endings(events.until_end_of(second))] == [JobFinished]


def test_known_trouble_ends_the_job_and_not_the_thread(make_host: MakeHost, events: Events) -> None:
    host = make_host()
    failed = host.submit(translation_of("  "))
    (ending,) = endings(events.until_end_of(failed))
    good = host.submit(translation_of("a"))

    assert isinstance(ending, JobFailed)
    assert isinstance(ending.error, EmptyText)
    assert isinstance(events.until_end_of(good)[-1], JobFinished)


def test_a_bug_in_a_job_is_reported_logged_and_survived(
    make_host: MakeHost, events: Events, opener: FakeOpener, caplog: pytest.LogCaptureFixture
) -> None:
    opener.failures["a"] = ZeroDivisionError("bug")
    host = make_host()
    failed = host.submit(translation_of("a"))
    (ending,) = endings(events.until_end_of(failed))
    good = host.submit(translation_of("b"))

    assert ending == JobFailed(failed, opener.failures["a"])
    assert isinstance(events.until_end_of(good)[-1], JobFinished)
    assert "ZeroDivisionError" in caplog.text


def test_a_receiver_that_fails_does_not_end_the_thread(make_host: MakeHost, events: Events) -> None:
    def publish(event: Event) -> None:
        events.publish(event)
        raise RuntimeError("the receiver is gone")

    host = make_host(publish=publish)
    host.submit(translation_of("a"), slot="1")
    second = host.submit(translation_of("b"), slot="2")

    assert isinstance(events.until_end_of(second)[-1], JobFinished)


def test_warm_up_answers_with_the_model_and_the_time_it_took(
    make_host: MakeHost, events: Events
) -> None:
    host = make_host()
    host.warm_up("second")
    ready = events.next()
    host.warm_up("second")
    again = events.next()

    assert isinstance(ready, EngineReady)
    assert ready.model_id == "second"
    assert ready.milliseconds > 0
    assert again == EngineReady("second", "fake · int1", 0)


@pytest.mark.parametrize(
    ("model_id", "error"), [("second", ModelDamaged(Path("x"), "y")), ("absent", None)]
)
def test_a_warm_up_that_fails_says_so_and_jobs_go_on(
    make_host: MakeHost, events: Events, opener: FakeOpener, model_id: str, error: Exception | None
) -> None:
    if error is not None:
        opener.model_failures[model_id] = error
    host = make_host()

    host.warm_up(model_id)
    failed = events.next()
    job = host.submit(translation_of("a"))

    assert isinstance(failed, EngineFailed)
    assert failed.model_id == model_id
    assert failed.error is error or isinstance(failed.error, ModelNotFound)
    assert isinstance(events.until_end_of(job)[-1], JobFinished)


def test_a_model_without_the_job_is_refused_before_it_is_loaded(
    make_host: MakeHost, events: Events, opener: FakeOpener
) -> None:
    job = make_host().submit(SentimentRequest("a", model_id="plain"))

    (ending,) = endings(events.until_end_of(job))

    assert isinstance(ending, JobFailed)
    assert isinstance(ending.error, JobNotSupported)
    assert not opener.opened


def test_two_models_stay_loaded_and_the_one_used_longest_ago_makes_room(
    make_host: MakeHost, events: Events, opener: FakeOpener
) -> None:
    host = make_host()

    for model_id in (DEFAULT_MODEL_ID, "second", DEFAULT_MODEL_ID, "third", DEFAULT_MODEL_ID):
        events.until_end_of(host.submit(translation_of("a", model_id=model_id)))

    assert [engine.model_id for engine in opener.opened] == [DEFAULT_MODEL_ID, "second", "third"]
    assert [engine.closed for engine in opener.opened] == [False, True, False]


def test_another_device_in_the_settings_loads_the_model_again(
    make_host: MakeHost, events: Events, opener: FakeOpener
) -> None:
    host = make_host()
    events.until_end_of(host.submit(translation_of("a")))

    host.use_settings(Settings(device="cpu"))
    events.until_end_of(host.submit(translation_of("a")))

    assert opener.devices == ["auto", "cpu"]


def test_the_beam_size_is_the_requests_or_else_the_settings(
    make_host: MakeHost, events: Events, opener: FakeOpener
) -> None:
    host = make_host(Settings(beam_size=7))
    events.until_end_of(host.submit(translation_of("a")))
    events.until_end_of(host.submit(translation_of("a", beam_size=2)))

    assert [options.beam_size for options in opener.opened[0].translator.options] == [7, 2]


def test_segments_are_never_dropped_and_progress_is_thinned_out(
    make_host: MakeHost, events: Events
) -> None:
    # Every look at the clock takes 10 ms, so progress at each of 100 sentences is 100 a second.
    job = make_host(clock=Clock(0.01)).submit(translation_of("\n".join(["a"] * 100)))

    seen = events.until_end_of(job)

    assert sum(isinstance(e, SegmentDone) for e in seen) == 100
    assert 9 <= sum(isinstance(e, JobProgress) for e in seen) <= 11


def test_closing_calls_off_everything_and_closes_the_models(
    make_host: MakeHost, events: Events, opener: FakeOpener, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = opener.gates["hold"] = Gate()
    host = make_host()
    running = host.submit(translation_of("hold\nb"), slot="1")
    gate.wait_until_reached()
    pending = host.submit(translation_of("c"), slot="2")
    host.warm_up("second")

    # The running job may go on only once everything is called off: when close() begins to wait.
    thread = host._thread
    join = thread.join

    def open_and_join(timeout: float | None = None) -> None:
        gate.open()
        join(timeout)

    monkeypatch.setattr(thread, "join", open_and_join)
    assert host.close(WAIT_S)

    assert set(endings(events.rest())) == {JobCancelled(running), JobCancelled(pending)}
    assert [engine.closed for engine in opener.opened] == [True]


def test_a_closed_host_takes_no_work(make_host: MakeHost) -> None:
    host = make_host()
    host.close(WAIT_S)

    with pytest.raises(RuntimeError):
        host.submit(translation_of("a"))
    with pytest.raises(RuntimeError):
        host.warm_up()
    assert host.close(WAIT_S)


def test_nothing_is_published_once_closing_gave_up_waiting(
    make_host: MakeHost, events: Events, opener: FakeOpener
) -> None:
    gate = opener.gates["hold"] = Gate()
    host = make_host()
    host.submit(translation_of("hold\nb"))
    gate.wait_until_reached()
    events.rest()

    assert not host.close(timeout_s=0.0)
    gate.open()
    assert host.close(WAIT_S)

    assert events.rest() == []
