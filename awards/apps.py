"""The awards app: the law as data, records, initiatives, nominations. It plugs its functions into the lower sockets."""

from __future__ import annotations

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = "Khen thưởng"

    def ready(self) -> None:
        """Plug rights, words and the parts of each topic into the ground floor."""
        from awards import menu, permissions  # noqa: PLC0415 - models exist only now
        from awards.rules.acts import ACT_WORDS  # noqa: PLC0415
        from plans import sockets  # noqa: PLC0415
        from plans.permissions import RIGHTS  # noqa: PLC0415
        from plans.rules import acts  # noqa: PLC0415

        RIGHTS.update(permissions.RIGHTS)
        acts.ACT_WORDS.update(ACT_WORDS)
        sockets.menu.plug(menu.awards, order=50)
        self._plug_rules()
        _plug_records()
        _plug_eligibility()
        self._plug_initiatives()
        _plug_nominations()
        _plug_upward()
        _plug_decisions()
        _plug_councils()
        _plug_certificates()
        _plug_reports()
        _plug_archive()

    def _plug_rules(self) -> None:
        """Rules: loaded after a migration; who cites a legal text."""
        from awards.models import Rule, RuleVersion  # noqa: PLC0415
        from awards.services.rule_loading import load_rules  # noqa: PLC0415
        from awards.views.drafts_citing import drafts_citing  # noqa: PLC0415
        from awards.views.rule_rows import rules_citing  # noqa: PLC0415
        from emulation.models import Commendation, Title  # noqa: PLC0415
        from plans import sockets  # noqa: PLC0415
        from plans.models import AuditEntry, AuditHead, LegalText  # noqa: PLC0415
        from plans.services.after_migrate import load_after_migrate  # noqa: PLC0415

        sockets.citations.plug(rules_citing, order=30)
        sockets.citations.plug(drafts_citing, order=35)
        made_of = (Rule, RuleVersion, Title, Commendation, LegalText, AuditEntry, AuditHead)
        load_after_migrate(self, load_rules, *made_of)

    def _plug_initiatives(self) -> None:
        """Initiatives: what waits, calendar, search, cards, the watch of registrations, the bin, the sample."""
        from awards.models import InitiativeCriterion, InitiativeSheet  # noqa: PLC0415
        from awards.services import initiative, initiative_call, initiative_reading, sample_initiative  # noqa: PLC0415
        from awards.views import initiative_sockets as parts  # noqa: PLC0415
        from emulation.sockets import initiatives  # noqa: PLC0415
        from plans import sockets  # noqa: PLC0415
        from plans.services import bin as bin_service  # noqa: PLC0415
        from plans.services.after_migrate import load_after_migrate  # noqa: PLC0415
        from plans.views.waiting_work import plug_waiting  # noqa: PLC0415

        plug_waiting(parts.SCORE, parts.scores_waiting, parts.score_item, parts.people_to_score)
        plug_waiting(parts.DOSSIER, parts.dossiers_waiting, parts.dossier_item, parts.people_with_returned)
        initiatives.plug(initiative_reading.filed)
        sockets.calendar_questions.plug(parts.call_calendar, order=50)
        sockets.search.plug(parts.initiatives_to_search, order=70)
        sockets.cards.plug(parts.initiative_card, order=60)
        sockets.task_panels.plug(parts.task_calls, order=30)
        sockets.sample_data.plug(sample_initiative.load_sample_initiatives, order=70)
        bin_service.register_removable(initiative.REMOVABLE)
        bin_service.register_removable(initiative.FILE)
        load_after_migrate(self, initiative_call.load_default_sheet, InitiativeSheet, InitiativeCriterion)


def _plug_records() -> None:
    """Records: search, the sample."""
    from awards.services import sample_record  # noqa: PLC0415
    from awards.views import record_rows  # noqa: PLC0415
    from plans import sockets  # noqa: PLC0415

    sockets.search.plug(record_rows.records_to_search, order=60)
    sockets.sample_data.plug(sample_record.load_sample_records, order=60)


def _plug_eligibility() -> None:
    """Eligibility: the sample."""
    from awards.services import sample_eligibility  # noqa: PLC0415
    from plans import sockets  # noqa: PLC0415

    sockets.sample_data.plug(sample_eligibility.load_sample_statements, order=65)


def _plug_nominations() -> None:
    """Rounds and nominations: what waits, calendar, search, cards, the panel of their task, the bin, the sample."""
    from awards.services import nomination, nomination_file, sample_nomination  # noqa: PLC0415
    from awards.views import nomination_sockets as parts  # noqa: PLC0415
    from plans import sockets  # noqa: PLC0415
    from plans.services import bin as bin_service  # noqa: PLC0415
    from plans.views.waiting_work import plug_waiting  # noqa: PLC0415

    plug_waiting(parts.KIND, parts.nominations_waiting, parts.nomination_item)
    plug_waiting(parts.COMMENT, parts.comments_waiting, parts.comment_item)
    sockets.calendar_questions.plug(parts.round_calendar, order=60)
    sockets.search.plug(parts.nominations_to_search, order=80)
    sockets.cards.plug(parts.nomination_card, order=70)
    sockets.task_panels.plug(parts.task_rounds, order=40)
    sockets.sample_data.plug(sample_nomination.load_sample_nominations, order=80)
    bin_service.register_removable(nomination.REMOVABLE)
    bin_service.register_removable(nomination_file.REMOVABLE)


def _plug_upward() -> None:
    """Upward: what waits, calendar, cards, what became of registrations' aims, the sample."""
    from awards.services import deadline, letter, pack, sample_upward  # noqa: PLC0415
    from awards.views import upward_results  # noqa: PLC0415
    from awards.views import upward_sockets as parts  # noqa: PLC0415
    from emulation.sockets import results  # noqa: PLC0415
    from plans import sockets  # noqa: PLC0415
    from plans.services import bin as bin_service  # noqa: PLC0415
    from plans.services import print_jobs  # noqa: PLC0415
    from plans.views.waiting_work import plug_waiting  # noqa: PLC0415

    plug_waiting(parts.LETTER, parts.letters_waiting, parts.letter_item)
    plug_waiting(parts.ABOVE, parts.answers_waiting, parts.answer_item)
    plug_waiting(parts.DEADLINE, parts.deadlines_waiting, parts.deadline_item)
    sockets.calendar_questions.plug(parts.upward_calendar, order=90)
    sockets.search.plug(parts.letters_to_search, order=90)
    sockets.task_panels.plug(parts.task_letters, order=40)
    sockets.cards.plug(upward_results.upward_card, order=90)
    sockets.sample_data.plug(sample_upward.load_sample_upward, order=90)
    results.plug(upward_results.results_of)
    print_jobs.register_print(pack.ZIP_KIND, pack.make_pack_zip, ending=print_jobs.ZIP, fetched=pack.FETCHED)
    bin_service.register_removable(letter.REMOVABLE)
    bin_service.register_removable(deadline.REMOVABLE)


def _plug_councils() -> None:
    """Councils, meetings: what waits, calendar, search, a card, the panel of their task, the bin, the sample."""
    from awards.services import meeting, sample_council, sample_meeting  # noqa: PLC0415
    from awards.views import meeting_sockets as parts  # noqa: PLC0415
    from plans import sockets  # noqa: PLC0415
    from plans.services import bin as bin_service  # noqa: PLC0415
    from plans.views.waiting_work import plug_waiting  # noqa: PLC0415

    plug_waiting(parts.KIND, parts.meetings_waiting, parts.meeting_item, parts.people_of_meetings)
    sockets.calendar_questions.plug(parts.meeting_calendar, order=70)
    sockets.search.plug(parts.meetings_to_search, order=85)
    sockets.cards.plug(parts.meeting_card, order=80)
    sockets.task_panels.plug(parts.task_meetings, order=50)
    sockets.sample_data.plug(sample_council.load_sample_councils, order=85)
    sockets.sample_data.plug(sample_meeting.load_sample_meetings, order=86)
    bin_service.register_removable(meeting.REMOVABLE)


def _plug_decisions() -> None:
    """Decisions: what waits, calendar, a card, the panel of their task, search, the bin, the sample."""
    from awards.services import decision, fund, sample_decision  # noqa: PLC0415
    from awards.views import decision_sockets as parts  # noqa: PLC0415
    from plans import sockets  # noqa: PLC0415
    from plans.services import bin as bin_service  # noqa: PLC0415
    from plans.views.waiting_work import plug_waiting  # noqa: PLC0415

    plug_waiting(parts.DECISION, parts.decisions_waiting, parts.decision_item)
    plug_waiting(parts.PAY, parts.money_waiting, parts.money_item)
    plug_waiting(parts.PRINT, parts.certificates_waiting, parts.certificate_item)
    sockets.calendar_questions.plug(parts.decision_calendar, order=75)
    sockets.cards.plug(parts.decision_card, order=85)
    sockets.task_panels.plug(parts.task_decisions, order=55)
    sockets.search.plug(parts.decisions_to_search, order=95)
    sockets.sample_data.plug(sample_decision.load_sample_decisions, order=87)
    bin_service.register_removable(decision.REMOVABLE)
    bin_service.register_removable(fund.REMOVABLE)


def _plug_certificates() -> None:
    """Certificates: stocks and their register in the bin, the sample."""
    from awards.services import certificate_stock, sample_certificate  # noqa: PLC0415
    from plans import sockets  # noqa: PLC0415
    from plans.services import bin as bin_service  # noqa: PLC0415

    sockets.sample_data.plug(sample_certificate.load_sample_certificates, order=88)
    bin_service.register_removable(certificate_stock.STOCK)
    bin_service.register_removable(certificate_stock.ENTRY)


def _plug_reports() -> None:
    """Reports: their sentences, their annexes, the rows that their figures count, the figures of each unit."""
    from awards.services import report_annexes, report_drawings, unit_figures  # noqa: PLC0415
    from awards.views import report_row_kinds  # noqa: PLC0415
    from plans import sockets  # noqa: PLC0415

    sockets.report_drawings.plug(report_drawings.award_drawings, order=30)
    sockets.report_annexes.plug(report_annexes.award_annexes, order=30)
    sockets.row_kinds.plug(report_row_kinds.award_row_kinds, order=30)
    sockets.unit_figures.plug(unit_figures.award_unit_figures, order=30)


def _plug_archive() -> None:
    """The year's archive: which records, the lists people read, the register of awards; not while ballots are cast."""
    from awards.rules import archive_lines  # noqa: PLC0415
    from awards.services import archive  # noqa: PLC0415
    from plans import sockets  # noqa: PLC0415

    sockets.archive_tables.plug(archive_lines.archive_table, order=30)
    sockets.archive_registers.plug(archive.award_registers, order=30)
    sockets.archive_hindrances.plug(archive.open_votes, order=30)
