# SPDX-License-Identifier: GPL-2.0-or-later
#
# The words of a list, one to a line, as strings of many words each with a
# line's end behind every word: no string is longer than C promises to take.

BEGIN {
	print "/* Made of src/language/vocabulary/words. */"
	print "#include \"language/vocabulary.h\""
	print "const char *const vocabulary_words[] = {"
}
{
	printf "%s\"%s\\n\"", (NR % 6 == 1 ? "\t" : " "), $1
	used += length($1) + 1
	if (NR % 6 == 0)
		printf "\n"
	if (used > 4000) {
		print ","
		used = 0
	}
}
END {
	print (used > 0 ? "," : "")
	print "\t(const char *)0\n};"
}
