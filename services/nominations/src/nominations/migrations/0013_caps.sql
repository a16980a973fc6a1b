-- Ratio caps count a unit's nominations for a title and the year that it honours.
CREATE INDEX nominations_by_title ON nominations (unit, award_code, (dossier #>> '{period,last_day}'), status)
    WHERE status NOT IN ('closed', 'withdrawn');
-- … against those who have the title below it in the register.
CREATE INDEX history_by_title ON history (unit_then, award_code, year) WHERE status = 'in-force';
