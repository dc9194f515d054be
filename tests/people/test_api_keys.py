"""A key comes in with its person's eyes, within its scopes, until it expires or is revoked."""

from datetime import timedelta

from people.models import ApiKey, User
from tests.conftest import MONDAY_NINE


def test_the_secret_is_shown_once_and_kept_as_a_hash(rita: User) -> None:
    key, secret = ApiKey.objects.issue(rita, "CRM", ["read"], at=MONDAY_NINE)

    assert secret not in str(ApiKey.objects.filter(pk=key.pk).values())
    assert ApiKey.objects.recognise(secret, at=MONDAY_NINE) == key


def test_wrong_expired_and_revoked_keys_are_unknown(rita: User) -> None:
    end = MONDAY_NINE + timedelta(days=1)
    key, secret = ApiKey.objects.issue(rita, "CRM", ["read"], at=MONDAY_NINE, expires_at=end)

    for wrong in (
        "",
        "al_",
        "al__",
        secret[:-1],
        secret + "x",
        f"al_{key.prefix}_",
        "al_\x00_x",
        "a" * 9999,
        "é",
    ):
        assert ApiKey.objects.recognise(wrong, at=MONDAY_NINE) is None
    assert ApiKey.objects.recognise(secret, at=end) is None
    key.revoke(at=MONDAY_NINE)
    assert ApiKey.objects.recognise(secret, at=MONDAY_NINE) is None


def test_last_use_is_written_once_a_minute(rita: User) -> None:
    key, secret = ApiKey.objects.issue(rita, "CRM", ["read"], at=MONDAY_NINE)
    for seconds in (0, 30, 59):
        ApiKey.objects.recognise(secret, at=MONDAY_NINE + timedelta(seconds=seconds))
    key.refresh_from_db()
    assert key.last_used_at == MONDAY_NINE

    ApiKey.objects.recognise(secret, at=MONDAY_NINE + timedelta(seconds=61))
    key.refresh_from_db()
    assert key.last_used_at == MONDAY_NINE + timedelta(seconds=61)


def test_a_key_dies_with_its_person(rita: User) -> None:
    _key, secret = ApiKey.objects.issue(rita, "CRM", ["read"], at=MONDAY_NINE)
    User.objects.filter(pk=rita.pk).update(is_active=False)
    assert ApiKey.objects.recognise(secret, at=MONDAY_NINE) is None
