# SPDX-License-Identifier: GPL-2.0-or-later
#
# embed - turns sql/ into C: every statement, the schema and the migrations.
#
# awk -v header=1 -f embed.awk schema.sql queries/*.sql migrations/*.sql
#
# header=1 writes embedded.h, header=0 embedded.c.  A statement begins with a
# line "-- name: report_insert" and is then Q_REPORT_INSERT.  A migration is
# a file NNN-what.sql that brings version NNN-1 to NNN; the largest NNN is
# the version of schema.sql.  Plain POSIX awk, so mawk, gawk and busybox do.

function fail(what)
{
	print FILENAME ":" FNR ": " what > "/dev/stderr"
	failed = 1
	exit 1
}

# A line of SQL as a C string.  By hand: awks differ over \ in gsub.
function quote(s,	i, c, out)
{
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		if (c == "\\" || c == "\"" || c == "?")
			out = out "\\" c
		else if (c == "\t")
			out = out "\\t"
		else
			out = out c
	}
	return "\t\"" out "\\n\"\n"
}

function finish_query()
{
	if (name != "" && text[name] !~ /;/)
		fail("statement " name " does not end")
	name = ""
}

FNR == 1 {
	finish_query()
	kind = ""
	if (FILENAME ~ /schema\.sql$/)
		kind = "schema"
	else if (FILENAME ~ /queries\/[^\/]*\.sql$/)
		kind = "query"
	else if (FILENAME ~ /migrations\/[0-9][0-9][0-9]-[^\/]*\.sql$/)
		kind = "migration"
	else
		fail("is neither schema, queries nor a migration NNN-what.sql")
	if (kind == "migration") {
		file = FILENAME
		sub(/^.*\//, "", file)
		migration[++migrations] = file
		number[migrations] = substr(file, 1, 3) + 0
		if (number[migrations] != migrations)
			fail("migration " migrations " is missing")
	}
}

{ sub(/[ \t\r]+$/, "") }

kind == "query" && /^-- name: / {
	finish_query()
	name = $3
	if (name !~ /^[a-z][a-z0-9_]*$/ || NF != 3)
		fail("bad name of a statement")
	if (name in text)
		fail("second statement called " name)
	query[++queries] = name
	text[name] = ""
	next
}

/^[ \t]*--/ || $0 == "" { next }

kind == "query" && name == "" { fail("statement without a name") }
kind == "query" && text[name] ~ /;/ { fail("text after the end of " name) }
kind == "query" { text[name] = text[name] quote($0) }
kind == "schema" { schema = schema quote($0) }
kind == "migration" { steps[migrations] = steps[migrations] quote($0) }

function put_header(	i)
{
	print "#ifndef EMBEDDED_H"
	print "#define EMBEDDED_H"
	print "\nenum store_query {"
	for (i = 1; i <= queries; i++)
		print "\tQ_" toupper(query[i]) ","
	print "\tQ_COUNT"
	print "};"
	print "\n#define SQL_SCHEMA_VERSION\t" migrations
	print "\nstruct sql_migration {"
	print "\tint\t\t version;\t/* that it leads to */"
	print "\tconst char\t*name;"
	print "\tconst char\t*sql;"
	print "};"
	print "\nextern const char *const sql_query[Q_COUNT];"
	print "extern const char *const sql_query_name[Q_COUNT];"
	print "extern const char *const sql_schema;"
	print "extern const struct sql_migration " \
	    "sql_migrations[SQL_SCHEMA_VERSION];"
	print "\n#endif"
}

function put_source(	i)
{
	print "#include \"embedded.h\""
	print "\nconst char *const sql_query[Q_COUNT] = {"
	for (i = 1; i <= queries; i++)
		printf "[Q_%s] =\n%s\t,\n", toupper(query[i]), text[query[i]]
	print "};"
	print "\nconst char *const sql_query_name[Q_COUNT] = {"
	for (i = 1; i <= queries; i++)
		print "\t[Q_" toupper(query[i]) "] = \"" query[i] "\","
	print "};"
	printf "\nconst char *const sql_schema =\n%s\t;\n", schema
	print "\nconst struct sql_migration " \
	    "sql_migrations[SQL_SCHEMA_VERSION] = {"
	for (i = 1; i <= migrations; i++)
		printf "{ %d, \"%s\",\n%s\t\"\" },\n", number[i],
		    migration[i], steps[i]
	print "};"
}

END {
	if (failed)
		exit 1
	finish_query()
	if (queries == 0 || migrations == 0 || schema == "")
		fail("schema, queries or migrations are missing")
	print "/* Made by sql/embed.awk: change sql/ instead. */"
	if (header)
		put_header()
	else
		put_source()
}
