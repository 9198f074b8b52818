/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_CITY_H
struct conf_danger;
struct conf_elsewhere;

#define CONF_CITY_H

#include <stdbool.h>

#include "conf/list.h"
#include "conf/time.h"

/* What the city says of itself: etc/kupang/{opd,categories,kelurahan,words}. */

#define CONF_LONGEST_PHONE	15	/* of a category, in septets */

/* A word or words that speak for a category, and how loudly (1..10). */
struct conf_phrase {
	char	*text;			/* owned; as configured */
	int	 weight;
	int	 line;
};

struct conf_opd {
	char		*code;		/* "DLH" */
	char		*name;		/* "Dinas Lingkungan Hidup" */
	struct conf_list aliases;	/* "lingkungan hidup" */
	struct conf_hours hours;	/* its own, else the city's */
	int		 line;
};

struct conf_category {
	char		*code;		/* "SAMPAH" */
	char		*label;		/* towards citizens; default the code */
	int		 opd;		/* index */
	bool		 urgent;
	bool		 secret;	/* its citizens are not shown */
	struct conf_list urgent_words;	/* only where one is said; none: all */
	char		*phone;		/* to call as well; "" if none */
	int		 join_s;	/* the same within so long is joined;
					   0 never */
	bool		 join_at_once;	/* unasked: a fire, a flood */
	struct conf_list apart;		/* groups of words, spaces between:
					   each another kind of problem */
	struct conf_term take, finish;	/* its own, else by urgency */
	struct conf_list keywords;	/* what a citizen names it by */
	struct conf_phrase *phrases;	/* evidence, with weights; owned */
	int		 phrase_count;
	const char	*file;		/* borrowed from the city */
	int		 line;
	int		 keywords_line;
};

struct conf_kelurahan {
	char		*code;		/* "53.71.03.1010" */
	char		*name;		/* upper case: "OESAPA BARAT" */
	char		*kecamatan;	/* upper case: "KELAPA LIMA" */
	struct conf_list aliases;
	const char	*file;		/* borrowed from the city */
	int		 line;
};

/*
 * Lists of words the grammar needs, each a setting of `words` in
 * etc/kupang/words.conf: commands first, then words that tell what the words
 * around them are.
 */
#define CONF_WORDS(X)							\
	X(REPORT,	"report")	/* LAPOR */			\
	X(STATUS,	"status")					\
	X(ADD,		"add")						\
	X(SATISFIED,	"satisfied")					\
	X(UNSATISFIED,	"unsatisfied")					\
	X(SUPPORT,	"support")					\
	X(CANCEL,	"cancel")					\
	X(REGISTER,	"register")					\
	X(HELP,		"help")						\
	X(STOP,		"stop")						\
	X(INFO,		"info")						\
	X(JOIN,		"join")		/* IKUT: the same problem */	\
	X(APART,	"apart")	/* BEDA: another one */		\
	X(TAKE,		"take")						\
	X(PROGRESS,	"progress")					\
	X(DONE,		"done")						\
	X(REJECT,	"reject")					\
	X(FORWARD,	"forward")					\
	X(ASK,		"ask")						\
	X(NOTE,		"note")						\
	X(SHOW,		"show")						\
	X(HANDOVER,	"handover")					\
	X(MORE,		"more")						\
	X(LIST,		"list")						\
	X(OFF,		"off")						\
	X(ON,		"on")						\
	X(AGREE,	"agree")	/* yes, to a request */		\
	X(REFUSE,	"refuse")	/* no, to a request */		\
	X(ENQUIRY,	"enquiry")	/* asks after a report */	\
	X(HOWTO,	"howto")	/* asks how to report */	\
	X(THANKS,	"thanks")	/* ok, siap: noted */		\
	X(QUESTION,	"question")	/* words that ask */		\
	X(ASKING,	"asking")	/* mau tanya: says that it asks */ \
	X(SERVICE,	"service")	/* jadwal, syarat: what is asked */ \
	X(MINE,		"mine")		/* laporan saya: a known report */ \
	X(SAME,		"same")		/* it is so with me, too */	\
	X(KEEP,		"keep")		/* catat, jadi: more to a report */ \
	X(CEASE,	"cease")	/* jangan, cukup: no more of it */ \
	X(MESSAGE,	"message")	/* sms, nomor saya: of what */	\
	X(METHOD,	"method")	/* bagaimana, tidak tahu: how */ \
	X(USING,	"using")	/* ketik, pakai: what is done */ \
	X(NEEDLESS,	"needless")	/* tidak usah: of a report */	\
	X(REGARDING,	"regarding")	/* soal, untuk: before a ticket */ \
	X(ALL,		"all")		/* semua */			\
	X(SECRET,	"secret")	/* rahasiakan */		\
	X(BEHALF,	"behalf")	/* before another's number */	\
	X(RESULT,	"result")	/* nyala, bersih: as it should be */ \
	X(WORSE,	"worse")	/* gelap, bau: as it was */	\
	X(TRUTH,	"truth")	/* bohong: not what you say */	\
	X(UNDERWAY,	"underway")	/* staff: being worked on */	\
	X(ACCEPTED,	"accepted")	/* staff: oke, meluncur */	\
	X(DECLINED,	"declined")	/* staff: why it is not taken */ \
	X(BELONGS,	"belongs")	/* staff: urusan, before an OPD */ \
	X(FORWARDED,	"forwarded")	/* marks of a quoted SMS: Fwd: */ \
	X(LIKED,	"liked")	/* a phone's words for a thumb */ \
	X(DISLIKED,	"disliked")					\
	X(NOISE,	"noise")	/* adverts, chat: not for us */	\
	X(SETTLED,	"settled")	/* thanks: the problem is gone */ \
	X(FILLER,	"filler")	/* tolong, yth, selamat pagi */	\
	X(TITLE,	"title")	/* pak, ibu */			\
	X(TICKET,	"ticket")	/* tiket, laporan */		\
	X(NUMBER,	"number")	/* no, nomor */			\
	X(HOUSE,	"house")	/* rumah, rt: has a number */	\
	X(LABEL,	"label")	/* nama, alamat */		\
	X(AT,		"at")		/* di */			\
	X(VILLAGE,	"village")	/* kel, kelurahan, desa */	\
	X(DISTRICT,	"district")	/* kec, kecamatan */		\
	X(NEAR,		"near")		/* dekat, dkt, depan, dpn */	\
	X(STREET,	"street")	/* jalan, jl, gang */		\
	X(LANDMARK,	"landmark")	/* pasar, gereja, toko */	\
	X(TO,		"to")		/* ke, arah, dari */		\
	X(FROM,		"from")		/* dari */			\
	X(TOWARD,	"toward")	/* arah, jurusan */		\
	X(OUTSIDE,	"outside")	/* soe, penfui timur: not ours */ \
	X(HOME,		"home")		/* warga, penduduk */		\
	X(BORDER,	"border")	/* batas, antara */		\
	X(QUALIFIER,	"qualifier")	/* timur, utara */		\
	X(UNIT,		"unit")		/* hari, tiang: after a count */ \
	X(CHOOSE,	"choose")	/* yang, pilih */		\
	X(COUNTED,	"counted")	/* tiang: after a small count */ \
	X(SPAN,		"span")		/* hari: always counted */	\
	X(THIS,		"this")		/* ini: "2 hari ini" */		\
	X(DATE,		"date")		/* tgl: before a date */	\
	X(MONTH,	"month")	/* mei */			\
	X(YEAR,		"year")		/* sejak: before a year */	\
	X(CLOCK,	"clock")	/* jam: before a time */	\
	X(ZONE,		"zone")		/* wita: behind a time */	\
	X(MONEY,	"money")	/* rp, ribu: at an amount */	\
	X(PHONE,	"phone")	/* hp, telp: before a number */	\
	X(OR,		"or")		/* atau */			\
	X(ALSO,		"also")		/* dan, sama */			\
	X(NOT,		"not")		/* bukan */			\
	X(WRONG,	"wrong")	/* bukan, salah: undo */	\
	X(BUT,		"but")		/* tapi */			\
	X(CAUSE,	"cause")	/* karena */			\
	X(EFFECT,	"effect")	/* sampai, jadi */		\
	X(NEUTRAL,	"neutral")	/* phrases of no category */	\
	X(IF,		"if")		/* kalau */			\
	X(ORDINARY,	"ordinary")	/* no typo of anything */	\
	X(SPELLINGS,	"spellings")	/* "tidak tdk sonde": one word */

enum conf_words {
#define X(name, key)	CONF_WORDS_##name,
	CONF_WORDS(X)
#undef X
	CONF_WORDS_COUNT
};

struct conf_city {
	struct conf_opd		*opd;		/* owned, as all arrays here */
	int			 opd_count;
	struct conf_category	*category;
	int			 category_count;
	struct conf_kelurahan	*kelurahan;
	int			 kelurahan_count;
	struct conf_list	 words[CONF_WORDS_COUNT];
	const char		*words_file;	/* borrowed from files */
	int			 words_line[CONF_WORDS_COUNT];
	struct conf_list	 files;		/* that all of it stands in */
	struct conf_danger	*danger;	/* owned; NULL if none */
	struct conf_elsewhere	*elsewhere;	/* owned; NULL if none */
};

/* Commands of citizens, then of officers, then the grammar's small words. */
#define CONF_WORDS_CITIZEN_END	(CONF_WORDS_INFO + 1)
#define CONF_WORDS_COMMAND_END	(CONF_WORDS_ON + 1)
/* Words of sentences without a command: they hide no other word. */
#define CONF_WORDS_FREE_FIRST	CONF_WORDS_THANKS
#define CONF_WORDS_FREE_LAST	CONF_WORDS_DISLIKED

void		 conf_city_clear(struct conf_city *);
const char	*conf_city_file(struct conf_city *, const char *);
int		 conf_city_find_opd(const struct conf_city *, const char *);
int		 conf_city_find_category(const struct conf_city *,
		    const char *);
int		 conf_city_find_kelurahan(const struct conf_city *,
		    const char *);
const char	*conf_city_words_name(enum conf_words);
bool		 conf_city_is_kecamatan(const struct conf_city *,
		    const char *);

#endif
