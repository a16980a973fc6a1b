"""What a first start needs to be of use: recipients of messages, beside the units and movements."""

from collections.abc import Callable
from datetime import UTC, datetime

import httpx

from directory.loading import load_directory, load_movements
from local_stack import layout, recipients
from local_stack.people import sample_people
from local_stack.state import State
from local_stack.tokens import signer


def load(state: State, say: Callable[[str], None]) -> None:
    """Tell notifications whom to write to; the same people again change nothing."""
    token = signer(state, layout.ISSUER_URL).access_token(sample_people()["operator"], "local-stack", datetime.now(UTC))
    with httpx.Client(timeout=recipients.SECONDS, trust_env=False) as http:
        count = recipients.send(http, layout.service_url("notifications"), token)
    units, movements = len(load_directory().by_key), load_movements()
    say(f"✓ {units} đơn vị, {count} người nhận thư · units, recipients")
    for movement in movements[:1]:
        say(f"✓ phong trào đầu tiên · first movement: {movement.title}")
