"""A post as search engines read it: schema.org's JobPosting in JSON-LD."""

import json
from datetime import datetime, time

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

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
# What could end the script element or open a comment in it.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


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


def data_script(data: dict) -> SafeString:
    """`data` as a JSON-LD block for a page's head; nothing in it can leave the block."""
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')
