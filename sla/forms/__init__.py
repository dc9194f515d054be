from .agreement import AgreementForm, ClauseForm, TermsForm
from .commitment import CommitmentForm
from .criteria import CriteriaField, CriteriaWidget
from .promise import PromiseEditor
from .rows import Rows
from .step import StepForm, StepRows
from .waiver import WaiverForm

__all__ = [
    "AgreementForm",
    "ClauseForm",
    "CommitmentForm",
    "CriteriaField",
    "CriteriaWidget",
    "PromiseEditor",
    "Rows",
    "StepForm",
    "StepRows",
    "TermsForm",
    "WaiverForm",
]
