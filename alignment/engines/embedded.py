"""The two servers of one folder, started and stopped together."""

import os
import signal
from dataclasses import dataclass
from pathlib import Path

from alignment.engines.accounts import Account, account_for
from alignment.engines.binaries import lend, postgres_programs, valkey_program
from alignment.engines.folders import Folder
from alignment.engines.postgres import THROWAWAY, TUNING, Postgres
from alignment.engines.valkey import Valkey

WANTED = {"DATABASE_URL": "postgres", "REDIS_URL": "valkey"}


@dataclass
class Embedded:
    """PostgreSQL and Valkey of an instance; an engine whose URL the environment gives is left alone."""

    postgres: Postgres
    valkey: Valkey

    def engines(self) -> dict[str, Postgres | Valkey]:
        """By the variable that each one fills."""
        both: dict[str, Postgres | Valkey] = {"DATABASE_URL": self.postgres, "REDIS_URL": self.valkey}
        return {name: engine for name, engine in both.items() if not os.environ.get(name)}

    def urls(self) -> dict[str, str]:
        return {name: engine.url for name, engine in self.engines().items()}

    def die_with_us(self) -> None:
        """What is started from now on stops when this process ends, even by kill -9."""
        self.postgres.last_signal, self.valkey.last_signal = signal.SIGINT, signal.SIGTERM


def embedded(folder: Folder) -> Embedded:
    """The engines of a data folder, placed where their account can reach them; nothing is started."""
    home, account = folder.engines_home()
    return _placed(home, folder.sockets(home, account), folder.log, account, TUNING)


def throwaway(home: Path) -> Embedded:
    """Engines for tests in a temporary folder: fast, and lost with it."""
    account = account_for(home)
    account.own(home)
    return _placed(home, home / "run", home, account, TUNING | THROWAWAY)


def _placed(home: Path, run: Path, log: Path, account: Account, options: dict[str, str]) -> Embedded:
    programs = home / "programs"
    postgres = lend(postgres_programs(), account, programs)
    valkey = lend(valkey_program().parent, account, programs)
    return Embedded(
        Postgres(home / "postgres", run, log / "postgres.log", account, postgres, dict(options)),
        Valkey(home / "valkey", run, log / "valkey.log", account, valkey),
    )
