"""Languages of documents: a file each of the words that figures are made of, and what finds and tells them."""
