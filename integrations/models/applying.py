"""From messages to facts: read each event, land them together, and part from the rest what can't be landed yet."""

import hashlib
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import OperationalError, transaction

from integrations.bodies import Unreadable, read_body
from integrations.message import Fault, Said, Source, when
from leads.models import Arrival, ExternalId, Opportunity, land, settle
from people import personal

from .persons import erase, merge
from .state import Delivery

CHUNK = 2000
"""Events that land in one transaction."""

AHEAD = timedelta(minutes=5)
"""How far ahead of us a source's clock may be; what is dated later waits for its moment."""

LATE = timedelta(days=7)


@dataclass(slots=True)
class Heard:
    """One event, the delivery that brought it, and what became of it."""

    delivery: Delivery
    said: Said
    landed: bool = False
    reason: str = ""
    error: str = ""
    group: str = ""
    waits_for: str = ""
    not_before: datetime | None = None

    def fail(self, error: Exception) -> None:
        """Parted by its error; the same failure in the same place is one group of the quarantine."""
        frames = traceback.extract_tb(error.__traceback__)
        place = "|".join([type(error).__name__, *(f"{frame.name}:{frame.lineno}" for frame in frames[-6:])])
        self.reason, self.error = "landing_failed", f"{type(error).__name__}: {error}"[:500].replace("\0", "")
        self.group = hashlib.sha256(place.encode()).hexdigest()[:16]


class Batch:
    """Messages of one connection, worked on together."""

    def __init__(self, deliveries: list[Delivery], at: datetime) -> None:
        self.deliveries, self.at = deliveries, at
        self.connection = deliveries[0].connection
        self.unreadable: dict[int, str] = {}
        self.heard: list[Heard] = []

    def apply(self) -> None:
        self.heard = [heard for delivery in self.deliveries for heard in self._hear(delivery)]
        ready = [heard for heard in self.heard if self._is_ready(heard)]
        self._land([heard for heard in ready if not heard.said.needs])
        self._land(self._now_known([heard for heard in ready if heard.said.needs]))
        self._follow(ready)
        self._release()

    def _hear(self, delivery: Delivery) -> list[Heard]:
        source = Source(delivery.ident, self.connection.portal_id, delivery.received_at)
        try:
            said = self.connection.scheme.read(read_body(delivery.body), source)
        except (Unreadable, Fault) as fault:
            self.unreadable[delivery.pk] = fault.code
            return []
        return [Heard(delivery, one) for one in said]

    def _is_ready(self, heard: Heard) -> bool:
        """Neither ignored nor at fault, and not dated ahead of the present."""
        said = heard.said
        if said.fault:
            heard.reason, heard.error = said.fault, said.error
        elif said.moment and said.moment > self.at + AHEAD:
            heard.reason, heard.not_before = "dated_ahead", said.moment
        elif said.moment and said.moment < heard.delivery.received_at - LATE:
            said.note("late")
        return not heard.reason and not said.ignored

    def _land(self, parts: list[Heard]) -> None:
        # an address comes last, because the last of a lead's arrivals is the one by which the same person is found
        ordered = sorted(parts, key=lambda heard: any(arrival.email_key for arrival in heard.said.arrivals))
        for start in range(0, len(ordered), CHUNK):
            self._land_or_halve(ordered[start : start + CHUNK])

    def _land_or_halve(self, parts: list[Heard]) -> None:
        """One transaction for facts and all that follows from them; a poison is halved until it stands alone."""
        try:
            with transaction.atomic():
                self._state([arrival for heard in parts for arrival in heard.said.arrivals])
        except OperationalError:
            raise  # our trouble, not theirs: the lease runs out and they are read again
        except Exception as error:
            if len(parts) == 1:
                return parts[0].fail(error)
            middle = len(parts) // 2
            self._land_or_halve(parts[:middle])
            self._land_or_halve(parts[middle:])
        else:
            for heard in parts:
                heard.landed = True

    def _state(self, arrivals: list[Arrival]) -> None:
        if arrivals:
            landed = land(arrivals, self.connection.system, self.at, is_history=False, snapshot=False)
            settle(landed.touched, self.at, live=True)

    def _now_known(self, parts: list[Heard]) -> list[Heard]:
        """Those whose lead, or whose deal's lead, is known by now; the others wait for it."""
        contact_of = self._contacts_of_deals(h.said.about for h in parts if h.said.needs == "deal")
        leads = self._known_leads(h.said.about for h in parts if h.said.needs == "lead")
        erased = self._erased(
            h.said.about for h in parts if h.said.needs == "lead" and h.said.about not in leads
        )
        known = []
        for heard in parts:
            said = heard.said
            if said.needs == "lead" and said.about in erased:
                said.ignored = "person_erased"
                continue
            contact = contact_of.get(said.about) if said.needs == "deal" else said.about
            if contact is None or (said.needs == "lead" and contact not in leads):
                heard.reason, heard.waits_for = f"no_{said.needs}_yet", f"{said.needs}:{said.about}"
                continue
            if said.deal and said.moment:
                said.arrivals = [_arrival_of(said, contact)]
            known.append(heard)
        return known

    def _known_leads(self, ids: Iterable[str]) -> set[str]:
        wanted = set(ids)
        named = ExternalId.objects.of(self.connection.system).filter(external_id__in=wanted)
        return set(named.values_list("external_id", flat=True)) if wanted else set()

    def _erased(self, ids: Iterable[str]) -> set[str]:
        """Those of these ids whose person was forgotten here: nothing more will be heard of them."""
        named = {f"{self.connection.system}:{external_id}": external_id for external_id in ids}
        return {named[name] for name in personal.is_erased("external_id", named)} if named else set()

    def _contacts_of_deals(self, ids: Iterable[str]) -> dict[str, str]:
        wanted = set(ids)
        if not wanted:
            return {}
        system = self.connection.system
        deals = Opportunity.objects.filter(
            system=system, external_id__in=wanted, lead__external_ids__system=system
        )
        return dict(deals.values_list("external_id", "lead__external_ids__external_id"))

    def _follow(self, ready: list[Heard]) -> None:
        """What is more than facts: persons who turned out to be one, and persons to forget."""
        for heard in ready:
            if not heard.landed or not (heard.said.merged or heard.said.erases):
                continue
            try:
                with transaction.atomic():
                    self._follow_one(heard.said)
            except OperationalError:
                raise
            except Exception as error:
                heard.landed = False
                heard.fail(error)

    def _follow_one(self, said: Said) -> None:
        if said.merged:
            merge(self.connection, said, self.at)
            return
        erase(self.connection, said, self.at)
        inbox = type(self.deliveries[0]).objects
        inbox.filter(connection=self.connection).forget(
            {said.about}, set(), also=[row.pk for row in self.deliveries]
        )

    def _release(self) -> None:
        """Leads and deals that became known let those go on that waited for them."""
        landed = [arrival for heard in self.heard if heard.landed for arrival in heard.said.arrivals]
        known = {f"lead:{arrival.external_id}" for arrival in landed if arrival.is_new}
        known |= {f"deal:{deal.external_id}" for arrival in landed for deal in arrival.deals}
        if known:
            type(self.deliveries[0]).objects.release(self.connection, known, self.at)


def _arrival_of(said: Said, contact: str) -> Arrival:
    assert said.deal is not None and said.moment is not None
    return Arrival(contact, {}, when(said.moment), said.key, deals=[said.deal])
