"""A kind of document for the tests, and a document of it in two versions."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from documents import kinds
from documents import writing as say
from documents.blocks import Block
from documents.models import Document, DocumentVersion
from people.models import Role, User
from tests.conftest import MONDAY_NINE

Issue = Callable[..., DocumentVersion]


def promise(target: str = "4 h") -> list[Block]:
    return [
        say.title("Agreement", "Marketing and Sales"),
        say.heading("Promises"),
        say.paragraph("Sales answers ", say.strong(f"within {target}"), " of working time."),
        say.table([say.column("Promise", share=3), say.column("Target", "end")], [["First contact", target]]),
        say.signatures({"marketing": "Marketing", "sales": "Sales"}),
    ]


@pytest.fixture
def pact() -> Iterator[kinds.Kind]:
    """Everybody but the data protection officer reads it; Marketing and Sales sign it."""
    kind = kinds.Kind(
        "pact",
        "Pact",
        {"marketing": "Marketing", "sales": "Sales"},
        may_read=lambda user: user.role != Role.PRIVACY,
        source_url=lambda key: f"/pacts/{key}/",
    )
    kinds.register(kind)
    yield kind
    kinds.unregister("pact")


@pytest.fixture
def issue(pact: kinds.Kind, marta: User) -> Issue:
    """`issue(target)`: the pact 7 with this target, in both languages."""

    def issued(
        target: str = "4 h", at: datetime = MONDAY_NINE, key: str = "7", **more: Any
    ) -> DocumentVersion:
        editions = more.pop("editions", None) or {"en": promise(target), "es": promise(f"{target} (es)")}
        titles = {"en": "Agreement", "es": "Acuerdo"}
        values = {"kind": "pact", "key": key, "titles": titles, "editions": editions, "label": "v1"}
        return Document.objects.issue(**{**values, "by": marta, "at": at, **more})

    return issued
