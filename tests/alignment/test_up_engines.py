"""The two servers start, stop, and come back after kill -9."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from redis import Redis

from alignment.engines.embedded import Embedded, throwaway
from alignment.engines.postgres import THROWAWAY, Postgres
from alignment.engines.processes import wait_until, working_in
from alignment.engines.words import EngineFault


@pytest.fixture(scope="module")
def made(shared_short: Path) -> Embedded:
    """Made once a module, for that takes a second; safe against kill -9, unlike the suite's own."""
    engines = throwaway(shared_short)
    for option in THROWAWAY:
        del postgres_of(engines).options[option]
    return engines


@pytest.fixture
def engines(made: Embedded) -> Iterator[Embedded]:
    made.start()
    yield made
    made.stop()


@pytest.fixture
def postgres(engines: Embedded) -> Postgres:
    return postgres_of(engines)


def postgres_of(engines: Embedded) -> Postgres:
    postgres = engines.engines["DATABASE_URL"]
    assert isinstance(postgres, Postgres)
    return postgres


def ask(url: str, question: str) -> object:
    session = psycopg2.connect(url)
    session.autocommit = True
    with session.cursor() as cursor:
        cursor.execute(question)
        answer = cursor.fetchone() if cursor.description else None
    session.close()
    return answer[0] if answer else None


def test_both_answer_on_their_sockets_only(engines: Embedded) -> None:
    urls = engines.urls()
    assert ask(urls["DATABASE_URL"], "SHOW listen_addresses") == ""
    assert ask(urls["DATABASE_URL"], "SHOW server_encoding") == "UTF8"
    broker = Redis.from_url(urls["REDIS_URL"])
    assert broker.ping()
    assert broker.config_get("port") == {"port": "0"}


def test_stopping_leaves_no_process(engines: Embedded, postgres: Postgres) -> None:
    engines.stop()
    engines.stop()
    assert not list(working_in(postgres.home, "postgres"))
    assert postgres.pid is None


def test_a_second_start_finds_them_running(engines: Embedded, postgres: Postgres) -> None:
    assert not any(engine.start() for engine in throwaway(postgres.home.parent).engines.values())


def test_committed_rows_survive_kill_9(engines: Embedded, postgres: Postgres) -> None:
    ask(postgres.url, "CREATE TABLE kept AS SELECT 7 AS n")
    assert postgres.pid
    os.kill(postgres.pid, signal.SIGKILL)
    wait_until(lambda: postgres.pid is None, 30)
    assert engines.revive() == ["PostgreSQL"]
    assert ask(postgres.url, "SELECT n FROM kept") == 7


def test_a_stale_pid_of_another_process_is_no_obstacle(postgres: Postgres) -> None:
    note = postgres.home / "postmaster.pid"
    words = note.read_text().splitlines()
    postgres.stop()
    note.write_text("\n".join([str(os.getpid()), *words[1:]]) + "\n")
    assert postgres.pid is None
    assert postgres.start()


def test_a_half_made_database_is_made_anew(engines: Embedded, postgres: Postgres) -> None:
    postgres.stop()
    aside = postgres.home.with_name("postgres.new")
    postgres.home.rename(aside)
    (aside / "global" / "pg_control").unlink()
    assert postgres.start()
    assert ask(postgres.url, "SELECT 1") == 1
    assert not aside.exists()


def test_another_major_version_is_refused(postgres: Postgres) -> None:
    postgres.stop()
    version = postgres.home / "PG_VERSION"
    version.write_text("17\n")
    with pytest.raises(EngineFault, match=r"PostgreSQL 17 .*manage.py restore"):
        postgres.start()
    version.write_text("18\n")
