"""What can be wrong with a document, or with the file made from it."""

from __future__ import annotations

from pathlib import Path

from bertsum_app.core.errors import InputError


class DocumentError(InputError):
    """A document cannot be worked on."""

    code = "document"


class DocumentUnsupported(DocumentError):
    """A file of a kind that cannot be read; `kind` is a code for what it is, `unknown` for the rest."""

    code = "document-unsupported"

    def __init__(self, path: Path, kind: str) -> None:
        super().__init__(path=path, kind=kind)


class DocumentDamaged(DocumentError):
    """The file breaks its format, or ends too early."""

    code = "document-damaged"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path=path, reason=reason)


class DocumentProtected(DocumentError):
    """A password or rights management keeps the file closed."""

    code = "document-protected"

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class DocumentEmpty(DocumentError):
    """There is no text in the file."""

    code = "document-empty"

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class DocumentScanned(DocumentError):
    """The pages are pictures: no text can be read from them."""

    code = "document-scanned"

    def __init__(self, path: Path, pages: int) -> None:
        super().__init__(path=path, pages=pages)


class DocumentTooLarge(DocumentError):
    """The file, or what it unpacks to, is over the limit; both numbers are megabytes."""

    code = "document-too-large"

    def __init__(self, path: Path, size: int, limit: int) -> None:
        super().__init__(path=path, size=size, limit=limit)


class DocumentUnsafe(DocumentError):
    """The file is built to do harm: it unpacks without end, or leads out of itself."""

    code = "document-unsafe"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path=path, reason=reason)


class DocumentTooSlow(DocumentError):
    """Reading took longer than the limit, in seconds."""

    code = "document-too-slow"

    def __init__(self, path: Path, limit: int) -> None:
        super().__init__(path=path, limit=limit)


class DocumentTooMuchMemory(DocumentError):
    """Reading took more memory than the limit, in megabytes."""

    code = "document-too-much-memory"

    def __init__(self, path: Path, limit: int) -> None:
        super().__init__(path=path, limit=limit)


class DocumentReaderFailed(DocumentError):
    """The process that reads documents ended by itself, for a reason of its own."""

    code = "document-reader-failed"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path=path, reason=reason)


class DocumentOtherLanguage(DocumentError):
    """The file is made to hold translations, and holds some into another language, `language`."""

    code = "document-other-language"

    def __init__(self, path: Path, language: str) -> None:
        super().__init__(path=path, language=language)


class DocumentOtherSource(DocumentError):
    """The file says that its text is in `language`, and was to be translated from another one."""

    code = "document-other-source"

    def __init__(self, path: Path, language: str) -> None:
        super().__init__(path=path, language=language)


class DocumentLacksColumn(DocumentError):
    """A table has no column, or data no key, of the name `column`; `columns` says which there are."""

    code = "document-lacks-column"

    def __init__(self, path: Path, column: str, columns: str) -> None:
        super().__init__(path=path, column=column, columns=columns)


class DocumentNeedsFont(DocumentError):
    """The system has no font with the characters of `language` that may be put into a document."""

    code = "document-needs-font"

    def __init__(self, path: Path, language: str) -> None:
        super().__init__(path=path, language=language)


class DocumentChanged(DocumentError):
    """The file is another one than when it was read, so that a translation no longer fits it."""

    code = "document-changed"

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class OutputExists(DocumentError):
    """A file stands where the translation was to go, and nobody allowed to replace it."""

    code = "output-exists"

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class NothingTranslated(DocumentError):
    """Not one sentence of the document was translated into `language`."""

    code = "nothing-translated"

    def __init__(self, path: Path, language: str) -> None:
        super().__init__(path=path, language=language)


class NoDocuments(DocumentError):
    """A folder holds no file of a kind that can be read."""

    code = "no-documents"

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)
