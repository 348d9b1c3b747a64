#ifndef CPLATFORM_GROUPS_H
#define CPLATFORM_GROUPS_H

/// The list of process groups that this process started and has not reaped. Lock-free; nothing here allocates.
///
/// Between `groups_begin` and `groups_end` a process is started and put on the list, or taken off it and reaped, so that whoever
/// ends all groups sees none half-way: a group on the list is never one whose id has gone to another process.

/// Begins a change of the list; ECANCELED when all groups have been ended and none may come or go any more.
int groups_begin(void);

/// Ends a change that `groups_begin` allowed.
void groups_end(void);

/// Puts a group on the list. When all 16,384 places are taken it is left out, and ends by itself or not.
void groups_add(int group);

/// Takes a group off the list; to be called before its process is reaped.
void groups_remove(int group);

#endif
