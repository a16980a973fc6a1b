"""Administrative units, organisations and movements as dated data."""
