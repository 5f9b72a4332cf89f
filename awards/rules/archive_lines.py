"""What the archive of a year holds of awards. Ballots go in without keys and sorted by what they say."""

from __future__ import annotations

from plans.rules.archive_line import ArchiveTable, Chapter, Topic, follows, ground, of_year

LINES = (
    # the law, councils, stocks: what every year stands on
    ground("awards.Rule"),
    ground("awards.RuleVersion"),
    ground("awards.InitiativeSheet"),
    ground("awards.InitiativeCriterion"),
    ground("awards.PackLayout"),
    ground("awards.PersonPair"),
    ground("awards.Council"),
    ground("awards.CouncilSeat"),
    ground("awards.WorkingRule"),
    ground("awards.CertificateDesign"),
    ground("awards.CertificateStock"),
    ground("awards.PrinterOffset"),
    # records of people and units
    of_year("awards.Rating", "year"),
    of_year("awards.Award", "year"),
    of_year("awards.Praise", "year"),
    of_year("awards.Statement", "year"),
    of_year(
        "awards.Discipline",
        "decided_on__year__lte & ends_on__year__gte",
        "decided_on__year__lte & ends_on__isnull",
        "decided_on__year",
    ),
    of_year("awards.Hold", "since__year__lte & released_on__year__gte", "since__year__lte & released_on__isnull"),
    of_year("awards.Absence", "starts_on__year__lte & ends_on__year__gte", "starts_on__year__lte & ends_on__isnull"),
    of_year("awards.Transfer", "on__year"),
    # initiatives
    of_year("awards.InitiativeCall", "year"),
    of_year("awards.Initiative", "year", "call__year"),
    follows("awards.InitiativeAuthor", "initiative"),
    follows("awards.InitiativeFile", "initiative"),
    follows("awards.InitiativeScore", "initiative"),
    follows("awards.InitiativePoint", "score"),
    follows("awards.Recognition", "initiative"),
    of_year("awards.InitiativeUse", "year"),
    # nominations, and what goes upward
    of_year("awards.Round", "year"),
    follows("awards.Quota", "round"),
    follows("awards.UnitReview", "round"),
    follows("awards.ReviewLine", "review"),
    of_year("awards.Nomination", "year", "round__year"),
    follows("awards.NominationFile", "nomination"),
    follows("awards.NominationComment", "nomination"),
    follows("awards.AchievementReport", "nomination"),
    of_year("awards.TrackDeadline", "year"),
    of_year("awards.AwardLetter", "year"),
    follows("awards.SubmissionLine", "letter"),
    # meetings and their votes
    of_year("awards.Meeting", "year"),
    follows("awards.AgendaItem", "meeting"),
    follows("awards.Attendance", "meeting"),
    follows("awards.Interest", "item"),
    follows("awards.WrittenOpinion", "item"),
    follows("awards.MeetingPaper", "meeting"),
    follows("awards.BallotPrint", "meeting"),
    follows("awards.BallotCount", "meeting"),
    follows("awards.CountLine", "count"),
    follows("awards.VoterMark", "meeting"),
    follows("awards.SecretBallot", "item", keyless=True),
    # decisions, money, certificates
    of_year("awards.Decision", "year"),
    follows("awards.DecisionLine", "decision"),
    of_year("awards.FundEntry", "year"),
    follows("awards.OutcomeLetter", "nomination"),
    of_year("awards.StockEntry", "on__year"),
)

_NOMINEE = ("person__full_name|cá nhân", "unit__name|tập thể", "title__name", "commendation__name")

TOPICS = (
    Topic(
        Chapter.INITIATIVES,
        "awards.Initiative",
        "Sáng kiến",
        ("name", "unit__name", "year", "field", "state", "passed", "result_note"),
        order=("name", "pk"),
    ),
    Topic(
        Chapter.INITIATIVES,
        "awards.InitiativeAuthor",
        "Tác giả",
        ("initiative__name", "person__full_name|tác giả", "name|tác giả ngoài cơ quan", "share"),
        order=("initiative__name", "initiative", "order", "pk"),
    ),
    Topic(
        Chapter.INITIATIVES,
        "awards.InitiativeFile",
        "Tệp của sáng kiến",
        ("initiative__name", "caption", "added_at"),
        files=("file",),
        named=("initiative__name",),
    ),
    Topic(
        Chapter.INITIATIVES,
        "awards.Recognition",
        "Công nhận sáng kiến",
        ("initiative__name", "scope", "number", "decided_on", "decided_by"),
        order=("decided_on", "pk"),
        files=("file",),
        named=("initiative__name",),
    ),
    Topic(
        Chapter.DOSSIERS,
        "awards.Nomination",
        "Hồ sơ đề nghị",
        (*_NOMINEE, "year", "round__name", "state", "achievement"),
        order=("round", "person__sort_key", "unit__name", "pk"),
    ),
    Topic(
        Chapter.DOSSIERS,
        "awards.NominationFile",
        "Tệp hồ sơ",
        (
            *("nomination__person__full_name|cá nhân", "nomination__unit__name|tập thể"),
            *("document", "caption", "added_at"),
        ),
        files=("file",),
        named=("nomination__person__full_name", "nomination__unit__short_name", "document"),
    ),
    Topic(
        Chapter.DOSSIERS,
        "awards.UnitReview",
        "Biên bản bình xét của đơn vị",
        ("round__name", "unit__name", "held_on", "chair", "present", "conclusion"),
        order=("held_on", "pk"),
        files=("signed_file",),
        named=("unit__short_name",),
    ),
    Topic(
        Chapter.DOSSIERS,
        "awards.AwardLetter",
        "Văn bản về khen thưởng",
        ("kind", "track", "abstract", "number", "issued_on", "sent_on", "state"),
    ),
    Topic(
        Chapter.DOSSIERS,
        "awards.Statement",
        "Xác nhận",
        ("person__full_name", "unit__name", "year", "holds", "words"),
        files=("file",),
        named=("person__full_name", "unit__short_name"),
    ),
    Topic(
        Chapter.COUNCILS,
        "awards.Council",
        "Hội đồng",
        ("name", "kind", "number", "founded_on", "term_from", "term_to"),
        files=("file",),
        named=("name",),
    ),
    Topic(
        Chapter.COUNCILS,
        "awards.CouncilSeat",
        "Thành viên hội đồng",
        ("council__name", "person__full_name", "role", "from_on", "to_on"),
        order=("council", "order", "pk"),
    ),
    Topic(
        Chapter.COUNCILS,
        "awards.Meeting",
        "Phiên họp",
        ("council__name", "number", "subject", "held_on", "place", "method", "state"),
        order=("held_on", "pk"),
    ),
    Topic(
        Chapter.COUNCILS,
        "awards.AgendaItem",
        "Nội dung xét và kết quả chung",
        (
            *("meeting__subject|phiên họp", "nomination__person__full_name|cá nhân"),
            *("nomination__unit__name|tập thể", "initiative__name|sáng kiến"),
            *("yes", "no", "spoiled", "needed", "passed"),
        ),
        order=("meeting", "order", "pk"),
    ),
    Topic(
        Chapter.COUNCILS,
        "awards.MeetingPaper",
        "Biên bản, thông báo của phiên họp",
        ("meeting__subject|phiên họp", "kind", "number", "issued_on"),
    ),
    Topic(
        Chapter.COUNCILS,
        "awards.WrittenOpinion",
        "Ý kiến bằng văn bản",
        ("item__meeting__subject|phiên họp", "seat__person__full_name|thành viên"),
        files=("file",),
        named=("seat__person__full_name",),
    ),
    Topic(
        Chapter.DECISIONS,
        "awards.Decision",
        "Quyết định khen thưởng",
        ("number", "issued_on", "kind", "abstract", "signer_name", "state"),
        order=("issued_on", "pk"),
    ),
    Topic(
        Chapter.DECISIONS,
        "awards.DecisionLine",
        "Danh sách theo quyết định",
        (
            *("decision__number|quyết định", "printed_name"),
            *("title__name|danh hiệu", "commendation__name|hình thức", "achievement", "amount", "paid_on"),
        ),
        order=("decision__issued_on", "decision", "order", "pk"),
    ),
    Topic(
        Chapter.DECISIONS,
        "awards.FundEntry",
        "Thu, chi quỹ khen thưởng",
        ("on", "way", "amount", "words", "paper_number"),
        order=("on", "pk"),
    ),
    Topic(
        Chapter.DECISIONS,
        "awards.StockEntry",
        "Sổ phôi",
        ("on", "stock__name", "way", "sheets", "serials", "reason"),
        order=("on", "pk"),
    ),
    Topic(
        Chapter.AWARDS,
        "awards.Praise",
        "Biểu dương",
        ("praised_on", "person__full_name", "unit__name", "content", "place"),
        order=("praised_on", "pk"),
    ),
    Topic(
        Chapter.AWARDS,
        "awards.Rating",
        "Xếp loại",
        ("year", "person__full_name", "unit__name", "level", "number", "decided_on"),
        order=("person__sort_key", "unit__name", "pk"),
    ),
)


def archive_table() -> ArchiveTable:
    """The lines and topics of this app."""
    return ArchiveTable(LINES, TOPICS)
