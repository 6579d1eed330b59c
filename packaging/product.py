"""What the program is called, says of itself and opens: the one table that all packages are made from.

Desktop entry, MIME definition, AppStream metainfo, manual page, Debian package, Inno Setup script and
macOS bundle take names, versions and file types from here and from nowhere else.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bertsum_app import __version__
from bertsum_app.documents.kinds import suffixes as document_suffixes
from bertsum_app.library.archive import MODEL_SUFFIX

ROOT = Path(__file__).resolve().parents[1]

VERSION = __version__
NAME = "BertSum"
FULL_NAME = "BertSum Desktop"
#: In the form of a domain turned round; AppStream and macOS know the program by it.
IDENTIFIER = "org.bertsum.desktop"
#: Inno Setup tells an update from another program by it; never to be changed.
WINDOWS_APP_ID = "7C0B4B39-5E1B-4C0E-9A53-2C5F0A2B8E41"
COMMAND = "bertsum"
WINDOW_PROGRAM = "bertsum-app"
PUBLISHER = "BertSum maintainers"
EMAIL = "maintainers@bertsum.example"
LICENCE = "Apache-2.0"
COPYRIGHT = f"The {PUBLISHER}"
OLDEST_WINDOWS = "10.0.17763"
OLDEST_MACOS = "13.0"


@dataclass(frozen=True)
class Words:
    """A text in both languages of the interface."""

    en: str
    zh: str


GENERIC_NAME = Words("Translator and Summarizer", "翻译与摘要工具")
SUMMARY = Words(
    "Translate, summarize and read the sentiment of text on your own machine",
    "在自己的电脑上翻译、摘要和分析文本情感",
)
PARAGRAPHS = (
    Words(
        "BertSum translates between English and Chinese, summarizes texts, and reads the sentiment of "
        "reviews, all with one small network that runs on your own machine. Nothing you type leaves "
        "the computer; no account, key or connection is needed.",
        "BertSum 可在英文和中文之间互译、为文章做摘要、分析评论的情感，"
        "全部由一个在您自己的电脑上运行的小型网络完成。"
        "您输入的内容不会离开电脑，无需账号、密钥或网络连接。",
    ),
    Words(
        "Sentences that may be wrong are marked, glossaries hold your terms, and other renderings of a "
        "sentence are a click away.",
        "可能有误的句子会被标出，术语表会用上您的术语，点一下句子即可查看其他译法。",
    ),
)
KEYWORDS = (
    Words("translation", "翻译"),
    Words("summary", "摘要"),
    Words("sentiment", "情感"),
    Words("offline", "离线"),
    Words("Chinese", "中文"),
)
CATEGORIES = ("Office", "Dictionary")


@dataclass(frozen=True)
class Action:
    """Something that a desktop offers beside the plain start: the window in one of its modes."""

    id: str
    name: Words

    @property
    def arguments(self) -> tuple[str, ...]:
        """For the window's program."""
        return ("--mode", self.id)


ACTIONS = (
    Action("translate", Words("Translate", "翻译")),
    Action("summarize", Words("Summarize", "摘要")),
    Action("sentiment", Words("Sentiment", "情感")),
)


@dataclass(frozen=True)
class FileType:
    """A kind of file; `suffixes` in small letters, with their dot, the usual one first."""

    mime: str
    suffixes: tuple[str, ...]
    name: Words
    apple: str = ""
    """Apple's name for the type, where there is a general one."""


MODEL = FileType(
    "application/vnd.bertsum.model+zip",
    (MODEL_SUFFIX,),
    Words("BertSum model", "BertSum 模型"),
    f"{IDENTIFIER}.model",
)

_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
#: Kinds of documents that may be met; only those that the program reads are offered to it.
_KNOWN = (
    FileType(
        "text/plain", (".txt", ".text", ".log", ".rst"), Words("Text", "文本"), "public.plain-text"
    ),
    FileType(
        "text/markdown",
        (".md", ".markdown", ".mdown", ".mkd"),
        Words("Markdown document", "Markdown 文档"),
        "net.daringfireball.markdown",
    ),
    FileType("text/html", (".html", ".htm", ".xhtml"), Words("Web page", "网页"), "public.html"),
    FileType("application/x-subrip", (".srt",), Words("Subtitles", "字幕")),
    FileType("text/vtt", (".vtt",), Words("Subtitles (WebVTT)", "字幕 (WebVTT)")),
    FileType(
        f"{_OFFICE}.wordprocessingml.document",
        (".docx", ".docm", ".dotx", ".dotm"),
        Words("Word document", "Word 文档"),
        "org.openxmlformats.wordprocessingml.document",
    ),
    FileType(
        f"{_OFFICE}.presentationml.presentation",
        (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"),
        Words("PowerPoint presentation", "PowerPoint 演示文稿"),
        "org.openxmlformats.presentationml.presentation",
    ),
    FileType(
        f"{_OFFICE}.spreadsheetml.sheet",
        (".xlsx", ".xlsm", ".xltx", ".xltm"),
        Words("Excel workbook", "Excel 工作簿"),
        "org.openxmlformats.spreadsheetml.sheet",
    ),
    FileType(
        f"{_OPEN_DOCUMENT}.text",
        (".odt", ".ott"),
        Words("OpenDocument text", "OpenDocument 文本"),
        "org.oasis-open.opendocument.text",
    ),
    FileType(
        f"{_OPEN_DOCUMENT}.presentation",
        (".odp", ".otp"),
        Words("OpenDocument presentation", "OpenDocument 演示文稿"),
        "org.oasis-open.opendocument.presentation",
    ),
    FileType(
        f"{_OPEN_DOCUMENT}.spreadsheet",
        (".ods", ".ots"),
        Words("OpenDocument spreadsheet", "OpenDocument 电子表格"),
        "org.oasis-open.opendocument.spreadsheet",
    ),
    FileType(
        "application/x-ipynb+json",
        (".ipynb",),
        Words("Jupyter notebook", "Jupyter 笔记本"),
    ),
    FileType(
        "text/csv",
        (".csv",),
        Words("Table (CSV)", "表格 (CSV)"),
        "public.comma-separated-values-text",
    ),
    FileType(
        "application/x-xliff+xml",
        (".xlf", ".xliff", ".sdlxliff", ".mqxliff"),
        Words("XLIFF", "XLIFF"),
    ),
    FileType(
        "text/x-gettext-translation",
        (".po", ".pot"),
        Words("Gettext catalogue", "Gettext 译文目录"),
    ),
    FileType("text/x-tex", (".tex",), Words("TeX document", "TeX 文档")),
    FileType(
        "application/json", (".json", ".jsonl", ".ndjson"), Words("JSON", "JSON"), "public.json"
    ),
    FileType("text/tab-separated-values", (".tsv",), Words("Table (TSV)", "表格 (TSV)")),
    FileType(
        "application/epub+zip",
        (".epub",),
        Words("E-book (EPUB)", "电子书 (EPUB)"),
        "org.idpf.epub-container",
    ),
    FileType("application/rtf", (".rtf",), Words("Rich text", "RTF 文档"), "public.rtf"),
    FileType("application/pdf", (".pdf",), Words("PDF document", "PDF 文档"), "com.adobe.pdf"),
)


def file_types(read: Iterable[str] | None = None) -> tuple[FileType, ...]:
    """The kinds of files that the program opens, its models last; `read`: the suffixes it reads."""
    there = document_suffixes() if read is None else frozenset(read)
    return (*(kind for kind in _KNOWN if there.intersection(kind.suffixes)), MODEL)


def unknown_suffixes() -> frozenset[str]:
    """What the program reads, but this table has no type for."""
    return document_suffixes() - {suffix for kind in _KNOWN for suffix in kind.suffixes}


@dataclass(frozen=True)
class Release:
    """A version and its day; `stable` False: not released yet."""

    version: str
    day: datetime.date
    stable: bool


_HEADING = re.compile(r"^## \[?(\d+\.\d+\.\d+\S*?)\]? - (\d{4}-\d{2}-\d{2})\s*$", re.MULTILINE)


def releases(changelog: str, today: datetime.date) -> tuple[Release, ...]:
    """The releases that the changelog dates, newest first; what is being built comes before them."""
    dated = tuple(
        Release(version, datetime.date.fromisoformat(day), True)
        for version, day in _HEADING.findall(changelog)
    )
    if any(release.version == VERSION for release in dated):
        return dated
    return (Release(VERSION, today, False), *dated)


def build_day() -> datetime.date:
    """The day that goes into packages: today, or the one that reproducible builds ask for."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.datetime.now(datetime.timezone.utc)
    if epoch:
        moment = datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc)
    return moment.date()


def changelog() -> str:
    """The project's changelog."""
    return (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
