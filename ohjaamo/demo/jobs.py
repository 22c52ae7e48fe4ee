"""The demo's campaigns and job board; the workplaces are invented."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from clients.models import Gathering
from network.models import Employer, Site
from ohjaamo.demo.dice import Dice
from ohjaamo.demo.work import CAMPAIGN
from services.actions.job_posts import employers_like
from services.codes import EventType, GatheringKind, JobKind, JobStatus, Status
from services.models import Campaign, JobPost

# employer | field | kind | title | places | from the age of | when | municipality | state | days until the last
CAMPAIGN_POSTS = """
Koskisen Leipomo Oy | restaurant | summer_job | Jäätelönmyyjä torille | 4 | 16 | Kesä–elokuu, päivävuorot | 908 | approved | 30
Koskisen Leipomo Oy | factory | summer_job | Leipurin apulainen | 1 | 18 | Kesä–heinäkuu, aamuvuorot klo 4 alkaen | 908 | approved | 21
Ravintola Myllynkivi | restaurant | summer_job | Tarjoilija terassille | 3 | 18 | Iltoja ja viikonloppuja | 908 | approved | 12
Kauppakulma Valkeakoski | shop | summer_job | Kassa ja hyllytys | 2 | 16 | 20–30 tuntia viikossa | 908 | approved | 18
Akaan kaupungin puistot | green | summer_job | Puistotyöntekijä | 12 | 15 | Kaksi viikkoa, klo 8–14 | 020 | approved | 40
Rakennus Lehtimäki Oy | building | summer_job | Rakennustyömaan apulainen | 2 | 18 | Touko–elokuu | 020 | approved | 9
Hoivakoti Lehmus | care | summer_job | Hoiva-avustaja | 2 | 17 | Kesä–elokuu, päivät ja illat | 887 | approved | 25
Urjalan kunnan päiväkodit | children | summer_job | Kesäkerhon ohjaaja | 3 | 17 | Kesäkuu, klo 9–15 | 887 | approved | 15
Kierrätyskeskus Tallella ry | shop | summer_job | Kierrätysmyymälän kesätyöntekijä | 1 | 16 | Heinäkuu | 908 | approved | 33
Pirkan Pakkaus Oy | factory | summer_job | Pakkaaja | 6 | 18 | Kaksivuorotyö | 908 | closed | 14
Puhdas Piha Tmi | cleaning | summer_job | Pihatyöntekijä | 1 | 15 | Sovitaan yhdessä | 020 | approved | -3
Kioski Aurinko | shop | summer_job | Kioskimyyjä | 1 | 16 | Viikonloput | 908 | submitted | 28
Hevostalli Hopeakavio | green | summer_job | Tallityöntekijä | 2 | 15 | Kesä–elokuu, aamut | 887 | submitted | 20
Leirikeskus Lahdenpohja | children | summer_job | Leiriohjaaja | 5 | 18 | Kaksi leiriä kesäkuussa | 020 | submitted | 35
Myyntitykit Oy | shop | summer_job | Puhelinmyyjä | 10 | 16 | Vapaa aikataulu | 908 | rejected | 24
"""
OTHER_POSTS = """
Etelän Varasto Oy | transport | job | Varastotyöntekijä | 2 | 18 | Kokoaikainen, kaksivuorotyö | 020 | approved | 19
Hetkityö Henkilöstöpalvelut Oy | office | micro_job | Muuttoapulainen lauantaiksi | 4 | 18 | Yksi päivä | 908 | approved | 5
Rakennus Lehtimäki Oy | building | apprenticeship | Kirvesmiehen oppisopimus | 1 | 18 | Alkaa, kun sopii | 020 | approved | 45
Kierrätyskeskus Tallella ry | it | training_place | Verkkokaupan harjoittelija | 1 | | 2–3 kuukautta | 908 | approved | 60
Pirkan Pakkaus Oy | factory | job | Tuotantotyöntekijä | 3 | 18 | Kokoaikainen | 908 | submitted | 16
"""
INTRO = {
    "intro_fi": "Valkeakosken seudun työnantajat hakevat nuoria kesätöihin. Hae rohkeasti, myös ilman kokemusta: "
    "Ohjaamossa autamme hakemuksessa ja haastattelussa.",
    "intro_sv": "Arbetsgivare i Valkeakoskiregionen söker unga till sommarjobb. Sök modigt, också utan erfarenhet: "
    "på Ohjaamo hjälper vi med ansökan och intervjun.",
    "intro_en": "Employers around Valkeakoski look for young people for the summer. Apply, even without experience: "
    "we help with the application and the interview.",
}
DESCRIPTION = "Perehdytämme sinut työhön ja maksamme työehtosopimuksen mukaisen palkan. Aiempaa kokemusta ei tarvita."
WHY_NOT = "Palkka on vain myyntipalkkiota. Kesätyössä pitää olla työehtosopimuksen mukainen palkka."


def make_jobs(dice: Dice, sites: dict[str, Site], now: datetime, today: date) -> None:
    """A campaign that runs now with its posts in every state, an ended one, and posts of no campaign."""
    running = Campaign.objects.create(
        key="campaign-now", name="Duunia kesäksi", slug="duunia-kesaksi", starts=today - timedelta(18),
        ends=today + timedelta(44), status=Status.PUBLISHED, visitors=1840,
        visitors_source="Kampanjasivun oma laskuri, eilinen", **INTRO,
    )  # fmt: skip
    running.sites.set([sites["V"]])
    ended = Campaign.objects.create(
        key="campaign-pover", name=CAMPAIGN, slug="duunia-koskista-kesaksi", starts=date(2021, 3, 1),
        ends=date(2022, 12, 31), status=Status.PUBLISHED, takes_posts=False,
        intro_fi="Hankkeen kesätyökampanja kahtena kesänä.",
    )  # fmt: skip
    ended.sites.set([sites["V"]])
    in_akaa = [line for line in OTHER_POSTS.strip().splitlines() if "| 020 |" in line]
    in_valkeakoski = [line for line in OTHER_POSTS.strip().splitlines() if line not in in_akaa]
    make_posts(dice, CAMPAIGN_POSTS.strip().splitlines(), sites["V"], running, now, today)
    make_posts(dice, in_valkeakoski, sites["V"], None, now, today)
    make_posts(dice, in_akaa, sites["A"], None, now, today)
    make_infos(sites["V"], running, today)


def make_posts(dice: Dice, lines: list[str], site: Site, campaign: Campaign | None, now: datetime, today: date) -> None:
    rows = []
    for line in lines:
        name, industry, kind, title, places, age, hours, town, status, days = (part.strip() for part in line.split("|"))
        sent = timezone.make_aware(datetime.combine(today - timedelta(dice.randint(4, 17)), time(dice.randint(8, 16))))
        shown = status in (JobStatus.APPROVED, JobStatus.CLOSED)
        number = len(rows)
        rows.append(
            JobPost(
                key=f"post-{site.key}-{'campaign' if campaign else 'board'}-{number}",
                site=site,
                campaign=campaign,
                employer=_employer(name, industry, town) if shown else None,
                employer_name=name,
                kind=JobKind(kind),
                title=title,
                description=DESCRIPTION,
                industry=industry,
                municipality_id=town,
                places=int(places),
                min_age=int(age) if age else None,
                work_time=hours,
                how_to_apply=f"rekry{number}@example.org" if number % 3 else "https://example.org/kesatyot",
                apply_by=today + timedelta(int(days)),
                contact_name="Rekrytoija",
                contact_email=f"rekry{number}@example.org",
                status=status,
                status_reason=WHY_NOT if status == JobStatus.REJECTED else "",
                submitted_at=sent,
                approved_at=min(sent + timedelta(days=1), now) if shown else None,
            )
        )
    JobPost.objects.bulk_create(rows)


def make_infos(site: Site, campaign: Campaign, today: date) -> None:
    """Two info events of the campaign, with their heads."""
    rows = [(15, "Kesätyöinfo lukiolla", 38), (6, "Kesätyöinfo ammattiopistolla", 24)]
    Gathering.objects.bulk_create(
        Gathering(
            key=f"campaign-info-{days}",
            site=site,
            date=today - timedelta(days),
            kind=GatheringKind.GROUP,
            event_type=EventType.JOB_INFO,
            title=title,
            headcount=heads,
            campaign=campaign.name,
        )
        for days, title, heads in rows
    )


def _employer(name: str, industry: str, town: str) -> Employer:
    """The employer of the register by this name, made when it is not there."""
    found = employers_like(name).first()
    return found or Employer.objects.create(name=name, industry=industry, municipality_id=town)
