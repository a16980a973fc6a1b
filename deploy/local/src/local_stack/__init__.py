"""The whole system on one machine without containers: Kafka, PostgreSQL, issuer, mail catcher."""
