"""The services behind the portal, each through HTTP with the person's own token; refusals keep their words."""
