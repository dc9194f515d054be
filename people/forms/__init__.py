from .calendar import CalendarForm, HolidaysForm
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
    "TeamForm",
]
