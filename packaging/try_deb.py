#!/usr/bin/env python3
"""Install and remove a Debian package in a fresh system: `try_deb.py FILE.deb [--suite bookworm]`.

As root, with `debootstrap` and a Debian mirror to be reached. The smallest Debian there is is made in a
temporary folder; apt installs the package there with what it depends on, a user who is not root
translates with it, in a shell and in the window, and after its removal nothing of it may be left.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import product
from smoke_place import Place, has_chinese
from smoke_screen import missing_tools, screen
from smoke_user import Failed, User
from smoke_window import Visit

_USER = "tester"
_SESSION = "/run/session"
_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"


class _Installed(Place):
    """The program in the fresh system; its folder is named as it is seen from outside."""

    def command(self, name: str, *arguments: str) -> list[str]:
        return [name, *arguments]


def main(arguments: Sequence[str] | None = None) -> int:
    """Try it; one line for each thing that was seen to work."""
    parser = argparse.ArgumentParser(description="Install and remove a Debian package.")
    parser.add_argument("package", type=Path)
    parser.add_argument("--suite", default="bookworm", help="the Debian to try it on")
    parser.add_argument("--mirror", default="http://deb.debian.org/debian")
    given = parser.parse_args(arguments)
    if shutil.which("debootstrap") is None:
        print("try-deb: debootstrap is not installed")
        return 1
    with tempfile.TemporaryDirectory(prefix="bertsum-root-") as scratch:
        root = Path(scratch)
        # It becomes the root of a system, in which others than root go about.
        root.chmod(0o755)
        make_system(root, given.suite, given.mirror)
        try:
            try_package(root, given.package)
        except Failed as failure:
            print(f"try-deb: FAILED: {failure}")
            return 1
    print("try-deb: all is well")
    return 0


def make_system(root: Path, suite: str, mirror: str) -> None:
    """The smallest system, with a user."""
    command = ["debootstrap", "--variant=minbase", suite, str(root), mirror]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    _inside(root, "useradd", "--create-home", _USER)
    print(f"try-deb: a fresh {suite} is there", flush=True)


def try_package(root: Path, package: Path) -> None:
    """Install, use, remove.

    Raises:
        Failed: one of them is not as it should be.
    """
    shutil.copy2(package, root / "tmp" / "it.deb")
    apt = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y")
    _inside(root, *apt, "update")
    _inside(root, *apt, "--no-install-recommends", "install", "/tmp/it.deb")
    name = _inside(root, "dpkg-deb", "--field", "/tmp/it.deb", "Package").strip()
    installed = _inside(root, "dpkg-query", "--listfiles", name).split("\n")
    print(f"try-deb: {name} is installed: {len(installed)} files and folders", flush=True)
    _use(root)
    _inside(root, *apt, "purge", name)
    left = [path for path in installed if _is_ours(path) and _lies_there(root, path)]
    if left:
        raise Failed(f"left after the removal: {left[:5]}")
    print("try-deb: nothing is left after the removal", flush=True)


def _use(root: Path) -> None:
    _inside(root, "install", "-d", "-m", "700", "-o", _USER, _SESSION)
    variables = (f"HOME=/home/{_USER}", f"XDG_RUNTIME_DIR={_SESSION}", "LANG=C.UTF-8")
    as_user = ("/usr/bin/env", f"PATH={_PATH}", "runuser", "-u", _USER, "--", "env", *variables)
    said = _inside(
        root, *as_user, product.COMMAND, "translate", "--to", "zh", text="The weather is nice.\n"
    )
    if not has_chinese(said):
        raise Failed(f"no Chinese came of the sentence: {said!r}")
    print(f"try-deb: translate: {said.strip()}", flush=True)
    missing = missing_tools()
    if missing:
        print(f"try-deb: the window was not tried, since this machine lacks {', '.join(missing)}")
        return
    with screen() as shown:
        # The screen is outside, where the keys are pressed; X's socket is not a file.
        user = User(
            root / "home" / _USER,
            root / _SESSION.lstrip("/"),
            (shutil.which("chroot") or "chroot", str(root), *as_user),
            more={"DISPLAY": shown.display},
        )
        visit = Visit(_Installed(root / "usr/lib" / product.COMMAND, user), shown, None)
        with visit.opened() as window:
            visit.type_a_sentence(window)
            visit.close(window)


def _is_ours(path: str) -> bool:
    return product.COMMAND in path


def _lies_there(root: Path, path: str) -> bool:
    inside = root / path.lstrip("/")
    return inside.is_symlink() or inside.exists()


def _inside(root: Path, *command: str, text: str = "") -> str:
    done = subprocess.run(
        ["chroot", str(root), *command], input=text, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Failed(f"{' '.join(command)}: exit code {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
