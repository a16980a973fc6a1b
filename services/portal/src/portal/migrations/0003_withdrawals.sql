-- Requests to withdraw and their refusals are counted: the times of two services' clocks cannot be compared.
ALTER TABLE projection.nomination ADD COLUMN withdrawals_asked integer NOT NULL DEFAULT 0;
ALTER TABLE projection.review_case ADD COLUMN withdrawals_refused integer NOT NULL DEFAULT 0;

UPDATE projection.nomination SET withdrawals_asked = 1 WHERE withdrawal_asked_at IS NOT NULL;
UPDATE projection.review_case AS refused SET withdrawals_refused = 1
FROM projection.nomination AS asked
WHERE asked.nomination_id = refused.nomination_id AND refused.withdrawal_refused_at >= asked.withdrawal_asked_at;

ALTER TABLE projection.nomination DROP COLUMN withdrawal_asked_at;
ALTER TABLE projection.review_case DROP COLUMN withdrawal_refused_at;
