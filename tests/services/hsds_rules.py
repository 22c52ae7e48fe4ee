"""What HSDS 3.0 demands, written from the standard's own field list and knowing nothing of our exporter.

Source: openreferral/specification 3.0, folder `schema`: `required` and `tabular_required` of each object, its `format`,
`enum` and datapackage types, and the texts that say which column points to which table. `broken_rules` gives every
breach as one line; a valid set gives none.
"""

import re
import uuid
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

# table → (columns that the JSON form requires, further columns that the tabular form requires)
REQUIRED = {
    "organization": (("id", "name", "description"), ()),
    "service": (("id", "name", "status"), ("organization_id",)),
    "location": (("id", "location_type"), ()),
    "service_at_location": (("id",), ("service_id", "location_id")),
    "schedule": (("id",), ()),
    "contact": (("id",), ()),
    "phone": (("id", "number"), ()),
    "address": (
        ("id", "address_1", "city", "state_province", "postal_code", "country", "address_type"),
        (),
    ),
    "language": (("id",), ()),
    "taxonomy": (("id", "name", "description"), ()),
    "taxonomy_term": (("id", "name", "description"), ()),
    "attribute": (("id",), ("link_id", "taxonomy_term_id", "link_entity")),
    "cost_option": (("id",), ("service_id",)),
    "organization_identifier": (("id", "identifier_type", "identifier"), ("organization_id",)),
}
_OWNERS = {"organization_id", "service_id", "location_id", "service_at_location_id"}
# table → every column that it knows in 3.0
COLUMNS = {
    "organization": {
        *("id", "name", "alternate_name", "description", "email", "website", "tax_status", "tax_id", "logo", "uri"),
        *("year_incorporated", "legal_status", "parent_organization_id"),
    },
    "service": {
        *("id", "organization_id", "program_id", "name", "alternate_name", "description", "url", "email", "status"),
        *("interpretation_services", "application_process", "fees_description", "wait_time", "fees", "accreditations"),
        *(
            "eligibility_description",
            "minimum_age",
            "maximum_age",
            "assured_date",
            "assurer_email",
            "licenses",
            "alert",
        ),
    },
    "location": {
        *("id", "location_type", "url", "organization_id", "name", "alternate_name", "description", "transportation"),
        *("latitude", "longitude", "external_identifier", "external_identifier_type"),
    },
    "service_at_location": {"id", "service_id", "location_id", "description"},
    "schedule": {
        *("id", "service_id", "location_id", "service_at_location_id", "valid_from", "valid_to", "dtstart", "timezone"),
        *("until", "count", "wkst", "freq", "interval", "byday", "byweekno", "bymonthday", "byyearday", "description"),
        *("opens_at", "closes_at", "schedule_link", "attending_type", "notes"),
    },
    "contact": {"id", *_OWNERS, "name", "title", "department", "email"},
    "phone": {"id", *_OWNERS, "contact_id", "number", "extension", "type", "description"},
    "address": {
        *("id", "location_id", "attention", "address_1", "address_2", "city", "region", "state_province"),
        *("postal_code", "country", "address_type"),
    },
    "language": {"id", "service_id", "location_id", "phone_id", "name", "code", "note"},
    "taxonomy": {"id", "name", "description", "uri", "version"},
    "taxonomy_term": {
        *("id", "code", "name", "description", "parent_id", "taxonomy", "language", "taxonomy_id", "term_uri"),
    },
    "attribute": {"id", "link_id", "taxonomy_term_id", "link_type", "link_entity", "value", "label"},
    "cost_option": {
        *("id", "service_id", "valid_from", "valid_to", "option", "currency", "amount", "amount_description"),
    },
    "organization_identifier": {"id", "organization_id", "identifier_scheme", "identifier_type", "identifier"},
}
# column → the table that it points to
REFERENCES = {
    "organization_id": "organization",
    "parent_organization_id": "organization",
    "service_id": "service",
    "location_id": "location",
    "service_at_location_id": "service_at_location",
    "contact_id": "contact",
    "phone_id": "phone",
    "taxonomy_id": "taxonomy",
    "taxonomy_term_id": "taxonomy_term",
    "parent_id": "taxonomy_term",
}
ENUMERATIONS = {
    ("service", "status"): {"active", "inactive", "defunct", "temporarily closed"},
    ("location", "location_type"): {"physical", "postal", "virtual"},
    ("address", "address_type"): {"physical", "postal", "virtual"},
    ("schedule", "freq"): {"WEEKLY", "MONTHLY"},
    ("schedule", "wkst"): {"MO", "TU", "WE", "TH", "FR", "SA", "SU"},
    ("phone", "type"): {"text", "voice", "fax", "cell", "video", "pager", "textphone"},
}
DAY = r"(MO|TU|WE|TH|FR|SA|SU)"
PATTERNS = {
    ("schedule", "opens_at"): r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d)",
    ("schedule", "closes_at"): r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d)",
    ("address", "country"): r"[A-Z]{2}",
    ("language", "code"): r"[a-z]{2,3}",
    ("taxonomy_term", "language"): r"[a-z]{2,3}",
    ("cost_option", "currency"): r"[A-Za-z]{3}",
}
DATES = {"valid_from", "valid_to", "dtstart", "until", "assured_date"}
EMAILS = {"email", "assurer_email"}
URIS = {"url", "website", "uri", "term_uri", "schedule_link"}
NUMBERS = {"minimum_age", "maximum_age", "timezone", "interval", "count", "amount", "latitude", "longitude"}
NUMBERS |= {"extension", "year_incorporated"}


def _is_uuid(value) -> bool:
    try:
        return str(uuid.UUID(value)) == value
    except (ValueError, AttributeError, TypeError):
        return False


def _is_date(value) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except (ValueError, TypeError):
        return False


def _is_uri(value) -> bool:
    parts = urlsplit(value)
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and " " not in value


def _format_fault(table: str, column: str, value) -> str:
    """What is wrong with one value's format; "" when nothing is."""
    if column in NUMBERS:
        return "" if type(value) in (int, float) else "no number"
    if not isinstance(value, str):
        return "no text"
    if not value:
        return "empty: leave it out"
    checks = [
        (column == "id" or column == "link_id" or column in REFERENCES, _is_uuid, "no uuid"),
        (column in DATES, _is_date, "no date"),
        (column in EMAILS, lambda text: bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", text)), "no e-mail address"),
        (column in URIS, _is_uri, "no uri"),
    ]
    for concerned, is_right, fault in checks:
        if concerned and not is_right(value):
            return fault
    allowed = ENUMERATIONS.get((table, column))
    if allowed and value not in allowed:
        return f"not one of {sorted(allowed)}"
    pattern = PATTERNS.get((table, column))
    return f"not like {pattern}" if pattern and not re.fullmatch(pattern, value) else ""


def _schedule_faults(row: dict) -> Iterator[str]:
    numbered = row.get("freq") == "MONTHLY"
    pattern = rf"(-?[1-5])?{DAY}" if numbered else DAY
    for part in row.get("byday", "MO").split(","):
        if not re.fullmatch(pattern, part):
            yield f"byday {part}"
    for first, last in [("valid_from", "valid_to"), ("dtstart", "until"), ("opens_at", "closes_at")]:
        if first in row and last in row and row[last] < row[first]:
            yield f"{last} before {first}"
    if row.get("interval", 1) != 1 and "dtstart" not in row:
        yield "an interval without dtstart"


def _age_faults(row: dict) -> Iterator[str]:
    if row.get("minimum_age", 0) > row.get("maximum_age", 999):
        yield "maximum_age below minimum_age"


def _row_faults(table: str, row: dict, ids: dict[str, set]) -> Iterator[str]:
    required, tabular = REQUIRED[table]
    yield from (f"{column} is missing" for column in (*required, *tabular) if column not in row)
    yield from (f"{column} is not in the standard" for column in row.keys() - COLUMNS[table])
    for column, value in row.items():
        if fault := _format_fault(table, column, value):
            yield f"{column}: {fault} ({value!r})"
        target = REFERENCES.get(column)
        if target and value not in ids.get(target, set()):
            yield f"{column} points to no {target}"
    if table == "attribute" and row.get("link_id") not in ids.get(row.get("link_entity"), set()):
        yield "link_id points to nothing of link_entity"
    more = {"schedule": _schedule_faults, "service": _age_faults}.get(table)
    if more:
        yield from more(row)


def broken_rules(tables: dict[str, list[dict]]) -> list[str]:
    """Every breach of the standard in `tables` ({object: rows}), as "table id: what"; [] when it is valid."""
    found = [f"{table} is no object of the standard" for table in tables.keys() - REQUIRED.keys()]
    ids = {table: {row.get("id") for row in rows} for table, rows in tables.items()}
    every_id = [row.get("id") for rows in tables.values() for row in rows]
    found += [f"{one} is the id of two things" for one in {one for one in every_id if every_id.count(one) > 1}]
    for table, rows in tables.items():
        if table in REQUIRED:
            found += [f"{table} {row.get('id')}: {fault}" for row in rows for fault in _row_faults(table, row, ids)]
    codes = [(row.get("taxonomy_id"), row.get("code")) for row in tables.get("taxonomy_term", [])]
    return found + [f"taxonomy_term code {code} twice" for code in set(codes) if codes.count(code) > 1]


# The nested form of the API: which field holds which object, and whether as a list.
LISTS = {
    "phones": "phone",
    "schedules": "schedule",
    "languages": "language",
    "service_at_locations": "service_at_location",
    "cost_options": "cost_option",
    "contacts": "contact",
    "attributes": "attribute",
    "addresses": "address",
    "organization_identifiers": "organization_identifier",
}
SINGLES = {
    "organization": "organization",
    "location": "location",
    "service": "service",
    "taxonomy_term": "taxonomy_term",
    "taxonomy_detail": "taxonomy",
}


def broken_nested(table: str, row: dict) -> list[str]:
    """Breaches in one object of the API, with all that is inside it."""
    found = [f"{table}: {column} is missing" for column in REQUIRED[table][0] if column not in row]
    for field, value in row.items():
        if field in LISTS and isinstance(value, list):
            found += [fault for child in value for fault in broken_nested(LISTS[field], child)]
        elif field in SINGLES and isinstance(value, dict):
            found += broken_nested(SINGLES[field], value)
        elif field not in COLUMNS[table]:
            found.append(f"{table}: {field} is not in the standard")
        elif fault := _format_fault(table, field, value):
            found.append(f"{table}: {field}: {fault} ({value!r})")
    return found


PAGE = {
    "total_items": int,
    "total_pages": int,
    "page_number": int,
    "size": int,
    "first_page": bool,
    "last_page": bool,
    "empty": bool,
    "contents": list,
}


def broken_page(page: dict) -> list[str]:
    """Breaches in the envelope of a list."""
    return [name for name, kind in PAGE.items() if type(page.get(name)) is not kind] + sorted(page.keys() - PAGE.keys())
