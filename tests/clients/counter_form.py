"""What the counter's form sends, and what came of it."""

import uuid

from django.urls import reverse
from django.utils import timezone

from clients.models import Visit
from network.access import acting_as_system

URL = reverse("clients:counter")


def form_data(site, **fields) -> dict:
    """An anonymous visit about work, now."""
    now = timezone.localtime()
    defaults = {
        "key": uuid.uuid4().hex,
        "site_shown": site.pk,
        "anonymous": "on",
        "themes": ["employment"],
        "contact_type": "walk_in",
        "date": f"{now:%Y-%m-%d}",
        "time": "00:00",
        "language": "fi",
    }
    merged = defaults | fields
    return {name: value for name, value in merged.items() if value is not None}


def named(site, *people, **fields) -> dict:
    return form_data(site, anonymous=None, people=[person.pk for person in people], **fields)


def stored() -> list[Visit]:
    with acting_as_system("test"):
        return list(Visit.objects.select_related("client").order_by("pk"))


def errors(response) -> dict:
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}


def refused(client, data) -> dict:
    """Posts, asserts that nothing was written, and gives the errors."""
    response = client.post(URL, data)
    assert response.status_code == 200
    assert stored() == []
    assert 'class="error-summary"' in response.content.decode()
    return errors(response)
