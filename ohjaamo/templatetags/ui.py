"""How values and recurring parts of a page look; built into every template (settings: TEMPLATES builtins)."""

from datetime import date, time
from decimal import Decimal

from django import template
from django.core.paginator import Page
from django.forms import (
    BaseForm,
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    MultiWidget,
    RadioSelect,
    Select,
)
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from network.shares import percent_of as share_of
from services.public import public_address

register = template.Library()

NOTHING = "–"
NBSP = "\xa0"


@register.filter
def number(value: int | float | Decimal | None, decimals: int | None = None) -> str:
    """A number grouped as the user's language does (1 225 with a no-break space in Finnish); none is a dash."""
    if value is None or value == "":
        return NOTHING
    return formats.number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True)


def _share(part: int, whole: int) -> str:
    return number(share_of(part, whole))


@register.filter
def percent(part: int | None, whole: int | None) -> str:
    """The share alone, "40 %", rounded half up; only where its n stands beside it (a figure's note, a column)."""
    if part is None or not whole:
        return NOTHING
    # Translators: a share; the space is a no-break space
    return _("%(share)s%%") % {"share": _share(part, whole)}


@register.filter
def percent_of(part: int | None, whole: int | None) -> str:
    """The share with its n: "40 % (60/150)", rounded half up; without a whole there is no share, only a dash."""
    if part is None or not whole:
        return NOTHING
    # Translators: a share and what it is counted from, as in 40 % (60/150); the space is a no-break space
    return _("%(share)s%% (%(part)s/%(whole)s)") % {
        "share": _share(part, whole),
        "part": number(part),
        "whole": number(whole),
    }


@register.filter
def date_range(start: date | None, end: date | None) -> str:
    """First and last day with a dash: 1.3.2020–31.12.2022; one day alone when both are the same."""
    if start and start == end:
        return formats.date_format(start, "SHORT_DATE_FORMAT")
    ends = [formats.date_format(day, "SHORT_DATE_FORMAT") if day else "" for day in (start, end)]
    return "–".join(ends) if any(ends) else NOTHING


@register.filter
def hours(opens: time | None, closes: time | None) -> str:
    """From–to on the clock: 12.00–16.00 (12:00–16:00 in English)."""
    if opens is None or closes is None:
        return NOTHING
    pattern = _("%(hour)02d:%(minute)02d")
    return "–".join(pattern % {"hour": clock.hour, "minute": clock.minute} for clock in (opens, closes))


@register.filter
def minutes(value: int | None) -> str:
    """A duration given in minutes: 45 min, 1 h 20 min, 2 h."""
    if value is None:
        return NOTHING
    whole_hours, rest = divmod(int(value), 60)
    parts = [
        f"{number(whole_hours)}{NBSP}h" if whole_hours else "",
        f"{rest}{NBSP}min" if rest or not whole_hours else "",
    ]
    return NBSP.join(part for part in parts if part)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A Bootstrap icon; hidden from screen readers unless it has a label, as it then stands in for words."""
    if label:
        return format_html('<i class="bi bi-{}" role="img" aria-label="{}"></i>', name, label)
    return format_html('<i class="bi bi-{}" aria-hidden="true"></i>', name)


# Forms


def _first_input_id(field: BoundField) -> str:
    """The id that a link in the error summary jumps to: of the first choice where a field has several inputs."""
    if isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple | MultiWidget):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


def _form_errors(form: BaseForm) -> list[dict]:
    """Every error of a form in the page's order: id ("" when there is no field to go to), label, message."""
    rows = [{"id": "", "label": "", "message": message} for message in form.non_field_errors()]
    for field in form:
        target = "" if field.is_hidden else _first_input_id(field)
        rows += [{"id": target, "label": field.label, "message": message} for message in field.errors]
    return rows


def _errors(source: BaseForm | BaseFormSet) -> list[dict]:
    if isinstance(source, BaseFormSet):
        rows = [{"id": "", "label": "", "message": message} for message in source.non_form_errors()]
        return rows + [row for form in source.forms for row in _form_errors(form)]
    return _form_errors(source)


@register.inclusion_tag("includes/_error_summary.html")
def error_summary(*sources: BaseForm | BaseFormSet) -> dict:
    """All errors of the bound forms and formsets in one list that links to the fields; nothing without errors."""
    bound = [source for source in sources if source and source.is_bound]
    return {"errors": [row for source in bound for row in _errors(source)]}


def _widget_class(widget) -> str:
    if isinstance(widget, CheckboxInput | RadioSelect | CheckboxSelectMultiple):
        return "form-check-input"
    return "form-select" if isinstance(widget, Select) else "form-control"


@register.simple_tag
def field_widget(field: BoundField) -> SafeString:
    """The input itself with our classes; help and errors are tied to it by Django's aria-describedby."""
    widget = field.field.widget
    for part in widget.widgets if isinstance(widget, MultiWidget) else [widget]:
        wanted = [part.attrs.get("class", ""), _widget_class(part), "is-invalid" if field.errors else ""]
        part.attrs["class"] = " ".join(dict.fromkeys(" ".join(wanted).split()))
        # Grey text in the box passes for an answer and is gone when one types; labels and help say it all.
        part.attrs.pop("placeholder", None)
    attrs = {}
    if isinstance(widget, FileInput) and field.aria_describedby:
        attrs["aria-describedby"] = field.aria_describedby
    return field.as_widget(attrs=attrs)


@register.filter
def field_kind(field: BoundField) -> str:
    """How a field is laid out: "check" (box before its label), "choices" (a group with a legend) or "input"."""
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        return "check"
    return "choices" if isinstance(widget, RadioSelect | CheckboxSelectMultiple) else "input"


@register.filter
def choice_groups(field: BoundField) -> list[tuple]:
    """The options of a radio or checkbox group as (heading or "", options), for templates that draw them.

    Django puts each option without a heading in a group of its own; here they stay together.
    """
    widget = field.field.widget
    attrs = field.build_widget_attrs({"id": field.auto_id}, widget)
    groups = widget.get_context(field.html_name, field.value(), attrs)["widget"]["optgroups"]
    merged: list[tuple] = []
    for heading, options, _index in groups:
        if merged and not heading and not merged[-1][0]:
            merged[-1][1].extend(options)
        else:
            merged.append((heading or "", list(options)))
    return merged


@register.filter
def any_chosen(options: list[dict]) -> bool:
    """Whether one of the options of a group (see choice_groups) is chosen."""
    return any(option["selected"] for option in options)


@register.filter
def key_hint(position: int) -> str:
    """The number key of the nth choice: 1–9, then 0 for the tenth; "" beyond."""
    return str(position % 10) if position <= 10 else ""


# Parts of a page


@register.inclusion_tag("includes/_empty.html")
def empty_state(title: str, text: str = "", url: str = "", label: str = "", symbol: str = "inbox") -> dict:
    """Nothing to list: what that means (`text`) and what to do next (`url`, `label`)."""
    return {"title": title, "text": text, "url": url, "label": label, "symbol": symbol}


@register.inclusion_tag("includes/_stat.html")
def stat(value: str, label: str, note: str = "", definition: str = "", small: bool = False) -> dict:
    """One figure: `value` as formatted by the caller, what it counts, its n as `note`, its definition on demand."""
    return {"value": value, "label": label, "note": note, "definition": definition, "small": small}


@register.inclusion_tag("includes/_pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page) -> dict:
    """Links to the pages of a list, keeping the rest of the query string; only a count when all fits on one."""
    pages = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"request": context["request"], "page": page, "pages": pages, "gap": page.paginator.ELLIPSIS}


@register.simple_block_tag
def data_table(content: str, caption: str, show_caption: bool = False, extra: str = "") -> SafeString:
    """A table in a frame that scrolls sideways on narrow screens; its caption is its name for screen readers."""
    return format_html(
        '<div class="table-wrap" tabindex="0" role="region" aria-label="{caption}"><table class="table {extra}">'
        '<caption class="{hidden}">{caption}</caption>{content}</table></div>',
        caption=caption,
        extra=extra,
        hidden="" if show_caption else "visually-hidden",
        content=content,
    )


@register.simple_tag
def public_url(name: str, language: str | None = None, **parts) -> str:
    """The address of a public page in the language now in use, or in `language`."""
    return public_address(name, language, **parts)
