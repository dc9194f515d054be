"""Whether a workbook is safe to unpack, told from its list of parts before anything is parsed."""

import stat
import zipfile
from collections.abc import Callable
from typing import IO, NoReturn
from xml.parsers import expat

from leads.reading.faults import Refused

MAX_PARTS = 2000
MAX_UNPACKED = 2 * 1024**3
MAX_IN_MEMORY = 256 * 1024**2
MAX_RATIO = 100
RATIO_COUNTS_FROM = 16 * 1024**2
STREAMED = "xl/worksheets/"
ARCHIVES = (".zip", ".xlsx", ".xlsm", ".docx", ".pptx", ".jar", ".gz", ".7z", ".rar")


def refuse_unsafe(archive: zipfile.ZipFile) -> None:
    """Raise `Refused` for bombs, escaping names, links, archives within, encryption and document types."""
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise Refused("workbook_too_many_parts", found=len(parts), limit=MAX_PARTS)
    for part in parts:
        _refuse_part(part)
    _refuse_bomb(parts)
    for part in parts:
        _refuse_inside(archive, part)


def _refuse_part(part: zipfile.ZipInfo) -> None:
    name = part.orig_filename
    if (
        name.startswith(("/", "\\"))
        or ".." in name.replace("\\", "/").split("/")
        or ":" in name
        or "\0" in name
    ):
        raise Refused("workbook_unsafe_name", name=name[:100])
    if stat.S_ISLNK(part.external_attr >> 16):
        raise Refused("workbook_link", name=name[:100])
    if part.flag_bits & 0x1:
        raise Refused("workbook_encrypted")
    if name.lower().endswith(ARCHIVES):
        raise Refused("workbook_nested_archive", name=name[:100])


def _refuse_bomb(parts: list[zipfile.ZipInfo]) -> None:
    """By the sizes in the directory; a part that lies about its size is cut there by zipfile and fails its
    checksum.
    """
    unpacked = sum(part.file_size for part in parts)
    held = sum(part.file_size for part in parts if not part.filename.startswith(STREAMED))
    if unpacked > MAX_UNPACKED or held > MAX_IN_MEMORY:
        limit = MAX_UNPACKED if unpacked > MAX_UNPACKED else MAX_IN_MEMORY
        raise Refused("workbook_too_large", unpacked=max(unpacked, held), limit=limit)
    ratio = unpacked // max(1, sum(part.compress_size for part in parts))
    if unpacked > RATIO_COUNTS_FROM and ratio > MAX_RATIO:
        raise Refused("workbook_bomb", ratio=ratio, limit=MAX_RATIO)


def _refuse_inside(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with archive.open(part) as stream:
        head = stream.read(4096)
        if head.startswith(b"PK\x03\x04"):
            raise Refused("workbook_nested_archive", name=part.filename[:100])
        if part.filename.endswith((".xml", ".rels")) and _has_doctype(head, stream):
            raise Refused("workbook_doctype", name=part.filename[:100])


class _Doctype(Exception):
    pass


class _Root(Exception):
    pass


def _has_doctype(head: bytes, stream: IO[bytes]) -> bool:
    """Whether a document type stands before the root element; reading stops there."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _raise(_Doctype)
    parser.StartElementHandler = _raise(_Root)
    try:
        while head:
            parser.Parse(head, False)
            head = stream.read(4096)
    except _Doctype:
        return True
    except (_Root, expat.ExpatError):
        pass
    return False


def _raise(what: type[Exception]) -> Callable[..., NoReturn]:
    def handler(*_: object) -> NoReturn:
        raise what

    return handler
