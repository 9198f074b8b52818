/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * card - the SIM card of a simulated modem: who it is, and its lock.
 *
 * Tries are the card's: taking the modem out or restarting it gives none
 * back.  3GPP TS 27.007 8.3, TS 31.101.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "modem/sim/card.h"

/* A card that is there, has no lock and all its tries. */
void
sim_card_init(struct sim_card *card)
{
	memset(card, 0, sizeof *card);
	card->pin_tries = SIM_PIN_TRIES;
	card->puk_tries = SIM_PUK_TRIES;
}

/* The card gets power: a PIN that it has is wanted again. */
void
sim_card_power(struct sim_card *card)
{
	card->locked = card->pin[0] != '\0';
}

/* PIN ready: neither absent nor waiting for a code. */
bool
sim_card_is_usable(const struct sim_card *card)
{
	return !card->absent && !card->locked;
}

/* What AT+CPIN? tells; NULL where it is an error. */
const char *
sim_card_wants(const struct sim_card *card)
{
	if (card->absent || (card->locked && card->puk_tries == 0))
		return NULL;
	if (!card->locked)
		return "READY";
	return card->pin_tries > 0 ? "SIM PIN" : "SIM PUK";
}

static enum sim_card_answer
enter_puk(struct sim_card *card, const char *code, const char *pin)
{
	if (card->puk_tries == 0)
		return SIM_CARD_DEAD;
	if (*pin == '\0')
		return SIM_CARD_WANTS_PUK;
	card->pins_entered++;
	if (card->puk[0] == '\0' || strcmp(code, card->puk) != 0 ||
	    strlen(pin) >= sizeof card->pin) {
		card->puk_tries--;
		card->pins_wrong++;
		return SIM_CARD_WRONG;
	}
	memcpy(card->pin, pin, strlen(pin) + 1);
	card->locked = false;
	card->pin_tries = SIM_PIN_TRIES;
	card->puk_tries = SIM_PUK_TRIES;
	return SIM_CARD_FINE;
}

/*
 * AT+CPIN=: a PIN, or a PUK and the new PIN.  A code that nobody asked for
 * is no code entered.
 */
enum sim_card_answer
sim_card_enter(struct sim_card *card, const char *code, const char *pin)
{
	if (card->absent)
		return SIM_CARD_ABSENT;
	if (!card->locked)
		return SIM_CARD_FINE;
	if (card->pin_tries == 0)
		return enter_puk(card, code, pin);
	card->pins_entered++;
	if (strcmp(code, card->pin) != 0) {
		card->pin_tries--;
		card->pins_wrong++;
		return SIM_CARD_WRONG;
	}
	card->locked = false;
	card->pin_tries = SIM_PIN_TRIES;
	return SIM_CARD_FINE;
}
