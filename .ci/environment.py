"""Makes `.venv/` with the locked packages; called by the Makefile with any Python from 3.11 on.

Without an argument: the environment and uv in it. With a requirements file: its packages, hashes checked.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

VENV = Path(".venv")
PYTHON = VENV / "bin" / "python"


def run(*words: object) -> bool:
    return subprocess.run([str(word) for word in words], check=False).returncode == 0


def make_environment() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - the machine's Python, not ours
        sys.exit(
            f"Python 3.11 or newer is needed and this is {sys.version.split()[0]}: make PYTHON=/path/to/python3.11"
        )
    print("Making .venv ...", flush=True)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as locked:
        locked.write(locked_uv())
        locked.flush()
        words = ("install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", locked.name)
        if has_module("pip"):
            # a pip of its own takes longer to install than all the packages
            bare = run(sys.executable, "-m", "venv", "--clear", "--without-pip", VENV)
            done = bare and run(sys.executable, "-m", "pip", "--python", PYTHON, *words)
        elif has_module("ensurepip"):
            done = run(sys.executable, "-m", "venv", "--clear", VENV) and run(PYTHON, "-m", "pip", *words)
        else:
            sys.exit(
                "This Python can make no environment. Debian, Ubuntu: apt install python3-venv; then make again."
            )
    if not done:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            "The environment could not be made; the lines above say why. Is the package index within reach?"
        )


def locked_uv() -> str:
    """The lock's lines for uv: the version and its hashes."""
    lines = iter(Path("requirements-dev.txt").read_text().splitlines())
    kept = [next(line for line in lines if line.startswith("uv=="))]
    while kept[-1].endswith("\\"):
        kept.append(next(lines))
    return "\n".join(kept) + "\n"


def has_module(name: str) -> bool:
    return (
        subprocess.run(
            [sys.executable, "-c", f"import {name}"], check=False, stderr=subprocess.DEVNULL
        ).returncode
        == 0
    )


def install(lock: str) -> None:
    """With uv; with pip where only pip was told how to reach the packages."""
    print(f"Installing {lock} ...", flush=True)
    if run(
        VENV / "bin" / "uv", "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", lock
    ):
        return
    print("uv could not install them; trying pip.", flush=True)
    has_pip = has_module("pip") or run(PYTHON, "-m", "ensurepip", "--default-pip")
    if not (has_pip and run(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock)):
        sys.exit("The packages could not be installed; the lines above say why.")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        install(sys.argv[1])
    else:
        make_environment()
