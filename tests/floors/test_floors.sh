#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What `floors` must find, in a small house that is built here: each fault is
# laid alone and must be told with its file and line.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
house=$(mktemp -d)
trap 'rm -rf "$house"' EXIT
tests=0
failed=0

# A file of the house; its text comes in.
file() {
	mkdir -p "$house/$(dirname "$1")"
	cat >"$house/$1"
}

includes() {
	for header; do
		echo "#include \"$header\""
	done
	echo
}

# A function of a name that returns something, in five lines.
returning() {
	printf 'int\n%s(void)\n{\n\treturn %s;\n}\n' "$1" "$2"
}

# A unit: its path, its function and what that returns, what it includes.
# Its .c file has one line an include, an empty one, and then the function.
unit() {
	echo "int $2(void);" | file "$1.h"
	source=$1
	name=$2
	result=$3
	shift 3
	{
		includes "$source.h" "$@" | sed 's|"src/|"|'
		returning "$name" "$result"
	} | file "$source.c"
}

# A house of three floors and another program, without a fault.
sound_house() {
	rm -rf "$house"
	file plan <<-'EOF'
	2	src/top
	1a	src/left
	1a	src/right
	0	src/low
	-	modem	src/low/wire
	EOF
	unit src/top/top top_run 'left_count() + 1' left/left.h
	unit src/left/left left_count 'wire_length()' low/wire.h
	unit src/right/right right_count 2
	unit src/low/wire wire_length 3
	unit src/low/clock clock_now 4
	echo 'const char *const wire_names[] = { "one", "two" };' \
	    >>"$house/src/low/wire.c"
	{ includes low/wire.h; returning main 'wire_length()'; } |
	    file modem/modem.c
}

build_house() {
	(cd "$house" && find src modem -name '*.c' | while read -r source; do
		mkdir -p "build/$(dirname "$source")"
		${CC:-cc} -Isrc -I. -c -o "build/${source%.c}.o" "$source"
	done)
}

judge_house() {
	verdict=0
	sh "$here/floors" "$house" "$house/build" "$house/plan" \
	    >"$house/out" 2>&1 || verdict=$?
}

# Judge the house as it is built: a name, the verdict, and what must be told,
# a line each.
expect_as_built() {
	name=$1
	wanted=$2
	shift 2
	tests=$((tests + 1))
	good=true
	echo "[ RUN      ] $name"
	judge_house
	[ "$verdict" -eq "$wanted" ] || good=false
	for line; do
		grep -qF -- "$line" "$house/out" || {
			good=false
			echo "is not told: $line"
		}
	done
	if $good; then
		echo "[       OK ] $name"
	else
		failed=$((failed + 1))
		sed "s/^/    /" "$house/out"
		echo "[  FAILED  ] $name"
	fi
}

expect() {
	build_house
	expect_as_built "$@"
}

sound_house
expect "a sound house passes" 0 \
    '2     top                    2      9  left' \
    '1a    left                   2      9  low' \
    '[  PASSED  ] 6 test(s).'

sound_house
unit src/low/clock clock_now 4 top/top.h
expect "an include that goes up is told with its line" 1 \
    'src/low/clock.c:2: includes top/top.h: src/low (0) may not call src/top' \
    '[  FAILED  ] arrows go down or stay in their room' \
    '[  PASSED  ] 5 test(s).'

sound_house
{
	includes low/clock.h
	echo '/* top_run() is only spoken of. */'
	echo 'int top_run(void);'
	returning clock_now 'top_run()'
} | file src/low/clock.c
expect "a call that goes up is told with its line, whoever declares it" 1 \
    'src/low/clock.c:4: calls top_run of src/top/top.c: src/low (0) may not'

sound_house
unit src/left/left left_count 'right_count()' right/right.h
expect "rooms of one floor do not know each other" 1 \
    'src/left/left.c:2: includes right/right.h: src/left (1a) may not call' \
    'src/left/left.c:7: calls right_count of src/right/right.c: src/left (1a)'

sound_house
{ includes low/wire.h low/clock.h; returning main 'clock_now()'; } |
    file modem/modem.c
expect "another program calls only what it is allowed" 1 \
    'modem/modem.c:2: includes low/clock.h: modem (-) may not call src/low' \
    'modem/modem.c:7: calls clock_now of src/low/clock.c'

sound_house
unit modem/tty tty_open 0
unit src/top/top top_run 1 modem/tty.h
expect "the house includes nothing of another program" 1 \
    'src/top/top.c:2: includes modem/tty.h: src/top (2) may not call modem (-)'

sound_house
file src/low/private.h <<EOF
int wire_length(void);
int clock_now(void);
int tick_next(void);
EOF
{ includes low/private.h; returning wire_length 'clock_now()'; } |
    file src/low/wire.c
{ includes low/private.h; returning clock_now 'tick_next()'; } |
    file src/low/clock.c
{ includes low/private.h; returning tick_next 'wire_length()'; } |
    file src/low/tick.c
expect "a circle in a room is told with its symbols, whoever declares them" 1 \
    'circle of 3 files: src/low/clock -> src/low/tick -> src/low/wire -> src' \
    'src/low/clock.c:6: src/low/tick: tick_next' \
    'src/low/tick.c:6: src/low/wire: wire_length' \
    'src/low/wire.c:6: src/low/clock: clock_now'

sound_house
unit src/low/clock clock_now 'wire_length()' low/wire.h
{ includes low/clock.h; echo 'int wire_length(void);'; } | file src/low/wire.h
expect "an include closes a circle as a call does" 1 \
    'circle of 2 files: src/low/clock -> src/low/wire -> src/low/clock' \
    'src/low/wire.h:1: src/low/clock: includes only'

sound_house
{ echo '#pragma once'; includes low/two.h; } | file src/low/one.h
{ echo '#pragma once'; includes low/one.h; } | file src/low/two.h
expect "headers that include each other are told" 1 \
    'src/low/one.h -> src/low/two.h -> src/low/one.h'

sound_house
seq -f '/* %g */' 1 794 >>"$house/src/low/clock.c"
expect "a file of more than 800 lines is told" 1 \
    'src/low/clock.c:801: 801 lines'

sound_house
{
	includes low/clock.h
	printf 'int\nclock_now(void)\n{\n\tint n = 0;\n\n'
	seq -f '	n += %g;' 1 40
	printf '\treturn n;\n}\n'
} | file src/low/clock.c
expect "a long function is told" 1 \
    'src/low/clock.c:4: clock_now: 46 lines' \
    '[  FAILED  ] 99 of 100 functions have at most 40 lines'

sound_house
{
	includes low/clock.h
	echo 'int clock_skew;'
	returning clock_now clock_skew
} | file src/low/clock.c
expect "a global variable is told, a constant table is not" 1 \
    'src/low/clock.c:3: clock_skew is global and can be changed' \
    '[  PASSED  ] 5 test(s).'

sound_house
unit src/attic/attic attic_count 5
expect "a file outside the plan is told" 1 \
    'src/attic/attic.c:1: stands in no room of the plan'

sound_house
printf '0\tsrc/cellar\n' >>"$house/plan"
expect "a room of the plan without a file is told" 1 \
    'plan:6: src/cellar has no file'

sound_house
sed -i 's|^1a.*left|& src/right|' "$house/plan"
unit src/left/left left_count 'right_count() + wire_length()' right/right.h \
    low/wire.h
expect "a room may call one of its floor that is named behind it" 0 \
    '1a    left                   2     10  right low'

sound_house
sed -i 's|^1a.*left|& src/right|' "$house/plan"
expect "what is named behind a room must be needed" 1 \
    'plan:2: src/left may call src/right, and does not'

sound_house
build_house
unit src/low/late late_is 6
expect_as_built "a source that is not built is told" 1 \
    'src/low/late.c:1: no object is built of it'

echo "[==========] $tests test(s) run."
echo "[  PASSED  ] $((tests - failed)) test(s)."
[ "$failed" -eq 0 ] || echo "[  FAILED  ] $failed test(s)."
[ "$failed" -eq 0 ]
