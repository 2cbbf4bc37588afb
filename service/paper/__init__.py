"""The paper: what a post leaves behind for files and inspectors, made from what the store holds."""
