"""For probes: how long ago this process was started. Imports next to nothing, on purpose."""

from __future__ import annotations

import os
import time

#: Set by `subject.Subject.run`: when the process was started, in seconds of `time.monotonic`, which
#: all processes of a machine share.
STARTED_VARIABLE = "BERTSUM_BENCHMARK_STARTED"


def seconds_since_start() -> float:
    """Time since whoever measures asked the system for this process."""
    return time.monotonic() - float(os.environ[STARTED_VARIABLE])
