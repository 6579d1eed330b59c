from __future__ import annotations

import threading

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from bertsum_app.gui.bridge import EngineBridge, JobEnd
from bertsum_app.service.events import EngineReady, Event, JobCancelled, JobStarted, SegmentDone
from gui.fake_host import translation

SEGMENT = translation(("One.", "一。")).segments[0]


def publish_from_thread(bridge: EngineBridge, *events: Event) -> None:
    def publish() -> None:
        for event in events:
            bridge.publish(event)

    thread = threading.Thread(target=publish)
    thread.start()
    thread.join()


def test_events_of_another_thread_arrive_in_order_on_the_thread_of_the_window(
    qtbot: QtBot,
) -> None:
    bridge = EngineBridge()
    bridge.watch(7)
    seen: list[tuple[Event, int]] = []
    for signal in (bridge.started, bridge.segment_done, bridge.cancelled):
        signal.connect(lambda event: seen.append((event, threading.get_ident())))
    events = (JobStarted(7), SegmentDone(7, SEGMENT), JobCancelled(7))

    publish_from_thread(bridge, *events)
    assert seen == []
    qtbot.waitUntil(lambda: len(seen) == 3)

    assert [event for event, _ in seen] == list(events)
    assert {thread for _, thread in seen} == {threading.get_ident()}


def test_events_of_jobs_that_are_not_watched_are_dropped(qtbot: QtBot) -> None:
    bridge = EngineBridge()
    seen: list[Event] = []
    bridge.segment_done.connect(seen.append)
    bridge.watch(1)
    publish_from_thread(bridge, SegmentDone(1, SEGMENT))
    bridge.watch(2)
    with qtbot.waitSignal(bridge.started):
        publish_from_thread(bridge, JobStarted(2))
    assert seen == []


def test_news_about_the_engine_always_come_through(qtbot: QtBot) -> None:
    bridge = EngineBridge()
    with qtbot.waitSignal(bridge.engine_ready) as ready:
        bridge.publish(EngineReady("m", "CPU", 1))
    assert ready.args == [EngineReady("m", "CPU", 1)]


def test_a_flood_of_events_leaves_the_window_its_turns(qtbot: QtBot) -> None:
    bridge = EngineBridge()
    bridge.watch(1)
    count = 20_000
    seen = 0
    turns_between = 0
    last_seen = 0

    def on_segment(event: SegmentDone) -> None:
        nonlocal seen
        seen += 1

    def on_turn() -> None:
        nonlocal turns_between, last_seen
        if last_seen < seen < count:
            turns_between += 1
        last_seen = seen

    bridge.segment_done.connect(on_segment)
    timer = QTimer()
    timer.setInterval(0)
    timer.timeout.connect(on_turn)
    timer.start()
    publish_from_thread(bridge, *([SegmentDone(1, SEGMENT)] * count))
    qtbot.waitUntil(lambda: seen == count)
    timer.stop()
    assert turns_between >= 1


def test_a_closed_bridge_delivers_nothing(qtbot: QtBot) -> None:
    bridge = EngineBridge()
    bridge.watch(1)
    seen: list[Event] = []
    bridge.started.connect(seen.append)
    bridge.publish(JobStarted(1))
    bridge.close()
    bridge.publish(JobStarted(1))
    other = EngineBridge()
    with qtbot.waitSignal(other.engine_ready):
        other.publish(EngineReady("m", "CPU", 1))
    assert seen == []


def test_a_fault_of_one_receiver_keeps_no_later_event_from_the_others(qtbot: QtBot) -> None:
    bridge = EngineBridge()

    def fails(event: JobEnd) -> None:
        raise ValueError("a bug of ours")

    bridge.follow(1, fails)
    with qtbot.captureExceptions() as faults:
        bridge.publish(JobCancelled(1))
        qtbot.waitUntil(lambda: bool(faults))
    with qtbot.waitSignal(bridge.engine_ready):
        bridge.publish(EngineReady("m", "CPU", 1))
