from .calendar import CalendarVersion, OpenInterval, WorkingCalendar
from .organisation import Organisation
from .team import Team, TeamKind
from .user import MANAGERS, Role, User

__all__ = [
    "MANAGERS",
    "CalendarVersion",
    "OpenInterval",
    "Organisation",
    "Role",
    "Team",
    "TeamKind",
    "User",
    "WorkingCalendar",
]
