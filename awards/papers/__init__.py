"""Papers of awards, made of the ground floor's content model."""
