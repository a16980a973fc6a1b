-- Cases and awards are shown in the order in which they were submitted, which the ids of submissions carry.
-- A rebuild names its indexes anew: then the old ones have other names and stay, unused.
DROP INDEX IF EXISTS projection.review_case_inbox;
CREATE INDEX review_case_order ON projection.review_case (receiving_agency, state, received_on, submission_id);
DROP INDEX IF EXISTS projection.award_register;
CREATE INDEX award_order ON projection.award (issued_on DESC, decision_id, submission_id);
