"""Training beside the window: starts `bertsum train` as a child, tells what its runs say, gives orders.

A run lives in its folder (see `training.run_folder`). What it says is read from ``events.jsonl`` there,
whoever started it: this window, an earlier one that left it running, or a command in a shell. Orders
go to a child of ours on its standard input, to anybody else's run by its command file. A child whose
standard input ends saves and stops, so nothing is left behind by a window that crashed; `close` can
leave the children running instead.
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TypeAlias

from bertsum_app.core.atomic import write_text_atomic
from bertsum_app.core.errors import AppError, RunBusy, RunIncompatible, from_os_error
from bertsum_app.core.paths import AppPaths
from bertsum_app.core.process import apart, lasting_command
from bertsum_app.core.settings import Settings
from bertsum_app.library.manifest import check_model_id
from bertsum_app.library.store import ModelStore
from bertsum_app.service.lessons import note_learned
from bertsum_app.service.training import (
    LIVE_STATES,
    CheckFailed,
    CorpusChecked,
    ModelsChanged,
    RunCompared,
    RunFailure,
    RunRow,
    RunSaid,
    RunsListed,
    TrainingFailed,
    TrainingNews,
    TrainingRequest,
)
from bertsum_app.service.training_files import (
    ASKED_FILE,
    LOG_FILE,
    RunReader,
    parse_check,
    read_before_after,
    run_folders,
)
from bertsum_app.service.tune_folder import TuneFolder
from bertsum_app.training.control import Command
from bertsum_app.training.run_presence import is_at_work, send_command

_log = logging.getLogger(__name__)

#: How often runs are looked at while one is at work.
_LOOK_S = 0.25
#: A run of somebody else's may begin at any time.
_REST_S = 2.0
_KILL_AFTER_S = 5.0
_OUTPUT_FILE = "output.json"
_SETTINGS_FILE = "settings.json"
#: How the folder of a removed run is called until its files are gone.
_REMOVED = ".removed"
_TEMPORARY_VARIABLES = ("TMPDIR", "TEMP", "TMP")

_Task: TypeAlias = Callable[[], None]


@dataclass
class _Check:
    """A child that looks at files. What it writes anywhere is in `scratch`, so it can be killed."""

    request: TrainingRequest
    process: subprocess.Popen[bytes]
    scratch: tempfile.TemporaryDirectory[str]

    @property
    def output(self) -> Path:
        return Path(self.scratch.name) / _OUTPUT_FILE


class TrainingHost:
    """Every call returns at once; what comes of it is published from the one thread that does it."""

    def __init__(
        self,
        paths: AppPaths,
        models: ModelStore,
        settings: Settings,
        publish: Callable[[TrainingNews], None],
        *,
        environ: Mapping[str, str] = os.environ,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`environ` is that of the children, which must lead them to the same folders as `paths`."""
        self._paths = paths
        self._models = models
        self._settings = settings
        self._publish = publish
        self._environ = dict(environ)
        self._clock = clock
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._readers: dict[str, RunReader] = {}
        self._rows: dict[str, RunRow] = {}
        self._listed: tuple[RunRow, ...] | None = None
        self._listing = False
        """Whether somebody wants to know of runs at all."""
        self._stale = False
        """Rows may be out of date although their runs said nothing."""
        self._next_full_look = 0.0
        self._watched = ""
        self._anew = False
        self._check: _Check | None = None
        self._leave_running = False
        self._thread = threading.Thread(target=self._work, name="bertsum-training", daemon=True)
        self._thread.start()

    # --- from any thread ------------------------------------------------------------------------

    def list_runs(self) -> None:
        """Answered by `RunsListed`, which also comes whenever a run stands otherwise than before."""
        self._do(self._list)

    def watch(self, name: str) -> None:
        """Tell what this run has said and will say, as `RunSaid`; "" watches none."""
        self._do(lambda: self._watch(name))

    def check(self, request: TrainingRequest) -> None:
        """Look at the files; answered by `CorpusChecked` or `CheckFailed` unless a newer check comes."""
        self._do(lambda: self._start_check(request))

    def cancel_check(self) -> None:
        """No check is wanted any more."""
        self._do(self._end_check)

    def start(self, request: TrainingRequest) -> None:
        """Begin a run; `TrainingFailed` says why it could not be begun."""
        self._do(lambda: self._start(request), request.name)

    def resume(self, name: str) -> None:
        """Go on with a run that was stopped or broken off."""
        self._do(lambda: self._resume(name), name)

    def order(self, name: str, command: Command) -> None:
        """Tell a run to pause, resume, save, finish or stop; one that is not at work hears nothing."""
        self._do(lambda: self._order(name, command), name)

    def remove(self, name: str) -> None:
        """Delete a run that is not at work, with all its files; a model in the library stays."""
        self._do(lambda: self._remove(name), name)

    def compare(self, name: str) -> None:
        """Answered by `RunCompared`."""
        self._do(lambda: self._compare(name), name)

    def install(self, name: str) -> None:
        """Put a run's model into the library; answered by `ModelsChanged`."""
        self._do(lambda: self._install(name), name)

    def uninstall(self, name: str) -> None:
        """Take a run's model out of the library; it stays in the run. Answered by `ModelsChanged`."""
        self._do(lambda: self._uninstall(name), name)

    def use_settings(self, settings: Settings) -> None:
        """Take other settings from the next run on."""
        self._do(lambda: setattr(self, "_settings", settings))

    def close(self, *, leave_running: bool, timeout_s: float = 2.0) -> bool:
        """End; our runs go on without us, or save and stop by themselves. False: not ended in time."""
        self._leave_running = leave_running
        self._tasks.put(None)
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    # --- the thread -----------------------------------------------------------------------------

    def _do(self, task: Callable[[], None], name: str = "") -> None:
        def guarded() -> None:
            try:
                task()
            except Exception as error:
                if not isinstance(error, AppError):
                    _log.exception("training: a bug of ours")
                self._tell(TrainingFailed(error, name))

        self._tasks.put(guarded)

    def _work(self) -> None:
        while True:
            try:
                task = self._tasks.get(timeout=self._pause_s())
            except queue.Empty:
                pass
            else:
                if task is None:
                    break
                task()
            if self._tasks.empty():
                self._look()
        self._end_check()
        self._let_go()

    def _pause_s(self) -> float | None:
        live = any(row.state in LIVE_STATES for row in self._rows.values())
        if self._check is not None or live or self._children:
            return _LOOK_S
        return _REST_S if self._listing else None

    def _look(self) -> None:
        """Tell what is new: of a check, of the watched run, and of how runs stand."""
        try:
            self._look_at_check()
            if self._listing:
                self._look_at_runs()
                self._stale = False
        except Exception:
            # Tried again soon; the thread that gives orders must not end by a file that changes.
            _log.exception("runs could not be looked at")

    def _look_at_runs(self) -> None:
        now = self._clock()
        if now >= self._next_full_look:
            self._next_full_look = now + _REST_S
            folders = {folder.name: folder for folder in run_folders(self._paths.runs)}
            self._readers = {
                name: self._readers.get(name) or RunReader(folder)
                for name, folder in folders.items()
            }
            self._rows = {name: row for name, row in self._rows.items() if name in folders}
            looked_at = set(folders)
        else:
            looked_at = {name for name, row in self._rows.items() if row.state in LIVE_STATES}
            looked_at |= self._readers.keys() & {self._watched, *self._children}
        for name in looked_at:
            self._look_at_run(name, self._readers[name])
        listed = tuple(sorted(self._rows.values(), key=lambda row: (-row.changed_ms, row.name)))
        if listed != self._listed:
            self._listed = listed
            self._tell(RunsListed(listed))

    def _look_at_run(self, name: str, reader: RunReader) -> None:
        child = self._children.get(name)
        if child is not None and child.poll() is not None:
            _close_input(self._children.pop(name))
            child = None
        # Asked before reading, so that what a process says last of all is not missed.
        at_work = child is not None or is_at_work(reader.folder)
        events = reader.read()
        before = self._rows.get(name)
        if events or before is None or (before.state in LIVE_STATES) != at_work or self._stale:
            row = reader.row(self._models, at_work=at_work)
            self._rows[name] = replace(row, ours=child is not None)
        if name == self._watched and (events or self._anew):
            self._tell(RunSaid(name, events, self._anew))
            self._anew = False

    def _look_at_check(self) -> None:
        check = self._check
        if check is None or check.process.poll() is None:
            return
        self._check = None
        text = ""
        # Temporary folders are swept by others, too; a check that says nothing has failed.
        with contextlib.suppress(OSError):
            text = check.output.read_text(encoding="utf-8", errors="replace").strip()
        check.scratch.cleanup()
        try:
            found = parse_check(text)
        except ValueError:
            found = RunFailure("", log_tail=text[-1000:])
        if isinstance(found, RunFailure):
            self._tell(CheckFailed(check.request, found))
        else:
            self._tell(CorpusChecked(check.request, found))

    def _tell(self, news: TrainingNews) -> None:
        try:
            self._publish(news)
        except Exception:
            _log.exception("%s could not be delivered", type(news).__name__)

    # --- what is asked for, on the thread -------------------------------------------------------

    def _list(self) -> None:
        if not self._listing:
            self._sweep()
        self._listing = True
        self._listed = None
        self._look_again()

    def _look_again(self) -> None:
        self._stale = True
        self._next_full_look = 0.0

    def _watch(self, name: str) -> None:
        self._watched = name
        self._anew = bool(name)
        # From its beginning.
        self._readers.pop(name, None)
        self._look_again()

    def _start_check(self, request: TrainingRequest) -> None:
        self._end_check()
        scratch = tempfile.TemporaryDirectory(prefix="bertsum-check-", ignore_cleanup_errors=True)
        environ = dict.fromkeys(_TEMPORARY_VARIABLES, scratch.name)
        try:
            arguments = ["--check", "--json", *self._machine()]
            arguments += _arguments(request, Path(scratch.name))
            with (Path(scratch.name) / _OUTPUT_FILE).open("wb") as output:
                process = self._spawn(arguments, output, subprocess.DEVNULL, environ=environ)
        except BaseException:
            scratch.cleanup()
            raise
        self._check = _Check(request, process, scratch)

    def _end_check(self) -> None:
        check, self._check = self._check, None
        if check is not None:
            _kill(check.process)
            check.scratch.cleanup()

    def _start(self, request: TrainingRequest) -> None:
        check_model_id(request.name)
        self._models.check_free(request.name)
        folder = self._paths.runs / request.name
        if TuneFolder(folder).tune_file.exists() or (folder / ASKED_FILE).exists():
            raise RunIncompatible(folder, "a run of this name is there; resume or remove it")
        self._paths.ensure(folder)
        write_text_atomic(folder / ASKED_FILE, request.to_json())
        # Installing is the person's to decide, once they have seen what came of it.
        arguments = ["--no-install", "--name", request.name, *_arguments(request, folder)]
        self._begin(folder, arguments)

    def _resume(self, name: str) -> None:
        folder = self._paths.runs / name
        self._check_idle(folder)
        self._begin(folder, ["--resume", str(folder)])

    def _check_idle(self, folder: Path) -> None:
        """Raises `RunBusy` also where our child has only just begun and does not say so itself yet."""
        child = self._children.get(folder.name)
        if (child is not None and child.poll() is None) or is_at_work(folder):
            raise RunBusy(folder)

    def _begin(self, folder: Path, arguments: list[str]) -> None:
        self._end_check()
        try:
            with (folder / LOG_FILE).open("ab") as log:
                arguments = ["--control", *self._machine(), *arguments]
                process = self._spawn(arguments, subprocess.DEVNULL, log, stdin=subprocess.PIPE)
        except OSError as error:
            raise from_os_error(error, folder) from error
        self._children[folder.name] = process
        self._look_again()

    def _order(self, name: str, command: Command) -> None:
        child = self._children.get(name)
        if child is not None and child.stdin is not None and child.poll() is None:
            with contextlib.suppress(OSError):
                child.stdin.write(f"{command}\n".encode())
                child.stdin.flush()
                return
        folder = self._paths.runs / name
        if is_at_work(folder):
            send_command(folder, command)

    def _remove(self, name: str) -> None:
        folder = self._paths.runs / name
        self._check_idle(folder)
        # Out of the list at once, whatever happens to the files.
        doomed = folder.with_name(f".{name}.{time.time_ns()}{_REMOVED}")
        try:
            folder.rename(doomed)
        except OSError as error:
            raise from_os_error(error, folder) from error
        # The next run of this name is told from its own beginning.
        self._readers.pop(name, None)
        self._rows.pop(name, None)
        self._look_again()
        self._sweep()

    def _sweep(self) -> None:
        """Delete what was removed, now or in a session that ended over it, while orders are heeded."""
        doomed = list(self._paths.runs.glob(f".*{_REMOVED}"))
        if doomed:
            threading.Thread(
                target=_delete, args=(doomed,), name="bertsum-sweep", daemon=True
            ).start()

    def _compare(self, name: str) -> None:
        self._tell(RunCompared(name, read_before_after(self._paths.runs / name)))

    def _install(self, name: str) -> None:
        folder = self._paths.runs / name
        installed = self._models.install(TuneFolder(folder).model)
        try:
            note_learned(self._paths, folder, installed.manifest)
        finally:
            self._look_again()
            self._tell(ModelsChanged(name, installed=True))

    def _uninstall(self, name: str) -> None:
        self._models.remove(name)
        self._look_again()
        self._tell(ModelsChanged(name, installed=False))

    # --- children -------------------------------------------------------------------------------

    def _machine(self) -> list[str]:
        return ["--device", self._settings.device]

    def _spawn(
        self,
        arguments: list[str],
        output: IO[bytes] | int,
        errors: IO[bytes] | int,
        *,
        stdin: int = subprocess.DEVNULL,
        environ: Mapping[str, str] | None = None,
    ) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            lasting_command("train", *arguments),
            stdin=stdin,
            stdout=output,
            stderr=errors,
            env={**self._environ, **(environ or {})},
            **apart(),
        )

    def _let_go(self) -> None:
        """The end of standard input tells the children to save and stop, unless they were let go."""
        for child in self._children.values():
            if self._leave_running and child.stdin is not None:
                with contextlib.suppress(OSError):
                    child.stdin.write(b"detach\n")
            _close_input(child)


def _arguments(request: TrainingRequest, folder: Path) -> list[str]:
    """Those of `bertsum train` for a request; its settings are written into `folder`."""
    if not request.settings:
        return request.arguments()
    path = folder / _SETTINGS_FILE
    write_text_atomic(path, request.config)
    return ["--config", str(path), *request.arguments()]


def _delete(folders: list[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _close_input(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        # What is still to be written is of no use to a process that has ended.
        with contextlib.suppress(OSError):
            process.stdin.close()


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a child that has nothing to save."""
    if process.poll() is None:
        process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_KILL_AFTER_S)
