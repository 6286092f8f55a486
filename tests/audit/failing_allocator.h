// Memory that runs out for SQLite where it is told to.
#pragma once

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <cstddef>
#include <optional>

namespace probity::audit::test {

/// The allocation with this number (from 1) fails, and, where it is sticky, all after it.
struct MissingMemory {
  std::size_t at = 0;
  bool is_sticky = false;
};

/// SQLite's allocator while it lives; one at a time, and no connection or FaultVfs may be there
/// when it comes or goes.
class FailingAllocator {
 public:
  FailingAllocator() {
    REQUIRE(sqlite3_shutdown() == SQLITE_OK);
    REQUIRE(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &state().real) == SQLITE_OK);
    sqlite3_mem_methods own = state().real;
    own.xMalloc = allocate;
    own.xRealloc = reallocate;
    REQUIRE(sqlite3_config(SQLITE_CONFIG_MALLOC, &own) == SQLITE_OK);
    // Otherwise small pieces would come from a store that does not run out.
    REQUIRE(sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) == SQLITE_OK);
    REQUIRE(sqlite3_initialize() == SQLITE_OK);
    plan(std::nullopt);
  }
  FailingAllocator(const FailingAllocator&) = delete;
  FailingAllocator& operator=(const FailingAllocator&) = delete;
  ~FailingAllocator() {
    CHECK(sqlite3_memory_used() == 0);
    sqlite3_shutdown();
    sqlite3_config(SQLITE_CONFIG_MALLOC, &state().real);
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, kUsualSlotBytes, kUsualSlots);
    sqlite3_initialize();
  }

  /// Counts from here on.
  void plan(std::optional<MissingMemory> missing) {
    state().missing = missing;
    state().allocations = 0;
    state().failures = 0;
  }
  /// Since the last `plan`.
  [[nodiscard]] std::size_t allocations() const { return state().allocations; }
  [[nodiscard]] std::size_t failures() const { return state().failures; }

 private:
  /// SQLite's own defaults.
  static constexpr int kUsualSlotBytes = 1200;
  static constexpr int kUsualSlots = 40;

  struct State {
    sqlite3_mem_methods real{};
    std::optional<MissingMemory> missing;
    std::size_t allocations = 0;
    std::size_t failures = 0;

    [[nodiscard]] bool is_next_missing() {
      ++allocations;
      const bool is_missing = missing && (allocations == missing->at ||
                                          (missing->is_sticky && allocations > missing->at));
      if (is_missing) ++failures;
      return is_missing;
    }
  };
  static State& state() {
    static State of_the_one;
    return of_the_one;
  }
  static void* allocate(int size) {
    return state().is_next_missing() ? nullptr : state().real.xMalloc(size);
  }
  static void* reallocate(void* memory, int size) {
    return state().is_next_missing() ? nullptr : state().real.xRealloc(memory, size);
  }
};

}  // namespace probity::audit::test
