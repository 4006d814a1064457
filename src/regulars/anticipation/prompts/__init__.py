"""The likely next need at each step of a flow, online or at the counter; how often it was right.

    steps      the flows of a place, their steps, what may be prompted there
    choosing   what one customer will probably need now, and what the simple rule would say
    asking     a prompt, once a day and step; what came of it
    switches   off for a customer, off for the house: then nothing is reckoned and nothing is kept
    keys       what a customer's browser shows, and the websites whose pages may ask
    measuring  how often prompts were right, beside the simple rule

Method, formula, limits: docs/algorithms/prompts.md.
"""
