"""Excel workbooks as tables: looked into before they are unpacked, read as a stream."""

from regulars.moments.intake.excel.legacy import open_legacy
from regulars.moments.intake.excel.sheets import open_workbook

__all__ = ["open_legacy", "open_workbook"]
