-- Whoever signs asks whether a tree that lies outside the database is one of its own.
CREATE INDEX checkpoints_tree ON checkpoints (size, root);
