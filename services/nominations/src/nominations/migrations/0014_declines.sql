-- The chairman declined to commend: kept beside the status, of whose words 0.1.0 knows no others. The note lies in
-- `personal`, under the id of that fact.
ALTER TABLE nominations
    ADD COLUMN declined_at timestamptz,
    ADD COLUMN decline_fact_id uuid,
    ADD COLUMN decline_reasons text[] NOT NULL DEFAULT '{}';
-- The Government's flag is counted over all that an agency received for the year …
CREATE INDEX nominations_of_agency_by_title
    ON nominations (receiving_agency, award_code, (dossier #>> '{period,last_day}'))
    WHERE status IN ('submitted', 'accepted');
-- … against the collectives with the province's flag of the year, whoever's register holds them.
CREATE INDEX history_of_flags ON history (year) WHERE status = 'in-force' AND award_code = 'CTDT';
