-- How many cases wait for a step, and since when: asked all the time, of the few that are not finished.
CREATE INDEX cases_waiting ON cases (status, changed_at) WHERE status IN ('opened', 'accepted', 'approved', 'not-approved');
