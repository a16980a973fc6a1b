-- Cases are listed in the order in which they were submitted, which the ids of submissions carry; `position`, the order
-- of arrival, is kept for a release that still reads it.
DROP INDEX cases_by_agency;
CREATE INDEX cases_by_agency ON cases (receiving_agency, status, submission_id);
