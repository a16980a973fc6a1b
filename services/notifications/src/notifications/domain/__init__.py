"""The rules of notifications: who is told, when a mail is tried again; pure."""
