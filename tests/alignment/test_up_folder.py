"""The data folder is ours alone, keeps its secrets, and says plainly what is wrong with it."""

import os
import shutil
from pathlib import Path

import pytest

from alignment.engines import folders
from alignment.engines.accounts import account_for
from alignment.engines.folders import Folder
from alignment.engines.words import EngineFault

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")


def test_it_is_closed_to_others(folder: Folder) -> None:
    folder.path.chmod(0o755)
    folder.make()
    assert folder.path.stat().st_mode & 0o777 == 0o700


def test_secrets_are_drawn_once_and_private(folder: Folder) -> None:
    first = folder.secrets()
    assert folder.secrets() == first
    assert len(first["SECRET_KEY"]) >= 50
    assert (folder.path / "secrets.json").stat().st_mode & 0o777 == 0o600


@as_root
def test_another_persons_folder_is_refused(folder: Folder) -> None:
    os.chown(folder.path, 12345, 12345)
    with pytest.raises(EngineFault, match="belongs to 12345"):
        folder.make()


@as_root
def test_secrets_that_another_account_planted_are_refused(folder: Folder) -> None:
    folder.secrets()
    os.chown(folder.path / "secrets.json", 12345, 12345)
    with pytest.raises(EngineFault, match="another account"):
        folder.secrets()


@as_root
def test_root_lends_postgres_an_account_that_can_enter(folder: Folder) -> None:
    home, account = folder.engines_home()
    assert home == folder.path
    assert account.uid != 0
    assert account.may_enter(folder.path)


@as_root
def test_where_that_account_cannot_enter_the_data_stand_outside(
    short: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    short.chmod(0o700)
    folder = Folder(short / "data")
    folder.make()
    home, account = folder.engines_home()
    try:
        assert short not in home.parents
        assert account.may_enter(home)
        assert str(home) in capsys.readouterr().err
        assert folder.engines_home()[0] == home
    finally:
        shutil.rmtree(home)


def test_a_long_path_gets_short_sockets(short: Path) -> None:
    folder = Folder(short / ("long" * 30))
    folder.make()
    home = folder.path
    run = folder.sockets(home, account_for(home))
    try:
        assert len(bytes(run)) <= folders.LONGEST_SOCKET
        assert folder.sockets(home, account_for(home)) == run
        run.chmod(0o777)
        assert folder.sockets(home, account_for(home)) != run
    finally:
        shutil.rmtree(run)
        shutil.rmtree(folder.read("places.json")["sockets"])


def test_too_little_disk_names_the_remedy(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "NEEDED_AT_FIRST", 10**18)
    with pytest.raises(EngineFault, match="ALIGNMENT_DATA"):
        folder.refuse_full_disk(folder.path / "postgres")
