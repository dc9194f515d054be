"""One run: start, sow, kill, wait until nothing is left to do, judge."""

import json
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from alignment.engines.folders import Folder
from alignment.engines.processes import wait_until
from tests.alignment.conftest import kill_9

from .house import VICTIMS, House
from .outside import Receiver, Source
from .verdict import Verdict, judge, pending

AT_LAST = 600
"""Seconds within which the site must have caught up after the last kill."""

Say = Callable[[str], None]


def run(kills: int, clocks: int, seconds: int, seed: int, say: Say, lease: int | None = None) -> Verdict:
    home = Path(tempfile.mkdtemp(prefix="al-chaos-"))
    home.chmod(0o711)
    folder = Folder(home / "data")
    folder.make()
    try:
        verdict = _run(House(folder, lease), kills, clocks, seconds, random.Random(seed), say)
        if verdict.faults:
            say(f"the logs are kept in {_kept(folder)}")
        return verdict
    except BaseException:
        say(f"the logs are kept in {_kept(folder)}")
        raise
    finally:
        kill_9(home)
        shutil.rmtree(home, ignore_errors=True)


def _kept(folder: Folder) -> Path:
    kept = Path(tempfile.mkdtemp(prefix="chaos-logs-"))
    shutil.copytree(folder.log, kept, dirs_exist_ok=True)
    return kept


def _run(house: House, kills: int, clocks: int, seconds: int, dice: random.Random, say: Say) -> Verdict:
    receiver, gap = Receiver(), min(30, max(5, seconds // 10))
    house.start()
    say("the site runs")
    sown = house.manage(
        "shell",
        "-v0",
        "-c",
        f"from tests.chaos.sowing import sow; sow({clocks}, {seconds}, {gap}, {receiver.url!r})",
    )
    if sown.returncode:
        raise RuntimeError(sown.stderr)
    hook = json.loads(sown.stdout.splitlines()[-1])
    source = Source(f"http://127.0.0.1:{house.port}/hooks/{hook['key']}/", hook["secret"])
    began = time.monotonic()
    killed = _kill(house, kills, seconds, dice, say)
    time.sleep(max(0, began + seconds + 2 * gap + 10 - time.monotonic()))
    source.end()
    ended = time.monotonic()
    if not wait_until(lambda: _is_done(house), AT_LAST):
        say(f"still to do: {pending(house)}")
    verdict = judge(house, receiver, source, kills)
    verdict.counts |= {"caught up after": round(time.monotonic() - ended)} | dict(killed)
    if code := house.stop():
        verdict.faults.append(f"the site ended with {code}")
    return verdict


def _kill(house: House, kills: int, seconds: int, dice: random.Random, say: Say) -> Counter[str]:
    """Each of them equally often, in any order, at any moment."""
    order = [VICTIMS[number % len(VICTIMS)] for number in range(kills)]
    dice.shuffle(order)
    killed: Counter[str] = Counter()
    for number, who in enumerate(order, start=1):
        time.sleep(dice.uniform(0, 2 * seconds / kills))
        victim = house.kill(who, dice)
        killed[who] += 1
        say(f"{number}/{kills} killed {victim}")
    return killed


def _is_done(house: House) -> bool:
    time.sleep(1)
    return not pending(house)
