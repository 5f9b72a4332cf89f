"""What the archive of a year holds of emulation."""

from __future__ import annotations

from plans.rules.archive_line import PAPER_FILES, ArchiveTable, Chapter, Topic, follows, ground, of_year

LINES = (
    ground("emulation.Title"),
    ground("emulation.Commendation"),
    ground("emulation.Cluster"),
    of_year("emulation.Campaign", "task__plan__year", "starts_on__year__lte & ends_on__year__gte"),
    follows("emulation.Phase", "campaign"),
    follows("emulation.CampaignFile", "campaign"),
    follows("emulation.CampaignPaper", "campaign"),
    of_year("emulation.ClusterYear", "year"),
    follows("emulation.ClusterMember", "cluster_year"),
    follows("emulation.ClusterProposal", "cluster_year"),
    of_year("emulation.ModelExample", "year"),
    follows("emulation.Publicity", "example"),
    of_year("emulation.RegistrationRound", "year"),
    follows("emulation.Registration", "round"),
    follows("emulation.Aim", "registration"),
    follows("emulation.Target", "registration"),
    of_year("emulation.Pledge", "year"),
    follows("emulation.PledgeParty", "pledge"),
    follows("emulation.ScoreTable", "campaign", "cluster_year"),
    follows("emulation.Criterion", "table"),
    follows("emulation.ScoreSheet", "table"),
    follows("emulation.ScoreLine", "sheet"),
    follows("emulation.Proof", "line"),
)

TOPICS = (
    Topic(
        Chapter.CAMPAIGNS,
        "emulation.Campaign",
        "Phong trào thi đua",
        ("name", "kind", "launcher", "starts_on", "ends_on", "number", "issued_on", "state"),
        order=("starts_on", "pk"),
        files=PAPER_FILES,
    ),
    Topic(
        Chapter.CAMPAIGNS,
        "emulation.CampaignFile",
        "Tệp của phong trào",
        ("campaign__name", "added_at"),
        files=("file",),
        named=("campaign__name",),
    ),
    Topic(
        Chapter.CAMPAIGNS,
        "emulation.CampaignPaper",
        "Văn bản của phong trào",
        ("campaign__name", "kind", "number", "issued_on", "state"),
        files=PAPER_FILES,
    ),
    Topic(
        Chapter.CAMPAIGNS,
        "emulation.Registration",
        "Bản đăng ký thi đua",
        ("round__year", "person__full_name", "unit__name", "state", "sent_at"),
        order=("person__sort_key", "unit__name", "pk"),
    ),
    Topic(
        Chapter.CAMPAIGNS,
        "emulation.Aim",
        "Danh hiệu, hình thức đăng ký",
        (
            *("registration__person__full_name|cá nhân", "registration__unit__name|tập thể"),
            *("title__name", "commendation__name", "initiative"),
        ),
        order=("registration__person__sort_key", "registration__unit__name", "pk"),
    ),
    Topic(
        Chapter.CAMPAIGNS,
        "emulation.Target",
        "Chỉ tiêu đăng ký",
        (
            *("registration__person__full_name|cá nhân", "registration__unit__name|tập thể"),
            *("text", "planned", "achieved", "met"),
        ),
        order=("registration__person__sort_key", "registration__unit__name", "order", "pk"),
    ),
    Topic(
        Chapter.CAMPAIGNS,
        "emulation.ScoreSheet",
        "Phiếu chấm điểm",
        ("unit__name", "person__full_name", "state", "rank"),
        order=("table", "rank", "pk"),
    ),
    Topic(
        Chapter.CAMPAIGNS,
        "emulation.Proof",
        "Minh chứng chấm điểm",
        ("line__sheet__unit__name|đơn vị", "line__criterion__text|tiêu chí", "added_at"),
        files=("file",),
        named=("line__sheet__unit__short_name",),
    ),
    Topic(
        Chapter.CAMPAIGNS,
        "emulation.ClusterYear",
        "Cụm, khối thi đua",
        ("cluster__name", "year", "rules_number", "rules_date", "result_number", "result_date"),
        files=("rules_file", "result_file"),
        named=("cluster__name",),
    ),
    Topic(
        Chapter.CAMPAIGNS,
        "emulation.Pledge",
        "Giao ước thi đua",
        ("name", "signed_on", "place", "text"),
        files=("signed_file",),
        named=("name",),
    ),
    Topic(
        Chapter.CAMPAIGNS,
        "emulation.ModelExample",
        "Điển hình tiên tiến",
        ("name", "person__full_name|cá nhân", "unit__name|tập thể", "field", "story"),
        order=("name", "pk"),
    ),
)


def archive_table() -> ArchiveTable:
    """The lines and topics of this app."""
    return ArchiveTable(LINES, TOPICS)
