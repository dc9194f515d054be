"""What a manager writes about a breach that does not count."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WaiverForm(forms.Form):
    reason = forms.CharField(
        label=_("Why does this breach not count?"),
        help_text=_("Both teams read it, and it stays with the breach."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
