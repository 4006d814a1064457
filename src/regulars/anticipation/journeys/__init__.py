"""Before somebody comes: the one more question that spares them the gate, what to bring and what
to leave at home.

    services     the kinds of service of a place, their checklist, their questions
    conditions   what is open to ask for a booking, what was said, what came of it
    briefings    the checklist, drafted at the booking and again the day before

Method, limits: docs/algorithms/before-they-come.md.
"""
