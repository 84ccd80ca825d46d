"""The domain of eccentric training: pure values and functions, standard library only, time as an argument."""
