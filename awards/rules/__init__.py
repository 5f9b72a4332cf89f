"""Pure rules of awards: no Django, no database, no clock."""
