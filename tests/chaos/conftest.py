"""The short form runs where CI=true or where it is asked for by its mark: it takes two minutes and kills for half of one."""

import os

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get("CI") == "true" or "chaos" in config.option.markexpr:
        return
    skip = pytest.mark.skip(reason="kills processes for a minute; set CI=true, or ask for it with -m chaos")
    for item in items:
        if item.get_closest_marker("chaos"):
            item.add_marker(skip)
