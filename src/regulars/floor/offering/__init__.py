"""What is proposed for somebody, on the floor: three at most, each with the words and why; one tap
says what became of it. Whether it was welcome is all the house learns from."""
