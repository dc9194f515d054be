"""Answers that Sales gives where it works: the events that say so, and the stages that a CRM calls them. Pure."""

from .stages import ACCEPTED, RECYCLED, REJECTED

ANSWERS = {"crm_accepted": ACCEPTED, "crm_rejected": REJECTED, "crm_recycled": RECYCLED}
"""Kinds of events, and the answer that each is."""
ANSWER_OF = {answer: kind for kind, answer in ANSWERS.items()}
SAID = ("reason", "note", "by", "returns_on")
"""What may be said with it: our code or name of the reason, a note, the seller's e-mail, the day it comes back."""
