"""What every kind of work of the Workspace page has in common.

The controller runs jobs and deals with one `Work` at a time. A `Work` knows how to ask for its job,
how to show what comes of it, and what of it is lit in the panes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bertsum_app.service.requests import Request

if TYPE_CHECKING:
    from bertsum_app.inference.translator import SegmentResult
    from bertsum_app.service.history import FinishedWork
    from bertsum_app.service.results import JobResult


class Work(Protocol):
    """One kind of work. All calls on the GUI thread."""

    @property
    def source_text(self) -> str | None:
        """The text that the result belongs to; None without a result."""
        ...

    @property
    def result_text(self) -> str:
        """The result as text, to copy and to save."""
        ...

    @property
    def status(self) -> str:
        """What the result took, for the status line."""
        ...

    @property
    def quick(self) -> bool:
        """Whether it can be done at each pause in typing."""
        ...

    def request(self, text: str) -> Request:
        """What to ask the engine, with what the page offers to choose."""
        ...

    def begin(self, text: str) -> None:
        """A job on this text was submitted. The earlier result stays until something comes."""
        ...

    def add_segment(self, segment: SegmentResult) -> None:
        """A sentence is ready."""
        ...

    def finish(self, result: JobResult, status: str) -> None:
        """The job is done."""
        ...

    def kept(self, result: JobResult, model_id: str) -> FinishedWork | None:
        """What the history is to keep now that this came of a job; None: there is more to come."""
        ...

    def restore(self, work: FinishedWork) -> None:
        """Take a result from the history."""
        ...

    def show(self, fresh: bool) -> None:
        """Put the result into the card; not `fresh`: it belongs to an earlier text."""
        ...

    def unlight(self) -> None:
        """The source is being changed: take the light off it."""
        ...

    def leave(self) -> None:
        """Another kind of work takes the card; keep the result, forget the running job."""
        ...
