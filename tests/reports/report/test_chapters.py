"""Beginning reports, writing their chapters, pictures, comments, earlier versions."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from clients.actions.drafts import keep_draft
from clients.models import Draft
from network.access import acting_as
from network.models import Role
from reports.models import Chapter, Report, ReportImage, ReportState, SmallNumbers
from reports.report.desk import draft_key
from tests.factories import make_project, make_site, make_user, make_visit
from tests.forms import errors, text_of
from tests.report_factories import make_chapter, make_issued, make_report
from tests.reports.report.test_word import FROM_WORD, MARKDOWN, docx_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(site):
    days = {"start_date": date(2017, 3, 1), "end_date": date(2018, 12, 31)}
    return make_project(sites=[site], name="Väylä", code="S1/2", **days)


def url(name: str, report, *more) -> str:
    return reverse(f"reports:{name}", args=[report.pk, "fi", *more])


def write(client, report, text: str, version: int = 1, slug: str = "background", **more):
    return client.post(url("chapter_edit", report, slug), {"text": text, "version": version, **more})


def picture(size=(30, 20), kind: str = "PNG") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", size, "#0b5a66").save(out, kind)
    return SimpleUploadedFile("Kahvio.png", out.getvalue())


def begin(client, project, **fields):
    data = {"layout": "narrative", "period": "whole", "languages": ["fi"], "small_numbers": "masked"}
    return client.post(reverse("reports:report_create", args=[project.pk]), data | fields)


def test_a_report_is_begun_for_a_year_within_the_project(manager, project):
    response = begin(manager, project, period="2017", languages=["sv", "fi"])
    report = Report.objects.get()
    assert response.url == reverse("reports:report_detail", args=[report.pk, "sv"])
    assert report.days == (date(2017, 3, 1), date(2017, 12, 31))
    assert (report.languages, report.is_masked, report.created_by) == (["sv", "fi"], True, manager.user)
    assert errors(begin(manager, project, period="2017")) == {
        "period": ["The project has a report of this kind and period already."]
    }


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("2017-02-28", "2017-06-30"), {"period_start": ["The project lasts from 01/03/2017 to 31/12/2018."]}),
        (("2017-06-30", "2017-06-01"), {"period_end": ["The last day is before the first."]}),
        (("", "2019-01-01"), {"period_start": ["Give the first day."], "period_end": ["The project lasts from"]}),
    ],
)
def test_days_outside_the_project_are_refused_beside_the_field(manager, project, days, expected):
    found = errors(begin(manager, project, period="own", period_start=days[0], period_end=days[1]))
    assert list(found) == list(expected)
    assert all(text[0].startswith(expected[name][0].split(" from")[0]) for name, text in found.items())
    assert Report.objects.count() == 0


def test_settings_are_changed_and_a_written_language_stays(manager, report):
    make_chapter(report, language="sv")
    address = reverse("reports:report_edit", args=[report.pk])
    data = {"version": 1, "title": "Oma", "period": "2018-1", "languages": ["fi"], "small_numbers": "exact"}
    assert errors(manager.post(address, data)) == {
        "languages": ["There are chapters written in: Swedish. Empty them first."]
    }
    assert manager.post(address, data | {"languages": ["fi", "sv"]}).status_code == 302
    report.refresh_from_db()
    assert (report.title, report.days, report.version) == ("Oma", (date(2018, 1, 1), date(2018, 6, 30)), 2)
    assert list(errors(manager.post(address, data | {"languages": ["fi", "sv"]}))) == [""]


def test_only_a_report_without_text_and_issue_is_deleted(manager, report, project):
    address = reverse("reports:report_delete", args=[report.pk])
    chapter = make_chapter(report)
    manager.post(address)
    assert Report.objects.count() == 1
    chapter.delete()
    issued = make_report(project, period_end=date(2017, 12, 31))
    make_issued(issued, manager.user)
    manager.post(reverse("reports:report_delete", args=[issued.pk]))
    assert "Nothing has been written in it." in text_of(manager.get(address))
    manager.post(address)
    assert list(Report.objects.all()) == [issued]


def test_chapters_are_shared_out_among_those_who_may_write(manager, report, site):
    colleague = make_user(Role.MANAGER, site=site, first_name="Kerttu", last_name="Kirjoittaja")
    stranger = make_user(Role.MANAGER, site=make_site())
    counsellor = make_user(Role.COUNSELLOR, site=site)
    address = url("chapter_authors", report)
    make_project(parent=report.project, sites=[site])
    with CaptureQueriesContext(connection) as asked:
        field = manager.get(address).context["form"].fields["background"]
    assert {value for value, _name in field.choices} == {"", str(manager.user.pk), str(colleague.pk)}
    make_project(parent=report.project, sites=[site])
    with CaptureQueriesContext(connection) as asked_for_more_chapters:
        manager.get(address)
    assert len(asked_for_more_chapters) == len(asked)
    assert list(errors(manager.post(address, {"background": stranger.pk, "forms": counsellor.pk}))) == [
        "background",
        "forms",
    ]
    write(manager, report, "Teksti.")
    assert manager.post(address, {"background": colleague.pk}).status_code == 302
    chapter = Chapter.objects.get()
    assert (chapter.author, chapter.version, chapter.text) == (colleague, 2, "Teksti.")
    assert "Kerttu Kirjoittaja" in text_of(manager.get(url("report_detail", report)))


def test_a_chapter_is_written_and_says_by_whom(manager, report):
    response = write(manager, report, "Eka.\r\n\r\nToka.")
    assert response.url == url("chapter_edit", report, "background")
    chapter = Chapter.objects.get()
    assert (chapter.slug, chapter.text, chapter.version) == ("background", "Eka.\n\nToka.", 2)
    assert chapter.updated_by == manager.user
    assert "Last written by Pihla Päällikkö" in text_of(manager.get(response.url))


def test_two_first_writers_at_once_lose_nothing(manager, report):
    write(manager, report, "Ensimmäinen.")
    response = write(manager, report, "Toinen.")
    assert list(errors(response)) == [""]
    page = response.content.decode()
    assert "<del>Ensimmäinen.</del>" in page
    assert "<ins>Toinen.</ins>" in page
    assert "Toinen.</textarea>" in page
    assert Chapter.objects.get().text == "Ensimmäinen."
    assert 'name="version" value="2"' in page
    assert write(manager, report, "Molemmat.", version=2).status_code == 302
    assert Chapter.objects.get().text == "Molemmat."


def test_a_text_that_is_too_long_is_refused_and_kept(manager, report):
    response = write(manager, report, "å" * 50_001)
    assert list(errors(response)) == ["text"]
    assert "å" * 50_001 in response.content.decode()
    assert write(manager, report, "\r\n".join("x" * 25_000)).status_code == 302


def test_the_figures_stand_beside_the_text_in_the_reports_language(manager, project, report, site):
    make_visit(site=site, date=project.start_date)
    page = text_of(manager.get(url("chapter_edit", report, "carrying-out")))
    assert "Figures of this chapter" in page
    assert "Käynnit kanavan mukaan" in page
    assert "Figures of this chapter" not in text_of(manager.get(url("chapter_edit", report, "background")))


def test_both_writers_texts_are_brought_together(manager, report):
    write(manager, report, "Alku.\n\nLoppu.")
    write(manager, report, "Alku.\n\nLoppu, jatkettu.", version=2)
    response = write(manager, report, "Uusi alku.\n\nLoppu.", version=2, merge="2")
    assert response.context["form"]["text"].value() == "Uusi alku.\n\nLoppu, jatkettu."
    assert Chapter.objects.get().text == "Alku.\n\nLoppu, jatkettu."


def test_a_version_that_never_was_is_no_text(manager, report):
    write(manager, report, "Eka.")
    for version in ("9" * 5000, "²", "-1", "7"):
        page = write(manager, report, "Toka.", merge=version)
        assert page.context["form"]["text"].value() == "Eka.\n\nToka."


def test_earlier_versions_are_kept_compared_and_restored(manager, report):
    write(manager, report, "Yksi.")
    write(manager, report, "Kaksi.", version=2, is_ready="on")
    address = url("chapter_history", report, "background")
    page = manager.get(address)
    assert [one.text for one in page.context["versions"]] == ["Kaksi.", "Yksi."]
    assert "<del>Yksi.</del>" in page.content.decode()
    assert manager.post(url("chapter_restore", report, "background"), {"version": 3}).status_code == 404
    manager.post(url("chapter_restore", report, "background"), {"version": 2})
    chapter = Chapter.objects.get()
    assert (chapter.text, chapter.version, chapter.is_ready) == ("Yksi.", 4, False)
    assert [one.text for one in manager.get(address).context["versions"]] == ["Yksi.", "Kaksi.", "Yksi."]


def test_the_preview_prints_the_text_and_judges_its_figures(manager, project, report, site):
    for _number in range(3):
        make_visit(site=site, date=project.start_date)
    Report.objects.update(small_numbers=SmallNumbers.EXACT)
    text = "# Käynnit\n\nNiitä oli {{visits.total|yli 2}} eikä {{visits.total|yli 5}}, {{nothing}}. <script>x</script>"
    address = url("chapter_preview", report, "background")
    page = manager.post(address, {"text": text}).content.decode()
    assert "Niitä oli yli 2 (" in page
    assert "&lt;script&gt;" in page
    assert (page.count("judged-good"), page.count("judged-bad")) == (1, 2)
    # Without scripts the same by a button, with what was typed kept and nothing saved.
    response = write(manager, report, text, preview="yes")
    assert response.context["form"]["text"].value() == text
    assert "Niitä oli yli 2 (" in response.content.decode()
    assert Chapter.objects.get().text == ""


def test_the_picker_finds_figures_tables_and_pictures(manager, project, report, site):
    make_visit(site=site, date=project.start_date)
    address = url("chapter_insert", report, "background")
    page = manager.get(address, {"kind": "figures", "q": "visits.total"}).content.decode()
    assert page.count('class="offer"') == 1
    assert "<code>{{visits.total}}</code>" in page
    page = manager.get(address, {"kind": "tables", "q": "kanavan"}).content.decode()
    assert "<code>{{figures:visits_by_channel}}</code>" in page
    assert "no pictures yet" in text_of(manager.get(address, {"kind": "pictures"}))
    assert "<html" not in manager.get(address, headers={"HX-Request": "true"}).content.decode()


def test_text_from_word_comes_into_the_form_unsaved(manager, report):
    upload = SimpleUploadedFile("teksti.docx", docx_file().getvalue())
    response = write(manager, report, "Ennen.", bring="yes", word=upload)
    assert response.context["form"]["text"].value().startswith("Ennen.\n\n## Yhteistyö\n\nVerkosto **toimi**")
    response = write(manager, report, "Ennen.", bring="yes", word=SimpleUploadedFile("vanha.doc", b"x"))
    assert list(response.context["word"].errors) == ["word"]
    assert response.context["form"]["text"].value() == "Ennen."
    assert Chapter.objects.get().text == ""
    html = SimpleUploadedFile("paste.html", FROM_WORD.encode())
    address = url("chapter_paste", report, "background")
    assert manager.post(address, {"html": html}).content.decode() == MARKDOWN
    assert manager.post(address).status_code == 400


def test_writers_comment_and_settle(manager, report):
    address = url("comment_create", report, "background")
    response = manager.post(address, {"comment-text": " "})
    assert response.context["comment_form"].errors == {"text": ["Write the comment first."]}
    with acting_as(manager.user):
        key = draft_key(report, "fi", "background")
        keep_draft(by=manager.user, key=key, fields={"text": ["Kesken."], "version": ["1"]})
    assert manager.post(address, {"comment-text": " "}).context["form"]["text"].value() == "Kesken."
    manager.post(address, {"comment-text": "Tarkista <b>luku</b>."})
    assert "1 open comment" in text_of(manager.get(url("report_detail", report)))
    comment = Chapter.objects.get().comments.get()
    assert comment.text == "Tarkista luku."
    settle = reverse("reports:comment_settle", args=[comment.pk])
    manager.post(settle, {"done": "yes"})
    comment.refresh_from_db()
    assert comment.done_by == manager.user
    manager.post(settle, {"reopen": "yes"})
    comment.refresh_from_db()
    assert (comment.done_by, comment.done_at) == (None, None)


def test_a_picture_is_added_told_in_words_and_kept_while_shown(manager, report):
    address = reverse("reports:report_image_list", args=[report.pk])
    assert manager.post(address, {"image": picture((3000, 1500))}).status_code == 302
    image = ReportImage.objects.get()
    assert (image.name, image.width, image.height) == ("Kahvio", 2000, 1000)
    wanted = {"": "Say in words", "1": "There is no picture"}
    for number, (words, text) in enumerate([("", f"![](picture:{image.pk})"), ("1", "![Talo](picture:999999)")]):
        assert wanted[words] in errors(write(manager, report, text, version=number))["text"][0]
    assert write(manager, report, f"![Kahvio](picture:{image.pk})").status_code == 302
    at = reverse("reports:report_image", args=[report.pk, image.pk])
    assert f'<img src="{at}" alt="Kahvio">' in manager.get(url("chapter_edit", report, "background")).content.decode()
    assert manager.get(at)["Content-Type"] == "image/png"
    wide = write(manager, report, "- lista\n\n  |" + "a|" * 21 + "\n  |" + "-|" * 21, version=2)
    assert errors(wide) == {"text": ["A table has 21 columns, and a page holds 20 at most. Make two tables of it."]}
    delete = reverse("reports:report_image_delete", args=[report.pk, image.pk])
    manager.post(delete)
    assert ReportImage.objects.count() == 1
    write(manager, report, "", version=2)
    manager.post(delete)
    assert ReportImage.objects.count() == 0


def test_a_picture_that_does_not_fit_is_refused_with_what_to_do(manager, report):
    address = reverse("reports:report_image_list", args=[report.pk])
    large = SimpleUploadedFile("iso.png", b"\0" * (20 * 1024 * 1024))
    assert errors(manager.post(address, {"image": large})) == {
        "image": ["The file is larger than 8 MB (it has 20 MB). Save the picture smaller and try again."]
    }
    assert errors(manager.post(address, {"image": picture((6001, 1))})) == {
        "image": ["The picture is wider or higher than 6000 pixels. Save it smaller."]
    }
    assert ReportImage.objects.count() == 0


def test_nothing_but_the_picture_is_kept_of_a_photo(manager, report):
    photo, place = Image.new("RGB", (30, 20), "#0b5a66"), Image.Exif()
    place[0x0112] = 6  # turned a quarter
    place.get_ifd(0x8825).update({1: "N", 2: (61.0, 15.0, 50.0)})
    secrets = {"exif": place, "comment": b"61.26 N", "icc_profile": b"61.26 N" * 30}
    for kind, more in (("JPEG", {}), ("MPO", {"save_all": True, "append_images": [photo]}), ("PNG", {})):
        out = BytesIO()
        photo.save(out, kind, **secrets, **more)
        upload = SimpleUploadedFile("Kuva.jpg", out.getvalue())
        assert (
            manager.post(reverse("reports:report_image_list", args=[report.pk]), {"image": upload}).status_code == 302
        )
    kept = list(ReportImage.objects.all())
    assert [one.content_type for one in kept] == ["image/jpeg", "image/jpeg", "image/png"]
    for one in kept:
        with Image.open(BytesIO(bytes(one.image))) as drawn:
            assert (drawn.size, dict(drawn.getexif()), "icc_profile" in drawn.info) == ((20, 30), {}, False)
        assert b"61.26 N" not in bytes(one.image)


def test_a_closed_report_cannot_be_written_and_loses_nothing(manager, report):
    write(manager, report, "Ennen.")
    Report.objects.update(state=ReportState.SUBMITTED)
    response = write(manager, report, "Myöhässä.", version=2)
    assert "The report is being checked" in text_of(response)
    assert "Myöhässä.</textarea>" in response.content.decode()
    assert Chapter.objects.get().text == "Ennen."
    manager.post(url("chapter_restore", report, "background"), {"version": 2})
    manager.post(url("chapter_authors", report), {"background": manager.user.pk})
    manager.post(reverse("reports:report_image_list", args=[report.pk]), {"image": picture()})
    assert (Chapter.objects.get().author, ReportImage.objects.count()) == (None, 0)
    assert manager.get(reverse("reports:report_edit", args=[report.pk])).status_code == 302


def test_what_was_typed_and_not_saved_comes_back(manager, report):
    key = draft_key(report, "fi", "background")
    with acting_as(manager.user):
        keep_draft(by=manager.user, key=key, fields={"text": ["Kesken."], "version": ["1"]})
    page = manager.get(url("chapter_edit", report, "background"))
    assert page.context["form"]["text"].value() == "Kesken."
    assert f'data-draft="{key}"' in page.content.decode()
    overview = text_of(manager.get(url("report_detail", report)))
    assert "You have typed a text that is not saved: 1.1 Lähtökohta ja tavoitteet" in overview
    write(manager, report, "Valmis.")
    with acting_as(manager.user):
        assert Draft.objects.count() == 0


def test_writers_see_who_else_is_writing_the_chapter(manager, site, report):
    """Named while they type and may write the report; what they type stays theirs."""
    key = draft_key(report, "fi", "background")
    other = make_user(Role.MANAGER, site=site, first_name="Aino", last_name="Autti")
    outsider = make_user(Role.MANAGER, site=make_site(), first_name="Ulla", last_name="Ulkona")
    for user in (manager.user, other, outsider):
        with acting_as(user):
            keep_draft(by=user, key=key, fields={"text": [f"Salaisuus {user.pk}"], "version": ["1"]})
    page = manager.get(url("chapter_edit", report, "background"))
    assert "Aino Autti is writing here too" in text_of(page)
    assert "Ulla" not in page.content.decode()
    assert f"Salaisuus {other.pk}" not in page.content.decode()
    assert "writing here too" not in text_of(manager.get(url("chapter_edit", report, "target-group")))
    with acting_as(other):
        Draft.objects.update(updated_at=timezone.now() - timedelta(minutes=11))
    assert "writing here too" not in text_of(manager.get(url("chapter_edit", report, "background")))


def test_an_empty_chapter_cannot_be_ready(manager, report):
    assert list(errors(write(manager, report, " ", is_ready="on"))) == ["is_ready"]
