"""What the pages and the API share: who is asking, from where, and how a refusal is told."""
