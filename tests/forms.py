"""What a browser would send, and what the page tells."""

import re
import time

from django.core import signing


def posted(form) -> dict:
    """The data with which an untouched form comes back."""
    data = {}
    for field in form:
        value = field.value()
        if isinstance(value, list | tuple):
            data[field.html_name] = [str(getattr(item, "pk", item)) for item in value]
        elif value is not None:
            data[field.html_name] = str(getattr(value, "pk", value))
    return data


def errors(response) -> dict[str, list[str]]:
    """The errors of the page's form by field; "" = those of the whole form."""
    return {name.replace("__all__", ""): list(found) for name, found in response.context["form"].errors.items()}


def row_errors(response) -> list[dict[str, list[str]]]:
    """The errors of the page's formset, row by row."""
    return [{name: list(found) for name, found in row.items()} for row in response.context["formset"].errors]


def text_of(response) -> str:
    """The page's text without markup, spaces tidied."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def rows_data(prefix: str, *rows: dict, initial: int = 0) -> dict:
    """A formset's data: `rows` as they are typed, of which the first `initial` are stored ones."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def public_data(**fields) -> dict:
    """What a person sends who had a public form open for half a minute."""
    return {"homepage": "", "opened": signing.dumps(int(time.time()) - 30, salt="public-form")} | fields
