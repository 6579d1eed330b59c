"""The program from its first paint to its end, with the real engine host and a fake engine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import DiskFull, NoRoomToKeep, SettingsUnreadable
from bertsum_app.core.paths import AppPaths
from bertsum_app.core.settings import Settings, read_settings
from bertsum_app.gui import app
from bertsum_app.gui.app import Session
from bertsum_app.gui.main_window import TRAINING
from bertsum_app.gui.messages import message_for
from bertsum_app.gui.single_instance import HandedOver, SingleInstance
from bertsum_app.gui.theme import current_theme
from bertsum_app.gui.tokens import DARK
from bertsum_app.gui.training.page import TrainingPage
from bertsum_app.gui.workspace.missing_font import missing_font_words
from bertsum_app.library.store import DEFAULT_MODEL_ID, ModelStore
from bertsum_app.service.app import BertSumService
from bertsum_app.service.correction_store import CorrectionStore
from bertsum_app.service.corrections import Correction
from bertsum_app.service.events import EngineReady
from bertsum_app.service.training import TrainingRequest
from bertsum_app.training.control import RunControl
from bertsum_app.training.events import CorpusRead, RunPaused, TrainingEvent, event_line
from bertsum_app.training.run_presence import at_work
from gui.session_use import LOOKS, correct, work
from gui.widgets import child_of
from helpers.fake_engine import FakeOpener, Gate

READ_WITHIN_MS = 30_000
"""Each document is read and written by a process of its own; a busy machine takes its time."""


def test_the_engine_starts_only_after_the_first_paint(
    qtbot: QtBot, session: Session, opener: FakeOpener
) -> None:
    order: list[str] = []
    session.window.painted.connect(lambda: order.append(f"painted, {len(opener.opened)} open"))
    session.window.bridge.engine_ready.connect(lambda event: order.append("ready"))
    with qtbot.waitSignal(session.window.bridge.engine_ready):
        session.begin()
    assert order == ["painted, 0 open", "ready"]
    assert session.window.header.model.text() == f"Model {DEFAULT_MODEL_ID}"


@pytest.mark.parametrize(("has_font", "title"), [(True, None), (False, missing_font_words().title)])
def test_where_no_font_has_chinese_characters_the_program_says_so(
    qtbot: QtBot,
    qapp: QApplication,
    service: BertSumService,
    monkeypatch: pytest.MonkeyPatch,
    has_font: bool,
    title: str | None,
) -> None:
    monkeypatch.setattr(app, "shows_chinese", lambda: has_font)
    session = Session(qapp, service, LOOKS)
    qtbot.addWidget(session.window)
    session.window.workspace.source.pane.insert("天气很好。")
    message = session.window.workspace.messages.message
    session.window.close()
    session.end()
    assert (message.title if message else None) == title


def test_a_text_goes_through_the_real_engine_host(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitActive(session.window):
        session.begin()
    page = session.window.workspace
    page.source.pane.insert("one line\nanother line")
    qtbot.keyClick(page.source.pane, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "fake" in page.actions_bar.status.text())
    assert page.result.pane.text == "ONE LINE\nANOTHER LINE"


def test_what_was_wrong_at_the_start_is_there_after_the_first_translations(
    qtbot: QtBot, session: Session, service: BertSumService, app_paths: AppPaths
) -> None:
    damaged = app_paths.settings_file
    damaged.parent.mkdir(parents=True)
    damaged.write_bytes(b"{")
    problem = read_settings(damaged).problem
    assert problem is not None
    service.problems = (problem,)
    session.begin()
    work(qtbot, session, "dear all")
    message = session.window.workspace.messages.message
    assert message is not None
    assert message.title == message_for(problem).title
    assert read_settings(damaged).problem is None


def test_with_a_full_disk_a_text_is_translated_and_what_is_not_kept_is_said_once(
    qtbot: QtBot, session: Session, opener: FakeOpener, app_paths: AppPaths
) -> None:
    opener.cache_problem = DiskFull(app_paths.converted / "some-model")
    session.begin()
    work(qtbot, session, "dear all")
    assert session.window.workspace.result.pane.text == "DEAR ALL"
    message = session.window.workspace.messages.message
    assert message == replace(message_for(NoRoomToKeep(app_paths.converted)), stays=True)
    assert message.action == "none"
    session.window.workspace.messages.put_away()
    with qtbot.waitSignal(session.window.bridge.engine_ready):
        session.window.bridge.publish(EngineReady("other", "CPU", 1, opener.cache_problem))
    assert session.window.workspace.messages.message is None


def written(folder: Path, *names: str) -> tuple[Path, ...]:
    paths = tuple(folder / name for name in names)
    for path in paths:
        path.write_text("dear all\n", encoding="utf-8")
    return paths


def test_all_files_named_at_the_start_are_translated_beside_themselves(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    session.begin(written(tmp_path, "a.txt", "b.md"))
    qtbot.waitUntil((tmp_path / "b.zh.md").exists, timeout=READ_WITHIN_MS)
    assert (tmp_path / "a.zh.txt").read_text(encoding="utf-8") == "DEAR ALL\n"


def test_a_later_start_hands_over_all_its_files(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    with qtbot.waitSignal(session.window.bridge.engine_ready):
        session.begin()
    instance = SingleInstance(tmp_path)
    session.answer(instance)
    instance.received.emit(HandedOver(written(tmp_path, "a.txt", "b.txt", "c.txt")))
    rows = session.window.workspace.documents.rows
    qtbot.waitUntil(lambda: len(rows) == 3, timeout=READ_WITHIN_MS)
    qtbot.waitUntil(
        lambda: all(row.document.state == "finished" for row in rows.values()),
        timeout=READ_WITHIN_MS,
    )
    assert (tmp_path / "c.zh.txt").exists()


def test_a_file_named_at_the_start_is_opened_where_its_text_is_to_be_read(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    session.window.controller.choose_mode("sentiment")
    session.begin(written(tmp_path, "letter.txt"))
    qtbot.waitUntil(
        lambda: session.window.workspace.source.pane.text == "dear all", timeout=READ_WITHIN_MS
    )


def test_typing_goes_on_in_the_middle_of_a_document(
    qtbot: QtBot, session: Session, opener: FakeOpener, tmp_path: Path
) -> None:
    gate = opener.gates["hold"] = Gate()
    path = tmp_path / "long.txt"
    path.write_text("one\n\nhold\n\nthree\n", encoding="utf-8")
    session.begin((path,))
    rows = session.window.workspace.documents.rows
    qtbot.waitUntil(lambda: len(rows) == 1, timeout=READ_WITHIN_MS)
    gate.wait_until_reached()
    page = session.window.workspace
    page.source.pane.insert("in between")
    gate.open()
    with qtbot.waitSignal(session.window.controller.result_kept):
        page.actions_bar.run_button.click()
    assert page.result.pane.text == "IN BETWEEN"
    qtbot.waitUntil((tmp_path / "long.zh.txt").exists, timeout=READ_WITHIN_MS)


def test_closing_the_window_in_the_middle_of_a_document_keeps_what_is_done(
    qtbot: QtBot,
    session: Session,
    opener: FakeOpener,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate = opener.gates["hold"] = Gate()
    path = tmp_path / "long.txt"
    path.write_text("one\n\nhold\n\nthree\n", encoding="utf-8")
    session.begin((path,))
    qtbot.waitUntil(lambda: session.window.documents.queue.is_busy, timeout=READ_WITHIN_MS)
    gate.wait_until_reached()
    engine = session._engine
    assert engine is not None
    close = engine.close

    def let_go_on_once_called_off(timeout_s: float = 2.0) -> bool:
        engine.cancel()
        gate.open()
        return close(timeout_s)

    monkeypatch.setattr(engine, "close", let_go_on_once_called_off)
    session.window.close()
    session.end()
    assert "ONE" in (tmp_path / "long.zh.unfinished.txt").read_text(encoding="utf-8")
    assert sorted(each.name for each in tmp_path.glob("*long*")) == [
        "long.txt",
        "long.zh.unfinished.txt",
    ]


# --- recent files ---------------------------------------------------------------------------------


def test_recent_files_are_there_at_the_next_start(
    qtbot: QtBot, qapp: QApplication, session: Session, service: BertSumService, tmp_path: Path
) -> None:
    paths = written(tmp_path, "a.txt", "b.txt")
    session.begin(paths)
    qtbot.waitUntil(
        lambda: session.window.documents.recent.files == paths[::-1], timeout=READ_WITHIN_MS
    )
    other = Session(qapp, service, LOOKS)
    qtbot.addWidget(other.window)
    with qtbot.waitSignal(other.window.bridge.engine_ready):
        other.begin()
    assert other.window.documents.recent.files == paths[::-1]
    other.window.close()
    other.end()


def test_nothing_is_remembered_of_files_while_the_history_is_off(
    qtbot: QtBot, session: Session, app_paths: AppPaths, tmp_path: Path
) -> None:
    session.begin(written(tmp_path, "a.txt"))
    recent = session.window.documents.recent
    qtbot.waitUntil(lambda: len(recent.files) == 1, timeout=READ_WITHIN_MS)
    assert app_paths.recent_file.exists()
    session.preferences.change(history=False)
    assert recent.files == ()
    assert not app_paths.recent_file.exists()
    session.window.take_files(written(tmp_path, "b.txt"))
    qtbot.waitUntil((tmp_path / "b.zh.txt").exists, timeout=READ_WITHIN_MS)
    assert recent.files == ()
    assert not app_paths.recent_file.exists()


def test_a_missing_model_is_said_in_the_page(
    qtbot: QtBot, qapp: QApplication, app_paths: AppPaths, tmp_path: Path
) -> None:
    store = ModelStore(tmp_path / "nothing", app_paths.models)
    session = Session(qapp, BertSumService(app_paths, store, Settings()), LOOKS)
    qtbot.addWidget(session.window)
    session.begin()
    qtbot.waitUntil(session.window.workspace.messages.isVisible)
    message = session.window.workspace.messages.message
    assert message is not None
    assert DEFAULT_MODEL_ID in message.title
    session.window.close()
    session.end()


def test_trouble_of_the_start_is_said(
    qtbot: QtBot, qapp: QApplication, service: BertSumService, app_paths: AppPaths
) -> None:
    problem = SettingsUnreadable(app_paths.settings_file)
    service.problems = (problem,)
    session = Session(qapp, service, LOOKS)
    qtbot.addWidget(session.window)
    session.begin()
    told = replace(message_for(problem), stays=True)
    qtbot.waitUntil(lambda: session.window.workspace.messages.message == told)
    session.window.close()
    session.end()


def test_looks_come_from_the_settings_unless_the_environment_says_otherwise(
    qtbot: QtBot, qapp: QApplication, app_paths: AppPaths, tmp_path: Path
) -> None:
    settings = Settings(theme="dark", interface_language="zh", target_language="en")
    store = ModelStore(tmp_path, app_paths.models)
    session = Session(qapp, BertSumService(app_paths, store, settings), {})
    qtbot.addWidget(session.window)
    assert current_theme() is DARK
    page = session.window.workspace
    assert page.actions_bar.run_button.text() == "翻译"
    assert page.result.language.code == "en"
    session.theme.choose("light")
    session.end()


def test_theme_and_language_chosen_in_the_settings_hold_at_once(
    qtbot: QtBot, session: Session
) -> None:
    page = session.window.settings_page
    page.theme.segment("dark").click()
    page.language.segment("zh").click()
    assert current_theme() is DARK
    run_button = session.window.workspace.actions_bar.run_button
    # Qt tells the widgets in the next turn of the event loop.
    qtbot.waitUntil(lambda: run_button.text() == "翻译")
    page.live.click()
    # A setting that has nothing to do with the looks leaves them as they are.
    assert current_theme() is DARK
    page.theme.segment("light").click()
    assert current_theme() is not DARK


def test_a_changed_setting_is_there_at_the_next_start(
    session: Session, service: BertSumService, app_paths: AppPaths
) -> None:
    session.window.settings_page.beam_size.setValue(2)
    session.preferences.flush()
    assert read_settings(app_paths.settings_file).settings.beam_size == 2


def test_trainings_are_looked_for_when_their_page_is_gone_to(
    qtbot: QtBot, session: Session, app_paths: AppPaths
) -> None:
    asked = TrainingRequest("mine", "translate", ("memory.tsv",))
    folder = app_paths.runs / "mine"
    folder.mkdir(parents=True)
    (folder / "asked.json").write_text(asked.to_json(), encoding="utf-8")
    with qtbot.waitActive(session.window):
        session.begin()
    session.window.show_page(TRAINING)
    page = child_of(session.window, TrainingPage)
    qtbot.waitUntil(lambda: len(page.list.runs) == 1)
    run = page.list.runs[0]
    assert (run.name, run.state, run.resumable) == ("mine", "interrupted", False)
    assert page.setup.base.code == DEFAULT_MODEL_ID


def test_a_training_left_running_is_shown_from_the_start(
    qtbot: QtBot, session: Session, app_paths: AppPaths
) -> None:
    folder = app_paths.runs / "mine"
    folder.mkdir(parents=True)
    asked = TrainingRequest("mine", "translate", ("memory.tsv",))
    (folder / "asked.json").write_text(asked.to_json(), encoding="utf-8")
    events: tuple[TrainingEvent, ...] = (CorpusRead(0, 9, 8, 1, 200, {}), RunPaused(50))
    (folder / "events.jsonl").write_text("".join(map(event_line, events)), encoding="utf-8")
    tab = session.window.header.navigation.segment(TRAINING)
    with at_work(folder, RunControl(CancelToken())):
        session.begin()
        qtbot.waitUntil(lambda: tab.text() == "Training · 25 %")
    qtbot.waitUntil(lambda: tab.text() == "Training")


def test_closing_the_window_ends_the_engine_even_in_the_middle_of_a_job(
    qtbot: QtBot, session: Session, opener: FakeOpener
) -> None:
    with qtbot.waitSignal(session.window.bridge.engine_ready):
        session.begin()
    page = session.window.workspace
    page.source.pane.insert("line\n" * 2000)
    qtbot.keyClick(page.source.pane, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    session.window.close()
    session.end()
    assert [engine.closed for engine in opener.opened] == [True]


# --- corrections ---------------------------------------------------------------------------------


def test_a_remembered_correction_is_counted_and_listed(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.window.bridge.engine_ready):
        session.begin()
    session.preferences.change(live=False)
    work(qtbot, session, "dear all")
    tab = session.window.header.navigation.segment(TRAINING)
    assert tab.badge == ""
    correct(qtbot, session)
    assert tab.badge == "1"
    tab.click()
    page = child_of(session.window, TrainingPage)
    assert page.corrections.isVisible()
    item = page.corrections.list.topLevelItem(0)
    assert item is not None
    assert [item.text(column) for column in range(3)] == ["dear all", "Better: DEAR ALL", "New"]


def test_corrections_of_an_earlier_start_are_counted(
    qtbot: QtBot, session: Session, app_paths: AppPaths
) -> None:
    store = CorrectionStore(app_paths.corrections_file)
    store.save([Correction("One.", "一", "一。", "en", "zh", chosen=False)], 1)
    store.close()
    session.begin()
    tab = session.window.header.navigation.segment(TRAINING)
    qtbot.waitUntil(lambda: tab.badge == "1")
