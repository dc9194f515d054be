"""Notes are kept as they are typed: sent twice they are one, and no window overwrites another."""

import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest

from diagnostics.models import Interview, Note
from diagnostics.models.note import Draft
from people.models import User
from tests.conftest import ClientOf

from .conftest import NINE, TEN

Write = Callable[..., Note]
KEY, HERE, THERE = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
FIRST = Draft(KEY, HERE, 0, "They call")


@pytest.fixture
def write(interview: Interview, felix: User) -> Write:
    return lambda draft, at=NINE: Note.objects.write(interview, None, draft, by=felix, at=at)


def test_typing_on_grows_one_note(write: Write) -> None:
    write(FIRST)
    note = write(replace(FIRST, version=1, text="They call in the afternoon"), at=TEN)
    assert Note.objects.get() == note
    assert (note.text, note.version, note.written_at) == (
        "They call in the afternoon",
        2,
        TEN,
    )


def test_sent_twice_is_one(write: Write) -> None:
    assert write(FIRST) == write(FIRST, at=TEN)
    assert Note.objects.get().written_at == NINE


def test_an_answer_that_got_lost_does_not_split_the_note(write: Write) -> None:
    write(FIRST)
    write(replace(FIRST, text="They call in the"))
    assert Note.objects.get().text == "They call in the"


def test_two_windows_keep_both_texts(write: Write) -> None:
    write(FIRST)
    write(replace(FIRST, version=1, text="They call at noon"))
    beside = write(Draft(KEY, THERE, 1, "They never call"))
    assert sorted(Note.objects.values_list("text", flat=True)) == [
        "They call at noon",
        "They never call",
    ]
    on = write(Draft(beside.key, THERE, beside.version, "They never call back"))
    assert on == beside and Note.objects.count() == 2


def test_the_second_window_sent_again_lands_on_its_own_note(write: Write) -> None:
    write(FIRST)
    write(replace(FIRST, version=1, text="They call at noon"))
    stale = Draft(KEY, THERE, 1, "They never call")
    assert write(stale) == write(replace(stale, text="They never call us"))
    assert Note.objects.count() == 2


def test_each_question_has_its_sheet(interview: Interview, felix: User) -> None:
    guide = interview.guide
    assert guide
    question = guide.questions.get(position=2)
    Note.objects.write(interview, question, FIRST, by=felix, at=NINE)
    sheets = Note.objects.sheets(interview)
    assert [sheet.is_filled for sheet in sheets] == [
        False,
        True,
        False,
        False,
        False,
        False,
        False,
    ]
    assert sheets[-1].question is None and guide.role == "sales"


def test_the_page_saves_and_answers_with_the_next_version(
    client_of: ClientOf, interview: Interview, felix: User
) -> None:
    sent = {"key": KEY, "window": HERE, "version": 0, "text": "with a\x00 hole"}
    answer = client_of(felix).post(
        f"/diagnostics/interviews/{interview.pk}/notes/",
        sent,
        headers={"HX-Request": "true"},
    )
    assert (
        f'value="{KEY}"' in answer.content.decode() and 'name="version" value="1"' in answer.content.decode()
    )
    assert Note.objects.get().text == "with a hole"


def test_without_scripts_the_page_comes_back(client_of: ClientOf, interview: Interview, felix: User) -> None:
    sent = {"key": KEY, "window": HERE, "version": 0, "text": "plain"}
    answer = client_of(felix).post(f"/diagnostics/interviews/{interview.pk}/notes/", sent)
    assert answer.status_code == 302
    assert "plain" in client_of(felix).get(answer.headers["Location"]).content.decode()


def test_a_key_of_another_interview_is_refused(
    client_of: ClientOf, write: Write, interview: Interview, felix: User
) -> None:
    write(FIRST)
    other = Interview.objects.create(stakeholder=interview.stakeholder, planned_at=NINE, interviewer=felix)
    sent = {"key": KEY, "window": HERE, "version": 1, "text": "moved"}
    assert client_of(felix).post(f"/diagnostics/interviews/{other.pk}/notes/", sent).status_code == 404
    assert Note.objects.get().text == "They call"
