"""Resident memory of this process, in megabytes (10^6 bytes); Linux counts are used."""

import resource
from pathlib import Path


def peak_mb() -> float:
    """The most memory that was ever resident."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def resident_mb() -> float:
    """The memory resident now; the peak where the system does not tell."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return peak_mb()
    return int(statm.read_text().split()[1]) * resource.getpagesize() / 1e6
