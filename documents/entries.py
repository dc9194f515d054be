"""Where the pages of documents stand on the rail and in the palette."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from people import navigation, palette
from people.models import User

from .models import Document


def register() -> None:
    navigation.register(
        navigation.Entry(
            "agree", "documents", _("Documents"), "documents:document-list", "file-text", order=25
        )
    )
    palette.register(palette.Search("documents", _("Documents"), find))


def find(user: User, text: str, limit: int) -> Iterable[palette.Found]:
    found = Document.objects.visible_to(user).named(text).order_by("-issued_at", "-id")[:limit]
    return [(one.title, str(one.kind_label), one.get_absolute_url(), "file-text") for one in found]
