"""Accounts, posts, grants, what a sign-in leaves behind, and requests that need two persons."""

from supervision.accounts.models.factors import PastPassword, SecondFactor
from supervision.accounts.models.postings import Posting, UnitGrant
from supervision.accounts.models.requests import GrantRequest
from supervision.accounts.models.sessions import SignInSession
from supervision.accounts.models.temporary import TemporaryAccount
from supervision.accounts.models.users import User, UserManager

__all__ = [
    "GrantRequest",
    "PastPassword",
    "Posting",
    "SecondFactor",
    "SignInSession",
    "TemporaryAccount",
    "UnitGrant",
    "User",
    "UserManager",
]
