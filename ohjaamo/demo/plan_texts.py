"""What the demo's young people want, and the steps towards it: invented, and short as spoken."""

# = started days ago | agreed days ago | looked at again in days | closed days ago | own page in use
# " what the team proposes; > how it went; >> how things go on
# + goal | theme | result | a word about it | own
# - step | who (me, kela, ohjaamo, a name) | due in days | done days ago | ticked by themselves
PLANS = """
= 40 | 36 | 24 | |
" Asuminen ensin, sitten opiskelupaikka. Kela neuvoo asumistuessa, Ohjaamo kulkee mukana hakemuksissa.
+ Haluan oman kodin Valkeakoskelta | housing | | |
- Soitan asuntotoimistoon ja kysyn jonosta | me | -2 | 2 | own
- Täytetään asuntohakemus yhdessä | ohjaamo | -5 | 6 |
- Selvitetään, paljonko asumistukea saa | kela | 7 | |
- Käyn katsomassa yksiötä | me | 14 | |
+ Haluan lukea loppuun sen, mikä jäi kesken | education | | |
- Etsin peruskoulun todistuksen | me | -1 | 1 | own
- Tutustuminen ammattiopistoon | ohjaamo | 20 | |
+ Haluan ajaa mopokortin | | | | own
= 30 | 28 | 62 | |
+ Töitä keväällä, mieluiten ulkona | work | | |
- Tehdään ansioluettelo | ohjaamo | -10 | 12 |
- Lähetän viisi hakemusta | me | 6 | |
- Harjoitellaan haastattelua | ohjaamo | 9 | |
= 100 | 95 | -8 | |
" Arjen rytmi ja raha-asiat kuntoon ennen työkokeilua.
+ Nukun yöt ja herään aamuisin | everyday | | |
- Herätys kello yhdeksän arkisin | me | -60 | 40 | own
- Kerron joka maanantai, miten viikko meni | me | -7 | |
+ Tiedän, paljonko minulla on rahaa | money | reached | Budjetti pitää, laskut maksettu ajallaan. |
- Tehdään tulo- ja menolaskelma | kela | -80 | 82 |
= 20 | | | |
" Ensimmäinen luonnos. Sovitaan seuraavassa tapaamisessa.
+ Haluan pois kotoa | housing | | |
= 320 | 310 | -40 | |
+ Haluan ammatin | education | partly | Paikka saatu, alkaa tammikuussa. |
- Yhteishaku tehdään yhdessä | ohjaamo | -290 | 295 |
- Varasija seurataan | me | -250 | 250 | own
+ Uskallan mennä uusiin paikkoihin | wellbeing | | |
- Mennään ryhmään yhdessä ensimmäisellä kerralla | ohjaamo | -30 | 34 |
- Menen ryhmään yksin | me | -12 | |
= 190 | 185 | | 12 |
> Työkokeilu kesti kolme kuukautta, ja siitä tuli palkkatyö.
>> Työvalmentaja käy työpaikalla kerran kuussa kevääseen asti.
+ Haluan oikeisiin töihin | work | reached | Työsopimus allekirjoitettu. |
- Työkokeilupaikka varastolta | ohjaamo | -170 | 172 |
- Trukkikortti | me | -120 | 118 | own
+ Saan velat hallintaan | money | partly | Maksusuunnitelma tehty, seuranta jatkuu. |
- Soitetaan ulosottoon yhdessä | ohjaamo | -150 | 151 |
= 260 | 250 | | 30 | continued
> Moni asia eteni, asunto löytyi. Opiskelu vaihtui työn etsimiseksi.
>> Jatketaan työn etsimistä uudella suunnitelmalla.
+ Oma koti | housing | reached | Muutto tehty. |
- Vuokrasopimus luetaan yhdessä | ohjaamo | -200 | 205 |
+ Lukio loppuun | education | changed | Haluaa ensin töihin. |
+ Haluan kahvilaan töihin | work | | |
- Hygieniapassi | me | 10 | |
- Kysyn työtä kolmesta kahvilasta | me | 15 | |
= 60 | 58 | 32 | |
" Opinto-ohjaaja ja työpaja samaan pöytään, ettei nuori kerro samaa kahdesti.
+ Käyn työpajalla kolmena päivänä viikossa | work | | |
- Tutustumiskäynti pajalle | ohjaamo | -50 | 52 |
- Sovitaan viikko-ohjelma | pajaohjaaja | -45 | 46 |
- Merkitsen käyntipäivät kalenteriin | me | 3 | |
= 15 | 12 | 78 | |
+ Haluan kavereita | everyday | | |
- Käyn peli-illassa | me | 4 | |
+ Saan asiat hoidettua suomeksi | everyday | | |
- Kielikahvila torstaisin | me | 2 | 3 | own
= 75 | 70 | 20 | |
+ Tiedän, mitä haluan opiskella | education | | |
- Tehdään kiinnostustesti | ohjaamo | -60 | 61 |
- Kaksi tutustumispäivää | me | 12 | |
= 8 | | | |
= 130 | 120 | 3 | |
+ Maksan laskut ajallaan | money | | |
- Laskut yhteen kansioon | me | -100 | 99 | own
- Haetaan toimeentulotukea | kela | -90 | 92 |
- Yksi laskupäivä kuussa | me | 8 | |
= 45 | 40 | 50 | |
+ Oma yritys joskus | work | | |
- Tapaaminen yritysneuvojan kanssa | yritysneuvoja | 11 | |
= 55 | 50 | 41 | |
+ Pääsen autokouluun | everyday | | |
- Lasketaan, mihin rahat riittävät | ohjaamo | -20 | 21 |
- Haen ajo-opetuslupaa isän kanssa | isä | 25 | |
"""

# the young person's number | profession | who | days ago | a letter for each area (fine, some, much support, - none)
# | strengths | obstacles | in short | signed
ASSESSMENTS = """
0 | nuorisotyöntekijä | ohjaamo | 44 | smfmsf | Pitää lupauksensa. | Ei omaa kotia. | Koti ensin, sitten koulu. | yes
0 | etuuskäsittelijä | kela | 43 | -f-mm- | Osaa kysyä apua. | Tuet hakematta. | Asumistuki selvitetään heti. | yes
0 | opinto-ohjaaja | other | 41 | smss-f | Oppii tekemällä. | Koulu jäi kesken. | Ammattiopisto tammikuussa. | yes
2 | nuorisotyöntekijä | ohjaamo | 104 | msmfms | Rehellinen. | Yöt valveilla. | Arki ennen työkokeilua. | yes
2 | etuuskäsittelijä | kela | 102 | --sfm- | Toi kaikki paperit. | Velkoja. | Budjetti yhdessä. | yes
2 | työvalmentaja | other | 100 | sfm-ss | Hyvä käsistään. | Aamut. | Paja kahtena päivänä viikossa. | yes
4 | nuorisotyöntekijä | ohjaamo | 318 | smsffm | Ihmisrakas. | Uudet paikat jännittävät. | Ryhmä ensin. | yes
4 | nuorisotyöntekijä | ohjaamo | 35 | ssfffs | Käy ryhmässä. | Ensimmäinen kerta yksin. | Paljon edennyt. | yes
11 | nuorisotyöntekijä | ohjaamo | 1 | sfsfm- | Siisti kansio. | | | no
"""

# the young person's number | kind | starts in days (minus = ago) | hour | place | kela comes | others | what was agreed
MEETINGS = """
0 | initial | -36 | 13 | Ohjaamo, huone 2 | yes | äiti | Koti ensin. Kela laskee tuen, nuori soittaa asuntotoimistoon.
0 | mid | 6 | 14 | Ohjaamo, huone 2 | yes | |
1 | network | 8 | 10 | Kela, Valkeakoski | yes | |
2 | mid | -20 | 12 | Ohjaamo | | | Raha-asiat kunnossa. Aamut vielä kesken, jatketaan.
2 | mid | 5 | 15 | Ohjaamo | yes | tukihenkilö |
4 | network | 7 | 13 | | | |
5 | closing | -12 | 12 | Työpaikka | | työnantaja | Suunnitelma päättyi iloisesti: vakituinen työ.
7 | initial | -58 | 12 | Nuorten työpaja | | pajaohjaaja | Kolme päivää viikossa, maanantait vapaita.
11 | handover | 9 | 9 | Kela, Valkeakoski | yes | |
"""
