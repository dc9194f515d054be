"""What a file is by its first bytes, whatever its name says."""

from leads.reading.faults import Refused

SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"MZ", "file_is_program", "exe"),
    (b"\x7fELF", "file_is_program", "elf"),
    (b"\xca\xfe\xba\xbe", "file_is_program", "class"),
    (b"\xcf\xfa\xed\xfe", "file_is_program", "mach-o"),
    (b"#!", "file_is_program", "script"),
    (b"\x89PNG", "file_is_picture", "png"),
    (b"\xff\xd8\xff", "file_is_picture", "jpeg"),
    (b"GIF8", "file_is_picture", "gif"),
    (b"RIFF", "file_is_picture", "riff"),
    (b"%PDF", "file_is_document", "pdf"),
    (b"{\\rtf", "file_is_document", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_is_old_excel", ""),
    (b"\x1f\x8b", "file_is_archive", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "file_is_archive", "7z"),
    (b"Rar!", "file_is_archive", "rar"),
    (b"BZh", "file_is_archive", "bzip2"),
    (b"\xfd7zXZ", "file_is_archive", "xz"),
    (b"SQLite format 3", "file_is_database", "sqlite"),
    (b"PAR1", "file_is_database", "parquet"),
)
OPENINGS: tuple[tuple[bytes, str], ...] = (
    (b"<!doctype", "file_is_web_page"),
    (b"<html", "file_is_web_page"),
    (b"<table", "file_is_web_page"),
    (b"<?xml", "file_is_xml"),
    (b"<svg", "file_is_xml"),
    (b"{", "file_is_json"),
    (b"[{", "file_is_json"),
)
ODD_BYTES = bytes(range(1, 9)) + bytes(range(14, 26)) + bytes(range(28, 32)) + b"\x7f"
ODD_SHARE, NUL_SHARE = 0.02, 0.3


def is_zip(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04")


def refuse_what_is_no_table(head: bytes) -> None:
    """Raise `Refused` for programs, pictures, documents, archives and whatever else is no rows of text."""
    if not head.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise Refused("file_empty")
    for signature, code, kind in SIGNATURES:
        if head.startswith(signature) and not _is_plain_text(head):
            raise Refused(code, kind=kind) if kind else Refused(code)
    opening = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:16].lower()
    for start, code in OPENINGS:
        if opening.startswith(start):
            raise Refused(code)


def refuse_binary(head: bytes) -> None:
    """Text holds few control characters; bytes with many are something else. Not for UTF-16."""
    odd = len(head) - len(head.translate(None, ODD_BYTES))
    if odd > ODD_SHARE * len(head) or head.count(0) > NUL_SHARE * len(head):
        raise Refused("file_is_binary")


def _is_plain_text(head: bytes) -> bool:
    """A header may begin with "MZ" or "BZh"; no program, archive or picture opens with a line of cells."""
    first = head.splitlines()[0]
    return any(mark in first for mark in b",;\t|") and all(31 < byte < 127 or byte == 9 for byte in first)
