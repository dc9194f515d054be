from .calendar import CalendarVersion, OpenInterval, WorkingCalendar
from .key import ApiKey, Scope
from .organisation import Organisation
from .team import Team, TeamKind
from .user import MANAGERS, Role, User

__all__ = [
    "MANAGERS",
    "ApiKey",
    "CalendarVersion",
    "OpenInterval",
    "Organisation",
    "Role",
    "Scope",
    "Team",
    "TeamKind",
    "User",
    "WorkingCalendar",
]
