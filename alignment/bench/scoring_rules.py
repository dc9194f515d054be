"""Twenty rules as a company might write them: half of them ask what a lead is, half what it did."""

from typing import Any


def _fit(points: int, field: str, op: str, value: Any = None) -> dict[str, Any]:
    asked = {"field": field, "op": op} | ({} if value is None else {"value": value})
    return {"axis": "fit", "points": points, "criteria": asked}


def _did(points: int, kind: str | list[str], value: int = 1, **more: Any) -> dict[str, Any]:
    fades: dict[str, Any] = {
        name: more.pop(name) for name in ("how", "half_life_days", "most") if name in more
    }
    asked = {"events": kind, "op": ">=", "value": value, **more}
    return {"axis": "engagement", "points": points, "criteria": asked, **fades}


RULES: tuple[dict[str, Any], ...] = (
    _fit(10, "country", "is", "Spain"),
    _fit(5, "country", "in", ["Portugal", "France", "Italy"]),
    _fit(8, "industry", "contains", "soft"),
    _fit(-5, "industry", "is empty"),
    _fit(12, "employees", ">=", 50),
    _fit(6, "employees", "between", [200, 500]),
    _fit(9, "job_title", "contains", "head"),
    _fit(-20, "job_title", "is", "Student"),
    _fit(4, "source", "in", ["web", "event"]),
    _fit(3, "segment", "is", "enterprise"),
    _did(20, "demo_request"),
    _did(5, "demo_request", within_days=7),
    _did(4, "page_view", how="each", half_life_days=14, most=12),
    _did(3, "page_view", within_days=14),
    _did(6, "content_download", how="each", half_life_days=30, most=18),
    _did(7, "webinar", within_days=30),
    _did(2, "email_click", how="each", most=6),
    _did(5, ["page_view", "content_download", "webinar"], value=3),
    _did(4, "*engagement", value=2, within_days=60),
    _did(-6, "page_view", value=45, measure="recency_days"),
)
