"""The translation that stands in the result pane: shared by what lights, edits and replaces in it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from bertsum_app.gui.workspace.linked_result import LinkedResult
from bertsum_app.gui.workspace.page import WorkspacePage


class ShownTranslation(QObject):
    """Puts a `LinkedResult` into the pane and keeps the pane in step with it."""

    changed = Signal()
    """The text, its sentences or whether they are fresh have changed."""

    def __init__(self, page: WorkspacePage) -> None:
        super().__init__(page)
        self._page = page
        self._links: LinkedResult | None = None
        self._fresh = False
        self._languages: tuple[str, str] | None = None
        page.result.pane.appended.connect(self._on_appended)

    @property
    def links(self) -> LinkedResult | None:
        """What the pane shows; None while it shows something else."""
        return self._links

    @property
    def fresh(self) -> bool:
        """Whether it belongs to the text in the source pane."""
        return self._fresh and self._links is not None

    @property
    def languages(self) -> tuple[str, str] | None:
        """Source and target language, once the translation is whole."""
        return self._languages if self.fresh else None

    def show(
        self, links: LinkedResult, fresh: bool, languages: tuple[str, str] | None = None
    ) -> None:
        """Put a translation into the pane, or tell of a shown one whether it is fresh."""
        card = self._page.result
        if self._links is not links:
            self._links = links
            card.pane.set_paragraph_gap(0)
            card.pane.replace_text(links.text)
        # Without sentences nobody could tell what an edit belongs to.
        card.pane.set_editable(bool(links.sentences))
        self._fresh, self._languages = fresh, languages
        card.show_text()
        card.show_stale(not fresh)
        self.changed.emit()

    def append(self, text: str) -> None:
        """The translation has grown; the pane follows soon."""
        self._page.result.pane.append_text(text)

    def rewrite(self) -> None:
        """The translation is another text now, here and there."""
        if self._links is not None:
            self._page.result.pane.replace_text(self._links.text)
            self.changed.emit()

    def step_back(self) -> None:
        """The source is being edited."""
        if self._fresh:
            self._fresh = False
            self.changed.emit()

    def leave(self) -> None:
        """The pane will be somebody else's."""
        self._links, self._fresh = None, False
        pane = self._page.result.pane
        pane.set_editable(False)
        pane.show_icons(())
        self.changed.emit()

    def _on_appended(self) -> None:
        if self._links is not None:
            self.changed.emit()
