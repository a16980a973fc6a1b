"""The types of files that are taken as evidence."""

from enum import StrEnum


class MediaType(StrEnum):
    """What is taken, and nothing else."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
