"""The folders of this user on this system, all decided in one place.

First that applies: the environment variable `BERTSUM_HOME` (everything beneath that folder; tests
use it too); portable mode, when a file `bertsum-portable` lies beside the program's executable; the
system's own convention through platformdirs. Nothing is created until somebody asks with `ensure`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs

from bertsum_app.core.errors import DiskFull, FolderNotWritable, ResourceError, from_os_error

HOME_VARIABLE = "BERTSUM_HOME"
PORTABLE_MARKER = "bertsum-portable"
PORTABLE_FOLDER = "bertsum-files"
_APP_NAME = "BertSum"


@dataclass(frozen=True)
class AppPaths:
    """One folder per kind of file. None of them need exist yet."""

    data: Path
    cache: Path
    config: Path
    state: Path
    log: Path

    @classmethod
    def default(
        cls, environ: Mapping[str, str] = os.environ, executable: Path | None = None
    ) -> AppPaths:
        """The folders for this user; `executable` is the running program unless given."""
        home = environ.get(HOME_VARIABLE)
        if home:
            return cls.beneath(Path(home).expanduser().absolute())
        beside = (executable or Path(sys.executable)).parent
        if (beside / PORTABLE_MARKER).is_file():
            return cls.beneath(beside / PORTABLE_FOLDER)
        # appauthor=False: no doubled company folder on Windows. Local, not roaming: models are
        # large.
        system = PlatformDirs(_APP_NAME, appauthor=False, roaming=False)
        return cls(
            data=system.user_data_path,
            cache=system.user_cache_path,
            config=system.user_config_path,
            state=system.user_state_path,
            log=system.user_log_path,
        )

    @classmethod
    def beneath(cls, root: Path) -> AppPaths:
        """All folders beneath one root."""
        return cls(
            data=root / "data",
            cache=root / "cache",
            config=root / "config",
            state=root / "state",
            log=root / "log",
        )

    @property
    def models(self) -> Path:
        """Installed models, one folder per model id."""
        return self.data / "models"

    @property
    def runs(self) -> Path:
        """Training runs, one folder each."""
        return self.data / "runs"

    @property
    def converted(self) -> Path:
        """CTranslate2 forms of models; can be deleted at any time, they are made again."""
        return self.cache / "ctranslate2"

    @property
    def torch_caches(self) -> Path:
        """What PyTorch keeps for itself; can be deleted at any time."""
        return self.cache / "torch"

    @property
    def history_file(self) -> Path:
        """The history of finished work, one SQLite database."""
        return self.data / "history.sqlite3"

    @property
    def corrections_file(self) -> Path:
        """Translations corrected by hand, one SQLite database."""
        return self.data / "corrections.sqlite3"

    @property
    def glossary_file(self) -> Path:
        """The user's glossaries, JSON."""
        return self.data / "glossaries.json"

    @property
    def settings_file(self) -> Path:
        """The user's settings, JSON."""
        return self.config / "settings.json"

    @property
    def window_file(self) -> Path:
        """Where the window was, JSON."""
        return self.state / "window.json"

    @property
    def recent_file(self) -> Path:
        """Which files were opened last, JSON."""
        return self.state / "recent.json"

    @property
    def drafts(self) -> Path:
        """What stands in open windows, to come back where one is not closed properly."""
        return self.state / "drafts"

    @property
    def crash_report(self) -> Path:
        """Where native code was when it ended the program last."""
        return self.log / "crash.log"

    def crash_log_of(self, name: str) -> Path:
        """Where a running window would leave traces of that."""
        return self.log / f"crash-{name}.log"

    def refusing(self) -> Path | None:
        """A folder for what is to be kept that takes no files; None: all is as it should be."""
        for folder in (self.data, self.config, self.state):
            # Not made yet, as a rule: then the folder it will be made in is asked.
            there = next(each for each in (folder, *folder.parents) if os.path.exists(each))
            if not (there.is_dir() and os.access(there, os.W_OK | os.X_OK)):
                return folder
        return None

    @staticmethod
    def ensure(folder: Path) -> Path:
        """Create `folder` and its parents if missing, and return it.

        Raises:
            ResourceError: the folder cannot be made (`DiskFull` or `FolderNotWritable`).
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _as_resource_error(error, folder) from error
        return folder


def _as_resource_error(error: OSError, folder: Path) -> ResourceError:
    # A file in the way (EEXIST, ENOTDIR) is for the user the same as a folder that refuses us.
    found = from_os_error(error, folder)
    return found if isinstance(found, DiskFull) else FolderNotWritable(folder)
