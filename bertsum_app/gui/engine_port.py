"""What the window needs of the engine, and nothing more.

`service.engine_host.EngineHost` fits; tests put a fake in its place.
"""

from __future__ import annotations

from typing import Protocol

from bertsum_app.core.settings import Settings
from bertsum_app.service.requests import Request


class EnginePort(Protocol):
    """Every call returns at once; what comes of it arrives as events through the bridge."""

    def submit(self, request: Request, slot: str = "main") -> int:
        """Begin a job and return its number; it takes the place of the slot's earlier one."""
        ...

    def cancel(self, job: int | None = None) -> None:
        """Call off a job, or all of them."""
        ...

    def warm_up(self, model_id: str | None = None) -> None:
        """Load a model ahead of time."""
        ...

    def use_settings(self, settings: Settings) -> None:
        """Take other settings from the next job on."""
        ...

    def close(self, timeout_s: float = 2.0) -> bool:
        """Call everything off and end; False when it did not end in time."""
        ...
