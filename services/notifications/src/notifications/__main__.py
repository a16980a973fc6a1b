"""The door of the service: `python -m notifications VERB`."""

from chassis.service import main
from notifications.bootstrap import service

main(service)
