"""The demo company's traces in the data folder: half of it is known, its addresses follow the port."""

import pytest

from alignment.engines.folders import Folder
from alignment.engines.instance import Demo

NOTE = {
    "url": "http://127.0.0.1:8000",
    "logins": [{"email": "rita@faro.example"}],
    "hooks": {"standard": {"url": "http://127.0.0.1:8000/hooks/abc/", "secret": "whsec_x"}},
}


@pytest.fixture
def demo(folder: Folder) -> Demo:
    folder.write("demo.json", NOTE)
    return Demo(folder)


def test_its_addresses_follow_the_port(demo: Demo) -> None:
    demo.move_to("http://127.0.0.1:9000")
    assert demo.note()["url"] == "http://127.0.0.1:9000"
    assert demo.note()["hooks"]["standard"] == {
        "url": "http://127.0.0.1:9000/hooks/abc/",
        "secret": "whsec_x",
    }
    assert demo.finished.stat().st_mode & 0o777 == 0o600


def test_an_absent_demo_stays_absent(folder: Folder) -> None:
    Demo(folder).move_to("http://127.0.0.1:9000")
    assert not Demo(folder).finished.exists()


def test_a_fill_that_was_cut_leaves_its_mark(demo: Demo) -> None:
    with pytest.raises(KeyboardInterrupt), demo.filling():
        raise KeyboardInterrupt
    assert demo.begun.exists()
    with demo.filling():
        pass
    assert not demo.begun.exists()


def test_forgetting_removes_every_trace(demo: Demo) -> None:
    demo.forget()
    demo.forget()
    assert demo.note() == {}
