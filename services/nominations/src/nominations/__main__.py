"""The door: `python -m nominations serve|consume|relay|migrate|all|status|dead-letters`."""

from chassis.service import main
from nominations.bootstrap import service

main(service)
