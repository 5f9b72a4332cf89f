"""Acts of awards, a function each."""
