"""Files for the tests of reading: small workbooks, and corpora where they stand beside the project."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
needs_corpora = pytest.mark.skipif(
    not SHARED.exists(), reason="the developers' data does not stand beside the project"
)


def corpus(*parts: str) -> list[str]:
    """Names of the files of a corpus; one placeholder where it is absent, so that the skip shows."""
    folder = SHARED.joinpath(*parts)
    return sorted(path.name for path in folder.glob("*.[ct]sv")) or ["absent"]


def workbook(rows: Sequence[Sequence[object]], *others: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    sheets = [book.active, *(book.create_sheet() for _ in others)]
    for sheet, content in zip(sheets, (rows, *others), strict=True):
        for row in content:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(content: bytes, extra: dict[str, bytes], external_attr: int = 0) -> bytes:
    """A workbook with more parts in its archive."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename not in extra:
                new.writestr(part, old.read(part))
        for name, data in extra.items():
            part = zipfile.ZipInfo(name)
            part.external_attr = external_attr
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, data)
    return stream.getvalue()
