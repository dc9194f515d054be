"""Takes the pictures of the guide from a running demo: `.venv/bin/python docs/screenshots.py [--only NAME ...]`.

It signs in with the demo's log-ins (`.data/demo.json`, or the folder in ALIGNMENT_DATA) in both languages. With Pillow
installed the files get smaller. It leaves two drafts of an import, one of the scoring model,
and the languages of the demo's people behind.
"""

import importlib
import io
import json
import os
import re
import shutil
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright

DOCS = Path(__file__).resolve().parent
DATA = Path(os.environ.get("ALIGNMENT_DATA") or DOCS.parent / ".data")
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SIZE: ViewportSize = {"width": 1280, "height": 860}
LANGUAGES = {"en": "en-GB", "es": "es-ES"}
COLOURS = 128
ROW = "main [data-row] a.row-link"


@dataclass(frozen=True)
class Shot:
    """One picture: whose page, and the steps from its address to what is shown."""

    name: str
    role: str
    path: str
    steps: Callable[[Page], Any] = lambda page: None


def open_first(page: Page) -> None:
    follow(page, page.locator(ROW).first)


def follow(page: Page, link: Locator) -> None:
    page.goto(str(link.evaluate("link => link.href")), wait_until="networkidle")


def to_lead(page: Page) -> None:
    """The lead behind the newest accepted handoff: its page has the most to show."""
    open_first(page)
    follow(page, page.locator("main a[href^='/leads/']").first)


def to_deadline(page: Page) -> None:
    follow(page, page.locator("main a[href^='/sla/clocks/']").first)


def to_calendar(page: Page) -> None:
    follow(page, page.locator("main a[href^='/people/calendars/']:not([href$='/new/'])").first)


def ask_to_reject(page: Page) -> None:
    page.locator("[data-key='r']").first.click()
    page.locator("dialog[open] .pick").first.wait_for()


def upload(page: Page) -> None:
    page.set_input_files("input[name='file']", DOCS / "examples" / "leads.csv")
    page.fill("input[name='system']", "example")
    page.locator("main form button.btn-primary").click()
    page.wait_for_load_state("networkidle")


def try_dry(page: Page) -> None:
    upload(page)
    for order in page.locator("main select:has(option[value='dmy'])").all():
        order.select_option("dmy")
    page.locator("main button[name='then'][value='trial']").click()
    page.wait_for_url(re.compile(r"/imports/\d+/$"), timeout=30_000)
    page.locator("main dl").first.wait_for(timeout=60_000)


def open_interview(page: Page) -> None:
    within_assessment(page, "interviews")
    open_first(page)


def within_assessment(page: Page, part: str) -> None:
    open_first(page)
    page.goto(page.url + part + "/", wait_until="networkidle")


def ask_to_return(page: Page) -> None:
    page.locator("[data-key='t']").first.click()
    page.locator("dialog[open] input[type='checkbox']").first.wait_for()


def draft_scoring(page: Page) -> None:
    """The draft of the next version, with one rule of its own."""
    standing = page.locator("main tr:has(.tag.is-warn) a.row-link")
    if standing.count():
        follow(page, standing.first)
    else:
        page.locator("form[action$='/scoring/drafts/'] button").click()
        page.wait_for_url(re.compile(r"/scoring/\d+/$"))
    if page.locator("main", has_text="referral").count() == 0:
        add_rule(page)


def add_rule(page: Page) -> None:
    version = page.url
    follow(page, page.locator("main a[href*='/rules/new/']").first)
    for name, words in (("name_en", "A webinar or a referral"), ("name_es", "Un webinar o un conocido")):
        page.fill(f"[name='{name}']", words)
    page.fill("[name='points']", "20")
    page.locator(".criteria-row select").first.select_option("source")
    page.locator(".criteria-row [data-part='op']").first.select_option("in")
    for value in ("webinar", "referral"):
        page.locator(".criteria-tags input").first.fill(value)
        page.keyboard.press("Enter")
    page.locator(".form-foot .btn-primary").click()
    page.wait_for_url(version)


def to_rule(page: Page) -> None:
    draft_scoring(page)
    follow(page, page.locator("main tr", has_text="referral").locator("a.row-link").first)
    page.locator(".criteria-sum strong").wait_for()
    page.locator(".criteria").evaluate("editor => editor.scrollIntoView({block: 'center'})")


def preview_scoring(page: Page) -> None:
    draft_scoring(page)
    page.goto(page.url + "preview/")
    page.locator(".preview-answer").wait_for(timeout=120_000)
    page.locator(".js-plotly-plot").first.wait_for()


def to_difference(page: Page) -> None:
    """What the version in review says otherwise."""
    coming = page.locator("main a[href*='/definitions/versions/']").first
    page.goto(str(coming.evaluate("link => link.href")) + "difference/", wait_until="networkidle")


def to_suggestion(page: Page) -> None:
    follow(page, page.locator("main a[href*='/feedback/suggestion/']").first)


def to_news(page: Page) -> None:
    """The watched number that had something to tell, with what was said of it."""
    page.locator("section.watch").last.evaluate("section => section.scrollIntoView({block: 'start'})")


SHOTS = (
    Shot("home", "sales", "/"),
    Shot("queue", "sales", "/handoffs/"),
    Shot("rejection", "sales", "/handoffs/", ask_to_reject),
    Shot("return", "sales", "/handoffs/", ask_to_return),
    Shot("lead", "sales", "/handoffs/?state=accepted", to_lead),
    Shot("clocks", "sales_manager", "/sla/"),
    Shot("deadline", "sales_manager", "/sla/", to_deadline),
    Shot("breaches", "sales_manager", "/sla/breaches/"),
    Shot("leads", "revops", "/leads/"),
    Shot("import", "revops", "/leads/imports/new/", upload),
    Shot("dry-run", "revops", "/leads/imports/new/", try_dry),
    Shot("agreement", "revops", "/sla/agreements/", open_first),
    Shot("definition", "revops", "/sla/definitions/mql/"),
    Shot("difference", "revops", "/sla/definitions/", to_difference),
    Shot("overlap", "revops", "/leads/overlap/"),
    Shot("scoring", "revops", "/leads/scoring/"),
    Shot("rule", "revops", "/leads/scoring/", to_rule),
    Shot("preview", "revops", "/leads/scoring/", preview_scoring),
    Shot("routing", "revops", "/leads/routing/"),
    Shot("routing-trial", "revops", "/leads/routing/trial/"),
    Shot("feedback", "marketing_manager", "/leads/feedback/"),
    Shot("suggestion", "marketing_manager", "/leads/feedback/", to_suggestion),
    Shot("calendar", "revops", "/people/calendars/", to_calendar),
    Shot("connection", "revops", "/integrations/", open_first),
    Shot("keys", "revops", "/people/keys/"),
    Shot("palette", "revops", "/", lambda page: page.keyboard.press("Control+k")),
    Shot("dashboards", "executive", "/dashboards/"),
    Shot("rows", "executive", "/dashboards/rows/?kpi=lead_acceptance_rate&part=accepted&period=month"),
    Shot("scorecard", "sales_manager", "/dashboards/scorecard/"),
    Shot("reports", "sales_manager", "/dashboards/reports/"),
    Shot("subscriptions", "revops", "/dashboards/subscriptions/new/?board=executive"),
    Shot("impact", "revops", "/dashboards/impact/"),
    Shot("costs", "marketing_manager", "/dashboards/costs/"),
    Shot("roi", "executive", "/dashboards/roi/"),
    Shot("leaks", "revops", "/dashboards/leaks/"),
    Shot("deviations", "revops", "/dashboards/deviations/", to_news),
    Shot("targets", "revops", "/dashboards/targets/"),
    Shot("assessment", "facilitator", "/diagnostics/", open_first),
    Shot(
        "stakeholders", "facilitator", "/diagnostics/", lambda page: within_assessment(page, "stakeholders")
    ),
    Shot("interview", "facilitator", "/diagnostics/", open_interview),
    Shot("priorities", "facilitator", "/diagnostics/", lambda page: within_assessment(page, "priorities")),
)


def signed_in(browser: Browser, note: dict[str, Any], role: str, language: str) -> Page:
    """A page of this role's first person, in this language."""
    login = next(login for login in note["logins"] if login["role"] == role)
    context = browser.new_context(
        base_url=note["url"],
        locale=LANGUAGES[language],
        viewport=SIZE,
        reduced_motion="reduce",
        color_scheme="light",
    )
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("input[name='login']", login["email"])
    page.fill("input[name='password']", login["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    page.locator(f".top .languages button[value='{language}']").first.click()
    page.wait_for_load_state("networkidle")
    return page


def take(page: Page, shot: Shot, folder: Path) -> Path:
    page.goto(shot.path, wait_until="networkidle")
    shot.steps(page)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(600)
    return save(page.screenshot(), folder / f"{shot.name}.png")


def save(png: bytes, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(smaller(png))
    return path


def smaller(png: bytes) -> bytes:
    """With a palette, if Pillow is there: a third of the size and nobody sees it."""
    try:
        pillow = importlib.import_module("PIL.Image")
    except ImportError:
        return png
    target = io.BytesIO()
    pillow.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=0).save(target, "PNG", optimize=True)
    return target.getvalue()


def sign_in_page(browser: Browser, note: dict[str, Any], language: str) -> Path:
    page = browser.new_page(base_url=note["url"], locale=LANGUAGES[language], viewport=SIZE)
    page.goto("/accounts/login/", wait_until="networkidle")
    return save(page.screenshot(), DOCS / "images" / language / "sign-in.png")


def pictures(browser: Browser, note: dict[str, Any], only: list[str]) -> Iterator[str]:
    wanted = [shot for shot in SHOTS if not only or shot.name in only]
    for language in LANGUAGES:
        if not only or "sign-in" in only:
            yield str(sign_in_page(browser, note, language))
        for role in dict.fromkeys(shot.role for shot in wanted):
            page = signed_in(browser, note, role, language)
            for shot in wanted:
                if shot.role == role:
                    yield _tried(page, shot, DOCS / "images" / language)
            page.context.close()


def _tried(page: Page, shot: Shot, folder: Path) -> str:
    """A page that isn't as expected costs its own picture only."""
    try:
        path = take(page, shot, folder)
    except Exception as trouble:
        return f"NOT TAKEN {folder.name}/{shot.name} at {page.url}: {str(trouble).splitlines()[0]}"
    return f"{path.relative_to(DOCS)} {path.stat().st_size // 1000} kB"


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME")
    only = parser.parse_args().only
    note = json.loads((DATA / "demo.json").read_text(encoding="utf-8"))
    chromium = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for line in pictures(browser, note, only):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
        browser.close()


if __name__ == "__main__":
    main()
