"""The public record: a Merkle log of every fact."""
