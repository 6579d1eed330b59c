"""What a Linux desktop wants to know: desktop entry, MIME definition, AppStream metainfo.

Checked by `desktop-file-validate`, `appstreamcli validate` and `update-mime-database`.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

import product
from product import FileType, Release, Words

DESKTOP_FILE = f"{product.COMMAND}.desktop"
MIME_FILE = f"{product.COMMAND}.xml"
METAINFO_FILE = f"{product.IDENTIFIER}.metainfo.xml"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def desktop_entry(types: Iterable[FileType]) -> str:
    """The text of the desktop entry (Desktop Entry Specification 1.4)."""
    start = product.WINDOW_PROGRAM
    keywords = Words(
        "".join(f"{word.en};" for word in product.KEYWORDS),
        "".join(f"{word.zh};" for word in product.KEYWORDS),
    )
    lines = [
        "[Desktop Entry]",
        "Version=1.4",
        "Type=Application",
        f"Name={product.NAME}",
        *_localized("GenericName", product.GENERIC_NAME),
        *_localized("Comment", product.SUMMARY),
        *_localized("Keywords", keywords),
        f"Exec={start} %F",
        f"TryExec={start}",
        f"Icon={product.COMMAND}",
        "Terminal=false",
        "StartupNotify=true",
        f"StartupWMClass={product.NAME}",
        "X-GNOME-SingleWindow=true",
        f"Categories={''.join(f'{name};' for name in product.CATEGORIES)}",
        f"MimeType={''.join(f'{kind.mime};' for kind in types)}",
        f"Actions={''.join(f'{action.id};' for action in product.ACTIONS)}",
    ]
    for action in product.ACTIONS:
        lines += [
            "",
            f"[Desktop Action {action.id}]",
            *_localized("Name", action.name),
            f"Exec={start} {' '.join(action.arguments)}",
        ]
    return "\n".join(lines) + "\n"


def _localized(key: str, words: Words) -> list[str]:
    return [f"{key}={words.en}", f"{key}[zh_CN]={words.zh}"]


def mime_definition() -> str:
    """The type of our own files, for the shared MIME database; the other types it has already."""
    root = ET.Element("mime-info", xmlns="http://www.freedesktop.org/standards/shared-mime-info")
    kind = ET.SubElement(root, "mime-type", type=product.MODEL.mime)
    _texts(kind, "comment", product.MODEL.name, "zh_CN")
    ET.SubElement(kind, "sub-class-of", type="application/zip")
    ET.SubElement(kind, "generic-icon", name="package-x-generic")
    for suffix in product.MODEL.suffixes:
        ET.SubElement(kind, "glob", pattern=f"*{suffix}")
    return _document(root)


def metainfo(types: Iterable[FileType], releases: Iterable[Release]) -> str:
    """The AppStream metainfo of a desktop application."""
    root = ET.Element("component", type="desktop-application")

    def add(tag: str, text: str, **attributes: str) -> None:
        ET.SubElement(root, tag, attributes).text = text

    add("id", product.IDENTIFIER)
    add("metadata_license", "CC0-1.0")
    add("project_license", product.LICENCE)
    add("name", product.NAME)
    _texts(root, "summary", product.SUMMARY, "zh-CN")
    description = ET.SubElement(root, "description")
    for paragraph in product.PARAGRAPHS:
        _texts(description, "p", paragraph, "zh-CN")
    add("launchable", DESKTOP_FILE, type="desktop-id")
    ET.SubElement(
        ET.SubElement(root, "developer", id="org.bertsum"), "name"
    ).text = product.PUBLISHER
    # The form before AppStream 1.0, which distributions still read.
    add("developer_name", product.PUBLISHER)
    add("icon", product.COMMAND, type="stock")
    categories = ET.SubElement(root, "categories")
    for name in product.CATEGORIES:
        ET.SubElement(categories, "category").text = name
    provides = ET.SubElement(root, "provides")
    for program in (product.COMMAND, product.WINDOW_PROGRAM):
        ET.SubElement(provides, "binary").text = program
    for kind in types:
        ET.SubElement(provides, "mediatype").text = kind.mime
    ET.SubElement(root, "content_rating", type="oars-1.1")
    history = ET.SubElement(root, "releases")
    for release in releases:
        ET.SubElement(
            history,
            "release",
            version=release.version,
            date=release.day.isoformat(),
            type="stable" if release.stable else "development",
        )
    return _document(root)


def _texts(parent: ET.Element, tag: str, words: Words, chinese: str) -> None:
    ET.SubElement(parent, tag).text = words.en
    ET.SubElement(parent, tag, {_LANG: chinese}).text = words.zh


def _document(root: ET.Element) -> str:
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'
