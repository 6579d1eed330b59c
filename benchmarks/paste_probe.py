"""A process with the real window and engine, in which two megabytes are pasted, begun and cancelled."""

from __future__ import annotations

import sys
import time

from loaded_window import LoadedWindow, probe
from texts import long_text

_BYTES = 2_000_000
_WORK_S = 3.0
_REST_S = 1.0


def figures(loaded: LoadedWindow) -> dict[str, float]:
    """Milliseconds: longest gaps of the window's thread, and how long cancelling took."""
    whole = long_text(_BYTES)
    found = {}
    pane, bar = loaded.page.source.pane, loaded.page.actions_bar
    loaded.ticker.start()
    begun = time.perf_counter()
    pane.insert(whole)
    loaded.wait_until(lambda: not pane.is_filling)
    found["filled_ms"] = (time.perf_counter() - begun) * 1000
    # Language and words are looked for now.
    loaded.wait(_REST_S)
    found["paste_gap_ms"] = loaded.ticker.longest_ms
    loaded.ticker.start()
    bar.run_button.click()
    loaded.wait(_WORK_S)
    begun = time.perf_counter()
    bar.cancel_button.click()
    loaded.wait_until(lambda: not loaded.window.controller.is_running)
    found["cancel_ms"] = (time.perf_counter() - begun) * 1000
    loaded.wait(_REST_S)
    found["work_gap_ms"] = loaded.ticker.longest_ms
    return found


if __name__ == "__main__":
    sys.exit(probe(figures))
