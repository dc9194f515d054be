"""One rule language, compiled to SQL: a JSON tree over a catalogue that an upper app registers.

    {"all": [...]}, {"any": [...]}, {"not": {...}}
    {"field": "country", "op": "in", "value": ["es", "pt"]}
    {"field": "attributes.plan", "op": "is", "value": "pro"}
    {"events": "page_view" | ["a", "b"] | "*touch", "measure": "count" | "sum" | "recency_days", "of": "amount",
     "within_days": 14, "op": ">=", "value": 3}

Texts are compared without their case; a blank one is unknown. Inside, unknown is SQL's unknown; at the root it is false.
"""

from .catalogue import Catalogue, EventCatalogue, Field, Group, Kind, catalogues
from .faults import CriteriaFault
from .tree import Criteria, Reading, parse, read

__all__ = [
    "Catalogue",
    "Criteria",
    "CriteriaFault",
    "EventCatalogue",
    "Field",
    "Group",
    "Kind",
    "Reading",
    "catalogues",
    "parse",
    "read",
]
