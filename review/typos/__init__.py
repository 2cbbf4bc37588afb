"""错别字: slips of the keyboard and the pen, found by what official prose makes likely."""
