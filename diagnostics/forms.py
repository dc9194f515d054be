"""What the pages of a diagnosis ask, and how it is cleaned."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from people.forms.choosing import rows_of
from people.models import Role, User

from .inputs import DayInput, LevelSelect, MomentInput, OneLanguageIsEnough, in_rows
from .models import (
    Assessment,
    Interview,
    Note,
    Problem,
    Question,
    Quote,
    Rating,
    Recommendation,
    Stakeholder,
    Theme,
)
from .models.note import Draft
from .models.recommendation import TEAMS
from .models.wording import LEVELS


class AssessmentForm(forms.ModelForm[Assessment]):
    class Meta:
        model = Assessment
        fields = ["name", "started_on", "facilitator"]
        widgets = {"started_on": DayInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "facilitator", User.objects.with_role(Role.FACILITATOR, Role.REVOPS))
        self.helper = in_rows(("name",), ("started_on", "facilitator"))


class StakeholderForm(forms.ModelForm[Stakeholder]):
    class Meta:
        model = Stakeholder
        fields = [
            "name",
            "job_title",
            "side",
            "user",
            "influence",
            "stance",
            "consent",
            "is_director",
            "in_workshop",
            "to_interview",
        ]

    def _get_validation_exclusions(self) -> set[str]:
        # the assessment comes from the address, yet decides whether a person is registered twice
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"assessment"}

    def register(self, at: datetime) -> Stakeholder:
        """A consent that changes takes the moment with it."""
        if "consent" in self.changed_data:
            self.instance.consent_at = at
        stakeholder: Stakeholder = self.save()
        return stakeholder

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "user", User.objects.active(), blank=_("Does not sign in"))
        self.helper = in_rows(
            ("name", "job_title", "side", "user"),
            ("influence", "stance", "consent"),
            ("is_director", "in_workshop", "to_interview"),
        )


class InterviewForm(forms.ModelForm[Interview]):
    class Meta:
        model = Interview
        fields = ["stakeholder", "planned_at", "interviewer"]
        widgets = {"planned_at": MomentInput}

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "stakeholder", assessment.stakeholders.willing())
        rows_of(self, "interviewer", User.objects.with_role(Role.FACILITATOR, Role.REVOPS))
        self.helper = in_rows(("stakeholder", "planned_at", "interviewer"))


class NoteForm(forms.Form):
    """A note as its window sends it; nothing typed is refused."""

    question = forms.ModelChoiceField(Question.objects.all(), required=False)
    key = forms.UUIDField()
    window = forms.UUIDField()
    version = forms.IntegerField(min_value=0, max_value=2_000_000_000)
    text = forms.CharField(required=False, strip=False)

    def __init__(self, data: QueryDict) -> None:
        data = data.copy()
        # PostgreSQL has no NUL in text; what was typed around it must not be lost for it
        data["text"] = data.get("text", "").replace("\x00", "")
        super().__init__(data)

    def keep(self, interview: Interview, by: User, at: datetime) -> Note:
        cleaned = self.cleaned_data
        text = cleaned["text"].replace("\r\n", "\n")
        draft = Draft(cleaned["key"], cleaned["window"], cleaned["version"], text)
        return Note.objects.write(interview, cleaned["question"], draft, by=by, at=at)


class QuoteForm(forms.ModelForm[Quote]):
    """A sentence out of an interview; the question says from which note."""

    question = forms.ModelChoiceField(
        Question.objects.none(),
        required=False,
        label=_("Said on"),
        empty_label=_("Beside the guide"),
    )

    class Meta:
        model = Quote
        fields = ["text", "themes"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "themes": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "quote_%s"} | kwargs)
        self.interview = interview
        guide = interview.guide
        rows_of(
            self,
            "question",
            guide.questions.all() if guide else Question.objects.none(),
        )
        rows_of(self, "themes", interview.assessment.themes.all())
        self.fields["themes"].required = True
        self.helper = in_rows(("text",), ("question",), ("themes",))

    def keep(self, by: User, at: datetime) -> Quote:
        cleaned = self.cleaned_data
        note = Note.objects.on(self.interview, cleaned["question"], by, at)
        return Quote.objects.keep(note, cleaned["text"], cleaned["themes"], by, at)


class ThemeForm(OneLanguageIsEnough):
    said_in = "name"

    class Meta:
        model = Theme
        fields = ["name_en", "name_es"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = in_rows(("name_en", "name_es"))


class ProblemForm(OneLanguageIsEnough):
    class Meta:
        model = Problem
        fields = [
            "title_en",
            "title_es",
            "description_en",
            "description_es",
            "impact",
            "frequency",
            "ease",
            "theme",
        ]
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("description_en", "description_es")}

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "theme", assessment.themes.all(), blank=_("No theme: a hypothesis"))
        self.helper = in_rows(
            ("title_en", "title_es"),
            ("description_en", "description_es"),
            ("impact", "frequency", "ease", "theme"),
        )


class RecommendationForm(OneLanguageIsEnough):
    class Meta:
        model = Recommendation
        fields = [
            "title_en",
            "title_es",
            "rationale_en",
            "rationale_es",
            "impact",
            "ease",
            "is_foundation",
        ]
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("rationale_en", "rationale_es")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = in_rows(
            ("title_en", "title_es"),
            ("rationale_en", "rationale_es"),
            ("impact", "ease"),
            ("is_foundation",),
        )


class RatingForm(forms.Form):
    """Impact and ease: of a team (`side`), or, with `side` blank, what both settled on."""

    CHOICES = (("", "–"), *LEVELS)

    side = forms.ChoiceField(choices=[("", ""), *TEAMS], required=False, widget=forms.HiddenInput)
    impact = forms.TypedChoiceField(
        label=_("Impact"),
        choices=CHOICES,
        coerce=int,
        required=False,
        empty_value=None,
        widget=LevelSelect,
    )
    ease = forms.TypedChoiceField(
        label=_("Ease"),
        choices=CHOICES,
        coerce=int,
        required=False,
        empty_value=None,
        widget=LevelSelect,
    )

    @classmethod
    def of(cls, recommendation: Recommendation, side: str = "") -> "RatingForm":
        row: Recommendation | Rating | None = recommendation.by_team.get(side) if side else recommendation
        levels = {"impact": row.impact, "ease": row.ease} if row else {}
        return cls(
            initial={"side": side, **levels},
            auto_id=f"id_{recommendation.pk}_{side or 'both'}_%s",
        )

    @property
    def is_complete(self) -> bool:
        """Half a rating is one that is still being chosen."""
        return self.cleaned_data["impact"] is not None and self.cleaned_data["ease"] is not None
