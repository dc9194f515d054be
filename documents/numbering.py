"""The numbers of headings, so that people can speak of clause 4.2: the same on the page, in PDF and in Word."""

from .blocks import Blocks, Heading

NUMBERED = 2
"""Headings below this level carry no number."""


def numbers(blocks: Blocks) -> tuple[str, ...]:
    """For each block its number, empty for what carries none."""
    counts = [0] * NUMBERED
    return tuple(
        _next(counts, block.level) if isinstance(block, Heading) and block.level <= NUMBERED else ""
        for block in blocks
    )


def _next(counts: list[int], level: int) -> str:
    counts[level - 1] += 1
    counts[level:] = [0] * (NUMBERED - level)
    return ".".join(str(count) for count in counts[:level])
