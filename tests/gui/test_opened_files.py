"""Files from the desktop: arguments, a second start, and events of macOS."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bertsum_app.core.paths import AppPaths
from bertsum_app.core.settings import Settings
from bertsum_app.gui.app import Session
from bertsum_app.gui.main_window import SETTINGS
from bertsum_app.gui.single_instance import HandedOver
from bertsum_app.library.archive import pack_model
from bertsum_app.library.store import DEFAULT_MODEL_ID, ModelStore
from bertsum_app.service.app import BertSumService
from helpers.fake_engine import FakeOpener, fake_model


@pytest.fixture
def service(app_paths: AppPaths, tmp_path: Path) -> BertSumService:
    fake_model(tmp_path / "embedded", DEFAULT_MODEL_ID)
    store = ModelStore(tmp_path / "embedded", app_paths.models)
    return BertSumService(app_paths, store, Settings(live=False), opener=FakeOpener())


@pytest.fixture
def model_file(tmp_path: Path) -> Path:
    fake_model(tmp_path / "other", "house-style")
    target = tmp_path / "模型.BERTSUM"
    pack_model(tmp_path / "other" / "house-style", target)
    return target


def said(qtbot: QtBot, session: Session) -> str:
    """The title of the message, once there is one."""
    bar = session.window.workspace.messages
    qtbot.waitUntil(lambda: bar.message is not None)
    assert bar.message is not None
    return bar.message.title


def test_a_model_named_at_the_start_is_installed(
    qtbot: QtBot, session: Session, service: BertSumService, model_file: Path
) -> None:
    session.begin((model_file,))
    assert "is installed" in said(qtbot, session)
    assert service.model("house-style").folder.is_dir()
    assert session.window.models.name_of("house-style")


def test_a_model_that_is_there_already_is_said(
    qtbot: QtBot, session: Session, model_file: Path
) -> None:
    with qtbot.waitSignal(session.window.bridge.engine_ready):
        session.begin()
    session._on_handed_over(HandedOver((model_file,)))
    assert "is installed" in said(qtbot, session)
    session.window.workspace.messages.dismiss()
    session._on_handed_over(HandedOver((model_file,)))
    assert said(qtbot, session) == "There is a model of this name already"


def test_a_second_start_may_ask_for_a_kind_of_work(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.window.bridge.engine_ready):
        session.begin()
    session.window.show_page(SETTINGS)
    session._on_handed_over(HandedOver(mode="summarize"))
    assert session.window.controller.mode == "summarize"
    assert session.window.workspace.isVisible()
    session._on_handed_over(HandedOver(mode="sing"))
    assert session.window.controller.mode == "summarize"


def test_a_damaged_model_leaves_nothing_behind(
    qtbot: QtBot, session: Session, app_paths: AppPaths, tmp_path: Path
) -> None:
    damaged = tmp_path / "broken.bertsum"
    damaged.write_bytes(b"PK\x03\x04 and nothing more")
    session.begin((damaged,))
    assert "damaged" in said(qtbot, session).lower()
    assert [path for path in app_paths.models.rglob("*") if path.is_file()] == []


def test_a_file_that_macos_wants_opened_waits_for_the_engine(
    qtbot: QtBot, session: Session, service: BertSumService, model_file: Path
) -> None:
    session.open_file(model_file)
    session.begin()
    assert "is installed" in said(qtbot, session)


def test_the_event_of_macos_names_its_file(tmp_path: Path) -> None:
    # There is one application object a process, and the tests have theirs.
    script = (
        "import sys\n"
        "from PySide6.QtCore import QCoreApplication, QUrl\n"
        "from PySide6.QtGui import QFileOpenEvent\n"
        "from bertsum_app.gui.application import Application\n"
        "application = Application(['x', '-platform', 'offscreen'])\n"
        "application.file_wanted.connect(lambda path: sys.stdout.write(path.name))\n"
        "event = QFileOpenEvent(QUrl.fromLocalFile(sys.argv[1]))\n"
        "QCoreApplication.sendEvent(application, event)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "letter.txt")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "letter.txt"), done.stderr
