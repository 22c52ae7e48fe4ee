"""Ideas, feedback, campaigns and the job board of the demo; every person, workplace and word is invented."""

from datetime import date, datetime, timedelta

from network.models import Site
from ohjaamo.demo.dice import Dice
from ohjaamo.demo.jobs import make_jobs
from services.codes import Channel, IdeaStatus
from services.models import Event, Feedback, Idea

# text | state | days ago | as shown to everybody | what we did: Finnish | Swedish | English
IDEAS = """
Voisko täällä olla lautapeli-ilta? Tulisin ainakin ite | in_programme | 60 | Lautapeli-ilta | Lautapelit ja kahvit on nyt ohjelmassa joka toinen viikko. Tule mukaan! | Brädspel och kaffe finns nu i programmet varannan vecka. | Board games and coffee are now on the programme every other week.
Joku vois opettaa tekemään veroilmotuksen | done | 95 | Apua veroilmoitukseen | Verottajan asiantuntija kävi maaliskuussa. 14 nuorta teki ilmoituksen valmiiksi samalla kertaa. | En expert från Skatteförvaltningen besökte oss i mars. | An expert from the Tax Administration came in March.
Hygieniapassi ilmaiseksi | done | 130 | Hygieniapassikoulutus | Järjestimme kaksi maksutonta koulutusta, ja kolmas on tulossa. | Vi ordnade två avgiftsfria utbildningar. | We held two courses free of charge.
Enemmän iltoja auki, koulusta ei ehdi neljäksi | not_now | 70 | Ohjaamo auki iltaisin | Kokeilimme ilta-aukioloa, mutta kävijöitä tuli vain muutama. Voit varata ajan iltaan soittamalla. | Vi provade kvällsöppet men bara några kom. Du kan boka en kvällstid per telefon. | We tried evening hours but only a few came. You can book an evening time by phone.
Ajokortti on liian kallis, mistä siihen saa rahaa? | done | 45 | Rahaa ajokorttiin | Kokosimme ajokorttituet samalle sivulle ja kerromme niistä kesätyöinfossa. | Vi samlade körkortsstöden på en sida. | We gathered the grants for a driving licence on one page.
CV-kuvat, oikea kuvaaja paikalle | in_programme | 21 | CV-kuvauspäivä | Kuvaaja tulee ensi kuussa. Kuvat saa heti mukaan. | En fotograf kommer nästa månad. | A photographer comes next month.
Kasvisruokaa ohjaamon kokkikerhoon | new | 2 | | | |
Vois käydä tutustumassa johonki tehtaaseen porukalla | new | 5 | | | |
Ruotsin kielen puhekerho, ujosteluttaa koulussa | new | 1 | | | |
Sais olla sohva tai säkkituoli odottaessa | done | 150 | Sohva odotustilaan | Sohva on hankittu kierrätyskeskuksesta. Nuoret valitsivat sen itse. | Vi skaffade en soffa från återvinningscentralen. | We got a sofa from the recycling centre.
"""
COMMENTS = [
    "Kerrankin joku kuunteli loppuun asti.",
    "Sain apua asuntohakemukseen heti samana päivänä.",
    "Oli helppo tulla, ei tarvinnu varata aikaa.",
    "Olis kiva jos ois kahvia :)",
    "Ohjaaja soitti mun kanssa Kelaan, jännitti mut meni hyvin!",
    "Odotin aika kauan mutta kannatti.",
    "Tack, jag fick hjälp på svenska!",
    "They helped me with my CV and my first job application.",
    "Työpaja oli vähän pitkä.",
    "Tuun toistekin.",
]
FEEDBACK = 62
# Grades around the national mean of 9.2; a statement is answered a little more carefully.
GRADES = {10: 50, 9: 34, 8: 12, 7: 3, 6: 1}
AGREEMENTS = {5: 55, 4: 33, 3: 9, 2: 3}
STATEMENT_SHARE = 0.85


def make_voices(sites: dict[str, Site], now: datetime, today: date) -> None:
    """Ten ideas in all states, some sixty answers of the last months, two campaigns and a job board."""
    dice = Dice()
    make_ideas(sites, now)
    make_feedback(dice, sites, today)
    make_jobs(dice, sites, now, today)


def make_ideas(sites: dict[str, Site], now: datetime) -> None:
    game = Event.objects.filter(site=sites["V"], title_fi__startswith="Lautapelit").order_by("date").first()
    rows = []
    for number, line in enumerate(IDEAS.strip().splitlines()):
        text, status, days, shown, *answers = (part.strip() for part in line.split("|"))
        came = now - timedelta(int(days), hours=number)
        rows.append(
            Idea(
                site=sites["A" if number % 3 == 1 else "V"],
                text=text,
                status=status,
                received_at=came,
                channel=Channel.STAFF if number == 2 else Channel.WEB,
                public_text=shown,
                answer_fi=answers[0],
                answer_sv=answers[1],
                answer_en=answers[2],
                answered_on=came.date() + timedelta(12) if answers[0] else None,
                is_published=bool(answers[0]),
                event=game if status == IdeaStatus.IN_PROGRAMME and number == 0 else None,
            )
        )
    Idea.objects.bulk_create(rows)


def make_feedback(dice: Dice, sites: dict[str, Site], today: date) -> None:
    rows = []
    for number in range(FEEDBACK):
        answers = {
            name: dice.weighted(AGREEMENTS) if dice.random() < STATEMENT_SHARE else None
            for name in ("got_help", "was_heard", "took_part", "plans_cleared")
        }
        rows.append(
            Feedback(
                site=sites[dice.weighted({"V": 6, "A": 2, "U": 1})],
                date=dice.working_day(today - timedelta(150), today),
                channel=dice.weighted({Channel.TABLET: 5, Channel.QR: 4, Channel.WEB: 2}),
                language=dice.weighted({"fi": 44, "sv": 3, "en": 5, "": 8, "uk": 2}),
                grade=dice.weighted(GRADES),
                comment=COMMENTS[number // 4] if number % 4 == 0 and number // 4 < len(COMMENTS) else "",
                **answers,
            )
        )
    Feedback.objects.bulk_create(rows)
