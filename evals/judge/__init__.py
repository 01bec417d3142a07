"""Teaching the judge: examples of questions with what answers them, and the training itself."""
