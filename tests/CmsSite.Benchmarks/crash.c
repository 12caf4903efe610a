/* Loaded before the C library (LD_PRELOAD): stops before every call that changes a file below CRASH_ROOT, says so in one pipe and waits for an answer from the other.
   'g' goes on, 'k' ends the process as kill -9 does. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static int say = -1, hear = -1;

static void stop_here(void) {
    char answer = 'g';
    pthread_mutex_lock(&one_at_a_time);
    if (say < 0) {
        say = open(getenv("CRASH_SAY"), O_WRONLY | O_CLOEXEC);
        hear = open(getenv("CRASH_HEAR"), O_RDONLY | O_CLOEXEC);
    }
    ssize_t (*plain_write)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    if (plain_write(say, "w", 1) != 1 || read(hear, &answer, 1) != 1 || answer == 'k') {
        kill(getpid(), SIGKILL);
        for (;;) pause();
    }
    pthread_mutex_unlock(&one_at_a_time);
}

static int is_below(const char *path) {
    const char *root = getenv("CRASH_ROOT");
    return root && strncmp(path, root, strlen(root)) == 0;
}

static void fd_changes(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n <= 0) return;
    path[n] = 0;
    if (is_below(path)) stop_here();
}

#define FORWARD(result, name, parameters, arguments, before) \
    result name parameters { \
        static result (*next) parameters; \
        if (!next) next = dlsym(RTLD_NEXT, #name); \
        before; \
        return next arguments; \
    }

FORWARD(ssize_t, write, (int fd, const void *b, size_t n), (fd, b, n), fd_changes(fd))
FORWARD(ssize_t, writev, (int fd, const struct iovec *v, int n), (fd, v, n), fd_changes(fd))
FORWARD(ssize_t, pwrite, (int fd, const void *b, size_t n, off_t o), (fd, b, n, o), fd_changes(fd))
FORWARD(ssize_t, pwrite64, (int fd, const void *b, size_t n, off64_t o), (fd, b, n, o), fd_changes(fd))
FORWARD(ssize_t, pwritev, (int fd, const struct iovec *v, int n, off_t o), (fd, v, n, o), fd_changes(fd))
FORWARD(ssize_t, pwritev64, (int fd, const struct iovec *v, int n, off64_t o), (fd, v, n, o), fd_changes(fd))
FORWARD(int, ftruncate, (int fd, off_t n), (fd, n), fd_changes(fd))
FORWARD(int, ftruncate64, (int fd, off64_t n), (fd, n), fd_changes(fd))
FORWARD(int, fsync, (int fd), (fd), fd_changes(fd))
FORWARD(int, fdatasync, (int fd), (fd), fd_changes(fd))
FORWARD(int, rename, (const char *a, const char *b), (a, b), if (is_below(b)) stop_here())
FORWARD(int, unlink, (const char *a), (a), if (is_below(a)) stop_here())
FORWARD(int, mkdir, (const char *a, mode_t m), (a, m), if (is_below(a)) stop_here())
