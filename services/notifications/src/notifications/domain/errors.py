"""The refusals of notifications.

Refused
├── OverlappingDates     a person would hold the same role in the same unit twice on one day
└── DatesReversed        a last day before the first
"""


class Refused(Exception):
    """Root of the tree."""


class OverlappingDates(Refused):
    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index
        self.detail = f"Người nhận thứ {index + 1}: trùng thời gian với cùng vai trò ở cùng đơn vị."


class DatesReversed(Refused):
    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index
        self.detail = f"Người nhận thứ {index + 1}: ngày kết thúc trước ngày bắt đầu."
