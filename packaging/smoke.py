#!/usr/bin/env python3
"""Use a bundle as a person without anything of ours would: `smoke.py FOLDER [--other-user]`.

The folder (a bundle's, or an AppDir) is copied to a place with a Chinese name, a new empty home beside
it, no Python on the PATH and no network; with `--other-user` by an account that is made for it and may
write nothing but its home. Then the console twin translates, summarizes, reads sentiment, takes a
document and (in the full edition) trains for three steps. On Linux, with a screen of its own, the window
is opened as by a double click, typed into, given a file by drag and drop and one by a second start,
taught (full), and closed. At last the program is made portable.
Says what it saw and how long the starts took; exit code 1 at the first thing that is not as it should
be, 3 with `--need-window` on a machine that cannot show one.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import smoke_commands
from smoke_place import Place
from smoke_screen import missing_tools
from smoke_user import Failed, new_user
from smoke_window import try_window

_NOT_HERE = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the bundle; prints one line for each thing that was seen to work."""
    parser = argparse.ArgumentParser(description="Use a bundle as a new user would.")
    parser.add_argument("folder", type=Path, help="what bundle.py or appdir.py built")
    parser.add_argument("--screenshots", type=Path, help="where pictures of the window go")
    parser.add_argument(
        "--other-user", action="store_true", help="make an account for it (Linux, as root)"
    )
    parser.add_argument(
        "--need-window", action="store_true", help="fail where the window cannot be tried"
    )
    given = parser.parse_args(arguments)
    # Whoever calls it off: what was made for it is taken away all the same.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    missing = missing_tools()
    if given.need_window and missing:
        print(f"smoke: the window cannot be tried, since this machine lacks {', '.join(missing)}")
        return _NOT_HERE
    with tempfile.TemporaryDirectory(prefix="bertsum-smoke-") as made:
        scratch = Path(made)
        # Others than who starts the test go about in it.
        scratch.chmod(0o755)
        try:
            with new_user(scratch, other=given.other_user) as user:
                # The place differs from where it was built, and is not the user's own.
                place = Place(scratch / "程序 folder", user)
                shutil.copytree(given.folder, place.folder, symlinks=True)
                use(place, scratch, given.screenshots)
        except Failed as failure:
            print(f"smoke: FAILED: {failure}")
            return 1
    print("smoke: all is well")
    return 0


def use(place: Place, scratch: Path, screenshots: Path | None) -> None:
    """Everything, one after the other.

    Raises:
        Failed: something is not as it should be.
    """
    documents = place.user.home / "文档"
    documents.mkdir()
    place.user.give(documents)
    smoke_commands.try_commands(place)
    smoke_commands.try_document(place, documents)
    smoke_commands.try_pdf(place, documents)
    smoke_commands.try_evaluation(place, documents)
    smoke_commands.try_training(place, documents)
    try_window(place, screenshots)
    if not place.is_appdir:
        home = scratch / "home of another"
        home.mkdir()
        smoke_commands.try_portable(replace(place, user=replace(place.user, home=home)), home)


if __name__ == "__main__":
    sys.exit(main())
