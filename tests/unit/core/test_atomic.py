"""core/atomic.py: whole or not there, also when writing fails."""

from __future__ import annotations

import errno
import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from bertsum_app.core.atomic import staged_folder, write_bytes_atomic, write_text_atomic
from bertsum_app.core.cancel import Cancelled
from bertsum_app.core.errors import AppError, DiskFull, FolderNotWritable, UnreadableFile


def _refuse(number: int) -> object:
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def _names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


# --- files ----------------------------------------------------------------------------------------


def test_text_is_written_as_utf8_with_its_own_line_ends_into_folders_made_for_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "新" / "文件.txt"
    write_text_atomic(path, "一\r\ntwo\n")
    assert path.read_bytes() == "一\r\ntwo\n".encode()
    assert _names(path.parent) == ["文件.txt"]


def test_a_name_may_be_as_long_as_the_system_allows(tmp_path: Path) -> None:
    # 255 bytes for most systems, and three for a Chinese character.
    path = tmp_path / ("报" * 84 + ".md")
    write_bytes_atomic(path, b"text")
    assert _names(tmp_path) == [path.name]


def test_an_existing_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old and longer")
    write_bytes_atomic(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "expected"),
    [(errno.ENOSPC, DiskFull), (errno.EROFS, FolderNotWritable), (errno.EIO, UnreadableFile)],
)
def test_when_writing_fails_the_old_file_stays_and_nothing_else_is_left(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    number: int,
    expected: type[AppError],
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, step, _refuse(number))
    with pytest.raises(expected) as caught:
        write_bytes_atomic(path, b"new")
    assert caught.value.params["path"] == path
    assert path.read_bytes() == b"old"
    assert _names(tmp_path) == ["file"]


def test_an_interrupt_while_writing_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*args: object) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "file"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_bytes_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert _names(tmp_path) == ["file"]


def test_a_folder_that_cannot_be_made_is_an_app_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(AppError):
        write_bytes_atomic(tmp_path / "file" / "below", b"x")


@pytest.mark.skipif(os.name == "nt", reason="links and modes of POSIX")
def test_a_link_is_followed_and_new_files_have_ordinary_permissions(tmp_path: Path) -> None:
    ordinary = tmp_path / "ordinary"
    ordinary.touch()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "real")
    write_bytes_atomic(link, b"x")
    assert link.is_symlink()
    assert (tmp_path / "real").read_bytes() == b"x"
    assert stat.S_IMODE((tmp_path / "real").stat().st_mode) == stat.S_IMODE(ordinary.stat().st_mode)


@pytest.mark.skipif(sys.platform == "win32", reason="no such rights there")
def test_a_file_that_only_its_owner_may_read_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o600)
    write_text_atomic(path, "new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


# --- folders --------------------------------------------------------------------------------------


def test_a_staged_folder_appears_only_when_the_block_has_ended_well(tmp_path: Path) -> None:
    final = tmp_path / "models" / "m"
    with staged_folder(final) as staged:
        (staged / "weights").write_bytes(b"w")
        assert not final.exists()
        assert staged.parent == final.parent
    assert (final / "weights").read_bytes() == b"w"
    assert _names(final.parent) == ["m"]


@pytest.mark.parametrize("error", [Cancelled(), KeyboardInterrupt(), ValueError("ours")])
def test_when_the_block_raises_nothing_is_left_and_the_error_passes(
    tmp_path: Path, error: BaseException
) -> None:
    final = tmp_path / "m"

    def build() -> None:
        with staged_folder(final) as staged:
            (staged / "half").touch()
            raise error

    with pytest.raises(type(error)) as caught:
        build()
    assert caught.value is error
    assert _names(tmp_path) == []


def test_a_disk_that_fills_up_in_the_block_is_reported_for_the_final_folder(tmp_path: Path) -> None:
    final = tmp_path / "m"

    def build() -> None:
        with staged_folder(final) as staged:
            raise OSError(errno.ENOSPC, "full", str(staged / "weights"))

    with pytest.raises(DiskFull) as caught:
        build()
    assert caught.value.params == {"path": final}
    assert _names(tmp_path) == []


def test_a_file_that_fails_elsewhere_is_reported_by_its_own_name(tmp_path: Path) -> None:
    missing = tmp_path / "source"

    def build() -> None:
        with staged_folder(tmp_path / "m"):
            missing.read_bytes()

    with pytest.raises(UnreadableFile) as caught:
        build()
    assert caught.value.params["path"] == missing


def test_a_final_folder_that_appears_meanwhile_is_kept_and_ours_is_dropped(tmp_path: Path) -> None:
    final = tmp_path / "m"
    with staged_folder(final) as staged:
        (staged / "whose").write_text("ours")
        final.mkdir()
        (final / "whose").write_text("theirs")
    assert (final / "whose").read_text() == "theirs"
    assert _names(tmp_path) == ["m"]


def test_a_final_folder_that_appears_at_the_very_last_moment_is_kept_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    final = tmp_path / "m"
    rename = os.rename

    def late_rival(source: Path, target: Path) -> None:
        final.mkdir()
        (final / "whose").write_text("theirs")
        rename(source, target)

    monkeypatch.setattr(os, "rename", late_rival)
    with staged_folder(final) as staged:
        (staged / "whose").write_text("ours")
    assert (final / "whose").read_text() == "theirs"
    assert _names(tmp_path) == ["m"]


def test_of_many_racing_builders_exactly_one_whole_folder_stays(tmp_path: Path) -> None:
    final = tmp_path / "m"
    start = threading.Barrier(6)
    failures: list[BaseException] = []

    def build(number: int) -> None:
        try:
            start.wait()
            with staged_folder(final) as staged:
                for name in ("a", "b"):
                    (staged / name).write_text(str(number))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=build, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert (final / "a").read_text() == (final / "b").read_text()
    assert _names(tmp_path) == ["m"]


def test_a_rename_that_is_refused_is_an_error_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "rename", _refuse(errno.EACCES))
    with pytest.raises(FolderNotWritable), staged_folder(tmp_path / "m"):
        pass
    assert _names(tmp_path) == []


def test_a_parent_that_is_read_only_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "mkdir", _refuse(errno.EROFS))
    with pytest.raises(FolderNotWritable), staged_folder(tmp_path / "m"):
        pytest.fail("the block must not run")


def test_leftovers_of_killed_processes_are_removed_but_young_ones_may_still_be_in_use(
    tmp_path: Path,
) -> None:
    old, young, other = (
        tmp_path / name
        for name in (".m.0badcafe.partial", ".m.12345678.partial", ".n.0badcafe.partial")
    )
    for folder in (old, young, other):
        folder.mkdir()
    for folder in (old, other):
        os.utime(folder, (1, 1))
    with staged_folder(tmp_path / "m"):
        pass
    assert _names(tmp_path) == [".m.12345678.partial", ".n.0badcafe.partial", "m"]
