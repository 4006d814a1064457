"""“We are full” is a question, not an answer: every post is asked, asked once more, and nobody
stands there with nothing meanwhile.

open      a party at the door: every post is asked at once
answer    a post says “a table in N minutes” or “none”, by one tap
again     the second look: after an interval, or as soon as somebody leaves
tell_no   only after two looks to the end
offer     a way to wait that costs no queueing
end       seated, booked for later, or gone; who was still there, and what saved the visit
"""
