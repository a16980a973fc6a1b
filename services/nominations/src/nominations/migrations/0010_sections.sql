-- Section → the version at which it last changed; `at` is the version of the row they were counted at. Code that does not
-- count sections leaves `at` behind, and then every section counts as changed.
ALTER TABLE nominations ADD COLUMN section_versions jsonb;
