"""Merkle tree, proofs, checkpoint and signed note: pure, for third parties too."""
