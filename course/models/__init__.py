"""What a reader brings: explains the layers of a model, and finds layers that make given sizes."""
