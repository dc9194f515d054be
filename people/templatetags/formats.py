"""Numbers, money, dates and durations in the reader's language and time zone."""

from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.bilingual import reads_spanish

register = template.Library()

NOTHING = "–"
THIN = "\u00a0"
SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}
MINUTE, HOUR, DAY = 60, 3600, 86400


def _decimal(value: Any) -> Decimal | None:
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _grouped(value: Decimal, places: int) -> str:
    """Django groups Spanish thousands by a space; business, charts and browsers there write a point."""
    shown = number_format(value.quantize(Decimal(1).scaleb(-places)), decimal_pos=places, force_grouping=True)
    return shown.replace(THIN, ".") if _is_spanish() else shown


def _is_spanish() -> bool:
    return reads_spanish()


@register.filter
def number(value: Any, places: int | None = None) -> str:
    """1234.5 reads 1,234.5 or 1.234,5; whole numbers without decimals; a dash where nothing is known."""
    found = _decimal(value)
    if found is None:
        return NOTHING
    if places is None:
        places = 0 if found == found.to_integral_value() or abs(found) >= 100 else 1
    return _grouped(found, places).replace("-", "−")


@register.filter
def percent(value: Any, places: int | None = None) -> str:
    """A ratio as a percentage: 0.614 reads 61 %; one decimal below ten per cent."""
    found = _decimal(value)
    if found is None:
        return NOTHING
    if places is None:
        places = 1 if abs(found) < Decimal("0.0995") and found else 0
    return f"{number(found * 100, places)}{THIN}%"


@register.filter
def points(value: Any) -> str:
    """A difference of two ratios in percentage points, without its sign."""
    found = _decimal(value)
    if found is None:
        return NOTHING
    shown = abs(found * 100)
    words = ngettext("%(shown)s point", "%(shown)s points", 1 if shown == 1 else 2)
    return words % {"shown": number(shown)}


@register.filter
def money(value: Any, currency: str = "EUR") -> str:
    """12500 reads €12,500 in English and 12.500 € in Spanish; cents only below a thousand."""
    found = _decimal(value)
    if found is None:
        return NOTHING
    places = 2 if abs(found) < 1000 and found != found.to_integral_value() else 0
    shown, sign = number(abs(found), places), SIGNS.get(currency or "EUR", currency)
    minus = "−" if found < 0 else ""
    if len(sign) == 1 and not _is_spanish():
        return f"{minus}{sign}{shown}"
    return f"{minus}{shown}{THIN}{sign}"


@register.filter
def duration(seconds: Any) -> str:
    """Working time in hours and minutes, never in days: a working day is not 24 hours."""
    if isinstance(seconds, timedelta):
        seconds = seconds.total_seconds()
    found = _decimal(seconds)
    if found is None:
        return NOTHING
    left = abs(int(found))
    if left < MINUTE:
        return f"{left}{THIN}s"
    hours, minutes = left // HOUR, left % HOUR // MINUTE
    if not hours:
        return f"{minutes}{THIN}min"
    if hours >= 100 or not minutes:
        return f"{number(hours)}{THIN}h"
    return f"{hours}{THIN}h {minutes}{THIN}min"


@register.filter
def span(seconds: Any) -> str:
    """Time by the calendar: from two days on in days and hours."""
    found = _decimal(seconds.total_seconds() if isinstance(seconds, timedelta) else seconds)
    if found is None:
        return NOTHING
    days, rest = divmod(abs(int(found)), DAY)
    if days < 2:
        return duration(found)
    hours = rest // HOUR
    return f"{number(days)}{THIN}d {hours}{THIN}h" if hours and days < 10 else f"{number(days)}{THIN}d"


@register.filter
def shown(value: Any, kind: str) -> str:
    """The value in the form of its kind: number, percent, points, duration, span, or a currency as EUR."""
    forms = {"number": number, "percent": percent, "points": points, "duration": duration, "span": span}
    return forms[kind](value) if kind in forms else money(value, kind)


def dated(on: date | datetime, pattern: str) -> str:
    """A date with its short month as the language writes it: 3 Mar 2026, 3 mar 2026 in Spanish."""
    return date_format(on, pattern.replace("M", "b") if _is_spanish() else pattern)


@register.filter
def exact(at: datetime | None) -> str:
    """The moment in full, in the reader's zone: 3 Mar 2026, 10:30."""
    if at is None:
        return NOTHING
    return dated(timezone.localtime(at), "j M Y, H:i")


@register.filter
def day(on: date | datetime | None) -> str:
    """The date alone: 3 Mar 2026. A moment falls on the day of the reader's zone."""
    if on is None:
        return NOTHING
    return dated(timezone.localtime(on) if isinstance(on, datetime) else on, "j M Y")


@register.filter
def month(on: date | None) -> str:
    """March 2026."""
    return date_format(on, "F Y") if on else NOTHING


@register.filter
def moment(at: datetime | None, now: datetime | None = None) -> str | SafeString:
    """A moment as people say it, with the exact one on hover; the page's script keeps it fresh."""
    if at is None:
        return NOTHING
    words = relative(at, now or timezone.now())
    return format_html(
        '<time datetime="{}" title="{}" data-relative>{}</time>',
        at.isoformat(timespec="seconds"),
        exact(at),
        words,
    )


def relative(at: datetime, now: datetime) -> str:
    """“5 min ago”, “in 2 h”; from a week on, the date."""
    away = (at - now).total_seconds()
    size = abs(away)
    if size < MINUTE:
        return _("just now")
    if size >= 7 * DAY:
        return day(at)
    amount = _amount(size)
    return _("in %(amount)s") % {"amount": amount} if away > 0 else _("%(amount)s ago") % {"amount": amount}


def _amount(size: float) -> str:
    if size < HOUR:
        return f"{int(size // MINUTE)}{THIN}min"
    if size < DAY:
        return f"{int(size // HOUR)}{THIN}h"
    days = int(size // DAY)
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
