"""What is personal, column by column, so that forgetting a person forgets all of it.

Every text column of every model is either registered here with how it is emptied, or listed as not personal; a test
walks all models. History rows of the configuration audit follow the model they track.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from django.apps import apps
from django.conf import settings
from django.db import models

How = Literal["blank", "null", "hash"]

_personal: dict[type[models.Model], dict[str, How]] = {}
_impersonal: dict[type[models.Model], set[str]] = {}
TEXT = (models.CharField, models.TextField, models.JSONField)
PURPOSE = b"people.personal.tombstone"


def register(model: type[models.Model], fields: Mapping[str, How]) -> None:
    """These columns hold personal data: "blank" empties, "null" nulls, "hash" keeps a keyed hash (for unique ones)."""
    _personal.setdefault(model, {}).update(fields)


def impersonal(model: type[models.Model], *names: str) -> None:
    """These text columns never hold personal data."""
    _impersonal.setdefault(model, set()).update(names)


def fields_of(model: type[models.Model]) -> dict[str, How]:
    """The personal columns of a model; of a history model, those of the model it tracks."""
    tracked = getattr(model, "pgh_tracked_model", None)
    known = _personal.get(tracked or model, {})
    return {name: how for name, how in known.items() if name in _names(model)}


def unlisted(model: type[models.Model]) -> list[str]:
    """Text columns that nobody has decided about."""
    tracked = getattr(model, "pgh_tracked_model", None) or model
    known = set(_personal.get(tracked, {})) | _impersonal.get(tracked, set())
    return [name for name in _texts(model) if name not in known]


def has_text(model: type[models.Model]) -> bool:
    return bool(_texts(model))


def _texts(model: type[models.Model]) -> list[str]:
    texts = (field for field in model._meta.concrete_fields if isinstance(field, TEXT) and not field.choices)
    return [field.name for field in texts if not field.name.startswith("pgh_")]


def blank(rows: models.QuerySet[Any]) -> int:
    """Empty the personal columns of these rows and of their history; how many rows. Twice changes nothing."""
    keys = list(rows.order_by().values_list("pk", flat=True))
    for history in _histories(rows.model):
        _empty(history._default_manager.filter(pgh_obj__in=keys))
    return _empty(rows.model._default_manager.filter(pk__in=keys))


def _empty(rows: models.QuerySet[Any]) -> int:
    fields = fields_of(rows.model)
    hashed = [name for name, how in fields.items() if how == "hash"]
    if hashed:
        found = list(rows.only(*hashed))
        for row in found:
            for name in hashed:
                setattr(row, name, _hashed(row, name))
        rows.model._default_manager.bulk_update(found, hashed, batch_size=500)
    changes = {name: _empty_value(rows.model, name, how) for name, how in fields.items() if how != "hash"}
    return rows.update(**changes) if changes else rows.count()


def _empty_value(model: type[models.Model], name: str, how: How) -> Any:
    field = model._meta.get_field(name)
    if how == "null" and field.null:
        return None
    if isinstance(field, models.JSONField):
        return type(field.get_default())() if isinstance(field.get_default(), dict | list) else {}
    return ""


def _hashed(row: models.Model, name: str) -> str:
    value = str(getattr(row, name))
    return value if value.startswith("erased-") else f"erased-{_mark(_keys()[0], name, value)[:32]}"


def _histories(model: type[models.Model]) -> list[type[models.Model]]:
    return [one for one in apps.get_models() if getattr(one, "pgh_tracked_model", None) is model]


def _names(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def normalised(kind: str, value: str) -> str:
    """One spelling for each address and number, so that another spelling of it is known too."""
    text = value.strip().casefold()
    return "".join(char for char in text if char.isdigit()) if kind == "phone" else text


def _keys() -> list[bytes]:
    """The present key first, then those of earlier SECRET_KEYs."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [hmac.new(secret.encode(), PURPOSE, hashlib.sha256).digest() for secret in secrets]


def _mark(key: bytes, kind: str, value: str) -> str:
    return hmac.new(key, f"{kind}:{normalised(kind, value)}".encode(), hashlib.sha256).hexdigest()


def marks(kind: str, values: Iterable[str]) -> set[str]:
    """The tombstone marks of these values, under the present key."""
    key = _keys()[0]
    return {_mark(key, kind, value) for value in values if normalised(kind, value)}


def is_erased(kind: str, values: Iterable[str]) -> set[str]:
    """Which of these e-mail addresses (kind "email") or numbers (kind "phone") were erased: one query."""
    from people.models import Tombstone

    asked = {_mark(key, kind, value): value for value in values if normalised(kind, value) for key in _keys()}
    found = Tombstone.objects.filter(kind=kind, hmac__in=asked).values_list("hmac", flat=True)
    buried = {normalised(kind, asked[mark]) for mark in found}
    return {value for value in asked.values() if normalised(kind, value) in buried}
