"""A witness for the public record: cosigns only what extends all that it has seen."""
