"""Two meanings to compare: each a version of a definition, or criteria of one's own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leads.overlap.asking import LETTERS, OWN, usual, versions
from people.models import User
from sla.forms.criteria import CriteriaField


class OverlapForm(forms.Form):
    """Sent by GET; where nothing is chosen yet it is what counts and what would follow it."""

    def __init__(self, said: Any, user: User) -> None:
        chosen = said.copy()
        for letter, value in usual().items():
            if not chosen.get(letter):
                chosen[letter] = value
        super().__init__(chosen)
        choices = [(str(one.pk), f"{one}, {one.get_state_display()}") for one in versions()]
        for letter in LETTERS:
            label = _("The one meaning") if letter == "a" else _("The other meaning")
            self.fields[letter] = forms.ChoiceField(
                label=label, choices=[*choices, (OWN, _("Own criteria …"))], required=False
            )
            self.fields[f"own_{letter}"] = CriteriaField(
                label=_("Own criteria"), required=False, personal=not user.sees_masked
            )

    def sides(self) -> list[tuple[Any, Any]]:
        """(choice, own criteria) of each."""
        return [(self[letter], self[f"own_{letter}"]) for letter in LETTERS]
