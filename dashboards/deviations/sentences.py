"""What a chart says, in its title, and how often it would say so for nothing."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards import showing
from dashboards.models.watch import KINDS
from dashboards.statistics.control import LEAST
from people.templatetags.formats import day, percent

from .chart import Chart


def title(chart: Chart, unit: str) -> str:
    """The last week if it is news; else that it is noise, and when there was news last."""
    if not chart.weeks:
        return _("No week that is over has a value yet")
    news = [week for week in chart.weeks if week.news]
    last = chart.weeks[-1]
    words = {"value": showing.words_of(last.value, unit), "day": day((news or [last])[-1].window.since)}
    if not news:
        return _("%(value)s in the last week: nothing but noise") % words
    if news[-1] is not last:
        return _("%(value)s in the last week: quiet since the week of %(day)s") % words
    return _("%(value)s in the week of %(day)s: %(news)s") % (words | {"news": KINDS[last.news[0]]})


def subtitle(chart: Chart, unit: str) -> str:
    if chart.mean is None:
        return _("Held against a threshold; a week beyond it is told, whether by chance or not.")
    words = {
        "mean": showing.words_of(chart.mean, unit),
        "n": chart.stable_count,
        "alarms": percent(chart.alarms),
    }
    told = ngettext(
        "Limits from %(n)s stable week around %(mean)s. Were nothing to change, the chance of a false alarm within "
        "52 weeks is %(alarms)s.",
        "Limits from %(n)s stable weeks around %(mean)s. Were nothing to change, the chance of a false alarm within "
        "52 weeks is %(alarms)s.",
        chart.stable_count,
    )
    return told % words


def warning(chart: Chart) -> str:
    if chart.is_ready:
        return ""
    return _("Limits from fewer than %(least)s weeks say little: choose a longer stable time.") % {
        "least": LEAST
    }
