"""A post as search engines read it: schema.org's JobPosting in JSON-LD."""

from datetime import datetime, time

from django.utils import timezone

from services.codes import JobKind
from services.models import JobPost

# schema.org's employmentType; a training place is an internship.
EMPLOYMENT_TYPES = {
    JobKind.SUMMER_JOB: "TEMPORARY",
    JobKind.JOB: "OTHER",
    JobKind.MICRO_JOB: "TEMPORARY",
    JobKind.TRAINING_PLACE: "INTERN",
    JobKind.APPRENTICESHIP: "INTERN",
}


def job_posting(post: JobPost, address: str) -> dict:
    """`post` (approved) as a JobPosting; `address` is its public page. The contact person stays out."""
    end = datetime.combine(post.apply_by, time(23, 59, 59), timezone.get_default_timezone())
    place = post.municipality or post.site.municipality
    return {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": post.title,
        "description": post.description or post.title,
        "identifier": {"@type": "PropertyValue", "name": "Ohjaamo", "value": post.key},
        "datePosted": timezone.localdate(post.approved_at).isoformat(),
        "validThrough": end.isoformat(),
        "employmentType": EMPLOYMENT_TYPES[JobKind(post.kind)],
        "totalJobOpenings": post.places,
        "hiringOrganization": {"@type": "Organization", "name": post.employer_name},
        "jobLocation": {
            "@type": "Place",
            "address": {"@type": "PostalAddress", "addressLocality": place.name_fi, "addressCountry": "FI"},
        },
        "url": address,
    }
