"""What elements of Word documents are called (ISO/IEC 29500-1)."""

from __future__ import annotations

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
"""Before the local name, as lxml has it."""
