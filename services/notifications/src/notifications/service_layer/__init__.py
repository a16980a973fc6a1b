"""What happens in which order, inside one transaction."""
