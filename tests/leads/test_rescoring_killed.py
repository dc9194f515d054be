"""A process that rescores and is killed with -9 at any moment loses nothing: the next goes on, and every score is right."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from leads.models import Lead, LeadScore, Rescoring, ScoringVersion
from people.models import User
from tests.conftest import MONDAY_NINE

LEADS, STEP = 2_000, 40
ROOT = Path(__file__).resolve().parents[2]
WORK = f"""
import django
django.setup()
from people.moment import now
from leads.models import Rescoring
from leads.models.scoring.score import rescore
print("ready", flush=True)
for duty in Rescoring.objects.pending():
    while rescore(duty, now(), limit={STEP}):
        print("step", flush=True)
print("end", flush=True)
"""
Worker = subprocess.Popen[str]


@pytest.fixture
def draft(transactional_db: None, scoring: ScoringVersion, rita: User) -> ScoringVersion:
    """Half of the leads are scored by the version before, where Spain was worth 50; now it is worth 35."""
    leads = Lead.objects.bulk_create(
        Lead(recorded_at=MONDAY_NINE, captured_at=MONDAY_NINE, country="Spain" if number % 3 else "Chile")
        for number in range(LEADS)
    )
    LeadScore.objects.settle([lead.pk for lead in leads[: LEADS // 2]], MONDAY_NINE)
    Rescoring.objects.all().delete()
    draft = ScoringVersion.objects.draft(by=rita, at=MONDAY_NINE)
    draft.rules.filter(points=50).update(points=35)
    draft.publish(by=rita, at=MONDAY_NINE)
    return draft


@pytest.fixture
def workers() -> Iterator[list[Worker]]:
    begun: list[Worker] = []
    yield begun
    for worker in begun:
        worker.kill()
        worker.wait()


def start(workers: list[Worker]) -> Worker:
    """A real process on the database of this test."""
    where = urlsplit(os.environ["DATABASE_URL"])
    url = urlunsplit(where._replace(path=f"/{connection.settings_dict['NAME']}"))
    told = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-c", WORK]
    worker = subprocess.Popen(command, cwd=ROOT, env=told, stdout=subprocess.PIPE, text=True)
    workers.append(worker)
    return worker


def kill_after(worker: Worker, steps: int, dice: random.Random) -> bool:
    """With -9, after so many steps and somewhere within the next; False where it had ended before."""
    assert worker.stdout
    for _line in range(steps + 1):
        if worker.stdout.readline().strip() in ("end", ""):
            return False
    time.sleep(dice.uniform(0, 0.02))
    worker.kill()
    worker.wait()
    return True


@pytest.mark.parametrize("kills", [1, pytest.param(8, marks=pytest.mark.chaos)])
def test_killed_and_gone_on_with(draft: ScoringVersion, workers: list[Worker], kills: int) -> None:
    seed = random.SystemRandom().randrange(10**6)
    dice, killed, places = random.Random(seed), 0, [0]
    for _kill in range(kills):
        killed += kill_after(start(workers), dice.randint(1, 5), dice)
        places.append(Rescoring.objects.get().last_lead)
    assert killed == kills and places == sorted(places), f"seed {seed}"
    assert Rescoring.objects.pending().exists(), "killed in the middle"
    both = [start(workers), start(workers)]
    assert [worker.wait(60) for worker in both] == [0, 0]
    judge(draft, f"seed {seed}")


def judge(draft: ScoringVersion, words: str) -> None:
    duty = Rescoring.objects.get()
    assert duty.is_finished and duty.scored == duty.total == LEADS, words
    # those from abroad whom the version before had scored get another version, and count as changed too
    assert duty.changed == LEADS, words
    scored = LeadScore.objects.values_list("lead__country", "score", "version")
    assert len(scored) == LEADS, words
    wrong = [row for row in scored if row != (row[0], 35 if row[0] == "Spain" else 0, draft.pk)]
    assert not wrong and LeadScore.objects.differences() == [], words
