"""Front-end files that live inside installed wheels: a white list, so nothing else of a package is served."""

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

# address under /static/ -> (package, path inside it)
WHEEL_FILES = {
    "vendor/plotly.min.js": ("plotly", "package_data/plotly.min.js"),
    "vendor/bootstrap.min.css": ("js_lib_bootstrap5", "static/js-lib-bootstrap5/css/bootstrap.min.css"),
    "vendor/bootstrap.bundle.min.js": (
        "js_lib_bootstrap5",
        "static/js-lib-bootstrap5/js/bootstrap.bundle.min.js",
    ),
    "vendor/htmx.min.js": ("django_htmx", "static/django_htmx/htmx-2.min.js"),
}


def _package_folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(package)
    return Path(next(iter(spec.submodule_search_locations)))


class WheelFinder(BaseFinder):
    """Finds the four vendor files of the pages; refuses every other path."""

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = [str(self._file(path))] if path in WHEEL_FILES else []
        return found if find_all else (found[0] if found else None)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for address in WHEEL_FILES:
            yield address, _OneFile(self._file(address))

    def _file(self, address: str) -> Path:
        package, inside = WHEEL_FILES[address]
        return _package_folder(package) / inside


class _OneFile(FileSystemStorage):
    """A storage that answers any name with its one file, which is all that collectstatic asks of it."""

    def __init__(self, file: Path) -> None:
        super().__init__(location=str(file.parent))
        self.file = file

    def path(self, name: str) -> str:
        return str(self.file)
