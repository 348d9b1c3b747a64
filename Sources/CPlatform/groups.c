#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "groups.h"
#include "cplatform.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>

#if ATOMIC_INT_LOCK_FREE != 2
#error "a signal handler needs atomics without locks"
#endif

enum { places = 16384, most_milliseconds = 100 };

static atomic_int groups[places];  // 0 is a free place.
static atomic_int used;            // Every place from here on is free and was never taken.
static atomic_int busy;            // How many changes are under way.
static atomic_int ending;

int groups_begin(void) {
  atomic_fetch_add(&busy, 1);
  if (atomic_load(&ending) == 0) return 0;
  atomic_fetch_sub(&busy, 1);
  return ECANCELED;
}

void groups_end(void) { atomic_fetch_sub(&busy, 1); }

void groups_add(int group) {
  for (int place = 0; place < places; place++) {
    int free = 0;
    if (!atomic_compare_exchange_strong(&groups[place], &free, group)) continue;
    int known = atomic_load(&used);
    while (known <= place && !atomic_compare_exchange_weak(&used, &known, place + 1)) {
    }
    return;
  }
}

void groups_remove(int group) {
  int known = atomic_load(&used);
  for (int place = 0; place < known; place++) {
    int found = group;
    if (atomic_compare_exchange_strong(&groups[place], &found, 0)) return;
  }
}

int cplatform_groups_count(void) {
  int count = 0, known = atomic_load(&used);
  for (int place = 0; place < known; place++) count += atomic_load(&groups[place]) != 0;
  return count;
}

void cplatform_groups_kill_all(void) {
  int error = errno;
  atomic_store(&ending, 1);
  for (int waited = 0; waited < most_milliseconds && atomic_load(&busy) > 0; waited++) poll(NULL, 0, 1);
  int known = atomic_load(&used);
  for (int place = 0; place < known; place++) {
    int group = atomic_load(&groups[place]);
    if (group > 1) kill(-group, SIGKILL);  // 0 and -1 would mean ourselves and everyone.
  }
  errno = error;
}
