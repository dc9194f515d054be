"""The words of a document in a page: each run escaped, stress and marks as elements around it."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from documents.blocks import Run, Words

register = template.Library()


@register.filter
def words(said: Words) -> SafeString:
    return format_html_join("", "{}", ((_run(run),) for run in said))


def _run(run: Run) -> SafeString | str:
    said: SafeString | str = run.text
    if run.strong:
        said = format_html("<strong>{}</strong>", said)
    if run.emphasis:
        said = format_html("<em>{}</em>", said)
    if run.mark == "came":
        return format_html('<ins><span class="visually-hidden">{} </span>{}</ins>', _("added:"), said)
    if run.mark == "went":
        return format_html('<del><span class="visually-hidden">{} </span>{}</del>', _("removed:"), said)
    return said


@register.filter
def cells(row: Iterable[Words], columns: Iterable[object]) -> Iterable[tuple[Words, object]]:
    """Each cell of a row with its column."""
    return zip(row, columns, strict=False)
