"""Posts of the job board: sent by employers, approved by staff, closed by either, gone when their day has passed."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.phonenumber import PhoneNumber

from network.mail import MailError, send_mail
from network.models import Employer, Folded
from services.actions.public_forms import PRESSED_TWICE, wait_in_line
from services.codes import JobStatus
from services.models import JobPost

# Two posts that say the same in all of these are one.
SAME_POST = ("employer_name", "title", "kind", "description", "how_to_apply", "apply_by", "places", "contact_email")


class ExpiredError(Exception):
    """The last day for applying has passed: nobody would see the post."""


def employers_like(name: str):
    """Employers in the register whose name is the same but for capitals and accents."""
    return Employer.objects.filter(search_name=Folded(Value(name.strip())))


def _new_employer(post: JobPost) -> Employer:
    phone = PhoneNumber.from_string(post.contact_phone) if post.contact_phone else None
    return Employer.objects.create(
        name=post.employer_name,
        industry=post.industry,
        municipality=post.municipality,
        contact_name=post.contact_name,
        contact_email=post.contact_email,
        contact_phone=phone if phone and phone.is_valid() else "",
    )


def _save_status(post: JobPost, *fields: str) -> None:
    post.version += 1
    post.save(update_fields=["status", "status_reason", "version", *fields])


def _locked(pk: int) -> JobPost:
    return JobPost.objects.select_for_update(of=("self",)).get(pk=pk)


@transaction.atomic
def submit(*, post: JobPost) -> tuple[JobPost, bool]:
    """Keep the unsaved `post` of an employer; the stored post, and whether it is new: two clicks make one."""
    wait_in_line(post.site)
    same = {name: getattr(post, name) for name in ("site", "campaign", *SAME_POST)}
    twin = JobPost.objects.filter(submitted_at__gt=timezone.now() - PRESSED_TWICE, **same).first()
    if twin:
        return twin, False
    post.save()
    return post, True


@transaction.atomic
def approve(*, post: JobPost, employer: Employer | None, by, now: datetime) -> JobPost:
    """Show `post` to everybody, tied to `employer` of the register; None adds the employer from what the post tells.

    Raises ExpiredError when it could not be applied for any more.
    """
    post = _locked(post.pk)
    if post.apply_by < timezone.localdate(now):
        raise ExpiredError
    post.employer = employer or _new_employer(post)
    post.status, post.status_reason = JobStatus.APPROVED, ""
    post.approved_at, post.approved_by = now, by
    _save_status(post, "employer", "approved_at", "approved_by")
    return post


@transaction.atomic
def reject(*, post: JobPost, reason: str, by) -> JobPost:
    """Do not show `post`; the employer reads `reason` behind their own link."""
    post = _locked(post.pk)
    post.status, post.status_reason = JobStatus.REJECTED, reason
    _save_status(post)
    return post


@transaction.atomic
def close(*, post: JobPost) -> JobPost:
    """The places are filled, or the employer takes the post back; one not yet decided on may be closed too."""
    post = _locked(post.pk)
    post.status = JobStatus.CLOSED
    _save_status(post)
    return post


SUBJECTS = {
    JobStatus.SUBMITTED: _("Your post has arrived at the Ohjaamo"),
    JobStatus.APPROVED: _("Your post is now on the Ohjaamo's page"),
    JobStatus.REJECTED: _("Your post was not taken to the Ohjaamo's page"),
    JobStatus.CLOSED: _("Your post is closed"),
}


def tell_employer(*, post: JobPost, link: str, language: str = settings.LANGUAGE_CODE) -> bool:
    """Mail the state of `post` and the private `link` to its contact person; whether there was a mail and it went.

    The mail holds nothing that the sender of the form wrote, so that the form cannot be used to write to others.
    """
    if not post.contact_email:
        return False
    context = {"post": post, "link": link}
    try:
        send_mail(
            to=post.contact_email,
            language=language,
            subject=SUBJECTS[JobStatus(post.status)],
            template="services/mail/job_post.txt",
            context=context,
        )
    except MailError:
        return False
    return True
