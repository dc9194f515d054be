"""The demo company's diagnosis: held before the two teams had an agreement, and closed.

`cast` names people who sign in: any of marketing_manager, marketing, sales_manager, sales, sales_two, revops,
executive, facilitator. Who is missing from it takes part without an account.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from people.bilingual import told
from people.models import Organisation, User

from .demo_findings import PROBLEMS, RATINGS
from .demo_script import INTERVIEWS, STAKEHOLDERS, Person, Said
from .models import Assessment, Interview, Note, Problem, Question, Quote, Stakeholder
from .models.note import Draft

FIRST_TALK = timedelta(days=3, hours=1)
WORKSHOP = timedelta(days=18)


@transaction.atomic
def fill(organisation: Organisation, cast: Mapping[str, User], at: datetime) -> Assessment:
    """Build it once, as if begun at `at` and lasting three weeks; a second call changes nothing."""
    started_on = at.astimezone(organisation.zone).date()
    name = f"{organisation.name} {started_on.year}"
    if known := Assessment.objects.filter(name=name).first():
        return known
    assessment = Assessment.objects.create(
        name=name, started_on=started_on, facilitator=cast.get("facilitator")
    )
    assessment.equip()
    people = {person.name: _register(assessment, person, cast, at) for person in STAKEHOLDERS}
    for turn, (voice, answers) in enumerate(INTERVIEWS.items()):
        _talk(
            people[voice],
            answers,
            assessment.facilitator,
            _working_day(at + FIRST_TALK, turn),
        )
    _name_problems(assessment)
    _rate(assessment, cast, at + WORKSHOP)
    assessment.close(on=(started_on + timedelta(days=21)))
    return assessment


def _working_day(at: datetime, days: int) -> datetime:
    """So many days on, without Saturdays and Sundays."""
    while days or at.weekday() > 4:
        at += timedelta(days=1)
        days -= at.weekday() <= 4 and days > 0
    return at


def _in_language(pair: tuple[str, str]) -> str:
    return told(*pair)


def _register(assessment: Assessment, person: Person, cast: Mapping[str, User], at: datetime) -> Stakeholder:
    user = cast.get(person.key)
    return Stakeholder.objects.create(
        assessment=assessment,
        user=user,
        name=user.name if user else person.name,
        job_title=_in_language((person.job_en, person.job_es)),
        side=person.side,
        is_director=person.is_director,
        influence=person.influence,
        stance=person.stance,
        consent=Stakeholder.Consent.GIVEN,
        consent_at=at,
        in_workshop=person.in_workshop,
        to_interview=person.to_interview,
    )


def _talk(person: Stakeholder, answers: tuple[Said, ...], by: User | None, at: datetime) -> None:
    interview = Interview.objects.create(stakeholder=person, planned_at=at, interviewer=by)
    interview.hold(at=at + timedelta(minutes=45))
    themes = {theme.key: theme for theme in person.assessment.themes.all()}
    questions = {
        question.position: question for question in Question.objects.filter(guide__role=person.guide_role)
    }
    for answer in answers:
        draft = Draft(uuid.uuid4(), uuid.uuid4(), 0, _in_language(answer.note))
        note = Note.objects.write(interview, questions[answer.question], draft, by=by, at=at)
        Quote.objects.keep(
            note,
            _in_language(answer.quote),
            [themes[key] for key in answer.themes],
            by=by,
            at=at,
        )


def _name_problems(assessment: Assessment) -> None:
    themes = {theme.key: theme for theme in assessment.themes.all()}
    Problem.objects.bulk_create(
        Problem(
            assessment=assessment,
            title_en=title_en,
            title_es=title_es,
            description_en=text_en,
            description_es=text_es,
            impact=impact,
            frequency=frequency,
            ease=ease,
            theme=themes.get(theme),
        )
        for title_en, title_es, text_en, text_es, (
            impact,
            frequency,
            ease,
        ), theme in PROBLEMS
    )


def _rate(assessment: Assessment, cast: Mapping[str, User], at: datetime) -> None:
    for recommendation in assessment.recommendations.all():
        marketing, sales = RATINGS[recommendation.key]
        recommendation.rate_for("marketing", *marketing, by=cast.get("marketing_manager"), at=at)
        recommendation.rate_for("sales", *sales, by=cast.get("sales_manager"), at=at)
        recommendation.settle(
            recommendation.impact,
            recommendation.ease,
            by=cast.get("facilitator"),
            at=at,
        )
