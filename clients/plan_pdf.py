"""The plan on paper: one sheet of plain words in large type, tagged so that it can be read aloud too."""

from django.template.loader import render_to_string
from django.utils import timezone, translation
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration

from clients.models import Plan
from clients.plans import next_meeting
from network.pdf import HOST, OwnFilesOnly, static_address

STYLE = "css/plan-print.css"
# Points of the type, from the largest; the first with which all fits on one sheet is taken.
STEPS = (17, 15, 13, 11.5, 10)
# Below this a step takes one line where it fits, with who and when beside it.
TWO_LINES = 15
# Points of height for all, about; what is clearly more is not tried: the page itself decides.
ROOM = 850
ONE_LINE = ".text, .by { display: inline } .by { margin-left: 0.4rem }"


def plan_html(plan: Plan, language: str) -> str:
    """The sheet in `language`: open goals with their steps, then what has been reached; the next meeting."""
    goals = list(plan.goals.all())
    with translation.override(language):
        context = {
            "plan": plan,
            "client": plan.client,
            "language": language,
            "goals": [goal for goal in goals if goal.is_open],
            "closed": [goal for goal in goals if not goal.is_open],
            "meeting": next_meeting(plan.client) if plan.is_open else None,
            "today": timezone.localdate(),
        }
        return render_to_string("clients/pdf/plan.html", context)


def plan_pdf(*, plan: Plan, language: str) -> bytes:
    """The sheet as PDF/UA on A4; `plan` comes with its client, goals and steps (clients.plans.with_goals).

    The type shrinks in steps until all is on one page; what is too much for the smallest goes on to a second.
    """
    html = plan_html(plan, language)
    lines = 12 + 4 * len(plan.goals.all())
    for points in STEPS:
        needed = 1.3 * points * (lines + plan.steps_total * (3 if points >= TWO_LINES else 2))
        if needed > ROOM and points != STEPS[-1]:
            continue
        document = _pages(html, points)
        if len(document.pages) == 1:
            break
    return document.write_pdf(pdf_variant="pdf/ua-1")


def _pages(html: str, points: float) -> Document:
    fetcher, fonts = OwnFilesOnly(), FontConfiguration()
    layout = "" if points >= TWO_LINES else ONE_LINE
    styles = [
        CSS(url=static_address(STYLE), url_fetcher=fetcher, font_config=fonts),
        CSS(string=f"html {{ font-size: {points}pt }} {layout}", font_config=fonts),
    ]
    page = HTML(string=html, base_url=f"https://{HOST}/", url_fetcher=fetcher, media_type="print")
    return page.render(stylesheets=styles, font_config=fonts)
