"""The pages of Onderdak: each folder parses a request, makes one call and renders."""
