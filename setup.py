"""The build step that pyproject.toml cannot say: `resources/` becomes `bertsum_app/_resources`.

Everything else about the build stands in pyproject.toml. In a checkout and in an editable install
nothing is copied: `bertsum_app.core.resources` finds `resources/` beside the package.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent


class BuildWithResources(build_py):
    """`build_py` that also copies the resources folder into the built package."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        target = Path(self.build_lib) / "bertsum_app" / "_resources"
        # An earlier build in the same folder may have left files that are gone from the sources.
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(
            ROOT / "resources",
            target,
            # The screenshots are the README's.
            ignore=shutil.ignore_patterns("__pycache__", "*.pyc", ".DS_Store", "screenshots"),
        )


setup(cmdclass={"build_py": BuildWithResources})
