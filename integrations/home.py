"""What integrations puts on the home page: whether what the sources send is taken in."""

from datetime import datetime
from typing import Any

from people.models import User

from .models import Connection, InboxDelivery, RejectedDelivery
from .models.inbox import SLOW_AFTER
from .models.state import State


def inbox(_user: User, at: datetime) -> dict[str, Any]:
    """Nothing before a source is connected."""
    if not Connection.objects.exists():
        return {}
    waited = InboxDelivery.objects.oldest_waiting(at)
    return {
        "waiting": InboxDelivery.objects.chosen([State.PENDING], []).count(),
        "waited_seconds": int(waited.total_seconds()),
        "is_slow": waited >= SLOW_AFTER,
        "quarantined": InboxDelivery.objects.quarantined().count(),
        "refused": RejectedDelivery.objects.count(),
    }
