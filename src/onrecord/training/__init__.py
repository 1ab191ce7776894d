"""Training of the models that the package ships; needs the extra `train`, nothing at run time imports it."""
