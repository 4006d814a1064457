"""The house for machines: `/api/v1`."""
