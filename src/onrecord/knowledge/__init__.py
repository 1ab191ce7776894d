"""What onrecord knows of the world before it reads: data files of the package, and small look-ups over them."""
