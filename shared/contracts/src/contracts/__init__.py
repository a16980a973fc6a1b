"""The wire: every fact that one service tells another."""
