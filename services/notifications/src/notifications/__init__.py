"""Who is told what, through which channel, with proof that it arrived."""
