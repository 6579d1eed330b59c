"""What can go wrong when test-set runs are compared."""

from __future__ import annotations

from bertsum_app.core.errors import InputError


class ReportsNotComparable(InputError):
    """The two reports are of different jobs or of different test sets; `reason` says which."""

    code = "reports-not-comparable"

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)
