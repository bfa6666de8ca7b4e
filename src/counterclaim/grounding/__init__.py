"""What the words denote: times, places, parties; and the joining into records."""
