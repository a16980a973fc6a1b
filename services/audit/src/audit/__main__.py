"""The door: `python -m audit VERB`."""

from audit.bootstrap import service
from chassis.service import main

main(service)
