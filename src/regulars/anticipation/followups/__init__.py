"""Keeping in touch for an aim: up to eleven words, 14 to 21 days apart, each with a reason of its
own that serves them; done by a person, ended by a result, a no, or a request."""
