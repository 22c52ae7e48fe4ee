from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from network.access import Permission, has_everywhere, sites_for
from network.actions.invitations import revoke_all
from network.actions.users import (
    LastAdminError,
    change_roles,
    close_and_hand_over,
    create_user,
    send_login_link,
    set_active,
)
from network.filters import UserFilter
from network.forms.handover import HandoverForm
from network.forms.rows import hold_errors, one_more, wants_row
from network.forms.user import ALL_SITES, RoleFormSet, UserForm
from network.handover import open_work
from network.mail import MailError
from network.models import Expert, User
from network.pages import needs, say_saved
from network.scopes import assignments_of, colleagues_of, manages_whole_user, users_managed_by

PER_PAGE = 50
NOT_SENT = gettext_lazy("The mail with the link could not be sent, so nothing was saved. Try again later.")
LAST_ADMIN = gettext_lazy(
    "There must be at least one open login that is admin of all Ohjaamos. Make another one first."
)


@needs(Permission.MANAGE_USERS)
def user_list(request: HttpRequest) -> HttpResponse:
    found = UserFilter(request.GET, queryset=users_managed_by(request.user))
    people = found.qs.prefetch_related("roles__site")
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "network/user_list.html", {"filter": found, "page": page})


def _reach(request: HttpRequest) -> dict:
    return {
        "sites": list(sites_for(request.user, Permission.MANAGE_USERS).order_by("name", "pk")),
        "everywhere": has_everywhere(request.user, Permission.MANAGE_USERS),
    }


def _roles(request: HttpRequest, user: User | None = None) -> RoleFormSet:
    """The roles that the admin may change, one more row if that was asked for."""
    reach = _reach(request)
    if request.method == "POST":
        data = one_more(request.POST, "roles") if wants_row(request.POST) else request.POST
        return RoleFormSet(data, prefix="roles", form_kwargs=reach)
    sites = {site.pk for site in reach["sites"]}
    rows = assignments_of(user) if user else []
    held = [row for row in rows if row.site_id in sites or (row.site_id is None and reach["everywhere"])]
    formset = RoleFormSet(
        initial=[{"role": row.role, "site": row.site_id or ALL_SITES} for row in held],
        prefix="roles",
        form_kwargs=reach,
    )
    formset.extra = 0 if held else 1
    return formset


def _roles_elsewhere(request: HttpRequest, user: User) -> list:
    """What the user is at Ohjaamos that this admin does not keep up."""
    if has_everywhere(request.user, Permission.MANAGE_USERS):
        return []
    return list(user.roles.exclude(site__in=_reach(request)["sites"]).select_related("site"))


@needs(Permission.MANAGE_USERS)
def user_create(request: HttpRequest) -> HttpResponse:
    """A new login; its owner gets a mail with the link that sets the password."""
    form, formset = UserForm(request.POST or None), _roles(request)
    if _wants_saving(request, form, formset):
        address = request.build_absolute_uri("/").rstrip("/")
        try:
            user = create_user(user=form.instance, roles=formset.wanted, address=address, by=request.user)
        except MailError:
            form.add_error("email", NOT_SENT)
        else:
            messages.success(request, _("Saved. %(email)s got a link for choosing a password.") % {"email": user.email})
            return redirect("network:user_edit", user.pk)
    return render(request, "network/user_form.html", {"form": form, "formset": formset, "person": None})


@needs(Permission.MANAGE_USERS)
def user_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The login and its roles; an admin of one Ohjaamo changes the roles there, and the login if it is all theirs."""
    person = get_object_or_404(users_managed_by(request.user), pk=pk)
    whole = manages_whole_user(request.user, person)
    form, formset = UserForm(request.POST or None, instance=person) if whole else None, _roles(request, person)
    if _wants_saving(request, form, formset) and _save(request, person, form, formset):
        return redirect("network:user_edit", pk)
    context = {
        "form": form,
        "formset": formset,
        "person": User.objects.get(pk=pk),
        "elsewhere": _roles_elsewhere(request, person),
    }
    return render(request, "network/user_form.html", context)


def _wants_saving(request: HttpRequest, *asked) -> bool:
    """Whether "save" was pressed and all is valid; each part is judged, so that all errors are told at once."""
    parts = [part for part in asked if part is not None]
    if wants_row(request.POST):
        hold_errors(*parts)
        return False
    judged = [part.is_valid() for part in parts]
    return request.method == "POST" and all(judged)


def _save(request: HttpRequest, person: User, form: UserForm | None, formset: RoleFormSet) -> bool:
    """Whether it could be saved; if not, the formset tells why."""
    reach = _reach(request)
    within = [*reach["sites"], *([None] if reach["everywhere"] else [])]
    try:
        change_roles(user=person, roles=formset.wanted, within=within, by=request.user)
    except LastAdminError:
        formset.non_form_errors().append(LAST_ADMIN)
        return False
    if form:
        if "email" in form.changed_data:
            # The link in the old mailbox must not open the login any more.
            revoke_all(user=person)
        form.save()
    say_saved(request)
    return True


def _whole_user_or_404(request: HttpRequest, pk: int) -> User:
    person = get_object_or_404(users_managed_by(request.user), pk=pk)
    return get_object_or_404(User, pk=pk if manages_whole_user(request.user, person) else None)


def _entry_of(person: User) -> Expert | None:
    return Expert.objects.select_related("agency").filter(user=person).first()


@require_POST
@needs(Permission.MANAGE_USERS)
def user_set_active(request: HttpRequest, pk: int) -> HttpResponse:
    """Close or open a login; it counts from its next request on. Who has open work hands it over first."""
    person = _whole_user_or_404(request, pk)
    opens, expert = request.POST.get("active") == "yes", _entry_of(person)
    if not opens and expert and expert.is_valid_on(timezone.localdate()):
        return redirect("network:user_close", pk)
    try:
        set_active(user=person, is_active=opens, by=request.user)
    except LastAdminError:
        messages.error(request, LAST_ADMIN)
    else:
        say_saved(request)
    return redirect("network:user_edit", pk)


@needs(Permission.MANAGE_USERS)
def user_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the login of an expert: what is open, and to whom it goes."""
    person, today = _whole_user_or_404(request, pk), timezone.localdate()
    expert = _entry_of(person)
    if expert is None:
        return redirect("network:user_edit", pk)
    work = open_work(expert, today)
    # An unticked box alone sends nothing: that is an answer too.
    data = request.POST if request.method == "POST" else None
    form = HandoverForm(data, expert=expert, colleagues=colleagues_of(expert, today), work=work)
    if form.is_valid():
        to, ends = form.cleaned_data.get("to"), form.cleaned_data["ends"]
        try:
            close_and_hand_over(user=person, expert=expert, to=to, day=today, ends=ends, by=request.user)
        except LastAdminError:
            form.add_error(None, LAST_ADMIN)
        else:
            say_saved(request)
            return redirect("network:user_edit", pk)
    return render(request, "network/user_close.html", {"form": form, "person": person, "expert": expert, "work": work})


@require_POST
@needs(Permission.MANAGE_USERS)
def user_send_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail the link again, when the first was lost or is too old."""
    person = _whole_user_or_404(request, pk)
    try:
        send_login_link(user=person, address=request.build_absolute_uri("/").rstrip("/"), by=request.user)
    except MailError:
        messages.error(request, _("The mail could not be sent. Try again later."))
    else:
        messages.success(request, _("%(email)s got a new link.") % {"email": person.email})
    return redirect("network:user_edit", pk)
