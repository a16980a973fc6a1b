"""Kinds of clause: pure functions of a dossier and the parameters that a row gives."""
