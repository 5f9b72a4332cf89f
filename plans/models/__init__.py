"""Every record of the ground floor, by topic."""

from plans.models.audit import AuditEntry, AuditHead
from plans.models.file import StoredFile
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
from plans.models.outbox import JobState, Notice, OutboxMessage, PrintJob, ScheduledRun, SubmitKey
from plans.models.paper import IssuedPaper, PaperDispatch
from plans.models.plan import IN_FORCE, Plan, PlanSection, PlanState
from plans.models.reading import ReadDocument
from plans.models.task import PROGRESS_CHOICES, Assignment, ProgressEntry, Task, TaskKind

__all__ = [
    "IN_FORCE",
    "PROGRESS_CHOICES",
    "Assignment",
    "AuditEntry",
    "AuditHead",
    "GroupScope",
    "IssuedPaper",
    "JobState",
    "Notice",
    "Office",
    "OutboxMessage",
    "PaperDispatch",
    "Person",
    "Plan",
    "PlanSection",
    "PlanState",
    "PositionGroup",
    "PrintJob",
    "ProgressEntry",
    "ReadDocument",
    "Role",
    "RoleHolding",
    "ScheduledRun",
    "Sex",
    "SpecialDay",
    "StoredFile",
    "SubmitKey",
    "Task",
    "TaskKind",
    "Training",
    "Unit",
    "UnitKind",
    "User",
]
