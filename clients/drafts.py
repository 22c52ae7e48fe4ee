"""Drafts: what somebody types is kept on the server every few seconds, for its author alone.

How a form gets drafts, all of it:

    # view: `key` names the form and what it is about; add its kind to KINDS below
    draft = draft_for(request.user, f"note:{client.pk}", client)
    form = NoteForm(request.POST or None, initial=draft.initial)     # or {**own_initial, **draft.initial}
    …
        save_note(…)
        forget_draft(request.user, draft.key)                        # clients.actions.drafts
    return render(request, …, {"form": form, "draft": draft})

    {# template, with "includes/_form.html": nothing but `draft` in the context #}
    {% block head %}<script src="{% static "js/drafts.js" %}" defer></script>{% endblock head %}

    {# template with a form tag of its own #}
    {% include "includes/_draft.html" %}
    <form method="post" {% include "includes/_draft_attributes.html" %}> … <div class="form-actions">…</div></form>

A view decorated `@keeps_refused("note")` (clients.views.drafts) keeps what was sent as the draft `note:<pk>` when the
person may not be seen any more, so that a consent withdrawn during an open form loses nothing, without scripts too.
The rows of a formset come back with `formset_class(initial=draft.rows("steps"))` (list of {field: value}).
A VersionedModelForm stays safe: the draft holds the version from which it was begun, so saving over a newer one is
refused as always. Without scripts nothing is kept, and everything else works.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clients.models import Client, Draft
from network.access import acting_as_system

KEY = re.compile(r"[a-z][a-z_]{0,30}(:[0-9]{1,18}){0,3}")
# Who has not typed for this long is not at it any more.
AT_IT = timedelta(minutes=10)
# kind of form → what it is called, and the address (named by the number after the kind) where one goes on with it.
KINDS: dict[str, tuple[Promise, str]] = {
    "note": (_("Note"), "clients:note_create"),
    "note_edit": (_("Mending a note"), "clients:note_edit"),
    "message": (_("Message"), "clients:message_list"),
    "plan_proposal": (_("What the team proposes"), "clients:plan_detail"),
    "plan_agree": (_("The common plan"), "clients:plan_detail"),
    "plan_goal": (_("Goal"), "clients:plan_detail"),
    "plan_new_goal": (_("Goal"), "clients:plan_detail"),
    "plan_result": (_("Result of a goal"), "clients:plan_detail"),
    "plan_step": (_("Step"), "clients:plan_detail"),
    "plan_new_step": (_("Step"), "clients:plan_detail"),
    "plan_close": (_("Closing the plan"), "clients:plan_close"),
    "assessment": (_("Your assessment"), "clients:assessment_create"),
    "assessment_edit": (_("Your assessment"), "clients:assessment_edit"),
    "meeting": (_("Meeting"), "clients:meeting_create"),
    "meeting_edit": (_("Meeting"), "clients:meeting_edit"),
    "meeting_outcome": (_("What was agreed at a meeting"), "clients:meeting_detail"),
    "referral": (_("Referral"), "clients:referral_send"),
    # Not about a person; the list of a report's chapters leads back to it.
    "chapter": (_("Chapter of a report"), ""),
}


@dataclass(frozen=True)
class Kept:
    """What is kept of one form; `kept_at` is None and all is empty when there is nothing."""

    key: str
    author: int
    client_id: int | None = None
    kept_at: datetime | None = None
    fields: dict[str, list[str]] = field(default_factory=dict)

    @property
    def initial(self) -> dict[str, str | list[str]]:
        """The fields as a form's `initial`: one value as such, several as a list, nothing chosen as ""."""
        return {name: values[0] if len(values) == 1 else values or "" for name, values in self.fields.items()}

    def rows(self, prefix: str) -> list[dict[str, str | list[str]]]:
        """The rows of the formset `prefix`, each as a form's `initial`."""
        found: dict[int, dict] = {}
        for name, value in self.initial.items():
            if match := re.fullmatch(rf"{re.escape(prefix)}-(\d+)-(\w+)", name):
                found.setdefault(int(match[1]), {})[match[2]] = value
        return [found[number] for number in sorted(found)]


def draft_for(user, key: str, client: Client | None = None) -> Kept:
    """What is kept of `user`'s form `key`; `client` is whom the form is about. One query."""
    row = Draft.objects.filter(user=user, key=key).first()
    if row is None:
        return Kept(key, user.pk, client.pk if client else None)
    return Kept(key, user.pk, row.client_id or (client.pk if client else None), row.updated_at, row.content)


def also_typing(user, key: str) -> list[int]:
    """Ids of the others who are typing into the form `key` just now: that they do, never what.

    The caller has checked that `user` may write in the form, and names only those who may write in it too.
    """
    with acting_as_system("who else is typing into a form"):
        rows = Draft.objects.filter(key=key, updated_at__gte=timezone.now() - AT_IT).exclude(user=user.pk)
        return list(rows.values_list("user", flat=True))


@dataclass(frozen=True)
class Unfinished:
    """A draft in the list of its author: what it is, whom it is about as far as still visible, its texts."""

    draft: Draft
    name: Promise
    url: str
    client: Client | None

    @property
    def texts(self) -> list[str]:
        """What was typed, longest first; codes and numbers of choices left out."""
        typed = [value for name, values in self.draft.content.items() if name != "version" for value in values]
        return sorted((text for text in typed if " " in text.strip() or "\n" in text), key=len, reverse=True)


def unfinished(user) -> list[Unfinished]:
    """All that `user` has begun and not saved, newest first; a person is named only while the user may see them."""
    drafts = list(Draft.objects.filter(user=user).order_by("-updated_at", "-pk"))
    numbers = [draft.client_id for draft in drafts if draft.client_id]
    seen = {client.pk: client for client in Client.objects.visible_to(user).filter(pk__in=numbers)} if numbers else {}
    return [_unfinished(draft, seen.get(draft.client_id)) for draft in drafts]


def _unfinished(draft: Draft, client: Client | None) -> Unfinished:
    kind, *numbers = draft.key.split(":")
    name, page = KINDS.get(kind, (_("Text"), ""))
    # All forms with drafts are about a person: without seeing them one does not get to the form.
    url = reverse(page, args=numbers[:1]) if page and numbers and client else ""
    return Unfinished(draft, name, url, client)
