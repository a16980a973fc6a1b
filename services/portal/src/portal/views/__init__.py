"""The reading side: queries over the projections that change nothing; names are joined from the personal parts."""
