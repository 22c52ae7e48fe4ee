"""The network of the demo: 43 agencies with 79 experts on the last day of the PoVer project, people invented.

Each line: name in Finnish | name in Swedish | sector | sites (A, U, V) | title: field; title: field …
"""

TE_OFFICE = "TE-toimisto, Pirkanmaa"
EMPLOYMENT_SERVICES = "Työllisyyspalvelut, Etelä-Pirkanmaa"

AGENCIES = f"""
Valkeakosken nuorisopalvelut | Valkeakoski ungdomstjänster | municipality | V | nuorisonohjaaja: nuorisopalvelut; etsivä nuorisotyöntekijä: etsivä nuorisotyö; nuorisopalvelupäällikkö: nuorisopalvelut
Akaan nuorisopalvelut | Akaas ungdomstjänster | municipality | A | nuorisonohjaaja: nuorisopalvelut; etsivä nuorisotyöntekijä: etsivä nuorisotyö; nuorisosihteeri: nuorisopalvelut
Urjalan nuorisotoimi | Urjala ungdomsväsende | municipality | U | nuorisonohjaaja: nuorisopalvelut; etsivä nuorisotyöntekijä: etsivä nuorisotyö
Valkeakosken työllisyyspalvelut | Valkeakoski sysselsättningstjänster | employment | V | työllisyyskoordinaattori: työllisyyspalvelut; uravalmentaja: työllisyyspalvelut; yritysyhteistyön asiantuntija: työllisyyspalvelut
Akaan työllisyyspalvelut | Akaas sysselsättningstjänster | employment | A | työllisyyskoordinaattori: työllisyyspalvelut; työvalmentaja: työllisyyspalvelut
Urjalan työllisyyspalvelut | Urjala sysselsättningstjänster | employment | U | työllisyyskoordinaattori: työllisyyspalvelut; työvalmentaja: työllisyyspalvelut
{TE_OFFICE} | TE-byrån, Birkaland | employment | AUV | TE-asiantuntija: TE-palvelut; TE-asiantuntija: TE-palvelut; TE-psykologi: ammatinvalinta
Valkeakosken sosiaalityö | Valkeakoski socialarbete | municipality | V | sosiaaliohjaaja: sosiaalityö; sosiaalityöntekijä: sosiaalityö; palveluohjaaja: sosiaalityö
Akaan sosiaalityö | Akaas socialarbete | municipality | A | sosiaaliohjaaja: sosiaalityö; sosiaalityöntekijä: sosiaalityö
Urjalan sosiaalityö | Urjala socialarbete | municipality | U | sosiaaliohjaaja: sosiaalityö; sosiaalityöntekijä: sosiaalityö
Valkeakosken perhetyö | Valkeakoski familjearbete | municipality | V | perheohjaaja: perhetyö; perhetyöntekijä: perhetyö
Valkeakosken terveyspalvelut | Valkeakoski hälsotjänster | wellbeing_county | V | terveydenhoitaja: terveydenhuolto; kouluterveydenhoitaja: terveydenhuolto; seksuaalineuvoja: terveydenhuolto
Akaan terveyspalvelut | Akaas hälsotjänster | wellbeing_county | A | terveydenhoitaja: terveydenhuolto; sairaanhoitaja: terveydenhuolto
Urjalan terveysasema | Urjala hälsostation | wellbeing_county | U | terveydenhoitaja: terveydenhuolto
Mielenterveys- ja päihdepalvelut | Mentalvårds- och missbrukstjänster | wellbeing_county | AUV | psykiatrinen sairaanhoitaja: mielenterveys- ja päihdetyö; päihdetyöntekijä: mielenterveys- ja päihdetyö; psykologi: mielenterveys- ja päihdetyö
Nuorisopsykiatrian poliklinikka | Ungdomspsykiatriska polikliniken | wellbeing_county | V | sairaanhoitaja: mielenterveys- ja päihdetyö
Kela, asiakaspalvelu | FPA, kundservice | kela | AUV | palveluneuvoja: Kela; palveluneuvoja: Kela
Kela, kuntoutus | FPA, rehabilitering | kela | V | kuntoutuksen asiantuntija: Kela
Valkeakosken ammattiopisto | Valkeakoski yrkesinstitut | education | V | opinto-ohjaaja: oppilaitokset; kuraattori: oppilaitokset; oppisopimuskoordinaattori: oppilaitokset
Valkeakosken lukio | Valkeakoski gymnasium | education | V | opinto-ohjaaja: oppilaitokset; kuraattori: oppilaitokset
Akaan lukio | Akaas gymnasium | education | A | opinto-ohjaaja: oppilaitokset
Urjalan lukio | Urjala gymnasium | education | U | opinto-ohjaaja: oppilaitokset
Akaan perusopetus | Akaas grundläggande utbildning | education | A | oppilaanohjaaja: oppilaitokset; koulukuraattori: oppilaitokset
Urjalan perusopetus | Urjala grundläggande utbildning | education | U | oppilaanohjaaja: oppilaitokset
Valkeakosken perusopetus | Valkeakoski grundläggande utbildning | education | V | oppilaanohjaaja: oppilaitokset; koulukuraattori: oppilaitokset
Valkeakoski-opisto | Valkeakoski-institutet | education | V | suunnittelijaopettaja: oppilaitokset
Työväen Akatemia | Arbetarakademin | education | AV | opinto-ohjaaja: oppilaitokset
Valkeakosken seurakunta | Valkeakoski församling | parish | V | nuorisotyönohjaaja: seurakunta; diakoniatyöntekijä: seurakunta
Akaan seurakunta | Akaas församling | parish | A | nuorisotyönohjaaja: seurakunta; diakoniatyöntekijä: seurakunta
Urjalan seurakunta | Urjala församling | parish | U | nuorisotyönohjaaja: seurakunta
Oikeusaputoimisto | Rättshjälpsbyrån | legal_aid | AUV | talous- ja velkaneuvoja: oikeusaputoimisto; julkinen oikeusavustaja: oikeusaputoimisto
Ulosottolaitos | Utsökningsverket | enforcement | AUV | kihlakunnanulosottomies: ulosotto; ulosottotarkastaja: ulosotto
Valkeakosken liikuntatoimi | Valkeakoski idrottsväsende | municipality | V | liikunnanohjaaja: liikuntatoimi; liikuntaneuvoja: liikuntatoimi
Akaan liikuntatoimi | Akaas idrottsväsende | municipality | A | liikunnanohjaaja: liikuntatoimi
Yritys- ja elinkeinopalvelut | Företags- och näringstjänster | business_service | AUV | yritysneuvoja: yritys- ja elinkeinopalvelut; elinkeinoasiamies: yritys- ja elinkeinopalvelut
Nuorten työpaja Valkeakoski | Ungdomsverkstaden i Valkeakoski | municipality | V | yksilövalmentaja: työpaja; työvalmentaja: työpaja
Nuorten työpaja Akaa | Ungdomsverkstaden i Akaas | ngo | A | yksilövalmentaja: työpaja; työvalmentaja: työpaja
4H-yhdistys | 4H-föreningen | ngo | AU | toiminnanjohtaja: järjestöt; yritysneuvoja: järjestöt
Nuorten ystävyystalo ry | Ungas vänskapshus rf | ngo | V | toiminnanohjaaja: järjestöt
Mielenterveysyhdistys Aurinko ry | Psykiska hälsoföreningen Aurinko rf | ngo | AV | vertaisohjaaja: järjestöt
Asuntosäätiö Pirkanmaa | Bostadsstiftelsen Birkaland | ngo | AUV | asumisneuvoja: asuminen
Vuokra-asunnot Oy | Hyresbostäder Ab | company | V | asumisneuvoja: asuminen
Polku-hanke | Projektet Polku | project | AUV | projektityöntekijä: muut hankkeet
"""
