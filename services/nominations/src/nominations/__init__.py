"""Lists and dossiers, endorsement, submission, withdrawal."""
