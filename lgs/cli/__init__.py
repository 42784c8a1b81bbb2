"""The command line: arguments in, one call of a lower room, words out. Only this room prints."""
