"""A file before it is read: its bytes, what they really are, how large they unpack, in which encoding they are."""
