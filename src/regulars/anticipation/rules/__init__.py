"""Rules the staff write themselves: signal → need → act, in one sentence.

vocabulary  the words a rule may be made of
sentences   a rule as it reads, in the reader's language
matching    does a rule fit what is seen? (pure)
seeing      what is seen of somebody now
firing      rules that fit become proposals
keeping     write, switch, take out: each a version and a moment
trial       what a rule would have done last month
figures     uses, refusals and thanks of each rule
scoring     each week beside the simple baseline; who does worse is suspended
"""
