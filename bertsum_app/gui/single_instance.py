"""One window per user and home folder: a second start hands its files over and ends.

Who holds the lock file is the first; it answers on a local socket (a named pipe on Windows). A
killed process leaves both behind: a lock whose process is gone does not count, and its socket is
removed. Where the first does not answer in time, the second opens a window of its own, for better
two windows than none.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QStandardPaths, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_log = logging.getLogger(__name__)

ACTIVATION_TOKEN_VARIABLE = "XDG_ACTIVATION_TOKEN"
"""Where a Wayland desktop puts the permission to come forward."""

_VERSION = 1
_ANSWER = b"ok\n"
_ANSWER_WITHIN_S = 5.0
_ASK_AGAIN_S = 0.1
_LONGEST_MESSAGE = 1 << 20
# Unix keeps the path of a socket in 104 to 108 bytes.
_LONGEST_PATH = 100


@dataclass(frozen=True)
class HandedOver:
    """What a second start wants of the running window: to come forward, and to open these files.

    `activation_token` is the desktop's permission to come forward (Wayland); often empty. `mode` is
    the kind of work to change to; empty: none.
    """

    files: tuple[Path, ...] = ()
    activation_token: str = ""
    mode: str = ""


class SingleInstance(QObject):
    """Make one, ask `claim`; the first then calls `listen` when it has a window."""

    received = Signal(object)
    """Another start handed this over: a `HandedOver`."""

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        """`home` is a folder that tells this installation's files from another's."""
        super().__init__(parent)
        self._socket_name, lock_file = _names(home)
        self._lock = QLockFile(lock_file)
        # However old: whether its process lives is what counts.
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None
        self._sockets: list[QLocalSocket] = []

    def claim(self) -> bool:
        """Whether this process is the first."""
        return self._lock.tryLock(0)

    def hand_over(
        self, files: Sequence[Path], environ: Mapping[str, str] = os.environ, mode: str = ""
    ) -> bool:
        """Ask the first process to do it; False when it did not answer in time."""
        message = {
            "version": _VERSION,
            "files": [str(path.absolute()) for path in files],
            "activation_token": environ.get(ACTIVATION_TOKEN_VARIABLE, ""),
            "mode": mode,
        }
        _let_others_come_forward()
        until = time.monotonic() + _ANSWER_WITHIN_S
        # The first may still be on its way to a window that can answer.
        while time.monotonic() < until:
            if _ask(self._socket_name, json.dumps(message).encode() + b"\n"):
                return True
            time.sleep(_ASK_AGAIN_S)
        _log.warning("the running window does not answer; opening another one")
        return False

    def listen(self) -> None:
        """Answer later starts from now on; for the first process only."""
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        if not self._server.listen(self._socket_name):
            # Left behind by a killed process: we hold the lock, so nobody listens there.
            QLocalServer.removeServer(self._socket_name)
            if not self._server.listen(self._socket_name):
                _log.warning("cannot listen for later starts: %s", self._server.errorString())

    def close(self) -> None:
        """Answer no more and let another be the first."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _on_connection(self) -> None:
        assert self._server is not None
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            # Held here until it is done with: what is connected to must not hold it.
            self._sockets.append(socket)
            socket.readyRead.connect(self._read_all)
            socket.disconnected.connect(self._drop_closed)
        self._read_all()

    def _read_all(self) -> None:
        """Take up what has come whole; there is hardly ever more than one that speaks."""
        for socket in tuple(self._sockets):
            if socket.canReadLine():
                self._take_up(socket)
            elif socket.bytesAvailable() > _LONGEST_MESSAGE:
                socket.abort()

    def _take_up(self, socket: QLocalSocket) -> None:
        handed_over = parse_message(bytes(socket.readLine().data()))
        if handed_over is None:
            socket.abort()
            return
        socket.write(_ANSWER)
        socket.flush()
        socket.disconnectFromServer()
        self.received.emit(handed_over)

    def _drop_closed(self) -> None:
        from PySide6.QtNetwork import QLocalSocket

        closed = QLocalSocket.LocalSocketState.UnconnectedState
        for socket in tuple(self._sockets):
            if socket.state() == closed:
                self._sockets.remove(socket)
                socket.deleteLater()


def parse_message(line: bytes) -> HandedOver | None:
    """What another start sent; None for what is no such message."""
    try:
        message = json.loads(line)
        if message["version"] != _VERSION or not isinstance(message["files"], list):
            return None
        files = tuple(Path(name) for name in message["files"])
        token, mode = message["activation_token"], message.get("mode", "")
    except (ValueError, KeyError, TypeError):
        return None
    if not isinstance(token, str) or not isinstance(mode, str):
        return None
    if not all(path.is_absolute() for path in files):
        return None
    return HandedOver(files, token, mode)


def _ask(name: str, message: bytes) -> bool:
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    wait_ms = round(_ANSWER_WITHIN_S * 1000)
    if not socket.waitForConnected(wait_ms):
        return False
    socket.write(message)
    while not socket.canReadLine():
        if not socket.waitForReadyRead(wait_ms):
            return False
    return bytes(socket.readLine().data()) == _ANSWER


def _names(home: Path) -> tuple[str, str]:
    """Name of the socket, and path of the lock file; the same for every start of this user."""
    key = f"{Path.home()}\0{os.path.realpath(home)}"
    name = f"bertsum-{hashlib.sha256(key.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}"
    # A folder of this user and this machine alone: a lock on a shared drive would name a process
    # of another machine.
    place = (
        QStandardPaths.StandardLocation.RuntimeLocation
        if sys.platform.startswith("linux")
        else QStandardPaths.StandardLocation.TempLocation
    )
    folder = Path(QStandardPaths.writableLocation(place))
    lock_file = str(folder / f"{name}.lock")
    socket = str(folder / name)
    if sys.platform == "win32" or len(os.fsencode(socket)) > _LONGEST_PATH:
        socket = name
    return socket, lock_file


def _let_others_come_forward() -> None:
    """Windows lets only the process the person just started give the foreground away."""
    if sys.platform == "win32":
        import ctypes

        any_process = -1
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
