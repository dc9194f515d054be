"""How people's nouns look to a program: moments with their offset, dates as dates."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from people.models import CalendarVersion, WorkingCalendar


class CalendarVersionSerializer(serializers.ModelSerializer[CalendarVersion]):
    """`rules`: weekly windows, holidays, dates with other hours and breaks, as the calendar's page writes them."""

    class Meta:
        model = CalendarVersion
        fields = ("number", "created_at", "known_from", "known_until", "rules")


class CalendarSerializer(serializers.ModelSerializer[WorkingCalendar]):
    """`version` is the one in force; clocks that run may still be on an older one."""

    version = serializers.SerializerMethodField()

    class Meta:
        model = WorkingCalendar
        fields = ("id", "name", "time_zone", "version")

    @extend_schema_field(CalendarVersionSerializer(allow_null=True))
    def get_version(self, calendar: WorkingCalendar) -> dict[str, Any] | None:
        found: list[CalendarVersion] = getattr(calendar, "newest", [])
        return dict(CalendarVersionSerializer(found[0]).data) if found else None
