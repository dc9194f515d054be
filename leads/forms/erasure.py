"""Why a person is forgotten, and how far it goes now."""

from django import forms
from django.utils.translation import gettext_lazy as _

BLOCK, ERASE = "block", "erase"


class ErasureForm(forms.Form):
    how = forms.ChoiceField(
        label=_("What is asked?"),
        choices=[
            (
                BLOCK,
                _("Block: nobody sees or uses it any more; the data protection officer destroys it later"),
            ),
            (ERASE, _("Erase now: everything personal is destroyed for good")),
        ],
        initial=BLOCK,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept with the decision. Don't write the person's name here."),
    )
