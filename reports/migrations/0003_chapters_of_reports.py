"""Each project and layout that has chapters becomes a report of the project's whole period, in all languages."""

from django.db import migrations

LANGUAGES = ['fi', 'sv', 'en']


def give_reports(apps, schema_editor):
    Chapter, Report = apps.get_model('reports', 'Chapter'), apps.get_model('reports', 'Report')
    begun = Chapter.objects.order_by().values_list('project', 'layout').distinct()
    projects = apps.get_model('network', 'Project').objects.in_bulk([project for project, _layout in begun])
    for project, layout in begun:
        report, _is_new = Report.objects.get_or_create(
            project_id=project,
            layout=layout,
            period_start=projects[project].start_date,
            period_end=projects[project].end_date,
            defaults={'languages': LANGUAGES},
        )
        Chapter.objects.filter(project=project, layout=layout).update(report=report)


def give_projects(apps, schema_editor):
    """Back to chapters of projects: those of the whole period stay, others have no place there."""
    Chapter = apps.get_model('reports', 'Chapter')
    for chapter in Chapter.objects.select_related('report__project'):
        report, project = chapter.report, chapter.report.project
        if (report.period_start, report.period_end) != (project.start_date, project.end_date):
            chapter.delete()
            continue
        chapter.project, chapter.layout = project, report.layout
        chapter.save(update_fields=['project', 'layout'])


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0002_reports_and_issues'),
    ]

    operations = [
        migrations.RunPython(give_reports, give_projects),
    ]
