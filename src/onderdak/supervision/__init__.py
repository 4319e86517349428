"""CHECK: reports, the picture of an address, inspections, enforcement."""
