"""The two servers of one folder, started and stopped together."""

import signal
from dataclasses import dataclass
from pathlib import Path

from alignment.engines.accounts import Account, account_for
from alignment.engines.binaries import lend, postgres_programs, valkey_program
from alignment.engines.folders import Folder
from alignment.engines.postgres import THROWAWAY, TUNING, Postgres
from alignment.engines.valkey import Valkey

ENGINES = ("DATABASE_URL", "REDIS_URL")


@dataclass
class Embedded:
    """The engines of an instance by the variable each one fills; one whose URL the operator gave is not among them."""

    engines: dict[str, Postgres | Valkey]

    def urls(self) -> dict[str, str]:
        return {name: engine.url for name, engine in self.engines.items()}

    def start(self) -> None:
        for engine in self.engines.values():
            engine.start()

    def stop(self) -> None:
        """The broker first: nobody nudges a database that goes away."""
        for name in sorted(self.engines, reverse=True):
            self.engines[name].stop()

    def revive(self) -> list[str]:
        """Start what has died meanwhile; the names of those, most often none."""
        dead = [engine for engine in self.engines.values() if not engine.pid]
        return [engine.label for engine in dead if engine.start()]

    def die_with_us(self) -> None:
        """What is started from now on stops when this process ends, even by kill -9."""
        for engine in self.engines.values():
            engine.last_signal = signal.SIGINT if isinstance(engine, Postgres) else signal.SIGTERM


def embedded(folder: Folder, wanted: list[str]) -> Embedded:
    """The engines of a data folder, placed where their account can reach them; nothing is started."""
    home, account = folder.engines_home()
    return _placed(home, folder.sockets(home, account), folder.log, account, TUNING, wanted)


def throwaway(home: Path) -> Embedded:
    """Engines for tests in a temporary folder: fast, and lost with it."""
    account = account_for(home)
    account.own(home)
    return _placed(home, home / "run", home, account, TUNING | THROWAWAY, list(ENGINES))


def _placed(
    home: Path, run: Path, log: Path, account: Account, options: dict[str, str], wanted: list[str]
) -> Embedded:
    engines: dict[str, Postgres | Valkey] = {}
    if "DATABASE_URL" in wanted:
        programs = lend(postgres_programs(), account, home / "programs")
        postgres = Postgres(home / "postgres", run, log / "postgres.log", account, programs, dict(options))
        engines["DATABASE_URL"] = postgres
    if "REDIS_URL" in wanted:
        programs = lend(valkey_program().parent, account, home / "programs")
        engines["REDIS_URL"] = Valkey(home / "valkey", run, log / "valkey.log", account, programs)
    return Embedded(engines)
