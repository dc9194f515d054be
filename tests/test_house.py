"""The house's own measures: sizes of files, functions and templates, named migrations, complete translations."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from alignment import messages

ROOT = Path(__file__).resolve().parent.parent
APPS = ("alignment", "people", "documents", "sla", "leads", "dashboards", "integrations", "diagnostics")
FILE, MOST_FILE, FUNCTION, TEMPLATE, SCRIPT, SCRIPTS = 250, 400, 40, 120, 250, 2500
# one table of sentences, which only grows longer
LONG_BY_NATURE = {"leads/wording.py"}


def python_files() -> list[Path]:
    found = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    return [path for path in found if "migrations" not in path.parts]


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_files_stay_small() -> None:
    long = {named(path): lines(path) for path in python_files() if lines(path) > FILE}
    assert not {name: size for name, size in long.items() if size > MOST_FILE or name not in LONG_BY_NATURE}


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            yield f"{named(path)}:{node.name}", node.end_lineno - node.lineno + 1


def test_functions_stay_short() -> None:
    assert not {name: size for path in python_files() for name, size in functions(path) if size > FUNCTION}


def test_most_functions_are_very_short() -> None:
    sizes = sorted(size for path in python_files() for _name, size in functions(path))
    assert sizes[len(sizes) // 2] <= 10


def test_words_to_translate_stand_outside_f_strings() -> None:
    """Within one they are not collected, and nobody translates them."""
    found = []
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                calls = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
                names = {one.func.id for one in calls if isinstance(one.func, ast.Name)}
                found += [f"{named(path)}:{node.lineno}"] if names & messages.KEYWORDS.keys() else []
    assert not found


def test_templates_stay_small() -> None:
    assert not {
        named(path): lines(path) for path in (ROOT / "templates").rglob("*.html") if lines(path) > TEMPLATE
    }


def test_scripts_stay_small() -> None:
    sizes = {named(path): lines(path) for path in (ROOT / "static" / "js").rglob("*.js")}
    assert (
        not {name: size for name, size in sizes.items() if size > SCRIPT} and sum(sizes.values()) <= SCRIPTS
    )


def test_migrations_have_names() -> None:
    found = [path for app in APPS for path in (ROOT / app / "migrations").glob("0*.py")]
    assert found and not [named(path) for path in found if "_auto_" in path.name]


@pytest.mark.parametrize("word", ["services", "selectors", "utils", "helpers", "constants", "managers"])
def test_no_room_without_a_noun(word: str) -> None:
    assert not [named(path) for path in python_files() if path.stem == word]


def test_spanish_is_complete() -> None:
    assert not list(messages.faults(messages.collect()))
