"""先审: remembers, shows, sends. No opinions: what to think of a text is asked of `review`."""
