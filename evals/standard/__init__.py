"""Standard sets of questions over plain documents: SQuAD-style files and BEIR-style folders."""
