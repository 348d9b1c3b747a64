#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "cplatform.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

typedef struct {
  void (*body)(void *);
  void *context;
} start;

static void *run(void *argument) {
  start begun = *(start *)argument;
  free(argument);
  begun.body(begun.context);
  return NULL;
}

int cplatform_start_thread(void (*body)(void *), void *context) {
  start *argument = malloc(sizeof(start));
  if (argument == NULL) return ENOMEM;
  argument->body = body;
  argument->context = context;

  pthread_attr_t attributes;
  int error = pthread_attr_init(&attributes);
  if (error != 0) {
    free(argument);
    return error;
  }
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);  // The thread inherits the mask.
  pthread_t thread;
  error = pthread_create(&thread, &attributes, run, argument);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
  if (error != 0) free(argument);
  return error;
}
