"""`{% lucide "name" size=16 %}`: the wheel's icons, each drawn once a process, for a page holds dozens of them."""

from functools import cache, lru_cache
from importlib.resources import files
from xml.etree import ElementTree
from zipfile import ZipFile

from django import template
from django.utils.safestring import SafeString, mark_safe

NAMESPACE = "http://www.w3.org/2000/svg"
register = template.Library()


@register.simple_tag
def lucide(name: str, *, size: int = 24, **attributes: object) -> SafeString:
    """Attributes are written with underscores: `aria_hidden="true"`."""
    return _drawn(name, size, tuple((key.replace("_", "-"), f"{value}") for key, value in attributes.items()))


@lru_cache(maxsize=1024)
def _drawn(name: str, size: int, attributes: tuple[tuple[str, str], ...]) -> SafeString:
    svg = ElementTree.fromstring(_archive().read(f"{name}.svg"))  # noqa: S314 - a file of the wheel
    svg.attrib |= {"width": str(size), "height": str(size), **dict(attributes)}
    for node in svg.iter():
        node.tag = node.tag.removeprefix(f"{{{NAMESPACE}}}")
    return mark_safe(ElementTree.tostring(svg, encoding="unicode"))  # noqa: S308 - written by ElementTree


@cache
def _archive() -> ZipFile:
    """Opened once: its list of 1,700 files takes longer to read than all icons of a page."""
    return ZipFile(files("lucide").joinpath("lucide.zip").open("rb"))
