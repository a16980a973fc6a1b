"""The law of emulation and commendation as dated data."""
