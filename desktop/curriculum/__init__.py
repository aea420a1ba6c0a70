"""Orders, competencies, label schemas, lessons, items and blueprints, and the packs that carry them."""
