"""What reads and writes each kind of document."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bertsum_app.documents.formats import format_for
from bertsum_app.documents.kinds import KINDS, Kind

#: Takes about as long to load as a document to read.
_OF_OTHERS = ("markdown_it", "pypdfium2", "bertsum_app.documents.html_file")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_has_its_own(kind: Kind) -> None:
    assert format_for(kind).kind is kind


def test_for_one_kind_nothing_is_loaded_that_only_others_need() -> None:
    code = f"""
import sys
import bertsum_app.documents.worker
from bertsum_app.documents import formats, kinds
formats.format_for(kinds.TEXT)
print(*(name for name in {_OF_OTHERS} if name in sys.modules))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == ""
