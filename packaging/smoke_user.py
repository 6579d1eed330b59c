"""Who uses the bundle in a smoke test: somebody new, without a Python and without a network.

The person may be whoever runs the test, or, as root on Linux, an account made for it and removed again.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TypeAlias

Ended: TypeAlias = "subprocess.CompletedProcess[bytes]"

_LONG_S = 900.0
#: Ways to leave all networks, the first that the system allows is taken.
_OFFLINE = (("unshare", "--net"), ("unshare", "--user", "--map-current-user", "--net"))


class Failed(Exception):
    """Something is not as it should be."""


def see(what: str, seen: str) -> None:
    """Tell one thing that was seen to work."""
    print(f"smoke: {what}: {seen}", flush=True)


@dataclass(frozen=True)
class Account:
    """An account of the system."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class User:
    """`offline`: what a command begins with that has no network; `account` None: oneself."""

    home: Path
    runtime: Path
    """Where the session keeps sockets, as desktops have it."""
    offline: tuple[str, ...] = ()
    account: Account | None = None
    more: Mapping[str, str] = field(default_factory=dict)
    """Variables of the session besides."""

    @property
    def environment(self) -> dict[str, str]:
        """What the session of somebody new has; a Python is not on its PATH, since it has none."""
        nowhere = "http://127.0.0.1:9"
        environ = {"HOME": str(self.home), "LANG": "C.UTF-8", "XDG_RUNTIME_DIR": str(self.runtime)}
        environ |= {"http_proxy": nowhere, "https_proxy": nowhere}
        if sys.platform == "win32":
            environ |= {name: os.environ[name] for name in ("SystemRoot", "TEMP", "PATHEXT")}
            environ |= {"LOCALAPPDATA": str(self.home), "USERPROFILE": str(self.home)}
        return {**environ, **self.more}

    def run(self, command: Sequence[str], text: str = "") -> Ended:
        """Run a command to its end, `text` on its standard input."""
        return subprocess.run(
            self._as_user(command),
            input=text.encode(),
            capture_output=True,
            env=self.environment,
            cwd=self.home,
            timeout=_LONG_S,
            check=False,
        )

    def open(self, command: Sequence[str], said: IO[bytes]) -> subprocess.Popen[bytes]:
        """Start a program as a desktop does on a double click: no terminal, the home folder as its own.

        `said`: where that goes which nobody would see.
        """
        return subprocess.Popen(
            self._as_user(command),
            env=self.environment,
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )

    def give(self, *paths: Path) -> None:
        """Make files and whole folders this person's own."""
        if self.account is None:
            return
        for top in paths:
            for path in (top, *top.rglob("*")):
                os.chown(path, self.account.uid, self.account.gid, follow_symlinks=False)

    def _as_user(self, command: Sequence[str]) -> list[str]:
        if self.account is None:
            return [*self.offline, *command]
        ids = (f"--reuid={self.account.uid}", f"--regid={self.account.gid}")
        return [*self.offline, "setpriv", *ids, "--clear-groups", *command]


@contextmanager
def new_user(scratch: Path, *, other: bool) -> Iterator[User]:
    """Somebody with an empty home in `scratch`; `other`: with an account of their own.

    Raises:
        Failed: no account can be made here.
    """
    home, runtime = scratch / "用户", scratch / "session"
    for folder in (home, runtime):
        folder.mkdir(mode=0o700)
    offline = way_offline()
    if not other:
        yield User(home, runtime, offline)
        return
    with _account(home) as account:
        user = User(home, runtime, offline, account)
        user.give(home, runtime)
        see("user", f"{account.name}, an account of its own, at home in {home}")
        yield user


def way_offline() -> tuple[str, ...]:
    """What to begin a command with so that it has no network; says so where the system refuses."""
    for way in _OFFLINE:
        if shutil.which(way[0]) is not None:
            tried = subprocess.run([*way, "true"], capture_output=True, check=False)
            if tried.returncode == 0:
                see("network", "none: " + " ".join(way))
                return way
    print("smoke: the network was not cut off, since the system does not allow it")
    return ()


@contextmanager
def _account(home: Path) -> Iterator[Account]:
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("useradd") is None:
        raise Failed("an account of its own needs root and useradd")
    name = _make_account(home)
    import pwd

    try:
        entry = pwd.getpwnam(name)
        yield Account(name, entry.pw_uid, entry.pw_gid)
    finally:
        subprocess.run(["userdel", "--force", name], capture_output=True, check=False)


def _make_account(home: Path) -> str:
    """Make an account, under a Chinese name where the system takes one; its name."""
    said = b""
    for name in (f"测试{os.getpid()}", f"bertsum{os.getpid()}"):
        command = ["useradd", "--badname", "--no-create-home", "--home-dir", str(home), name]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode == 0:
            return name
        said = done.stderr
    raise Failed(f"no account could be made: {said.decode(errors='replace').strip()}")
