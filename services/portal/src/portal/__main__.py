"""The door: `python -m portal serve|consume|relay|migrate|all|status|dead-letters|rebuild`."""

from chassis.service import main
from portal.bootstrap import service

main(service)
