-- Which cases review returned, so that a late word about one of them is not taken for an answer about the present one.
ALTER TABLE nominations ADD COLUMN ended_case_ids uuid[] NOT NULL DEFAULT '{}';
