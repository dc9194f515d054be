"""Proposes a mapping for a file nobody has described: by its headers, then by what its cells look like."""

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from rapidfuzz import fuzz, process

from leads.reading import synonyms
from leads.reading.contacts import EVERYDAY
from leads.reading.mapping import STAGES, FieldTypes
from leads.reading.rows import Cell, Row, plain

Reason = Literal["known_header", "field_name", "near_miss", "values", "leftover", "technical", "taken"]
NEAR = 90
TARGETS_AS_THEY_ARE = ("external_id", "amount", "currency")


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What a column probably is; `target` None leaves it out. Confidence 0 to 1."""

    column: str
    target: str | None
    confidence: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class Guess:
    """A whole mapping, as JSON would hold it, and why for each column."""

    mapping: dict[str, Any]
    columns: tuple[ColumnGuess, ...]


def guess_mapping(
    columns: Sequence[str], sample: Sequence[Row], *, fields: FieldTypes, stages: Sequence[str] = STAGES
) -> Guess:
    """A mapping that `parse_mapping` accepts for the same columns, fields and stages."""
    values = _by_column(columns, sample)
    kind = _kind_of_table(columns)
    found = [_guess_column(column, values[column], kind, fields, stages) for column in columns]
    found = _named_once(_told_apart(found))
    mapping: dict[str, Any] = {"columns": {one.column: one.target for one in found if one.target}}
    if (names := _stage_names(found, values, stages)) is not None:
        mapping["stage_names"] = names
    mapping["date_order"] = "auto"
    return Guess(mapping, tuple(found))


def _by_column(columns: Sequence[str], sample: Sequence[Row]) -> dict[str, list[Cell]]:
    rows = [row.cells for row in sample if not row.faults]
    return {column: [cells[at] for cells in rows if cells[at] != ""] for at, column in enumerate(columns)}


def _kind_of_table(columns: Sequence[str]) -> str:
    """What a row is: a "deal" where amounts and stages of deals stand, "mql" where the id says so, else a
    "lead".
    """
    forms = {form for column in columns for form in synonyms.forms_of(column)}
    for stage in ("mql", "sql"):
        if f"{stage} id" in forms:
            return stage
    is_deal = forms & {"deal id", "opportunity id", "deal title", "potential name", "deal stage"}
    return "deal" if is_deal else "lead"


def _guess_column(
    column: str, values: Sequence[Cell], kind: str, fields: FieldTypes, stages: Sequence[str]
) -> ColumnGuess:
    forms = synonyms.forms_of(column)
    if synonyms.TECHNICAL & set(forms):
        return ColumnGuess(column, None, 0.9, "technical")
    known = _by_known_header(column, forms, kind, fields, stages)
    return known or _by_near_miss(column, forms, fields, stages) or _by_values(column, values, fields)


def _by_known_header(
    column: str, forms: Sequence[str], kind: str, fields: FieldTypes, stages: Sequence[str]
) -> ColumnGuess | None:
    for place, form in enumerate(forms):
        if (name := form.replace(" ", "_")) in fields:
            return ColumnGuess(column, name, 1.0 - 0.1 * place, "field_name")
        meaning = synonyms.MEANINGS.get(form)
        if meaning and (target := _target(_in_table(meaning, kind), fields, stages)):
            sure = 0.95 - 0.1 * place - _doubt(form) - _stretch(meaning, target)
            return ColumnGuess(column, target, round(sure, 2), "known_header")
    return None


def _in_table(meaning: str, kind: str) -> str:
    """A deal's row begins with the opportunity, a table of MQLs with the MQL."""
    if meaning == "stage:captured" and kind != "lead":
        return "stage:opportunity" if kind == "deal" else f"stage:{kind}"
    return meaning


def _doubt(form: str) -> float:
    """General headers are right less often; a day of the lifecycle beats the day the row was made."""
    if form in ("id", "value", "title", "lead", "name", "url"):
        return 0.15
    if form.replace(" ", "") in ("contactid", "opportunityid", "potentialid", "dealid"):
        return 0.03
    if form.startswith(("create", "converted")) or (form.endswith(" id") and form.startswith("owner")):
        return 0.1
    return 0.0


def _stretch(meaning: str, target: str) -> float:
    """A field that was not the first thought for a meaning: a mobile number fills `phone` only if nothing
    else does.
    """
    holders = synonyms.FIELDS.get(meaning, (target,))
    return (
        0.1
        if target in holders and target != holders[0] and meaning in ("mobile", "domain", "website")
        else 0.0
    )


def _target(meaning: str, fields: FieldTypes, stages: Sequence[str]) -> str | None:
    if meaning.startswith("stage:"):
        return meaning if meaning.removeprefix("stage:") in stages else None
    if meaning in TARGETS_AS_THEY_ARE:
        return meaning
    holder = next((name for name in synonyms.FIELDS.get(meaning, ()) if name in fields), None)
    return holder or ("source" if meaning == "source" else None)


def _by_near_miss(
    column: str, forms: Sequence[str], fields: FieldTypes, stages: Sequence[str]
) -> ColumnGuess | None:
    """A slip of the keyboard; only for headers long enough that one letter doesn't make another word."""
    for form in forms:
        if len(form) < 5:
            continue
        match = process.extractOne(form, synonyms.MEANINGS.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
        if match and len(match[0]) >= 5 and (target := _target(synonyms.MEANINGS[match[0]], fields, stages)):
            return ColumnGuess(column, target, round(match[1] / 100 * 0.8, 2), "near_miss")
    return None


def _by_values(column: str, values: Sequence[Cell], fields: FieldTypes) -> ColumnGuess:
    texts = [plain(value).strip() for value in values[:100]]
    addresses = sum(bool(EVERYDAY.fullmatch(text)) for text in texts)
    if texts and addresses > 0.8 * len(texts) and (target := _target("email", fields, ())):
        return ColumnGuess(column, target, 0.6, "values")
    return ColumnGuess(column, attribute_of(column), 0.5, "leftover")


def attribute_of(column: str) -> str:
    """The own attribute for a column nobody knows: attributes.<its words>."""
    name = synonyms.words_of(synonyms.PREFIXED.sub("", column)).replace(" ", "_")
    return f"attributes.{name[:60] or 'column'}"


def _told_apart(found: Sequence[ColumnGuess]) -> list[ColumnGuess]:
    """Where several columns claim one target the surest keeps it, the first of equals; the others become
    attributes.
    """
    best: dict[str, ColumnGuess] = {}
    for one in found:
        if one.target and (one.target not in best or one.confidence > best[one.target].confidence):
            best[one.target] = one
    return [
        one
        if one.target is None or best[one.target] is one or one.reason == "leftover"
        else ColumnGuess(one.column, attribute_of(one.column), 0.4, "taken")
        for one in found
    ]


def _named_once(found: Sequence[ColumnGuess]) -> list[ColumnGuess]:
    """No two columns fill one attribute."""
    seen: dict[str, int] = {}
    apart = []
    for one in found:
        if one.target and one.target.startswith("attributes."):
            seen[one.target] = seen.get(one.target, 0) + 1
            if seen[one.target] > 1:
                one = replace(one, target=f"{one.target}_{seen[one.target]}")
        apart.append(one)
    return apart


def _stage_names(
    found: Sequence[ColumnGuess], values: Dictionary[str, Sequence[Cell]], stages: Sequence[str]
) -> dict[str, Any] | None:
    """A column whose cells name stages we know (Won, Lost), when a closing date says when."""
    closing = [
        one.column for one in found if set(synonyms.forms_of(one.column)) & set(synonyms.CLOSING_DATES)
    ]
    for one in found:
        if not closing or not set(synonyms.forms_of(one.column)) & synonyms.STAGE_COLUMNS:
            continue
        seen = dict.fromkeys(plain(value).strip() for value in values[one.column])
        named = {name: synonyms.STAGES_BY_NAME.get(synonyms.words_of(name)) for name in seen}
        if any(stage in stages for stage in named.values()):
            pairs = {name: stage if stage in stages else None for name, stage in named.items()}
            return {"column": one.column, "values": pairs, "at": closing}
    return None
