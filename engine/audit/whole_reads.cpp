#include "audit/whole_reads.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>

namespace probity::audit {
namespace {

int whole_read(const sqlite3_io_methods& real, sqlite3_file* file, void* buffer, int size,
               sqlite3_int64 offset) {
  const int code = real.xRead(file, buffer, size, offset);
  if (code != SQLITE_IOERR_SHORT_READ) return code;
  sqlite3_int64 end = 0;
  const int looked = real.xFileSize(file, &end);
  if (looked != SQLITE_OK) return looked;
  return offset + size <= end ? SQLITE_IOERR_READ : code;
}

}  // namespace

// The casts between a struct and its first member are how SQLite extends its own.
// NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast)

WholeReads::WholeReads(const std::string& vfs)
    : name_(fmt::format("probity-{}", static_cast<const void*>(this))) {
  vfs_.real = sqlite3_vfs_find(vfs.empty() ? nullptr : vfs.c_str());
  if (vfs_.real == nullptr) return;
  vfs_.own = *vfs_.real;
  vfs_.own.pNext = nullptr;
  vfs_.own.zName = name_.c_str();
  vfs_.own.xOpen = open;
  vfs_.owner = this;
  sqlite3_vfs_register(&vfs_.own, 0);
}

WholeReads::~WholeReads() { sqlite3_vfs_unregister(&vfs_.own); }

int WholeReads::open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags,
                     int* out_flags) {
  const Vfs& ours = *reinterpret_cast<const Vfs*>(vfs);
  const int code = ours.real->xOpen(ours.real, path, file, flags, out_flags);
  if (code != SQLITE_OK) return code;
  try {
    file->pMethods = ours.owner->methods_for(file->pMethods);
  } catch (const std::bad_alloc&) {
    file->pMethods->xClose(file);
    file->pMethods = nullptr;
    return SQLITE_NOMEM;
  }
  return SQLITE_OK;
}

int WholeReads::read(sqlite3_file* file, void* buffer, int size, sqlite3_int64 offset) {
  const Methods& methods = *reinterpret_cast<const Methods*>(file->pMethods);
  const int code = whole_read(*methods.real, file, buffer, size, offset);
  if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ) methods.owner->has_failed_ = true;
  // SQLite's word for a device that fails is that of a damaged file.
  return code == SQLITE_IOERR_CORRUPTFS ? SQLITE_IOERR_READ : code;
}

// NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)

const sqlite3_io_methods* WholeReads::methods_for(const sqlite3_io_methods* real) {
  const auto known = std::ranges::find(methods_, real, &Methods::real);
  if (known != methods_.end()) return &known->own;
  Methods& methods = methods_.emplace_back(Methods{*real, real, this});
  methods.own.xRead = read;
  return &methods.own;
}

}  // namespace probity::audit
