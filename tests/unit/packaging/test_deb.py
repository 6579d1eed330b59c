"""packaging/deb.py: the Debian package of a bundle."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from bertsum_app import __version__

Load = Callable[[str], ModuleType]


@pytest.fixture
def deb(load: Load) -> ModuleType:
    return load("deb")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A folder like one that PyInstaller made, with a program of this system in it."""
    missing = [name for name in ("dpkg-deb", "objdump") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"not installed: {missing}")
    folder = tmp_path / "bertsum-lite"
    (folder / "_internal" / "library").mkdir(parents=True)
    shutil.copyfile("/bin/true", folder / "bertsum")
    (folder / "bertsum-app").symlink_to("bertsum")
    (folder / "_internal" / "library" / "说明.txt").write_text("x" * 2000, encoding="utf-8")
    (folder / "LICENSE.txt").touch()
    (folder / "THIRD-PARTY-NOTICES.txt").touch()
    return folder


@pytest.fixture
def package(deb: ModuleType, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(deb, "DIST", tmp_path)
    return Path(deb.build(bundle, "lite", tmp_path / "scratch"))


def said(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_the_package_says_what_it_is_and_what_it_needs(package: Path) -> None:
    fields = dict(
        line.split(": ", 1) for line in said("dpkg-deb", "--field", package).splitlines()[:11]
    )
    assert fields["Package"] == "bertsum"
    assert fields["Version"] == __version__
    assert fields["Conflicts"] == "bertsum-full"
    # /bin/true is linked to the C library alone.
    assert re.fullmatch(r"libc6 \(>= 2\.\d+\), fontconfig-config", fields["Depends"])
    assert int(fields["Installed-Size"]) > 20


def test_programs_and_what_the_desktop_looks_for_are_in_their_places(package: Path) -> None:
    listed = {line.split(maxsplit=5)[5] for line in said("dpkg-deb", "-c", package).splitlines()}
    assert {
        "./usr/bin/bertsum -> ../lib/bertsum/bertsum",
        "./usr/bin/bertsum-app -> ../lib/bertsum/bertsum-app",
        "./usr/lib/bertsum/bertsum-app -> bertsum",
        "./usr/lib/bertsum/_internal/library/说明.txt",
        "./usr/lib/bertsum/THIRD-PARTY-NOTICES.txt",
        "./usr/share/applications/bertsum.desktop",
        "./usr/share/doc/bertsum/copyright",
        "./usr/share/icons/hicolor/16x16/apps/bertsum.png",
        "./usr/share/icons/hicolor/scalable/apps/bertsum.svg",
        "./usr/share/man/man1/bertsum.1.gz",
        "./usr/share/mime/packages/bertsum.xml",
        "./usr/share/metainfo/org.bertsum.desktop.metainfo.xml",
    } <= listed


def test_files_belong_to_root_and_only_programs_can_be_run(package: Path) -> None:
    for line in said("dpkg-deb", "-c", package).splitlines():
        mode, owner, *_, name = line.split(maxsplit=5)
        assert owner == "root/root"
        if mode.startswith("-"):
            runs = name == "./usr/lib/bertsum/bertsum"
            assert mode == ("-rwxr-xr-x" if runs else "-rw-r--r--"), name


def test_the_sums_are_those_of_the_files(package: Path, tmp_path: Path) -> None:
    said("dpkg-deb", "--raw-extract", package, tmp_path / "out")
    done = subprocess.run(
        ["md5sum", "--check", "--quiet", "DEBIAN/md5sums"], cwd=tmp_path / "out", check=False
    )
    assert done.returncode == 0


def found_by_lintian(package: Path) -> list[str]:
    if shutil.which("lintian") is None:
        pytest.skip("lintian is not installed")
    found = subprocess.run(
        ["lintian", "--allow-root", "--tag-display-limit", "0", package],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    return found.splitlines()


def test_lintian_finds_nothing(package: Path) -> None:
    found = found_by_lintian(package)
    # The overrides speak of libraries, of which this one has none.
    assert [line for line in found if "mismatched-override" not in line] == []
    assert not any("wrong-path-for-interpreter" in line for line in found)


def test_modules_of_torch_that_begin_like_programs_are_passed_over(
    deb: ModuleType, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deb, "DIST", tmp_path)
    module = bundle / "_internal" / "torch" / "elastic.py"
    module.parent.mkdir()
    module.write_text("#!/usr/bin/env/python3\n", encoding="utf-8")
    found = found_by_lintian(deb.build(bundle, "full", tmp_path / "scratch"))
    assert not any("wrong-path-for-interpreter" in line for line in found)


@pytest.mark.parametrize(
    ("version", "debian"),
    [("1.2.0", "1.2.0"), ("1.2.0rc1", "1.2.0~rc1"), ("1.2.0.dev3", "1.2.0~dev3")],
)
def test_what_comes_before_a_release_sorts_before_it(
    deb: ModuleType, version: str, debian: str
) -> None:
    assert deb.debian_version(version) == debian


@pytest.mark.skipif(shutil.which("objdump") is None, reason="objdump is not installed")
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="programs of Linux")
def test_what_a_program_is_linked_to_is_read_from_it(load: Load) -> None:
    assert "libc.so.6" in load("elf").needed(Path(sys.executable).resolve())


def test_the_newest_symbol_decides_which_c_library_is_needed(load: Load) -> None:
    elf = load("elf")
    assert elf.oldest_glibc("0x1 0x00 05 GLIBC_2.9\n 0x2 0x00 04 GLIBC_2.17\n") == (2, 17)
    assert elf.oldest_glibc("no versions") == (2, 0)
