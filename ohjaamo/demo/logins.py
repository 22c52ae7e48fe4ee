"""Who may try the demo, and with what. Never made outside demo mode."""

from network.models import Role

PASSWORD = "ohjaamo-demo-2026"  # noqa: S105  (shown on the login page of the demo, by design)

DEMO_LOGINS = [
    {
        "email": "ohjaaja@example.org",
        "password": PASSWORD,
        "role": Role.COUNSELLOR,
        "first_name": "Oona",
        "last_name": "Ohjaaja",
    },
    {
        "email": "asiantuntija@example.org",
        "password": PASSWORD,
        "role": Role.EXPERT,
        "first_name": "Aapo",
        "last_name": "Asiantuntija",
    },
    {
        "email": "paallikko@example.org",
        "password": PASSWORD,
        "role": Role.MANAGER,
        "first_name": "Pihla",
        "last_name": "Päällikkö",
    },
    {
        "email": "paakayttaja@example.org",
        "password": PASSWORD,
        "role": Role.ADMIN,
        "first_name": "Petra",
        "last_name": "Pääkäyttäjä",
    },
    {
        "email": "tietosuoja@example.org",
        "password": PASSWORD,
        "role": Role.DPO,
        "first_name": "Tuomas",
        "last_name": "Tietosuoja",
    },
    {
        "email": "rahoittaja@example.org",
        "password": PASSWORD,
        "role": Role.REPORT_READER,
        "first_name": "Raili",
        "last_name": "Rahoittaja",
    },
    {
        "email": "hankepaallikko@example.org",
        "password": PASSWORD,
        "role": Role.MANAGER,
        "first_name": "Heli",
        "last_name": "Hankepäällikkö",
        "everywhere": True,
    },
]
