"""Whether there is a display at all, asked before Qt is.

Qt aborts the process when it finds none; a person at a server console deserves a sentence instead.
"""

from __future__ import annotations

import ctypes
import socket
from collections.abc import Mapping
from pathlib import Path

# Qt platform plugins that need no display server.
_HEADLESS = frozenset({"offscreen", "minimal", "vnc", "linuxfb", "eglfs", "vkkhrdisplay"})

NO_DISPLAY = (
    "bertsum: there is no display here, so the window cannot open.\n"
    "The command line does the same work, for example:\n"
    "    bertsum translate --to zh FILE\n"
    "    bertsum --help\n"
)


def has_display(environ: Mapping[str, str], platform: str) -> bool:
    """Whether Qt will find a place to draw; `platform` is `sys.platform`.

    Windows and macOS always have one as far as Qt is concerned.
    """
    if not platform.startswith("linux"):
        return True
    chosen = environ.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    if chosen in _HEADLESS:
        return True
    return _wayland_answers(environ) or (bool(environ.get("DISPLAY")) and _x11_answers(environ))


def _wayland_answers(environ: Mapping[str, str]) -> bool:
    name = environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    path = Path(environ.get("XDG_RUNTIME_DIR", "/")) / name
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True


def _x11_answers(environ: Mapping[str, str]) -> bool:
    """Try to connect as Qt's plugin will, with the library it uses."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        # Without the library the plugin cannot load either, and Qt says so in its own words.
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(environ["DISPLAY"].encode(), None)
    try:
        return int(xcb.xcb_connection_has_error(connection)) == 0
    finally:
        xcb.xcb_disconnect(connection)
