"""What the archive of a year holds of the ground floor, and of the apps this project takes from others."""

from __future__ import annotations

from plans.rules.archive_line import ArchiveTable, Chapter, Topic, follows, ground, left_out, of_year, pointed_at

_QUEUE = "hàng đợi của phần mềm, xong việc là bỏ"
_OWN = "tiện ích riêng của từng tài khoản"
_LOGIN = "bí mật đăng nhập không bao giờ rời hệ thống"

LINES = (
    # what every year stands on
    ground("plans.Office"),
    ground("plans.Unit"),
    ground("plans.Person"),
    ground("plans.User", secret=("password",)),
    ground("plans.RoleHolding"),
    ground("plans.SpecialDay"),
    ground("plans.LegalText"),
    # the plan and its tasks
    of_year("plans.Plan", "year"),
    follows("plans.PlanSection", "plan"),
    follows("plans.PlanReading", "plan"),
    follows("plans.Brief", "plan"),
    follows("plans.ReadDocument", "plan"),
    follows("plans.Adjustment", "plan"),
    follows("plans.TaskChange", "adjustment"),
    follows("plans.Task", "plan"),
    follows("plans.Assignment", "task"),
    follows("plans.Part", "task"),
    follows("plans.PartStep", "part"),
    follows("plans.TaskItem", "task"),
    follows("plans.ProgressEntry", "task"),
    follows("plans.Obstacle", "task"),
    follows("plans.Extension", "task"),
    follows("plans.Direction", "task"),
    follows("plans.DirectionRound", "direction"),
    follows("plans.Comment", "task"),
    follows("plans.Event", "task"),
    follows("plans.Delegate", "event"),
    follows("plans.ReplyLetter", "event"),
    follows("plans.Evidence", "task"),
    # reports
    follows("plans.Report", "plan"),
    follows("plans.ReportSection", "report"),
    follows("plans.ReportRemark", "report"),
    follows("plans.Contribution", "report"),
    # papers, files, the audit
    of_year("plans.IssuedPaper", "year"),
    follows("plans.PaperDispatch", "paper"),
    pointed_at("plans.StoredFile"),
    of_year("plans.AuditEntry", "at__year"),
    left_out("plans.AuditHead", "dựng lại từ dòng cuối của nhật ký khi khôi phục"),
    # what is no record of the year
    left_out("plans.OutboxMessage", _QUEUE),
    left_out("plans.PrintJob", _QUEUE),
    left_out("plans.SubmitKey", _QUEUE),
    left_out("plans.ScheduledRun", _QUEUE),
    left_out("plans.ReminderRound", _QUEUE),
    left_out("plans.BackupRun", "lần sao lưu của riêng bản cài đặt"),
    left_out("plans.Notice", "thông báo riêng của từng tài khoản"),
    left_out("plans.SavedFilter", _OWN),
    left_out("plans.CalendarFeed", "địa chỉ lịch riêng có khoá bí mật"),
    # rights follow the roles of the office, so Django's own groups and permissions are empty
    left_out("plans.User_groups", "không dùng: quyền theo vai trò"),
    left_out("plans.User_user_permissions", "không dùng: quyền theo vai trò"),
    left_out("auth.Permission", "không dùng: quyền theo vai trò"),
    left_out("auth.Group", "không dùng: quyền theo vai trò"),
    left_out("auth.Group_permissions", "không dùng: quyền theo vai trò"),
    left_out("contenttypes.ContentType", "mỗi lần cài đặt tự lập"),
    left_out("sessions.Session", "phiên đăng nhập"),
    left_out("usersessions.UserSession", "phiên đăng nhập"),
    left_out("account.EmailAddress", "không dùng: thư gửi theo nhân sự"),
    left_out("account.EmailConfirmation", _LOGIN),
    left_out("mfa.Authenticator", _LOGIN),
)

TOPICS = (
    Topic(
        Chapter.PAPERS,
        "plans.IssuedPaper",
        "Văn bản đã ban hành",
        ("symbol", "number", "issued_on", "kind", "abstract", "signer", "recipients"),
        order=("issued_on", "pk"),
        files=("pdf|bản phát hành", "signed_pdf|bản đã ký"),
        named=("kind", "number", "symbol"),
    ),
    Topic(
        Chapter.PAPERS,
        "plans.PaperDispatch",
        "Nơi đã chuyển văn bản",
        ("paper__abstract", "recipient", "way", "sent_on", "receipt", "note"),
        order=("paper", "order", "pk"),
    ),
    Topic(
        Chapter.PLAN,
        "plans.Plan",
        "Kế hoạch năm",
        ("year", "title", "number", "issued_on", "state", "signer_name"),
        files=("source_file",),
        named=("title",),
    ),
    Topic(
        Chapter.PLAN,
        "plans.PlanSection",
        "Các phần của kế hoạch",
        ("heading", "body"),
        order=("plan", "order", "pk"),
    ),
    Topic(
        Chapter.PLAN,
        "plans.Adjustment",
        "Điều chỉnh kế hoạch",
        ("number", "issued_on", "reason", "state"),
    ),
    Topic(
        Chapter.TASKS,
        "plans.Task",
        "Nhiệm vụ",
        ("no", "title", "period_text", "deadline", "progress", "reported_on", "result", "latest_news"),
        order=("plan", "order", "pk"),
    ),
    Topic(
        Chapter.TASKS,
        "plans.Part",
        "Phần việc của từng đơn vị",
        ("task__no", "unit__name", "role", "state", "percent", "due", "reported_on", "done_text"),
        order=("task__order", "task", "order", "pk"),
    ),
    Topic(
        Chapter.TASKS,
        "plans.ProgressEntry",
        "Các lần ghi tiến độ",
        ("at", "task__no|nhiệm vụ", "unit__name|đơn vị", "state_to|trạng thái", "percent|phần trăm", "done_text"),
        order=("at", "pk"),
    ),
    Topic(
        Chapter.TASKS,
        "plans.Evidence",
        "Minh chứng",
        ("task__no", "caption", "added_at"),
        order=("task__order", "task", "added_at", "pk"),
        files=("file",),
        named=("task__no", "part__unit__short_name"),
    ),
    Topic(
        Chapter.TASKS,
        "plans.Extension",
        "Gia hạn",
        ("task__no", "old_deadline", "new_deadline", "reason", "state", "decision_note"),
    ),
    Topic(
        Chapter.TASKS,
        "plans.Direction",
        "Ý kiến chỉ đạo",
        ("task__no", "text", "due", "state", "reply"),
    ),
    Topic(
        Chapter.TASKS,
        "plans.Obstacle",
        "Vướng mắc",
        ("task__no", "unit__name", "text", "proposal", "state", "decision"),
    ),
    Topic(
        Chapter.TASKS,
        "plans.Event",
        "Hội nghị, lớp học",
        ("task__no", "name", "host", "place", "starts_on", "ends_on", "state", "outcome"),
        order=("starts_on", "pk"),
    ),
    Topic(
        Chapter.REPORTS,
        "plans.Report",
        "Báo cáo",
        ("abstract", "first", "last", "as_of", "number", "issued_on", "state"),
        order=("last", "pk"),
    ),
    Topic(
        Chapter.REPORTS,
        "plans.Contribution",
        "Báo cáo của đơn vị",
        ("report__abstract", "unit__name", "due_on", "sent_on", "state", "results"),
        order=("report", "unit__order", "pk"),
    ),
    Topic(
        Chapter.REPORTS,
        "plans.Brief",
        "Báo cáo nhanh",
        ("made_at", "made_by__person__full_name"),
        order=("made_at", "pk"),
        files=("pdf",),
        named=("made_at",),
    ),
    Topic(
        Chapter.OFFICE,
        "plans.Unit",
        "Đơn vị",
        ("name", "short_name", "kind", "is_active"),
        order=("order", "name", "pk"),
    ),
    Topic(
        Chapter.OFFICE,
        "plans.Person",
        "Nhân sự",
        ("full_name", "unit__name", "position", "is_active"),
        order=("sort_key", "pk"),
    ),
    Topic(
        Chapter.OFFICE,
        "plans.LegalText",
        "Văn bản pháp luật",
        ("kind", "number", "name", "issued_on", "effective_from", "effective_to"),
        order=("kind", "-effective_from", "number", "pk"),
    ),
    Topic(
        Chapter.DIARY,
        "plans.AuditEntry",
        "Nhật ký kiểm toán",
        ("number|số", "at", "actor_name", "act", "object_label", "note", "address", "hash|mã"),
        order=("number",),
    ),
)


def archive_table() -> ArchiveTable:
    """The lines and topics of this app."""
    return ArchiveTable(LINES, TOPICS)
