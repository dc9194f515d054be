"""The files of an import: the one with the leads, and others that it refers to."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from leads.corrections import restore
from leads.models.importing.imports import refuse_reserved
from leads.reading.faults import Refused
from leads.reading.tables import Table, open_table
from leads.wording import say

MOST_FILES = 10
KINDS = ".csv,.txt,.tsv,.xlsx"


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each clean."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Choose at most %(most)s other files.") % {"most": MOST_FILES})
        return [super(FilesField, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("The file with the leads"),
        help_text=_("CSV or Excel (.xlsx), one lead or one deal a row. Drop it here or choose it."),
        widget=forms.ClearableFileInput(attrs={"accept": KINDS, "class": "drop-zone"}),
        allow_empty_file=True,
    )
    others = FilesField(
        label=_("Other files it refers to"),
        required=False,
        help_text=_("Only if its rows name companies or products by an id that another file explains."),
        widget=FilesInput(attrs={"accept": KINDS}),
    )
    system = forms.CharField(
        label=_("Which system does it come from?"),
        max_length=60,
        widget=forms.TextInput(attrs={"list": "systems", "autocomplete": "off"}),
        help_text=_(
            "For example hubspot. The ids in the file are this system's: the same name again means the same leads."
        ),
        validators=[refuse_reserved],
    )

    def clean(self) -> dict[str, Any]:
        """Every file is stored under a name of ours and opened; one that is no table is refused in words."""
        cleaned = super().clean() or {}
        self.stored: dict[str, Path] = {}
        self.tables: dict[str, Table] = {}
        if file := cleaned.get("file"):
            self._take("file", [file])
        self._take("others", cleaned.get("others") or [])
        if self.errors:
            for path in self.stored.values():
                path.unlink(missing_ok=True)
        return cleaned

    def _take(self, field: str, files: Iterable[UploadedFile]) -> None:
        for file in files:
            name = short_name(file.name or "")
            if (file.size or 0) > settings.UPLOAD_MAX_BYTES:
                said = _("%(name)s is larger than %(most)s. Split it, or use the command line.")
                self.add_error(
                    field, said % {"name": name, "most": filesizeformat(settings.UPLOAD_MAX_BYTES)}
                )
                continue
            if name in self.stored:
                self.add_error(field, _("Two files are called %(name)s.") % {"name": name})
                continue
            self.stored[name] = path = store(file)
            try:
                restore(path)
                self.tables[name] = open_table(path)
            except Refused as refused:
                fault = refused.fault
                self.add_error(field, f"{name}: {say({'code': fault.code, 'params': dict(fault.params)})}")


def short_name(name: str) -> str:
    return "".join(sign for sign in Path(name).name if sign.isprintable())[-120:] or "file"


def store(file: UploadedFile) -> Path:
    """Under a random name, so that nothing a person types becomes a path."""
    folder = settings.FILES_DIR / "imports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path: Path = folder / uuid4().hex
    with path.open("wb") as target:
        for piece in file.chunks():
            target.write(piece)
    return path
