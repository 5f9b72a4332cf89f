"""The emulation app: campaigns, registrations, clusters. It plugs its functions into the sockets of plans."""

from __future__ import annotations

from django.apps import AppConfig


class EmulationConfig(AppConfig):
    name = "emulation"
    verbose_name = "Thi đua"

    def ready(self) -> None:
        """Plug rights, words and the parts of each topic into the ground floor."""
        from emulation import menu, permissions  # noqa: PLC0415 - models exist only now
        from emulation.models import Cluster, Commendation, Title  # noqa: PLC0415
        from emulation.rules.acts import ACT_WORDS  # noqa: PLC0415
        from emulation.services.catalogue import load_catalogues  # noqa: PLC0415
        from plans import sockets  # noqa: PLC0415
        from plans.models import LegalText  # noqa: PLC0415
        from plans.permissions import RIGHTS  # noqa: PLC0415
        from plans.rules import acts  # noqa: PLC0415
        from plans.services.after_migrate import load_after_migrate  # noqa: PLC0415

        RIGHTS.update(permissions.RIGHTS)
        acts.ACT_WORDS.update(ACT_WORDS)
        sockets.menu.plug(menu.emulation, order=40)
        _plug_campaigns()
        _plug_registrations()
        _plug_scoring()
        _plug_clusters()
        _plug_reports()
        _plug_archive()
        load_after_migrate(self, load_catalogues, Title, Commendation, Cluster, LegalText)


def _plug_campaigns() -> None:
    """Campaigns: waiting work, calendar, search, the panel of their task."""
    from emulation.services import campaign, sample_campaign  # noqa: PLC0415
    from emulation.views import campaign_rows as rows  # noqa: PLC0415
    from plans import sockets  # noqa: PLC0415
    from plans.services import bin as bin_service  # noqa: PLC0415
    from plans.views.waiting_work import plug_waiting  # noqa: PLC0415

    plug_waiting(rows.KIND, rows.campaigns_waiting, rows.campaign_item)
    plug_waiting(rows.PAPER, rows.papers_waiting, rows.paper_item)
    plug_waiting(rows.FINAL, rows.finals_waiting, rows.final_item)
    sockets.calendar_questions.plug(rows.phase_calendar, order=30)
    sockets.search.plug(rows.campaigns_to_search, order=30)
    sockets.task_panels.plug(rows.task_campaigns, order=10)
    sockets.citations.plug(rows.campaigns_citing, order=10)
    sockets.cards.plug(rows.campaign_card, order=10)
    sockets.sample_data.plug(sample_campaign.load_sample_campaigns, order=20)
    bin_service.register_removable(campaign.FILE_KIND)


def _plug_registrations() -> None:
    """Registrations: what waits for whom, the days of the round, the card of the overview, the sample."""
    from emulation.services import sample_registration  # noqa: PLC0415
    from emulation.views import registration_sockets as parts  # noqa: PLC0415
    from plans import sockets  # noqa: PLC0415
    from plans.views.waiting_work import plug_waiting  # noqa: PLC0415

    plug_waiting(parts.KIND, parts.registrations_waiting, parts.registration_item, parts.people_of_registrations)
    plug_waiting(parts.INITIATIVE, parts.initiatives_waiting, parts.initiative_item, parts.people_without_initiative)
    sockets.calendar_questions.plug(parts.round_calendar, order=40)
    sockets.cards.plug(parts.registration_card, order=20)
    sockets.sample_data.plug(sample_registration.load_sample_registrations, order=30)


def _plug_scoring() -> None:
    """Score sheets: made by the timer when their phase opens; what waits to be scored, appraised or closed."""
    from emulation.services import sample_scoring, score_proof, score_sheet  # noqa: PLC0415
    from emulation.views import ranking  # noqa: PLC0415
    from emulation.views import scoring_sockets as parts  # noqa: PLC0415
    from plans import sockets  # noqa: PLC0415
    from plans.services import bin as bin_service  # noqa: PLC0415
    from plans.services import print_jobs  # noqa: PLC0415
    from plans.views.waiting_work import plug_waiting  # noqa: PLC0415

    plug_waiting(parts.SHEET, parts.sheets_waiting, parts.sheet_item, parts.people_to_score)
    plug_waiting(parts.CAMPAIGN, parts.campaigns_waiting, parts.campaign_item)
    sockets.cards.plug(parts.scoring_card, order=30)
    sockets.scheduled.plug(score_sheet.open_sheets, order=-30)  # before the digest, which tells of them
    sockets.sample_data.plug(sample_scoring.load_sample_scores, order=40)
    print_jobs.register_print(ranking.PRINT, ranking.make_ranking_print)
    bin_service.register_removable(score_proof.REMOVABLE)


def _plug_clusters() -> None:
    """Catalogues, clusters and model examples: search, the bin, the card of the overview, the sample."""
    from emulation.services import example as example_service  # noqa: PLC0415
    from emulation.services import proposal, sample_cluster  # noqa: PLC0415
    from emulation.views import catalogue, cluster_rows, example  # noqa: PLC0415
    from plans import sockets  # noqa: PLC0415
    from plans.services import bin as bin_service  # noqa: PLC0415

    sockets.search.plug(cluster_rows.clusters_to_search, order=50)
    sockets.search.plug(example.examples_to_search, order=51)
    sockets.cards.plug(cluster_rows.cluster_card, order=50)
    sockets.citations.plug(catalogue.entries_citing, order=20)
    sockets.sample_data.plug(sample_cluster.load_sample_clusters, order=50)
    bin_service.register_removable(example_service.REMOVABLE)
    bin_service.register_removable(proposal.REMOVABLE)


def _plug_reports() -> None:
    """Reports: their sentences, form 0601, the rows that their figures count, the figures of each unit."""
    from emulation.services import report_annexes, report_drawings, unit_figures  # noqa: PLC0415
    from emulation.views import report_row_kinds  # noqa: PLC0415
    from plans import sockets  # noqa: PLC0415

    sockets.report_drawings.plug(report_drawings.emulation_drawings, order=20)
    sockets.report_annexes.plug(report_annexes.emulation_annexes, order=20)
    sockets.row_kinds.plug(report_row_kinds.emulation_row_kinds, order=20)
    sockets.unit_figures.plug(unit_figures.emulation_unit_figures, order=20)


def _plug_archive() -> None:
    """The year's archive: which records, and the lists people read."""
    from emulation.rules.archive_lines import archive_table  # noqa: PLC0415
    from plans import sockets  # noqa: PLC0415

    sockets.archive_tables.plug(archive_table, order=20)
