"""Areas of Statistics Netherlands (CBS), as GeoJSON; also postcode areas."""
