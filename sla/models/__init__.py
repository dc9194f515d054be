from .agreement import Agreement, AgreementVersion, Party, Signature
from .breach import Acknowledgement, Breach, Excuse, StepReached, Waiver
from .clock import Clock, ClockMark, ClockStart
from .commitment import BREACH, Commitment, EscalationStep
from .definition import Definition, DefinitionVersion
from .entry import ClockEntry, EntryKind
from .frozen import State

__all__ = [
    "BREACH",
    "Acknowledgement",
    "Agreement",
    "AgreementVersion",
    "Breach",
    "Clock",
    "ClockEntry",
    "ClockMark",
    "ClockStart",
    "Commitment",
    "Definition",
    "DefinitionVersion",
    "EntryKind",
    "EscalationStep",
    "Excuse",
    "Party",
    "Signature",
    "State",
    "StepReached",
    "Waiver",
]
