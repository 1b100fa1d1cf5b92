"""Sarhad: sourced facts become GeoJSON layers become maps that open anywhere."""
