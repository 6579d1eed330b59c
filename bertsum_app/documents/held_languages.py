"""Files that are made to hold translations say of which languages; what was asked for must fit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from bertsum_app.documents.errors import DocumentOtherLanguage


def base_language(said: str) -> str:
    """`zh` of `zh_CN`, `zh-Hans` or `ZH`."""
    return re.split("[-_@.]", said)[0].lower()


def check_languages(path: Path, held: Iterable[str], target: str) -> None:
    """Whether translations into `target` fit the ones that are `held` already.

    Raises:
        DocumentOtherLanguage: they do not.
    """
    for said in held:
        if base_language(said) != target:
            raise DocumentOtherLanguage(path, said)
