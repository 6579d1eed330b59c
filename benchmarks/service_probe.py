"""A process that translates a page as the command line does and tells its memory (memory.py)."""

from __future__ import annotations

import json
import os
import sys

from machine import resident_mb
from texts import page

from bertsum_app.service.app import BertSumService
from bertsum_app.service.requests import TranslateRequest


def main() -> int:
    """Print the figures as one line of JSON."""
    service = BertSumService.default()
    outcome = service.translate(TranslateRequest(page("en"), "en", "zh"))
    figures = {"resident_mb": resident_mb(os.getpid()), "milliseconds": outcome.milliseconds}
    service.close()
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
