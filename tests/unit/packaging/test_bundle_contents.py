"""packaging/bundle_contents.py: what goes into a bundle."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parents[3] / "packaging"


@pytest.fixture
def contents(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(FOLDER))
    monkeypatch.delitem(sys.modules, "bundle_contents", raising=False)
    import bundle_contents

    return bundle_contents


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "bertsum_app/_resources/translations/bertsum_zh_CN.qm",
        "bertsum_app/_resources/models/bertsum-en-zh/model.safetensors",
        "torch/lib/libtorch_cpu.so",
        "torch/bin/torch_shm_manager",
        "libX11-xcb.so.1",
        "lxml/etree.cpython-311-x86_64-linux-gnu.so",
        "numpy/_core/_multiarray_umath.cpython-311-x86_64-linux-gnu.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
    ],
)
def test_what_the_program_needs_belongs_in(contents: ModuleType, path: str) -> None:
    assert contents.belongs(path)


@pytest.mark.parametrize(
    "path",
    [
        "torch/include/torch/all.h",
        "torch/test/test_jit",
        "torch/bin/protoc",
        "libfontconfig.so.1",
        "libstdc++.so.6",
        "libX11.so.6",
        "lxml/sax.cpython-311-x86_64-linux-gnu.so",
        "numpy/_core/_multiarray_tests.cpython-311-x86_64-linux-gnu.so",
        "bertsum_app/_resources/translations/bertsum_zh_CN.ts",
        "pyside6_essentials-6.11.3.dist-info/RECORD",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6\\Qt6Qml.dll",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "bertsum_app/_resources/screenshots/translate-light.png",
    ],
)
def test_what_nobody_uses_stays_out(contents: ModuleType, path: str) -> None:
    assert not contents.belongs(path)


def test_the_line_editor_under_the_gpl_is_not_shipped(contents: ModuleType) -> None:
    assert all("readline" in contents.excluded_modules(each) for each in contents.EDITIONS)


def test_the_lite_edition_has_no_torch(contents: ModuleType) -> None:
    assert "torch" in contents.excluded_modules("lite")
    assert {"pyqtgraph", "ssl"} <= set(contents.excluded_modules("lite"))
    assert not {"ssl", "numpy.fft"} & set(contents.excluded_modules("full"))
    assert "torch" not in contents.excluded_modules("full")
    assert "torch" not in contents.with_metadata("lite")
    assert "torch" in contents.with_metadata("full")


def test_libraries_that_nobody_is_linked_to_stay_out(contents: ModuleType) -> None:
    links = {
        "/src/plugin.so": ["libneeded.so.1", "libc.so.6"],
        "/src/libneeded.so.1": ["/usr/lib/libdeep.so.2"],
    }
    sources = {
        "plugins/plugin.so": "/src/plugin.so",
        "libneeded.so.1": "/src/libneeded.so.1",
        "libdeep.so.2": "/src/libdeep.so.2",
        "libgone.so.3": "/src/libgone.so.3",
        "libpython3.11.so.1.0": "/src/libpython3.11.so.1.0",
    }
    reached = contents.reachable_libraries(sources, lambda source: links.get(source, []))
    assert reached == set(sources) - {"libgone.so.3"}


def test_libraries_rewritten_by_a_wheels_repair_are_not_stripped(contents: ModuleType) -> None:
    assert contents.may_be_stripped("_internal/ctranslate2/_ext.cpython-311-x86_64-linux-gnu.so")
    assert not contents.may_be_stripped("_internal/ctranslate2.libs/libctranslate2-a7.so.4.8.5")
    assert not contents.may_be_stripped("_internal/PySide6/Qt/lib/libQt6Core.so.6")
    assert not contents.may_be_stripped("_internal/base_library.zip")


def test_a_wheels_libraries_count_to_its_package(contents: ModuleType) -> None:
    files = [
        ("_internal/numpy/core.so", 10),
        ("_internal/numpy.libs/libopenblas.so", 25),
        ("_internal/bertsum_app/_resources/models/bertsum-en-zh/model.safetensors", 30),
        ("bertsum", 6),
    ]
    assert [(part.name, part.bytes) for part in contents.parts_of(files)] == [
        ("numpy", 35),
        ("bertsum_app/_resources/models", 30),
        ("bertsum", 6),
    ]


def test_the_full_edition_may_take_what_torch_takes_besides(contents: ModuleType) -> None:
    beside = contents.budget_bytes("full", 700) - 700
    assert beside == contents.FULL_BUDGET_BESIDE_TORCH_MB * contents.MB
    assert contents.budget_bytes("lite", 0) == contents.LITE_BUDGET_MB * contents.MB
