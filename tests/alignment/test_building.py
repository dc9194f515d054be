"""While the demo company is invented, every page asks for patience; then the site answers as ever."""

from pathlib import Path

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import Client

from alignment.building import Building


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The mark of a fill that goes on, in a data folder of our own."""
    monkeypatch.setenv("ALIGNMENT_DATA", str(tmp_path))
    mark = tmp_path / "demo.begun"
    mark.touch()
    return mark


@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/hooks/nobody/"])
def test_every_page_asks_for_patience(begun: Path, address: str) -> None:
    answer = Client().get(address, headers={"accept-language": "es"})
    assert answer.status_code == 503 and answer["Retry-After"] == "2"
    assert "Estamos creando la empresa" in answer.content.decode()
    assert '<meta http-equiv="refresh" content="2">' in answer.content.decode()
    assert not answer.cookies


def test_who_waits_for_the_process_hears_that_it_lives(begun: Path) -> None:
    assert Client().get("/healthz").content == b"ok"


def test_the_same_process_opens_when_the_company_stands(begun: Path, db: None) -> None:
    browser = Client()
    assert browser.get("/accounts/login/").status_code == 503
    begun.unlink()
    assert browser.get("/accounts/login/").status_code == 200


def test_a_process_of_any_other_day_goes_without_it(begun: Path) -> None:
    begun.unlink()
    with pytest.raises(MiddlewareNotUsed):
        Building(lambda request: HttpResponse())
