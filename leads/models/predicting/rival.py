"""The rules as a predictive model's rival: what they gave the same leads at the same moment of their way."""

from datetime import timedelta

import numpy as np
from django.db.models import F

from leads.predicting.frame import Frame
from leads.predicting.logistic import Floats

from ..lead import Lead
from ..scoring.version import ScoringVersion

CHUNK = 5000


def points_of(version: ScoringVersion, frame: Frame, known: timedelta) -> Floats:
    """The score that these rules gave each lead so long after it came in."""
    found: dict[int, float] = {}
    then = {"known_at": F("captured_at") + known}
    for begin in range(0, len(frame), CHUNK):
        leads = Lead.objects.filter(pk__in=frame.ids[begin : begin + CHUNK].tolist()).annotate(**then)
        scored = leads.annotate(**version.columns(F("known_at")))
        for pk, fit, engagement in scored.values_list("pk", "new_fit", "new_engagement"):
            found[pk] = float(fit + engagement)
    return np.array([found.get(pk, 0.0) for pk in frame.ids.tolist()], dtype=np.float64)
