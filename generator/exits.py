"""How a command ends: well, with faults in the input, by wrong use, because of the machine, or by a fault of ours."""

OK, FAULTS, WRONG_USE, MACHINE, BUG = range(5)
