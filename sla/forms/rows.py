"""Several small forms of one kind on a page: rows come and go before anything is saved, and nothing typed is lost."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict


def typed(form: forms.BaseForm, data: QueryDict) -> dict[str, Any]:
    """What stands in the fields of this form as it was typed, to be shown again without being judged."""
    return {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        for name, field in form.fields.items()
    }


class Rows:
    """The rows of `form` under `prefix`, at most `most`; `<prefix>-count` says how many the page had."""

    form: type[forms.Form]
    prefix: str
    most = 10

    def __init__(self, data: QueryDict | None = None, initial: Iterable[dict[str, Any]] = ()) -> None:
        if data is None:
            self.forms = [self.made(place, initial=one) for place, one in enumerate(initial)]
        else:
            self.forms = [self.made(place, data) for place in range(self.counted(data))]

    def made(self, place: int, data: QueryDict | None = None, **more: Any) -> forms.Form:
        return self.form(data, prefix=f"{self.prefix}-{place}", use_required_attribute=False, **more)

    @classmethod
    def counted(cls, data: QueryDict) -> int:
        said = data.get(f"{cls.prefix}-count", "")
        return min(int(said), cls.most) if said.isascii() and said.isdigit() and len(said) < 5 else 0

    @classmethod
    def changed(cls, data: QueryDict, change: str) -> "Rows":
        """The page's rows as they were typed, after “<prefix>-add” or “<prefix>-drop-2”; any other word changes none."""
        rows = [typed(form, data) for form in cls(initial=[{}] * cls.counted(data)).forms]
        verb, _dash, place = change.removeprefix(f"{cls.prefix}-").partition("-")
        if change.startswith(f"{cls.prefix}-") and verb == "add" and len(rows) < cls.most:
            rows.append({})
            made = cls(initial=rows)
            next(iter(made.forms[-1].fields.values())).widget.attrs["autofocus"] = True
            return made
        if change.startswith(f"{cls.prefix}-drop-") and place.isdecimal() and int(place) < len(rows):
            rows.pop(int(place))
        return cls(initial=rows)

    def is_valid(self) -> bool:
        """Every row is judged, also behind one that is wrong."""
        return not [form for form in self.forms if not form.is_valid()]

    @property
    def cleaned(self) -> list[dict[str, Any]]:
        return [form.cleaned_data for form in self.forms]

    @property
    def has_room(self) -> bool:
        return len(self.forms) < self.most

    @property
    def count(self) -> int:
        return len(self.forms)
