"""Tell a full disk from other faults, so that the user gets a word and not an error page."""

import errno

#: No space, quota used up, or the largest size that the system lets this process write.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def is_full(fault: BaseException | None) -> bool:
    """Tell whether a file could not be written for want of room, whoever says it in other words."""
    while fault is not None:
        if isinstance(fault, OSError) and fault.errno in _FULL:
            return True
        fault = fault.__cause__ or fault.__context__
    return False
