#ifndef CCURL_SHIM_H
#define CCURL_SHIM_H

#include <curl/curl.h>

#ifdef __linux__
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#endif

/// What Swift cannot say to libcurl: the variadic functions, with the type of each argument, and what not every version has.

static inline CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_size(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}

/// libcurl copies the text.
static inline CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

/// libcurl keeps the pointer.
static inline CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *value) {
  return curl_easy_setopt(easy, option, value);
}

/// libcurl keeps the list.
static inline CURLcode ccurl_set_headers(CURL *easy, struct curl_slist *value) {
  return curl_easy_setopt(easy, CURLOPT_HTTPHEADER, value);
}

static inline CURLcode ccurl_on_body(CURL *easy, curl_write_callback function, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, function);
  return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
}

static inline CURLcode ccurl_on_header(CURL *easy, curl_write_callback function, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, function);
  return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
}

/// Before the request goes out on a connection, and again before it goes out on another.
static inline CURLcode ccurl_on_send(CURL *easy, curl_prereq_callback function, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, function);
  return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_PREREQDATA, context);
}

/// No scheme but http and https.
static inline CURLcode ccurl_only_http(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075500
  return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
  return curl_easy_setopt(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

/// Giving a transfer up does not wait for its name to be resolved (libcurl 7.87 and later).
static inline CURLcode ccurl_quick_exit(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075700
  return curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#else
  (void)easy;
  return CURLE_OK;
#endif
}

#ifdef __linux__
static int ccurl_prepare_socket(void *context, curl_socket_t socket, curlsocktype purpose) {
  (void)context;
  (void)purpose;
  unsigned int milliseconds = 30000;
  (void)setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &milliseconds, sizeof milliseconds);
  return CURL_SOCKOPT_OK;
}

/// A descriptor that waits for many others, or -1 with errno. Swift's module of the C library does not have epoll.
static inline int ccurl_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

/// Waits for a descriptor from now on; `interest` is made of CURL_CSELECT_IN and CURL_CSELECT_OUT.
static inline void ccurl_epoll_watch(int epoll, int descriptor, int interest) {
  struct epoll_event event = {0};
  if (interest & CURL_CSELECT_IN) event.events |= EPOLLIN;
  if (interest & CURL_CSELECT_OUT) event.events |= EPOLLOUT;
  event.data.fd = descriptor;
  // libcurl forgets a socket between two transfers, so most are new; a closed descriptor leaves the set by itself.
  if (epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) != 0) (void)epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, &event);
}

static inline void ccurl_epoll_forget(int epoll, int descriptor) {
  struct epoll_event event = {0};
  (void)epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, &event);
}

/// Waits; the count of what is ready, at most 256. `descriptors[i]` is ready for `states[i]`, made of CURL_CSELECT_IN, _OUT and _ERR.
static inline int ccurl_epoll_wait(int epoll, int descriptors[256], int states[256], int milliseconds) {
  struct epoll_event events[256];
  int count = epoll_wait(epoll, events, 256, milliseconds);
  for (int i = 0; i < count; i++) {
    descriptors[i] = events[i].data.fd;
    states[i] = 0;
    if (events[i].events & (EPOLLIN | EPOLLHUP)) states[i] |= CURL_CSELECT_IN;
    if (events[i].events & EPOLLOUT) states[i] |= CURL_CSELECT_OUT;
    if (events[i].events & EPOLLERR) states[i] |= CURL_CSELECT_ERR;
  }
  return count < 0 ? 0 : count;
}
#endif

/// A connection whose other end is gone without a word is noticed: data that nobody acknowledges ends it after 30 s (Linux).
static inline CURLcode ccurl_notice_dead_peer(CURL *easy) {
#ifdef __linux__
  return curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, ccurl_prepare_socket);
#else
  (void)easy;
  return CURLE_OK;
#endif
}

static inline CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

/// Where `curl_multi_socket_action` looks at timers instead of a socket.
static const curl_socket_t ccurl_no_socket = CURL_SOCKET_TIMEOUT;

/// What libcurl wants to know about each socket.
static inline CURLMcode ccurl_multi_on_socket(CURLM *multi, curl_socket_callback function, void *context) {
  CURLMcode code = curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, function);
  return code != CURLM_OK ? code : curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
}

static inline CURLcode ccurl_get_pointer(CURL *easy, CURLINFO info, void **value) {
  return curl_easy_getinfo(easy, info, value);
}

/// The next transfer that has ended: 1, or 0 when there is none.
static inline int ccurl_next_finished(CURLM *multi, CURL **easy, CURLcode *result) {
  int left = 0;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &left)) != NULL) {
    if (message->msg != CURLMSG_DONE) continue;
    *easy = message->easy_handle;
    *result = message->data.result;
    return 1;
  }
  return 0;
}

#endif
