"""The card that says with which languages the program begins."""

from __future__ import annotations

from bertsum_app.core.settings import LAST_USED
from bertsum_app.gui.language_names import language_name
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.settings.group import SettingsGroup
from bertsum_app.gui.widgets.language_box import LanguageBox
from bertsum_app.gui.workspace.controller import FIRST_LANGUAGES
from bertsum_app.gui.workspace.source_card import DETECT


class StartLanguages(SettingsGroup):
    """A language for texts and one to translate into, or those that were chosen last."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self._languages: tuple[str, ...] = FIRST_LANGUAGES
        self.source = LanguageBox()
        self.target = LanguageBox()
        self.add(self.source)
        self.add(self.target)
        self.source.chosen.connect(lambda code: preferences.change(start_source=code))
        self.target.chosen.connect(lambda code: preferences.change(start_target=code))
        self.retranslate()

    def offer(self, languages: tuple[str, ...]) -> None:
        """The languages of the model."""
        self._languages = languages
        self.show_chosen()

    def retranslate(self) -> None:
        """Say everything in the interface's language."""
        self.title.setText(self.tr("Languages at the start"))
        self.name(self.source, self.tr("Texts are in"))
        self.name(self.target, self.tr("Translate into"))
        self.show_chosen()

    def show_chosen(self) -> None:
        """Show what the settings say, whoever changed them."""
        last = (LAST_USED, self.tr("As chosen last"))
        detect = (DETECT, self.tr("Detect language"))
        settings = self._preferences.settings
        for box, chosen, first in (
            (self.source, settings.start_source, (last, detect)),
            (self.target, settings.start_target, (last,)),
        ):
            # Chosen with another model, perhaps.
            known = (chosen,) if chosen not in (LAST_USED, DETECT, *self._languages) else ()
            codes = (*self._languages, *known)
            box.set_entries((*first, *((code, language_name(code)) for code in codes)))
            box.choose(chosen)
