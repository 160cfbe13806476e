"""What a grammar says of each element, its content as a minimal automaton, and expressions that XML Schema allows."""
