"""Every record of the ground floor, by topic."""

from plans.models.adjustment import (
    OPEN_ADJUSTMENT,
    Adjustment,
    AdjustmentState,
    Obstacle,
    ObstacleState,
    TaskChange,
)
from plans.models.audit import AuditEntry, AuditHead
from plans.models.backup import BackupCause, BackupRun, BackupState
from plans.models.event import Delegate, DelegationState, Event, EventState, ReplyLetter
from plans.models.file import StoredFile
from plans.models.follow_up import (
    Comment,
    Direction,
    DirectionRound,
    DirectionState,
    Evidence,
    Extension,
    ExtensionState,
)
from plans.models.following import Brief, CalendarFeed, SavedFilter
from plans.models.legal import Confidence, LegalText
from plans.models.office import (
    GroupScope,
    Office,
    Person,
    PositionGroup,
    Role,
    RoleHolding,
    Sex,
    SpecialDay,
    Training,
    Unit,
    UnitKind,
    User,
)
from plans.models.official import OfficialPaper, PaperState
from plans.models.outbox import JobState, Notice, OutboxMessage, PrintJob, ScheduledRun, SubmitKey
from plans.models.paper import IssuedPaper, PaperDispatch
from plans.models.part import OPEN_PARTS, Part, PartState, PartStep, PlanReading, TaskItem
from plans.models.plan import IN_FORCE, Plan, PlanSection, PlanState
from plans.models.reading import ReadDocument
from plans.models.reminder import ReminderRound
from plans.models.report import Contribution, ContributionState, Report, ReportRemark, ReportSection
from plans.models.task import PROGRESS_CHOICES, Assignment, ProgressEntry, Task, TaskKind

__all__ = [
    "IN_FORCE",
    "OPEN_ADJUSTMENT",
    "OPEN_PARTS",
    "PROGRESS_CHOICES",
    "Adjustment",
    "AdjustmentState",
    "Assignment",
    "AuditEntry",
    "AuditHead",
    "BackupCause",
    "BackupRun",
    "BackupState",
    "Brief",
    "CalendarFeed",
    "Comment",
    "Confidence",
    "Contribution",
    "ContributionState",
    "Delegate",
    "DelegationState",
    "Direction",
    "DirectionRound",
    "DirectionState",
    "Event",
    "EventState",
    "Evidence",
    "Extension",
    "ExtensionState",
    "GroupScope",
    "IssuedPaper",
    "JobState",
    "LegalText",
    "Notice",
    "Obstacle",
    "ObstacleState",
    "Office",
    "OfficialPaper",
    "OutboxMessage",
    "PaperDispatch",
    "PaperState",
    "Part",
    "PartState",
    "PartStep",
    "Person",
    "Plan",
    "PlanReading",
    "PlanSection",
    "PlanState",
    "PositionGroup",
    "PrintJob",
    "ProgressEntry",
    "ReadDocument",
    "ReminderRound",
    "ReplyLetter",
    "Report",
    "ReportRemark",
    "ReportSection",
    "Role",
    "RoleHolding",
    "SavedFilter",
    "ScheduledRun",
    "Sex",
    "SpecialDay",
    "StoredFile",
    "SubmitKey",
    "Task",
    "TaskChange",
    "TaskItem",
    "TaskKind",
    "Training",
    "Unit",
    "UnitKind",
    "User",
]
