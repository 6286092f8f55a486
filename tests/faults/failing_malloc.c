// Put before the C library by LD_PRELOAD: the allocation FAIL_AT, counted from 1, finds no memory,
// and with FAIL_ON set none after it does either. With COUNT_ALLOCATIONS set, their number goes to
// standard error at the end.
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

extern void* __libc_malloc(size_t size);
extern void* __libc_calloc(size_t count, size_t size);
extern void* __libc_realloc(void* block, size_t size);

static long fail_at;
static int fail_on;
static long seen;

__attribute__((constructor)) static void read_environment(void) {
  const char* number = getenv("FAIL_AT");
  fail_on = getenv("FAIL_ON") != NULL;
  fail_at = number == NULL ? 0 : atol(number);
}

__attribute__((destructor)) static void tell(void) {
  if (getenv("COUNT_ALLOCATIONS") != NULL) fprintf(stderr, "%ld\n", seen);
}

static int fails(void) {
  const long number = __atomic_add_fetch(&seen, 1, __ATOMIC_RELAXED);
  if (fail_at == 0 || (fail_on ? number < fail_at : number != fail_at)) return 0;
  errno = ENOMEM;
  return 1;
}

void* malloc(size_t size) { return fails() ? NULL : __libc_malloc(size); }
void* calloc(size_t count, size_t size) { return fails() ? NULL : __libc_calloc(count, size); }
void* realloc(void* block, size_t size) { return fails() ? NULL : __libc_realloc(block, size); }
