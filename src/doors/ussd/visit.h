/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef USSD_VISIT_H
#define USSD_VISIT_H

#include "doors/ussd/screens.h"

/*
 * Between the files of the screens: ussd_screens.c has their table and moves
 * a visit between them, ussd_lists.c the lists to choose from, ussd_report.c
 * the report that is being made, ussd_lookup.c those that are there,
 * ussd_text.c what was typed instead of a choice.
 */

struct answer;
struct conf_city;
struct message_values;

enum screen_id { MAIN, CATEGORY, WHICH_CATEGORY, KECAMATAN, KELURAHAN,
	WHICH_KELURAHAN, WORDS, CONFIRM, DONE, CHECK, STATE, UNKNOWN, MINE,
	HELP, RESUME, BY_SMS, SCREEN_COUNT };

/* ussd_screens.c */
const struct conf_city	*visit_city(const struct visit *);
enum screen_id		 visit_at(const struct visit *);
enum ussd_text		 visit_text(const struct visit *);
void			 visit_go(struct visit *, enum screen_id);
void			 visit_back_to_main(struct visit *);
int			 visit_line(const char *);
bool			 visit_turns_page(struct visit *, const char *);
int			 visit_not_understood(struct visit *);
int			 screen_show_plain(struct visit *,
			    struct ussd_screen *);
int			 screen_take_main(struct visit *, const char *);

/* ussd_report.c */
void	visit_choose_category(struct visit *, int);
void	visit_choose_kelurahan(struct visit *, int, bool);
void	visit_forget_place(struct visit *);
void	visit_ask_next(struct visit *);
void	visit_values(const struct visit *, struct message_values *);
int	screen_show_draft(struct visit *, struct ussd_screen *);
int	screen_take_words(struct visit *, const char *);
void	screen_back_from_words(struct visit *);
int	screen_take_confirm(struct visit *, const char *);
void	screen_back_from_confirm(struct visit *);

/* ussd_lists.c */
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

/* ussd_lookup.c */
int	visit_look_up(struct visit *, const char *);
int	screen_show_report(struct visit *, struct ussd_screen *);
int	screen_take_ticket(struct visit *, const char *);
int	screen_show_mine(struct visit *, struct ussd_screen *);
int	screen_take_mine(struct visit *, const char *);
void	screen_back_to_mine(struct visit *);

/* ussd_text.c */
int	visit_take_text(struct visit *, const char *);
int	visit_take_name(struct visit *, bool, const int *, int,
	    const char *);

#endif
