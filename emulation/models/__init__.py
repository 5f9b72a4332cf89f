"""The records of emulation, by topic."""

from emulation.models.campaign import (
    KNOWN,
    Campaign,
    CampaignFile,
    CampaignKind,
    CampaignPaper,
    CampaignState,
    Launcher,
    PaperKind,
    PaperState,
    Phase,
    PhaseKind,
    Scope,
)
from emulation.models.catalogue import AppliesTo, CatalogueEntry, Commendation, InitiativeNeed, Level, Title
from emulation.models.cluster import Cluster, ClusterMember, ClusterProposal, ClusterYear
from emulation.models.example import ModelExample, Publicity
from emulation.models.registration import (
    Aim,
    Pledge,
    PledgeParty,
    Registration,
    RegistrationRound,
    RegistrationState,
    Target,
)
from emulation.models.scoring import Criterion, Proof, ScoreLine, ScoreSheet, ScoreTable, SheetState

__all__ = [
    "KNOWN",
    "Aim",
    "AppliesTo",
    "Campaign",
    "CampaignFile",
    "CampaignKind",
    "CampaignPaper",
    "CampaignState",
    "CatalogueEntry",
    "Cluster",
    "ClusterMember",
    "ClusterProposal",
    "ClusterYear",
    "Commendation",
    "Criterion",
    "InitiativeNeed",
    "Launcher",
    "Level",
    "ModelExample",
    "PaperKind",
    "PaperState",
    "Phase",
    "PhaseKind",
    "Pledge",
    "PledgeParty",
    "Proof",
    "Publicity",
    "Registration",
    "RegistrationRound",
    "RegistrationState",
    "Scope",
    "ScoreLine",
    "ScoreSheet",
    "ScoreTable",
    "SheetState",
    "Target",
    "Title",
]
