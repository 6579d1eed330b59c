"""Reads and checks a made-up corpus in a process of its own; `tsv` or `tmx` says of which kind."""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_TSV_PAIRS, _TMX_BYTES = 200_000, 200_000_000
_WORDS = (
    "the",
    "file",
    "server",
    "you",
    "can",
    "open",
    "save",
    "when",
    "settings",
    "data",
    "and",
    "is",
)
_CHARACTERS = "文件服务器可以打开保存当所有设置新窗口数据和的是到在有不了我们他这中大来上国"
_UNIT = (
    '<tu><tuv xml:lang="en-US"><seg>{}</seg></tuv><tuv xml:lang="zh-CN"><seg>{}</seg></tuv></tu>\n'
)


def main(kind: str) -> None:
    """Print one JSON object."""
    # After the arguments: what is imported counts in the peak.
    from bertsum_app.corpus.check import CorpusCheck
    from bertsum_app.corpus.user_corpus import open_corpus

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"made.{kind}"
        _write(path, kind)
        started = time.process_time()
        check = CorpusCheck("translate")
        for _ in check.clean(open_corpus([path], "translate")):
            pass
        seconds = time.process_time() - started
    examples = check.report().examples
    print(json.dumps({"pairs_per_s": examples / seconds, "peak_mb": _peak_mb()}))


def _write(path: Path, kind: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        if kind == "tsv":
            for english, chinese in _pairs(_TSV_PAIRS):
                file.write(f"{english}\t{chinese}\n")
            return
        file.write('<?xml version="1.0"?>\n<tmx version="1.4"><header srclang="en-US"/><body>\n')
        for english, chinese in _pairs(10**9):
            file.write(_UNIT.format(english, chinese))
            if file.tell() >= _TMX_BYTES:
                break
        file.write("</body></tmx>\n")


def _pairs(count: int) -> Iterator[tuple[str, str]]:
    rng = random.Random(1)
    for number in range(count):
        words = rng.choices(_WORDS, k=rng.randrange(4, 30))
        chinese = "".join(rng.choices(_CHARACTERS, k=len(words)))
        yield f"{' '.join(words)} {number}.", f"{chinese}{number}"


def _peak_mb() -> float:
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(peak) / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    main(sys.argv[1])
