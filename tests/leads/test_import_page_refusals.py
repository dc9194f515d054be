"""Wrong files, wrong people, and files that fail half-way: a clear word, and nothing lost."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from leads import keeping
from leads.models import Import, Lead
from people.models import User
from people.moment import now
from tests.leads.test_import_page_way import ClientOf, files, read, send, upload

__all__ = ["files"]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n123", "picture"),
        (b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 60, "program"),
        (b"%PDF-1.7 xx", "document"),
        (b"<!doctype html><html>", "web page"),
        (b'{"a": 1}', "JSON"),
    ],
)
def test_what_is_no_table_is_refused(
    client_of: ClientOf, marta: User, files: Path, content: bytes, word: str
) -> None:
    answer = upload(client_of(marta), content)
    assert answer.status_code == 422 and word in str(answer.context["form"].errors)
    assert not Import.objects.exists() and not list(files.glob("*"))


def test_too_large_and_badly_named(client_of: ClientOf, marta: User, settings: Any) -> None:
    client = client_of(marta)
    assert upload(client, system="a b/c").status_code == 422
    settings.UPLOAD_MAX_BYTES = 50
    assert "larger" in str(upload(client).context["form"].errors)
    settings.UPLOAD_MAX_BYTES = 5
    assert upload(client).status_code == 413


def test_the_token_is_checked(marta: User, client_of: ClientOf) -> None:
    client = client_of(marta)
    client.handler.enforce_csrf_checks = True
    assert upload(client).status_code == 403


def test_who_imports_and_who_sees(
    client_of: ClientOf, trusted: Any, marta: User, sara: User, felix: User, rita: User
) -> None:
    upload(client_of(marta))
    one = Import.objects.get()
    pages = [
        reverse(f"leads:{name}", args=[one.pk])
        for name in ("import-mapping", "mapping-download", "fault-download", "import-progress")
    ]
    for page in (reverse("leads:import-list"), reverse("leads:import-create"), *pages):
        assert client_of(sara).get(page).status_code == client_of(felix).get(page).status_code == 403
        answer = trusted(rita).get(page)
        assert answer.status_code == 200, page
    other = User.objects.create_user("m2@acme.test", "x", name="M", role="marketing_manager")
    assert {client_of(other).get(page).status_code for page in pages} == {404}


def test_a_cursor_that_is_no_number_asks_nothing(client_of: ClientOf, marta: User) -> None:
    upload(client_of(marta))
    Import.objects.update(state=Import.State.DONE)
    address = reverse("leads:import-detail", args=[Import.objects.get().pk])
    for cursor in ("²", "-1", "9" * 30):
        assert client_of(marta).get(address, {"after": cursor}).status_code == 200


def test_a_failed_import_goes_back_to_its_mapping(client_of: ClientOf, marta: User) -> None:
    client = client_of(marta)
    upload(client)
    one = Import.objects.get()
    one.describe({"columns": {"Nowhere": "email"}}, "hubspot", False)
    one.start()
    one.run(now())
    page = client.get(reverse("leads:import-detail", args=[one.pk])).content.decode()
    assert "Nowhere" in page and "not read" in page
    back = client.post(reverse("leads:import-again", args=[one.pk]), follow=True)
    assert "Nowhere" in back.content.decode() and Import.objects.latest("pk").state == "draft"


def test_a_file_that_is_gone_is_said(client_of: ClientOf, marta: User) -> None:
    client = client_of(marta)
    upload(client)
    one = Import.objects.get()
    Path(one.path).unlink()
    answer = client.get(reverse("leads:import-mapping", args=[one.pk]), follow=True)
    assert "Upload it again" in answer.content.decode()


def test_columns_that_contradict_are_named(client_of: ClientOf, marta: User) -> None:
    client = client_of(marta)
    upload(client)
    page = send(client, Import.objects.get(), then="start", c2="email")
    assert (
        page.status_code == 200
        and "two columns" in page.content.decode()
        and Import.objects.get().state == "draft"
    )


def test_a_kill_in_the_middle_loses_and_doubles_nothing(
    client_of: ClientOf, marta: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leads.models.importing.imports.CHUNK", 10)
    text = "id,email\n" + "".join(f"{n},p{n}@x.example\n" for n in range(35))
    client = client_of(marta)
    upload(client, text)
    one = Import.objects.get()
    send(client, one, then="look")
    one.start()
    whole = Import._count

    def killed(self: Import, *args: Any) -> None:
        whole(self, *args)
        if self.rows >= 20:
            raise KeyboardInterrupt

    monkeypatch.setattr(Import, "_count", killed)
    with pytest.raises(KeyboardInterrupt):
        Import.objects.get().run(now())
    assert Import.objects.get().position == 11 and Lead.objects.count() == 10
    monkeypatch.setattr(Import, "_count", whole)
    Import.objects.get().run(now())
    done = Import.objects.get()
    assert (done.state, done.rows, done.created, Lead.objects.count()) == ("done", 35, 35, 35)


def test_a_crafted_name_stays_a_name(client_of: ClientOf, marta: User, files: Path) -> None:
    upload(client_of(marta), name="../../<b>evil</b>.csv")
    page = client_of(marta).get(reverse("leads:import-list")).content.decode()
    assert "<b>evil" not in page and len(list(files.glob("*"))) == 1


def test_files_are_dropped_after_their_term(client_of: ClientOf, marta: User, files: Path) -> None:
    client = client_of(marta)
    upload(client)
    one = read(client, Import.objects.get())
    assert keeping.drop_files(now()) == 0 and one.faulty_rows.exists()
    assert keeping.drop_files(now() + 2 * keeping.KEPT_FOR) == 1 and not one.faulty_rows.exists()
