"""What is kept of an address as a saved view: the filters that a board knows, and nothing else."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.models import User

from .boards import boards, comparisons
from .forms import OWN_CUTS, QuestionForm
from .models import DIMENSIONS, FirstView, SavedView
from .own import is_own

KNOWN = ("period", "from", "to", "population", "clock", *DIMENSIONS, *OWN_CUTS)
LONGEST = 2000


def cleaned(query: str) -> tuple[str, list[str]]:
    """(the address with what a board knows alone, what is wrong with it)."""
    said, kept = QueryDict(query), QueryDict(mutable=True)
    for name, values in said.lists():
        if name in KNOWN or is_own(name):
            kept.setlist(name, [value for value in values if value and "\x00" not in value])
    compare = said.get("compare", "")
    if compare in dict(comparisons.choices()):
        kept["compare"] = compare
    return kept.urlencode(), QuestionForm(kept).faults


class SaveForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    board = forms.ChoiceField(choices=lambda: [(key, key) for key in boards])
    query = forms.CharField(required=False, strip=False)
    reach = forms.ChoiceField(label=_("Who sees it"), choices=SavedView.Reach.choices)
    is_first = forms.BooleanField(label=_("Open this first"), required=False)

    def __init__(self, data: QueryDict, user: User) -> None:
        super().__init__(data)
        self.user = user

    def clean_query(self) -> str:
        query, faults = cleaned(self.cleaned_data["query"])
        if faults:
            raise forms.ValidationError(faults)
        if len(query) > LONGEST:
            raise forms.ValidationError(_("These filters are too many to be saved."))
        return query

    def clean_reach(self) -> str:
        reach: str = self.cleaned_data["reach"]
        if reach == SavedView.Reach.TEAM and self.user.team_id is None:
            raise forms.ValidationError(_("You are in no team to share it with."))
        return reach

    @property
    def faults(self) -> list[str]:
        return [str(fault) for faults in self.errors.values() for fault in faults]

    @property
    def back(self) -> str:
        """The page that it came from."""
        board = boards.get(self.data.get("board", ""))
        return board.address() if board else reverse("dashboards:home")

    def keep(self) -> SavedView:
        said: dict[str, Any] = self.cleaned_data
        view = SavedView.objects.keep(self.user, said["board"], said["name"], said["query"], said["reach"])
        if said["is_first"]:
            FirstView.objects.update_or_create(user=self.user, defaults={"view": view})
        return view
