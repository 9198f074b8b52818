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

# Write one source: its path, then its text.
file() {
	mkdir -p "$house/$(dirname "$1")"
	printf '%b' "$2" >"$house/$1"
}

# A house of three floors and a program without a fault.
sound_house() {
	rm -rf "$house"
	file plan '2\tsrc/top\n1a\tsrc/left\n1a\tsrc/right\n0\tsrc/low\n-\tmodem\tsrc/low/wire\n'
	file src/top/top.h 'int top_run(void);\n'
	file src/top/top.c '#include "left/left.h"\n#include "top/top.h"\n\nint\ntop_run(void)\n{\n\treturn left_count() + 1;\n}\n'
	file src/left/left.h 'int left_count(void);\n'
	file src/left/left.c '#include "left/left.h"\n#include "low/wire.h"\n\nint\nleft_count(void)\n{\n\treturn wire_length();\n}\n'
	file src/right/right.h 'int right_count(void);\n'
	file src/right/right.c '#include "right/right.h"\n\nint\nright_count(void)\n{\n\treturn 2;\n}\n'
	file src/low/wire.h 'extern const char *const wire_names[];\nint wire_length(void);\n'
	file src/low/wire.c '#include "low/wire.h"\n\nconst char *const wire_names[] = { "one", "two" };\n\nint\nwire_length(void)\n{\n\treturn 3;\n}\n'
	file src/low/clock.h 'int clock_now(void);\n'
	file src/low/clock.c '#include "low/clock.h"\n\nint\nclock_now(void)\n{\n\treturn 4;\n}\n'
	file modem/modem.c '#include "low/wire.h"\n\nint\nmain(void)\n{\n\treturn wire_length();\n}\n'
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

# One test: its name, the verdict, and what must be printed, a line each.
expect() {
	name=$1
	wanted=$2
	shift 2
	tests=$((tests + 1))
	good=true
	echo "[ RUN      ] $name"
	build_house
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
		cat "$house/out"
		echo "[  FAILED  ] $name"
	fi
}

sound_house
expect "a sound house passes" 0 \
    '2     top                    2      9  left' \
    '1a    left                   2      9  low' \
    '[  PASSED  ] 6 test(s).'

sound_house
file src/low/clock.c '#include "low/clock.h"\n#include "top/top.h"\n\nint\nclock_now(void)\n{\n\treturn 4;\n}\n'
expect "an include that goes up is told with its line" 1 \
    'src/low/clock.c:2: includes top/top.h: src/low (0) may not call src/top (2)' \
    '[  FAILED  ] arrows go down or stay in their room'

sound_house
file src/low/clock.c '#include "low/clock.h"\n\nint top_run(void);\n\nint\nclock_now(void)\n{\n\t/* top_run() */\n\treturn top_run();\n}\n'
expect "a call that goes up is told where it is declared" 1 \
    'src/low/clock.c:3: calls top_run of src/top/top.c: src/low (0) may not call src/top (2)'

sound_house
file src/left/left.c '#include "left/left.h"\n#include "right/right.h"\n\nint\nleft_count(void)\n{\n\treturn right_count();\n}\n'
expect "rooms of one floor do not know each other" 1 \
    'src/left/left.c:2: includes right/right.h: src/left (1a) may not call src/right (1a)' \
    'src/left/left.c:7: calls right_count of src/right/right.c: src/left (1a) may not call src/right (1a)'

sound_house
file modem/modem.c '#include "low/wire.h"\n#include "low/clock.h"\n\nint\nmain(void)\n{\n\treturn clock_now();\n}\n'
expect "another program calls only what it is allowed" 1 \
    'modem/modem.c:2: includes low/clock.h: modem (-) may not call src/low (0)' \
    'modem/modem.c:7: calls clock_now of src/low/clock.c'

sound_house
file modem/tty.h 'int tty_open(void);\n'
file modem/tty.c '#include "modem/tty.h"\n\nint\ntty_open(void)\n{\n\treturn 0;\n}\n'
file src/top/top.c '#include "modem/tty.h"\n#include "top/top.h"\n\nint\ntop_run(void)\n{\n\treturn 1;\n}\n'
expect "the house includes nothing of another program" 1 \
    'src/top/top.c:1: includes modem/tty.h: src/top (2) may not call modem (-)'

sound_house
file src/low/private.h 'int wire_length(void);\nint clock_now(void);\nint tick_next(void);\n'
file src/low/wire.c '#include "low/private.h"\n\nint\nwire_length(void)\n{\n\treturn clock_now();\n}\n'
file src/low/clock.c '#include "low/private.h"\n\nint\nclock_now(void)\n{\n\treturn tick_next();\n}\n'
file src/low/tick.c '#include "low/private.h"\n\nint\ntick_next(void)\n{\n\treturn wire_length();\n}\n'
expect "a circle in a room is told with its symbols, whoever declares them" 1 \
    'circle of 3 files: src/low/clock -> src/low/tick -> src/low/wire -> src/low/clock' \
    'src/low/clock.c:6: src/low/tick: tick_next' \
    'src/low/tick.c:6: src/low/wire: wire_length' \
    'src/low/wire.c:6: src/low/clock: clock_now'

sound_house
file src/low/wire.h '#include "low/clock.h"\nint wire_length(void);\n'
file src/low/clock.c '#include "low/clock.h"\n#include "low/wire.h"\n\nint\nclock_now(void)\n{\n\treturn wire_length();\n}\n'
file src/low/wire.c '#include "low/wire.h"\n\nint\nwire_length(void)\n{\n\treturn 3;\n}\n'
expect "an include closes a circle as a call does" 1 \
    'circle of 2 files: src/low/clock -> src/low/wire -> src/low/clock' \
    'src/low/wire.h:1: src/low/clock: includes only'

sound_house
file src/low/one.h '#ifndef ONE_H\n#define ONE_H\n#include "low/two.h"\n#endif\n'
file src/low/two.h '#ifndef TWO_H\n#define TWO_H\n#include "low/one.h"\n#endif\n'
expect "headers that include each other are told" 1 \
    'src/low/one.h -> src/low/two.h -> src/low/one.h'

sound_house
file src/low/clock.c "#include \"low/clock.h\"\n$(seq -s '\n' -f '/* %g */' 1 795)\nint\nclock_now(void)\n{\n\treturn 4;\n}\n"
expect "a file of more than 800 lines is told" 1 \
    'src/low/clock.c:801: 801 lines'

sound_house
file src/low/clock.c "#include \"low/clock.h\"\n\nint\nclock_now(void)\n{\n\tint n = 0;\n\n$(seq -s '\n' -f '\tn += %g;' 1 40)\n\treturn n;\n}\n"
expect "a long function is told" 1 \
    'src/low/clock.c:4: clock_now: 46 lines' \
    '[  FAILED  ] 99 of 100 functions have at most 40 lines'

sound_house
file src/low/clock.c '#include "low/clock.h"\n\nint clock_skew;\n\nint\nclock_now(void)\n{\n\treturn clock_skew;\n}\n'
expect "a global variable is told, a constant table is not" 1 \
    'src/low/clock.c:3: clock_skew is global and can be changed' \
    '[  PASSED  ] 5 test(s).'

sound_house
file src/attic/attic.c 'int attic_count(void);\n\nint\nattic_count(void)\n{\n\treturn 5;\n}\n'
expect "a file outside the plan is told" 1 \
    'src/attic/attic.c:1: stands in no room of the plan'

sound_house
build_house
file src/low/late.h 'int late_is(void);\n'
file src/low/late.c '#include "low/late.h"\n'
tests=$((tests + 1))
judge_house
if [ "$verdict" -eq 1 ] &&
    grep -q 'src/low/late.c:1: no object is built of it' "$house/out"; then
	echo "[       OK ] a source that is not built is told"
else
	failed=$((failed + 1))
	echo "[  FAILED  ] a source that is not built is told"
fi

echo "[==========] $tests test(s) run."
echo "[  PASSED  ] $((tests - failed)) test(s)."
[ "$failed" -eq 0 ] || echo "[  FAILED  ] $failed test(s)."
[ "$failed" -eq 0 ]
