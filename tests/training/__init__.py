"""Tools that build what ships as data. Nothing here is imported by the product."""
