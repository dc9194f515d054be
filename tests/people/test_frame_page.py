"""Every page stands in the same frame: both languages, no inline script or style, errors included."""

import re
from pathlib import Path

import pytest
from django.conf import settings as site
from django.template.loader import render_to_string
from django.test import Client
from lucide import _render_icon
from pytest_django import Settings

from people.models import User

TEMPLATES = sorted((Path(site.BASE_DIR) / "templates").rglob("*.html"))
INLINE = re.compile(r"<script(?![^>]*(?:src=|type=\"application/json\"))|<style|\sstyle=|\son\w+=\"|\|safe\b")
ICON = re.compile(r'{% lucide "([^"]+)"')


@pytest.fixture(autouse=True)
def no_second_factor(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []


@pytest.mark.parametrize("language", ["en", "es"])
def test_page_of_pieces_is_served_in_both_languages(client: Client, rita: User, language: str) -> None:
    rita.language = language
    rita.save()
    client.force_login(rita)
    page = client.get("/people/pieces/").content.decode()
    assert f'<html lang="{language}"' in page and page.count("<h1>") == 1
    assert ("12.500\u00a0€" if language == "es" else "€12,500") in page


def test_page_of_pieces_is_for_revops(client: Client, sara: User) -> None:
    client.force_login(sara)
    assert client.get("/people/pieces/").status_code == 404


def test_title_is_both_the_heading_and_the_tabs_name(client: Client, rita: User) -> None:
    rita.name = "Rita <b>&"
    rita.save()
    client.force_login(rita)
    page = client.get("/").content.decode()
    assert "<title>Hello, Rita &lt;b&gt;&amp; · Alignment</title>" in page
    assert "<h1>Hello, Rita &lt;b&gt;&amp;</h1>" in page


def test_policy_allows_no_inline_script(client: Client, rita: User) -> None:
    client.force_login(rita)
    policy = client.get("/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "unsafe-eval" not in policy


def test_no_template_has_an_inline_script_or_style() -> None:
    assert [path.name for path in TEMPLATES if INLINE.search(path.read_text())] == []


def test_every_icon_that_a_template_names_exists() -> None:
    named = {icon for path in TEMPLATES for icon in ICON.findall(path.read_text())}
    assert all("<svg" in _render_icon(icon, 16) for icon in named)


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_page_needs_neither_request_nor_database(name: str) -> None:
    assert 'href="/"' in render_to_string(name)


def test_unknown_page_keeps_the_frame(client: Client, sara: User) -> None:
    client.force_login(sara)
    answer = client.get("/no-such-page/")
    assert answer.status_code == 404 and 'class="rail"' in answer.content.decode()


def test_folded_rail_is_remembered(client: Client, sara: User) -> None:
    client.force_login(sara)
    client.cookies["rail"] = "folded"
    assert 'data-rail="folded"' in client.get("/").content.decode()
