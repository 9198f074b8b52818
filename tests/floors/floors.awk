# SPDX-License-Identifier: GPL-2.0-or-later
#
# floors - which file calls which, and whether the plan allows it.
#
# Reads the plan (reading=plan), what nm tells of the objects
# (reading=symbols) and the sources (reading=source), in this order.  A "unit"
# is a .c file with the header of its name; a header without one, such as a
# room's private header, is a unit of its own.

BEGIN {
	LINES_MAX = 800		# of a file
	LENGTH_MAX = 40		# of a function, at the 99th percentile
	SYMBOLS_MAX = 8		# named of one arrow
	split("rooms arrows circles files functions globals", kind, " ")
	says["rooms"] = "each file stands in a room of the plan and is built"
	says["arrows"] = "arrows go down or stay in their room"
	says["circles"] = "no circle stands between files"
	says["files"] = "a file has at most " LINES_MAX " lines"
	says["functions"] = "99 of 100 functions have at most " \
	    LENGTH_MAX " lines"
	says["globals"] = "no global variable can be changed"
}

function folder(path) {
	sub("/[^/]*$", "", path)
	return path
}

function stem(path) {
	sub("[.][ch]$", "", path)
	return path
}

function fault(of, where, what) {
	faults[of]++
	message[of, faults[of]] = where ": " what
}

# ---- the plan

reading == "plan" && !/^#/ && NF >= 2 {
	if ($1 != floor_before)
		depth++
	floor_before = $1
	room_name[++rooms] = $2
	room_at[$2] = FILENAME ":" FNR
	floor[$2] = $1
	rank[$2] = $1 == "-" ? 0 : depth
	for (i = 3; i <= NF; i++) {
		also[$2, $i] = 1
		named[$2, i] = $i
	}
}

# May a file of one room call a unit of another?
function may_call(room, other, unit) {
	return room == other || (room, other) in also ||
	    (room, unit) in also ||
	    (rank[room] > 0 && rank[other] > rank[room])
}

# ---- the symbols

# The stem of an object's source: automake may put the program's name before.
function object_unit(path,	at) {
	sub("[.]o$", "", path)
	at = match(path, "/[A-Za-z0-9_]*-[^/]*$")
	if (at > 0)
		path = substr(path, 1, at) substr(path, at + \
		    index(substr(path, at), "-"))
	return path
}

reading == "symbols" && (n = split($0, field, "|")) >= 7 {
	at = index(field[1], ".o:")
	unit = object_unit(substr(field[1], 1, at + 1))
	symbol = substr(field[1], at + 3)
	gsub(" ", "", symbol)
	type = field[3]
	gsub(" ", "", type)
	built[unit] = 1
	if (symbol ~ /^_/ || symbol == "main")
		next
	if (type == "U") {
		if (!((unit, symbol) in used)) {
			used[unit, symbol] = 1
			use_unit[++uses] = unit
			use_symbol[uses] = symbol
		}
	} else if (!((unit, symbol) in defined)) {
		defined[unit, symbol] = 1
		definer[symbol, ++definers[symbol]] = unit
		if (type ~ /[BDCSG]/ && field[n] !~ /[.](data[.]rel[.])?ro/) {
			changeable[++changeables] = unit
			variable[changeables] = symbol
		}
	}
}

# ---- the sources

reading == "source" && FNR == 1 {
	file[++files] = FILENAME
	is_file[FILENAME] = 1
	room = folder(FILENAME)
	file_count[room]++
	name_line = 0
}

reading == "source" {
	last[FILENAME] = FNR
	line_count[room]++
}

reading == "source" && /^#include "/ {
	split($0, field, "\"")
	include_from[++includes] = FILENAME
	include_line[includes] = FNR
	include_name[includes] = field[2]
}

# Where a file first says the name of a symbol, outside its comments.
reading == "source" && !/^[ \t]* [*]/ && !/^[ \t]*\/[*]/ {
	rest = $0
	while (match(rest, /[A-Za-z_][A-Za-z0-9_]*/)) {
		word = substr(rest, RSTART, RLENGTH)
		rest = substr(rest, RSTART + RLENGTH)
		if (word in definers && !((FILENAME, word) in says_at))
			says_at[FILENAME, word] = FNR
	}
}

# A function: its name in column 0, then its braces.
reading == "source" && /^[a-z_][A-Za-z0-9_]*\(/ {
	name_line = FNR
	name = $0
	sub(/\(.*/, "", name)
}

reading == "source" && /^}/ && name_line > 0 {
	length_of[++functions] = FNR - name_line + 1
	function_at[functions] = FILENAME ":" name_line ": " name
	name_line = 0
}

# ---- who calls whom

# The file that an include means; "" for one of another project.
function included(from, name) {
	if (("src/" name) in is_file)
		return "src/" name
	if (name in is_file)
		return name
	name = folder(from) "/" name
	return name in is_file ? name : ""
}

# How many folders two paths have in common.
function common(a, b,	x, y, n, m, i) {
	n = split(a, x, "/")
	m = split(b, y, "/")
	for (i = 1; i < n && i < m && x[i] == y[i]; i++)
		;
	return i - 1
}

# The unit whose symbol another one uses.  Programs may have a name twice, so
# it is the nearest, and of two as near the one that may be called.  What a
# foreign program defines is not linked: the name is the C library's.
function owner(unit, symbol,	i, best, most, score, other, may) {
	most = -1
	for (i = 1; i <= definers[symbol]; i++) {
		other = definer[symbol, i]
		may = may_call(folder(unit), folder(other), other)
		score = 2 * common(unit, other) + may
		if (score > most && (other ".c") in is_file &&
		    (may || rank[folder(other)] > 0)) {
			most = score
			best = other
		}
	}
	return best
}

# Note an arrow between units, the first place where it is drawn, and the
# symbols that draw it.
function arrow(from, to, where, symbol,	key) {
	key = from SUBSEP to
	if (!(key in place)) {
		place[key] = where
		next_unit[from, ++nexts[from]] = to
	}
	if (symbol != "") {
		if (++symbol_count[key] == 1)
			place[key] = where
		if (symbol_count[key] <= SYMBOLS_MAX)
			symbols[key] = symbols[key] \
			    (symbol_count[key] > 1 ? " " : "") symbol
	}
	visit(from, to)
}

function visit(from, to) {
	if (folder(from) != folder(to)) {
		visits[folder(from), folder(to)] = 1
		visits[folder(from), to] = 1
	}
}

function called(key) {
	if (symbol_count[key] == 0)
		return "includes only"
	return symbols[key] (symbol_count[key] > SYMBOLS_MAX ? " and " \
	    symbol_count[key] - SYMBOLS_MAX " more" : "")
}

function why_not(from, to) {
	return from " (" floor[from] ") may not call " to " (" floor[to] ")"
}

function judge_include(i,	from, to, where) {
	from = include_from[i]
	to = included(from, include_name[i])
	if (to == "" || stem(from) == stem(to))
		return
	where = from ":" include_line[i]
	if (!may_call(folder(from), folder(to), stem(to)))
		fault("arrows", where, "includes " include_name[i] ": " \
		    why_not(folder(from), folder(to)))
	if (from ~ /[.]h$/ && to ~ /[.]h$/)
		header_next[from, ++header_nexts[from]] = to
	# What a room's shared header includes, its includers answer for.
	if ((stem(from) ".c") in is_file || !((stem(to) ".c") in is_file))
		arrow(stem(from), stem(to), where, "")
	else
		visit(from, stem(to))
}

function judge_use(i,	from, to, path, where) {
	from = use_unit[i]
	path = from ".c"
	if (!(path in is_file) || (to = owner(from, use_symbol[i])) == "" ||
	    to == from)
		return
	if (!((path, use_symbol[i]) in says_at) &&
	    ((from ".h", use_symbol[i]) in says_at))
		path = from ".h"
	where = path ":" says_at[path, use_symbol[i]] + 0
	if (!may_call(folder(from), folder(to), to))
		fault("arrows", where, "calls " use_symbol[i] " of " to \
		    ".c: " why_not(folder(from), folder(to)))
	arrow(from, to, where, use_symbol[i])
}

# ---- circles

# All that can be reached from a node, into reach[start, node].
function explore(start, nexts_of, next_of, reach,	todo, n, node, i, to) {
	todo[n = 1] = start
	while (n > 0) {
		node = todo[n--]
		for (i = 1; i <= nexts_of[node]; i++) {
			to = next_of[node, i]
			if (!((start, to) in reach)) {
				reach[start, to] = 1
				todo[++n] = to
			}
		}
	}
}

# The shortest way from a node back to itself.
function shortest(start, nexts_of, next_of,	todo, n, m, node, i, to, back,
    way) {
	todo[n = 1] = start
	for (m = 1; m <= n; m++) {
		node = todo[m]
		for (i = 1; i <= nexts_of[node]; i++) {
			to = next_of[node, i]
			if (to == start) {
				way = start
				for (; node != start; node = back[node])
					way = node " -> " way
				return start " -> " way
			}
			if (!(to in back)) {
				back[to] = node
				todo[++n] = to
			}
		}
	}
}

# Tell a circle by its shortest way and by every arrow inside.
function tell_circle(members, member,	i, j, k, key, to) {
	fault("circles", place_of(member[1], reached_next(member[1])),
	    "circle of " members " files: " \
	    shortest(member[1], nexts, next_unit))
	for (i = 1; i <= members; i++)
		for (j = 1; j <= nexts[member[i]]; j++) {
			to = next_unit[member[i], j]
			key = member[i] SUBSEP to
			for (k = 1; k <= members; k++)
				if (member[k] == to)
					message["circles", faults["circles"]] = \
					    message["circles", \
					    faults["circles"]] "\n    " \
					    place[key] ": " to ": " \
					    called(key)
		}
}

function reached_next(node,	i, to) {
	for (i = 1; i <= nexts[node]; i++) {
		to = next_unit[node, i]
		if ((to, node) in reach)
			return to
	}
}

function place_of(from, to) {
	return place[from, to]
}

function find_circles(	i, j, unit, other, members, member, done) {
	for (i = 1; i <= files; i++)
		if (!(stem(file[i]) in seen_unit)) {
			seen_unit[stem(file[i])] = 1
			unit_name[++units] = stem(file[i])
			explore(stem(file[i]), nexts, next_unit, reach)
		}
	for (i = 1; i <= units; i++) {
		unit = unit_name[i]
		if (unit in done || !((unit, unit) in reach))
			continue
		members = 0
		for (j = i; j <= units; j++) {
			other = unit_name[j]
			if ((unit, other) in reach && (other, unit) in reach) {
				member[++members] = other
				done[other] = 1
			}
		}
		tell_circle(members, member)
	}
}

function find_header_circles(	i, h) {
	for (i = 1; i <= files; i++)
		if (file[i] ~ /[.]h$/)
			explore(file[i], header_nexts, header_next,
			    header_reach)
	for (i = 1; i <= files; i++) {
		h = file[i]
		if ((h, h) in header_reach)
			fault("circles", h ":1", "headers include each " \
			    "other: " shortest(h, header_nexts, header_next))
	}
}

# ---- sizes and variables

function judge_room(room,	i) {
	if (file_count[room] == 0)
		fault("rooms", room_at[room], room " has no file")
	for (i = 3; (room, i) in named; i++)
		if (!((room, named[room, i]) in visits))
			fault("rooms", room_at[room], room " may call " \
			    named[room, i] ", and does not")
}

function judge_file(path,	unit) {
	unit = stem(path)
	if (!(folder(path) in floor))
		fault("rooms", path ":1", "stands in no room of the plan")
	if (path ~ /[.]c$/ && !(unit in built))
		fault("rooms", path ":1", "no object is built of it")
	if (last[path] > LINES_MAX)
		fault("files", path ":" LINES_MAX + 1, last[path] " lines")
}

# The length that 99 of 100 functions do not exceed.
function percentile(	i, n, sum, count) {
	for (i = 1; i <= functions; i++) {
		count[length_of[i]]++
		if (length_of[i] > longest)
			longest = length_of[i]
	}
	for (n = 0; n < longest && sum * 100 < functions * 99; sum += count[n])
		n++
	return n
}

function judge_functions(	i) {
	at_most = percentile()
	for (i = 1; at_most > LENGTH_MAX && i <= functions; i++)
		if (length_of[i] > LENGTH_MAX)
			fault("functions", function_at[i], length_of[i] \
			    " lines")
}

function judge_variable(i,	path) {
	path = changeable[i] ".c"
	if (path in is_file)
		fault("globals", path ":" says_at[path, variable[i]] + 0,
		    variable[i] " is global and can be changed")
}

# ---- what is printed

function short(room) {
	sub("^src/", "", room)
	return room
}

function print_plan(	i, j, calls, total, lines) {
	printf "%-5s %-18s %5s %6s  %s\n", "floor", "room", "files", "lines",
	    "calls"
	for (i = 1; i <= rooms; i++) {
		calls = ""
		for (j = 1; j <= rooms; j++)
			if ((room_name[i], room_name[j]) in visits)
				calls = calls " " short(room_name[j])
		printf "%-5s %-18s %5d %6d %s\n", floor[room_name[i]],
		    short(room_name[i]), file_count[room_name[i]],
		    line_count[room_name[i]], calls
		total += file_count[room_name[i]]
		lines += line_count[room_name[i]]
	}
	printf "%-5s %-18s %5d %6d  %d functions, 99 of 100 within %d " \
	    "lines\n\n", "", "all", total, lines, functions, at_most
}

function print_faults(	i, k, bad, is_bad) {
	for (i = 1; i in kind; i++) {
		printf "[ RUN      ] %s\n", says[kind[i]]
		for (k = 1; k <= faults[kind[i]]; k++)
			print message[kind[i], k]
		is_bad = faults[kind[i]] > 0
		bad += is_bad
		printf "[  %s ] %s\n", is_bad ? "FAILED " : "     OK",
		    says[kind[i]]
	}
	printf "[==========] %d test(s) run.\n", i - 1
	printf "[  PASSED  ] %d test(s).\n", i - 1 - bad
	if (bad > 0)
		printf "[  FAILED  ] %d test(s).\n", bad
	return bad
}

END {
	if (files == 0) {
		print "floors: no sources" | "cat >&2"
		exit 1
	}
	for (i = 1; i <= files; i++)
		judge_file(file[i])
	for (i = 1; i <= includes; i++)
		judge_include(i)
	for (i = 1; i <= uses; i++)
		judge_use(i)
	for (i = 1; i <= rooms; i++)
		judge_room(room_name[i])
	find_circles()
	find_header_circles()
	judge_functions()
	for (i = 1; i <= changeables; i++)
		judge_variable(i)
	print_plan()
	exit (print_faults() > 0)
}
