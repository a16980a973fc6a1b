"""Evidence files: taken in, judged and cleaned in a process of their own, stored under their digest, scanned."""
