from .calendar import CalendarForm
from .calendar_days import HolidaysForm, PublicationForm, SingleDayForm
from .endpoint import EndpointForm
from .key import KeyForm
from .person import AbsenceForm, OrganisationForm, PersonForm, ProfileForm, TeamForm

__all__ = [
    "AbsenceForm",
    "CalendarForm",
    "EndpointForm",
    "HolidaysForm",
    "KeyForm",
    "OrganisationForm",
    "PersonForm",
    "ProfileForm",
    "PublicationForm",
    "SingleDayForm",
    "TeamForm",
]
