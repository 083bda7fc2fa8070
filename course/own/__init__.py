"""Own knows the layers that a reader brings: what each does, and which would fit instead."""
