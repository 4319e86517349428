"""The pages on which services are asked along, and the page behind their link."""
