"""What was signed or is in force can't be edited: PostgreSQL refuses it, whoever writes the statement."""

from typing import Any

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """The life of a version; a definition goes from draft straight into force, an agreement is signed first."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    SIGNED = "signed", _("signed")
    IN_FORCE = "in_force", _("in force")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @classmethod
    def being_written(cls) -> tuple["State", ...]:
        """On the way to being in force: of these there is one at a time."""
        return cls.DRAFT, cls.IN_REVIEW, cls.SIGNED


VERSION_RULE = """
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' THEN RAISE EXCEPTION 'only a draft may be deleted' USING ERRCODE = 'check_violation'; END IF;
        RETURN OLD;
    END IF;
    IF OLD.state <> 'draft' AND NEW.state <> 'draft'
        AND (to_jsonb(NEW) - ARRAY['state', 'in_force_from', 'in_force_until', 'shadow_from', 'shadow_until', 'by_id'])
            <> (to_jsonb(OLD) - ARRAY['state', 'in_force_from', 'in_force_until', 'shadow_from', 'shadow_until', 'by_id']) THEN
        RAISE EXCEPTION 'a version that left its draft is not edited' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state IN ('in_force', 'superseded')
        AND (NEW.state NOT IN ('in_force', 'superseded') OR NEW.in_force_from IS DISTINCT FROM OLD.in_force_from) THEN
        RAISE EXCEPTION 'what was in force stays what it was' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""

PART_RULE = """
    FOR written IN SELECT state FROM sla_agreementversion WHERE id IN ({ids}) LOOP
        IF written <> 'draft' THEN
            RAISE EXCEPTION 'the version that holds this row left its draft' USING ERRCODE = 'check_violation';
        END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""
OF_VERSION = "CASE WHEN TG_OP = 'DELETE' THEN OLD.version_id ELSE NEW.version_id END"
"""For a row that names its version."""
OF_STEP = """SELECT version_id FROM sla_commitment
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.commitment_id ELSE NEW.commitment_id END"""


def kept_version() -> pgtrigger.Trigger:
    """For a model with `state`, `in_force_from`, `in_force_until` and `by`."""
    return pgtrigger.Trigger(
        name="kept_once_out_of_draft",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=VERSION_RULE,
    )


def kept_part(version_ids: str) -> pgtrigger.Trigger:
    """For a row that belongs to an agreement version: `version_ids` is the SQL that finds which."""
    options: dict[str, Any] = {"declare": [("written", "text")]}
    return pgtrigger.Trigger(
        name="kept_with_its_version",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=PART_RULE.format(ids=version_ids),
        **options,
    )
