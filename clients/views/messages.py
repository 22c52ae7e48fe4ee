"""Messages with one young person, for those who know them or whom they let see the plan."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from clients.access import Sight, open_person
from clients.actions.drafts import forget_draft
from clients.actions.messages import mark_read, write_message
from clients.codes import ConsentScope
from clients.drafts import draft_for
from clients.forms.own_page import AnswerForm
from clients.messages import messages_part
from network.access import Permission
from network.pages import needs, say_saved

from .drafts import keeps_refused

PAGE = gettext_noop("messages")
PER_PAGE = 50


def _open(request: HttpRequest, pk: int) -> Sight:
    return open_person(request.user, pk, what=PAGE, scope=ConsentScope.PLAN)


@needs(Permission.SEE_SHARED)
@keeps_refused("message")
def message_list(request: HttpRequest, pk: int) -> HttpResponse:
    """All messages, the newest first; a POST answers."""
    sight = _open(request, pk)
    client = sight.client
    draft = draft_for(request.user, f"message:{client.pk}", client)
    form = AnswerForm(request.POST or None, initial=draft.initial)
    if request.method == "POST" and form.is_valid():
        write_message(client=client, body=form.cleaned_data["body"], by=request.user, address="")
        forget_draft(request.user, draft.key)
        say_saved(request)
        return redirect("clients:message_list", pk=client.pk)
    rows = client.messages.select_related("author").order_by("-sent_at", "-pk")
    page_obj = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"client": client, "form": form, "draft": draft, "page_obj": page_obj, "part": messages_part(sight)}
    return render(request, "clients/message_list.html", context)


@require_POST
@needs(Permission.SEE_SHARED)
def messages_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark what the young person has written as read."""
    client = _open(request, pk).client
    mark_read(client=client, by=request.user)
    say_saved(request)
    return redirect("clients:message_list", pk=client.pk)
