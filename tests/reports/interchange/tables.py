"""Small sets of tables for the interchange's tests, written as the senders write them."""

import io
import zipfile
from pathlib import Path

from openpyxl import Workbook

# One sound row or more per table; tests change a cell and look at what is said.
SOUND = {
    "sites": (
        "key,name,municipality,age_limit,opened,closed\nvalk,Ohjaamo Valkeakoski,908,30,2020-03-01,\nakaa,Akaa,020,,,\n"
    ),
    "agencies": "key,name_fi,sector,valid_from,valid_to\nkela,Kela,kela,,\n",
    "experts": "key,first_name,last_name,email,agency,sites,languages\naino,Aino,Äyräs,,kela,valk|akaa,fi|sv\n",
    "projects": (
        "code,name,programme,parent,start_date,end_date,sites,region,budget_eur\n"
        "S1,PoVer,esr2014,,2020-03-01,2022-12-31,valk,06,350000\n"
        "S2,Pilotti,esr2014,S1,2020-03-01,2022-12-31,,,\n"
    ),
    "areas": "project,area,municipalities\nS1,Etelä,908|020\n",
    "targets": (
        "project,period,period_start,period_end,area,measure,target,included_in_parent\n"
        "S1,2020,2020-01-01,2020-12-31,Etelä,intake,10,\n"
        "S1,2020,2020-01-01,2020-12-31,,intake,20,yes\n"
    ),
    "clients": (
        "key,first_name,last_name,birth_date,gender,municipality,mother_tongue,education_isced,life_situation,"
        "foreign_background,home_site\nveera,Veera,Nuori,2001-05-17,female,908,fi,2,student,no,valk\n"
    ),
    "visits": (
        "key,date,time,site,contact_type,client,age_band,gender,met_before,themes,minutes,experts,language\n"
        "v1,2021-02-17,09:30,valk,walk_in,veera,,,,housing|debts,30,aino,fi\n"
        "v2,2021-02-18,,akaa,phone,,18_24,male,yes,other,,,\n"
    ),
    "gatherings": (
        "key,date,site,kind,event_type,title,headcount,women,men,other,under_18,age_18_24,age_25_29,age_30_plus,"
        "joint,campaign\ng1,2021-03-01,valk,event,recruitment,Duuni,12,7,5,,2,10,,,no,\n"
    ),
    "referrals": (
        "key,client,date,from_expert,to_agency,target,accompanied,status,followup_date,followup_result\n"
        "r1,veera,2021-03-01,aino,kela,work,yes,sent,2021-06-01,attached\n"
    ),
    "participations": (
        "key,project,client,start_date,labour_start,unemployed_since,education_isced,municipality,end_date,placement,"
        "labour_end,qualification,status_6m\n"
        "p1,S2,veera,2021-03-01,unemployed,2020-01-15,2,908,2021-09-01,open_job,employed,no,employed\n"
    ),
}


def write_folder(path: Path, tables: dict[str, str | bytes]) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        (path / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def zipped(tables: dict[str, str | bytes], prefix: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in tables.items():
            archive.writestr(f"{prefix}{name}.csv", text)
    return file.getvalue()


def workbook(sheets: dict[str, list[list]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def contents(path: Path) -> dict[str, bytes]:
    """The files of a folder by name."""
    return {file.name: file.read_bytes() for file in path.iterdir()}
