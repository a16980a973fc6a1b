"""The door: `python -m review serve|consume|relay|migrate|all|status|dead-letters`."""

from chassis.service import main
from review.bootstrap import service

main(service)
