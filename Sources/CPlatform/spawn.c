#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "cplatform.h"
#include "groups.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/syscall.h>
#endif

static void close_if_open(int *descriptor) {
  if (*descriptor >= 0) close(*descriptor);
  *descriptor = -1;
}

/// Moves a descriptor above standard error, so that giving a child its 0, 1 and 2 never meets one of ours.
static int raise_descriptor(int *descriptor) {
  if (*descriptor > 2) return 0;
  int moved = fcntl(*descriptor, F_DUPFD_CLOEXEC, 3);
  if (moved < 0) return errno;
  close(*descriptor);
  *descriptor = moved;
  return 0;
}

/// A blocking pipe whose ends are close-on-exec and above 2.
static int plain_pipe(int ends[2]) {
#ifdef __linux__
  if (pipe2(ends, O_CLOEXEC) != 0) {
    ends[0] = ends[1] = -1;
    return errno;
  }
#else
  if (pipe(ends) != 0) {
    ends[0] = ends[1] = -1;
    return errno;
  }
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
#endif
  int error = raise_descriptor(&ends[0]);
  if (error == 0) error = raise_descriptor(&ends[1]);
  if (error != 0) {
    close_if_open(&ends[0]);
    close_if_open(&ends[1]);
  }
  return error;
}

static int stop_blocking(int descriptor) {
  int flags = fcntl(descriptor, F_GETFL);
  if (flags < 0) return errno;
  return fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) < 0 ? errno : 0;
}

int cplatform_pipe(int ends[2]) {
  int error = plain_pipe(ends);
  if (error != 0) return error;
  error = stop_blocking(ends[0]);
  if (error == 0) error = stop_blocking(ends[1]);
  if (error != 0) {
    close_if_open(&ends[0]);
    close_if_open(&ends[1]);
  }
  return error;
}

/// Default signals, none blocked, a group of its own; returns an errno value.
static int set_attributes(posix_spawnattr_t *attributes) {
  short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
#ifdef POSIX_SPAWN_CLOEXEC_DEFAULT
  flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#endif
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  sigdelset(&all, SIGKILL);
  sigdelset(&all, SIGSTOP);
  int error = posix_spawnattr_setflags(attributes, flags);
  if (error == 0) error = posix_spawnattr_setpgroup(attributes, 0);
  if (error == 0) error = posix_spawnattr_setsigmask(attributes, &none);
  if (error == 0) error = posix_spawnattr_setsigdefault(attributes, &all);
  return error;
}

/// Its end of each pipe as 0, 1 and 2, nothing else open, and its folder; returns an errno value.
static int set_actions(
    posix_spawn_file_actions_t *actions, int input, int output, int errors, const char *directory) {
  int error = posix_spawn_file_actions_adddup2(actions, input, 0);
  if (error == 0) error = posix_spawn_file_actions_adddup2(actions, output, 1);
  if (error == 0) error = posix_spawn_file_actions_adddup2(actions, errors, 2);
#ifdef __GLIBC__
  if (error == 0) error = posix_spawn_file_actions_addclosefrom_np(actions, 3);
#endif
  if (error == 0 && directory != NULL) error = posix_spawn_file_actions_addchdir_np(actions, directory);
  return error;
}

int cplatform_spawn(
    const char *path, char *const arguments[], char *const environment[], const char *directory,
    cplatform_child *child) {
  int input[2] = {-1, -1}, output[2] = {-1, -1}, errors[2] = {-1, -1};
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_t actions;
  int has_attributes = 0, has_actions = 0;
  pid_t pid = -1;

  int error = groups_begin();
  if (error != 0) return error;
  error = plain_pipe(input);
  if (error == 0) error = plain_pipe(output);
  if (error == 0) error = plain_pipe(errors);
  if (error == 0) error = stop_blocking(input[1]);
  if (error == 0) error = stop_blocking(output[0]);
  if (error == 0) error = stop_blocking(errors[0]);
  if (error == 0) {
    error = posix_spawnattr_init(&attributes);
    has_attributes = error == 0;
  }
  if (error == 0) {
    error = posix_spawn_file_actions_init(&actions);
    has_actions = error == 0;
  }
  if (error == 0) error = set_attributes(&attributes);
  if (error == 0) error = set_actions(&actions, input[0], output[1], errors[1], directory);
  if (error == 0) error = posix_spawn(&pid, path, &actions, &attributes, arguments, environment);
  if (error == 0) groups_add(pid);
  groups_end();

  if (has_actions) posix_spawn_file_actions_destroy(&actions);
  if (has_attributes) posix_spawnattr_destroy(&attributes);
  close_if_open(&input[0]);
  close_if_open(&output[1]);
  close_if_open(&errors[1]);
  if (error != 0) {
    close_if_open(&input[1]);
    close_if_open(&output[0]);
    close_if_open(&errors[0]);
    return error;
  }
  child->pid = pid;
  child->input = input[1];
  child->output = output[0];
  child->errors = errors[0];
  child->exit_handle = -1;
#if defined(__linux__) && defined(SYS_pidfd_open)
  child->exit_handle = (int)syscall(SYS_pidfd_open, pid, 0);  // Close-on-exec; -1 on kernels before 5.3.
#endif
  return 0;
}

int cplatform_has_ended(int pid) {
  siginfo_t info;
  info.si_pid = 0;
  while (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0) {
    if (errno != EINTR) return -1;
  }
  return info.si_pid == pid;
}

int cplatform_reap(int pid, int *code, int *signal) {
  int status = 0;
  *code = -1;
  *signal = 0;
  int error = groups_begin();
  if (error != 0) return error;
  // Off the list before the id is free for another process.
  groups_remove(pid);
  pid_t reaped;
  while ((reaped = waitpid(pid, &status, WNOHANG)) < 0 && errno == EINTR) {
  }
  if (reaped < 0) error = errno;
  if (reaped == 0) {
    groups_add(pid);
    error = EAGAIN;
  }
  groups_end();
  if (error != 0) return error;
  if (WIFEXITED(status)) *code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) *signal = WTERMSIG(status);
  return 0;
}

int cplatform_kill_group(int group, int signal) {
  if (group <= 1) return EINVAL;  // 0 and -1 would mean ourselves and everyone.
  return kill(-group, signal) == 0 || errno == ESRCH ? 0 : errno;
}

void cplatform_ignore_sigpipe(void) {
  struct sigaction action;
  if (sigaction(SIGPIPE, NULL, &action) != 0 || action.sa_handler != SIG_DFL) return;
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, NULL);
}
