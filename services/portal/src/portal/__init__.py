"""The web: public register and workspaces. Decides nothing."""
