"""One routing rule: which leads it takes, for which team, and how the team's people share them; and what a person takes."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leads.models import Intake, RoutingRule, RoutingShare
from leads.reading.values import tidy
from people.forms.choosing import rows_of
from people.forms.reasoned import Reasoned
from people.models import Role, Team, TeamKind, User
from people.querystrings import key_of
from sla.forms import CriteriaField

MOST_WORDS, LONGEST = 40, 60
SELLERS = (Role.SALES, Role.SALES_MANAGER)


class WordsField(forms.CharField):
    """Words with commas between them, as a list without repeats."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=MOST_WORDS * LONGEST, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        words = [tidy(word) for word in super().clean(value).split(",")]
        kept = list({word.casefold(): word for word in words if word}.values())
        if len(kept) > MOST_WORDS or any(len(word) > LONGEST for word in kept):
            said = {"most": MOST_WORDS, "letters": LONGEST}
            raise forms.ValidationError(_("At most %(most)s words of %(letters)s letters.") % said)
        return kept

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != data)


class RoutingRuleForm(Reasoned, forms.ModelForm):
    """The rule that catches all has no criteria and an owner. Everybody in the team takes part unless a weight says more."""

    criteria = CriteriaField(label=gettext_lazy("Which leads it takes"))
    skills = WordsField(
        label=gettext_lazy("Skills asked for"),
        help_text=gettext_lazy("Words with commas between them; whoever takes the lead has all of them."),
    )

    class Meta:
        model = RoutingRule
        fields = (
            "name_en",
            "name_es",
            "criteria",
            "team",
            "method",
            "person",
            "skills",
            "by_language",
            "by_territory",
            "in_hours",
            "owner",
        )
        widgets = {"method": forms.RadioSelect}

    def __init__(self, *args: Any, catches_all: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.catches_all = catches_all
        teams = Team.objects.filter(kind=TeamKind.SALES).order_by("name")
        people = User.objects.active().select_related("team").order_by("name")
        rows_of(self, "team", teams).empty_label = None
        rows_of(self, "person", people.filter(role__in=SELLERS), _("choose a person"))
        rows_of(self, "owner", people, _("RevOps"))
        self.fields.pop("criteria" if catches_all else "owner")
        self.members = self._members(teams)
        self._add_weights()

    def _members(self, teams: Any) -> list[User]:
        """The representatives of the team that is chosen now."""
        asked = key_of(self.data.get("team", "")) if self.is_bound else None
        team = asked or self.instance.team_id or teams.values_list("pk", flat=True).first()
        return list(User.objects.active().filter(role=Role.SALES, team=team).order_by("name"))

    def _add_weights(self) -> None:
        stored = dict(self.instance.shares.values_list("person", "weight")) if self.instance.pk else {}
        for member in self.members:
            initial = stored.get(member.pk, 0) if stored else 1
            self.fields[f"weight_{member.pk}"] = forms.IntegerField(
                label=str(member),
                min_value=0,
                max_value=100,
                required=False,
                initial=initial,
                widget=forms.NumberInput(attrs={"class": "form-control"}),
            )

    @property
    def weights(self) -> list[Any]:
        return [self[f"weight_{member.pk}"] for member in self.members]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("method") == RoutingRule.Method.PERSON:
            if not cleaned.get("person"):
                self.add_error("person", _("Say to whom."))
        else:
            cleaned["person"] = None
        if self._shares_out(cleaned) and not any(self.shares(cleaned).values()):
            self.add_error("method", _("Somebody has to take part: give a weight above 0."))
        return cleaned

    @staticmethod
    def _shares_out(cleaned: dict[str, Any]) -> bool:
        return cleaned.get("method") in (
            RoutingRule.Method.TURNS,
            RoutingRule.Method.WEIGHTED,
            RoutingRule.Method.CAPACITY,
        )

    def shares(self, cleaned: dict[str, Any]) -> dict[int, int]:
        """{person: weight}."""
        return {member.pk: cleaned.get(f"weight_{member.pk}") or 0 for member in self.members}

    def drafted(self) -> RoutingRule:
        """The rule as it is written here, for a dry run; not stored."""
        rule: RoutingRule = self.instance
        rule.drafted = self._stored_shares() or None
        return rule

    def _stored_shares(self) -> dict[int, int]:
        """Nothing where all take part alike: then whoever joins the team does too."""
        if not self._shares_out(self.cleaned_data):
            return {}
        weights = self.shares(self.cleaned_data)
        return (
            {} if set(weights.values()) == {1} else {pk: weight for pk, weight in weights.items() if weight}
        )

    @transaction.atomic
    def keep(self) -> RoutingRule:
        self.note_why()
        if not self.instance.pk:
            self.instance.position = RoutingRule.objects.next_position()
        rule: RoutingRule = self.save()
        wanted = self._stored_shares()
        rule.shares.exclude(person__in=wanted).delete()
        standing = dict(rule.shares.values_list("person", "weight"))
        for person, weight in wanted.items():
            if standing.get(person) != weight:
                RoutingShare.objects.update_or_create(
                    rule=rule, person_id=person, defaults={"weight": weight}
                )
        return rule


class IntakeForm(Reasoned, forms.ModelForm):
    skills = WordsField(
        label=gettext_lazy("Skills"), help_text=gettext_lazy("Words with commas between them.")
    )
    languages = WordsField(
        label=gettext_lazy("Languages"), help_text=gettext_lazy("“es” or “Spanish”. Empty: any language.")
    )
    territories = WordsField(
        label=gettext_lazy("Territories"),
        help_text=gettext_lazy("Countries, regions or cities as leads state them. Empty: anywhere."),
    )

    class Meta:
        model = Intake
        fields = ("skills", "languages", "territories", "most_open", "most_daily")
        help_texts = {
            "most_open": gettext_lazy("Handed off, accepted or SQL. No rule goes beyond it. Empty: no cap."),
            "most_daily": gettext_lazy("Counted from the company's midnight. Empty: no cap."),
        }

    def keep(self) -> None:
        self.note_why()
        self.save()
