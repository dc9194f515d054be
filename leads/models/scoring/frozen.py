"""A scoring version that left its draft scores as it was written: PostgreSQL refuses to have it edited."""

from typing import Any

import pgtrigger

VERSION_RULE = """
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' THEN RAISE EXCEPTION 'only a draft may be deleted' USING ERRCODE = 'check_violation'; END IF;
        RETURN OLD;
    END IF;
    IF OLD.state <> 'draft'
        AND (to_jsonb(NEW) - ARRAY['state', 'tried_at', 'published_at', 'by_id'])
            <> (to_jsonb(OLD) - ARRAY['state', 'tried_at', 'published_at', 'by_id']) THEN
        RAISE EXCEPTION 'a scoring version that left its draft is not edited' USING ERRCODE = 'check_violation';
    END IF;
    IF (OLD.state = 'live' AND NEW.state NOT IN ('live', 'retired')) OR (OLD.state = 'retired' AND NEW.state <> 'retired')
        OR (OLD.state IN ('live', 'retired') AND NEW.published_at IS DISTINCT FROM OLD.published_at) THEN
        RAISE EXCEPTION 'what scored stays what it was' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
# the share lock makes an edit and the publishing of its version take turns
PART_RULE = """
    FOR written IN SELECT state FROM leads_scoringversion
        WHERE id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.version_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.version_id END)
        FOR SHARE
    LOOP
        IF written <> 'draft' THEN
            RAISE EXCEPTION 'the scoring version that holds this row left its draft' USING ERRCODE = 'check_violation';
        END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


def kept_version() -> pgtrigger.Trigger:
    """For the version itself: a trial may go back to draft, what was live stays."""
    return pgtrigger.Trigger(
        name="kept_once_out_of_draft",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=VERSION_RULE,
    )


def kept_part() -> pgtrigger.Trigger:
    """For its rules and groups."""
    options: dict[str, Any] = {"declare": [("written", "text")]}
    return pgtrigger.Trigger(
        name="kept_with_its_version",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=PART_RULE,
        **options,
    )
