"""A service over made-up models and an engine without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bertsum_app.core.paths import AppPaths
from bertsum_app.core.settings import Settings
from bertsum_app.library.store import DEFAULT_MODEL_ID, ModelStore
from bertsum_app.service.app import BertSumService
from bertsum_app.service.engine_host import EngineHost
from bertsum_app.service.events import Event
from helpers.engine_host import Clock, Events, MakeHost
from helpers.fake_engine import WAIT_S, FakeOpener, fake_model
from helpers.fixtures import tiny_model

__all__ = ["tiny_model"]  # a fixture, to be found here


@pytest.fixture
def opener() -> FakeOpener:
    """Loads the models of `store`; its attributes say what is to happen."""
    return FakeOpener()


@pytest.fixture
def store(tmp_path: Path, app_paths: AppPaths) -> ModelStore:
    """The default model, `second` and `third`, which do everything, and `plain`."""
    embedded = tmp_path / "embedded"
    for model_id in (DEFAULT_MODEL_ID, "second", "third"):
        fake_model(embedded, model_id)
    fake_model(embedded, "plain", jobs=("translate",))
    return ModelStore(embedded, app_paths.models)


@pytest.fixture
def service(app_paths: AppPaths, store: ModelStore, opener: FakeOpener) -> BertSumService:
    """A service that needs no closing."""
    return BertSumService(app_paths, store, Settings(), opener=opener)


@pytest.fixture
def events() -> Events:
    return Events()


@pytest.fixture
def make_host(
    store: ModelStore, app_paths: AppPaths, events: Events, opener: FakeOpener
) -> Iterator[MakeHost]:
    hosts: list[EngineHost] = []

    def make(
        settings: Settings | None = None,
        clock: Clock | None = None,
        publish: Callable[[Event], None] = events.publish,
    ) -> EngineHost:
        host = EngineHost(
            store,
            app_paths,
            settings or Settings(),
            publish,
            opener=opener,
            clock=clock or Clock(0.001),
        )
        hosts.append(host)
        return host

    yield make
    for gate in opener.gates.values():
        gate.open()
    for host in hosts:
        assert host.close(WAIT_S)
