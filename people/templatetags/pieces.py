"""The pieces of a page that need a little thought; the others are plain includes (templates/_*.html)."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import template
from django.http import QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from people.differences import differences
from people.querystrings import is_filtered, kept, options, rewritten
from people.sparks import HEIGHT, WIDTH
from people.sparks import spark as draw_spark

register = template.Library()

CLOCK_STATES = {
    "running": (_("on time"), "circle"),
    "risk": (_("at risk"), "triangle"),
    "overdue": (_("overdue"), "octagon"),
    "paused": (_("paused"), "pause"),
    "met": (_("met"), "check"),
    "breached": (_("breached"), "cross"),
    "waived": (_("waived"), "dash"),
    "cancelled": (_("cancelled"), "dash"),
}
TICKING = ("running", "risk")
TOAST_ICONS = {
    "success": "circle-check",
    "warning": "triangle-alert",
    "error": "circle-alert",
    "info": "info",
}
TRUST_WORDS = {
    "sound": _("sound"),
    "few": _("few cases"),
    "immature": _("still maturing"),
    "incomplete": _("data missing"),
}


def _query(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET if request else QueryDict()


@register.simple_block_tag
def keep(content: SafeString) -> SafeString:
    """Renders what it holds, so that `as name` can show it twice; it was escaped while it was rendered."""
    return SafeString(content.strip())


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The page's query string with these keys set; None or empty removes a key, cursors go unless named."""
    return rewritten(_query(context), **changes)


@register.inclusion_tag("_th.html", takes_context=True)
def th(
    context: Context, label: str, key: str = "", number: bool = False, column: str = "", width: str = ""
) -> dict[str, Any]:
    """A column head: sorts by `key` (`?sort=key` or `-key`), can be hidden when it has a `column` name."""
    order = _query(context).get("sort", "")
    is_up, is_down = bool(key) and order == key, bool(key) and order == f"-{key}"
    url = rewritten(_query(context), sort=f"-{key}" if is_up else key) if key else ""
    return {
        "label": label,
        "url": url,
        "is_up": is_up,
        "is_down": is_down,
        "number": number,
        "column": column,
        "width": width,
    }


@register.simple_block_tag(takes_context=True)
def table(
    context: Context, content: str, label: str, name: str = "", columns: bool = False, **more: Any
) -> SafeString:
    """The shell of a list; `name` remembers density and columns, `bulk_url` adds the bar for ticked rows."""
    shell = {"content": content, "label": label, "name": name, "columns": columns, **more}
    return render_to_string(
        "_table.html", shell, request=context.get("request") if "bulk_url" in more else None
    )


@register.inclusion_tag("_chip.html", takes_context=True)
def chip(context: Context, key: str, value: Any, label: str, count: int | None = None) -> dict[str, Any]:
    """A filter that is on or off: `?key=value`."""
    is_on = str(value) in _query(context).getlist(key)
    return {
        "label": label,
        "count": count,
        "is_on": is_on,
        "url": rewritten(_query(context), **{key: None if is_on else value}),
    }


@register.inclusion_tag("_chip_menu.html", takes_context=True)
def chip_menu(
    context: Context, key: str, label: str, choices: Iterable[tuple[Any, Any]], several: bool = False
) -> dict[str, Any]:
    """A filter with choices `(value, label)`, one or several at a time."""
    found = options(_query(context), key, choices, several)
    chosen = [option["label"] for option in found if option["is_on"]]
    clear_url = rewritten(_query(context), **{key: None})
    return {"label": label, "options": found, "chosen": chosen, "clear_url": clear_url}


@register.inclusion_tag("_chip_search.html", takes_context=True)
def chip_search(context: Context, key: str = "q", label: str = "") -> dict[str, Any]:
    """A small search field that keeps the other filters."""
    query = _query(context)
    return {"key": key, "label": label or _("Search"), "value": query.get(key, ""), "kept": kept(query, key)}


@register.inclusion_tag("_chip_clear.html", takes_context=True)
def chip_clear(context: Context) -> dict[str, Any]:
    """Takes every filter off; shows nothing when none is on."""
    return {"is_on": is_filtered(_query(context))}


@register.inclusion_tag("_pager.html", takes_context=True)
def pager(context: Context, after: str = "", before: str = "", words: str = "") -> dict[str, Any]:
    """Keyset paging: cursors of the next and the previous page, and what is shown (“50 of 1,000”)."""
    return {
        "next_url": rewritten(_query(context), after=after) if after else "",
        "previous_url": rewritten(_query(context), before=before) if before else "",
        "first_url": rewritten(_query(context)) if before else "",
        "words": words,
    }


@register.inclusion_tag("_tile.html")
def tile(tile: Any) -> dict[str, Any]:
    """A number tile from a `people.tiles.Tile`."""
    kind = tile.currency if tile.kind == "money" else tile.kind
    change_kind = tile.currency if tile.kind == "money" else tile.change_kind
    return {"tile": tile, "kind": kind, "change_kind": change_kind, "trust": TRUST_WORDS.get(tile.trust, "")}


@register.inclusion_tag("_spark.html")
def spark(values: Sequence[float | None], label: str = "") -> dict[str, Any]:
    """A line as high as the text from numbers, oldest first."""
    return {"spark": draw_spark(values), "label": label, "width": WIDTH, "height": HEIGHT}


@register.inclusion_tag("_clock.html")
def clock(
    state: str,
    left: float | None = None,
    due: datetime | None = None,
    why: str = "",
    label: str = "",
    ticks: bool = False,
) -> dict[str, Any]:
    """Working time left (negative: late), the state by colour, shape and word, and “why this deadline”.

    `ticks`: the calendar is open now, so the page's script may count down between two refreshes.
    """
    word, shape = CLOCK_STATES[state]
    return {
        "state": state, "word": word, "shape": shape, "left": left, "due": due, "why": why, "label": label,
        "ticks": ticks and state in TICKING and (left or 0) > 0, "is_over": left is not None and left < 0,
    }  # fmt: skip


@register.simple_block_tag
def entry(content: str, **more: Any) -> SafeString:
    """One line of a time line: what, who, when, why (`icon`, `who`, `at`, `why`, `tone`, `exact_day`)."""
    return render_to_string("_entry.html", {"content": content, **more})


@register.simple_block_tag
def panel(content: str, title: str = "", **more: Any) -> SafeString:
    """A titled part of a page (`lede`, `url` and `url_label` at its right, `id`, `flush` for tables)."""
    return render_to_string("_panel.html", {"content": content, "title": title, **more})


@register.simple_block_tag
def bubble(content: str, label: str = "") -> SafeString:
    """A question mark that opens an explanation."""
    return render_to_string("_bubble.html", {"content": content, "label": label})


@register.simple_block_tag
def empty(content: str, title: str, **more: Any) -> SafeString:
    """What an empty list says: its use, one button, a sample (`icon`, `url`, `action`, `sample_url`)."""
    return render_to_string("_empty.html", {"content": content, "title": title, **more})


@register.inclusion_tag("_person.html")
def person(user: Any, bare: bool = False, size: str = "") -> dict[str, Any]:
    """A person: initials in a colour of their own, and the name unless `bare`."""
    name = str(user) if user else ""
    words = [word for word in name.split() if word[:1].isalnum()]
    initials = "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
    return {
        "name": name,
        "initials": initials,
        "hue": (getattr(user, "pk", 0) or 0) % 8,
        "bare": bare,
        "size": size,
    }


@register.inclusion_tag("_toast.html")
def toast(message: Any) -> dict[str, Any]:
    """One message; `extra_tags="undo:/address/"` gives it an undo button."""
    undo = next((tag[5:] for tag in message.tags.split() if tag.startswith("undo:/")), "")
    level = message.level_tag or "info"
    return {"text": message.message, "level": level, "icon": TOAST_ICONS.get(level, "info"), "undo_url": undo}


@register.simple_tag(takes_context=True)
def card(context: Context, filled: Any) -> SafeString:
    """A home card, rendered with what its app gave."""
    return render_to_string(filled.card.template, filled.context, request=context.get("request"))


@register.inclusion_tag("_diff.html")
def diff(before: str, after: str) -> dict[str, Any]:
    """Two versions of a text as one, with what went and what came marked."""
    return {"changes": differences(before or "", after or "")}


@register.inclusion_tag("_chart.html")
def chart(
    figure: Any, id: str, title: str, subtitle: str = "", rows_url: str = "", height: str = ""
) -> dict[str, Any]:
    """A chart from a Plotly figure or its dict; `title` says the finding, `height` is low or high."""
    plain = json.loads(figure.to_json()) if hasattr(figure, "to_json") else figure
    return {
        "figure": plain,
        "id": f"chart-{id}",
        "title": title,
        "subtitle": subtitle,
        "rows_url": rows_url,
        "height": height,
    }
