"""Tells people what happened, once, with proof of delivery."""
