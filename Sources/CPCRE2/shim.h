#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdint.h>

/// What one search may still cost, in steps, and the byte at which it was last seen.
typedef struct {
  int64_t steps;
  size_t position;
} relapse_search_budget;

/// A callout that spends 16 steps, and one for every byte between this item of the pattern and the last one.
///
/// The match limit of PCRE2 counts neither the scan of a repeated character nor the start positions, so `\w+@` over a
/// megabyte of letters takes minutes below any limit. This count sees both, and is the same on every machine.
static inline int relapse_spend(pcre2_callout_block *block, void *data) {
  relapse_search_budget *left = (relapse_search_budget *)data;
  size_t here = block->current_position;
  size_t distance = here > left->position ? here - left->position : left->position - here;
  left->position = here;
  left->steps -= 16 + (int64_t)distance;
  return left->steps < 0 ? PCRE2_ERROR_CALLOUT : 0;
}

/// Makes every search with a context spend from a budget; the code must be compiled with automatic callouts.
static inline void relapse_set_search_budget(pcre2_match_context *context, relapse_search_budget *budget) {
  pcre2_set_callout(context, relapse_spend, budget);
}
