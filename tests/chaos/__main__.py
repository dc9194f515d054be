"""`python -m tests.chaos`: the full run, seed printed; ends with 1 when anything was lost or doubled."""

import random
import sys
import time
from argparse import ArgumentParser

from .run import run


def main() -> int:
    parser = ArgumentParser(prog="make chaos")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--clocks", type=int, default=2000)
    parser.add_argument(
        "--seconds", type=int, default=0, help="how long the clocks fall due; 5 for each kill"
    )
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    asked = parser.parse_args()
    began = time.monotonic()

    def say(words: str) -> None:
        sys.stdout.write(f"{time.monotonic() - began:7.1f} s  {words}\n")
        sys.stdout.flush()

    say(f"seed {asked.seed}")
    verdict = run(asked.kills, asked.clocks, asked.seconds or 5 * asked.kills, asked.seed, say)
    for name, count in verdict.counts.items():
        say(f"{name}: {count}")
    for fault in verdict.faults:
        say(f"FAULT {fault}")
    say("nothing lost, nothing doubled" if not verdict.faults else f"seed was {asked.seed}")
    return 1 if verdict.faults else 0


if __name__ == "__main__":
    sys.exit(main())
