#ifndef CPLATFORM_H
#define CPLATFORM_H

/// What Swift cannot reach well: spawning without leaks, whole process groups, a thread of our own.
///
/// Functions that can fail return 0 or an errno value, unless they say otherwise. Nothing here blocks for long.

/// A child process and our ends of its pipes, all close-on-exec; the pipes do not block.
typedef struct {
  /// The process, which is also its process group.
  int pid;
  /// We write its standard input here.
  int input;
  /// We read its standard output here.
  int output;
  /// We read its standard error here.
  int errors;
  /// Becomes readable when the process ends (Linux); -1 where there is none, then ask `cplatform_has_ended` now and then.
  int exit_handle;
} cplatform_child;

/// Starts a program in a process group of its own, with default signals and no descriptor beside its three pipes.
///
/// `path` is not searched for. `arguments` and `environment` end with NULL. `directory` may be NULL: then ours. ECANCELED after
/// `cplatform_groups_kill_all`.
int cplatform_spawn(
    const char *path, char *const arguments[], char *const environment[], const char *directory,
    cplatform_child *child);

/// Whether a child has ended but is not yet reaped: its id, and that of its group, cannot be given to another. 1, 0, or
/// -1 when it is no child of ours any more.
int cplatform_has_ended(int pid);

/// Takes the ended child off the system's list. `code` becomes its exit status or -1, `signal` what killed it or 0.
/// ECANCELED after `cplatform_groups_kill_all`.
int cplatform_reap(int pid, int *code, int *signal);

/// Sends a signal to every process of a group. A group that is gone is no error.
int cplatform_kill_group(int group, int signal);

/// How many groups were started by `cplatform_spawn` and not yet reaped.
int cplatform_groups_count(void);

/// Ends every process of every group that was started and not yet reaped, for good: none is started or reaped afterwards. To be
/// called just before the process ends. Safe in a signal handler; waits up to 100 ms for a start that is under way.
void cplatform_groups_kill_all(void);

/// Makes a pipe that is close-on-exec and does not block at either end: `ends[0]` is read, `ends[1]` written.
int cplatform_pipe(int ends[2]);

/// Makes writing to a pipe without a reader an error (EPIPE) for the whole process, unless a handler is in place already.
void cplatform_ignore_sigpipe(void);

/// Runs `body(context)` on a detached thread on which every signal is blocked.
int cplatform_start_thread(void (*body)(void *), void *context);

#endif
