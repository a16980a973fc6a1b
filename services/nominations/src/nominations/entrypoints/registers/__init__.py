"""Routes of the registers."""

from nominations.entrypoints.registers import history, initiatives, matches, of_nomination

routers = (history.router, initiatives.router, matches.router, of_nomination.router)
"""Each is taken into the service's own."""
