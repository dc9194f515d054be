from .agreement import Agreement, AgreementVersion, Party
from .breach import Acknowledgement, Breach, Excuse, StepReached, Waiver
from .clause import Clause
from .clock import Clock
from .commitment import BREACH, Commitment, EscalationStep
from .definition import Definition, DefinitionVersion
from .entry import ClockEntry, EntryKind
from .example import Example
from .frozen import State
from .rebase import Rebase
from .rebased import ClockRebase
from .telling import ClockMark, ClockStart
from .timeline import Happening, Timeline

__all__ = [
    "BREACH",
    "Acknowledgement",
    "Agreement",
    "AgreementVersion",
    "Breach",
    "Clause",
    "Clock",
    "ClockEntry",
    "ClockMark",
    "ClockRebase",
    "ClockStart",
    "Commitment",
    "Definition",
    "DefinitionVersion",
    "EntryKind",
    "EscalationStep",
    "Example",
    "Excuse",
    "Happening",
    "Party",
    "Rebase",
    "State",
    "StepReached",
    "Timeline",
    "Waiver",
]
