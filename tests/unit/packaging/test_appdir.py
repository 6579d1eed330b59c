"""packaging/appdir.py and portable.py: the program in a folder that is taken along."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Load = Callable[[str], ModuleType]
on_linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="a shell script of Linux"
)

ECHO = '#!/bin/sh\necho "$(basename "$0")" "$@"\necho "home ${BERTSUM_HOME:-none}"\n'


def write_program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A bundle whose programs say what they were asked."""
    folder = tmp_path / "bertsum-lite"
    for name in ("bertsum", "bertsum-app"):
        write_program(folder / name, ECHO)
    (folder / "_internal").mkdir()
    (folder / "_internal" / "说明.txt").write_text("text", encoding="utf-8")
    return folder


@pytest.fixture
def appdir(load: Load, bundle: Path, tmp_path: Path) -> Path:
    if shutil.which("objdump") is None:
        pytest.skip("objdump is not installed")
    folder = tmp_path / "App 程序.AppDir"
    load("appdir").lay_out(bundle, folder)
    return folder


def start(folder: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [folder / "AppRun", *arguments],
        env={"PATH": os.environ["PATH"], **environ},
        capture_output=True,
        text=True,
        check=False,
    )


@on_linux
def test_an_appdir_has_what_the_tools_look_for(appdir: Path) -> None:
    assert (appdir / "bertsum.desktop").read_text(encoding="utf-8").startswith("[Desktop Entry]")
    assert (appdir / ".DirIcon").read_bytes()[:4] == b"\x89PNG"
    assert (appdir / "usr" / "share" / "metainfo" / "org.bertsum.desktop.metainfo.xml").is_file()
    assert (appdir / "usr" / "lib" / "bertsum" / "_internal" / "说明.txt").is_file()


@on_linux
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "bertsum-app"),
        (("a file.txt",), "bertsum-app a file.txt"),
        (("--mode", "summarize"), "bertsum-app --mode summarize"),
        (("translate", "--to", "zh"), "bertsum translate --to zh"),
        (("build-model", "check"), "bertsum build-model check"),
        (("--version",), "bertsum --version"),
    ],
)
def test_a_start_opens_the_window_unless_a_command_is_named(
    appdir: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = start(appdir, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == said


@on_linux
def test_a_system_that_is_too_old_is_said_on_the_terminal_and_in_a_box(
    load: Load, appdir: Path, tmp_path: Path
) -> None:
    write_program(appdir / "AppRun", load("appdir").start_script((2, 35)))
    tools = tmp_path / "tools"
    write_program(tools / "getconf", "#!/bin/sh\necho glibc 2.31\n")
    write_program(tools / "zenity", '#!/bin/sh\nprintf "%s" "$3" > "$BOX"\n')
    box = tmp_path / "box.txt"
    done = start(appdir, PATH=f"{tools}:{os.environ['PATH']}", BOX=str(box))
    assert done.returncode == 1
    assert done.stdout == ""
    message = "BertSum needs a newer system: the GNU C library 2.35; this one has 2.31."
    assert done.stderr == message + "\n"
    assert box.read_text(encoding="utf-8") == message


@on_linux
@pytest.mark.parametrize("answer", ["glibc 2.35", "glibc 2.100", "glibc 3.0", "musl", ""])
def test_a_system_that_is_new_enough_or_does_not_tell_gets_its_window(
    load: Load, appdir: Path, tmp_path: Path, answer: str
) -> None:
    write_program(appdir / "AppRun", load("appdir").start_script((2, 35)))
    write_program(tmp_path / "tools" / "getconf", f"#!/bin/sh\necho {answer}\n")
    done = start(appdir, PATH=f"{tmp_path / 'tools'}:{os.environ['PATH']}")
    assert (done.returncode, done.stderr) == (0, "")


@on_linux
def test_a_marker_beside_the_image_keeps_its_files_there(appdir: Path, tmp_path: Path) -> None:
    image = tmp_path / "stick 盘" / "BertSum.AppImage"
    image.parent.mkdir()
    assert "home none" in start(appdir, APPIMAGE=str(image)).stdout
    (image.parent / "bertsum-portable").touch()
    said = start(appdir, APPIMAGE=str(image)).stdout
    assert f"home {image.parent / 'bertsum-files'}" in said


@pytest.mark.skipif(sys.platform == "win32", reason="files have no rights there")
def test_a_portable_archive_has_the_marker_beside_the_programs(
    load: Load, bundle: Path, tmp_path: Path
) -> None:
    portable = load("portable")
    target = tmp_path / "x.tar.xz"
    portable.pack(bundle, target, "BertSum-1")
    with tarfile.open(target) as archive:
        members = {member.name: member for member in archive.getmembers()}
        assert "BertSum-1/bertsum-portable" in members
        assert members["BertSum-1/bertsum"].mode & 0o111
        assert {member.uname for member in members.values()} == {""}
    target = tmp_path / "x.zip"
    portable.pack(bundle, target, "BertSum-1")
    with zipfile.ZipFile(target) as archive:
        assert {"BertSum-1/bertsum-portable", "BertSum-1/_internal/说明.txt"} <= set(
            archive.namelist()
        )


@pytest.mark.parametrize(
    ("system", "end"), [("linux", "linux-portable.tar.xz"), ("win32", "windows-portable.zip")]
)
def test_archives_are_named_after_version_edition_and_system(
    load: Load, system: str, end: str
) -> None:
    version = load("product").VERSION
    assert load("portable").archive_name("lite", system) == f"BertSum-{version}-lite-{end}"
