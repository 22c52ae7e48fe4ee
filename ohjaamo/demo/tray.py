"""The service tray of the demo: what each of the 43 agencies gives, invented.

Each line: agency | topics | name; one sentence; for whom; how to come | the name and the sentence in Swedish | the same
in English. A topic list may end in a state (paused, draft, ended); “+” before the name means by appointment only.
"""

from datetime import date, timedelta

from network.models import Agency
from services.codes import ServiceStatus
from services.models import Service

TRAY = """
Valkeakosken nuorisopalvelut | leisure relationships | Nuorisotila Kulma; Tila, jossa voi olla, pelata ja jutella ohjaajan kanssa.; 13–19-vuotiaille; Tule käymään arki-iltaisin kello 15–20. | Ungdomslokalen Kulma; Ett ställe att vara, spela och prata med en ledare. | Youth space Kulma; A place to hang out, play and talk with a youth worker.
Valkeakosken nuorisopalvelut | everyday_life independence | Etsivä nuorisotyö; Etsivä nuorisotyöntekijä kulkee rinnalla, kun arki tuntuu sekavalta.; Alle 29-vuotiaille, joilla ei ole koulua tai työtä; Soita, laita viesti tai tule torstaina Ohjaamoon. | Uppsökande ungdomsarbete; En ungdomsarbetare går bredvid när vardagen känns rörig. | Outreach youth work; A youth worker walks beside you when everyday life feels messy.
Akaan nuorisopalvelut | everyday_life leisure | Etsivä nuorisotyö Akaassa; Apua arkeen, papereihin ja seuraavaan askeleeseen.; Alle 29-vuotiaille akaalaisille; Laita viesti tai tule Ohjaamoon. | |
Urjalan nuorisotoimi | everyday_life leisure | Nuorten oma aika; Rauhallinen juttuhetki nuorisonohjaajan kanssa.; 13–28-vuotiaille; Tule keskiviikkoisin kello 13–16. | |
Valkeakosken työllisyyspalvelut | employment | Työnhakuvalmennus; CV, hakemus ja haastattelu yhdessä uravalmentajan kanssa.; Alle 30-vuotiaille työnhakijoille; Tule Ohjaamoon tai varaa aika. | Coachning i jobbsökning; Cv, ansökan och intervju tillsammans med en coach. | Job search coaching; CV, application and interview together with a coach.
Valkeakosken työllisyyspalvelut | summer_job employment | Kesätyöseteli; Seteli, jolla työnantaja saa tukea kesätyöntekijän palkkaan.; 15–19-vuotiaille valkeakoskelaisille; Hae seteli maaliskuusta alkaen. | Sommarjobbssedel; En sedel som ger arbetsgivaren stöd för din lön. | Summer job voucher; A voucher that helps an employer pay your summer wage.
Akaan työllisyyspalvelut | employment | Työvalmennus; Työvalmentaja auttaa löytämään työkokeilun ja jäämään töihin.; Alle 30-vuotiaille akaalaisille; Tule maanantaisin Ohjaamoon. | |
Urjalan työllisyyspalvelut | employment | Töihin Urjalassa; Etsitään yhdessä työtä tai kokeilupaikkaa läheltä.; Alle 30-vuotiaille urjalalaisille; Tule Ohjaamoon tai soita. | |
Työllisyyspalvelut, Etelä-Pirkanmaa | employment | Työnhaun aloitus; Ilmoittautuminen työnhakijaksi ja oma työllistymissuunnitelma.; Työttömille ja työttömyysuhan alla oleville; Tule Ohjaamoon, autamme Työmarkkinatorilla. | Att börja söka jobb; Anmälan som arbetssökande och en egen plan. | Starting a job search; Registering as a job seeker and making a plan of your own.
Työllisyyspalvelut, Etelä-Pirkanmaa | employment education | +Ammatinvalinnan ohjaus; Psykologin kanssa selviää, mikä ala sopisi.; Kaikenikäisille alanvaihtajille; Varaa aika Ohjaamosta. | Yrkesvalsvägledning; Tillsammans med en psykolog hittar du en bransch som passar. | Career choice guidance; With a psychologist you find the field that suits you.
Valkeakosken sosiaalityö | finances housing | +Sosiaaliohjaus; Apua, kun rahat eivät riitä tai asunto on vaarassa.; Täysi-ikäisille valkeakoskelaisille; Soita tai varaa aika Ohjaamossa. | Socialhandledning; Hjälp när pengarna inte räcker eller bostaden är i fara. | Social guidance; Help when money runs out or your home is at risk.
Akaan sosiaalityö | finances everyday_life | +Aikuissosiaalityö; Suunnitelma, tukea ja päätökset yhdestä paikasta.; Täysi-ikäisille akaalaisille; Soita arkisin kello 9–11. | |
Urjalan sosiaalityö | finances everyday_life | +Sosiaalityö nuorelle; Sosiaalityöntekijä auttaa arjen ja rahan pulmissa.; Alle 30-vuotiaille urjalalaisille; Varaa aika puhelimella. | |
Valkeakosken perhetyö | relationships everyday_life | Perhetyö kotona; Tukea, kun perheessä on nuori vanhempi tai vauva.; Nuorille vanhemmille; Soita, tulemme kotiin tai Ohjaamoon. | Familjearbete hemma; Stöd när familjen har en ung förälder eller en baby. | Family work at home; Support for young parents and babies.
Valkeakosken terveyspalvelut | health | Terveydenhoitaja Ohjaamossa; Terveyskysymykset, rokotukset ja lähete eteenpäin.; Alle 30-vuotiaille; Tule joka toinen tiistai ilman aikaa. | Hälsovårdare på Ohjaamo; Hälsofrågor, vaccinationer och remiss vidare. | Nurse at the Ohjaamo; Health questions, vaccinations and a referral onwards.
Valkeakosken terveyspalvelut | health relationships | +Seksuaalineuvonta; Puhu luottamuksella seksistä, ehkäisystä ja suhteista.; Alle 25-vuotiaille; Varaa aika viestillä. | Sexualrådgivning; Prata i förtroende om sex, prevention och relationer. | Sexual health counselling; Talk in confidence about sex, contraception and relationships.
Akaan terveyspalvelut | health | Nuorten vastaanotto; Terveydenhoitaja kuuntelee ja ohjaa oikeaan hoitoon.; 15–25-vuotiaille; Soita tai tule torstaisin. | |
Urjalan terveysasema | health | Terveysneuvonta; Neuvoja terveydestä, unesta ja lääkkeistä.; Kaikille urjalalaisille; Soita terveysasemalle. | |
Mielenterveys- ja päihdepalvelut | wellbeing substances | Matalan kynnyksen keskustelu; Psykiatrinen sairaanhoitaja kuuntelee ilman lähetettä.; Yli 16-vuotiaille; Tule Ohjaamoon tai soita. | Samtal med låg tröskel; En psykiatrisk sjukskötare lyssnar utan remiss. | Low-threshold talk; A psychiatric nurse listens, no referral needed.
Mielenterveys- ja päihdepalvelut | substances | +Päihdeneuvonta; Puhutaan käytöstä, riippuvuudesta ja siitä, mitä haluat muuttaa.; Yli 16-vuotiaille ja läheisille; Varaa aika puhelimella. | Rusmedelsrådgivning; Vi pratar om bruk, beroende och vad du vill ändra. | Substance counselling; About use, dependence and what you want to change.
Nuorisopsykiatrian poliklinikka | wellbeing | +Nuorisopsykiatrian arvio; Arvio ja hoito, kun mieli tarvitsee erikoissairaanhoitoa.; 13–22-vuotiaille; Lähetteellä, kysy Ohjaamosta. | Ungdomspsykiatrisk bedömning; Bedömning och vård när sinnet behöver specialvård. | Youth psychiatric assessment; Assessment and care when the mind needs a specialist.
Kela, asiakaspalvelu | finances housing | Kela Ohjaamossa; Tuet, päätökset ja hakemukset yhdessä palveluneuvojan kanssa.; Kaikille; Tule torstaisin kello 12–16 ilman aikaa. | FPA på Ohjaamo; Stöd, beslut och ansökningar med en rådgivare. | Kela at the Ohjaamo; Benefits, decisions and applications with an adviser.
Kela, kuntoutus | wellbeing employment | +Nuoren ammatillinen kuntoutus; Oma valmentaja, kun opiskelu tai työ tuntuu vaikealta.; 16–29-vuotiaille; Hae Kelasta, autamme hakemuksessa. | Yrkesinriktad rehabilitering för unga; En egen coach när studier eller jobb känns svårt. | Vocational rehabilitation for the young; A coach of your own when study or work feels hard.
Valkeakosken ammattiopisto | education | Hakijapalvelut; Mitä voi opiskella, milloin haetaan ja miten.; Kaikille hakijoille; Tule Ohjaamoon joka toinen keskiviikko. | Ansökningsservice; Vad man kan studera, när och hur man söker. | Admission services; What to study, when and how to apply.
Valkeakosken ammattiopisto | education employment | Oppisopimus; Opiskele työssä ja saa palkkaa.; Yli 15-vuotiaille; Kysy koordinaattorilta. | Läroavtal; Studera på jobbet med lön. | Apprenticeship; Study at work and get paid.
Valkeakosken lukio | education | +Jälkiohjaus; Opinto-ohjaaja auttaa vielä vuoden lukion jälkeen.; Lukion päättäneille; Varaa aika opolta. | |
Akaan lukio | education | +Opo tavattavissa; Lukio vai jotain muuta? Mietitään yhdessä.; 15–20-vuotiaille; Varaa aika viestillä. | |
Urjalan lukio | education | +Lukiosta eteenpäin; Jatko-opinnot, välivuosi ja tauko opinnoista.; Lukiolaisille ja lukiosta eronneille; Varaa aika. | |
Akaan perusopetus | education | Nivelvaiheen ohjaus; Kun peruskoulun jälkeen paikka puuttuu.; Peruskoulun päättäneille; Oppilaanohjaaja soittaa tai tule Ohjaamoon. | |
Urjalan perusopetus | education | Yhdeksännen jälkeen; Oppilaanohjaaja auttaa hakemaan uudelleen.; Peruskoulun päättäneille; Tule Ohjaamoon elokuussa. | |
Valkeakosken perusopetus | education | Koulukuraattorin jatkotuki; Tuttu kuraattori seuraa kesän yli.; Peruskoulun päättäneille; Laita viesti kuraattorille. | |
Valkeakoski-opisto | education immigration | Suomea aloittaville; Kieliryhmä, jossa puhutaan ja tehdään.; Kaikille, jotka opettelevat suomea; Ilmoittaudu syyskuussa. | Finska för nybörjare; En språkgrupp där vi pratar och gör. | Finnish for beginners; A language group for talking and doing.
Työväen Akatemia | education | +Kansanopistovuosi; Vuosi, jonka aikana löytää oman alan.; Oppivelvollisille ja alle 25-vuotiaille; Hae keväällä, paikkoja voi kysyä aina. | Folkhögskoleår; Ett år för att hitta sin bransch. | Folk high school year; A year to find your own field.
Valkeakosken seurakunta | relationships finances | Diakoniapäivystys; Kuuntelija ja pieni apu, kun ei ole muuta.; Kaikille, jäsenyyttä ei kysytä; Tule tiistaisin kello 9–11. | Diakonijour; Någon som lyssnar, och lite hjälp när inget annat finns. | Deacon on duty; Somebody who listens, and a little help when nothing else is there.
Akaan seurakunta | relationships leisure | Nuorten ilta; Ruokaa, pelejä ja hiljaisuutta.; 15–25-vuotiaille; Tule perjantaisin kello 18. | |
Urjalan seurakunta | relationships | Juttutuokio; Nuorisotyönohjaajan kanssa voi puhua mistä vain.; Alle 25-vuotiaille; Soita tai laita viesti. | |
Oikeusaputoimisto | debts finances | +Talous- ja velkaneuvonta; Velat listalle ja suunnitelma, miten niistä selviää.; Kaikille, joilla on velkaa; Varaa aika Talousneuvolaan. | Ekonomi- och skuldrådgivning; Skulderna på en lista och en plan. | Financial and debt counselling; Your debts on a list and a plan to get out of them.
Oikeusaputoimisto | legal | +Oikeusapu; Neuvoja sopimuksista, riidoista ja rikosasioista.; Kaikille, tulot vaikuttavat hintaan; Varaa aika oikeusapu.fi-palvelussa. | Rättshjälp; Råd om avtal, tvister och brott. | Legal aid; Advice on contracts, disputes and crime.
Ulosottolaitos | debts | Ulosotto tutuksi; Mitä ulosotto tarkoittaa ja mitä voi sopia.; Kaikille; Tule Talousneuvolaan joka toinen kuukausi. | Utsökning på begripligt sätt; Vad utsökning betyder och vad man kan komma överens om. | Enforcement explained; What enforcement means and what can be agreed.
Valkeakosken liikuntatoimi | leisure health | Liikuntaneuvonta; Kokeile lajeja ohjaajan kanssa.; 16–29-vuotiaille; Tule kuukauden ensimmäisenä tiistaina. | Motionsrådgivning; Prova grenar med en ledare. | Exercise guidance; Try sports with an instructor.
Akaan liikuntatoimi | leisure health paused | Kuntosali yhdessä; Ensimmäinen kerta salilla ohjaajan kanssa.; 16–29-vuotiaille; Ilmoittaudu viestillä. | |
Yritys- ja elinkeinopalvelut | entrepreneurship | Idea yritykseksi; Neuvontaa kevytyrittäjyydestä ja ensimmäisestä toiminimestä.; Alle 30-vuotiaille; Tule kuukauden viimeisenä torstaina. | Från idé till företag; Råd om lätt företagande och den första firman. | From idea to business; Advice on light entrepreneurship and a first business name.
Nuorten työpaja Valkeakoski | employment everyday_life | Starttipaja; Rytmi, porukka ja tekemistä omaan tahtiin.; 16–28-vuotiaille; Tule tutustumaan, ohjaaja hakee Ohjaamosta. | Startverkstaden; Rytm, gemenskap och något att göra i din takt. | Start workshop; A rhythm, a group and things to do at your own pace.
Nuorten työpaja Akaa | employment everyday_life | Työpaja Akaa; Käsillä tekemistä ja työtaitoja.; 16–28-vuotiaille; Tule käymään arkisin. | |
4H-yhdistys | employment entrepreneurship summer_job | 4H-yritys; Oma pieni yritys ja ohjaaja rinnalla.; 13–28-vuotiaille; Laita viesti. | 4H-företag; Ett eget litet företag med handledare. | 4H enterprise; A small business of your own with a guide.
Nuorten ystävyystalo ry | leisure relationships | Ystävyystalon olohuone; Paikka tavata muita ja syödä yhdessä.; 16–29-vuotiaille; Tule maanantaisin ja torstaisin. | Vänskapshusets vardagsrum; Ett ställe att träffa andra och äta tillsammans. | The Friendship House living room; A place to meet others and eat together.
Mielenterveysyhdistys Aurinko ry | wellbeing | Vertaisryhmä Aurinko; Ryhmä, jossa saa sanoa, miltä tuntuu.; 18–29-vuotiaille; Ryhmä kokoontuu keskiviikkoisin. | Kamratstödsgruppen Aurinko; En grupp där man får säga hur det känns. | Peer group Aurinko; A group where you can say how you feel.
Asuntosäätiö Pirkanmaa | housing | Asumisneuvonta; Vuokra, sopimus, rästit ja ensimmäinen koti.; 18–29-vuotiaille; Tule Ohjaamoon joka toinen maanantai. | Boenderådgivning; Hyra, avtal, skulder och det första hemmet. | Housing advice; Rent, contract, arrears and a first home.
Asuntosäätiö Pirkanmaa | housing draft | Tuettu asuminen; Oma asunto ja ohjaaja, joka käy.; 18–25-vuotiaille; Haku aukeaa keväällä. | |
Vuokra-asunnot Oy | housing | Asunnon haku; Vapaat asunnot ja hakemus.; Yli 18-vuotiaille; Hae verkossa tai tule toimistolle. | Att söka bostad; Lediga bostäder och ansökan. | Finding a flat; Vacant flats and the application.
Polku-hanke | employment education ended | Polku-valmennus; Ryhmävalmennus, joka päättyi hankkeen myötä.; Alle 30-vuotiaille; – | |
Polku-hanke | independence employment | Oma polku; Oma työntekijä puoleksi vuodeksi.; 16–29-vuotiaille; Ohjaamon kautta. | En egen stig; En egen arbetstagare för ett halvår. | Your own path; A worker of your own for half a year.
"""
PRICES = {
    "Oikeusapu": "Tulojen mukaan, 0–80 %",
    "Kansanopistovuosi": "Majoitus 250 € kuukaudessa",
    "4H-yritys": "Jäsenmaksu 15 € vuodessa",
}


def make_tray(this_day: date) -> None:
    """All services, checked within the last months; every seventh long ago."""
    agencies = {agency.name_fi: agency for agency in Agency.objects.prefetch_related("experts__sites")}
    places = {
        agency: sorted({site.pk for expert in row.experts.all() for site in expert.sites.all()})
        for agency, row in agencies.items()
    }
    services, sites = [], []
    for number, line in enumerate(TRAY.strip().splitlines(), 1):
        service = _service(number, line, agencies)
        service.reminded_on = this_day
        service.checked_on = this_day - timedelta(days=300 if number % 7 == 0 else 10 + 3 * number)
        services.append(service)
        sites.append(places[service.agency.name_fi])
    Service.objects.bulk_create(services)
    through = Service.sites.through
    through.objects.bulk_create(
        through(service=service, site_id=site) for service, own in zip(services, sites, strict=True) for site in own
    )


def _service(number: int, line: str, agencies: dict[str, Agency]) -> Service:
    agency, topics, finnish, swedish, english = (part.strip() for part in line.split("|"))
    codes = topics.split()
    status = codes.pop() if codes[-1] in ServiceStatus.values else ServiceStatus.ACTIVE
    name, summary, who, how = (part.strip() for part in finnish.split(";"))
    texts = {"name_fi": name.removeprefix("+"), "summary_fi": summary, "who_for_fi": who, "how_to_come_fi": how}
    for language, text in [("sv", swedish), ("en", english)]:
        if text:
            texts[f"name_{language}"], texts[f"summary_{language}"] = (part.strip() for part in text.split(";"))
    low, high = _ages(who)
    return Service(
        key=f"service-{number}",
        agency=agencies[agency],
        topics=codes,
        languages=["fi", *(["sv"] if swedish else []), *(["en"] if english else [])],
        min_age=low,
        max_age=high,
        needs_appointment=name.startswith("+"),
        cost=PRICES.get(texts["name_fi"], ""),
        phone=f"+3583000{number:04}",
        email=f"palvelu{number}@example.org",
        website=f"https://palvelut.example.org/{number}" if number % 3 else "",
        status=status,
        **texts,
    )


def _ages(who: str) -> tuple[int | None, int | None]:
    """The ages in words as numbers: “13–19-vuotiaille”, “Alle 29-vuotiaille”, “Yli 16-vuotiaille”."""
    first, *_rest = who.split("-vuotiaille") if "-vuotiaille" in who else ("",)
    words = first.split(" ")
    if "–" in words[-1]:
        low, high = words[-1].split("–")
        return int(low), int(high)
    if words[0] == "Alle":
        return None, int(words[-1]) - 1
    return (int(words[-1]), None) if words[0] == "Yli" else (None, None)
