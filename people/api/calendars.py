"""Working calendars over REST: the hours in which promises count, to read."""

from typing import Any

from django.db.models import Prefetch
from rest_framework.viewsets import ReadOnlyModelViewSet

from people.models import CalendarVersion, WorkingCalendar
from people.moment import now

from .serializers import CalendarSerializer


class CalendarViewSet(ReadOnlyModelViewSet[WorkingCalendar]):
    """Every calendar with the version in force."""

    serializer_class = CalendarSerializer
    queryset = WorkingCalendar.objects.none()

    def get_queryset(self) -> Any:
        newest = CalendarVersion.objects.newest(now())
        return WorkingCalendar.objects.prefetch_related(Prefetch("versions", newest, to_attr="newest"))
