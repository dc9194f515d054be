"""A long select is what Django's own would be, only sooner."""

import pytest
from django import forms
from django.test import SimpleTestCase

from people.forms.long_select import LongSelect

CHOICES = [("", "As the company"), ("Europe/Madrid", "Europe/Madrid"), ("<b>", '"&')]


@pytest.mark.parametrize("value", ["Europe/Madrid", "", None, "<b>", "elsewhere"])
def test_it_says_the_same(value: str | None) -> None:
    attrs = {"id": "id_zone", "required": True, "aria-describedby": "zone_help"}
    theirs = forms.Select({"class": "form-select"}, CHOICES).render("zone", value, attrs)
    ours = LongSelect({"class": "form-select"}, CHOICES).render("zone", value, attrs)
    SimpleTestCase().assertHTMLEqual(theirs, ours)
