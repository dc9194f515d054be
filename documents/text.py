"""Text that every form of a document can hold: HTML, PDF, Word and PostgreSQL."""

import re


class Fault(ValueError):
    """What a document can't hold; the message says what and why, for the programmer who wrote it."""


UNKEPT = re.compile("[\x00\ud800-\udfff]")
# XML knows no other signs below the blank, and Word is XML
UNSAID = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
# these make a line read otherwise than it is written, and a signature covers what is written
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """The same text with one kind of line end and without signs that nobody can see; NUL and half pairs are refused."""
    if UNKEPT.search(text):
        raise Fault("A text holds a NUL or half of a surrogate pair.")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return TURNING.sub("", UNSAID.sub(" ", text))
