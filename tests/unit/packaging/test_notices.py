"""packaging/notices.py: nothing is shipped whose licence does not allow it."""

from __future__ import annotations

import shutil
import sys
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def notices(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    monkeypatch.delitem(sys.modules, "notices", raising=False)
    import notices as module

    return module


def program_distributions() -> list[str]:
    """What the program needs on this system, with what those need, by name."""
    todo, seen = ["bertsum-app"], {"bertsum-app": ""}
    while todo:
        for line in metadata.requires(todo.pop()) or ():
            requirement = Requirement(line)
            wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            name = requirement.name
            # What torch's CUDA build brings for NVIDIA's cards is NVIDIA's own; notices.py refuses to
            # ship it, so a bundle is built where torch is the CPU build.
            wanted = wanted and not name.startswith(("nvidia-", "cuda-"))
            if wanted and name.lower() not in {each.lower() for each in seen}:
                seen[name] = line
                todo.append(name)
    return list(seen)


@pytest.mark.parametrize("name", program_distributions())
def test_every_dependency_may_be_shipped(notices: ModuleType, name: str) -> None:
    distribution = metadata.distribution(name)
    notices.check(distribution.metadata["Name"], notices.licence_expression(distribution))


def test_the_notice_of_a_library_has_its_licence_text(notices: ModuleType) -> None:
    found = {notice.name: notice for notice in notices.collect(["numpy", "ctranslate2", "json"])}
    assert set(found) == {"numpy", "ctranslate2"}
    assert "The OpenNMT Authors" in found["ctranslate2"].texts[0]
    assert any("NumPy Developers" in text for text in found["numpy"].texts)


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="Debian knows its libraries")
def test_libraries_of_the_system_are_told_with_the_licence_of_their_package(
    notices: ModuleType, tmp_path: Path
) -> None:
    inside, documents = tmp_path / "_internal", tmp_path / "doc"
    inside.mkdir()
    for name in ("libc.so.6", "libpython3.11.so.1.0", "data.bin"):
        (inside / name).touch()
    (inside / "libQt6Core.so.6").symlink_to("PySide6/Qt/lib/libQt6Core.so.6")
    assert notices.system_libraries(inside) == ("libc.so.6",)
    with pytest.raises(notices.LicenceRefused, match="libc6"):
        notices.collect_system(["libc.so.6"], documents)
    (documents / "libc6").mkdir(parents=True)
    (documents / "libc6" / "copyright").write_text("The GNU C Library is free.", encoding="utf-8")
    [notice] = notices.collect_system(["libc.so.6"], documents)
    assert (notice.package, notice.libraries) == ("libc6", ("libc.so.6",))
    assert notice.text == "The GNU C Library is free."


def test_a_library_under_the_gpl_or_of_nobody_stops_the_build(notices: ModuleType) -> None:
    for name in ("libreadline.so.8", "libnobody-knows-it.so.3"):
        with pytest.raises(notices.LicenceRefused, match=name):
            notices.collect_system([name])


@pytest.mark.parametrize(
    "expression", ["MIT", "MIT AND Zlib", "GPL-3.0-only OR MIT", "Apache-2.0 WITH LLVM-exception"]
)
def test_allowed_licences_pass(notices: ModuleType, expression: str) -> None:
    notices.check("some", expression)


@pytest.mark.parametrize(
    "expression", ["GPL-3.0-only", "MIT AND AGPL-3.0-only", "LGPL-3.0-only", "Proprietary"]
)
def test_other_licences_stop_the_build(notices: ModuleType, expression: str) -> None:
    with pytest.raises(notices.LicenceRefused, match="some"):
        notices.check("some", expression)


def test_qt_may_be_under_the_lgpl(notices: ModuleType) -> None:
    notices.check("PySide6_Essentials", "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only")
