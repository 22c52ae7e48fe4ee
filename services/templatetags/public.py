"""Parts of the public pages: where the same page is in another language, titles for people and for previews."""

from datetime import date, time
from html import unescape

from django import template
from django.conf import settings
from django.urls import NoReverseMatch
from django.utils.formats import date_format
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from services.public import MORE_PAGES, public_address
from services.structured_data import data_script

register = template.Library()

# Every language by its own name, whatever the page's language.
OWN_NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
# (address, what the link says)
SITE_PAGES = [
    ("site", _("Start")),
    ("programme", _("What’s on")),
    ("help", _("Help")),
    ("jobs", _("Jobs")),
    ("ideas", _("Ideas")),
    ("feedback", _("Feedback")),
]


@register.simple_tag
def public_url_if(name: str, language: str | None = None, **parts) -> str:
    """The address of a public page as `public_url` gives it, or "" when this installation has no such page."""
    try:
        return public_address(name, language, **parts)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def page_languages(context: template.Context) -> list[dict]:
    """This very page in every language: code, own name, address (also whole), whether it is the one shown."""
    request = context["request"]
    name, parts = request.public_page
    query = getattr(request, "public_query", "")
    rows = []
    for code, _label in settings.LANGUAGES:
        address = public_address(name, code, **parts) + (f"?{query}" if query else "")
        rows.append(
            {
                "code": code,
                "name": OWN_NAMES[code],
                "address": address,
                "whole": request.build_absolute_uri(address),
                "is_current": code == (get_language() or "")[:2],
            }
        )
    return rows


@register.simple_tag(takes_context=True)
def site_pages(context: template.Context, site) -> list[dict]:
    """The pages of one Ohjaamo that exist here: label, address, whether it is the one shown."""
    shown = context["request"].public_page[0]
    pages = SITE_PAGES + [(name, label) for name, label, has_page in MORE_PAGES if has_page(site)]
    rows = [(name, label, public_url_if(name, slug=site.slug)) for name, label in pages]
    return [
        {"label": label, "address": address, "is_current": name == shown} for name, label, address in rows if address
    ]


@register.simple_tag(takes_context=True)
def whole_address(context: template.Context, address: str) -> str:
    """`address` with scheme and host, as previews and calendars want it."""
    return context["request"].build_absolute_uri(address)


def _one_line(content: str) -> str:
    return " ".join(unescape(strip_tags(content)).split())


@register.simple_block_tag
def page_title(content: str) -> SafeString:
    """The title for the browser and for previews, from one text; the product's name follows where it is missing."""
    title = _one_line(content)
    if "Ohjaamo" not in title:
        title = f"{title} – Ohjaamo"
    return format_html('<title>{}</title>\n<meta property="og:title" content="{}">', title, title)


@register.simple_block_tag
def page_description(content: str) -> SafeString:
    """What the page is about, for search engines and previews, from one text."""
    text = _one_line(content)
    markup = '<meta name="description" content="{}">\n<meta property="og:description" content="{}">'
    return format_html(markup, text, text)


@register.simple_tag
def structured(*data: dict | list[dict]) -> SafeString:
    """Things in the words of schema.org as JSON-LD blocks for the page's head."""
    rows = [row for one in data for row in (one if isinstance(one, list) else [one])]
    return mark_safe("\n".join(data_script(row) for row in rows))  # each block is escaped in data_script


@register.filter
def clock(value: time | None) -> str:
    """A time of day: 12.00 (12:00 in English)."""
    if value is None:
        return ""
    return gettext("%(hour)d:%(minute)02d") % {"hour": value.hour, "minute": value.minute}


@register.filter
def phone_link(number: str) -> str:
    """A phone number as it stands behind tel:, without the spaces that make it readable."""
    return "".join(sign for sign in str(number) if sign.isdigit() or sign == "+")


@register.filter
def month_short(day: date) -> str:
    """The month in a few letters: marras, nov, Nov. Finnish shortens by leaving out "kuu"."""
    if (get_language() or "fi").startswith("fi"):
        return date_format(day, "F").removesuffix("kuu")
    return date_format(day, "M").lower() if (get_language() or "").startswith("sv") else date_format(day, "M")
