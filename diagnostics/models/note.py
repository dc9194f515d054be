"""Notes: what is written down while people talk. Saved as it is typed; no window overwrites another."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models import User

from .guide import Question
from .interview import Interview


@dataclass(frozen=True)
class Draft:
    """What a window sends: its own id, the note it edits, and the version of it that the text grew from."""

    key: uuid.UUID
    window: uuid.UUID
    version: int
    text: str


@dataclass(frozen=True)
class Sheet:
    """One question with what was written on it; `notes` is never empty, the last may be a blank one."""

    question: Question | None
    notes: list["Note"]

    @property
    def is_filled(self) -> bool:
        return any(note.text for note in self.notes)


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, user: User) -> "NoteQuerySet":
        return self.filter(interview__in=Interview.objects.readable_by(user))

    def written(self) -> "NoteQuerySet":
        return self.exclude(text="")

    def sheets(self, interview: Interview) -> list[Sheet]:
        """The guide's questions in order, then those of another guide that have notes, then what fits none."""
        written: dict[Question | None, list[Note]] = {}
        for note in self.filter(interview=interview).select_related("question", "by"):
            written.setdefault(note.question, []).append(note)
        guide = interview.guide
        asked: list[Question | None] = list(guide.questions.all()) if guide else []
        elsewhere = [question for question in written if question and question not in asked]
        return [
            Sheet(
                question,
                written.get(question) or [Note(interview=interview, question=question)],
            )
            for question in [*asked, *elsewhere, None]
        ]

    def on(
        self,
        interview: Interview,
        question: Question | None,
        by: User | None,
        at: datetime,
    ) -> "Note":
        """The note on a question, a blank one where nobody has written yet."""
        known = self.filter(interview=interview, question=question).order_by("pk").first()
        return known or self.create(interview=interview, question=question, by=by, written_at=at)

    @transaction.atomic
    def write(
        self,
        interview: Interview,
        question: Question | None,
        draft: Draft,
        by: User | None,
        at: datetime,
    ) -> "Note":
        """Keep what was typed.

        The same text twice changes nothing. A text that grew from an older version than the stored one, in
        another window, is kept beside it as a note of its own: neither is lost.
        """
        fresh = Note(
            interview=interview,
            question=question,
            key=draft.key,
            text="",
            version=0,
            by=by,
            written_at=at,
            window=draft.window,
        )
        Note.objects.bulk_create([fresh], ignore_conflicts=True)
        note = self.select_for_update().get(key=draft.key, interview=interview)
        if note.text == draft.text:
            return note
        if note.version != draft.version and note.window != draft.window:
            return note.put_beside(draft, by, at)
        return note.rewrite(draft, by, at)


class Note(models.Model):
    """What was said on one question of an interview, or (without a question) beside the guide."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="notes")
    question = models.ForeignKey(Question, models.SET_NULL, null=True, blank=True, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text = models.TextField(_("note"), blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)
    window = models.UUIDField(default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(pgettext_lazy("note", "written"))

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["interview", "question__position", "pk"]

    def __str__(self) -> str:
        return self.text[:60]

    def rewrite(self, draft: Draft, by: User | None, at: datetime) -> "Note":
        self.text, self.window, self.version = (
            draft.text,
            draft.window,
            self.version + 1,
        )
        self.by, self.written_at = by, at
        self.save()
        return self

    def put_beside(self, draft: Draft, by: User | None, at: datetime) -> "Note":
        """A second note on the same question; sent again it lands on the same row."""
        key = uuid.uuid5(self.key, str(draft.window))
        beside = Draft(key, draft.window, draft.version, draft.text)
        return Note.objects.write(self.interview, self.question, beside, by, at)
