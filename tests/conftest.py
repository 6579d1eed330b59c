"""What holds for every test: no window, one core, no folder outside of tmp_path, no thread left."""

from __future__ import annotations

import os

# Before Qt, torch or CTranslate2 are imported by anybody: they read these once.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["OMP_NUM_THREADS"] = "1"

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bertsum_app.core.paths import HOME_VARIABLE, AppPaths

THREAD_JOIN_S = 20.0
_EXIT_STATUS = pytest.StashKey[int]()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Keep the status for the end of the process."""
    session.config.stash[_EXIT_STATUS] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """End the process here, before the interpreter takes Qt apart.

    With PySide6 6.11.3 that crashes now and then after thousands of tests: all green, and then exit code
    -11. Every fixture is torn down and every result is told by now.
    """
    status = config.stash.get(_EXIT_STATUS, None)
    if status is not None:
        config.get_terminal_writer().flush()
        os._exit(status)


# No deadline: a shared machine is sometimes slow. No example database: no run depends on an earlier
# one.
settings.register_profile(
    "bertsum",
    deadline=None,
    max_examples=50,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("bertsum")


@pytest.fixture
def app_paths(tmp_path: Path) -> AppPaths:
    """The program's folders beneath tmp_path; none of them exists yet."""
    return AppPaths.beneath(tmp_path / "home")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Code that asks for the user's own folders gets some beneath tmp_path instead."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))


@pytest.fixture(autouse=True)
def no_thread_left_behind() -> Iterator[None]:
    """A test fails when a Python thread it started is still alive after a short grace."""
    before = set(threading.enumerate())
    yield
    # Dummy threads stand for foreign (Qt, CTranslate2) threads that once called into Python: nobody
    # here can end them.
    left = [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]
    for thread in left:
        thread.join(THREAD_JOIN_S)
    alive = [thread.name for thread in left if thread.is_alive()]
    if alive:
        pytest.fail(f"threads left running: {', '.join(alive)}")
