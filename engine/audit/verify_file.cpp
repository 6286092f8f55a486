#include "audit/verify_file.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <functional>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "support/text.h"

namespace probity::audit {
namespace {

/// https://sqlite.org/fileformat2.html, section 1.3: bytes that are the same in every log.
struct HeaderByte {
  std::size_t offset;
  std::uint8_t value;
};
constexpr std::array kFixedBytes{
    HeaderByte{18, 1}, HeaderByte{19, 1},  // no write-ahead log
    HeaderByte{44, 0}, HeaderByte{45, 0}, HeaderByte{46, 0}, HeaderByte{47, 4},  // of the schema
};
constexpr std::size_t kPageSizeOffset = 16;
constexpr std::size_t kPageCountOffset = 28;

/// A number with its highest byte first.
std::uint64_t number_at(std::string_view header, std::size_t offset, std::size_t bytes) {
  std::uint64_t number = 0;
  for (const char byte : header.substr(offset, bytes)) {
    number = number << 8U | static_cast<unsigned char>(byte);
  }
  return number;
}

}  // namespace

bool begins_like_a_database(const std::string& path) {
  constexpr std::string_view kMagic{"SQLite format 3\0", 16};
  constexpr std::ptrdiff_t kEnough = 8;
  std::array<char, kMagic.size()> begin{};
  std::ifstream(path, std::ios::binary).read(begin.data(), begin.size());
  return std::transform_reduce(begin.begin(), begin.end(), kMagic.begin(), std::ptrdiff_t{0},
                               std::plus(), std::equal_to()) >= kEnough;
}

void check_header(Database& database, DamageList& damages) {
  const std::string header = database.read_header();
  const std::uint64_t bytes = database.file_bytes();
  if (database.failure()) return;
  for (const HeaderByte& wanted : kFixedBytes) {
    const auto found = static_cast<unsigned char>(header[wanted.offset]);
    if (found == wanted.value) continue;
    damages.add(DamageKind::kFile, fmt::format("byte {} of the database header is {}, not {}",
                                               wanted.offset, found, wanted.value));
  }
  // 65536 does not fit in, and is written as 1.
  std::uint64_t page_bytes = number_at(header, kPageSizeOffset, 2);
  if (page_bytes == 1) page_bytes = 65'536;
  const std::uint64_t pages = number_at(header, kPageCountOffset, 4);
  if (bytes != pages * page_bytes) {
    damages.add(DamageKind::kFile,
                fmt::format("the file has {} bytes, and its {} pages of {} bytes have {}", bytes,
                            pages, page_bytes, pages * page_bytes));
  }
}

void check_structure(Database& database, DamageList& damages) {
  std::vector<std::string> found;
  Statement check = database.prepare("PRAGMA integrity_check");
  while (check.next()) {
    if (check.bytes(0) != "ok") found.push_back(check.text(0));
  }
  // To this check a page that the device does not give is one more that is damaged.
  if (database.refuse_failed_reads()) return;
  for (const std::string& what : found) {
    damages.add(DamageKind::kFile,
                fmt::format("the database file is damaged: {}", escape_untrusted(what)));
  }
}

}  // namespace probity::audit
