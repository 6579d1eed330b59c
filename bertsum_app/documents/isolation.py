"""Documents are read and written by a process of their own, since files may come from anywhere.

What the reader does to memory, time or itself ends with that process: here it is an error with a
name. Only bytes come back, and only the caller writes them to a place.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import AppError, UnknownEncoding, UnreadableFile, WrongEncoding
from bertsum_app.core.process import apart, program_command
from bertsum_app.documents import errors
from bertsum_app.documents.codec import Json, document_from_json, rewriting_to_json
from bertsum_app.documents.format import Reading, WriteOptions, Written
from bertsum_app.documents.limits import Limits
from bertsum_app.documents.model import Document, Rewriting

#: The argument that makes our program a reader of documents (see `bertsum_app.__main__`).
WORKER_ARGUMENT = "--document-worker"
_LOOK_S = 0.1
_CLASSES: dict[str, type[AppError]] = {
    kind.code: kind
    for kind in (
        UnreadableFile,
        UnknownEncoding,
        WrongEncoding,
        *(each for each in vars(errors).values() if isinstance(each, type)),
    )
    if issubclass(kind, AppError)
}


class DocumentProcess:
    """Reads and writes documents, each call in a fresh process. Used by one thread at a time."""

    def __init__(
        self, limits: Limits | None = None, started: subprocess.Popen[bytes] | None = None
    ) -> None:
        """`limits`: what each process may use. `started`: the one for the first call (see `ahead`)."""
        self._limits = limits or Limits()
        self._started = started

    @contextlib.contextmanager
    def ahead(self) -> Iterator[DocumentProcess]:
        """The same, with the process of its first call started now, for a call that is sure to come.

        It loads what it needs while the caller does something else, and then waits.
        """
        process = _start()
        try:
            yield DocumentProcess(self._limits, process)
        finally:
            with process:
                process.kill()

    def read(self, path: Path, reading: Reading, cancel: CancelToken) -> Document:
        """Take a file apart.

        Raises:
            AppError: a `DocumentError`, `UnreadableFile` or `UnknownEncoding`.
            Cancelled: the process is ended when `cancel` is set.
        """
        answer, _ = self._ask({"task": "read", "reading": asdict(reading)}, path, cancel)
        return document_from_json(answer["document"])

    def look(self, path: Path, reading: Reading, cancel: CancelToken) -> Document:
        """As `read`, for what is known of the file besides its blocks, which are left out.

        A file without words for people is no error here.
        """
        answer, _ = self._ask({"task": "look", "reading": asdict(reading)}, path, cancel)
        return document_from_json(answer["document"])

    def write(
        self,
        path: Path,
        reading: Reading,
        document: Document,
        rewriting: Rewriting,
        options: WriteOptions,
        cancel: CancelToken,
    ) -> Written:
        """The file at `path`, which was read as `document`, with new contents.

        Raises as `read`, and `DocumentChanged` where the file is another one by now.
        """
        request = {
            "task": "write",
            # In the encoding that was found, or its blocks would be others.
            "reading": asdict(replace(reading, encoding=document.encoding)),
            "digest": document.digest,
            "rewriting": rewriting_to_json(rewriting),
            "options": asdict(options),
        }
        answer, payload = self._ask(request, path, cancel)
        return Written(payload, tuple(answer["left_out"]))

    def _ask(self, request: Json, path: Path, cancel: CancelToken) -> tuple[Json, bytes]:
        cancel.raise_if_cancelled()
        whole = {**request, "path": str(path.absolute()), "limits": asdict(self._limits)}
        output, code = self._run(json.dumps(whole).encode() + b"\n", path, cancel)
        line, _, payload = output.partition(b"\n")
        try:
            answer = json.loads(line)
        except ValueError:
            raise self._ended(path, code) from None
        if "error" in answer:
            params = answer["params"]
            if "path" in params:
                params["path"] = path
            raise _CLASSES[answer["error"]](**params)
        if len(payload) != answer.get("bytes", 0):
            raise self._ended(path, code)
        return answer, payload

    def _run(self, request: bytes, path: Path, cancel: CancelToken) -> tuple[bytes, int]:
        """What the process says, and its exit code."""
        process, self._started = self._started or _start(), None
        with process:
            speaker = _Speaker(process, request)
            try:
                waited = 0.0
                while True:
                    started = time.monotonic()
                    try:
                        output, _ = process.communicate(timeout=_LOOK_S)
                        return output, process.returncode
                    except subprocess.TimeoutExpired:
                        waited += time.monotonic() - started
                    if waited > self._limits.seconds:
                        raise errors.DocumentTooSlow(path, self._limits.seconds)
                    # Where other jobs go first meanwhile, that is not the document's time.
                    cancel.raise_if_cancelled()
            finally:
                if process.poll() is None:
                    process.kill()
                # With nobody at the other end it ends, too.
                speaker.join()

    def _ended(self, path: Path, code: int) -> AppError:
        """The process ended without an answer."""
        if sys.platform != "win32" and code < 0:
            import signal

            if code == -signal.SIGXCPU:
                return errors.DocumentTooSlow(path, self._limits.seconds)
            return errors.DocumentReaderFailed(path, f"signal {-code}")
        return errors.DocumentReaderFailed(path, f"exit code {code}")


class _Speaker(threading.Thread):
    """Says the request while its answer is awaited.

    It may be longer than a pipe holds, and `communicate` sends only what fits before its first
    timeout (CPython, at least up to 3.13).
    """

    def __init__(self, process: subprocess.Popen[bytes], request: bytes) -> None:
        super().__init__(name="bertsum-document-request", daemon=True)
        assert process.stdin is not None
        # Ours from now on: `communicate` would close it.
        self._pipe, process.stdin = process.stdin, None
        self._request = request
        self.start()

    def run(self) -> None:
        # The process may end before it has heard all: what it says then tells why.
        with contextlib.suppress(OSError), self._pipe:
            self._pipe.write(self._request)


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        _command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        **apart(),
    )


def _command() -> list[str]:
    return program_command(WORKER_ARGUMENT)
