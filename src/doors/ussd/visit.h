/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef USSD_VISIT_H
#define USSD_VISIT_H

#include "doors/ussd/menu.h"
#include "doors/ussd/ussd.h"
#include "store/phone.h"

/*
 * Between the files of the screens, each calling only those above it here:
 * visit.c moves a visit between the screens, report.c is the report that is
 * being made, text.c what was typed instead of a choice, lookup.c the reports
 * that are there, lists.c the lists to choose from, screens.c the table.
 */

struct conf_city;
struct message_values;

/*
 * The screens: the name in the database, the text, who shows it, who takes
 * what was typed, where 0 leads.
 */
#define SCREENS(X)							\
	X(MAIN, "main", USSD_MAIN, screen_show_plain,			\
	    screen_take_main, visit_back_to_main)			\
	X(CATEGORY, "category", USSD_CATEGORY, screen_show_categories,	\
	    screen_take_category, visit_back_to_main)			\
	X(WHICH_CATEGORY, "which_category", USSD_WHICH_CATEGORY,	\
	    screen_show_choices, screen_take_choice,			\
	    screen_back_from_choice)					\
	X(KECAMATAN, "kecamatan", USSD_KECAMATAN, screen_show_kecamatan,\
	    screen_take_kecamatan, screen_back_from_kecamatan)		\
	X(KELURAHAN, "kelurahan", USSD_KELURAHAN, screen_show_kelurahan,\
	    screen_take_kelurahan, screen_back_to_kecamatan)		\
	X(WHICH_KELURAHAN, "which_kelurahan", USSD_WHICH_KELURAHAN,	\
	    screen_show_choices, screen_take_choice,			\
	    screen_back_from_choice)					\
	X(WORDS, "words", USSD_WORDS, screen_show_draft,		\
	    screen_take_words, screen_back_from_words)			\
	X(CONFIRM, "confirm", USSD_CONFIRM, screen_show_draft,		\
	    screen_take_confirm, screen_back_from_confirm)		\
	X(DONE, "done", USSD_DONE, screen_show_report,			\
	    screen_take_main, visit_back_to_main)			\
	X(CHECK, "check", USSD_CHECK, screen_show_plain,		\
	    screen_take_ticket, visit_back_to_main)			\
	X(STATE, "state", USSD_STATE, screen_show_report,		\
	    screen_take_ticket, screen_back_to_mine)			\
	X(UNKNOWN, "unknown", USSD_UNKNOWN_TICKET, screen_show_report,	\
	    screen_take_ticket, visit_back_to_main)			\
	X(MINE, "mine", USSD_MINE, screen_show_mine,			\
	    screen_take_mine, visit_back_to_main)			\
	X(HELP, "help", USSD_HELP, screen_show_plain,			\
	    screen_take_main, visit_back_to_main)			\
	X(RESUME, "resume", USSD_RESUME, screen_show_resume,		\
	    screen_take_resume, visit_back_to_main)			\
	X(BY_SMS, "by_sms", USSD_BY_SMS, screen_show_plain,		\
	    screen_take_main, visit_back_to_main)

enum screen_id {
#define X(id, name, text, show, take, back)	id,
	SCREENS(X)
#undef X
	SCREEN_COUNT
};

/* One hop at work on a session. */
struct visit {
	const struct ussd	*u;
	struct ussd_session	*s;
	struct phone		 phone;
	int64_t			 now;
	int			 notice;	/* enum ussd_text, or -1 */
};

/* visit.c */
const struct conf_city	*visit_city(const struct visit *);
enum screen_id		 visit_at(const struct visit *);
enum ussd_text		 visit_text(const struct visit *);
void			 visit_go(struct visit *, enum screen_id);
void			 visit_forget_place(struct visit *);
void			 visit_back_to_main(struct visit *);
int			 visit_line(const char *);
bool			 visit_turns_page(struct visit *, const char *);
int			 visit_not_understood(struct visit *);
int			 visit_look_up(struct visit *, const char *);

/* report.c */
void	visit_choose_category(struct visit *, int);
void	visit_choose_kelurahan(struct visit *, int, bool);
void	visit_ask_next(struct visit *);
void	visit_values(const struct visit *, struct message_values *);
int	screen_show_draft(struct visit *, struct ussd_screen *);
int	screen_take_words(struct visit *, const char *);
void	screen_back_from_words(struct visit *);
int	screen_take_confirm(struct visit *, const char *);
void	screen_back_from_confirm(struct visit *);

/* text.c */
int	visit_take_text(struct visit *, const char *);
int	visit_take_name(struct visit *, bool, const int *, int,
	    const char *);

/* lookup.c */
int	screen_show_report(struct visit *, struct ussd_screen *);
int	screen_take_ticket(struct visit *, const char *);
int	screen_show_mine(struct visit *, struct ussd_screen *);
int	screen_take_mine(struct visit *, const char *);
void	screen_back_to_mine(struct visit *);

/* lists.c */
int	screen_show_categories(struct visit *, struct ussd_screen *);
int	screen_take_category(struct visit *, const char *);
int	screen_show_kecamatan(struct visit *, struct ussd_screen *);
int	screen_take_kecamatan(struct visit *, const char *);
void	screen_back_from_kecamatan(struct visit *);
int	screen_show_kelurahan(struct visit *, struct ussd_screen *);
int	screen_take_kelurahan(struct visit *, const char *);
void	screen_back_from_choice(struct visit *);
void	screen_back_to_kecamatan(struct visit *);
int	screen_show_choices(struct visit *, struct ussd_screen *);
int	screen_take_choice(struct visit *, const char *);

#endif
