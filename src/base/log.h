/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LOG_H
#define LOG_H

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARN, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

#define LOG_NUMBER_SIZE	24	/* a masked number and its NUL */

void		 log_init(const char *, enum log_level);
void		 log_set_level(enum log_level);
void		 log_error(const char *, ...) __attribute__((format(printf, 1, 2)));
void		 log_warn(const char *, ...) __attribute__((format(printf, 1, 2)));
void		 log_info(const char *, ...) __attribute__((format(printf, 1, 2)));
void		 log_debug(const char *, ...) __attribute__((format(printf, 1, 2)));
const char	*log_mask_number(const char *, char[LOG_NUMBER_SIZE]);
void		 fatal(const char *, ...)
		    __attribute__((format(printf, 1, 2), noreturn));

#endif
