"""The generator: from a YAML curriculum to a site that a dyad leader can study."""
