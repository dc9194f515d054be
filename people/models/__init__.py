from .absence import Absence
from .calendar import CalendarVersion, OpenInterval, WorkingCalendar
from .delivery import Channel, Delivery, State
from .endpoint import Endpoint
from .erasure import Erasure, Tombstone
from .heartbeat import Heartbeat
from .idempotency import IdempotencyKey
from .key import ApiKey, Scope
from .notification import Notification
from .organisation import Organisation
from .reach import Reach
from .sealed import SealedField
from .team import Team, TeamKind
from .user import MANAGERS, Role, User

__all__ = [
    "MANAGERS",
    "Absence",
    "ApiKey",
    "CalendarVersion",
    "Channel",
    "Delivery",
    "Endpoint",
    "Erasure",
    "Heartbeat",
    "IdempotencyKey",
    "Notification",
    "OpenInterval",
    "Organisation",
    "Reach",
    "Role",
    "Scope",
    "SealedField",
    "State",
    "Team",
    "TeamKind",
    "Tombstone",
    "User",
    "WorkingCalendar",
]
