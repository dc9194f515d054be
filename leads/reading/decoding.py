"""From bytes to text: which encoding a file is in, decided over the whole file, not over its beginning."""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

HEAD = 64 * 1024
CHUNK = 1024 * 1024
BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
WESTERN = "alignment-western"


@dataclass(frozen=True, slots=True)
class Source:
    """A file on disk or in memory, opened afresh as often as needed."""

    content: Path | bytes

    def open(self) -> BinaryIO:
        return io.BytesIO(self.content) if isinstance(self.content, bytes) else self.content.open("rb")

    @property
    def size(self) -> int:
        return len(self.content) if isinstance(self.content, bytes) else self.content.stat().st_size

    def head(self) -> bytes:
        with self.open() as stream:
            return stream.read(HEAD)

    def chunks(self) -> Iterator[bytes]:
        with self.open() as stream:
            while chunk := stream.read(CHUNK):
                yield chunk


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to decode a file: codec, bytes of a mark to skip, and whether bytes of another encoding are mixed
    in.
    """

    name: str
    skip: int = 0
    is_mixed: bool = False

    def text(self, stream: BinaryIO) -> io.TextIOWrapper:
        stream.seek(self.skip)
        errors = WESTERN if self.name in ("utf-8", "cp1252") else "replace"
        return io.TextIOWrapper(stream, encoding=self.name, errors=errors, newline="")


def detect(source: Source) -> Encoding:
    """A mark at the start decides; else UTF-16 by where zeros stand, UTF-8 if all of it is, else cp1252."""
    head = source.head()
    for mark, name in BOMS:
        if head.startswith(mark):
            return Encoding(name, len(mark))
    return _utf16_without_mark(head) or _utf8_or_western(source)


def _utf16_without_mark(head: bytes) -> Encoding | None:
    pairs = len(head) // 2
    if pairs < 2:
        return None
    first, second = head[0::2].count(0) / pairs, head[1::2].count(0) / pairs
    if second > 0.4 and first < 0.05:
        return Encoding("utf-16-le")
    return Encoding("utf-16-be") if first > 0.4 and second < 0.05 else None


def _utf8_or_western(source: Source) -> Encoding:
    decoder = codecs.getincrementaldecoder("utf-8")()
    proper = foreign = 0
    for chunk in source.chunks():
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            decoder.reset()
            good, bad = _count(chunk)
            proper, foreign = proper + good, foreign + bad
        else:
            proper += 0 if chunk.isascii() else 1
    if not foreign and not _is_cut(decoder):
        return Encoding("utf-8")
    return Encoding("utf-8", is_mixed=True) if proper > foreign else Encoding("cp1252")


def _count(chunk: bytes) -> tuple[int, int]:
    """Characters that are proper UTF-8, and bytes above 127 that belong to none."""
    proper = MULTIBYTE.findall(chunk)
    high = len(chunk) - len(chunk.translate(None, bytes(range(128, 256))))
    return len(proper), max(1, high - sum(map(len, proper)))


def _is_cut(decoder: codecs.IncrementalDecoder) -> bool:
    return bool(decoder.getstate()[0])


def _as_western(error: UnicodeError) -> tuple[str, int]:
    """A byte that isn't UTF-8 (or has no place in cp1252) is read as cp1252, else as Latin-1: nothing is
    lost.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    raw = error.object[error.start : error.end]
    try:
        text = raw.decode("cp1252") if error.encoding == "utf-8" else raw.decode("latin-1")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    return text, error.end


codecs.register_error(WESTERN, _as_western)
