"""Who: parties, speakers, and the sides they stand for."""
