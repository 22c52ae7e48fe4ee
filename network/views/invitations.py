from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from network.access import Permission
from network.actions.invitations import DeadInvitationError, accept, invite, open_invitation, revoke_all
from network.forms.invitation import InvitationForm
from network.mail import MailError
from network.models import Invitation
from network.pages import needs, say_saved
from network.scopes import users_wholly_managed_by

PER_PAGE = 50
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@needs(Permission.MANAGE_USERS)
def invitation_list(request: HttpRequest) -> HttpResponse:
    """Who was invited, and what became of it."""
    rows = Invitation.objects.filter(user__in=users_wholly_managed_by(request.user).order_by().values("pk"))
    page = Paginator(rows.select_related("user", "sent_by"), PER_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    rows = [(invitation, invitation.state_at(now)) for invitation in page.object_list]
    return render(request, "network/invitation_list.html", {"page": page, "rows": rows})


def _get(request: HttpRequest, pk: int) -> Invitation:
    rows = Invitation.objects.select_related("user")
    return get_object_or_404(rows, pk=pk, user__in=users_wholly_managed_by(request.user).order_by().values("pk"))


@require_POST
@needs(Permission.MANAGE_USERS)
def invitation_send(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link to the same person; the old one stops working."""
    user = _get(request, pk).user
    if not user.is_active or user.has_usable_password():
        messages.error(request, _("This person needs no invitation: they have chosen a password, or are closed out."))
        return redirect("network:invitation_list")
    try:
        invite(user=user, address=request.build_absolute_uri("/").rstrip("/"), by=request.user)
    except MailError:
        messages.error(request, _("The mail could not be sent. Try again later."))
    else:
        messages.success(request, _("%(email)s got a new link.") % {"email": user.email})
    return redirect("network:invitation_list")


@require_POST
@needs(Permission.MANAGE_USERS)
def invitation_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the link back: it opens nothing any more."""
    revoke_all(user=_get(request, pk).user)
    say_saved(request)
    return redirect("network:invitation_list")


@never_cache
@sensitive_post_parameters()
@login_not_required
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """The invited person chooses a password and is logged in."""
    try:
        invitation = open_invitation(token, now=timezone.now())
        form = InvitationForm(invitation.user, request.POST or None)
        if form.is_valid():
            user = accept(secret=token, password=form.cleaned_data["new_password1"])
            login(request, user, backend=BACKEND)
            return redirect("home")
    except DeadInvitationError:
        return render(request, "network/invitation_dead.html", status=410)
    return render(request, "network/invitation_accept.html", {"form": form, "invitation": invitation})
