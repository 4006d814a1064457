"""Ready before it happens: playbooks, risks, coaching in private, and a place that may open."""
