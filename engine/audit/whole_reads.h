// A read that gives less than the file holds is an error, and an error of the device is not one of
// what was written there. SQLite takes a short read for the end of the file and goes on: in a page
// it puts zeros, and in a journal it leaves out what is to be undone. When that is written, what
// was recorded is lost. And it calls a file damaged that cannot be read. Private to this folder.
#pragma once

#include <sqlite3.h>

#include <deque>
#include <string>
#include <utility>

namespace probity::audit {

/// A SQLite VFS that opens files as another one does, and does not believe that a file ends before
/// its size. The connections that use it do not outlive it.
class WholeReads {
 public:
  /// `vfs`: the name of the other one, "" for the usual one.
  explicit WholeReads(const std::string& vfs);
  WholeReads(const WholeReads&) = delete;
  WholeReads& operator=(const WholeReads&) = delete;
  ~WholeReads();

  /// For sqlite3_open_v2; SQLite does not know it where it does not know the other one.
  [[nodiscard]] const char* name() const { return name_.c_str(); }
  /// Whether a read has failed since the last call.
  [[nodiscard]] bool take_failed_read() { return std::exchange(has_failed_, false); }

 private:
  /// What SQLite is given is the first member, and so has the address of what it belongs to.
  struct Vfs {
    sqlite3_vfs own{};
    sqlite3_vfs* real = nullptr;
    WholeReads* owner = nullptr;
  };
  struct Methods {
    sqlite3_io_methods own;
    const sqlite3_io_methods* real;
    WholeReads* owner;
  };

  static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags,
                  int* out_flags);
  static int read(sqlite3_file* file, void* buffer, int size, sqlite3_int64 offset);
  /// The methods of a file with `read` in place of its own.
  const sqlite3_io_methods* methods_for(const sqlite3_io_methods* real);

  std::string name_;
  Vfs vfs_;
  bool has_failed_ = false;
  std::deque<Methods> methods_;  ///< one for each kind of file that the other VFS has
};

}  // namespace probity::audit
