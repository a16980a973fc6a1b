"""What must hold of everything that is left: each property returns its violations in the evidence."""

from collections.abc import Callable, Mapping
from typing import Final

from tests.resilience.evidence import Evidence
from tests.resilience.properties import commands, mail, mirrors, personal, record, spine

Property = Callable[[Evidence], list[str]]

PROPERTIES: Final[Mapping[str, Property]] = {
    "every acknowledged command has its facts, and no other command has any": commands.acknowledged_have_their_facts,
    "every acknowledged draft is there, once": commands.drafts_are_there,
    "a repeated fact has the same bytes": spine.repeats_are_equal,
    "first occurrences are gapless and in order per key": spine.first_occurrences_are_in_order,
    "what was numbered was published": spine.sequences_are_on_the_topics,
    "nothing is orphaned in outbox, parking or letters": spine.nothing_is_left_over,
    "every consumer is at the end of every stream": spine.inboxes_are_at_the_end,
    "every position is the end of its partition": spine.positions_are_at_the_end,
    "the record holds each fact once, with its bytes": record.each_fact_once,
    "no stream arrived at the record out of order": record.no_anomalies,
    "each fact's proof verifies against the last checkpoint": record.proofs_verify,
    "all checkpoints are of one growing tree": record.checkpoints_are_consistent,
    "the portal's steps are the facts, each once": mirrors.steps_are_the_facts,
    "the portal's projections equal a rebuild": mirrors.projections_equal_a_rebuild,
    "each submission became one case, and its state is what the facts say": mirrors.cases_follow_their_facts,
    "each nomination is where the facts say": mirrors.nominations_follow_their_facts,
    "decisions are numbered without gaps, each award once": mirrors.decisions_are_numbered,
    "everybody was told of each fact, once per channel": mail.everybody_was_told,
    "each message has the one fact of its end": mail.each_message_has_its_end,
    "every mail arrives, under one Message-ID per fact, person and channel": mail.each_mail_arrives,
    "a mail comes again at most as often as it was caught between 250 and mark": mail.repeats_are_explained,
    "every personal part is kept by its holders and opens its commitment": personal.parts_open_their_commitments,
    "who commanded is written once per acknowledged command": personal.each_command_is_logged_once,
}


def violations(evidence: Evidence, at_most: int = 20) -> list[str]:
    """Everything that does not hold, with the property's name."""
    return [f"{name}: {sentence}" for name, holds in PROPERTIES.items() for sentence in holds(evidence)[:at_most]]
